"""The trend: from how many runs on, over what base, and what is said beside it."""

import datetime as dt
from pathlib import Path

import pytest

from practice_check.audit.results import Hashes
from practice_check.history import RecordedRun, recorded_runs, trend
from tests.history.made import case, finding, join, run

CLOCK = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)


def days(count: int) -> list[dt.date]:
    return [dt.date(2025, 1, 6) + dt.timedelta(weeks=4 * number) for number in range(count)]


def history(folder: Path, as_of: list[dt.date], *, cases: int = 20, rules: str = "1") -> list[RecordedRun]:
    """So many runs of so many cases, each with a gap, all but three of them recorded late, and one met."""
    file = folder / "runs.sqlite"
    for day in as_of:
        found = [finding(f"gap{number}", "gap", crn=f"X{number}") for number in range(3)]
        found += [finding(f"late{number}", "met_late", crn=f"X{number}") for number in range(3, cases)]
        found += [finding(f"met{number}", "met", crn=f"X{number}", rule="plan") for number in range(cases)]
        found += [finding("unsaid", "cannot_tell", crn="X0", rule="plan")]
        people = [case(f"X{number}") for number in range(cases)]
        join(file, run(day, found, cases=people, hashes=Hashes(rules=rules)), CLOCK)
    return recorded_runs(file)


def test_there_is_none_before_there_are_enough_days(tmp_path: Path) -> None:
    five = history(tmp_path, days(5))
    assert trend(five, 6, 10) is None
    six = history(tmp_path, days(6))
    found = trend(six, 6, 10)
    assert found is not None
    assert [point.as_of for point in found.points] == days(6)
    assert found.notes == []


def test_two_runs_of_a_day_are_one_point_and_the_last_recorded_counts(tmp_path: Path) -> None:
    history(tmp_path, days(6))
    file = tmp_path / "runs.sqlite"
    again = run(days(1)[0], [finding("gap0", "gap", crn="X0")], hashes=Hashes(rules="2"))
    join(file, again, CLOCK + dt.timedelta(hours=1))
    assert len(recorded_runs(file)) == 7
    found = trend(recorded_runs(file), 6, 10)
    assert found is not None
    assert (len(found.points), found.points[0].judged) == (6, 1)
    assert trend(recorded_runs(file), 7, 10) is None


def test_each_rate_stands_over_its_base(tmp_path: Path) -> None:
    found = trend(history(tmp_path, days(2)), 2, 10)
    assert found is not None
    point = found.points[0]
    assert (point.in_time, point.judged, point.in_time_percent, point.not_told) == (20, 40, 50.0, 1)
    assert (point.open_high, point.cases, point.open_high_per_100) == (3, 20, 15.0)


@pytest.mark.parametrize(("base", "rate"), [(20, 15.0), (21, None)])
def test_no_rate_is_given_over_a_base_that_is_too_small(tmp_path: Path, base: int, rate: float | None) -> None:
    found = trend(history(tmp_path, days(2)), 2, base)
    assert found is not None
    assert found.points[0].open_high_per_100 == rate
    assert found.points[0].in_time_percent == 50.0


def test_a_change_of_rules_and_of_caseload_is_noted_where_it_falls(tmp_path: Path) -> None:
    history(tmp_path, days(1))
    runs = history(tmp_path, days(2)[1:], rules="2")
    found = trend(runs, 2, 10)
    assert found is not None
    assert [note.split(":")[0] for note in found.notes] == [
        "The rules, the limits or the mapping changed between 6 Jan 2025 and 3 Feb 2025"
    ]
    file = tmp_path / "runs.sqlite"
    join(file, run(days(3)[2], [finding("other", "gap", crn="Y1")], hashes=Hashes(rules="2")), CLOCK)
    found = trend(recorded_runs(file), 2, 10)
    assert found is not None
    assert "different caseloads" in found.notes[1]
