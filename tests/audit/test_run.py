"""A caseload through the whole road: what crashes or hangs is named, all others have their verdicts."""

import datetime as dt
import faulthandler
import os
import signal
import time
from collections.abc import Iterator, Sequence

import pytest

from practice_check.audit import Options, Results, at_work, check
from practice_check.audit.checked import CheckedCase
from practice_check.audit.person import Checker
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.vocabulary.conditions import Reading

SIZE = 12


def caseload() -> Export:
    records = [
        CaseRecord.model_validate(
            {
                "crn": f"X{number:06d}",
                "order_type": "community_order",
                "start_date": "2013-08-12",
                "sentence_date": "2013-08-12",
                "end_date": "2014-08-11",
                "exported_on": "2013-10-31",
                "rosh_levels": [{"level": "high", "start": "2013-08-12", "end": None}],
                "registrations": [],
                "statuses": [],
                "residences": [],
                "events": [],
                "decisions": [],
                "contacts": [],
            }
        )
        for number in range(1, SIZE + 1)
    ]
    return Export(records=records, not_read=[], problems=[], inputs=[], exported_on=dt.date(2013, 10, 31))


def crn(place: int) -> str:
    return f"X{place + 1:06d}"


@pytest.fixture
def harm(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What happens to a case when it is checked: ``{crn: "crash" | "hang" | "error"}``."""
    harmed: dict[str, str] = {}
    sound = at_work.checked_person

    def person(checker: Checker, readings: Sequence[Reading]) -> list[CheckedCase]:
        match harmed.get(readings[0].case.record.crn):
            case "crash":
                faulthandler.disable()  # a crash on purpose needs no report
                os.kill(os.getpid(), signal.SIGSEGV)
            case "hang":
                time.sleep(60)
            case "error":
                raise RuntimeError("a rule that fails")
        return sound(checker, readings)

    monkeypatch.setattr(at_work, "checked_person", person)
    yield harmed


def verdicts(results: Results) -> dict[str, str]:
    return {case.crn: case.worst for case in results.cases}


SELECTED = ["initial-home-visit"]
PACKS = ["iaow-2013"]


@pytest.mark.parametrize("places", [[0], [SIZE // 2], [SIZE - 1], [3, 4], [0, SIZE - 1]], ids=str)
def test_a_case_that_kills_its_process_is_named_and_the_others_are_checked(
    places: list[int], harm: dict[str, str], rulebook: Rulebook
) -> None:
    harm |= {crn(place): "crash" for place in places}
    results = check(caseload(), rulebook, Options(select=SELECTED, packs=PACKS))
    expected = {crn(place): "not_checked" if place in places else "gap" for place in range(SIZE)}
    assert verdicts(results) == expected
    assert list(verdicts(results)) == list(expected)
    assert results.run.cases_not_checked == len(places)
    named = [finding for finding in results.findings if finding.verdict == "not_checked"]
    assert [finding.crn for finding in named] == [crn(place) for place in places]
    assert all("crash" in finding.message for finding in named)


def test_a_case_that_hangs_is_named_and_the_others_are_checked(harm: dict[str, str], rulebook: Rulebook) -> None:
    harm[crn(5)] = "hang"
    results = check(caseload(), rulebook, Options(select=SELECTED, packs=PACKS, time_limit=2.0))
    assert [name for name, worst in verdicts(results).items() if worst == "not_checked"] == [crn(5)]
    assert sum(worst == "gap" for worst in verdicts(results).values()) == SIZE - 1


def test_a_case_whose_check_fails_is_named_with_the_reason(harm: dict[str, str], rulebook: Rulebook) -> None:
    harm[crn(1)] = "error"
    results = check(caseload(), rulebook, Options(select=SELECTED, packs=PACKS))
    named = next(finding for finding in results.findings if finding.verdict == "not_checked")
    assert named.crn == crn(1)
    assert "a rule that fails" in named.message


def test_results_are_the_same_whatever_the_number_of_workers(rulebook: Rulebook) -> None:
    one, two, three = (
        check(caseload(), rulebook, Options(select=SELECTED, packs=PACKS, jobs=jobs)) for jobs in (1, 2, 3)
    )
    assert one.model_dump_json() == two.model_dump_json() == three.model_dump_json()
