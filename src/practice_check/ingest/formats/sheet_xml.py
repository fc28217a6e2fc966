"""The XML of a workbook's parts, read as a stream: rows with their cells as they are stored, shared texts, formats."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, NamedTuple
from xml.parsers import expat

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of an Excel sheet
_MOST_CELLS = 100_000_000  # of a whole sheet, those between the first and the last of each row counted too
_WIDEST_TABLE = 2_000  # columns; of rows that are wider there may be so many cells in all
_MOST_WIDE_CELLS = 10_000_000
_LONGEST_TEXT = 1_000_000
_CHUNK = 64 * 1024


class DamagedSheetError(Exception):
    """The XML is not that of a worksheet which Excel could have written."""


class StoredCell(NamedTuple):
    """A cell that holds something.

    ``kind`` is Excel's own: n number, s place among the shared texts, str and inlineStr text, b yes or no, e error,
    d date.
    ``text`` is None where a formula has no saved result.
    """

    kind: str
    style: int
    text: str | None
    formula: bool


StoredRow = tuple[int, dict[int, StoredCell]]


def stored_rows(stream: IO[bytes]) -> Iterator[StoredRow]:
    """Each row that holds something: its number, and its cells by column (both counted as Excel does, columns from 0).

    Raises DamagedSheetError.
    """
    reader = _SheetReader()
    for _ in reader.steps(stream):
        rows, reader.rows = reader.rows, []
        yield from rows


def shared_texts(stream: IO[bytes]) -> list[str]:
    """The texts that the cells of a workbook share. Raises DamagedSheetError."""
    reader = _TextsReader()
    for _ in reader.steps(stream):
        pass
    return reader.found


def number_formats(stream: IO[bytes]) -> list[tuple[int, str | None]]:
    """By the number of a cell's style, its number format: the id, and the code that the workbook itself gives for it.

    Raises DamagedSheetError.
    """
    reader = _StylesReader()
    for _ in reader.steps(stream):
        pass
    return [(each, reader.codes.get(each)) for each in reader.styles]


def place_of(reference: str) -> tuple[int, int]:
    """Column (from 0) and row of a reference such as "AB12"."""
    letters = reference.rstrip("0123456789")
    row = reference[len(letters) :]
    if not row or len(row) > 7 or not 1 <= int(row) <= MOST_ROWS:
        raise DamagedSheetError(f"no cell is called {reference[:20]}")
    return _column_of(letters), int(row)


@lru_cache(MOST_COLUMNS)
def _column_of(letters: str) -> int:
    column = 0
    for letter in letters[:4]:
        column = column * 26 + ord(letter) - 64 if "A" <= letter <= "Z" else MOST_COLUMNS + 1
    if not 1 <= column <= MOST_COLUMNS:
        raise DamagedSheetError(f"no column is called {letters[:20]}")
    return column - 1


class _Reader(ABC):
    """What the parser of XML calls, tag by tag; ``self.texts`` gathers what stands in texts that are listened to."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.texts: list[str] = []
        self._length = 0

    def steps(self, stream: IO[bytes]) -> Iterator[None]:
        """Read on, a piece of the stream at a time. Raises DamagedSheetError."""
        try:
            while chunk := stream.read(_CHUNK):
                self.parser.Parse(chunk, False)
                yield
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise DamagedSheetError("its XML is not sound") from error
        yield

    @abstractmethod
    def start(self, tag: str, given: dict[str, str]) -> None: ...

    @abstractmethod
    def end(self, tag: str) -> None: ...

    def begin_text(self) -> None:
        self.texts = []
        self._length = 0

    def listen(self, yes: bool) -> None:
        self.parser.CharacterDataHandler = self._text if yes else None

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST_TEXT:
            raise DamagedSheetError("a cell holds more than an Excel cell can hold")
        self.texts.append(text)

    def _refuse(self, *_: object) -> None:
        raise DamagedSheetError("its XML has a document type, which none that Excel writes has")


class _TextsReader(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_phonetics = False

    def start(self, tag: str, given: dict[str, str]) -> None:  # noqa: ARG002 - the parser gives it
        name = tag.rpartition(":")[2]
        if name == "t":
            self.listen(not self._in_phonetics)
        elif name == "rPh":
            self._in_phonetics = True
        elif name == "si":
            self.begin_text()

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "t":
            self.listen(False)
        elif name == "rPh":
            self._in_phonetics = False
        elif name == "si":
            self.found.append("".join(self.texts))


class _StylesReader(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self._inside = ""

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in {"numFmts", "cellXfs"}:
            self._inside = name
        elif name == "xf" and self._inside == "cellXfs":
            self.styles.append(_index(given.get("numFmtId")))
        elif name == "numFmt" and self._inside == "numFmts":
            self.codes[_index(given.get("numFmtId"))] = given.get("formatCode", "")

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == self._inside:
            self._inside = ""


def _index(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 9 else 0


class _SheetReader(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[StoredRow] = []
        self._number = 0
        self._cells: dict[int, StoredCell] = {}
        self._column = -1
        self._counted = self._wide = 0
        self._kind, self._style = "n", 0
        self._in_cell = self._formula = self._in_phonetics = False
        self._has_text = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._kind = given.get("t", "n")
            self._style = _index(given.get("s"))
            where = given.get("r")
            self._column = self._column + 1 if where is None else _column_of(where.rstrip("0123456789"))
            if self._column >= MOST_COLUMNS:
                raise DamagedSheetError("a row has more cells than an Excel sheet can have")
            self._in_cell = True
            self._formula = self._has_text = False
            self.begin_text()
        elif name in {"v", "t"}:
            if self._in_cell and not self._in_phonetics:
                self._has_text = True
                self.listen(True)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._in_phonetics = True
        elif name == "row":
            number = given.get("r", "")
            self._number = int(number) if number.isdecimal() and len(number) < 9 else self._number + 1
            if not 1 <= self._number <= MOST_ROWS:
                raise DamagedSheetError("it has more rows than an Excel sheet can have")
            self._cells, self._column = {}, -1

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._in_cell = False
            if self._formula or self._has_text:
                text = "".join(self.texts) if self._has_text else None
                if self._column in self._cells:
                    raise DamagedSheetError("a cell stands in it twice")
                self._cells[self._column] = StoredCell(self._kind, self._style, text, self._formula)
        elif name in {"v", "t"}:
            self.listen(False)
        elif name == "rPh":
            self._in_phonetics = False
        elif name == "row" and self._cells:
            width = max(self._cells) + 1
            self._counted += width
            self._wide += width if width > _WIDEST_TABLE else 0
            if self._counted > _MOST_CELLS or self._wide > _MOST_WIDE_CELLS:
                raise DamagedSheetError("its rows are wider than any table's")
            self.rows.append((self._number, self._cells))
            self._cells = {}
