"""A sample as it is kept and read back, and what its tables do not break out."""

from pathlib import Path

import pytest

from practice_check.reports.files.sample_files import left_out_as_csv, population_as_csv, sample_as_csv
from practice_check.rulebook import Rulebook
from practice_check.sampling import USUAL, NotASampleError, Sample, not_in, read_sample, sample_of, shares_of
from practice_check.sampling.sample import as_json
from tests.sampling.people import case, export_of, mixed, population


@pytest.fixture(scope="module")
def sample(rulebook: Rulebook) -> Sample:
    export = export_of(*map(mixed, range(1, 101)))
    found = population(rulebook, export)
    return sample_of(found, export, 50, by=USUAL, smallest_base=10, seed=3, second=8)


def test_a_sample_is_read_back_from_either_file(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "sample.json").write_bytes(as_json(sample))
    (tmp_path / "sample.csv").write_bytes(sample_as_csv(sample))
    assert read_sample(tmp_path / "sample.json") == (sample.keys, [])
    assert read_sample(tmp_path / "sample.csv") == (sample.keys, [])
    assert read_sample(tmp_path) == (sample.keys, [])
    assert sum(each.second_assessor for each in sample.cases) == 8


def test_the_population_can_be_given_to_a_check_too(rulebook: Rulebook, tmp_path: Path) -> None:
    found = population(rulebook, export_of(case(1), case(2), case(3, start_date=None)))
    (tmp_path / "population.csv").write_bytes(population_as_csv(found))
    assert read_sample(tmp_path / "population.csv") == (frozenset({("X000001", 1), ("X000002", 1)}), [])
    left_out = left_out_as_csv(found).decode("utf-8-sig")
    assert "X000003" in left_out
    assert "record the day of sentence" in left_out


def test_a_row_that_cannot_be_read_is_named_and_the_others_count(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("CRN,Event number\nX000001,2\n12,1\nX000002,\n")
    keys, problems = read_sample(tmp_path / "own.csv")
    assert keys == {("X000001", 2), ("X000002", 1)}
    assert [(each.row, each.value) for each in problems] == [(3, "12")]


@pytest.mark.parametrize(("name", "text"), [("a.json", "{}"), ("a.csv", "name\nx\n"), ("a.csv", ""), ("a.json", "\0")])
def test_what_holds_no_sample_says_so(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(NotASampleError):
        read_sample(tmp_path / name)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotASampleError, match="cannot be read"):
        read_sample(tmp_path / "none.json")


def test_a_sampled_case_that_the_export_lacks_is_named() -> None:
    (problem,) = not_in([("X000001", 1)], frozenset({("X000001", 1), ("X000002", 2)}), "sample.json")
    assert "X000002/2 is in the sample and not in the export" in problem.message


def test_no_group_smaller_than_the_base_stands_by_itself(rulebook: Rulebook) -> None:
    records = [case(number, team="North" if number < 13 else f"Team {number % 3}") for number in range(1, 25)]
    found = population(rulebook, export_of(*records)).eligible
    shares = shares_of(found, found[:8], ["team", "gender"], 10)
    assert [(each.by, each.groups, each.population, each.sample) for each in shares] == [
        ("team", ["North"], 12, 8),
        ("team", ["Team 0", "Team 1", "Team 2"], 12, 0),
        ("gender", ["male"], 24, 8),
    ]


def test_fewer_than_the_base_even_together_have_no_figure(rulebook: Rulebook) -> None:
    records = [case(number, gender="male" if number < 18 else "female") for number in range(1, 21)]
    found = population(rulebook, export_of(*records)).eligible
    small = shares_of(found, found[:8], ["gender"], 10)[-1]
    assert (small.groups, small.population, small.sample) == (["female"], None, None)


def test_those_that_could_not_be_placed_are_drawn_only_when_asked(rulebook: Rulebook) -> None:
    export = export_of(case(1), case(2, requirements=None), case(3, start_date=None))
    found = population(rulebook, export)
    drawn = [
        sample_of(found, export, 9, by=USUAL, smallest_base=10, seed=1, with_not_placed=each).keys
        for each in (False, True)
    ]
    assert drawn == [{("X000001", 1)}, {("X000001", 1), ("X000002", 1)}]
