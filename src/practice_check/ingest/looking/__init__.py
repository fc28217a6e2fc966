"""What is wrong with an export as a whole: what was cut, forgotten or left out, and what contradicts itself.

Knows only case records: what is wrong with single cells and rows was said where they were read.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from practice_check.ingest.looking.absent_cases import FullFiles, adrift, narrow_only_in_case_list
from practice_check.ingest.looking.cut_tables import narrow_cut_tables
from practice_check.ingest.looking.forgotten_rows import narrow_forgotten_rows
from practice_check.ingest.looking.gathering import Gathered
from practice_check.ingest.looking.grouped import grouped
from practice_check.ingest.looking.thresholds import Thresholds, thresholds
from practice_check.ingest.looking.two_sources import Disagreements
from practice_check.ingest.looking.unlikely_days import UnlikelyDays
from practice_check.ingest.problems import Problem
from practice_check.records.columns import COVERS
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord
from practice_check.records.packing import Change


class Look:
    """A look at a whole caseload: person by person (``add``), then what is to be said of all of them (``problems``).

    What was not exported is made unknown, so that no gap follows from it: ``change`` says of which records.
    ``made_of``: the sheets of which each table was made, where its rows do not say so for want of any.
    """

    def __init__(
        self,
        exported_on: dt.date | None,
        today: dt.date,
        made_of: Mapping[str, Set[str]] | None = None,
        by: Thresholds | None = None,
    ) -> None:
        self._by = by or thresholds()
        self._exported_on, self._today = exported_on, today
        self._made_of = made_of or {}
        self.gathered = Gathered(self._by)
        self._full_files = FullFiles(self._by)
        self._disagreements = Disagreements(exported_on, today, self._by)
        self._days = UnlikelyDays(exported_on, today, self._by)

    def add(self, orders: Sequence[CaseRecord]) -> None:
        """Add all orders of one person."""
        self.gathered.add(orders)
        self._disagreements.add(orders)
        for record in orders:
            self._full_files.add(record)
            self._days.add(record)

    def join(self, later: "Look") -> None:
        """Add what another look, of the same day, saw of persons who come after all of these."""
        self.gathered.join(later.gathered)
        self._full_files.join(later._full_files)
        self._disagreements.join(later._disagreements)
        self._days.join(later._days)

    def problems(self) -> Iterator[Problem]:
        """To be called once, when all persons were added."""
        when = (self._exported_on, self._today, self._by)
        yield from narrow_cut_tables(self.gathered, *when, self._made_of)
        yield from narrow_only_in_case_list(self.gathered, *when)
        yield from narrow_forgotten_rows(self.gathered, *when)
        yield from self._full_files.problems()
        yield from self._disagreements.problems()
        yield from self._days.problems()

    def narrow(self, holds: Holds) -> None:
        """What the caseload holds, less what turned out to cover nothing. To be called after ``problems``."""
        if not self.gathered.is_narrowed:
            return
        holds.case.add(COVERS)
        for table in holds.tables:
            if self.gathered.reaches(table) is False:
                holds.reaching.discard(table)

    def change(self) -> Callable[[int], Change | None] | None:
        """What is to become of each record, by its place, after ``problems``: None where nothing is of any."""
        if not self.gathered.is_narrowed:
            return None

        def change(place: int) -> Change | None:
            covers = self.gathered.narrowed(place)
            return Change(covers) if covers else None

        return change


def before_a_check(records: Sequence[CaseRecord], exported_on: dt.date | None, today: dt.date) -> list[Problem]:
    """What a check says as warnings about the caseload, for whoever looks at an export before it."""
    return adrift(records, exported_on, today)


__all__ = ["Look", "before_a_check", "grouped"]
