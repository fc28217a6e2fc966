"""Free text made from sentences, so that two genuine texts differ and a copied one does not.

A case goes round shuffled decks of sentences (``phrases.py``), so that no sentence comes back before its deck is used
up. A copy is the text before it of the same kind, with a stray word changed, as copies are.
"""

import datetime as dt
from collections import deque
from collections.abc import Mapping, Sequence
from operator import itemgetter

from practice_check.demo import phrases
from practice_check.demo.chance import Chance
from practice_check.demo.rows import RowDict, Rows

_STRAY = ((" the ", " this "), (" and ", " & "), (" is ", " remains "))
_COPIED = {"assessments": "kind", "plans": "kind", "reviews": "of"}


class Texts:
    """The words of one case."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._decks: dict[str, deque[str]] = {}
        self._copies: list[RowDict] = []

    def deal(self, deck: str, **words: object) -> str:
        """The next sentence of a deck, with its blanks filled."""
        left = self._decks.get(deck)
        if left is None:
            left = self._decks[deck] = deque(self._chance.sample(phrases.DECKS[deck], len(phrases.DECKS[deck])))
        left.rotate()
        return left[0].format(**words) if words else left[0]

    def write(self, decks: Sequence[str], **words: object) -> str:
        """A new text, a sentence from each of these decks."""
        return " ".join(self.deal(deck, **words) for deck in decks)

    def is_copy(self, row: RowDict) -> None:
        """Note that this row's text is to repeat the one before it; ``copy`` does so when all of them are written."""
        self._copies.append(row)

    def copy(self, rows: Rows) -> None:
        for table, field in _COPIED.items():
            by_date = sorted(rows[table], key=itemgetter("date"))
            for at, row in enumerate(by_date):
                if not any(row is copied for copied in self._copies):
                    continue
                before = [other for other in by_date[:at] if other[field] == row[field] and other["text"]]
                if before:
                    row["text"] = self._stray(before[-1]["text"])

    def _stray(self, text: str) -> str:
        this, that = self._chance.choice(_STRAY)
        return text.replace(this, that, 1) if self._chance.yes(0.5) else text


def about(event: Mapping[str, object]) -> dict[str, object]:
    """The words by which a text names an event."""
    day = event["date"]
    assert isinstance(day, dt.date)
    return {"day": f"{day.day} {day:%B %Y}", "event": str(event["kind"]).replace("_", " ")}
