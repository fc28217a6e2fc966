"""Rule and case to occasions: openings, clocks, endings and evidence put together. Decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from practice_check.occasions.clock import Clock, clock_of
from practice_check.occasions.evidence import Gatherer, Window
from practice_check.occasions.likeness import Likeness
from practice_check.occasions.occasion import NoOccasion, Occasion, Opening, Reason, RuleOccasions
from practice_check.occasions.opens import Opener, Watched
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration
from practice_check.timeline.case import ordinal
from practice_check.timeline.days import NEVER, as_date, first_running_day, subtract
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.explain import Came, leaves, words
from practice_check.vocabulary.wanting import Want, of_fields, of_found, tested


@dataclass
class CaseOccasions:
    """Builds the occasions of one case, rule by rule; what rules share is read once."""

    reading: Reading
    conditions: Conditions = field(init=False)
    _likeness: Likeness = field(init=False)
    _clocks: dict[str, Clock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.conditions = Conditions(self.reading)
        limit = self.reading.resolve.number_named("clone-likeness", self.reading.case.as_of)
        self._likeness = Likeness(self.reading.case, float(limit))

    def of(self, rule: m.Rule, watched: Callable[[str], Watched]) -> RuleOccasions:
        """The rule's occasions. ``watched``: what another rule came to, decided before."""
        case = self.reading.case
        if case.start is None:
            wants = tuple(of_fields(case.record, ["start_date"]))
            return RuleOccasions(none=NoOccasion(rule.id, ("start date",), wants=wants))
        clock = self._clock(rule)
        gatherer = Gatherer(rule, self.conditions, self._likeness)
        opener = Opener(rule, self.reading, self.conditions, clock.due, gatherer.chain_days, watched, clock.wants)
        openings = opener.openings()
        occasions = [
            occasion
            for opening in openings
            for each in self._windows(rule, opener, opening)
            if (occasion := self._occasion(rule, each, clock, gatherer)) is not None
        ]
        if occasions:
            return RuleOccasions(occasions)
        blind = tuple(dict.fromkeys(opener.blind_words()))
        wants = tuple(dict.fromkeys(opener.blind_wants())) if blind else ()
        return RuleOccasions(none=NoOccasion(rule.id, blind, _nothing_opens(rule, self.reading), wants))

    def _clock(self, rule: m.Rule) -> Clock:
        key = "usual" if rule.pauses_while is None else repr(rule.pauses_while)
        if key not in self._clocks:
            self._clocks[key] = clock_of(rule.pauses_while, self.conditions)
        return self._clocks[key]

    def _windows(self, rule: m.Rule, opener: Opener, opening: Opening) -> list[Opening]:
        if not (isinstance(rule.expects, m.CountExpected) and rule.expects.count.per is not None):
            return [opening]
        ends, _ = self._ends(rule, opening)
        last = min(ends, opener.last_day)
        first = first_running_day(opening.day, self._clock(rule).stopped)
        return list(
            opener.windows(first, last, ends, rule.expects.count.per, replace(opening, kind="window", last_day=0))
        )

    def _occasion(self, rule: m.Rule, opening: Opening, clock: Clock, gatherer: Gatherer) -> Occasion | None:
        case = self.reading.case
        ends, ends_why = self._ends(rule, opening)
        found = self._due(rule, opening, clock)
        if found is None:
            return None
        due, due_unknown, within, outer = found
        counts_from = self._counts_from(rule, opening)
        window = Window(counts_from, due, ends, case.as_of, rule.looks_back == "in_force")
        lead = case.lead_order(opening.day) if rule.scope == "person" else case.record
        day = min(due, case.as_of) if rule.as_at == "due" else opening.day
        holds, came = self._relevance(rule, opening, day)
        holds_not_yet, expected_not_yet = holds, None
        if due_unknown:
            not_yet = replace(window, due=NEVER)
            expected_not_yet = gatherer.expected(rule.expects, opening, not_yet)
            if rule.as_at == "due" and rule.when is not None:
                holds_not_yet = self.conditions.holds(rule.when, case.as_of, opening.row)
        blanks = [blank for each in came for blank in each.blanks]
        wants = [want for each in came for want in each.wants]
        if opening.truth is UNKNOWN:
            blanks = [*self._why_opening_unknown(rule, opening), *blanks]
            wants = [*self._opening_wants(rule, opening), *wants]
        led_elsewhere = lead is not case.record
        return Occasion(
            rule.id,
            opening,
            FALSE if led_elsewhere else min(opening.truth, holds),
            due,
            due_unknown,
            outer,
            ends,
            ends_why,
            counts_from,
            gatherer.expected(rule.expects, opening, window),
            gatherer.exceptions(opening, window),
            lead.event_number if led_elsewhere else None,
            FALSE if led_elsewhere else min(opening.truth, holds_not_yet),
            expected_not_yet,
            within,
            tuple(each for each in clock.stopped if within and each[0] < due and opening.day < each[1]),
            tuple(Reason(each.text, each.truth) for each in came),
            tuple(dict.fromkeys(blanks)),
            tuple(dict.fromkeys(wants)),
            self._due_wants(rule, opening, clock) if due_unknown else (),
        )

    def _relevance(self, rule: m.Rule, opening: Opening, day: int) -> tuple[Truth, list[Came]]:
        conditions: list[m.ConditionForm] = []
        if isinstance(rule.opens, m.OpensBecomes):
            conditions.append(rule.opens.becomes)
        if isinstance(rule.opens, m.OpensEvery):
            conditions.append(rule.opens.while_)
        came = [
            each for condition in conditions for each in leaves(condition, self.conditions, opening.day, opening.row)
        ]
        holds = TRUE
        if rule.when is not None:
            holds = self.conditions.holds(rule.when, day, opening.row)
            came += leaves(rule.when, self.conditions, day, opening.row)
        return holds, came

    def _why_opening_unknown(self, rule: m.Rule, opening: Opening) -> list[str]:
        if opening.found is None:
            return [f"{opening.kind} date"] if opening.kind in ("sentence", "allocation") else []
        names = set(tested(self.reading.entries.where(opening.found.word)))
        if isinstance(rule.opens, m.OpensEach):
            names |= {name for entry in rule.opens.each for name in tested(entry.where)}
        blank = [words(name) for name in sorted(names) if getattr(opening.found.row, name, None) is None]
        date = as_date(opening.day)
        return [f"{', '.join(blank) or 'whether it counts'} ({opening.noun}, {date:%-d %b %Y})"]

    def _opening_wants(self, rule: m.Rule, opening: Opening) -> list[Want]:
        wants = list(opening.wants)
        if opening.found is not None and not wants:
            entries = rule.opens.each if isinstance(rule.opens, m.OpensEach) else [m.Entry(entry=opening.found.word)]
            wants = [want for entry in entries for want in of_found(opening.found, self.reading, entry)]
        return wants

    def _due_wants(self, rule: m.Rule, opening: Opening, clock: Clock) -> tuple[Want, ...]:
        """What leaves the due date open: the opener's own field, where the rule is due by it, else the clock."""
        closes = rule.closes
        if isinstance(closes, m.ClosesBy) and closes.by.startswith("opener.") and opening.row is not None:
            own = tuple(of_fields(opening.row, [closes.by.removeprefix("opener.")], opening.noun))
            if own and own[0].lack == "unread":
                return own
        return clock.wants

    # ------------------------------------------------------------ days

    def _ends(self, rule: m.Rule, opening: Opening) -> tuple[int, str]:
        if rule.survives_end:
            return NEVER, ""
        case = self.reading.case
        endings = [
            (case.order_end, "end of the order"),
            (next((day for day in case.recalls if day > opening.day), NEVER), "recall"),
            (case.transferred_out(opening.day), "transfer out"),
            (opening.ends, "end of what made it apply"),
        ]
        return min(endings, key=lambda each: each[0])

    def _due(self, rule: m.Rule, opening: Opening, clock: Clock) -> tuple[int, str, Duration | None, int | None] | None:
        """Due date, why it may be "not yet", the limit, and the outer limit's date. None: no occasion."""
        if opening.due is not None:
            return opening.due, "", None, None
        resolve = self.reading.resolve
        if isinstance(rule.opens, m.OpensEvery):
            return self._after(opening, resolve.duration(rule.opens.every, opening.day), clock)
        closes = rule.closes
        match closes:
            case m.ClosesWithin():
                due, unknown, within, outer = self._after(opening, resolve.duration(closes.within, opening.day), clock)
                if closes.at_latest is not None:
                    outer = self._after(opening, resolve.duration(closes.at_latest, opening.day), clock)[0]
                return due, unknown, within, outer
            case m.ClosesBy():
                return self._due_by(closes, opening, clock)
            case m.ClosesUntilNext():
                following = [
                    each.day
                    for each in self.reading.entries.of(closes.until_next, opening.row, opening.day)
                    if each.day > opening.day and each.truth is TRUE
                ]
                if following:
                    return min(following), "", None, None
                return self._after(opening, resolve.duration(closes.otherwise, opening.day), clock)

    def _after(self, opening: Opening, length: Duration, clock: Clock) -> tuple[int, str, Duration | None, int | None]:
        due, unknown = clock.due(opening.day, length)
        if opening.last > due:
            due, unknown = clock.due(opening.last, length)
        why = "whether the person was being supervised in the community" if unknown else ""
        return due, why, length, None

    def _due_by(
        self, closes: m.ClosesBy, opening: Opening, clock: Clock
    ) -> tuple[int, str, Duration | None, int | None] | None:
        if not closes.by.startswith("opener."):
            return self._anchor_day(closes.by, opening), "", None, None
        name = closes.by.removeprefix("opener.")
        if opening.row is None or not opening.row.given(name):
            return opening.day, f"{words(name)} of the {opening.noun}", None, None
        day = ordinal(getattr(opening.row, name))
        if day is not None:
            return day, "", None, None
        if closes.otherwise == "none":
            return None
        return self._after(opening, self.reading.resolve.duration(closes.otherwise, opening.day), clock)

    def _anchor_day(self, anchor: str, opening: Opening) -> int:
        case = self.reading.case
        match anchor:
            case "start":
                return case.start or NEVER
            case "end":
                return case.order_end
            case "release":
                of_licence = case.record.order_type in ("licence", "post_sentence_supervision")
                days = [
                    start.day
                    for start in case.starts
                    if start.kind == "release" or (of_licence and start.kind == "start")
                ]
                return next((day for day in days if day >= opening.day), NEVER)
            case "sentence":
                return ordinal(case.record.sentence_date) or NEVER
            case _:
                return ordinal(case.record.allocation_date) or NEVER

    def _counts_from(self, rule: m.Rule, opening: Opening) -> int:
        if opening.counts_from is not None:
            return opening.counts_from
        first = opening.last
        resolve, look_back = self.reading.resolve, rule.looks_back
        match look_back:
            case "none":
                return first
            case "any":
                return 0
            case "in_force":
                return subtract(first, resolve.duration_named("currency", opening.day))
            case m.ProducedLookBack():
                own = opening.last_produced
                return subtract(first, resolve.duration(look_back.produced, opening.day)) if own else first
            case _:
                return subtract(first, resolve.duration(look_back, opening.day))


def _nothing_opens(rule: m.Rule, reading: Reading) -> str:
    match rule.opens:
        case m.OpensEach(each=entries, earlier=earlier):
            nouns = list(dict.fromkeys(reading.entries.noun(entry.entry) for entry in entries))
            return f"no {' or '.join(nouns)} is recorded {'before or ' if earlier else ''}in the time of the order"
        case m.OpensBecomes() | m.OpensEvery():
            return "what it applies to did not hold at any time"
        case m.OpensChange(change_of=period):
            return f"no change of {reading.periods.word(period).noun} is recorded"
        case m.OpensOverdue():
            return "nothing it watches over was overdue"
        case m.OpensAt(at=anchor):
            return f"there was no {anchor}"
