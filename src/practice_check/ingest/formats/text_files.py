"""The text of a file, read as a stream: however large it is, a piece of it is in memory."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from practice_check.ingest.formats.encodings import BROKEN, HEAD, encodings_of, is_mostly_text

_CHUNK = 1 << 20  # bytes
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True)
class TextFile:
    """``open`` gives the bytes anew each time. What some systems fill up with (NUL) is no part of the text."""

    open: Callable[[], BinaryIO]
    encoding: str
    errors: str

    def lines(self) -> Iterator[str]:
        """The lines with their ends as they stand."""
        with self.open() as stream, io.TextIOWrapper(stream, self.encoding, self.errors, newline="") as text:
            for line in text:
                yield line.replace("\0", "") if "\0" in line else line

    def head(self, characters: int) -> str:
        """The first so many characters, or what there is."""
        with self.open() as stream, io.TextIOWrapper(stream, self.encoding, self.errors, newline="") as text:
            return text.read(characters).replace("\0", "")


def text_file(open_: Callable[[], BinaryIO]) -> TextFile | None:
    """The text of a file in UTF-8, UTF-16 or Windows-1252 (as ``encodings.decoded``); None when it is no text.

    A text of which a hundredth is control characters is none.
    """
    with open_() as stream:
        head = stream.read(HEAD)
    for encoding in encodings_of(head):
        for errors in ("strict", "replace") if encoding.startswith("utf-8") else ("strict",):
            seen = _seen(open_, encoding, errors)
            if seen is None or (errors == "replace" and not is_mostly_text(seen.broken, seen.beyond_ascii)):
                continue
            return None if seen.control * 100 > seen.characters else TextFile(open_, encoding, errors)
    return None


@dataclass
class _Seen:
    characters: int = 0
    control: int = 0
    broken: int = 0
    beyond_ascii: int = 0


def _seen(open_: Callable[[], BinaryIO], encoding: str, errors: str) -> _Seen | None:
    """What the text is made of; None where the bytes are not in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    found = _Seen()
    with open_() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                return None
            if "\0" in text:
                text = text.replace("\0", "")
            found.characters += len(text)
            found.control += len(_CONTROL.findall(text))
            if errors == "replace":
                found.broken += text.count(BROKEN)
                found.beyond_ascii += len(text) - len(text.encode("ascii", "ignore"))
            if not chunk:
                return found
