"""Whether a row is such as ``when`` asks: true, false, or not to be told."""

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import Unreadable
from practice_check.ingest.many import Many
from practice_check.ingest.mapped.sheet_rows import SheetRows
from practice_check.ingest.mapped.turning import Row
from practice_check.ingest.mapped.worth import ABSENT, MOST_KNOWN, UnknownCode, as_text, code_key
from practice_check.mapping.model import When
from practice_check.records.columns import NOT_IN_EXPORT


class Condition:
    """A ``when`` over the rows of one sheet; what the same cells came to is remembered, since rows are of few kinds."""

    def __init__(self, rows: SheetRows, when: When) -> None:
        self._rows, self._when = rows, when
        keys = [key if key in rows.columns else key.partition(".")[0] for key in when.columns()]
        self._places = [rows.places[key] for key in keys if key in rows.places]
        self._readers = [rows.readers[key] for key in keys if key in rows.places]
        self._joined = any(key not in rows.columns for key in keys)
        self._known: dict[tuple[object, ...], bool | None] = {}

    def of(self, row: Row) -> bool | None:
        """Whether the row is such; None where a cell that it turns on is absent, unknown or cannot be read."""
        if self._joined:
            return holds(self._rows, self._when, row)
        cells = row[1]
        key = tuple(cells[place] if place < len(cells) else None for place in self._places)
        try:
            return self._known[key]
        except KeyError:
            found = holds(self._rows, self._when, row)
            if not any(
                isinstance(reader.coded(cell), UnknownCode) for reader, cell in zip(self._readers, key, strict=True)
            ):
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                self._known[key] = found  # of a code that nobody knows each row is counted
            return found
        except TypeError:  # a list in a cell is no key
            return holds(self._rows, self._when, row)


def holds(rows: SheetRows, when: When, row: Row) -> bool | None:
    """Whether a row is such; None where a cell that it turns on is absent, unknown or cannot be read."""
    found: bool | None = True
    for key, values in when.has.items():
        one = _is_one_of(rows, key, values, row)
        if one is False:
            found = False
            break
        found = None if one is None else found
    if found is not False and when.not_ is not None:
        other = holds(rows, when.not_, row)
        found = False if other is True else None if other is None else found
    return found


def _is_one_of(rows: SheetRows, key: str, values: list[str | None], row: Row) -> bool | None:
    wanted = {value.lower() for value in values if value is not None}
    if key in rows.places:
        raw = rows.raw(key, row[1])
        if not is_blank(raw) and as_text(raw).lower() in wanted:
            return True
    worth = _of_known_code(rows, key, row)
    if isinstance(worth, UnknownCode):
        return True if "recorded" in wanted else _never(rows, key, wanted)
    if worth is ABSENT or worth == NOT_IN_EXPORT or isinstance(worth, Unreadable):
        return True if "recorded" in wanted and isinstance(worth, Unreadable) else None
    if worth is None:
        return None in values or "not_recorded" in wanted
    said = {as_text(each).lower() for each in worth} if isinstance(worth, list) else {as_text(worth).lower()}
    return "recorded" in wanted or bool(said & wanted)


def _never(rows: SheetRows, key: str, wanted: set[str]) -> bool | None:
    """A code that nobody knows is none of those that are asked for by themselves; what it stands for is unknown."""
    codes = rows.readers[key].codes if key in rows.readers else None
    return False if codes is not None and all(code_key(value) in codes for value in wanted) else None


def _of_known_code(rows: SheetRows, key: str, row: Row) -> object:
    """A code that is in the table and does not have the attribute is not of that kind."""
    name, _, rest = key.partition(".")
    if rest and key not in rows.columns and name in rows.places and name not in rows.spec.joins:
        said = rows.readers[name].coded(rows.raw(name, row[1]))
        if isinstance(said, dict) and rest not in said:
            return ""
    return rows.worth(key, row)


def leave_out(rows: SheetRows) -> None:
    """Take out the rows that the mapping ignores."""
    kept: Many[Row] = Many()
    reasons = [(Condition(rows, each.when), each.because) for each in rows.spec.ignore]
    for row in rows.rows:
        reason = next((because for condition, because in reasons if condition.of(row) is True), None)
        if reason is None:
            kept.append(row)
        else:
            rows.told.leave_out(row[0], reason)
    rows.rows = kept
