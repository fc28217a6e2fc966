"""From the bytes of a text file to its text."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HEAD = 1000  # bytes by which an encoding without a mark is known
BROKEN = "\ufffd"


def decoded(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 or Windows-1252; None when it is in none of them.

    UTF-8 in which a few bytes are something else (two exports put together, a text cut within a letter) is still UTF-8,
    with a question mark in a diamond for each of them.
    """
    for encoding in encodings_of(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            if encoding.startswith("utf-8") and (text := _mostly_utf8(data, encoding)) is not None:
                return text
    return None


def encodings_of(data: bytes) -> list[str]:
    """Those that a file which begins so may be in, the likeliest first."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    head = data[:HEAD]
    low, high = head[::2].count(0), head[1::2].count(0)
    if (low + high) * 3 > len(head) and max(low, high) >= 9 * min(low, high):
        return ["utf-16-be" if low > high else "utf-16-le"]  # every other byte is nought: UTF-16 without its mark
    return ["utf-8", "cp1252"]


def _mostly_utf8(data: bytes, encoding: str) -> str | None:
    """The text, where more of its letters beyond ASCII are whole UTF-8 than not: no other encoding comes to that."""
    text = data.decode(encoding, "replace")
    broken = text.count(BROKEN)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if is_mostly_text(broken, beyond) else None


def is_mostly_text(broken: int, beyond: int) -> bool:
    """Whether of so many letters beyond ASCII, the broken ones included, more are whole than not."""
    return beyond > 2 * broken
