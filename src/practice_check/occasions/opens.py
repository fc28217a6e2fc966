"""When a rule bites: what every form of ``opens`` is, and what it may hang on (docs/rule-language.md, section 6).

A form is made once from the rule. Rules that open alike share it, and with it the openings of a case. Each form stands
in a module of its own: ``opens_…``.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Final

from practice_check.occasions.clock import Clock
from practice_check.occasions.occasion import Opening
from practice_check.records.model import Row
from practice_check.rulebook import model as m
from practice_check.timeline.stretches import Stretch, settled
from practice_check.timeline.truth import FALSE, UNKNOWN, Truth, of
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.explain import sheet
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.turns import stretches_of
from practice_check.vocabulary.wanting import Want


class Overdue:
    """An occasion of another rule that was not discharged in time, or perhaps not (not ``certain``, for ``wants``)."""

    __slots__ = ("certain", "due", "opening", "wants")

    def __init__(self, opening: Opening, due: int, certain: bool, wants: tuple[Want, ...] = ()) -> None:
        self.opening = opening
        self.due = due
        self.certain = certain
        self.wants = wants


class Watched:
    """What another rule came to. ``blind``, ``wants``: what hid its occasions, where it found none for that."""

    __slots__ = ("blind", "overdue", "wants")

    def __init__(
        self, overdue: tuple[Overdue, ...] = (), blind: tuple[str, ...] = (), wants: tuple[Want, ...] = ()
    ) -> None:
        self.overdue = overdue
        self.blind = blind
        self.wants = wants


#: What another rule came to, decided before.
Watching = Callable[[str], Watched]


class Around:
    """What openings may hang on beside their own form: other rules, and the rest of the rule itself."""

    __slots__ = ()

    def watched(self, rule: str) -> Watched:
        raise NotImplementedError

    @property
    def clock(self) -> Clock:
        raise NotImplementedError

    def evidence_days(self, first: int, last: int) -> list[int]:
        """The days from ``first`` to ``last`` of the rule's own sure evidence, for a duty that recurs from it."""
        raise NotImplementedError


class Opener:
    """Finds openings in one case. What forms share is read once."""

    __slots__ = (
        "_blind",
        "_stretches",
        "begins_with_release",
        "case",
        "entries",
        "first_seen",
        "last_day",
        "opened",
        "reading",
        "sentence_before",
    )

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.case = reading.case
        self.entries = reading.entries
        #: The last day that can be looked at: the earlier of order end and as-of date.
        self.last_day = min(self.case.order_end, self.case.as_of)
        #: The first day on which an opening could be out of sight.
        self.first_seen = self.case.start or self.case.begin
        self._blind: dict[str, bool] = {}
        #: By what besides the entry an opening is made of, and the identity of the entry, which it holds on to.
        self.opened: dict[str | None, dict[int, Opening]] = {}
        self._stretches: dict[Node, list[Stretch]] = {}
        record = self.case.record
        order = record.order_type
        self.begins_with_release: Truth = (
            UNKNOWN if order is None else of(order in ("licence", "post_sentence_supervision"))
        )
        #: Whether the sentence may have been passed before the first day known.
        self.sentence_before = record.sentence_date is None and self.begins_with_release is not FALSE

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
        return case.opens_under(found.table, found.place, self.opens_on(found)) is case.record

    def opens_on(self, found: Found) -> int:
        """The day on which the entry opens: what is dated before the order opens on its first day."""
        return max(found.day, self.case.begin)

    def condition_stretches(self, condition: Node) -> list[Stretch]:
        """The settled stretches of a condition, from the first start on."""
        starts = self.case.starts
        if not starts:
            return []
        found = self._stretches.get(condition)
        if found is None:
            found = settled(stretches_of(condition, self.reading, starts[0].day, self.last_day))
            self._stretches[condition] = found
        return found


class Opens:
    """One filling of ``opens``, made from a rule.

    ``condition``: what it opens on, made ready, where that is a condition. ``shared``: its openings are the same for
    every rule that has it, whatever else the rule says.
    """

    __slots__ = ("condition", "number", "shared")

    def __init__(self, number: int, condition: Node | None = None, *, shared: bool = True) -> None:
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


START_NOUNS: Final[dict[str, str]] = {"start": "start", "release": "release", "transfer": "transfer in"}
_DAY: Final = attrgetter("day")


def about(row: Row | None, once_per: str | None = None) -> str:
    """What an answer of an assessor names the occasion by."""
    if row is None:
        return ""
    return str((getattr(row, once_per) if once_per else None) or row.row_id or "")
