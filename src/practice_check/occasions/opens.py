"""When a rule bites: the openings of each form of ``opens`` (docs/rule-language.md, section 6).

A form is made once from the rule. Rules that open alike share it, and with it the openings of a case.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Protocol

from practice_check.occasions.clock import Clock
from practice_check.occasions.occasion import Opening
from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length
from practice_check.timeline.case import Start, ordinal
from practice_check.timeline.days import NEVER, add
from practice_check.timeline.stretches import Stretch, settled, stretches
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import sheet
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.turns import turning_days
from practice_check.vocabulary.wanting import Want, of_fields, of_span, out_of_sight, period_out_of_sight
from practice_check.vocabulary.words import Words


@dataclass(frozen=True)
class Overdue:
    """An occasion of another rule that was not discharged in time, or perhaps not (not ``certain``, for ``wants``)."""

    opening: Opening
    due: int
    certain: bool
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True)
class Watched:
    """What another rule came to. ``blind``, ``wants``: what hid its occasions, where it found none for that."""

    overdue: tuple[Overdue, ...] = ()
    blind: tuple[str, ...] = ()
    wants: tuple[Want, ...] = ()


#: What another rule came to, decided before.
Watching = Callable[[str], Watched]


class Around(Protocol):
    """What openings may hang on beside their own form: other rules, and the rest of the rule itself."""

    def watched(self, rule: str) -> Watched: ...

    @property
    def clock(self) -> Clock: ...

    def evidence_days(self, first: int, last: int) -> list[int]:
        """The days from ``first`` to ``last`` of the rule's own sure evidence, for a duty that recurs from it."""


