"""Exceptions files: reasoned departures from duties, a row each, read as people write them (docs/exceptions.md).

A row of which anything cannot be read is left out as a whole: half understood, it could excuse more than was meant.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from practice_check.answers.tables import bytes_of, sheet_of
from practice_check.cells.cell import is_blank
from practice_check.cells.fault import CellFault, SheetFault
from practice_check.cells.suggest import nearest, plain
from practice_check.cells.texts import in_words
from practice_check.content.faults import did_you_mean
from practice_check.ingest import Export, InputError, InputFile, Problem
from practice_check.ingest.keys import read_event, written
from practice_check.ingest.own.building import Cell, read_fields
from practice_check.ingest.own.case_sheet import Caseload, Order
from practice_check.ingest.problems import Place, beside_the_export
from practice_check.ingest.sheets import Grid, Line, Sheet, need_columns, open_grid
from practice_check.records.columns import columns_of
from practice_check.records.departure import DepartureRow
from practice_check.rulebook import Rulebook

_TABLE = "exceptions"
_EXAMPLE = "crn: …, rule: …, reason: …, by: …"
_LEFT_OUT = "the departure was left out"
_COLUMNS = columns_of(DepartureRow)
_KEYS = ("crn", "event_number")
#: What people write where nobody has agreed yet.
_NOBODY = frozenset({"nobody", "none", "no", "no_one", "not_yet", "n/a", "na", "tbc", "pending"})


def duties_named(rulebook: Rulebook, name: str) -> list[str]:
    """The duties that a departure's ``rule`` names: that of this id alone, else those that answer this entry."""
    named = [name] if name in rulebook.rules else rulebook.named(name)
    return [rule for rule in named if rulebook.rules[rule].kind == "duty"]


def with_exceptions(
    export: Export, files: Sequence[Path], rulebook: Rulebook, pseudonym_of: Callable[[str], str] | None = None
) -> Export:
    """The export with the departures of the files, and what is wrong with them among its problems.

    ``pseudonym_of``: what may stand in the files in place of a CRN.
    Raises InputError when a file cannot be opened at all, or has no row that could be read.
    """
    if not files:
        return export
    whole = hashlib.sha256()
    reader = _Reader(rulebook, export, pseudonym_of)
    inputs: list[InputFile] = []
    for path in files:
        data = bytes_of(path)
        whole.update(data)
        inputs.append(InputFile(name=path.name, sha256=hashlib.sha256(data).hexdigest()))
        try:
            reader.read(sheet_of(path, data, _TABLE, _EXAMPLE))
        except SheetFault as fault:
            raise InputError(fault.message, fault.mend) from fault
    return export.model_copy(
        update={
            "departures": reader.rows,
            "exceptions_hash": whole.hexdigest(),
            "problems": export.problems_with(beside_the_export(reader.problems)),
            "inputs": [*export.inputs, *inputs],
        }
    )


@dataclass(frozen=True)
class _Fault:
    """Why a row is left out: the column, what stands there, what is wrong and its mend."""

    column: str
    value: object
    message: str
    mend: str


