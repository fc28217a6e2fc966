"""Genuine texts differ; copied ones do not."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from practice_check.records.model import CaseRecord


def _likenesses(records: list[CaseRecord]) -> Iterator[float]:
    """How like each text is to the one before it of the same kind, in the same case."""
    for record in records:
        for table, field in (("assessments", "kind"), ("plans", "kind"), ("reviews", "of")):
            last: dict[str, str] = {}
            rows: list[Any] = getattr(record, table) or []
            for row in rows:
                kind = getattr(row, field)
                if kind in last:
                    yield fuzz.ratio(last[kind], row.text) / 100
                last[kind] = row.text


def test_a_text_is_either_copied_or_plainly_another(caseload: list[CaseRecord]) -> None:
    found = list(_likenesses(caseload))
    between = [likeness for likeness in found if 0.8 <= likeness < 0.95]
    assert between == []
    copied = sum(likeness >= 0.95 for likeness in found) / len(found)
    assert 0.05 < copied < 0.3


def test_most_genuine_texts_are_far_from_a_copy(caseload: list[CaseRecord]) -> None:
    genuine = sorted(likeness for likeness in _likenesses(caseload) if likeness < 0.95)
    assert genuine[len(genuine) // 2] < 0.6


def test_copies_stand_next_to_each_other_in_time(caseload: list[CaseRecord]) -> None:
    """A text is compared with the one before it, so the tables are in order of date."""
    for record in caseload:
        for table in ("assessments", "plans", "reviews"):
            rows: list[Any] = getattr(record, table) or []
            assert all(row.date <= following.date for row, following in pairwise(rows))
