"""Which problems and blanks of the data belong together, and which problem it is for which something is wanting."""

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from practice_check.audit.alike import wrong
from practice_check.audit.parts import Wanting
from practice_check.cells.suggest import plain
from practice_check.ingest.problems import Problem

V = TypeVar("V")

#: What those of one group have in common. One of problems begins with their kind, one of blanks with what they lack.
GroupKey = tuple[str | None, ...]

#: Where a row stands, as evidence names it: of a sheet, or of a case in JSON.
_OF_SHEET = re.compile(r"(?P<place>.*), \w+ (?P<row>\d+)")
_OF_JSON = re.compile(r"(?P<file>.*), case [^,]+?(?:, (?P<table>\w+)\[(?P<row>\d+)\])?")


def key_of_problem(problem: Problem) -> GroupKey:
    if problem.kind == "absent" and problem.table is not None:
        return ("absent", problem.table, wrong(problem))
    if is_of_lost_rows(problem):  # the same case may be wanting in every sheet
        return (problem.kind, problem.file, None, problem.column, wrong(problem).partition(": ")[0])
    return (problem.kind, problem.file, problem.sheet, problem.column, wrong(problem))


def is_of_lost_rows(problem: Problem) -> bool:
    return problem.kind == "fault" and problem.table is not None and problem.row is not None and not problem.fields


def key_of_blank(place: Wanting) -> GroupKey:
    if place.lack in {"blank", "unread"}:
        file, sheet, _ = place_of(place)
        return (place.lack, file, sheet, place.table, place.field)
    return (place.lack, place.table, place.field, place.entry if place.lack == "no_row" else None)


def place_of(place: Wanting) -> tuple[str | None, str, int | None]:
    """File, sheet and row, as far as the source names them."""
    source = place.source or ""
    of_sheet = _OF_SHEET.fullmatch(source)
    if of_sheet:
        file, comma, sheet = of_sheet["place"].rpartition(", ")
        return (file, sheet, int(of_sheet["row"])) if comma else (sheet, place.table, int(of_sheet["row"]))
    of_json = _OF_JSON.fullmatch(source)
    if of_json:
        return of_json["file"], place.table, int(of_json["row"]) if of_json["row"] else None
    return None, place.table, None


class Causes(Generic[V]):
    """Finds the problem for which something is wanting: what ``value`` makes of it. Holds a line for each cell and row
    that could not be read."""

    def __init__(self, problems: Iterable[Problem], value: Callable[[Problem], V]) -> None:
        self._cells: dict[tuple[str, str], V] = {}
        self._rows: dict[tuple[str, str], V] = {}
        self._tables: dict[str, V] = {}
        self._columns: list[tuple[Problem, V]] = []
        known: dict[V, V] = {}
        for problem in problems:
            made = value(problem)
            self._note(problem, known.setdefault(made, made))

    def _note(self, problem: Problem, value: V) -> None:
        for name in problem.fields:
            for source in problem.sources or ([problem.source] if problem.source is not None else []):
                self._cells.setdefault((source, name), value)
        for table, crns in problem.opens.items():
            for crn in crns:
                self._rows.setdefault((table, crn), value)
        if problem.table is not None and not problem.fields:
            if problem.crn is not None:
                self._rows.setdefault((problem.table, problem.crn), value)
            elif problem.kind == "absent" or problem.column is None:
                self._tables.setdefault(problem.table, value)
        if problem.column is not None and problem.crn is None and not problem.fields:
            self._columns.append((problem, value))

    def of(self, place: Wanting) -> V | None:
        match place.lack:
            case "unread":
                return self._cells.get((place.source or "", place.field or ""))
            case "uncovered":
                of_person = self._rows.get((place.table, place.crn or ""))
                return self._tables.get(place.table) if of_person is None else of_person
            case "absent":
                return self._tables.get(place.table)
            case "no_column":
                of_row = self._cells.get((place.source or "", place.field or ""))
                if of_row is not None:
                    return of_row
                return next((value for problem, value in self._columns if _is_about(problem, place)), None)
        return None


def _is_about(problem: Problem, place: Wanting) -> bool:
    """Whether the heading that was not read is that of the column, or would be if it were spelt right."""
    of_table = place.table in {problem.table, plain(problem.sheet or "")}
    return of_table and (plain(problem.column or "") == place.field or f"'{place.field}'" in problem.mend)
