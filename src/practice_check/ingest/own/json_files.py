"""JSON (a list of case records, one record, or {"cases": […]}) and JSON Lines (a record a line)."""

import codecs
import hashlib
import io
import json
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import starmap
from typing import Any, BinaryIO

from pydantic_core import from_json

from practice_check import workers
from practice_check.ingest.formats.encodings import decoded
from practice_check.ingest.own.json_cases import (
    CaseReader,
    StrangeNames,
    refuse_without_cases,
    too_many_names,
    unique_pairs,
)
from practice_check.ingest.part import Part
from practice_check.ingest.pieces import Piece, pieces_of
from practice_check.ingest.problems import InputError, Place, Problem

_CRN = re.compile(r'"crn"\s*:\s*"([A-Z]\d{6})"', re.ASCII | re.IGNORECASE)
_EVENT = re.compile(r'"event_number"\s*:\s*"?([1-9]\d{0,5})\b', re.ASCII)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINES, _BYTES = 50, 2 * 1024**2  # that are read together
_TIME_LIMIT = 600.0  # seconds for as much
_LONGEST_LINE = 64 * 1024**2  # bytes
#: Matches after every name, and here and there within a text: so where it matches as often as there are names after
#: parsing, none was given twice.
_AFTER_A_NAME = re.compile(rb'"\s*:')
_NOT_TEXT = "save it as UTF-8 text"


def read_json(file: str, data: bytes) -> Part:
    """The cases of a JSON file. Raises InputError when the file as a whole is not sound JSON."""
    text = decoded(data)
    if text is None:
        raise InputError(f"{file} is not text that we can read", _NOT_TEXT)
    try:
        whole = _parsed(text)
    except json.JSONDecodeError as error:
        mend = "correct it there, or export it again (a file with a case on each line is named .jsonl)"
        raise InputError(f"{file} is not sound JSON (line {error.lineno}, character {error.colno})", mend) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is not JSON that we can read", "export it again") from error
    reader = CaseReader(file)
    for number, raw in enumerate(_cases(file, whole, reader), start=1):
        reader.read(raw, number)
        if not reader.part.records:
            refuse_without_cases(file, len(reader.part.not_read), reader.part.problems[0])
    return reader.part


def read_json_lines(file: str, stream: BinaryIO, digest: "hashlib._Hash", jobs: int = 1) -> Iterator[Part]:
    """The cases of a JSON Lines file, a part for every few lines; ``digest`` is given all that is read.

    However many processes read, the parts are the same. Raises InputError where the file holds no cases, or where the
    processes end before they are done.
    """
    lots = _lots(_lines(stream, digest))
    parts = _one_by_one(file, lots) if jobs == 1 else _side_by_side(file, lots, jobs)
    strange = StrangeNames()
    lost: int | None = 0
    first: Problem | None = None
    with closing(parts):
        for part in parts:
            _tell_once(part, strange, file)
            lost = None if lost is None or part.records or part.pieces else lost + len(part.not_read)
            first = first or next(iter(part.problems), None)
            if lost and first:
                refuse_without_cases(file, lost, first)
            yield part


_Lot = tuple[int, list[bytes]]


def _lots(lines: Iterable[bytes]) -> Iterator[_Lot]:
    """Some lines at a time, each with the number of the first."""
    lot: list[bytes] = []
    first, length = 1, 0
    for number, line in enumerate(lines, start=1):
        lot.append(line)
        length += len(line)
        if len(lot) == _LINES or length >= _BYTES:
            yield first, lot
            lot, first, length = [], number + 1, 0
    if lot:
        yield first, lot


def _one_by_one(file: str, lots: Iterable[_Lot]) -> Generator[Part, None, None]:
    read = LotReader(file)
    for lot in lots:
        yield read(lot)


def _side_by_side(file: str, lots: Iterable[_Lot], jobs: int) -> Generator[Part, None, None]:
    """The same in so many processes, packed."""
    try:
        found = workers.run(lots, partial(PackingReader, file), jobs=jobs, batch_size=1, time_limit=_TIME_LIMIT)
        with closing(found):
            for _, part in found:
                if isinstance(part, workers.Lost):
                    raise _ended(file, part.detail)
                pieces, not_read, problems, strange = part
                yield Part(
                    pieces=list(starmap(Piece, pieces)),
                    not_read=not_read,
                    problems=[Problem.model_construct(**values) for values in problems],
                    strange=strange,
                )
    except workers.WorkersError as error:
        raise _ended(file, str(error)) from error


