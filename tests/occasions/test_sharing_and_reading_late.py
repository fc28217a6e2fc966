"""What rules share is made once, and what cannot matter to an occasion is not gathered before somebody reads it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from practice_check.demo import generate
from practice_check.occasions.build import CaseOccasions
from practice_check.occasions.expecting import OfEntry
from practice_check.occasions.forms import RuleForms
from practice_check.occasions.occasion import Occasion
from practice_check.occasions.opens import Watched
from practice_check.occasions.opens_at import At
from practice_check.rulebook import Rulebook, load
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.truth import FALSE, TRUE
from practice_check.verdicts.worlds import Sheet, ways_of
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.resolve import Resolve


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


@pytest.fixture
def cases(book: Rulebook) -> Iterator[CaseOccasions]:
    forms, resolve = RuleForms(), Resolve(book.parameters)
    return (_case(book, forms, resolve, record) for record in generate(4, 2))


def _case(book: Rulebook, forms: RuleForms, resolve: Resolve, record: Any) -> CaseOccasions:
    as_of = record.exported_on.toordinal()
    case = CaseInTime(record, [record], as_of, resolve.duration_named("restart-after", as_of))
    return CaseOccasions(Reading.of(case, book.vocabulary, resolve), forms)


def _nothing(_: str) -> Watched:
    return Watched()


def _occasions(case: CaseOccasions, book: Rulebook) -> list[Occasion]:
    return [occasion for rule in book.rules.values() for occasion in case.of(rule, _nothing).occasions]


def test_rules_that_open_alike_share_their_openings(
    cases: Iterator[CaseOccasions], book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    openings = At.openings

    def counted(self: At, *args: Any) -> Any:
        asked.append(self.number)
        return openings(self, *args)

    monkeypatch.setattr(At, "openings", counted)
    for case in cases:
        asked.clear()
        _occasions(case, book)
        assert asked
        assert len(asked) == len(set(asked))


def test_a_rule_is_made_ready_once_and_by_its_identity(book: Rulebook) -> None:
    forms, case = RuleForms(), next(generate(1, 2))
    words = _case(book, forms, Resolve(book.parameters), case).reading.words
    rule = next(iter(book.rules.values()))
    assert forms.of(rule, words) is forms.of(rule, words)
    changed = rule.model_copy(update={"survives_end": not rule.survives_end})
    assert forms.of(changed, words).survives_end is changed.survives_end
    assert forms.of(rule, words).survives_end is rule.survives_end


def test_an_occasion_that_does_not_concern_the_case_gathers_no_evidence(
    cases: Iterator[CaseOccasions], book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered: list[object] = []
    original = OfEntry.gathered

    def counted(self: OfEntry, *args: Any) -> Any:
        gathered.append(self)
        return original(self, *args)

    monkeypatch.setattr(OfEntry, "gathered", counted)
    irrelevant = relevant = 0
    for case in cases:
        sheet = Sheet()
        for occasion in _occasions(case, book):
            assert not gathered
            ways_of(occasion, case.reading.case.as_of, sheet)
            if occasion.relevant is FALSE:
                assert not gathered
                irrelevant += 1
            elif occasion.relevant is TRUE:
                relevant += bool(gathered)
            gathered.clear()
    assert irrelevant > 20
    assert relevant > 100


def test_what_it_would_have_taken_can_still_be_read(cases: Iterator[CaseOccasions], book: Rulebook) -> None:
    read = 0
    for case in cases:
        for occasion in _occasions(case, book):
            if occasion.relevant is FALSE:
                assert occasion.expected is occasion.expected
                assert all(reason.text for reason in occasion.conditions)
                read += 1
    assert read > 20


def _pack_before(end: int, day: int) -> str | None:
    return "pack" if day < end else None


def test_what_opens_on_a_day_on_which_nothing_is_judged_is_left_out(
    cases: Iterator[CaseOccasions], book: Rulebook
) -> None:
    left_out = 0
    for case in cases:
        middle = case.reading.case.begin + 100
        for rule in book.rules.values():
            whole = case.of(rule, _nothing)
            early = case.of(rule, _nothing, partial(_pack_before, middle))
            days = [occasion.opening.day for occasion in whole.occasions]
            assert [occasion.opening.day for occasion in early.occasions] == [day for day in days if day < middle]
            assert (early.none is None) == (whole.none is None)  # that it opened at all is known all the same
            left_out += len(whole.occasions) - len(early.occasions)
    assert left_out > 20