class Opener:
    """Finds openings in one case. What forms share is read once."""

    __slots__ = (
        "_begins_with_release",
        "_blind",
        "_opened",
        "_stretches",
        "case",
        "conditions",
        "entries",
        "first_seen",
        "last_day",
        "reading",
    )

    def __init__(self, reading: Reading, conditions: Conditions) -> None:
        self.reading = reading
        self.case = reading.case
        self.entries = reading.entries
        self.conditions = conditions
        #: The last day that can be looked at: the earlier of order end and as-of date.
        self.last_day = min(self.case.order_end, self.case.as_of)
        #: The first day on which an opening could be out of sight.
        self.first_seen = self.case.start or self.case.begin
        self._blind: dict[str, bool] = {}
        #: By the identity of the entry, which the opening holds on to, and what besides it an opening is made of.
        self._opened: dict[tuple[int, str | None], Opening] = {}
        self._stretches: dict[Node, list[Stretch]] = {}
        order = self.case.record.order_type
        self._begins_with_release = UNKNOWN if order is None else of(order in ("licence", "post_sentence_supervision"))

    def openings(self, form: "Opens", around: Around) -> list[Opening]:
        """The openings up to the as-of date, in order of day."""
        found = form.openings(self, around)
        if not found:
            return found
        as_of = self.case.as_of
        kept = [each for each in found if each.day <= as_of]
        if len(kept) > 1:
            kept.sort(key=_DAY)
        return kept

    def blind(self, word: str) -> bool:
        """Whether an entry of the word could be out of sight in the time of the case."""
        found = self._blind.get(word)
        if found is None:
            found = self._blind[word] = self.entries.blind(word, self.first_seen, self.last_day)
        return found

    def hidden(self, word: str) -> list[str]:
        """The sheets that are not in the export, or where all are, the word itself."""
        absent = self.entries.absent_tables(word)
        return [sheet(table) for table in absent] or [self.entries.noun(word)]

    def of_this_order(self, found: Found, *, of_person: bool) -> bool:
        """Whether the order's own rule may be opened by the entry: what stands under another order opens that one's."""
        case = self.case
        if of_person or len(case.records) == 1:
            return True
        return case.opens_under(found.table, found.place, self._opens_on(found)) is case.record

    def _opens_on(self, found: Found) -> int:
        """The day on which the entry opens: what is dated before the order opens on its first day."""
        return max(found.day, self.case.begin)

    # ------------------------------------------------------------ anchors

    def at(self, anchor: m.Anchor) -> Iterator[Opening]:
        case = self.case
        if anchor in ("start", "release"):
            for start in case.starts:
                truth = TRUE if anchor == "start" or start.kind == "release" else self._starts_with_release(start)
                if truth is not FALSE:
                    wants = tuple(of_fields(case.record, ["order_type"])) if truth is UNKNOWN else ()
                    noun = _START_NOUNS[start.kind]
                    yield Opening(start.day, start.kind, truth, noun=noun, key=start.kind, wants=wants)
            return
        if anchor == "end":
            if case.order_end < NEVER:
                yield Opening(case.order_end, "end", noun="end of the order")
            return
        field = "sentence_date" if anchor == "sentence" else "allocation_date"
        day = ordinal(getattr(case.record, field))
        noun = "sentence" if anchor == "sentence" else "allocation"
        if day is None:
            yield Opening(case.begin, anchor, UNKNOWN, noun=noun, wants=tuple(of_fields(case.record, [field])))
        else:
            yield Opening(day, anchor, noun=noun)

    def _starts_with_release(self, start: Start) -> Truth:
        return self._begins_with_release if start.kind == "start" else FALSE

    def releases_hidden(self) -> bool:
        return self.case.table("statuses").blind(self.first_seen, self.last_day) or bool(self.case.perhaps_releases())

    def release_wants(self) -> list[Want]:
        case, table = self.case, self.case.table("statuses")
        blind = table.blind(self.first_seen, self.last_day)
        whole = [Want("absent" if table.absent else "uncovered", "statuses")] if blind else []
        rows = (of_fields(row, ["kind", "start", "end"], "period of a status") for row in case.perhaps_releases())
        return whole + [want for wants in rows for want in wants]

    # ------------------------------------------------------------ entries

    def each(self, found: Sequence[Found], opens: m.OpensEach) -> list[Opening]:
        once = _once(found, opens.once_per) if len(found) > 1 else found
        if opens.cluster is None:
            return [self._opened_by_one(each, opens) for each in once]
        return [self._opened_by(cluster[0], cluster[-1], opens) for cluster in self._clusters(once, opens.cluster)]

    def _opened_by_one(self, found: Found, opens: m.OpensEach) -> Opening:
        """The same opening for every form that the entry opens alike."""
        key = (id(found), opens.once_per)
        known = self._opened.get(key)
        if known is None:
            known = self._opened[key] = self._opened_by(found, found, opens)
        return known

    def _opened_by(self, first: Found, last: Found, opens: m.OpensEach) -> Opening:
        word = self.reading.words.word(first.word)
        day = self._opens_on(first)
        return Opening(
            day,
            first.word,
            first.truth,
            first.row,
            first,
            day if last is first else self._opens_on(last),
            word.produced if last is first else self.entries.produced(last.word),
            noun=word.noun,
            key=first.row.row_id or str(first.place),
            about=_about(first.row, opens.once_per),
        )

    def in_time(self, found: Sequence[Found], *, earlier: bool, of_person: bool) -> list[Found]:
        """The entries in the time of the order, and with ``earlier`` from before it, that open its own duties."""
        case = self.case
        begin, end = case.begin, case.order_end
        if len(case.records) == 1:
            first = 0 if earlier else begin
            return [each for each in found if first <= each.day <= end] if begin <= end else []
        return [
            each
            for each in found
            if (earlier or each.day >= begin)
            and self._opens_on(each) <= end
            and self.of_this_order(each, of_person=of_person)
        ]

    def _perhaps_of_the_sentence(self, opens: m.OpensEach, *, of_person: bool) -> bool:
        """Whether an entry lies before the first day known, and the sentence may have been passed before it."""
        case = self.case
        if opens.earlier is not None or case.record.sentence_date is not None or self._begins_with_release is FALSE:
            return False
        found = (each for entry in opens.each for each in self.entries.of(entry))
        return any(
            each.day < case.begin <= case.order_end and self.of_this_order(each, of_person=of_person) for each in found
        )

    def _clusters(self, found: Sequence[Found], length: Length) -> list[list[Found]]:
        def reach(day: int) -> int:
            return add(day, self.reading.resolve.duration(length, day))

        sure = self._gathered([each for each in found if each.truth is TRUE], reach)
        taken = [(self._opens_on(cluster[0]), reach(self._opens_on(cluster[0]))) for cluster in sure]
        left = [
            each
            for each in found
            if each.truth is UNKNOWN and not any(first <= self._opens_on(each) <= last for first, last in taken)
        ]
        return sorted([*sure, *self._gathered(left, reach)], key=lambda cluster: self._opens_on(cluster[0]))

    def _gathered(self, found: list[Found], reach: Callable[[int], int]) -> list[list[Found]]:
        """In clusters: what opens no later than ``reach`` of a cluster's first day belongs to it."""
        clusters: list[list[Found]] = []
        for each in found:
            if clusters and self._opens_on(each) <= reach(self._opens_on(clusters[-1][0])):
                clusters[-1].append(each)
            else:
                clusters.append([each])
        return clusters

    # ------------------------------------------------------------ conditions

    def condition_stretches(self, condition: m.ConditionForm) -> list[Stretch]:
        case, reading = self.case, self.reading
        if not case.starts:
            return []
        node = self.conditions.node(condition)
        found = self._stretches.get(node)
        if found is None:
            first = case.starts[0].day
            turns = turning_days(condition, reading)
            found = settled(stretches(lambda day: node.holds(reading, day, None), turns, first, self.last_day))
            self._stretches[node] = found
        return found

    def becomes(self, condition: m.ConditionForm) -> Iterator[Opening]:
        starts = {start.day: start.kind for start in self.case.starts}
        for stretch in self.condition_stretches(condition):
            if stretch.truth is FALSE:
                continue
            ends = stretch.end + 1 if stretch.end < self.last_day else NEVER
            known_to = stretch.end if stretch.tail is None else stretch.tail - 1
            days = {stretch.start, *(day for day in starts if stretch.start < day <= known_to)}
            if stretch.truth is UNKNOWN:
                days = {stretch.start}
            for day in sorted(days):
                kind = starts.get(day, "becomes")
                noun = _START_NOUNS[starts[day]] if day in starts else "day on which this came to apply"
                yield Opening(day, kind, stretch.truth, ends=ends, noun=noun, key=kind)

    def change(self, period: str) -> Iterator[Opening]:
        word = self.reading.periods.word(period)
        spans = self.reading.periods.spans(period)
        start = self.case.start or 0
        for before, span in itertools.pairwise(spans):
            was, now = getattr(before.row, word.value or ""), getattr(span.row, word.value or "")
            if span.start <= start or span.start > self.last_day or (was == now and was is not None):
                continue
            truth = min(before.truth, span.truth) if was is not None and now is not None else UNKNOWN
            unsure = [each for each in (before, span) if truth is UNKNOWN]
            yield Opening(
                span.start,
                period,
                truth,
                span.row,
                noun=f"change of {word.noun}",
                key=span.row.row_id or str(span.place),
                about=_about(span.row),
                wants=tuple(want for each in unsure for want in of_span(each, word, self.reading)),
            )

    # ------------------------------------------------------------ again and again

    def every(self, opens: m.OpensEvery, around: Around) -> Iterator[Opening]:
        starts = sorted(start.day for start in self.case.starts)
        for stretch in self.condition_stretches(opens.while_):
            if stretch.truth is FALSE:
                continue
            cuts = [stretch.start, *(day for day in starts if stretch.start < day <= stretch.end)]
            if stretch.truth is UNKNOWN:
                cuts = [stretch.start]
            for first, following in zip(cuts, [*cuts[1:], stretch.end + 1], strict=True):
                ended = following <= self.last_day
                ends = following if ended else NEVER
                if opens.counted_from == "evidence":
                    days = around.evidence_days(first, following - 1)
                    yield from self._from_evidence(first, days, ends, stretch.truth, opens.every)
                else:
                    like = replace(_WINDOW, truth=stretch.truth)
                    yield from self.windows(first, following - 1, ends, opens.every, like, clock=around.clock)

    def _from_evidence(
        self, first: int, days: Sequence[int], ends: int, truth: Truth, every: Length
    ) -> Iterator[Opening]:
        noun = "day on which this came to apply"
        length = self.reading.resolve.duration(every, first)
        yield Opening(first, "every", truth, ends=ends, noun=noun, key="first", every=length)
        for day in days:
            yield Opening(
                day,
                "every",
                truth,
                ends=ends,
                counts_from=day + 1,
                noun="last one",
                key="again",
                every=self.reading.resolve.duration(every, day),
            )

    def windows(
        self, first: int, last: int, ends: int, every: Length, like: Opening, *, clock: Clock
    ) -> Iterator[Opening]:
        """Windows one after the other from ``first``; one cut short by ``ends`` is none."""
        day = first
        while day <= last:
            following, unknown = clock.due(day, self.reading.resolve.duration(every, day))
            due = following - 1 if following < NEVER else NEVER
            if ends <= due:
                return
            truth = UNKNOWN if unknown else like.truth
            wants = clock.wants if unknown else like.wants
            yield replace(like, day=day, due=due, truth=min(truth, like.truth), ends=ends, wants=wants)
            if due >= NEVER:
                return
            day = due + 1


