"""Workbooks of 40 columns as strangers keep them, with what each column and code of theirs means, and the true records.

Every house has names, an order, a way to write dates, codes and blanks, titles, totals and merged cells of its own; the
seed decides. Everybody in them is invented.
"""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import openpyxl
from openpyxl.utils import get_column_letter

from practice_check.mapping.model import heading_key
from tests.inspecting.strangers_names import (
    CODES,
    COLUMNS,
    OTHERS,
    SHEETS,
    STRANGE_CODES,
    STRANGE_COLUMNS,
    STRANGE_SHEETS,
    YES_NO,
)

#: Which names and spellings a house uses: see ``strangers_names``.
Half = Literal["seen", "unseen", "both", "strange", "strange seen", "strange unseen"]
Cell = str | int | dt.date | None
_FIRST = dt.date(2024, 1, 1)
_AS_OF = dt.date(2025, 11, 14)
_FORENAMES = ["Ann", "Bilal", "Carys", "Dev", "Ella", "Femi", "Gwen", "Hugo", "Iona", "Jack", "Kofi", "Lena"]
_SURNAMES = ["Ashdown", "Brook", "Carrick", "Dale", "Elmer", "Forth", "Garside", "Holme", "Ives", "Jarrow"]
_OFFICERS = ["P. Moor", "S. Lund", "T. Okoro", "R. Vane", "M. Quill"]
_NOTES = [
    "Discussed work and housing; all well.",
    "Talked about the victim; some insight shown.",
    "Rang; no news to add.",
]
#: What a cell says where nothing is recorded, or where nobody knows.
_BLANKS: dict[str, str] = {"": "blank", "-": "blank", "None": "blank", "N/A": "unknown"}
_FORMS: dict[str, Callable[[dt.date], Cell]] = {
    "real": lambda day: day,
    "dd/MM/yyyy": lambda day: day.strftime("%d/%m/%Y"),
    "dd-MMM-yy": lambda day: day.strftime("%d-%b-%y").upper(),
    "yyyy-MM-dd": lambda day: day.isoformat(),
    "d MMM yyyy": lambda day: f"{day.day} {day.strftime('%b %Y')}",
}


@dataclass
class Sheet:
    """``means``: for each heading the field (or ``made.group.field``) that it is, None for what has no place."""

    table: str
    name: str
    rows: list[list[Cell]]
    headings: list[str]
    means: dict[str, str | None]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


@dataclass
class Stranger:
    """A workbook, and the truth: a case by its CRN with its fields, and the rows of its tables; what is not known of a
    row is left out of it."""

    sheets: list[Sheet]
    cases: dict[str, dict[str, object]]
    tables: dict[str, list[tuple[str, dict[str, object]]]]

    def save(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)  # type: ignore[arg-type]
        for sheet in self.sheets:
            page = book.create_sheet(sheet.name)
            for row in sheet.rows:
                page.append(row)
            for cells in sheet.merged:
                page.merge_cells(cells)
        book.save(path)
        return path


def stranger(seed: int, half: Half = "both") -> Stranger:
    """The workbook of one house; ``half`` says which names and spellings it may use."""
    return _House(random.Random(seed), half).workbook()


