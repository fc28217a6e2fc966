"""Which departures are about an occasion, and whether they hold on the day that the run speaks of."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from practice_check.answers.exceptions import duties_named
from practice_check.occasions.occasion import Departed, Occasion
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook.model import Rule
from practice_check.timeline.days import as_date


@dataclass(frozen=True)
class Departures:
    """The rows of the exceptions files by person, each with the rules that it names."""

    of_person: dict[str, list[tuple[DepartureRow, frozenset[str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[DepartureRow], rulebook: Rulebook) -> Self:
        found: dict[str, list[tuple[DepartureRow, frozenset[str]]]] = defaultdict(list)
        for row in rows:
            found[row.crn].append((row, frozenset(duties_named(rulebook, row.rule))))
        return cls(dict(found))

    def about(self, rule: Rule, occasion: Occasion, record: CaseRecord, as_of: int) -> tuple[Departed, ...]:
        """The departures that are about this occasion of the rule, in the order of the files."""
        return tuple(
            _judged(row, rule, occasion, as_of)
            for row, rules in self.of_person.get(record.crn, ())
            if rule.id in rules
            and row.event_number in (None, record.event_number)
            and (row.opened is None or row.opened.toordinal() == occasion.opening.day)
            and (row.about is None or row.about == occasion.opening.about)
        )


def _judged(row: DepartureRow, rule: Rule, occasion: Occasion, as_of: int) -> Departed:
    if row.expires is not None and row.expires.toordinal() < as_of:
        return Departed(row, "expired", f"it held until {_day(row.expires)}")
    if row.date is not None and row.date.toordinal() > as_of:
        return Departed(row, "waiting", f"it was decided on {_day(row.date)}, after {_day(as_date(as_of))}")
    lacks = ""
    if row.agreed_by is None:
        lacks = "nobody's agreement is recorded"
    elif folded(row.agreed_by) == folded(row.by):
        lacks = "only who decided it has agreed to it"
    high = rule.severity == "high" or (occasion.outer is not None and as_of > occasion.outer)
    if lacks and high:
        return Departed(row, "waiting", f"the duty is of high severity, and {lacks}")
    return Departed(row, "holds", lacks)


def folded(name: str) -> list[str]:
    """A name's words without accents, capitals, points or their order: "Marsh, Á." is A Marsh."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return sorted(re.findall(r"\w+", bare.casefold()))


def _day(date: dt.date | None) -> str:
    return f"{date.day} {date:%b %Y}" if date else "the day of the run"
