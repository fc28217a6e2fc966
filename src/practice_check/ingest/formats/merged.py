"""Merged cells: all of them hold what their first one holds."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO

from practice_check.ingest.formats.sheet_xml import MOST_COLUMNS, DamagedSheetError, place_of

_RANGE = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?\bref=[\"']([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})[\"']"
)
_CHUNK = 64 * 1024
_LONGEST_TAG = 300
_MOST_RANGES = 300_000
_MOST_FILLED = 20_000_000  # of all rows, the cells that merged ranges lie over
_LOOK_AHEAD = 100

#: First and last row, first and last column; rows from 1 and columns from 0.
Range = tuple[int, int, int, int]
#: A row's number, and what stands in its cells that are not blank, by column.
Row = tuple[int, dict[int, object]]


def merged_ranges(stream: IO[bytes]) -> list[Range]:
    """The merged ranges that a worksheet's XML names, by their first rows. Raises DamagedSheetError for too many."""
    found: list[Range] = []
    rest = b""
    while chunk := stream.read(_CHUNK):
        part = rest + chunk.replace(b"\0", b"")  # of UTF-16 what matters here is every other byte
        last = 0
        for match in _RANGE.finditer(part):
            last = match.end()
            (left, top), (right, bottom) = place_of(match[1].decode()), place_of(match[2].decode())
            if (top, left) < (bottom, right) and left <= right and top <= bottom:
                found.append((top, bottom, left, right))
        if len(found) > _MOST_RANGES:
            raise DamagedSheetError("it has more merged cells than any table")
        rest = part[max(last, len(part) - _LONGEST_TAG) :]
    found.sort()
    return found


def filled(rows: Iterable[Row], ranges: list[Range]) -> Iterator[Row]:
    """The rows with the cells of merged ranges filled in.

    Only where there is something to fill: a row that holds nothing of its own stays as it is, and so does a column that
    does (reports merge two columns of the sheet to make one of theirs: it is not to stand there twice).
    """
    if not ranges:
        yield from rows
        return
    source = iter(rows)
    ahead: deque[Row] = deque()
    used: set[int] = set()
    waiting = deque(ranges)
    held: list[tuple[Range, object]] = []
    filled_so_far = 0
    while True:
        while len(ahead) < _LOOK_AHEAD and (row := next(source, None)) is not None:
            used |= row[1].keys()
            ahead.append(row)
        if not ahead:
            return
        number, cells = ahead.popleft()
        held = [one for one in held if number <= one[0][1]]
        while waiting and waiting[0][0] <= number:
            merged = waiting.popleft()
            if merged[0] == number and (first := cells.get(merged[2])) is not None:
                held.append((merged, first))
        width = sum(right - left + 1 for (_, _, left, right), _ in held)
        filled_so_far += width
        if width > MOST_COLUMNS:
            raise DamagedSheetError("its merged cells lie over one another")
        if filled_so_far > _MOST_FILLED:
            raise DamagedSheetError("its merged cells lie over more than any table has")
        for (_, _, left, right), first in held:
            for column in range(left, right + 1):
                if column in used and column not in cells:
                    cells[column] = first
        yield number, cells