def _ended(file: str, how: str) -> InputError:
    return InputError(
        f"{file} could not be read: the process that was to read a part of it ended before it was done ({how})",
        "see that there is memory left, and check again",
    )


def _tell_once(part: Part, strange: StrangeNames, file: str) -> None:
    """Leave out what parts before this one have told of names that are not ours."""
    known = set()
    for place, sheet, name in part.strange:
        met = strange.meet(sheet, name)
        if met == "known":
            known.add(place)
        elif met == "too many":
            part.problems[place] = too_many_names(file)
    if known:
        part.problems = [problem for place, problem in enumerate(part.problems) if place not in known]


class LotReader:
    """Reads lots of lines of a file, one after the other."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._reader = CaseReader(file)

    def __call__(self, lot: _Lot) -> Part:
        first, lines = lot
        for number, line in enumerate(lines, start=first):
            self._read(line, number)
        return self._reader.taken()

    def _read(self, line: bytes, number: int) -> None:
        reader = self._reader
        record = _sound(line)
        if record is not None:
            reader.read(record, number)
            return
        place = Place(self._file, "cases", number)
        text = decoded(line)
        if text is None:
            reader.not_a_case(place, "the line is not text that we can read", _NOT_TEXT, None)
            return
        if not text.strip():
            return
        try:
            raw = _parsed(text)
        except (ValueError, RecursionError) as error:
            crn, event = _CRN.search(text), _EVENT.search(text)
            key = ("" if crn is None else crn[1].upper(), int(event[1]) if crn and event else None)
            where = f" (character {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
            place = Place(self._file, "cases", number, key[0] or None)
            reader.not_a_case(
                place, f"the line is not a whole case record{where}", "export the case again", text.strip(), key
            )
            return
        reader.read(raw, number)


class PackingReader(LotReader):
    """The same in a process of its own, which hands on plain values."""

    def __call__(self, lot: _Lot) -> Any:
        part = super().__call__(lot)
        pieces = [tuple(piece) for piece in pieces_of(part.records)]
        return pieces, part.not_read, [problem.__dict__ for problem in part.problems], part.strange


def _lines(stream: BinaryIO, digest: "hashlib._Hash") -> Iterator[bytes]:
    first = stream.read(2)
    stream.seek(0)
    if first in _UTF16:  # its line ends are not single bytes
        data = stream.read()
        digest.update(data)
        text = decoded(data)
        yield from io.BytesIO((text if text is not None else "\ufffd").encode("utf-8"))
        return
    while line := stream.readline(_LONGEST_LINE):
        digest.update(line)
        yield line
        while len(line) == _LONGEST_LINE and not line.endswith(b"\n"):  # the rest of a line that is no case
            line = stream.readline(_LONGEST_LINE)
            digest.update(line)


def _sound(line: bytes) -> dict[str, object] | None:
    """The object that stands there, where it is sound JSON and gives no name twice; else None, to be looked at closely.

    The quick parser takes nothing that the other does not, and comes to the same; but of names alike it keeps the last.
    """
    try:
        found: object = from_json(line)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    names = _names_in(found)
    return found if names == line.count(b":") or names == len(_AFTER_A_NAME.findall(line)) else None


def _names_in(record: dict[str, object]) -> int:
    """How many names the objects of a case record have together, those left out that stand deeper than any of ours."""
    count = len(record)
    for value in record.values():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    count += len(item)
        elif isinstance(value, dict):
            count += len(value)
            for item in value.values():
                if isinstance(item, dict):
                    count += len(item)
    return count


def _parsed(text: str) -> object:
    whole: object = json.loads(text, object_pairs_hook=unique_pairs)
    return whole


def _cases(file: str, whole: object, reader: CaseReader) -> list[object]:
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict) and isinstance(whole.get("cases"), list):
        for name in whole:
            if name != "cases":
                reader.unknown_name(name, ["cases"], Place(file))
        cases: list[object] = whole["cases"]
        return cases
    if isinstance(whole, dict) and any(name.strip().lower() == "crn" for name in whole):
        return [whole]
    message = f"{file} holds neither a case record nor a list of them"
    raise InputError(message, 'give a list of case records, one record, or {"cases": [ … ]}')
