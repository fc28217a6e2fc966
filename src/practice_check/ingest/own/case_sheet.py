"""The sheet ``cases``: one row an order, and what becomes of a row that cannot be used."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.texts import in_words
from practice_check.ingest.keys import as_given, read_crn, read_crn_or_pseudonym, read_event, written
from practice_check.ingest.own.building import Cell, read_fields
from practice_check.ingest.problems import Place, Problem
from practice_check.ingest.sheets import Line, Sheet, need_columns, open_grid
from practice_check.records.columns import columns_of, names_of
from practice_check.records.model import CaseRecord

Key = tuple[str, int]


@dataclass(frozen=True)
class Order:
    """A row of ``cases`` that can be used: the fields that it gives, and where it stands."""

    fields: dict[str, object]
    place: Place

    @property
    def row(self) -> int:
        return self.place.row or 0


@dataclass
class Caseload:
    """What the sheet ``cases`` told: the orders that can be read, and those that cannot."""

    orders: dict[Key, Order] = field(default_factory=dict)
    not_read: list[tuple[str, int | None]] = field(default_factory=list)
    #: Where they stand, as messages say it, and what mends a row of a case that does not.
    where: str = "in the sheet 'cases'"
    mend: str = "add the case to 'cases', or correct the CRN or event number"
    #: In a run under pseudonyms: what stands for a CRN.
    pseudonym_of: Callable[[str], str] | None = None

    @cached_property
    def _read_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for crn, event in sorted(self.orders):
            found.setdefault(crn, []).append(event)
        return found

    @cached_property
    def _unread_of(self) -> dict[str, set[int | None]]:
        found: dict[str, set[int | None]] = {}
        for crn, event in self.not_read:
            found.setdefault(crn, set()).add(event)
        return found

    def crn_in(self, value: object) -> str:
        """The CRN that a cell holds, or the one that its pseudonym stands for. Raises CellFault."""
        crn = read_crn_or_pseudonym(value)
        return crn if crn in self._read_of else self._of_pseudonyms.get(crn, crn)

    @cached_property
    def _of_pseudonyms(self) -> dict[str, str]:
        crns = {*self._read_of, *self._unread_of} if self.pseudonym_of else set()
        return {self.pseudonym_of(crn): crn for crn in crns} if self.pseudonym_of else {}

    def orders_of(self, crn: str) -> list[int]:
        """The numbers of the person's orders that can be read, lowest first."""
        return self._read_of.get(crn, [])

    def was_not_read(self, crn: str, event: int | None) -> bool:
        """Whether the case stands in ``cases`` and could not be read; ``event`` None asks for any of the person's."""
        unread = self._unread_of.get(crn, set())
        return bool(unread) if event is None else not unread.isdisjoint({event, None})


def read_cases(sheet: Sheet, problems: list[Problem]) -> Caseload:
    """Every case of the sheet. Raises SheetFault when the sheet has no CRNs at all."""
    grid = open_grid(sheet, names_of(CaseRecord), problems)
    if grid is None:
        raise SheetFault("the sheet 'cases' is empty", "give it its headings and a row for each case", value=sheet.name)
    need_columns(sheet, grid, "crn")
    caseload = Caseload()
    found: dict[Key, list[Order]] = {}
    for line in grid.lines:
        key = _key(sheet, line, grid.headings, caseload, problems)
        if key is not None:
            found.setdefault(key, []).append(_order(sheet, line, grid.headings, key, problems))
    for key, orders in found.items():
        if _agree(sheet, key, orders, problems):
            caseload.orders[key] = orders[0]
        else:
            caseload.not_read.append(key)
    return caseload


def _key(sheet: Sheet, line: Line, headings: dict[str, str], caseload: Caseload, problems: list[Problem]) -> Key | None:
    crn: str | None = None
    column = "crn"
    try:
        crn = read_crn(line.cells.get("crn"))
        column = "event_number"
        return crn, read_event(line.cells.get("event_number")) or 1
    except CellFault as fault:
        place = sheet.place(line.number, crn)
        value = line.cells.get(column)
        problems.append(place.problem(fault.message, fault.mend, column=headings[column], value=value))
        caseload.not_read.append((crn or as_given(line.cells.get("crn")), None))
        return None


def _order(sheet: Sheet, line: Line, headings: dict[str, str], key: Key, problems: list[Problem]) -> Order:
    crn, _ = key
    columns = columns_of(CaseRecord)
    cells = (Cell(headings[name], columns[name], value) for name, value in line.cells.items() if name in columns)
    fields = read_fields(cells, sheet.place(line.number, crn), problems)
    event = read_event(line.cells.get("event_number"))
    fields |= {"crn": crn, "source": sheet.source(line.number)}
    if event is not None:
        fields["event_number"] = event
    return Order(fields, sheet.place(line.number, crn))


def _agree(sheet: Sheet, key: Key, orders: list[Order], problems: list[Problem]) -> bool:
    """Whether a case's rows, where there are several, say the same. If they differ, none of them can be relied on."""
    if len(orders) == 1:
        return True
    told = [{name: value for name, value in order.fields.items() if name != "source"} for order in orders]
    same = all(one == told[0] for one in told)
    stands = f"the case {written(*key)} stands in rows {in_words(order.row for order in orders)}"
    if same:
        message, mend = f"{stands} with the same words: it was read once", "take out all but one"
    else:
        message, mend = f"{stands} and they differ: the case could not be read", "keep the one that is right"
    problems.append(sheet.place(orders[1].row, key[0]).problem(message, mend, value=written(*key)))
    return same
