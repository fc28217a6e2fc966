"""What stands in the columns of some rows, each column read once."""

from datetime import date
from typing import Final

from practice_check.records.model import Row


class Columns:
    """The columns of some rows, which are never changed."""

    __slots__ = ("_by_code", "_days", "_given", "_rows")

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self._days: dict[str, list[int | None]] = {}
        self._by_code: dict[str, ByCode] = {}
        self._given: dict[str, bool] = {}

    def days(self, column: str) -> list[int | None]:
        """What day each row has in a column, in their order; None where no date stands."""
        found = self._days.get(column)
        if found is None:
            found = []
            for row in self._rows:
                value = getattr(row, column)
                found.append(value.toordinal() if isinstance(value, date) else None)
            self._days[column] = found
        return found

    def by_code(self, column: str) -> "ByCode":
        found = self._by_code.get(column)
        if found is None:
            found = self._by_code[column] = ByCode(self._rows, column)
        return found

    def all_given(self, column: str) -> bool:
        """Whether every row was given the column."""
        found = self._given.get(column)
        if found is None:
            days = self._days.get(column)
            found = (days is not None and None not in days) or self._in_every_row(column)
            self._given[column] = found
        return found

    def _in_every_row(self, column: str) -> bool:
        return all(column in row.__pydantic_fields_set__ for row in self._rows)


_NO_PLACES: Final[list[int]] = []


class ByCode:
    """Where in a table each code of a column stands.

    ``places``: those of the rows that have it, in order. ``open``: the rows whose column is blank or was not given, so
    that they may have any.
    """

    __slots__ = ("open", "places")

    def __init__(self, rows: list[Row], column: str) -> None:
        self.open: list[int] = []
        self.places: dict[object, list[int]] = {}
        place = -1
        for row in rows:
            place += 1
            value = getattr(row, column)
            if value is None or value == "":
                self.open.append(place)
            elif isinstance(value, list):
                if not value:
                    self.open.append(place)
                for code in set(value):
                    self._put(code, place)
            else:
                self._put(value, place)

    def _put(self, code: object, place: int) -> None:
        known = self.places.get(code)
        if known is None:
            self.places[code] = [place]
        else:
            known.append(place)

    def perhaps(self, codes: tuple[str, ...]) -> list[int]:
        """The places of the rows that have one of the codes, or may have, in order."""
        found = self.open
        several = False
        for code in codes:
            places = self.places.get(code)
            if places is None:
                continue
            if found:
                found = found + places
                several = True
            else:
                found = places
        return sorted(set(found)) if several else found
