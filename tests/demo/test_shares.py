"""The caseload holds what the table in the docstring of ``practice_check.demo`` says it holds."""

import re

import pytest

import practice_check.demo
from practice_check.records.model import CaseRecord, tables
from tests.demo.shares import SHARES, last

_ROW = re.compile(r"^(\S.*?) {2,}(\d+) +(\S.*)$", re.MULTILINE)

TABLE = {what: int(share) for what, share, _ in _ROW.findall(practice_check.demo.__doc__ or "")}


def test_every_line_of_the_table_is_measured() -> None:
    assert list(TABLE) == list(SHARES)


def test_every_line_of_the_table_says_where_it_comes_from() -> None:
    sources = [source for _, _, source in _ROW.findall(practice_check.demo.__doc__ or "")]
    assert all(re.match(r"chosen|(northumbria|york|bedfordshire|tr5) ", source) for source in sources)


@pytest.mark.parametrize("what", TABLE)
def test_the_share_lies_within_five_points_of_the_table(what: str, caseload: list[CaseRecord]) -> None:
    assert SHARES[what](caseload) == pytest.approx(TABLE[what], abs=5)


def test_rare_things_are_there_too(caseload: list[CaseRecord]) -> None:
    """Five points say little of what is rarer than that."""
    assert [what for what, share in SHARES.items() if share(caseload) < 1] == []


def test_a_case_that_has_run_some_months_holds_about_seventy_five_entries(caseload: list[CaseRecord]) -> None:
    counts = []
    for case in caseload:
        assert case.start_date is not None
        if (last(case) - case.start_date).days > 90:
            counts.append(sum(len(getattr(case, name) or ()) for name in tables() if name != "judgements"))
    assert sum(counts) / len(counts) == pytest.approx(75, abs=10)
