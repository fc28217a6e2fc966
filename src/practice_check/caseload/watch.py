"""All warnings of a rulebook over a caseload: people seen one by one in the workers, added up in order afterwards."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, assert_never

from practice_check.caseload.batch import BatchWatch
from practice_check.caseload.burst import BurstWatch
from practice_check.caseload.form import Form
from practice_check.caseload.missing import missing_watch
from practice_check.caseload.one_text import OneTextWatch
from practice_check.caseload.person import Case, Person
from practice_check.caseload.presence import PresenceWatch
from practice_check.caseload.share import ShareWatch
from practice_check.rulebook import Rulebook
from practice_check.rulebook import caseload as c
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.resolve import Resolve


@dataclass(slots=True)
class Sightings:
    """Of one person by warning, in plain values. ``first``: what is not in the export, so that they could not be looked
    at, else what is added up; ``again``: what is looked at again when everybody was seen."""

    first: dict[str, tuple[str | None, Any]] = field(default_factory=dict)
    again: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """``warns`` False: it could not be looked at, wholly or in part, and where it could there was nothing to say.

    ``unseen``: what was wanting, and of how many people.
    """

    rule: c.WarningRule
    warns: bool
    message: str
    cases: list[Case]
    total: int
    unseen: list[str]


@dataclass(frozen=True)
class Lookout:
    """Sees people, one at a time. ``unread``: the CRNs of which an order could not be read."""

    rulebook: Rulebook
    warnings: tuple[str, ...]
    as_of: int
    unread: frozenset[str] = frozenset()

    @cached_property
    def forms(self) -> dict[str, Form[Any]]:
        return _forms(self.rulebook, self.warnings, self.as_of)

    def see(self, readings: Sequence[Reading], recorded: int, unjudged: int) -> Sightings:
        """``readings``: each order of the person. ``recorded``: how much of what was asked is on record; ``unjudged``:
        of that what nobody has judged."""
        person = Person(readings, recorded, unjudged, all_read=readings[0].case.record.crn not in self.unread)
        sightings = Sightings()
        for name, form in self.forms.items():
            self._sees(name, form, person, sightings)
        return sightings

    @staticmethod
    def _sees(name: str, form: Form[Any], person: Person, sightings: Sightings) -> None:
        """A warning that fails on somebody must not cost them their verdicts: it says that it did not see them."""
        try:
            unseen = form.unseen(person)
            seen = form.see(person) if unseen is None else None
            first, again = (None, None) if unseen is not None else (form.first(seen), form.again(seen))
        except Exception as error:
            unseen, first, again = f"a record that it can read ({type(error).__name__})", None, None
        sightings.first[name] = (unseen, first)
        if again is not None:
            sightings.again[name] = again


class Gathering:
    """Adds up what was seen. Equal for equal people in equal order, whoever saw them."""

    def __init__(self, lookout: Lookout) -> None:
        self._rules = {name: lookout.rulebook.warnings[name] for name in lookout.warnings}
        self._forms = _forms(lookout.rulebook, lookout.warnings, lookout.as_of)
        self._unseen: dict[str, Counter[str]] = {name: Counter() for name in self._forms}
        self._people = 0

    def add(self, first: Mapping[str, tuple[str | None, Any]]) -> None:
        """What was seen of the next person."""
        self._people += 1
        for name, (unseen, seen) in first.items():
            if unseen is not None:
                self._unseen[name][unseen] += 1
            else:
                self._forms[name].add(seen)

    def look_again(self, again: Mapping[str, Any]) -> None:
        """At the next person, when all were added."""
        for name, seen in again.items():
            self._forms[name].look_again(seen)

    def said(self) -> list[Said]:
        return [said for name in self._forms for said in self._of(name)]

    def _of(self, name: str) -> list[Said]:
        rule, unseen = self._rules[name], self._unseen[name]
        what = [
            f"{each} ({_people(count)})" for each, count in sorted(unseen.items(), key=lambda one: (-one[1], one[0]))
        ]
        told = [
            Said(rule, True, rule.message.format(**each.slots), each.cases.first, each.cases.total, what)
            for each in self._forms[name].told()
        ]
        if told or not unseen:
            return told
        of = "anybody" if sum(unseen.values()) == self._people else f"{unseen.total():,} of {_people(self._people)}"
        message = f"Could not be looked at for {of}, for want of {' or '.join(sorted(unseen))}."
        return [Said(rule, False, message, [], 0, what)]


def _people(count: int) -> str:
    return f"{count:,} {'person' if count == 1 else 'people'}"


def _forms(rulebook: Rulebook, names: Sequence[str], as_of: int) -> dict[str, Form[Any]]:
    resolve = Resolve(rulebook.parameters)
    return {name: _form(rulebook.warnings[name].form, resolve, as_of) for name in names}


def _form(form: c.Form, resolve: Resolve, as_of: int) -> Form[Any]:
    match form:
        case c.BurstForm():
            return BurstWatch(form.burst, resolve, as_of)
        case c.BatchForm():
            return BatchWatch(form.batch, resolve, as_of)
        case c.OneTextForm():
            return OneTextWatch(form.one_text, resolve, as_of)
        case c.ShareForm():
            return ShareWatch(form.share, resolve, as_of)
        case c.MissingForm():
            return missing_watch(form.missing, resolve, as_of)
        case c.PresenceForm():
            return PresenceWatch(form.presence, resolve, as_of)
        case _:
            assert_never(form)
