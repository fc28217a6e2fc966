"""Rule and case to occasions: openings, clocks, endings and evidence put together. Decides nothing."""

from collections.abc import Callable, Sequence

from practice_check.occasions.clock import Clock, Clocks
from practice_check.occasions.due import Dates
from practice_check.occasions.evidence import Gatherer, Window
from practice_check.occasions.forms import RuleForm, RuleForms
from practice_check.occasions.likeness import Likeness
from practice_check.occasions.occasion import (
    NO_BLANKS,
    Blanks,
    Due,
    Evidence,
    Expected,
    NoOccasion,
    Occasion,
    Opening,
    RuleOccasions,
    Source,
    Unsure,
)
from practice_check.occasions.opens import Around, Opener, Watched, Watching
from practice_check.occasions.opens_again import windows
from practice_check.occasions.span import Spans
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length
from practice_check.timeline.days import NEVER, Stretches, as_date, first_running_day
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.explain import Came, leaves, words
from practice_check.vocabulary.wanting import Want, of_fields, of_found, tested


class CaseOccasions:
    """Builds the occasions of one case, rule by rule; what rules share is read once.

    ``forms``: the rules of the rulebook, made ready once for all cases.
    """

    __slots__ = (
        "_as_of",
        "_blind",
        "_clocks",
        "_dates",
        "_gatherer",
        "_no_start",
        "_opener",
        "_openings",
        "_several_orders",
        "_spans",
        "conditions",
        "forms",
        "reading",
    )

    def __init__(self, reading: Reading, forms: RuleForms) -> None:
        self.reading = reading
        self.forms = forms
        self.conditions = Conditions(reading)
        limit = reading.resolve.number_named("clone-likeness", reading.case.as_of)
        self._gatherer = Gatherer(self.conditions, Likeness(reading.case, float(limit)))
        self._opener = Opener(reading)
        self._clocks = Clocks(self.conditions)
        self._spans = Spans(reading)
        self._dates: dict[int, Dates] = {}
        self._openings: dict[int, list[Opening]] = {}
        self._blind: dict[int, tuple[str, ...]] = {}
        self._as_of = reading.case.as_of
        #: What is wanting where no start is recorded: then no rule can be put to the case.
        self._no_start = None if reading.case.start else tuple(of_fields(reading.case.record, ["start_date"]))
        self._several_orders = len(reading.case.records) > 1

    def of(
        self, rule: m.Rule, watched: Watching, judged_on: Callable[[int], str | None] | None = None
    ) -> RuleOccasions:
        """The rule's occasions. ``watched``: what another rule came to, decided before.

        ``judged_on``: the pack that judges what opens on a day; where there is none it is left out.
        """
        form = self.forms.of(rule, self.reading.words)
        if self._no_start is not None:
            return RuleOccasions([], NoOccasion(rule.id, ("start date",), wants=self._no_start))
        opens = form.opens
        openings = self._openings.get(opens.number)
        if openings is None:
            openings = self._opener.openings(opens, _Around(self, form, watched))
            if opens.shared:
                self._openings[opens.number] = openings
        if openings:
            dates = self._dates.get(form.pauses.number) or self._dates_of(form)
            source = _Source(self, form, dates)
            left_out = False
            occasions: list[Occasion] = []
            for opening in openings if form.per is None else self._windows(openings, form, form.per, dates.clock):
                due = dates.due(form.closing, opening)
                if due is None:
                    continue
                if judged_on is None or judged_on(opening.day) is not None:
                    occasions.append(self._occasion(form, opening, due, source))
                else:
                    left_out = True
            if occasions or left_out:
                return RuleOccasions(occasions)
        return self._none(form, watched)

    def _none(self, form: RuleForm, watched: Watching) -> RuleOccasions:
        """What hides the rule's occasions, or that there surely are none."""
        opens = form.opens
        blind = self._blind.get(opens.number)
        if blind is None:
            blind = opens.blind(self._opener, _Around(self, form, watched))
            if opens.shared:
                self._blind[opens.number] = blind
        if blind:
            wants = opens.wants(self._opener, _Around(self, form, watched))
            return RuleOccasions([], NoOccasion(form.id, blind, opens.none_says(self.reading), wants))
        if form.nothing is None:
            form.nothing = RuleOccasions([], NoOccasion(form.id, (), opens.none_says(self.reading)))
        return form.nothing

    def _dates_of(self, form: RuleForm) -> Dates:
        found = self._dates.get(form.pauses.number)
        if found is None:
            found = self._dates[form.pauses.number] = Dates(self.reading, self._clocks.of(form.pauses))
        return found

    def _windows(self, openings: Sequence[Opening], form: RuleForm, per: Length, clock: Clock) -> list[Opening]:
        """The windows, one after the other, from each opening to the end of its duty."""
        found: list[Opening] = []
        for opening in openings:
            ends = NEVER if form.survives_end else self._spans.ends(opening)
            last = min(ends, self._opener.last_day)
            first = first_running_day(opening.day, clock.seeing(opening.day).stopped)
            found += windows(self._opener, first, last, per, opening, ends=ends, clock=clock)
        return found

    def _occasion(self, form: RuleForm, opening: Opening, due: Due, source: "_Source") -> Occasion:
        relevant = relevant_not_yet = FALSE
        if not (self._several_orders and self.led_elsewhere(form, opening)):
            relevant = relevant_not_yet = opening.truth
            if form.when is not None and relevant is not FALSE:
                day = min(due.day, self._as_of) if form.as_at_due else opening.day
                relevant = min(relevant, form.when.holds(self.reading, day, opening.row))
                if not (due.unknown and form.as_at_due):
                    relevant_not_yet = relevant
                else:
                    not_yet = form.when.holds(self.reading, self._as_of, opening.row)
                    relevant_not_yet = min(relevant_not_yet, not_yet)
        ends = NEVER if form.survives_end else self._spans.ends(opening)
        counts_from = self._spans.counts_from(form.look_back, opening)
        return Occasion(
            form.id,
            opening,
            due,
            relevant,
            ends=ends,
            counts_from=counts_from,
            relevant_not_yet=relevant_not_yet,
            source=source,
        )

    def led_elsewhere(self, form: RuleForm, opening: Opening) -> bool:
        """Whether another order of the person leads on the opening day, for a rule that is the person's."""
        if not (form.of_person and self._several_orders):
            return False
        case = self.reading.case
        return case.lead_order(opening.day) is not case.record


