"""From the bytes of a text file to its text."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 or Windows-1252; None when it is in none of them."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    head = data[:200]
    if head.count(0) * 3 > len(head):  # every other byte is nought: UTF-16 without its mark
        return ["utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"]
    return ["utf-8", "cp1252"]
