"""Rows of a report that are no records: its totals, and what it says of itself at its end."""

import re
from collections.abc import Sequence

from practice_check.cells.cell import is_blank
from practice_check.cells.fault import Unreadable

_MOST_TEXTS = 2  # that a report writes side by side when it speaks of itself
_LONGEST = 400

_CRN = re.compile(r"\b[A-Z]\d{6}\b", re.ASCII | re.IGNORECASE)
_AMOUNT = re.compile(r"[£(]?\s*-?[\d,. ]+\s*%?\)?(?: [a-z]{1,12})?", re.ASCII | re.IGNORECASE)
_COUNTED = r"(?:rows?|records?|cases?|contacts?|entries|lines?|items?|results?|orders?|people|persons?|offenders?)"
_OF_REPORT = r"(?:report|data|file|extract|export|list|document|table|sheet)"
_DONE = r"(?:printed|produced|generated|created|exported|extracted|run|refreshed)"

#: A sum or count, with nothing but amounts beside it.
_TOTAL = re.compile(
    rf"(?:(?:grand|sub|overall|running|report|page|final|column)[- ]?)?totals?"
    rf"(?: (?:number of |no\.? of )?{_COUNTED})?(?: (?:for|of) .{{1,80}})?"
    r"|.{1,80} (?:grand )?(?:total|sub-?total|count)"
    rf"|(?:{_COUNTED} )?count(?: of {_COUNTED})?|(?:total |the )?(?:number|no\.?) of {_COUNTED}|{_COUNTED}|average|sum",
    re.IGNORECASE,
)
_TOTAL_WITH_AMOUNT = re.compile(
    rf"(?P<total>.{{3,120}}?)\s*(?:[:=]|\s|-)\s*{_AMOUNT.pattern}", re.ASCII | re.IGNORECASE
)
#: What a report says of itself.
_SELF = re.compile(
    rf"\W*end of (?:the |this )?{_OF_REPORT}\W*"
    rf"|\W*{_OF_REPORT} ends?(?: here)?\W*"
    rf"|\(?\d[\d,]* {_COUNTED}(?: (?:selected|affected|found|returned|exported|in total))?\)?\.?"
    rf"|(?:{_OF_REPORT} )?(?:was )?(?:last )?{_DONE}(?: by .{{1,80}}?)?(?: on| at|:| date:?)\s*.*\d.*"
    rf"|(?:{_OF_REPORT} )?{_DONE} by\b.{{1,120}}"
    rf"|(?:date|time)(?: and time)? (?:of )?(?:{_OF_REPORT} )?{_DONE}.{{0,80}}"
    rf"|{_OF_REPORT} (?:run |print )?(?:date|time)\b.{{0,80}}"
    r"|page \d+(?: ?(?:of|/) ?\d+)?"
    r"|(?:official|official[-–: ]+sensitive|restricted|confidential|protect)(?:\W+[a-z ]{0,40})?"
    r"|applied filters?:.*"
    r"|(?:©|\(c\)|copyright\b).*",
    re.IGNORECASE | re.DOTALL,
)


def is_trailer(cells: Sequence[object]) -> bool:
    """Whether a row below the headings is a total or the end of a report, and no record. One with a CRN never is."""
    texts: list[str] = []
    amounts = 0
    for cell in cells:
        if is_blank(cell):
            continue
        if isinstance(cell, Unreadable) or (isinstance(cell, (int, float)) and not isinstance(cell, bool)):
            amounts += 1
            continue
        if not isinstance(cell, str):
            return False
        text = " ".join(cell.split())
        if len(text) > _LONGEST or _CRN.search(text):
            return False
        if text not in texts:  # a merged cell stands in all its columns
            texts.append(text)
    if not texts or len(texts) > len(cells):
        return False
    first, rest = texts[0], texts[1:]
    if _is_total(first) and all(_AMOUNT.fullmatch(text) for text in rest):
        return bool(amounts or rest) or not _is_bare_noun(first)
    return amounts == 0 and len(texts) <= _MOST_TEXTS and _SELF.fullmatch(" ".join(texts)) is not None


def _is_total(text: str) -> bool:
    plain = text.rstrip(":= ")
    if _TOTAL.fullmatch(plain):
        return True
    found = _TOTAL_WITH_AMOUNT.fullmatch(plain)
    return found is not None and _TOTAL.fullmatch(found["total"].rstrip(":= -")) is not None


def _is_bare_noun(text: str) -> bool:
    """Whether the text, alone in its row, might as well be a heading or a name: "Cases"."""
    return not re.search(r"total|count|\d", text, re.IGNORECASE)
