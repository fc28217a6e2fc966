"""Long sheets, a row for each question and its answer, turned into a row for each key."""

from collections.abc import Iterable, Sequence

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import Unreadable
from practice_check.ingest.mapped.recognise import Known
from practice_check.ingest.mapped.told import Told
from practice_check.ingest.mapped.worth import as_text
from practice_check.mapping.model import heading_key

Row = tuple[int, Sequence[object]]


def turned(
    known: Known, places: dict[str, int], rows: Iterable[Row], told: Told
) -> tuple[dict[str, int], Iterable[Row]]:
    """Where each column stands then, and a row for each key with a cell for each question."""
    long = known.spec.long
    if long is None:
        return places, rows
    columns = known.spec.every_column()
    names = {heading_key(name): key for key, column in columns.items() for name in reversed(column.names)}
    fixed = [key for key in (*long.by, long.name, long.value) if key in places]
    order = {key: position for position, key in enumerate(dict.fromkeys([*fixed, *columns]))}
    wide: dict[tuple[str, ...], tuple[int, list[object]]] = {}
    seen: set[str] = set()
    for number, cells in rows:
        given = {key: cells[place] if place < len(cells) else None for key, place in places.items()}
        asked = given[long.name]
        column = None if is_blank(asked) else names.get(heading_key(str(asked)))
        if column is None:
            told.leave_out(number, f"'{str(asked)[:60]}' is no name that the mapping has")
            continue
        seen.add(column)
        key = tuple(as_text(given.get(name)) for name in long.by)
        if key not in wide:
            wide[key] = (number, [given.get(name) if name in fixed else None for name in order])
        row, value = wide[key][1], given[long.value]
        before = row[order[column]]
        if before is not None and before != value:
            message = f"'{columns[column].names[0]}' is answered twice, and not alike"
            value = Unreadable(f"{as_text(before)} / {as_text(value)}", message, "keep the answer that is right")
        row[order[column]] = value
    return {name: order[name] for name in (*fixed, *seen)}, wide.values()