class _Reader:
    """Reads file after file: ``rows`` and ``problems`` so far."""

    def __init__(self, rulebook: Rulebook, export: Export, pseudonym_of: Callable[[str], str] | None) -> None:
        self.rows: list[DepartureRow] = []
        self.problems: list[Problem] = []
        self._rulebook = rulebook
        self._names = sorted({*rulebook.rules, *(name for rule in rulebook.rules.values() for name in rule.answers)})
        orders = dict.fromkeys(export.keys(), Order({}, Place("")))
        self._cases = Caseload(orders, list(export.not_read), pseudonym_of=pseudonym_of)
        self._crns = sorted({crn for crn, _ in (*self._cases.orders, *self._cases.not_read)})

    def read(self, sheet: Sheet) -> None:
        """Raises SheetFault when nothing of the sheet can be understood."""
        found: list[Problem] = []
        grid = open_grid(sheet, list(_COLUMNS), found)
        if grid is None:
            raise SheetFault(f"{sheet.file} is empty, even of headings", "give it its headings, or take it out")
        need_columns(sheet, grid, "crn", "rule")
        unread = _under_unread_headings(sheet)
        for line in grid.lines:
            fields, faults = self._fields(sheet, grid, line)
            if line.number in unread:
                column = unread[line.number]
                what = f"what stands under '{column}' cannot be read, and it could narrow the departure"
                faults.append(_Fault(column, None, what, "mend the heading"))
            crn = fields.get("crn")
            place = sheet.place(line.number, crn if isinstance(crn, str) else None)
            for fault in faults:
                message = f"{fault.message}: {_LEFT_OUT}"
                column = grid.headings.get(fault.column, fault.column)
                found.append(place.problem(message, fault.mend, column=column, value=fault.value))
            if not faults:
                self.rows.append(DepartureRow.model_validate({**fields, "source": sheet.source(line.number)}))
        self.problems += sorted(found, key=lambda problem: problem.row or 0)

    def _fields(self, sheet: Sheet, grid: Grid, line: Line) -> tuple[dict[str, object], list[_Fault]]:
        faults: list[_Fault] = []
        cells = [Cell(name, _COLUMNS[name], value) for name, value in line.cells.items() if name not in _KEYS]
        unread: list[Problem] = []
        fields = read_fields(cells, sheet.place(line.number), unread)
        faults += [_Fault(each.column or "", each.value, each.message, each.mend) for each in unread]
        missing = [name for name in grid.headings if name not in line.cells]
        if missing:
            what = f"the row ends before the column '{grid.headings[missing[0]]}'"
            faults.append(_Fault(missing[0], None, what, "give it a cell for every column, blank ones too"))
        self._case(line, fields, faults)
        faulty = {fault.column for fault in faults}
        faults += [fault for fault in self._wrong(fields) if fault.column not in faulty]
        return fields, faults

    def _case(self, line: Line, fields: dict[str, object], faults: list[_Fault]) -> None:
        column, raw = "crn", line.cells.get("crn")
        try:
            crn = fields["crn"] = self._cases.crn_in(raw)
            column, raw = "event_number", line.cells.get("event_number")
            event = fields["event_number"] = read_event(raw)
        except CellFault as fault:
            faults.append(_Fault(column, raw, fault.message, fault.mend))
            return
        orders = self._cases.orders_of(crn)
        if not orders and not self._cases.was_not_read(crn, None):
            near = nearest(crn, self._crns)
            mend = f"did you mean '{near}'?" if near else "correct the CRN"
            faults.append(_Fault("crn", crn, f"there is no case {crn} in the export", mend))
        elif event is not None and event not in orders and not self._cases.was_not_read(crn, event):
            mend = f"{crn} has {'order' if len(orders) == 1 else 'orders'} {in_words(orders)}: correct the number"
            faults.append(_Fault("event_number", event, f"there is no case {written(crn, event)} in the export", mend))

    def _wrong(self, fields: dict[str, object]) -> Iterable[_Fault]:
        rule = fields.get("rule")
        if not isinstance(rule, str):
            yield _Fault("rule", None, "no rule is named", "write the rule's id, or an entry of the register")
        elif not self._rulebook.named(rule):
            mend = did_you_mean(rule, self._names).removeprefix("; ") or "see: practice-check rules list"
            yield _Fault("rule", rule, f"there is no rule '{rule}'", mend)
        elif not duties_named(self._rulebook, rule):
            kind = self._rulebook.rules[self._rulebook.named(rule)[0]].kind
            mend = "if it does not belong in the count, an assessor answers 'not relevant', with the reason"
            yield _Fault("rule", rule, f"'{rule}' is no duty but {_A[kind]}, so nothing is departed from", mend)
        for name, what, mend in (
            ("reason", "no reason is given", "write why the duty is departed from"),
            ("by", "nobody is named who decided", "write who decided"),
        ):
            if not _says_something(fields.get(name)):
                yield _Fault(name, fields.get(name), what, mend)
        agreed = fields.get("agreed_by")
        if not _says_something(agreed) or plain(str(agreed)) in _NOBODY:
            fields["agreed_by"] = None
        decided, expires = fields.get("date"), fields.get("expires")
        if isinstance(decided, dt.date) and isinstance(expires, dt.date) and expires < decided:
            what = f"it expires on {expires:%d/%m/%Y}, before it was decided on {decided:%d/%m/%Y}"
            yield _Fault("expires", f"{expires:%d/%m/%Y}", what, "correct whichever is wrong")


_A = {"duty": "a duty", "measure": "a measure", "outcome": "an outcome"}


def _says_something(value: object) -> bool:
    return isinstance(value, str) and any(character.isalnum() for character in value)


def _under_unread_headings(sheet: Sheet) -> dict[int, str]:
    """The rows that hold something under a heading which stands twice, or is a slip of the pen for one of ours."""
    rows = sheet.rows()
    headings: list[str] = []
    for _, cells in rows:
        if any(not is_blank(cell) for cell in cells):
            headings = ["" if is_blank(cell) else str(cell).strip() for cell in cells]
            break
    names = [plain(heading) for heading in headings]
    unread = {
        position: heading
        for position, heading in enumerate(headings)
        if heading and (names.count(names[position]) > 1 or names[position] not in _COLUMNS)
        if nearest(heading, _COLUMNS)
    }
    found: dict[int, str] = {}
    for number, cells in rows if unread else ():
        for position, heading in unread.items():
            if position < len(cells) and not is_blank(cells[position]):
                found.setdefault(number, heading)
    return found