class Opens:
    """One filling of ``opens``, made from a rule.

    ``condition``: what it opens on, where that is a condition. ``shared``: its openings are the same for every rule
    that has it, whatever else the rule says.
    """

    __slots__ = ("condition", "number", "shared")

    def __init__(self, number: int, condition: m.ConditionForm | None = None, *, shared: bool = True) -> None:
        self.number = number
        self.condition = condition
        self.shared = shared

    def openings(self, opener: Opener, around: Around) -> list[Opening]:
        """In any order; some may lie after the as-of date."""
        raise NotImplementedError

    def blind(self, _opener: Opener, _around: Around) -> tuple[str, ...]:
        """What could hide openings: words or periods whose tables are absent or do not cover the case's time."""
        return ()

    def wants(self, _opener: Opener, _around: Around) -> tuple[Want, ...]:
        """Where in the record what could hide openings would stand."""
        return ()

    def none_says(self, _reading: Reading) -> str:
        """Why there is no opening."""
        return "what it applies to did not hold at any time"

    def entries(self, opening: Opening) -> list[m.Entry]:
        """What the rule says of the entry that opens."""
        return [] if opening.found is None else [m.Entry(entry=opening.found.word)]


class At(Opens):
    """At an anchor."""

    __slots__ = ("_anchor",)

    def __init__(self, number: int, anchor: m.Anchor) -> None:
        super().__init__(number)
        self._anchor: m.Anchor = anchor

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        return list(opener.at(self._anchor))

    def blind(self, opener: Opener, _around: Around) -> tuple[str, ...]:
        return (sheet("statuses"),) if self._anchor == "release" and opener.releases_hidden() else ()

    def wants(self, opener: Opener, _around: Around) -> tuple[Want, ...]:
        return tuple(opener.release_wants()) if self._anchor == "release" and opener.releases_hidden() else ()

    def none_says(self, _reading: Reading) -> str:
        return f"there was no {self._anchor}"


