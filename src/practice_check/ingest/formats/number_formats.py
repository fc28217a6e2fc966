"""Whether a number format of Excel shows a number as a date."""

import re

#: What a format only shows as it stands: quoted, escaped, padding, colours, currencies and locales.
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def shows_dates(code: str) -> bool:
    """Whether numbers of this format are days, or times of day."""
    first = _LITERAL.sub("", code.replace("General", "")).split(";")[0]
    return not _ELAPSED.search(first) and re.search(r"[dmyhs]", first, re.IGNORECASE) is not None


def shows_durations(code: str) -> bool:
    """Whether numbers of this format are hours or minutes that may run over a day."""
    return _ELAPSED.search(_LITERAL.sub("", code).split(";")[0]) is not None
