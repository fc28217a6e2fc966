"""The day on which a sheet says above its headings that it was made: "Run date: 30/09/2025"."""

import re
from dataclasses import dataclass

from practice_check.cells.cell import is_blank
from practice_check.cells.date_columns import guess_forms
from practice_check.inspecting.headings import Layout
from practice_check.inspecting.lexicon import lexicon

_ENOUGH_OF_A_DATE = 6


@dataclass(frozen=True)
class ExportDay:
    """``title``: what the cell that gives it begins with; ``written``: the day as it stands there; ``forms``: how it
    may be read, none where it is one of Excel's own; ``open``: whether day and month could be either."""

    title: str
    written: str
    forms: tuple[str, ...]
    open: bool


def export_day(layout: Layout) -> ExportDay | None:
    """The day that a title gives, of the first that gives one."""
    words = "|".join(map(re.escape, lexicon().titles_of_the_day))
    said = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for cells in layout.above:
        for place, cell in enumerate(cells):
            found = said.search(cell) if isinstance(cell, str) else None
            if found is None or not isinstance(cell, str):
                continue
            beside = [other for other in cells[place + 1 :] if not is_blank(other) and other != cell][:1]
            for value in [cell[found.end() :].strip(" :-–"), *beside]:
                guess = guess_forms([value]) if len(str(value)) >= _ENOUGH_OF_A_DATE else None
                if guess is not None and guess.share == 1:
                    return ExportDay(cell[: found.end()].strip(), str(value), guess.forms, guess.ambiguous)
    return None
