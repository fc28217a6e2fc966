"""What a table covers; and what to say when that cannot be read, so that nothing follows from an empty place."""

import datetime as dt
from collections.abc import Iterable

from practice_check.ingest.own.building import Cell, read_fields
from practice_check.ingest.problems import Place, Problem
from practice_check.records.model import Cover

_NO_DAY = dt.date(1900, 1, 1)
#: A table whose rows we have but cannot trust to be all: it covers no day of any order, so no gap follows from it.
COVERS_NOTHING = Cover.model_validate({"start": _NO_DAY, "end": _NO_DAY})


def read_cover(cells: Iterable[Cell], place: Place, problems: list[Problem]) -> Cover:
    """A table's cover. Where an end of it cannot be read, it covers no more than the end that can."""
    cells = list(cells)
    fields = read_fields(cells, place, problems)
    unread = {cell.column.field for cell in cells} - fields.keys()
    start, end = fields.get("start"), fields.get("end")
    known = [day for day in (start, end) if isinstance(day, dt.date)]
    if unread:
        day = known[0] if known else _NO_DAY
        return Cover.model_validate({"start": day, "end": day})
    if len(known) == 2 and known[1] < known[0]:
        message = f"'to' {known[1]:%d/%m/%Y} is before 'from' {known[0]:%d/%m/%Y}"
        mend = "correct whichever is wrong: until then the sheet counts as covering nothing"
        problems.append(place.problem(message, mend, column="to", value=f"{known[1]:%d/%m/%Y}"))
        return COVERS_NOTHING
    return Cover.model_validate(fields)