class _Around(Around):
    """What the openings of one rule may hang on."""

    __slots__ = ("_case", "_form", "_watched")

    def __init__(self, case: CaseOccasions, form: RuleForm, watched: Watching) -> None:
        self._case = case
        self._form = form
        self._watched = watched

    def watched(self, rule: str) -> Watched:
        return self._watched(rule)

    @property
    def clock(self) -> Clock:
        return self._case._dates_of(self._form).clock

    def evidence_days(self, first: int, last: int) -> list[int]:
        form = self._form
        return self._case._gatherer.chain_days(form.expects.entries, form.fresh, first, last)


class _Source(Source):
    """Works out what the occasions of one rule in one case leave for when it is read."""

    __slots__ = ("_case", "_dates", "_form")

    def __init__(self, case: CaseOccasions, form: RuleForm, dates: Dates) -> None:
        self._case = case
        self._form = form
        self._dates = dates

    def expected(self, occasion: Occasion, due: int) -> Expected:
        form, case = self._form, self._case
        in_force, fresh = form.look_back.in_force, form.fresh
        window = Window(occasion.counts_from, due, occasion.ends, case._as_of, in_force=in_force, fresh=fresh)
        return form.expects.gathered(case._gatherer, occasion.opening, window)

    def exceptions(self, occasion: Occasion) -> tuple[Evidence, ...]:
        entry, gatherer = self._form.unless, self._case._gatherer
        if entry is None:
            return ()
        found = gatherer.found(entry, occasion.opening)
        first, last = occasion.counts_from, self._case._as_of
        inside = [each for each in found if each.truth is TRUE and first <= each.day <= last]
        return gatherer.evidence(inside, entry, occasion.opening)[0]

    def ends_why(self, occasion: Occasion) -> str:
        return "" if self._form.survives_end else self._case._spans.ends_why(occasion.opening)

    def judged_under(self, occasion: Occasion) -> int | None:
        if not self._case.led_elsewhere(self._form, occasion.opening):
            return None
        return self._case.reading.case.lead_order(occasion.opening.day).event_number

    def stopped(self, occasion: Occasion) -> Stretches:
        if not occasion.within:
            return []
        due, opened = occasion.due, occasion.opening.day
        return [each for each in self._dates.clock.seeing(opened).stopped if each[0] < due and opened < each[1]]

    def conditions(self, occasion: Occasion) -> tuple[Came, ...]:
        form, opening, conditions = self._form, occasion.opening, self._case.conditions
        came: tuple[Came, ...] = ()
        if form.opens.condition is not None:
            came = leaves(form.opens.condition, conditions, opening.day, opening.row)
        if form.when is not None:
            day = min(occasion.due, self._case._as_of) if form.as_at_due else opening.day
            came += leaves(form.when, conditions, day, opening.row)
        return came

    def opening_unknown(self, occasion: Occasion) -> Unsure:
        opening = occasion.opening
        if opening.truth is not UNKNOWN:
            return NO_BLANKS
        return Blanks(tuple(self._opening_blanks(opening)), self._opening_wants(opening))

    def _opening_blanks(self, opening: Opening) -> list[str]:
        found = opening.found
        if found is None:
            return [f"{opening.kind} date"] if opening.kind in ("sentence", "allocation") else []
        names = set(tested(self._case.reading.entries.where(found.word)))
        names |= {name for entry in self._form.opens.entries(opening) for name in tested(entry.where)}
        blank = [words(name) for name in sorted(names) if getattr(found.row, name, None) is None]
        date = as_date(opening.day)
        return [f"{', '.join(blank) or 'whether it counts'} ({opening.noun}, {date:%-d %b %Y})"]

    def _opening_wants(self, opening: Opening) -> tuple[Want, ...]:
        if opening.wants or opening.found is None:
            return opening.wants
        entries = self._form.opens.entries(opening)
        return tuple(want for entry in entries for want in of_found(opening.found, self._case.reading, entry))

    def due_wants(self, occasion: Occasion) -> tuple[Want, ...]:
        return self._form.closing.wants(self._dates, occasion.opening)
