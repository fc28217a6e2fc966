"""Lines of a terminal screen: columns of a fixed width, in text that is never read as markup."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from practice_check.reports.escape import cut, one_line

Cell = tuple[str, int] | tuple[str, int, str]

#: Running text is not wider than this, however wide the window: longer lines are hard to read.
_WIDEST = 110

BOLD = "bold"
FAINT = "dim"
ALARM = "bold red"


def columns(*cells: Cell) -> Text:
    """One line: each cell a text, its width and perhaps a style; what does not fit ends in an ellipsis."""
    line = Text(no_wrap=True, overflow="crop")
    for place, cell in enumerate(cells):
        text, width = cell[0], cell[1]
        style = cell[2] if len(cell) == 3 else ""
        line.append(set_cell_size(cut(text, width), width), style)
        if place < len(cells) - 1:
            line.append("  ")
    line.rstrip()
    return line


def beside(*cells: tuple[Text, int]) -> Text:
    """One line of ready-made texts, each padded to its width."""
    line = Text(no_wrap=True, overflow="crop")
    at = 0
    for text, width in cells:
        line.append(" " * max(at - line.cell_len, 0))
        line.append_text(text)
        at += width + 2
    return line


def heading(title: str, note: str, width: int) -> Text:
    """A heading, and beside it how much of its list is shown."""
    line = Text(no_wrap=True, overflow="crop")
    line.append(one_line(title), BOLD)
    if note:
        line.append("  " + cut(note, max(width - len(title) - 2, 10)), FAINT)
    return line


def labelled(label: str, text: object, width: int, most: int) -> list[Text]:
    """Running text on so many lines at most, opened by a label that stands out."""
    lines = wrapped(f"{label}: {one_line(text)}", width, most)
    lines[0].stylize(BOLD, 0, len(label) + 1)
    return lines


def wrapped(text: object, width: int, most: int) -> list[Text]:
    """Running text on so many lines at most; what is left over ends in an ellipsis."""
    words = one_line(text).split()
    lines = [""]
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[place:]])
            break
    return [Text(cut(line, width), no_wrap=True) for line in lines]


def hanging(console: Console, text: Text, first: Text | str, indent: int) -> None:
    """Print running text wrapped to the console, all lines indented alike, with ``first`` before the first."""
    lead = first if isinstance(first, Text) else Text(first)
    for line in text.wrap(console, max(min(console.width, _WIDEST) - indent, 20)):
        line.rstrip()
        console.print(Text.assemble(lead, " " * (indent - lead.cell_len), line), highlight=False, soft_wrap=True)
        lead = Text()


def share(total: int, wants: Sequence[int], floors: Sequence[int]) -> list[int]:
    """So many lines shared out: each list first gets up to its floor, then the earlier ones take what is left."""
    given = [min(want, floor) for want, floor in zip(wants, floors, strict=True)]
    left = total - sum(given)
    for place, want in enumerate(wants):
        more = max(min(want - given[place], left), 0)
        given[place] += more
        left -= more
    return given


def some(items: Sequence[str], most: int) -> str:
    """The first few of several things, and how many more there are."""
    rest = len(items) - most
    return ", ".join(items[:most]) + (f" and {rest} more" if rest > 0 else "")
