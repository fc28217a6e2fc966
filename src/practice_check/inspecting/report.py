"""What an inspection of an export comes to: its sheets, and what each of them is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import SheetFault
from practice_check.cells.suggest import plain
from practice_check.ingest.mapped.recognise import Known, first_rows
from practice_check.ingest.mapped.recognise import recognise as by_mapping
from practice_check.ingest.mapped.worth import as_text, by_plain_code, code_key
from practice_check.ingest.sheets import Sheet
from practice_check.inspecting.headings import Layout, layout_of
from practice_check.inspecting.recognise import ColumnFinding, SheetFinding, recognise
from practice_check.inspecting.wording import same
from practice_check.mapping import Mapping, load, shipped
from practice_check.mapping.loader import TEMPLATE
from practice_check.mapping.model import heading_key
from practice_check.records.columns import CASES, COVERS, EXPORT, KEYS, NOT_TABLES, names_of
from practice_check.records.model import CaseRecord, Cover, tables

#: A sheet is one of a shipped mapping's, or of the template, where so much of its columns is.
_WHOLLY = 0.6
_TEMPLATE_WHOLLY = 0.8
#: Of its codes so many may be of the house's own.
_FOREIGN_CODES = 0.2
#: More than this make no table of cases, and would take minutes to guess at.
_MOST_COLUMNS = 200
_JSON = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True)
class AlreadyKnown:
    """A sheet that needs no guessing: a shipped mapping, or our template, reads it. ``unused``: columns left over."""

    sheet: Sheet
    mapping: str
    table: str | None
    columns: int
    unused: int


@dataclass(frozen=True)
class Inspection:
    """The sheets of an export: those that are known already, those that were recognised or guessed at, those in which
    no heading row was found; and why any others cannot be read."""

    known: tuple[AlreadyKnown, ...]
    found: tuple[SheetFinding, ...]
    bare: tuple[Sheet, ...]
    unread: tuple[SheetFault, ...] = ()

    @property
    def columns(self) -> list[ColumnFinding]:
        return [column for sheet in self.found for column in sheet.columns]

    @property
    def mappings(self) -> list[str]:
        """The shipped mappings that read some of the sheets."""
        return sorted({known.mapping for known in self.known} - {TEMPLATE.id})

    @property
    def is_template(self) -> bool:
        return bool(self.known) and not self.found and not self.mappings

    @property
    def has_cases(self) -> bool:
        """Whether a sheet gives the orders, without which nothing can be checked."""
        return bool(self.mappings) or any(sheet.table == CASES for sheet in self.found) or self._template_cases

    @property
    def _template_cases(self) -> bool:
        return any(known.mapping == TEMPLATE.id and known.table == CASES for known in self.known)


@cache
def _shipped() -> list[Mapping]:
    return [load(name) for name in shipped() if name != TEMPLATE.id]


def inspect(sheets: Sequence[Sheet]) -> Inspection:
    """What each sheet of an export is."""
    mappings = _shipped()
    known: list[AlreadyKnown] = []
    found: list[SheetFinding] = []
    bare: list[Sheet] = []
    unread: list[SheetFault] = []
    for sheet in sheets:
        if plain(sheet.name) in NOT_TABLES:
            continue
        try:
            _refuse_too_wide(sheet)
            layout = layout_of(sheet)
        except SheetFault as fault:
            unread.append(fault)
            continue
        if layout is None:
            bare.append(sheet)
            continue
        ours = _of_template(layout) or _of_shipped(layout, mappings)
        if ours is not None:
            known.append(ours)
        else:
            found.append(recognise(layout))
    return Inspection(tuple(known), tuple(found), tuple(bare), tuple(unread))


def _refuse_too_wide(sheet: Sheet) -> None:
    widest = max((sum(not is_blank(cell) for cell in cells) for _, cells in first_rows(sheet)), default=0)
    if widest > _MOST_COLUMNS:
        message = (
            f"{sheet.where} has {widest:,} columns, and more than {_MOST_COLUMNS} are none that could be guessed at"
        )
        raise SheetFault(message, "take out those that no rule could want, or write the mapping by hand")


def _of_template(layout: Layout) -> AlreadyKnown | None:
    models: dict[str, type[BaseModel]] = {CASES: CaseRecord, COVERS: Cover, **tables()}
    table = next((name for name in models if heading_key(name) == heading_key(layout.sheet.name)), None)
    is_json = layout.sheet.file.lower().endswith(_JSON)
    if table is None and is_json:
        table = CASES  # of records in our own form, whose cases are named after the file
    if heading_key(layout.sheet.name) == EXPORT:
        return AlreadyKnown(layout.sheet, TEMPLATE.id, EXPORT, len(layout.columns), 0)
    if table is None or not layout.columns:
        return None
    own = {heading_key(name) for name in [*names_of(models[table]), *KEYS, "table"]}
    headings = [column.heading for column in layout.columns]
    if is_json:  # where the row of a table stands below its case, whose fields come with it
        headings = [heading for heading in headings if "." not in heading]
    ours = sum(heading_key(heading) in own for heading in headings)
    if not headings or ours < _TEMPLATE_WHOLLY * len(headings):
        return None
    return AlreadyKnown(layout.sheet, TEMPLATE.id, table, ours, len(headings) - ours)


def _of_shipped(layout: Layout, mappings: Iterable[Mapping]) -> AlreadyKnown | None:
    best: AlreadyKnown | None = None
    for mapping in mappings:
        known = by_mapping(layout.sheet, [mapping])
        if not isinstance(known, Known):
            continue
        named = any(same(layout.sheet.name, name) for name in known.spec.names)
        of_all = len(known.columns) / max(len(layout.columns), 1)
        fits, telling = _codes_fit(known)
        grouped = any(column.over for column in layout.columns)
        sure = named or (telling and not grouped)
        if of_all >= _WHOLLY and fits and sure and (best is None or len(known.columns) > best.columns):
            best = AlreadyKnown(layout.sheet, mapping.id, None, len(known.columns), len(known.unused))
    return best


def _codes_fit(known: Known) -> tuple[bool, bool]:
    """Whether nearly all codes in the first rows are ones that the mapping knows; and whether there are any, for names
    such as CRN, name and start tell no system from another."""
    columns = known.spec.every_column()
    tables = {key: columns[key].codes for key in known.columns}
    codes = {key: by_plain_code(table) for key, table in tables.items() if isinstance(table, dict)}
    found: Counter[bool] = Counter()
    for number, cells in first_rows(known.sheet):
        if number <= known.heading_row:
            continue
        for key, table in codes.items():
            place = known.columns[key]
            cell = cells[place] if place < len(cells) else None
            if not is_blank(cell):
                found[code_key(as_text(cell)) in table] += 1
    return found[False] <= _FOREIGN_CODES * found.total(), found[True] > 0
