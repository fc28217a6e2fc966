"""When a rule bites: the openings of each form of ``opens`` (docs/rule-language.md, section 6)."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from practice_check.occasions.occasion import Opening
from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, Length
from practice_check.timeline.case import Start, ordinal
from practice_check.timeline.days import NEVER, add
from practice_check.timeline.stretches import Stretch, settled, stretches
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth, of
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import sheet
from practice_check.vocabulary.turns import turning_days
from practice_check.vocabulary.wanting import Want, of_fields, of_span, out_of_sight, period_out_of_sight


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


@dataclass
class Opener:
    """Finds the openings of one rule in one case.

    ``clock``: (opened, length) → (due, whether that is unknown); ``clock_wants``: for want of what it would be.
    ``evidence_days``: (first, last) → the days between them of the rule's own sure evidence, for a duty that recurs
    from it. ``watched``: what another rule came to.
    """

    rule: m.Rule
    reading: Reading
    conditions: Conditions
    clock: Callable[[int, Duration], tuple[int, bool]]
    evidence_days: Callable[[int, int], list[int]]
    watched: Callable[[str], Watched]
    clock_wants: tuple[Want, ...] = ()

    @property
    def last_day(self) -> int:
        """The last day that can be looked at: the earlier of order end and as-of date."""
        return min(self.reading.case.order_end, self.reading.case.as_of)

    def openings(self) -> list[Opening]:
        match self.rule.opens:
            case m.OpensAt(at=anchor):
                found = list(self._at(anchor))
            case m.OpensEach():
                found = list(self._each(self.rule.opens))
            case m.OpensBecomes(becomes=condition):
                found = list(self._becomes(condition))
            case m.OpensChange(change_of=period):
                found = list(self._change(period))
            case m.OpensEvery():
                found = list(self._every(self.rule.opens))
            case m.OpensOverdue(overdue=rule):
                found = list(self._overdue(rule))
        return sorted((each for each in found if each.day <= self.reading.case.as_of), key=lambda each: each.day)

    def blind_words(self) -> list[str]:
        """What could hide openings: words or periods whose tables are absent or do not cover the case's time."""
        case, opens = self.reading.case, self.rule.opens
        first, last = case.start or case.begin, self.last_day
        if isinstance(opens, m.OpensEach):
            blind = [entry.entry for entry in opens.each if self.reading.entries.blind(entry.entry, first, last)]
            before = ["sentence date"] if self._perhaps_of_the_sentence(opens) else []
            return [*(what for word in blind for what in self._hidden(word)), *before]
        if isinstance(opens, m.OpensAt) and opens.at == "release" and self._releases_hidden(first, last):
            return [sheet("statuses")]
        if isinstance(opens, m.OpensChange) and self.reading.periods.blind(opens.change_of, first, last):
            return [self.reading.periods.word(opens.change_of).noun]
        if isinstance(opens, m.OpensOverdue):
            return list(self.watched(opens.overdue).blind)
        return []

    def blind_wants(self) -> list[Want]:
        """Where in the record what could hide openings would stand."""
        case, opens = self.reading.case, self.rule.opens
        first, last = case.start or case.begin, self.last_day
        if isinstance(opens, m.OpensEach):
            found = (out_of_sight(entry.entry, self.reading, first, last, entry.where) for entry in opens.each)
            before = of_fields(case.record, ["sentence_date"]) if self._perhaps_of_the_sentence(opens) else ()
            return [*(want for wants in found for want in wants), *before]
        if isinstance(opens, m.OpensAt) and opens.at == "release" and self._releases_hidden(first, last):
            return self._release_wants(first, last)
        if isinstance(opens, m.OpensChange):
            return list(period_out_of_sight(opens.change_of, self.reading, first, last))
        if isinstance(opens, m.OpensOverdue):
            return list(self.watched(opens.overdue).wants)
        return []

    def _perhaps_of_the_sentence(self, opens: m.OpensEach) -> bool:
        """Whether an entry lies before the first day known, and the sentence may have been passed before it."""
        case = self.reading.case
        if opens.earlier is not None or case.record.sentence_date is not None or self._begins_with_release() is FALSE:
            return False
        found = (each for entry in opens.each for each in self.reading.entries.of(entry))
        return any(each.day < case.begin <= case.order_end and self._of_this_order(each) for each in found)

    def _releases_hidden(self, first: int, last: int) -> bool:
        case = self.reading.case
        return case.table("statuses").blind(first, last) or bool(case.perhaps_releases())

    def _release_wants(self, first: int, last: int) -> list[Want]:
        case, table = self.reading.case, self.reading.case.table("statuses")
        whole = [Want("absent" if table.absent else "uncovered", "statuses")] if table.blind(first, last) else []
        rows = (of_fields(row, ["kind", "start", "end"], "period of a status") for row in case.perhaps_releases())
        return whole + [want for wants in rows for want in wants]

    def _hidden(self, word: str) -> list[str]:
        """The sheets that are not in the export, or where all are, the word itself."""
        absent = self.reading.entries.absent_tables(word)
        return [sheet(table) for table in absent] or [self.reading.entries.noun(word)]

    # ------------------------------------------------------------ the forms

    def _at(self, anchor: m.Anchor) -> Iterator[Opening]:
        case = self.reading.case
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
        return self._begins_with_release() if start.kind == "start" else FALSE

    def _begins_with_release(self) -> Truth:
        order = self.reading.case.record.order_type
        return UNKNOWN if order is None else of(order in ("licence", "post_sentence_supervision"))

    def _each(self, opens: m.OpensEach) -> Iterator[Opening]:
        found: list[Found] = []
        for entry in opens.each:
            inside = [each for each in self.reading.entries.of(entry) if self._in_time(each, opens)]
            found.extend(each for each in inside if self._of_this_order(each))
        found = _once(found, opens.once_per)
        for cluster in self._clusters(found, opens.cluster):
            first, last = cluster[0], cluster[-1]
            yield Opening(
                self._opens_on(first),
                first.word,
                first.truth,
                first.row,
                first,
                self._opens_on(last),
                self.reading.entries.produced(last.word),
                noun=self.reading.entries.noun(first.word),
                key=first.row.row_id or str(first.place),
                about=_about(first.row, opens.once_per),
            )

    def _in_time(self, found: Found, opens: m.OpensEach) -> bool:
        case = self.reading.case
        return (opens.earlier is not None or found.day >= case.begin) and self._opens_on(found) <= case.order_end

    def _opens_on(self, found: Found) -> int:
        """The day on which the entry opens: what is dated before the order opens on its first day."""
        return max(found.day, self.reading.case.begin)

    def _of_this_order(self, found: Found) -> bool:
        """Whether the order's own rule may be opened by the entry: what stands under another order opens that one's."""
        case = self.reading.case
        day = self._opens_on(found)
        return self.rule.scope == "person" or case.opens_under(found.table, found.place, day) is case.record

    def _clusters(self, found: list[Found], length: Length | None) -> list[list[Found]]:
        if length is None:
            return [[each] for each in found]

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

    def _condition_stretches(self, condition: m.ConditionForm) -> list[Stretch]:
        case = self.reading.case
        if not case.starts:
            return []
        first = case.starts[0].day
        turns = turning_days(condition, self.reading)
        return settled(stretches(lambda day: self.conditions.holds(condition, day), turns, first, self.last_day))

    def _becomes(self, condition: m.ConditionForm) -> Iterator[Opening]:
        starts = {start.day: start.kind for start in self.reading.case.starts}
        for stretch in self._condition_stretches(condition):
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

    def _change(self, period: str) -> Iterator[Opening]:
        word = self.reading.periods.word(period)
        spans = self.reading.periods.spans(period)
        start = self.reading.case.start or 0
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

    def _every(self, opens: m.OpensEvery) -> Iterator[Opening]:
        starts = sorted(start.day for start in self.reading.case.starts)
        for stretch in self._condition_stretches(opens.while_):
            if stretch.truth is FALSE:
                continue
            cuts = [stretch.start, *(day for day in starts if stretch.start < day <= stretch.end)]
            if stretch.truth is UNKNOWN:
                cuts = [stretch.start]
            for first, following in zip(cuts, [*cuts[1:], stretch.end + 1], strict=True):
                ended = following <= self.last_day
                ends = following if ended else NEVER
                if opens.counted_from == "evidence":
                    yield from self._from_evidence(first, following - 1, ends, stretch, opens.every)
                else:
                    like = replace(_WINDOW, truth=stretch.truth)
                    yield from self.windows(first, following - 1, ends, opens.every, like)

    def _from_evidence(self, first: int, last: int, ends: int, stretch: Stretch, every: Length) -> Iterator[Opening]:
        noun = "day on which this came to apply"
        length = self.reading.resolve.duration(every, first)
        yield Opening(first, "every", stretch.truth, ends=ends, noun=noun, key="first", every=length)
        for day in self.evidence_days(first, last):
            yield Opening(
                day,
                "every",
                stretch.truth,
                ends=ends,
                counts_from=day + 1,
                noun="last one",
                key="again",
                every=self.reading.resolve.duration(every, day),
            )

    def windows(self, first: int, last: int, ends: int, every: Length, like: Opening) -> Iterator[Opening]:
        """Windows one after the other from ``first``; one cut short by ``ends`` is none."""
        day = first
        while day <= last:
            following, unknown = self.clock(day, self.reading.resolve.duration(every, day))
            due = following - 1 if following < NEVER else NEVER
            if ends <= due:
                return
            truth = UNKNOWN if unknown else like.truth
            wants = self.clock_wants if unknown else like.wants
            yield replace(like, day=day, due=due, truth=min(truth, like.truth), ends=ends, wants=wants)
            if due >= NEVER:
                return
            day = due + 1

    def _overdue(self, rule: str) -> Iterator[Opening]:
        for each in self.watched(rule).overdue:
            opening = each.opening
            yield Opening(
                each.due + 1,
                "overdue",
                TRUE if each.certain else UNKNOWN,
                opening.row,
                opening.found,
                noun=f"due date missed after the {opening.noun}",
                key=f"{opening.kind}:{opening.key}",
                about=_about(opening.row),
                wants=each.wants,
            )


_START_NOUNS = {"start": "start", "release": "release", "transfer": "transfer in"}
_WINDOW = Opening(0, "window", noun="start of the period", key="window")


def _once(found: list[Found], field: str | None) -> list[Found]:
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
