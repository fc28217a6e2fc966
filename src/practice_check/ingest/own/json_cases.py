"""One case record as JSON has it. An absent key is "not in the export"; a null is blank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from practice_check.cells.fault import CellFault, Unreadable
from practice_check.cells.suggest import by_plain_name, nearest, plain
from practice_check.cells.texts import shown
from practice_check.ingest.keys import as_given, read_crn, read_event, written
from practice_check.ingest.own.building import Cell, build, read_fields
from practice_check.ingest.own.coverage import COVERS_NOTHING, read_cover
from practice_check.ingest.own.identity import settle_ids
from practice_check.ingest.own.plain_cells import Shape
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Place, Problem
from practice_check.records.columns import CASES, COVERS, KEYS, columns_of
from practice_check.records.model import CaseRecord, Cover, Row, tables

GIVEN_TWICE = Unreadable(
    "given twice", "the field is given twice, and not with one value", "keep the one that is right"
)
_CASE_NAMES = ("source", COVERS, *KEYS, *columns_of(CaseRecord), *tables())
_COVER_NAMES = {"start": "from", "end": "to"}
#: Names that are not ours are told up to so many; and a file that begins with so many items, none of them a case, is
#: none of ours.
_MOST_UNKNOWN, _MOST_BEFORE_A_CASE = 1_000, 10_000
#: Shapes of the rows of a table that are in mind at once, and names that such a row has at most.
_MOST_SHAPES, _MOST_NAMES = 200, 300


def unique_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """For the JSON parser: a name that an object gives twice, with two values, has no value that can be relied on."""
    found: dict[str, object] = {}
    for name, value in pairs:
        found[name] = GIVEN_TWICE if name in found and found[name] != value else value
    return found


@dataclass(frozen=True)
class _Case:
    key: tuple[str, int]
    place: Place
    #: What its tables cover; a table that lost a row here is made to cover nothing.
    covers: dict[str, Cover]


class StrangeNames:
    """Names that are not ours, each with its sheet, up to so many."""

    def __init__(self) -> None:
        self._met: set[tuple[str, str]] = set()

    def meet(self, sheet: str, name: str) -> Literal["new", "known", "too many"]:
        """What to say of it: that it is there, nothing, or once that there are too many to tell."""
        if (sheet, name) in self._met or len(self._met) > _MOST_UNKNOWN:
            return "known"
        self._met.add((sheet, name))
        return "new" if len(self._met) <= _MOST_UNKNOWN else "too many"


def too_many_names(file: str) -> Problem:
    message = f"there are more than {_MOST_UNKNOWN:,} names that we do not know: the others are not told"
    mend = "see that this is an export of cases (practice-check records schema has the names)"
    return Place(file).problem(message, mend)


def refuse_without_cases(file: str, lost: int, first: Problem) -> None:
    """Raises InputError where so many items were no cases, and none was; ``first``: what is wrong with the first."""
    if lost >= _MOST_BEFORE_A_CASE:
        message = f"none of the first {_MOST_BEFORE_A_CASE:,} items of {file} is a case record"
        raise InputError(f"{message} ({first.message})", first.mend)


class CaseReader:
    """Reads the cases of one file into a part. A name that is not ours is reported once a file, not once a row."""

    def __init__(self, file: str) -> None:
        self.part = Part()
        self._file = file
        self._strange = StrangeNames()
        self._shapes: dict[str, dict[tuple[str, ...], Shape]] = {name: {} for name in (CASES, *tables())}

    def taken(self) -> Part:
        """What was read since this was last asked."""
        part, self.part = self.part, Part()
        return part

    def read(self, raw: object, number: int) -> None:
        """Read the case that stands at this place (or line) of the file."""
        place = Place(self._file, "cases", number)
        if not isinstance(raw, dict):
            self.not_a_case(place, "what stands here is not a case record", "give one case record: { … }", raw)
            return
        shape = self._shapes[CASES].get(tuple(raw))
        if shape is None:
            self._meet(self._shapes[CASES], raw, _CASE_NAMES, CaseRecord)
        named = self._named(raw, _CASE_NAMES, place) if shape is None else shape.named(raw)
        crn: str | None = None
        column = "crn"
        try:
            crn = read_crn(named.get("crn"))
            column = "event_number"
            event = read_event(named.get("event_number"))
        except CellFault as fault:
            place = Place(self._file, "cases", number, crn)
            self.part.problems.append(place.problem(fault.message, fault.mend, column=column, value=named.get(column)))
            self.part.not_read.append((crn or as_given(named.get("crn")), None))
            return
        source = f"{self._file}, case {written(crn, event or 1)}"
        place = Place(self._file, "cases", number, crn, source)
        plain = shape.fields(raw) if shape is not None else None
        fields = read_fields(_cells(named, CaseRecord), place, self.part.problems) if plain is None else plain
        fields |= {"crn": crn, "source": source}
        if event is not None:
            fields["event_number"] = event
        covers = self._covers(named[COVERS], place) if COVERS in named else {}
        case = _Case((crn, event or 1), place, covers)
        for table in tables():
            if table in named and self._is_table(table, named[table], case):
                fields[table] = self._rows(table, named[table], case)
        if COVERS in named or covers:
            fields[COVERS] = covers
        self.part.records.append((build(CaseRecord, fields, place, self.part.problems), place))

    def not_a_case(
        self, place: Place, message: str, mend: str, value: object, key: tuple[str, int | None] = ("", None)
    ) -> None:
        """Note something in the place of a case that could not be read as one."""
        self.part.problems.append(place.problem(f"{message}: it was not read", mend, value=value))
        self.part.not_read.append(key)

    def unknown_name(self, name: str, known: Iterable[str], place: Place) -> None:
        """Report a name that is not ours, the first time that it is met."""
        met = self._strange.meet(place.sheet or "", name)
        if met == "known":
            return
        self.part.strange.append((len(self.part.problems), place.sheet or "", name))
        if met == "too many":
            self.part.problems.append(too_many_names(place.file))
            return
        near = nearest(name, known)
        mend = f"did you mean '{near}'?" if near else "take it out (practice-check records schema has the names)"
        message = f"'{shown(name)[:60]}' is not a name that we know: it was not read, here or further on"
        self.part.problems.append(Place(place.file, place.sheet, place.row).problem(message, mend, column=name))

    def _named(self, raw: Mapping[str, object], known: tuple[str, ...], place: Place) -> dict[str, object]:
        names = by_plain_name(known)
        found: dict[str, object] = {}
        for given, value in raw.items():
            name = names.get(given) or names.get(plain(given))
            if name is None:
                self.unknown_name(given, known, place)
            else:
                found[name] = GIVEN_TWICE if name in found and found[name] != value else value
        return found

    def _is_table(self, table: str, raw: object, case: _Case) -> bool:
        if raw is None or isinstance(raw, list):
            return True
        message = f"the table '{table}' of {written(*case.key)} is not a list of rows: it is unknown"
        place = Place(self._file, table, None, case.place.crn)
        self.part.problems.append(place.problem(message, "give a list: [ … ]", value=raw, table=table))
        return False

    def _rows(self, table: str, raw: object, case: _Case) -> list[Row] | None:
        if not isinstance(raw, list):
            return None
        model = tables()[table]
        names = ("source", *columns_of(model))
        whole = f"{self._file}, case {written(*case.key)}, {table}"
        shapes = self._shapes[table]
        rows: list[Row] = []
        numbers: list[int] = []
        ids: set[str | None] = {None}
        for number, item in enumerate(raw, start=1):
            row: Row | None = None
            if isinstance(item, dict):
                shape = shapes.get(tuple(item))
                if shape is None:
                    self._meet(shapes, item, names, model)
                else:
                    row = shape.row(item, f"{whole}[{number}]")
            if row is None:
                row = self._row(table, item, Place(self._file, table, number, case.place.crn, f"{whole}[{number}]"))
            if row is None:
                case.covers[table] = COVERS_NOTHING
                continue
            rows.append(row)
            numbers.append(number)
            ids.add(row.row_id)
        if len(ids) == len(rows) + 1:  # each has one of its own
            return rows
        places = [Place(self._file, table, number, case.place.crn, f"{whole}[{number}]") for number in numbers]
        return settle_ids(table, case.key[1], list(zip(rows, places, strict=True)), self.part.problems)

    def _row(self, table: str, raw: object, place: Place) -> Row | None:
        """The row read cell by cell; None where no row stands there."""
        if not isinstance(raw, dict):
            message = "what stands here is not a row: it was left out"
            self.part.problems.append(place.problem(message, "give a row: { … }", value=raw, table=table))
            return None
        model = tables()[table]
        named = self._named(raw, ("source", *columns_of(model)), place)
        fields = read_fields(_cells(named, model), place, self.part.problems)
        fields["source"] = place.source
        return build(model, fields, place, self.part.problems)

    @staticmethod
    def _meet(
        shapes: dict[tuple[str, ...], Shape], raw: dict[str, object], known: tuple[str, ...], model: type[BaseModel]
    ) -> None:
        """Keep in mind how what has these names is read at once; the first is not, so that strange names are told."""
        if len(raw) > _MOST_NAMES:
            return
        shape = Shape(tuple(raw), known, model)
        if shape.gives_twice:
            return
        if len(shapes) >= _MOST_SHAPES:
            shapes.clear()
        shapes[tuple(raw)] = shape

    def _covers(self, raw: object, case: Place) -> dict[str, Cover]:
        place = Place(self._file, COVERS, None, case.crn)
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            message = "'covers' is not a group of tables: no table counts as covering anything"
            self.part.problems.append(
                place.problem(message, 'write it as {"contacts": {"from": …, "to": …}}', value=raw)
            )
            return dict.fromkeys(tables(), COVERS_NOTHING)
        found: dict[str, Cover] = {}
        named_tables = self._named(raw, tuple(tables()), place)
        if len(named_tables) < len(raw):  # which table was meant is unknown, and so is what the others cover
            found = dict.fromkeys(tables(), COVERS_NOTHING)
        for table, span in named_tables.items():
            if not isinstance(span, dict):
                message = f"what '{table}' covers is not a group of two dates: it counts as covering nothing"
                self.part.problems.append(
                    place.problem(message, 'write it as {"from": …, "to": …}', column=table, value=span)
                )
                found[table] = COVERS_NOTHING
                continue
            spelt: dict[str, object] = {_COVER_NAMES.get(str(name), str(name)): value for name, value in span.items()}
            named = self._named(spelt, tuple(columns_of(Cover)), place)
            found[table] = read_cover(_cells(named, Cover), place, self.part.problems)
        return found


def _cells(named: dict[str, object], model: type[BaseModel]) -> list[Cell]:
    columns = columns_of(model)
    return [Cell(name, columns[name], value) for name, value in named.items() if name in columns]
