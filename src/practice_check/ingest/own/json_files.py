"""JSON (a list of case records, one record, or {"cases": […]}) and JSON Lines (a record a line)."""

import codecs
import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from pydantic_core import from_json

from practice_check.ingest.formats.encodings import decoded
from practice_check.ingest.own.json_cases import CaseReader, unique_pairs
from practice_check.ingest.part import Part
from practice_check.ingest.problems import InputError, Place

_CRN = re.compile(r'"crn"\s*:\s*"([A-Z]\d{6})"', re.ASCII | re.IGNORECASE)
_EVENT = re.compile(r'"event_number"\s*:\s*"?([1-9]\d{0,5})\b', re.ASCII)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINES = 50  # read before they are handed on
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
    return reader.part


def read_json_lines(file: str, stream: BinaryIO, digest: "hashlib._Hash") -> Iterator[Part]:
    """The cases of a JSON Lines file, a part for every few lines; ``digest`` is given all that is read."""
    reader = CaseReader(file)
    for number, line in enumerate(_lines(stream, digest), start=1):
        if number % _LINES == 0:
            yield reader.taken()
        record = _sound(line)
        if record is not None:
            reader.read(record, number)
            continue
        place = Place(file, "cases", number)
        text = decoded(line)
        if text is None:
            reader.not_a_case(place, "the line is not text that we can read", _NOT_TEXT, None)
            continue
        if not text.strip():
            continue
        try:
            raw = _parsed(text)
        except (ValueError, RecursionError) as error:
            crn, event = _CRN.search(text), _EVENT.search(text)
            key = ("" if crn is None else crn[1].upper(), int(event[1]) if crn and event else None)
            where = f" (character {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
            place = Place(file, "cases", number, key[0] or None)
            reader.not_a_case(
                place, f"the line is not a whole case record{where}", "export the case again", text.strip(), key
            )
            continue
        reader.read(raw, number)
    yield reader.taken()


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
