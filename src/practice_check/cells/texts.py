"""Texts and numbers of an export as a sentence quotes them."""

from collections.abc import Iterable

_LONGEST = 120  # of a value quoted in a problem: enough to find the cell, not the whole of somebody's case note


def shown(value: object) -> str:
    """A value of an export as a problem quotes it: its own text, cut when long, always sound Unicode."""
    text = sound(str(value).lower() if isinstance(value, bool) else str(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def sound(text: str) -> str:
    """The text with half characters, which nothing could write out again, made question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def in_words(numbers: Iterable[int]) -> str:
    """Row numbers as people write them: "4", "4 and 9", "4, 7 to 9 and 12"."""
    spans: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    parts: list[str] = []
    for first, last in spans:
        if last - first >= 2:
            parts.append(f"{first} to {last}")
        else:
            parts.extend(str(number) for number in range(first, last + 1))
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