class Each(Opens):
    """For each entry of some words. ``of_person``: whatever order of the person's it stands under."""

    __slots__ = ("_forms", "_of_person", "_opens", "_words")

    def __init__(self, number: int, opens: m.OpensEach, words: Words, *, of_person: bool) -> None:
        super().__init__(number)
        self._opens = opens
        self._of_person = of_person
        self._words = tuple(entry.entry for entry in opens.each)
        self._forms = tuple(map(words.entry, opens.each))

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        of_form = opener.entries.of_form
        found: list[Found] = []
        for form in self._forms:
            entries = of_form(form)
            if entries:
                found += opener.in_time(entries, earlier=self._opens.earlier is not None, of_person=self._of_person)
        return opener.each(found, self._opens) if found else []

    def blind(self, opener: Opener, _around: Around) -> tuple[str, ...]:
        found: list[str] = []
        for word in self._words:
            if opener.blind(word):
                found += opener.hidden(word)
        if opener._perhaps_of_the_sentence(self._opens, of_person=self._of_person):
            found.append("sentence date")
        return tuple(dict.fromkeys(found)) if found else ()

    def wants(self, opener: Opener, _around: Around) -> tuple[Want, ...]:
        first, last = opener.first_seen, opener.last_day
        found = [
            want
            for entry in self._opens.each
            for want in out_of_sight(entry.entry, opener.reading, first, last, entry.where)
        ]
        if opener._perhaps_of_the_sentence(self._opens, of_person=self._of_person):
            found += of_fields(opener.case.record, ["sentence_date"])
        return tuple(dict.fromkeys(found))

    def none_says(self, reading: Reading) -> str:
        nouns = list(dict.fromkeys(reading.entries.noun(word) for word in self._words))
        before = "before or " if self._opens.earlier else ""
        return f"no {' or '.join(nouns)} is recorded {before}in the time of the order"

    def entries(self, _opening: Opening) -> list[m.Entry]:
        return self._opens.each


