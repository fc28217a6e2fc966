"""Whether an entry is a near copy of the one before it (practice-notes: a cloned review is evidence of nothing)."""

from rapidfuzz import fuzz

from practice_check.records.model import Row
from practice_check.timeline.case import CaseInTime
from practice_check.vocabulary.entries import Found

#: What makes two rows of a table the same kind of document, and when they were made.
_KIND = {"assessments": "kind", "plans": "kind", "reviews": "of"}


def likeness(text: str, earlier: str) -> float:
    """How alike two texts are, from 0 to 100."""
    return fuzz.ratio(text, earlier)


class Likeness:
    """Compares the text of assessments, plans and reviews with that of the last one of the same kind before it."""

    def __init__(self, case: CaseInTime, limit: float) -> None:
        self._case = case
        self._limit = limit * 100
        self._known: dict[tuple[str, int], bool] = {}

    def is_copy(self, found: Found) -> bool:
        """False too where either text is blank: that is not tested here."""
        key = (found.table, found.place)
        if key not in self._known:
            before = self._before(found)
            text, earlier = getattr(found.row, "text", None), getattr(before, "text", None) if before else None
            self._known[key] = bool(text and earlier and likeness(text, earlier) >= self._limit)
        return self._known[key]

    def _before(self, found: Found) -> Row | None:
        column = _KIND.get(found.table)
        if column is None:
            return None
        kind = getattr(found.row, column)
        dated = [(getattr(row, "date", None), place, row) for place, row in enumerate(self._case.rows(found.table))]
        earlier = [
            (day, place, row)
            for day, place, row in dated
            if getattr(row, column) == kind and day and day.toordinal() < found.day
        ]
        return max(earlier, key=lambda each: each[:2])[2] if earlier else None
