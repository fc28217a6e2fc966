"""What is wrong, without the value that it is wrong with: so that 312 equal problems are said once."""

import re
from collections.abc import Sequence

from practice_check.ingest.problems import Problem

#: As the readers cut a value within a message.
_CUT = 40
_QUOTED = re.compile(r"'[^']*'")
_FIGURES = re.compile(r"\b[A-Z]?\d[\d/.,:-]*")
_LONGEST = 160


def wrong(problem: Problem) -> str:
    """The problem's message without its value and without figures: problems of one kind have it in common."""
    text = _without_value(problem)
    return _FIGURES.sub("…", _QUOTED.sub("'…'", text))


def said_of_all(problems: Sequence[Problem]) -> str:
    """What is wrong with several problems of one kind, in words that are true of each of them."""
    messages = list(dict.fromkeys(problem.message for problem in problems))
    if len(messages) == 1:
        return messages[0]
    without = list(dict.fromkeys(map(_without_value, problems)))
    text = without[0] if len(without) == 1 else _in_common([each.partition(": ")[0] for each in without])
    text = text.removeprefix("is ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _in_common(texts: Sequence[str]) -> str:
    """The words that the texts have in common, each in its place; what differs is left open."""
    places = list(zip(*(text.split() for text in texts), strict=False))
    kept = [words[0] if len(set(words)) == 1 else "…" for words in places]
    return " ".join(word for at, word in enumerate(kept) if word != "…" or at == 0 or kept[at - 1] != "…")


def _without_value(problem: Problem) -> str:
    """The message after the value that it opens with, where it opens with one."""
    text = problem.message
    if problem.value:
        value = problem.value.strip()
        for shown in (value, value[: _CUT - 1] + "…"):
            for quoted in (f"'{shown}'", shown):
                if text.startswith(quoted):
                    return text[len(quoted) :].lstrip(" :,")
    return text