class Becomes(Opens):
    """When a condition comes to hold."""

    __slots__ = ("_condition",)

    def __init__(self, number: int, opens: m.OpensBecomes) -> None:
        super().__init__(number, opens.becomes)
        self._condition = opens.becomes

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        return list(opener.becomes(self._condition))


class Change(Opens):
    """When a period's value changes."""

    __slots__ = ("_period",)

    def __init__(self, number: int, opens: m.OpensChange) -> None:
        super().__init__(number)
        self._period = opens.change_of

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        return list(opener.change(self._period))

    def blind(self, opener: Opener, _around: Around) -> tuple[str, ...]:
        periods = opener.reading.periods
        hidden = periods.blind(self._period, opener.first_seen, opener.last_day)
        return (periods.word(self._period).noun,) if hidden else ()

    def wants(self, opener: Opener, _around: Around) -> tuple[Want, ...]:
        found = period_out_of_sight(self._period, opener.reading, opener.first_seen, opener.last_day)
        return tuple(dict.fromkeys(found))

    def none_says(self, reading: Reading) -> str:
        return f"no change of {reading.periods.word(self._period).noun} is recorded"


class Again(Opens):
    """Again and again while a condition holds. Its openings hang on the rule's clock and evidence as well."""

    __slots__ = ("_opens",)

    def __init__(self, number: int, opens: m.OpensEvery) -> None:
        super().__init__(number, opens.while_, shared=False)
        self._opens = opens

    def openings(self, opener: Opener, around: Around) -> list[Opening]:
        return list(opener.every(self._opens, around))


class After(Opens):
    """When another rule was not met in time."""

    __slots__ = ("_rule",)

    def __init__(self, number: int, opens: m.OpensOverdue) -> None:
        super().__init__(number, shared=False)
        self._rule = opens.overdue

    def openings(self, _opener: Opener, around: Around) -> list[Opening]:
        return [
            Opening(
                each.due + 1,
                "overdue",
                TRUE if each.certain else UNKNOWN,
                each.opening.row,
                each.opening.found,
                noun=f"due date missed after the {each.opening.noun}",
                key=f"{each.opening.kind}:{each.opening.key}",
                about=_about(each.opening.row),
                wants=each.wants,
            )
            for each in around.watched(self._rule).overdue
        ]

    def blind(self, _opener: Opener, around: Around) -> tuple[str, ...]:
        return tuple(dict.fromkeys(around.watched(self._rule).blind))

    def wants(self, _opener: Opener, around: Around) -> tuple[Want, ...]:
        return tuple(dict.fromkeys(around.watched(self._rule).wants))

    def none_says(self, _reading: Reading) -> str:
        return "nothing it watches over was overdue"


def opens_of(rule: m.Rule, number: int, words: Words) -> Opens:
    """What says when the rule opens."""
    opens = rule.opens
    if isinstance(opens, m.OpensAt):
        return At(number, opens.at)
    if isinstance(opens, m.OpensEach):
        return Each(number, opens, words, of_person=rule.scope == "person")
    if isinstance(opens, m.OpensBecomes):
        return Becomes(number, opens)
    if isinstance(opens, m.OpensChange):
        return Change(number, opens)
    if isinstance(opens, m.OpensEvery):
        return Again(number, opens)
    return After(number, opens)


_START_NOUNS = {"start": "start", "release": "release", "transfer": "transfer in"}
_DAY = attrgetter("day")
_WINDOW = Opening(0, "window", noun="start of the period", key="window")


def _once(found: Sequence[Found], field: str | None) -> list[Found]:
    """One a day for each word, and with ``field`` one for each of its values."""
    kept: dict[object, Found] = {}
    for each in sorted(found, key=lambda one: (one.day, -one.truth, one.table, one.place)):
        key: object = (each.word, each.day)
        if field is not None:
            value = getattr(each.row, field)
            key = ("blank", each.table, each.place) if value in (None, "", []) else ("value", str(value))
        kept.setdefault(key, each)
    return list(kept.values())


def _about(row: Row | None, once_per: str | None = None) -> str:
    """What an answer of an assessor names the occasion by."""
    value = getattr(row, once_per) if row is not None and once_per else None
    told_apart = value if value not in (None, "", []) else None
    return str(told_apart or (row.row_id if row is not None else None) or "")
