"""Faults put into the checker one at a time, each of which the comparison with the oracle has to notice.

A mutant patches the checker alone: what the oracle reads (records, rules, parameters, vocabulary) stays as it is.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from practice_check.answers import departures
from practice_check.audit import person
from practice_check.engine import Engine, Frame, Outcome
from practice_check.occasions import clock, evidence, expecting, forms, opens, opens_each, share, span
from practice_check.occasions.likeness import Likeness
from practice_check.occasions.occasion import Opening
from practice_check.rulebook import model as m
from practice_check.timeline import case as in_time
from practice_check.timeline import days, orders, tables
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN
from practice_check.verdicts import answers, decide, worlds
from practice_check.vocabulary import entries
from practice_check.vocabulary import tests as field_tests
from practice_check.vocabulary.entries import Entries
from practice_check.vocabulary.forms import EntryForm
from practice_check.vocabulary.sight import Sight, sight_of
from practice_check.vocabulary.tests import FieldTests, RowTests

Patch = pytest.MonkeyPatch
T = TypeVar("T")


@dataclass(frozen=True)
class Mutant:
    """``within``: it is noticed in one of the first so many cases (seeds 0, 1, 2 …), found by running."""

    name: str
    apply: Callable[[Patch], None]
    within: int


# ---------------------------------------------------------------- ways of putting a fault in


def _wrapped(owner: Any, name: str, change: Callable[[Any], Any]) -> Callable[[Patch], None]:
    """What a function or method gives, changed."""
    original = getattr(owner, name)

    def mutated(*args: Any, **kwargs: Any) -> Any:
        return change(original(*args, **kwargs))

    return lambda patch: patch.setattr(owner, name, mutated)


def _always(owner: Any, name: str, value: Any) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(owner, name, lambda *_args, **_kwargs: value)


def _always_with(owner: Any, name: str, value: Callable[..., Any]) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(owner, name, value)


def _property(owner: Any, name: str, value: Any) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(owner, name, property(lambda _: value))


def _set(owner: Any, name: str, value: Any) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(owner, name, value)


def _lets_through(owner: Any, name: str, place: int) -> Callable[[Patch], None]:
    """A sieve that gives its argument back as it came."""
    return lambda patch: patch.setattr(owner, name, lambda *args, **_kwargs: args[place])


def _reads_rule_as(**update: Any) -> Callable[[Patch], None]:
    """Slots of the rule read as if they said something else."""
    return _rule_changed(lambda rule: rule.model_copy(update=update))


def _rule_changed(change: Callable[[m.Rule], m.Rule]) -> Callable[[Patch], None]:
    original = forms.RuleForms._made

    def made(self: forms.RuleForms, rule: m.Rule, words: Any) -> forms.RuleForm:
        form = original(self, change(rule), words)
        form.rule = rule
        return form

    return lambda patch: patch.setattr(forms.RuleForms, "_made", made)


def _reads_each_as(**update: Any) -> Callable[[Patch], None]:
    def change(rule: m.Rule) -> m.Rule:
        if not isinstance(rule.opens, m.OpensEach):
            return rule
        return rule.model_copy(update={"opens": rule.opens.model_copy(update=update)})

    return _rule_changed(change)


def _reads_entries_as(**update: Any) -> Callable[[Patch], None]:
    original = Entries.of_form

    def of_form(self: Entries, form: EntryForm, *args: Any, **kwargs: Any) -> Any:
        changed = self._words.entry(form.entry.model_copy(update=update))
        return original(self, changed, *args, **kwargs)

    return lambda patch: patch.setattr(Entries, "of_form", of_form)


def _framed_as(change: Callable[[Frame], dict[str, Any]]) -> Callable[[Patch], None]:
    """The engine is asked about situations of other days or flags."""
    names = ("counts_from", "due", "as_of", "ends", "excepted", "departed")

    def frame(*days: int, **flags: bool) -> Frame:
        asked = Frame(*days, **flags)
        return Frame(**{**{name: getattr(asked, name) for name in names}, **change(asked)})

    return lambda patch: patch.setattr(worlds, "Frame", frame)


def _numbers_as(name: str, change: Callable[[int], int]) -> Callable[[Patch], None]:
    """The engine is asked with another number needed, or allowed."""
    original = getattr(worlds.Sheet, name)

    def asked(sheet: worlds.Sheet, frame: Frame, held: Any, number: int) -> Any:
        return original(sheet, frame, held, change(number))

    return lambda patch: patch.setattr(worlds.Sheet, name, asked)


def _occasions_as(change: Callable[[Any], Any]) -> Callable[[Patch], None]:
    """The blanks of other occasions are filled."""
    original = worlds.ways_of

    def ways_of(occasion: Any, *args: Any, **kwargs: Any) -> Any:
        return original(change(occasion), *args, **kwargs)

    return lambda patch: patch.setattr(person, "ways_of", ways_of)


def _working_days(of_week: int, closed: bool) -> Callable[[Patch], None]:
    def apply(patch: Patch) -> None:
        usual = set(days._calendar().days)
        first, last = min(usual), max(usual)
        made = [
            day
            for day in range(first, last + 1)
            if (day + 6) % 7 < of_week and (not closed or day in usual or (day + 6) % 7 == 5)
        ]
        calendar = days._Calendar(made)
        patch.setattr(days, "_calendar", lambda: calendar)

    return apply


def _both(*parts: Callable[[Patch], None]) -> Callable[[Patch], None]:
    def apply(patch: Patch) -> None:
        for part in parts:
            part(patch)

    return apply


def _of_every_test(change: Callable[[Any], Any]) -> Callable[[Patch], None]:
    """What the tests of a row come to together, and each one by itself, changed."""
    return _both(_wrapped(RowTests, "passes", change), _wrapped(FieldTests, "field_passes", change))


# ---------------------------------------------------------------- the faults


def _moved(by: int) -> Callable[[int], int]:
    return lambda day: day if day >= days.NEVER else day + by


def _changed(thing: T, **slots: Any) -> T:
    """A copy with other slots."""
    changed = copy.copy(thing)
    for name, value in slots.items():
        setattr(changed, name, value)
    return changed


def _relevant(occasion: Any) -> Any:
    return _changed(occasion, relevant=TRUE) if occasion.relevant is UNKNOWN else occasion


def _as_if_empty(table: tables.Table) -> tables.Table:
    return tables.Table(table.name, [], table.first, table.last) if table.rows is None else table


def _all_sure(found: Any) -> Any:
    return [entries.Found(each.day, each.word, each.table, each.place, each.row, truth=TRUE) for each in found]


def _from_the_first(openings: list[Opening]) -> list[Opening]:
    return [_changed(each, last_day=each.day, last=each.day) for each in openings]


def _instead(which: Outcome, instead: Outcome) -> Callable[[list[Outcome]], list[Outcome]]:
    return lambda found: [instead if each is which else each for each in found]


def _the_whole_answer(about: Any, number: int) -> Any:
    """Of the answers to this question or to all, one to all."""
    answers_to_it = [each for each in about if each.question in (None, number)]
    return min(answers_to_it, key=lambda each: each.question is not None, default=None)


def _whatever_is_open(given: Any, deciding: Any) -> Any:
    return _LINE(given, [each for each in deciding if each is not None] or given)


def _outvoted(given: Any, deciding: Any) -> Any:
    """Above wins over below."""
    above = any(each is not None and each.answer == "above" for each in deciding)
    return "above" if above and None not in deciding else _LINE(given, deciding)


def _not_before_it(test: Any, row: Any, *args: Any) -> Any:
    other = getattr(row, test._other)
    return TRUE if other is not None and getattr(row, test.field) == other else _AFTER(test, row, *args)


def _not_turned(test: Any, *args: Any) -> Any:
    return test._inner.passes(*args)


def _as_on_the_last_day(found: Callable[..., Any]) -> Callable[..., Any]:
    def passes(test: Any, row: Any, opener: Any, _: int, resolve: Any) -> Any:
        return found(test, row, opener, days.NEVER - 1, resolve)

    return passes


def _never_ends(form: Any, gatherer: Any, opening: Any, window: evidence.Window) -> Any:
    return _SHARE(form, gatherer, opening, _changed(window, ends=days.NEVER))


def _all_members_sure(found: Callable[..., Any]) -> Callable[..., Any]:
    def of_all(members: Any, *bounds: Any) -> Any:
        sure = [share.Member(TRUE, FALSE if each.of_part is FALSE else TRUE) for each in members]
        return found(sure, *bounds)

    return of_all


def _reads_departures_as(**fields: Any) -> Callable[[Patch], None]:
    original = departures.Departures.of.__func__  # type: ignore[attr-defined]
    return lambda patch: patch.setattr(
        departures.Departures,
        "of",
        classmethod(lambda cls, rows, book: original(cls, [row.model_copy(update=fields) for row in rows], book)),
    )


_LINE = answers._line
_AFTER = field_tests._After.passes


def _by_their_dates(case: Any, placed: Any) -> Any:
    return sight_of(case, [(table, columns[:1]) for table, columns in placed])


_WATCHED = person._CaseRun._watched


def _hides_nothing(run: Any, rule: str) -> opens.Watched:
    return _changed(_WATCHED(run, rule), blind=())


_SHARE = expecting.OfShare.gathered
_TOO_MANY = share.too_many


MUTANTS = (
    Mutant("the due date is a day later", _wrapped(clock, "due_after", _moved(1)), 20),
    Mutant("the due date is a day earlier", _wrapped(clock, "due_after", _moved(-1)), 20),
    Mutant("the due date itself is too late", _framed_as(lambda asked: {"due": asked.due - 1}), 50),
    Mutant("a Saturday is a working day", _working_days(6, closed=True), 20),
    Mutant("a bank holiday is a working day", _working_days(5, closed=False), 20),
    Mutant("a month is thirty days", _always_with(days, "_add_months", lambda day, months: day + 30 * months), 20),
    Mutant("nothing stops a clock", _always(clock, "_looked_at", ([], [], ())), 20),
    Mutant("an unknown pause stops nothing", _wrapped(clock, "_looked_at", lambda made: (made[0], [], made[2])), 20),
    Mutant(
        "a due date that is unknown is taken as it stands",
        _occasions_as(lambda each: _changed(each, due_unknown="")),
        20,
    ),
    Mutant("evidence before the opening never counts", _reads_rule_as(looks_back="none"), 20),
    Mutant("evidence counts from the beginning", _reads_rule_as(looks_back="any"), 20),
    Mutant("a release from custody is no start", _always(in_time.CaseInTime, "_releases", []), 100),
    Mutant("a transfer in is no start", _always(in_time.CaseInTime, "_transfers", []), 50),
    Mutant("no duty ends", _always(span.Spans, "ends", days.NEVER), 20),
    Mutant("a recall ends no duty", _property(in_time.CaseInTime, "recalls", []), 50),
    Mutant("survives_end is not read", _reads_rule_as(survives_end=False), 20),
    Mutant("as_at is not read", _reads_rule_as(as_at="opening"), 20),
    Mutant("when is not read", _reads_rule_as(when=None), 20),
    Mutant("unless is not read", _reads_rule_as(unless=None), 20),
    Mutant("scope: person is not read", _reads_rule_as(scope="order"), 20),
    Mutant(
        "what stands under another order opens here too",
        _always_with(in_time.CaseInTime, "opens_under", lambda case, *_: case.record),
        20,
    ),
    Mutant("no day is blind", _both(_always(tables.Table, "blind", False), _always(Sight, "blind", False)), 20),
    Mutant(
        "a table that is absent is empty",
        _both(_wrapped(tables, "table_of", _as_if_empty), _wrapped(orders, "table_of", _as_if_empty)),
        20,
    ),
    Mutant(
        "an unknown test fails",
        _of_every_test(lambda truth: FALSE if truth is UNKNOWN else truth),
        20,
    ),
    Mutant(
        "an unknown test passes",
        _of_every_test(lambda truth: TRUE if truth is UNKNOWN else truth),
        20,
    ),
    Mutant("a status that was not all given is no release", _always(in_time.CaseInTime, "perhaps_releases", []), 100),
    Mutant("a level that was not given neither rose nor fell", _set(entries, "sight_of", _by_their_dates), 200),
    Mutant("a rule that found nothing hides nothing", _set(person._CaseRun, "_watched", _hides_nothing), 50),
    Mutant("nothing lies before an order", _always(opens_each.Each, "_perhaps_of_the_sentence", False), 20),
    Mutant("unsure evidence is sure", _wrapped(Entries, "of_form", _all_sure), 20),
    Mutant("what is perhaps not relevant is relevant", _occasions_as(_relevant), 20),
    Mutant("a cluster is answered from its first entry", _wrapped(opens.Opener, "openings", _from_the_first), 100),
    Mutant("entries are not clustered", _reads_each_as(cluster=None), 20),
    Mutant("once_per is not read", _reads_each_as(once_per=None), 20),
    Mutant("earlier is not read", _reads_each_as(earlier=None), 50),
    Mutant(
        "what is dated before the order opens on its own day",
        _always_with(opens.Opener, "opens_on", lambda _, found: found.day),
        50,
    ),
    Mutant("matching is not read", _reads_entries_as(matching={}), 100),
    Mutant("where is not read", _reads_entries_as(where={}), 20),
    Mutant("not_before is not read", _lets_through(evidence.Gatherer, "_not_before", 2), 20),
    Mutant("later is not read", _lets_through(expecting, "later", 0), 20),
    Mutant("fresh is not read", _always(Likeness, "is_copy", False), 200),
    Mutant("no significant change overtakes what is in force", _always(evidence.Gatherer, "_last_change", 0), 100),
    Mutant("one of several is not enough", _set(worlds, "_ANY_ORDER", worlds._ALL_ORDER), 20),
    Mutant("one of all is enough", _set(worlds, "_ALL_ORDER", worlds._ANY_ORDER), 20),
    Mutant("one more is allowed", _numbers_as("at_most", lambda allowed: allowed + 1), 20),
    Mutant("one less is enough", _numbers_as("wanted", lambda needed: max(1, needed - 1)), 20),
    Mutant("what is late is a gap", _wrapped(Engine, "decided", _instead(Outcome.LATE, Outcome.GAP)), 20),
    Mutant("an ended duty is due", _wrapped(Engine, "decided", _instead(Outcome.CLOSED, Outcome.DUE)), 20),
    Mutant("no assessor answers", _always(person, "answers_about", None), 20),
    Mutant("the answer to the whole goes before that to the question", _set(answers, "_chosen", _the_whole_answer), 20),
    Mutant("an answer is about every occasion", _always(answers, "_is_about", True), 20),
    Mutant("a question that decides need not be answered", _set(answers, "_line", _whatever_is_open), 50),
    Mutant("an answer above outvotes one below", _set(answers, "_line", _outvoted), 50),
    Mutant(
        "below on an outcome is a gap",
        _wrapped(decide, "_with_answer", lambda word: "gap" if word == "needs_judgement" else word),
        50,
    ),
    Mutant("the last day of 'by' is too late", _wrapped(field_tests._NoLaterThan, "last_day", _moved(-1)), 50),
    Mutant("'after' takes the day itself", _set(field_tests._After, "passes", _not_before_it), 20),
    Mutant("'not' does not turn a comparison", _set(field_tests._Turned, "passes", _not_turned), 50),
    Mutant(
        "a parameter in a test stands as on the as-of date",
        _both(
            *(
                _set(test, "passes", _as_on_the_last_day(test.passes))
                for test in (field_tests._Bounded, field_tests._NoLaterThan)
            )
        ),
        20,
    ),
    Mutant(
        "a share on its bound is too great",
        _always_with(share, "_beyond", lambda part, whole, bound: int(100 * part >= bound * whole)),
        200,
    ),
    Mutant("one more in a share is allowed", _wrapped(share, "_beyond", lambda number: max(0, number - 1)), 200),
    Mutant(
        "one less is enough to tell a share",
        _always_with(expecting, "too_many", lambda members, bound, base: _TOO_MANY(members, bound, base - 1)),
        100,
    ),
    Mutant(
        "it takes one more to tell a share",
        _always_with(expecting, "too_many", lambda members, bound, base: _TOO_MANY(members, bound, base + 1)),
        200,
    ),
    Mutant(
        "one more in a row is allowed",
        _wrapped(expecting, "longest_runs", lambda found: tuple(max(0, each - 1) for each in found)),
        20,
    ),
    Mutant("what is unsure in a share is sure", _set(expecting, "too_many", _all_members_sure(_TOO_MANY)), 20),
    Mutant("a share is taken beyond the duty's end", _set(expecting.OfShare, "gathered", _never_ends), 200),
    Mutant("a recurring duty is missed once more", _wrapped(person, "missed", lambda times: times and times + 1), 50),
    Mutant(
        "unmet windows are told one by one",
        _always_with(person, "joined", lambda found: [(*each, None) for each in found]),
        20,
    ),
    Mutant("no departure is about anything", _always(departures.Departures, "about", ()), 50),
    Mutant("a departure never expires", _reads_departures_as(expires=None), 200),
    Mutant("a departure holds before it is decided", _reads_departures_as(date=None), 200),
    Mutant("a departure needs nobody's agreement", _reads_departures_as(agreed_by="Somebody Else"), 100),
    Mutant("a departure is from the whole rule", _reads_departures_as(opened=None, about=None), 100),
    Mutant(
        "a departure excuses what is late",
        _framed_as(lambda asked: {"excepted": asked.excepted or asked.departed}),
        100,
    ),
    Mutant(
        "a departure leaves undecided what may be recorded",
        _wrapped(Engine, "decided", _instead(Outcome.DEPARTED, Outcome.EXCEPTED)),
        200,
    ),
)
