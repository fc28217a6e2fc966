"""From which day evidence counts for an occasion, and on which day its duty ends."""

from typing import Final

from practice_check.occasions.occasion import Opening
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration, Length, ParameterName
from practice_check.timeline.days import subtract
from practice_check.vocabulary.conditions import Reading

#: More than any day: a look-back's number times this, and a day added, is a number for it on that day.
_DAYS: Final = 1 << 22


class LookBack:
    """One filling of ``looks_back``, which rules share by its ``number``.

    ``length``: how far it looks back; None: not at all, or (``any``) to the beginning. ``produced``: only where the
    last opener is one that a review itself brings about. ``in_force``: what a significant change has overtaken counts
    no more.
    """

    __slots__ = ("any", "in_force", "length", "number", "produced")

    def __init__(self, look_back: object, number: int) -> None:
        self.number = number
        self.any = look_back == "any"
        self.in_force = look_back == "in_force"
        self.produced = isinstance(look_back, m.ProducedLookBack)
        self.length: Length | None = None
        if isinstance(look_back, m.ProducedLookBack):
            self.length = look_back.produced
        elif isinstance(look_back, Duration | ParameterName):
            self.length = look_back


class Spans:
    """The first day whose evidence counts and the day on which a duty ends, in one case."""

    __slots__ = ("_ends", "_known", "_reading")

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, int] = {}
        self._ends: dict[int, int] = {}

    def counts_from(self, look_back: LookBack, opening: Opening) -> int:
        if opening.counts_from is not None:
            return opening.counts_from
        if look_back.any:
            return 0
        last = opening.last
        if look_back.in_force:
            return self._before(look_back, opening.day, last)
        if look_back.length is None or (look_back.produced and not opening.last_produced):
            return last
        return self._before(look_back, opening.day, last)

    def _before(self, look_back: LookBack, day: int, last: int) -> int:
        """So long before ``last``, by the length as on ``day``."""
        key = look_back.number * _DAYS + day
        found = self._known.get(key) if last == day else None
        if found is None:
            resolve = self._reading.resolve
            length = look_back.length
            found = subtract(
                last, resolve.duration_named("currency", day) if length is None else resolve.duration(length, day)
            )
            if last == day:
                self._known[key] = found
        return found

    def ends(self, opening: Opening) -> int:
        """The day on which what opened so is owed no longer, or NEVER."""
        found = self._ends.get(opening.day)
        if found is None:
            found = self._ends[opening.day] = self._ending(opening.day)[0]
        return found if found < opening.ends else opening.ends

    def ends_why(self, opening: Opening) -> str:
        """Why it is owed no longer."""
        day, why = self._ending(opening.day)
        return "end of what made it apply" if opening.ends < day else why

    def _ending(self, opened: int) -> tuple[int, str]:
        case = self._reading.case
        ends, why = case.order_end, "end of the order"
        for day in case.recalls:
            if day > opened:
                if day < ends:
                    ends, why = day, "recall"
                break
        out = case.transferred_out(opened)
        return (out, "transfer out") if out < ends else (ends, why)
