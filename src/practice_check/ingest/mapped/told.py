"""What is noticed of a sheet while its rows are read, to be said of it once."""

from array import array
from dataclasses import dataclass, field


@dataclass
class Told:
    """What is said once of a whole sheet, with the rows that it is true of."""

    left_out: "dict[str, array[int]]" = field(default_factory=dict)
    codes: dict[tuple[str, str], dict[int, None]] = field(default_factory=dict)
    unmatched: dict[str, dict[int, None]] = field(default_factory=dict)
    #: Rows of which it cannot be told whether they are entries: of whom, and of which tables.
    lost: dict[int, tuple[str, set[str]]] = field(default_factory=dict)
    #: Of each row by its number, what became of it: a few bytes, since there may be millions.
    _used: bytearray = field(default_factory=bytearray)
    _wanting: "array[int]" = field(default_factory=lambda: array("H"))
    _columns: list[str] = field(default_factory=list)

    def leave_out(self, number: int, reason: str) -> None:
        self.left_out.setdefault(reason, array("Q")).append(number)

    def use(self, number: int) -> None:
        """The row made an entry, or may have."""
        if number >= len(self._used):
            self._used.extend(bytes(number + 1 - len(self._used)))
        self._used[number] = True

    def is_used(self, number: int) -> bool:
        return number < len(self._used) and bool(self._used[number])

    def want(self, number: int, column: str) -> None:
        """The row made no entry for want of what stands in the column; of several the first is told."""
        if number >= len(self._wanting):
            self._wanting.frombytes(bytes(2 * (number + 1 - len(self._wanting))))
        if self._wanting[number]:
            return
        if column not in self._columns:
            self._columns.append(column)
        self._wanting[number] = self._columns.index(column) + 1

    def wanting(self, number: int) -> str:
        """The column for want of which the row made no entry, or ""."""
        found = self._wanting[number] if number < len(self._wanting) else 0
        return self._columns[found - 1] if found else ""
