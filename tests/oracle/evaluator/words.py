"""Section 4 of docs/rule-language.md: the entries and the periods that the words of the vocabulary stand for."""

from dataclasses import dataclass
from itertools import pairwise

from practice_check.records.model import Row
from practice_check.rulebook import model as m

from .case import Case, day_of
from .kleene import Truth, all_of, same, tests_pass


@dataclass(frozen=True)
class Seen:
    """An entry: sure or unsure. ``position`` is its place in the table, for entries of one day."""

    day: int
    sure: bool
    row: Row
    table: str
    word: str
    position: int


def tables_of(case: Case, word: str) -> list[str]:
    entry = case.vocabulary.entries[word]
    if entry.any_of is not None:
        return [table for part in entry.any_of for table in tables_of(case, part)]
    if entry.table is not None:
        return [entry.table]
    return [case.vocabulary.periods[entry.rise_of or entry.fall_of or ""].table]


def is_produced(case: Case, word: str) -> bool:
    return case.vocabulary.entries[word].produced


def entries_of(case: Case, word: str) -> list[Seen]:
    """All entries of a word, in order of date."""
    key = ("entries", word)
    if key not in case.memo:
        case.memo[key] = sorted(_all(case, word), key=lambda seen: (seen.day, seen.table, seen.position))
    found = case.memo[key]
    assert isinstance(found, list)
    return found


def _all(case: Case, word: str) -> list[Seen]:
    entry = case.vocabulary.entries[word]
    if entry.any_of is not None:
        parts = [seen for part in entry.any_of for seen in entries_of(case, part)]
        kept: dict[tuple[int, int], Seen] = {}  # one row under two words is one entry, sure if it is under either
        for seen in sorted(parts, key=lambda each: not each.sure):
            kept.setdefault((id(seen.row), seen.day), seen)
        return list(kept.values())
    if entry.table is None:
        return _turns(case, word)
    found = []
    for position, row in enumerate(case.rows(entry.table) or []):
        day = day_of(row, entry.date)
        truth = tests_pass(row, entry.where, None, (case.parameters, case.as_of))
        if day is None or truth is False or (day > case.as_of and not entry.counts_when_future):
            continue
        found.append(Seen(day, truth is True, row, entry.table, word, position))
    return found


def _turns(case: Case, word: str) -> list[Seen]:
    entry = case.vocabulary.entries[word]
    period = case.vocabulary.periods[entry.rise_of or entry.fall_of or ""]
    assert period.value is not None and period.order is not None
    rows = [
        (day, position, row)
        for position, row in enumerate(case.rows(period.table) or [])
        if (day := day_of(row, period.start)) is not None
        and tests_pass(row, period.where, None, (case.parameters, case.as_of)) is True
    ]
    rows.sort(key=lambda each: each[:2])
    found = []
    for (_, _, earlier), (day, position, later) in pairwise(rows):
        was, now = getattr(earlier, period.value), getattr(later, period.value)
        if was is None or now is None or day > case.as_of:
            continue
        change = period.order.index(now) - period.order.index(was)
        if change > 0 if entry.rise_of else change < 0:
            found.append(Seen(day, True, later, period.table, word, position))
    return found


def matched(case: Case, ref: m.Entry | m.Count, opener: Row | None, day: int | None) -> list[Seen]:
    """The entries of a reference: its word, narrowed by its ``where`` and its ``matching``.

    Parameters stand as on ``day``, without one as on the day of each entry.
    """
    found = []
    for seen in entries_of(case, ref.entry):
        numbers = (case.parameters, seen.day if day is None else day)
        truth = all_of(
            [
                tests_pass(seen.row, ref.where, opener, numbers),
                *(same(seen.row, field, opener, other) for field, other in ref.matching.items()),
            ]
        )
        if truth is not False:
            found.append(Seen(seen.day, seen.sure and truth is True, seen.row, seen.table, seen.word, seen.position))
    return found


def undated(case: Case, word: str) -> bool:
    """Whether some row of the word was not given its date, or for a rise or fall its value: blind on every day."""
    entry = case.vocabulary.entries[word]
    if entry.any_of is not None:
        return any(undated(case, part) for part in entry.any_of)
    if entry.table is None:
        period = case.vocabulary.periods[entry.rise_of or entry.fall_of or ""]
        assert period.value is not None
        return any(
            not row.given(field) for row in case.rows(period.table) or [] for field in (period.start, period.value)
        )
    return any(not row.given(entry.date) for row in case.rows(entry.table) or [])


def blind_on(case: Case, word: str, day: int) -> bool:
    return blind_between(case, word, day, day)


def blind_between(case: Case, word: str, first: int, last: int) -> bool:
    """Whether on any of the days a table of the word is not covered, or a row of the word has no date."""
    if first > last:
        return False
    key = ("undated", word)
    if key not in case.memo:
        case.memo[key] = undated(case, word)
    return bool(case.memo[key]) or any(case.misses(table, first, last) for table in tables_of(case, word))


def open_rows(case: Case, period: str, day: int) -> list[tuple[Row, Truth]]:
    """The rows of a period that are open on a day, or (unknown) may be."""
    word = case.vocabulary.periods[period]
    found: list[tuple[Row, Truth]] = []
    for row in case.rows(word.table) or []:
        start, end = day_of(row, word.start), day_of(row, word.end)
        if start is None or day < start or (end is not None and day >= end):
            continue
        truth = tests_pass(row, word.where, None, (case.parameters, case.as_of))
        if not row.given(word.end):
            truth = all_of([truth, None])
        if truth is not False:
            found.append((row, truth))
    return found


def period_sees(case: Case, period: str, day: int) -> bool:
    """Whether the export covers the period's table on the day, and each of its rows was given a start."""
    word = case.vocabulary.periods[period]
    return case.sees(word.table, day) and all(row.given(word.start) for row in case.rows(word.table) or [])