class _House:
    def __init__(self, luck: random.Random, half: Half) -> None:
        self.luck = luck
        self.half = half
        is_strange = half.startswith("strange")
        self.sheets = STRANGE_SHEETS if is_strange else SHEETS
        self.columns = STRANGE_COLUMNS if is_strange else COLUMNS
        self.codes = STRANGE_CODES if is_strange else CODES
        self.forms = luck.sample(list(_FORMS), 2)
        self.turn = luck.randrange(4)
        self.yes, self.no = luck.choice(YES_NO)
        self.blanks = luck.sample(list(_BLANKS), 2)
        self.crns = [f"X9{number:05}" for number in luck.sample(range(100_000), luck.randint(30, 40))]

    def workbook(self) -> Stranger:
        optional = [name for name in COLUMNS if name.startswith(("cases.", "made.")) and name not in _ALWAYS]
        columns = ["crn", *_ALWAYS, *self.luck.sample(optional, 9)]
        cases = self._sheet("cases", columns, [[crn] for crn in self.crns], 4)
        contacts = ["crn", "contacts.date", "contacts.kind", "contacts.outcome", *self._some("contacts", 2, 4)]
        registers = ["crn", "registrations.type", "registrations.start", *self._some("registrations", 3, 3)]
        checks = ["crn", "checks.agency", "checks.requested", *self._some("checks", 3, 3)]
        found = [
            cases,
            self._sheet("contacts", contacts, self._people(130), 3),
            self._sheet("registrations", registers, self._people(45), 1),
            self._sheet("checks", checks, self._people(40), 0),
        ]
        truth: dict[str, dict[str, object]] = {}
        tables: dict[str, list[tuple[str, dict[str, object]]]] = {}
        for sheet, rows in found:
            for values in rows:
                crn = str(values.pop("crn"))
                if sheet.table == "cases":
                    own = {name.partition(".")[2]: value for name, value in values.items() if name.startswith("cases.")}
                    truth[crn] = own
                    level = {name.split(".")[2]: value for name, value in values.items() if name.startswith("made.")}
                    first = next(
                        (level[key] for key in ("start", "level") if "start" in _keys(sheet) or key in level), None
                    )
                    if "made.rosh.start" in sheet.means.values():
                        first = level.get("start")
                    if first is not None:
                        tables.setdefault("rosh_levels", []).append((crn, level))
                else:
                    row = {name.partition(".")[2]: value for name, value in values.items()}
                    tables.setdefault(sheet.table, []).append((crn, row))
        sheets = [sheet for sheet, _ in found]
        self.luck.shuffle(sheets)
        return Stranger(sheets, truth, tables)

    def _some(self, table: str, few: int, _: int) -> list[str]:
        fixed = {"contacts.date", "contacts.kind", "contacts.outcome", "registrations.type", "registrations.start"}
        fixed |= {"checks.agency", "checks.requested"}
        rest = [name for name in COLUMNS if name.startswith(f"{table}.") and name not in fixed]
        return self.luck.sample(rest, few)

    def _people(self, rows: int) -> list[list[str]]:
        return sorted([self.luck.choice(self.crns)] for _ in range(rows))

    def _names(self, given: Sequence[str]) -> list[str]:
        """The half of the names that may be used; a list of one name is of both halves."""
        if self.half in {"both", "strange"} or len(given) < 2:
            return list(given)
        return [name for place, name in enumerate(given) if (place % 2 == 0) == (self.half in {"seen", "strange seen"})]

    def _spelling(self, given: Sequence[str]) -> str:
        allowed = self._names(given)
        return allowed[self.turn % len(allowed)]

    def _sheet(
        self, table: str, fields: list[str], people: list[list[str]], others: int
    ) -> tuple[Sheet, list[dict[str, object]]]:
        means: dict[str, str | None] = {}
        kinds: dict[str, str] = {}
        taken: set[str] = set()
        for name in fields:
            heading = self._free(self._names(self.columns[name]), taken)
            means[heading], kinds[heading] = name, name
        free = [pair for pair in OTHERS[table] if heading_key(pair[0]) not in taken]
        for heading, kind in self.luck.sample(free, others):
            means[heading], kinds[heading] = None, kind
        headings = self.luck.sample(list(means), len(means))
        forms = {heading: self.luck.choice(self.forms) for heading in headings}
        codes = {
            heading: {self._spelling(texts): code for code, texts in self.codes[name].items()}
            for heading, name in kinds.items()
            if name in self.codes
        }
        truth: list[dict[str, object]] = []
        rows: list[list[Cell]] = []
        for (crn,) in people:
            values = self._values(crn, [name for name in means.values() if name is not None])
            written = [self._cell(means[h], kinds[h], values, forms[h], codes.get(h)) for h in headings]
            rows.append(written)
            truth.append(values)
        sheet = Sheet(table, self._free(self._names(self.sheets[table]), set()), [], headings, means, codes)
        self._lay_out(sheet, rows)
        return sheet, truth

    def _free(self, names: Sequence[str], taken: set[str]) -> str:
        """One of the names; where all are taken, none fits and the first stands with a number."""
        free = [name for name in names if heading_key(name) not in taken] or [f"{names[0]} ({len(taken)})"]
        chosen = self.luck.choice(free)
        taken.add(heading_key(chosen))
        return chosen

    def _lay_out(self, sheet: Sheet, rows: list[list[Cell]]) -> None:
        width = len(sheet.headings)
        titles = self.luck.randrange(4)
        if titles:
            sheet.rows.append([f"Northtown office: {sheet.name}", *[None] * (width - 1)])
            sheet.merged.append(f"A1:{get_column_letter(width)}1")
        if titles > 1:
            sheet.rows.append(["Printed 14/11/2025 by admin", *[None] * (width - 1)])
        if titles > 2:
            sheet.rows.append([None] * width)
        sheet.rows.append(list(sheet.headings))
        for number, row in enumerate(rows):
            if number == 20 and self.luck.random() < 0.5:
                sheet.rows.append([None] * width)
            sheet.rows.append(row)
        if self.luck.random() < 0.6:
            sheet.rows.append(["Total", len(rows), *[None] * (width - 2)])

    def _values(self, crn: str, names: list[str]) -> dict[str, object]:
        """What is true of one row: a field that the export does not know is left out."""
        luck = self.luck
        start = _FIRST + dt.timedelta(days=luck.randrange(500))
        known: dict[str, object] = {"crn": crn}
        for name in names:
            if name == "crn":
                continue
            value = self._value(name, start)
            if name not in _FILLED and luck.random() < _BLANK_SHARE.get(name, 0.15):
                blank = luck.choice(self.blanks)
                known[f"_{name}"] = blank
                if _BLANKS[blank] == "blank":
                    known[name] = None
                continue
            known[name] = value
        return known

    def _value(self, name: str, start: dt.date) -> object:
        luck = self.luck
        if name in CODES:
            return luck.choice(list(CODES[name]))
        if name in _DAYS:
            low, high = _DAYS[name]
            return start + dt.timedelta(days=luck.randint(low, high))
        if name in {"cases.mappa_eligible", "cases.limited_access"}:
            return luck.random() < 0.3
        simple: dict[str, Callable[[], object]] = {
            "cases.name": lambda: f"{luck.choice(_FORENAMES)} {luck.choice(_SURNAMES)}",
            "cases.date_of_birth": lambda: dt.date(1960, 1, 1) + dt.timedelta(days=luck.randrange(15_000)),
            "cases.tier": lambda: luck.choice(["A1", "B2", "C1", "D3"]),
            "cases.team": lambda: luck.choice(["Northtown A", "Northtown B", "Riverside"]),
            "cases.manager": lambda: luck.choice(["H. Sharp", "D. Bell"]),
            "cases.rar_days": lambda: luck.choice([10, 15, 20, 25, 30, 40]),
            "contacts.note": lambda: luck.choice(_NOTES),
            "registrations.level": lambda: luck.choice(["1", "2", "3"]),
            "registrations.category": lambda: luck.choice(["Cat 1", "Cat 2", "Cat 3"]),
        }
        return simple[name]() if name in simple else luck.choice(_OFFICERS)

    def _cell(
        self, name: str | None, kind: str, values: dict[str, object], form: str, codes: dict[str, str] | None
    ) -> Cell:
        if name is None:
            return self._other(kind)
        if values.get(name) is None:
            return str(values.pop(f"_{name}", ""))
        value = values[name]
        if codes is not None:
            return next(written for written, code in codes.items() if code == value)
        if isinstance(value, bool):
            return self.yes if value else self.no
        if isinstance(value, dt.date):
            return _FORMS[form](value)
        return value if isinstance(value, int) else str(value)

    def _other(self, kind: str) -> Cell:
        luck = self.luck
        others: dict[str, Callable[[], Cell]] = {
            "pnc": lambda: f"20{luck.randint(10, 24)}/{luck.randint(1000000, 9999999)}A",
            "postcode": lambda: f"ZZ{luck.randint(1, 9)} {luck.randint(1, 9)}ZZ",
            "telephone": lambda: f"01632 960{luck.randint(100, 999)}",
            "initials": lambda: luck.choice(["AB", "CD", "EF"]),
            "colour": lambda: luck.choice(["Red", "Amber", "Green"]),
            "noms": lambda: f"A{luck.randint(1000, 9999)}ZZ",
            "count": lambda: luck.randint(1, 9999),
            "age": lambda: luck.randint(19, 70),
            "points": lambda: luck.randint(1, 60),
            "minutes": lambda: luck.choice([15, 30, 45, 60]),
            "time": lambda: f"{luck.randint(9, 17):02}:{luck.choice(['00', '30'])}",
            "place": lambda: luck.choice(["Northtown", "Riverside", "Annexe"]),
            "surname": lambda: luck.choice(_SURNAMES),
            "note": lambda: luck.choice([None, "See file", "Chase next week please"]),
            "text": lambda: f"Bk{luck.randint(1, 9)} p{luck.randint(1, 99)}",
            "date": lambda: _FORMS[self.forms[0]](_AS_OF - dt.timedelta(days=luck.randrange(60))),
        }
        return others[kind]()


def _keys(sheet: Sheet) -> set[str]:
    return {name.split(".")[-1] for name in sheet.means.values() if name}


_ALWAYS = ["cases.officer", "cases.order_type", "cases.start_date", "cases.end_date"]
_FILLED = {*_ALWAYS, "contacts.date", "contacts.kind", "registrations.type", "registrations.start"}
_FILLED |= {"checks.agency", "checks.requested", "made.rosh.start"}
_BLANK_SHARE = {"cases.closed_date": 0.7, "registrations.end": 0.6, "checks.chased": 0.6, "checks.acted": 0.5}
_DAYS = {
    "cases.sentence_date": (-5, 0),
    "cases.start_date": (0, 0),
    "cases.end_date": (360, 720),
    "cases.closed_date": (200, 350),
    "made.rosh.start": (0, 30),
    "contacts.date": (0, 180),
    "contacts.created": (0, 185),
    "registrations.start": (0, 30),
    "registrations.end": (100, 190),
    "registrations.review_due": (90, 180),
    "checks.requested": (0, 10),
    "checks.chased": (11, 20),
    "checks.answered": (12, 40),
    "checks.acted": (41, 60),
}
