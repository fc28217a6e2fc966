"""Text of an export made harmless for each place it is shown in. Until it has been here it is hostile.

A screen obeys control characters, a spreadsheet obeys formulas, and both can be fooled by characters that turn the
direction of writing. HTML is escaped by the template engine itself, after ``plain``.
"""

import re

from rich.cells import cell_len, set_cell_size
from rich.text import Text

#: What no text needs: control characters (C0, DEL, C1), marks that turn the direction of writing, half surrogates.
_UNSEEN = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_BREAKS = re.compile("[\r\n\t\x0b\x0c\u2028\u2029\x85]+")
_SPACES = re.compile(r"\s+")
_IN_JSON = re.compile(f"[{_UNSEEN}\u2028\u2029]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LONGEST_CELL = 32_000  # Excel holds 32,767 characters
#: What Markdown, as far as any reader of it goes, obeys anywhere in a line; and what it obeys where a line begins.
_MARKUP = re.compile(r"[\\`*_\[\]|~#$@^]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_OPENING = re.compile(r"^(?:[-+=]|\d+(?=[.)]))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LONGEST_IN_MARKDOWN = 1_000


def plain(text: object) -> str:
    """The text without anything that a screen would obey; lines stay lines."""
    return _CONTROL.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: object) -> str:
    """The text as one line of plain words."""
    return _SPACES.sub(" ", _CONTROL.sub("", _BREAKS.sub(" ", str(text)))).strip()


def for_terminal(text: object, style: str = "") -> Text:
    """One line for a terminal. It is never read as markup: what stands in brackets stays as it is."""
    return Text(one_line(text), style=style)


def cut(text: object, width: int) -> str:
    """One line of at most so many columns, with an ellipsis where it was longer."""
    line = one_line(text)
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, max(width - 1, 0)).rstrip() + "…"


def for_spreadsheet(value: object) -> object:
    """A value that a spreadsheet shows and does not run: a text that opens like a formula is given an apostrophe."""
    if value is None or isinstance(value, int | float):
        return value
    text = one_line(value)
    text = text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"
    return "'" + text if text.startswith(_FORMULA) else text


def for_json(text: str) -> str:
    """JSON in which unseen characters are written out as escapes, so that a terminal cannot obey them."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def for_markdown(text: object) -> str:
    """One line of Markdown that reads as the text: no markup, no HTML, no link, and no end of a table's cell."""
    line = one_line(text)
    line = line if len(line) <= _LONGEST_IN_MARKDOWN else line[:_LONGEST_IN_MARKDOWN] + "…"
    line = _MARKUP.sub(lambda found: "\\" + found[0], line)
    for character, entity in _ENTITIES.items():
        line = line.replace(character, entity)
    return _OPENING.sub(_not_an_opening, line)


def _not_an_opening(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
