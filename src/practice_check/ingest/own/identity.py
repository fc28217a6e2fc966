"""The row_id of every row of a case's table: the export's own, or one that we make."""

from collections.abc import Sequence

from practice_check.ingest.problems import Place, Problem
from practice_check.records.model import Row


def settle_ids(table: str, event: int, rows: Sequence[tuple[Row, Place]], problems: list[Problem]) -> list[Row]:
    """The rows with a row_id each, unique within the case's table.

    A row that repeats another word for word is left out; one that has another's row_id but says something else is
    kept under a row_id of our own. Both are named in ``problems``.
    """
    given = {row.row_id for row, _ in rows}
    seen: dict[str, tuple[Row, Place]] = {}
    settled: list[Row] = []
    for row, place in rows:
        row_id = row.row_id
        if row_id is not None and row_id in seen:
            earlier, where = seen[row_id]
            repeats = _bare(earlier) == _bare(row)
            message = f"row_id '{row_id[:40]}' stands in row {where.row} already"
            if repeats:
                mend = "the row says the same again and was left out: take out one of the two"
            else:
                mend = "the two rows differ and both were kept: give this one a row_id of its own"
            problems.append(place.problem(message, mend, column="row_id", value=row_id))
            if repeats:
                continue
            row_id = None
        if row_id is None:
            row_id = _made(table, event, len(settled) + 1, given)
            given.add(row_id)
            settled.append(row.model_copy(update={"row_id": row_id}))
        else:
            seen[row_id] = (row, place)
            settled.append(row)
    return settled


def _made(table: str, event: int, number: int, given: set[str | None]) -> str:
    made = f"{table}-{event}-{number}"
    return made if made not in given else _made(table, event, number + 1_000_000, given)


def _bare(row: Row) -> dict[str, object]:
    return row.model_dump(exclude={"source"}, exclude_unset=True)
