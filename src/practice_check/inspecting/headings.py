"""Where a sheet that nobody has described begins: its heading row, under titles, and what stands in each column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from practice_check.cells.cell import is_blank
from practice_check.ingest.formats.title_rows import is_trailer
from practice_check.ingest.mapped.recognise import MOST_TITLE_ROWS
from practice_check.ingest.sheets import Sheet
from practice_check.inspecting.lexicon import targets_of
from practice_check.inspecting.profile import Profile
from practice_check.inspecting.wording import words_of
from practice_check.mapping.model import heading_key
from practice_check.records.columns import CASES
from practice_check.records.model import tables

#: Rows that are looked at: enough to know a column by, whatever the size of the sheet.
MOST_ROWS = 20_000
_LONGEST_HEADING = 80
#: A row whose cells say one thing again and again is a title that spans the sheet.
_LEAST_DIFFERENT = 0.4
#: What a heading that we know counts for, beside one that is only text.
_KNOWN = 2

Cells = Sequence[object]


@dataclass(frozen=True)
class Found:
    """A column: where it stands (from 0), what it is called so that nothing else is, and its cells.

    ``over``: the heading of the group in which it stands, where it is not part of its name. ``numbers``: of columns
    that are numbered, and are told of as one, their numbers; ``{n}`` stands for them in the heading.
    """

    place: int
    heading: str
    profile: Profile
    over: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """What it is called on a screen."""
        return self.heading.replace("{n}", f"{self.numbers[0]}-{self.numbers[-1]}") if self.numbers else self.heading


@dataclass(frozen=True)
class Layout:
    """A sheet with its heading row found. ``twice``: headings that stand more than once, so that nothing tells their
    columns apart; ``unnamed``: how many columns have cells and no heading; ``rows``: rows that were looked at."""

    sheet: Sheet
    heading_row: int
    titles: int
    columns: tuple[Found, ...]
    twice: tuple[str, ...]
    unnamed: int
    rows: int
    cut: bool
    #: What stands above the headings, row by row.
    above: tuple[Cells, ...] = ()


def layout_of(sheet: Sheet) -> Layout | None:
    """The columns of a sheet; None where it holds nothing that could be a heading row over rows."""
    top = [(number, cells) for number, cells in islice(sheet.rows(), MOST_TITLE_ROWS) if not _is_empty(cells)]
    if not top:
        return None
    scores = [_as_heading(cells) for _, cells in top]
    best = max(range(len(top)), key=lambda place: (scores[place], -place))
    if scores[best] == 0:
        return None
    number, cells = top[best]
    above = _spread(top[best - 1][1]) if best and scores[best - 1] else ()
    below, cut = _rows_below(sheet, number, cells)
    named, twice = _names(cells, above)
    groups = above if best and top[best - 1][0] == number - 1 and _are_groups(top[best - 1][1]) else ()
    columns = tuple(
        Found(place, heading, Profile.of(row[place] if place < len(row) else None for row in below), over)
        for place, heading in named.items()
        for over in [_over(groups, place, heading, cells)]
    )
    width = max((len(row) for row in below), default=0)
    blank = [place for place in range(width) if place >= len(cells) or is_blank(cells[place])]
    unnamed = sum(any(place < len(row) and not is_blank(row[place]) for row in below) for place in blank)
    return Layout(
        sheet, number, best, columns, tuple(twice), unnamed, len(below), cut, tuple(cells for _, cells in top[:best])
    )


def _is_empty(cells: Cells) -> bool:
    return all(is_blank(cell) for cell in cells)


def _as_heading(cells: Cells) -> int:
    """How much the row looks like headings: short texts that differ, the more so where we know them; 0 for data."""
    filled = [cell for cell in cells if not is_blank(cell)]
    texts = [cell.strip() for cell in filled if isinstance(cell, str) and len(cell.strip()) <= _LONGEST_HEADING]
    if len(texts) < len(filled) / 2 or not texts:
        return 0
    one_row = Profile.of(texts)
    if one_row.crns or one_row.dates.share * len(texts) >= 1:
        return 0
    different = len({heading_key(text) for text in texts})
    if different < _LEAST_DIFFERENT * len(texts):
        return different
    return len(texts) + _KNOWN * sum(words_of(text) in _known_words() for text in texts)


_words: set[tuple[str, ...]] = set()


def _known_words() -> set[tuple[str, ...]]:
    if not _words:
        for table in (CASES, *tables()):
            _words.update(words_of(name.text) for target in targets_of(table) for name in target.names)
        _words.discard(())
    return _words


def _spread(cells: Cells) -> Cells:
    """The row above the headings with each of its texts over all the columns up to the next, as it was merged."""
    spread: list[object] = []
    for cell in cells:
        spread.append(spread[-1] if is_blank(cell) and spread else cell)
    return spread


def _are_groups(cells: Cells) -> bool:
    """Whether a row names groups of columns: several texts. A title is one, or has a day or number beside it."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return all(isinstance(cell, str) for cell in filled) and len({heading_key(str(cell)) for cell in filled}) > 1


def _over(groups: Cells, place: int, heading: str, cells: Cells) -> str:
    """The group that a column stands in, where that is not part of its name already."""
    group = groups[min(place, len(groups) - 1)] if groups else None  # the last spans what is left
    if is_blank(group) or heading != str(cells[place]).strip():
        return ""
    return str(group).strip()[:_LONGEST_HEADING]


def _rows_below(sheet: Sheet, heading_row: int, headings: Cells) -> tuple[list[Cells], bool]:
    again = [heading_key(str(cell)) for cell in headings if not is_blank(cell)]
    rows: list[Cells] = []
    for number, cells in sheet.rows():
        if number <= heading_row or _is_empty(cells) or is_trailer(cells):
            continue
        if [heading_key(str(cell)) for cell in cells if not is_blank(cell)] == again:
            continue
        if len(rows) == MOST_ROWS:
            return rows, True
        rows.append(cells)
    return rows, False


def _names(cells: Cells, above: Cells) -> tuple[dict[int, str], list[str]]:
    """What each column may be called so that nothing else is: by its heading, or after the one that spans it."""
    pairs = [
        (place, str(cell).strip(), "" if over is None else str(over).strip())
        for place, (cell, over) in enumerate(zip_longest(cells, above[: len(cells)]))
        if not is_blank(cell)
    ]
    named: dict[int, str] = {}
    twice: list[str] = []
    for place, own, over in pairs:
        if _times(own, (other for _, other, _ in pairs)) == 1:
            named[place] = own
        elif over and _times(over + own, (span + other for _, other, span in pairs)) == 1:
            named[place] = f"{over} {own}"
        else:
            twice.append(own)
    return named, list(dict.fromkeys(twice))


def _times(name: str, among: Iterable[str]) -> int:
    return sum(heading_key(other) == heading_key(name) for other in among)
