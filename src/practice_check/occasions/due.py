"""The due date of an occasion: each form of ``closes``, worked out once for all rules that share it."""

from typing import Final

from practice_check.occasions.clock import Clock
from practice_check.occasions.occasion import Due, Opening
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, Length
from practice_check.timeline.case import ordinal
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import TRUE
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.explain import words
from practice_check.vocabulary.wanting import Want, of_fields

#: More than any day: a form's number times this, and a day added, is a number for the form on that day.
_DAYS: Final = 1 << 22


class Dates:
    """The due dates of one case by one clock."""

    __slots__ = ("_known", "clock", "reading")

    def __init__(self, reading: Reading, clock: Clock) -> None:
        self.reading = reading
        self.clock = clock
        self._known: dict[int, Due] = {}

    def due(self, closing: "Closing", opening: Opening) -> Due | None:
        """The due date; None: there is no occasion."""
        if opening.due is not None:
            return Due(opening.due)
        if not closing.by_day or opening.last_day > opening.day:
            return closing.due(self, opening)
        key = closing.number * _DAYS + opening.day
        found = self._known.get(key)
        if found is None:
            found = closing.due(self, opening)
            if found is not None:
                self._known[key] = found
        return found

    def after(self, opening: Opening, length: Duration) -> tuple[int, bool]:
        """So long after the opening, or where the last event of a cluster lies after that, after the last event."""
        due, unknown = self.clock.due(opening.day, length)
        if opening.last_day > due:
            due, unknown = self.clock.due(opening.last_day, length)
        return due, unknown

    def limited(self, opening: Opening, limit: Length, outer: Length | None = None) -> Due:
        resolve = self.reading.resolve
        length = resolve.duration(limit, opening.day)
        due, unknown = self.after(opening, length)
        why = "whether the person was being supervised in the community" if unknown else ""
        last = None if outer is None else self.after(opening, resolve.duration(outer, opening.day))[0]
        return Due(due, why, length, last)


class Closing:
    """One filling of ``closes``. ``by_day``: of the opening only its day matters."""

    __slots__ = ("by_day", "number")

    def __init__(self, number: int, *, by_day: bool) -> None:
        self.number = number
        self.by_day = by_day

    def due(self, dates: Dates, opening: Opening) -> Due | None:
        """Worked out anew."""
        raise NotImplementedError

    def wants(self, dates: Dates, opening: Opening) -> tuple[Want, ...]:
        """What leaves the due date open."""
        return dates.clock.seeing(opening.day).wants


class Within(Closing):
    """So long after the opening; ``every`` of a duty that recurs is one of these."""

    __slots__ = ("_length", "_outer")

    def __init__(self, number: int, length: Length, outer: Length | None = None) -> None:
        super().__init__(number, by_day=True)
        self._length = length
        self._outer = outer

    def due(self, dates: Dates, opening: Opening) -> Due:
        return dates.limited(opening, self._length, self._outer)


class ByAnchor(Closing):
    """By the day of an anchor."""

    __slots__ = ("_anchor",)

    def __init__(self, number: int, anchor: str) -> None:
        super().__init__(number, by_day=True)
        self._anchor = anchor

    def due(self, dates: Dates, opening: Opening) -> Due:
        return Due(self._day(dates, opening))

    def _day(self, dates: Dates, opening: Opening) -> int:
        case = dates.reading.case
        if self._anchor == "start":
            return case.start or NEVER
        if self._anchor == "end":
            return case.order_end
        if self._anchor == "release":
            of_licence = case.record.order_type in ("licence", "post_sentence_supervision")
            days = [
                start.day for start in case.starts if start.kind == "release" or (of_licence and start.kind == "start")
            ]
            return next((day for day in days if day >= opening.day), NEVER)
        field = case.record.sentence_date if self._anchor == "sentence" else case.record.allocation_date
        return ordinal(field) or NEVER


class ByOwnDate(Closing):
    """By a date in the opener's own row."""

    __slots__ = ("_field", "_otherwise")

    def __init__(self, number: int, closes: m.ClosesBy) -> None:
        super().__init__(number, by_day=False)
        self._field = closes.by.removeprefix("opener.")
        self._otherwise = closes.otherwise

    def due(self, dates: Dates, opening: Opening) -> Due | None:
        if opening.row is None or not opening.row.given(self._field):
            return Due(opening.day, f"{words(self._field)} of the {opening.noun}")
        day = ordinal(getattr(opening.row, self._field))
        if day is not None:
            return Due(day)
        return None if self._otherwise == "none" else dates.limited(opening, self._otherwise)

    def wants(self, dates: Dates, opening: Opening) -> tuple[Want, ...]:
        if opening.row is not None:
            own = tuple(of_fields(opening.row, [self._field], opening.noun))
            if own and own[0].lack == "unread":
                return own
        return super().wants(dates, opening)


class UntilNext(Closing):
    """Before the next entry of a kind."""

    __slots__ = ("_closes",)

    def __init__(self, number: int, closes: m.ClosesUntilNext) -> None:
        super().__init__(number, by_day=False)
        self._closes = closes

    def due(self, dates: Dates, opening: Opening) -> Due:
        found = dates.reading.entries.of(self._closes.until_next, opening.row, opening.day)
        following = [each.day for each in found if each.day > opening.day and each.truth is TRUE]
        return Due(min(following)) if following else dates.limited(opening, self._closes.otherwise)


def closing_of(rule: m.Rule, number: int) -> Closing:
    """What says when the rule's occasions fall due."""
    opens, closes = rule.opens, rule.closes
    if isinstance(opens, m.OpensEvery):
        return Within(number, opens.every)
    if isinstance(closes, m.ClosesWithin):
        return Within(number, closes.within, closes.at_latest)
    if isinstance(closes, m.ClosesUntilNext):
        return UntilNext(number, closes)
    if closes.by.startswith("opener."):
        return ByOwnDate(number, closes)
    return ByAnchor(number, closes.by)
