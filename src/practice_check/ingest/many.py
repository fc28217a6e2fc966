"""What comes by the row and may be too much for memory: lists that only grow, and the rows of each case."""

import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from practice_check.ingest.problems import Place
from practice_check.ingest.stored import Spool
from practice_check.records.model import Row
from practice_check.records.packing import pack_rows, unpack_rows

T = TypeVar("T")
Key = tuple[str, int]
Placed = tuple[Row, Place]

#: How many of a list are held in memory before they are laid on disk.
MOST_HELD = 2000
#: How many rows of a table are, of all its cases together.
MOST_ROWS = 6000
_PIECE = 500


class Many(Generic[T]):
    """A list that only grows; on disk when it is long, so that whoever goes through it gets copies."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._held: list[T] = []
        self._spool: Spool | None = None
        self._put: list[tuple[int, int]] = []
        self._laid = 0
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        self._held.append(item)
        if len(self._held) < (MOST_HELD if self._spool is None else _PIECE):
            return
        self._spool = self._spool or Spool()
        for start in range(0, len(self._held), _PIECE):
            data = pickle.dumps(self._held[start : start + _PIECE], 5)
            self._put.append((self._spool.put(data), len(data)))
        self._laid += len(self._held)
        self._held = []

    def __len__(self) -> int:
        return self._laid + len(self._held)

    def __iter__(self) -> Iterator[T]:
        if self._spool is not None:
            for where, length in self._put:
                yield from pickle.loads(self._spool.take(where, length))
        yield from self._held


class RowsOfCases:
    """Rows of one table, each given to its case (``add``); then those of each case are settled together."""

    def __init__(self, model: type[Row], keys: Callable[[], Iterable[Key]]) -> None:
        """``keys``: of all cases that rows may be of; asked for when there are many rows."""
        self._model = model
        self._keys = keys
        self._held: dict[Key, list[Placed]] = {}
        self._count = 0
        self._disk: _OnDisk | None = None

    def add(self, key: Key, row: Row, place: Place) -> None:
        self._held.setdefault(key, []).append((row, place))
        self._count += 1
        if self._count >= MOST_ROWS:
            self._lay_down()

    def settled(self, settle: Callable[[Key, Sequence[Placed]], list[Row]]) -> Mapping[Key, list[Row]]:
        """What ``settle`` makes of each case's rows, cases in the order in which they first had one."""
        if self._disk is None:
            return {key: settle(key, rows) for key, rows in self._held.items()}
        self._lay_down()
        disk = self._disk
        stored = StoredRows(self._model, disk.numbers)
        for number in disk.seen:
            stored.put(number, settle(disk.keys[number], disk.load(number)))
        return stored

    def _lay_down(self) -> None:
        if self._disk is None:
            self._disk = _OnDisk(self._model, {key: number for number, key in enumerate(self._keys())})
        for key, rows in self._held.items():
            self._disk.put(key, rows)
        self._held, self._count = {}, 0


_PLACE = ("file", "sheet", "row", "crn", "source")


class _OnDisk:
    """Pieces of rows of cases, each with the number of the piece of its case before it (0: none)."""

    def __init__(self, model: type[Row], numbers: dict[Key, int]) -> None:
        self.numbers = numbers
        self.keys = list(numbers)
        #: The cases that have rows, in the order in which they first had one.
        self.seen = array("I")
        self._model = model
        self._spool = Spool()
        self._last = array("I", bytes(4 * len(numbers)))
        self._where, self._length, self._before = array("Q", [0]), array("I", [0]), array("I", [0])

    def put(self, key: Key, rows: Sequence[Placed]) -> None:
        number = self.numbers[key]
        if not self._last[number]:
            self.seen.append(number)
        places = [tuple(getattr(place, name) for name in _PLACE) for _, place in rows]
        data = pickle.dumps((pack_rows([row for row, _ in rows]), places), 5)
        self._before.append(self._last[number])
        self._last[number] = len(self._where)
        self._where.append(self._spool.put(data))
        self._length.append(len(data))

    def load(self, number: int) -> list[Placed]:
        pieces = []
        piece = self._last[number]
        while piece:
            pieces.append(piece)
            piece = self._before[piece]
        found: list[Placed] = []
        for piece in reversed(pieces):
            rows, places = pickle.loads(self._spool.take(self._where[piece], self._length[piece]))
            found += zip(unpack_rows(self._model, rows), (Place(*place) for place in places), strict=True)
        return found


class StoredRows(Mapping[Key, list[Row]]):
    """The rows of each case of one table, on disk."""

    def __init__(self, model: type[Row], numbers: Mapping[Key, int]) -> None:
        self._model = model
        self._numbers = numbers
        self._spool = Spool()
        self._where = array("Q", bytes(8 * len(numbers)))
        self._length = array("I", bytes(4 * len(numbers)))
        self._count = 0

    def put(self, number: int, rows: Sequence[Row]) -> None:
        data = pack_rows(rows)
        self._where[number] = self._spool.put(data)
        self._length[number] = len(data)
        self._count += 1

    def __getitem__(self, key: Key) -> list[Row]:
        number = self._numbers[key]
        if not self._length[number]:
            raise KeyError(key)
        return unpack_rows(self._model, self._spool.take(self._where[number], self._length[number]))

    def __iter__(self) -> Iterator[Key]:
        return (key for key, number in self._numbers.items() if self._length[number])

    def __len__(self) -> int:
        return self._count
