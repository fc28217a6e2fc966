"""What does not go together in a mapping file that is otherwise well formed, each with the path of its key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from practice_check.cells.cell import read_cell
from practice_check.cells.date_forms import DateForms
from practice_check.cells.fault import CellFault
from practice_check.content.faults import did_you_mean
from practice_check.content.yaml_file import KeyPath
from practice_check.mapping.model import ASK, UNKNOWN, Codes, Column, Entry, Mapping, Sheet, Value, When
from practice_check.records.columns import CASES, Kind, fields_of
from practice_check.records.columns import Column as FieldColumn
from practice_check.records.model import tables

Wrong = tuple[KeyPath, str]
RECORDED = ("recorded", "not_recorded")


def wrong_in(mapping: Mapping) -> Iterator[Wrong]:
    yield from _dates(mapping.dates, ("dates",))
    made = {entry.table for sheet in mapping.sheets.values() for entry in sheet.entries} - {CASES}
    for table in mapping.covers:
        if table not in tables():
            yield ("covers", table), f"'{table}' is not a table{did_you_mean(table, tables())}"
        elif table not in made:
            yield ("covers", table), f"no sheet makes entries of '{table}'"
        cover = mapping.covers[table]
        for name in [*(cover.by or []), *(cover.named_by or [])]:
            if name not in mapping.sheets:
                near = did_you_mean(name, mapping.sheets)
                yield ("covers", table), f"'{name}' is not a sheet of this mapping{near}"
    for table in sorted(made & tables().keys() - mapping.covers.keys()):
        yield ("covers",), f"'{table}' is made and not named here: say all, named or nothing"
    for name, sheet in mapping.sheets.items():
        yield from _Sheet(mapping, sheet, ("sheets", name)).wrong()


def _dates(forms: list[str] | None, path: KeyPath) -> Iterator[Wrong]:
    if forms is None:
        return
    if ASK in forms:
        yield path, "which comes first, the day or the month? Write dd/MM/yyyy or MM/dd/yyyy in place of 'ask'"
        return
    try:
        DateForms.parse(forms)
    except ValueError as error:
        yield path, str(error)


@dataclass(frozen=True)
class _Sheet:
    mapping: Mapping
    sheet: Sheet
    path: KeyPath

    def wrong(self) -> Iterator[Wrong]:
        sheet, path = self.sheet, self.path
        yield from _dates(sheet.dates, (*path, "dates"))
        for key, column in sheet.columns.items():
            yield from _dates(column.dates, (*path, "columns", key, "dates"))
        if not any(column.needed for column in sheet.columns.values()) and sheet.entries:
            yield (*path, "columns"), "no column is needed: nothing would tell this sheet from any other"
        for key in [] if sheet.long is None else [*sheet.long.by, sheet.long.name, sheet.long.value]:
            yield from self._reads(key, (*path, "long"), joined=False)
        for name, join in sheet.joins.items():
            other = self.mapping.sheets.get(join.sheet)
            where = (*path, "joins", name)
            if name in sheet.columns:
                yield where, f"'{name}' is a column of the sheet already"
            if other is None:
                near = did_you_mean(join.sheet, self.mapping.sheets)
                yield where, f"'{join.sheet}' is not a sheet of this mapping{near}"
                continue
            for ours, theirs in join.by.items():
                yield from self._reads(ours, (*where, "by", ours), joined=False)
                if theirs not in other.every_column():
                    near = did_you_mean(theirs, other.every_column())
                    yield (*where, "by", ours), f"'{theirs}' is not a column of '{join.sheet}'{near}"
        for index, ignore in enumerate(sheet.ignore):
            yield from self._when(ignore.when, (*path, "ignore", index, "when"))
        if sheet.exported_on is not None and sheet.exported_on.column is not None:
            yield from self._reads(sheet.exported_on.column, (*path, "exported_on"), joined=False)
        for index, entry in enumerate(sheet.entries):
            yield from self._entry(entry, (*path, "entries", index))

    def _entry(self, entry: Entry, path: KeyPath) -> Iterator[Wrong]:
        known = [CASES, *tables()]
        if entry.table not in known:
            yield (*path, "table"), f"'{entry.table}' is not a table{did_you_mean(entry.table, known)}"
            return
        if "crn" not in entry.fields:
            yield (*path, "fields"), "'crn' is not among the fields: whose entry is it?"
        if entry.adds and entry.table != CASES:
            yield (*path, "adds"), "'adds' belongs to entries of 'cases'"
        fields = fields_of(entry.table)
        for each in entry.each():
            if each.when is not None:
                yield from self._when(each.when, (*path, "when"))
            for key in each.needs:
                yield from self._reads(key, (*path, "needs"))
            for name, value in each.fields.items():
                yield from self._field(name, value, fields, (*path, "fields", name), entry.table)
        yield from self._completes(entry, fields, path)

    def _field(
        self, name: str, value: Value, fields: dict[str, FieldColumn], path: KeyPath, table: str
    ) -> Iterator[Wrong]:
        column = fields.get(name)
        if column is None:
            yield path, f"'{name}' is not a field of '{table}'{did_you_mean(name, fields)}"
            return
        for key in value.reads:
            yield from self._reads(key, path)
        if value.form == "is_" and value.is_ is not None:
            yield from _holds([value.is_], column, path)
        elif value.form == "until_next" and column.kind is not Kind.DATE:
            yield path, f"'{name}' holds {column.kind}, and until_next gives a date"
        elif value.form in {"recorded", "masked"} and column.kind is not Kind.YES_NO:
            yield path, f"'{name}' holds {column.kind}, and {value.form} gives yes or no"
        elif value.those_of is not None:
            yield from _holds([list(value.those_of)], column, path)
        elif value.codes is not None:
            yield from _holds(_plain_worths(value.codes), column, path)
        else:
            for key in value.reads:
                yield from _holds(self._worths(key), column, path)

    def _completes(self, entry: Entry, fields: dict[str, FieldColumn], path: KeyPath) -> Iterator[Wrong]:
        if entry.completes is None:
            return
        for name in [*entry.completes.by, entry.completes.after, entry.completes.blank]:
            if name not in fields:
                yield (*path, "completes"), f"'{name}' is not a field of '{entry.table}'{did_you_mean(name, fields)}"
        if entry.completes.blank not in entry.fields:
            yield (*path, "completes"), f"the entry does not give '{entry.completes.blank}', which it is to fill"

    def _when(self, when: When, path: KeyPath) -> Iterator[Wrong]:
        for key, values in when.has.items():
            yield from self._reads(key, (*path, key))
            if "." in key and not self._is_joined(key):
                worths = {
                    text.lower()
                    for worth in self._worths(key)
                    for text in ([worth] if isinstance(worth, str) else worth)
                }
                for value in values:
                    if value is not None and value not in RECORDED and worths and value.lower() not in worths:
                        near = did_you_mean(value, worths)
                        yield (*path, key), f"no code has '{value}' as its {key.partition('.')[2]}{near}"
        if when.not_ is not None:
            yield from self._when(when.not_, (*path, "not"))

    def _is_joined(self, key: str) -> bool:
        return key.partition(".")[0] in self.sheet.joins

    def _reads(self, key: str, path: KeyPath, *, joined: bool = True) -> Iterator[Wrong]:
        """What is wrong with a reference to a column, an attribute of its codes, or a column of a joined sheet."""
        columns = self.sheet.every_column()
        if key in columns:
            return
        name, dot, attribute = key.partition(".")
        if not dot:
            yield path, f"'{key}' is not a column of the sheet{did_you_mean(key, [*columns, *self.sheet.joins])}"
        elif joined and name in self.sheet.joins:
            other = self.mapping.sheets.get(self.sheet.joins[name].sheet)
            if other is not None and attribute.partition(".")[0] not in other.every_column():
                near = did_you_mean(attribute, other.every_column())
                yield path, f"'{attribute}' is not a column of '{self.sheet.joins[name].sheet}'{near}"
        elif name not in columns:
            yield path, f"'{name}' is not a column of the sheet{did_you_mean(name, [*columns, *self.sheet.joins])}"
        elif not isinstance(columns[name].codes, dict):
            yield path, f"'{name}' has no codes, and so no '{attribute}'"
        elif attribute not in attributes_of(columns[name].codes):
            near = did_you_mean(attribute, attributes_of(columns[name].codes))
            yield path, f"no code of '{name}' has '{attribute}'{near}"

    def _worths(self, key: str) -> list[str | list[str]]:
        """What a column with codes, or an attribute of them, can be worth; none where that is not known."""
        column, attribute = self._column(key)
        codes = None if column is None else column.codes
        if not isinstance(codes, dict):
            return []
        if not attribute:
            return _plain_worths(codes)
        attributes = (worth[attribute] for worth in codes.values() if isinstance(worth, dict) and attribute in worth)
        return [worth for worth in attributes if isinstance(worth, list) or (worth is not None and worth != UNKNOWN)]

    def _column(self, key: str) -> tuple[Column | None, str]:
        sheet = self.sheet
        if self._is_joined(key):
            name, _, key = key.partition(".")
            other = self.mapping.sheets.get(sheet.joins[name].sheet)
            if other is None:
                return None, ""
            sheet = other
        columns = sheet.every_column()
        if key in columns:
            return columns[key], ""
        name, _, attribute = key.partition(".")
        return columns.get(name), attribute


def attributes_of(codes: object) -> set[str]:
    """The names of what any of the codes says."""
    if not isinstance(codes, dict):
        return set()
    return {name for worth in codes.values() if isinstance(worth, dict) for name in worth}


def _plain_worths(codes: Codes) -> list[str | list[str]]:
    return [worth for worth in codes.values() if isinstance(worth, str) and worth != UNKNOWN]


def _holds(worths: Iterable[str | list[str]], column: FieldColumn, path: KeyPath) -> Iterator[Wrong]:
    """Whether the field can hold each of these."""
    for worth in worths:
        if isinstance(worth, list) and not column.many:
            yield path, f"'{column.field}' holds one value, and not several"
            continue
        try:
            read_cell(worth, column)
        except CellFault as fault:
            yield path, f"{column.field}: {fault}; {fault.mend}"
