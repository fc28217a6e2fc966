"""What is wrong, without the value that it is wrong with: so that 312 equal problems are said once."""

import re

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


class Alike:
    """What is wrong with several problems of one kind, in words that are true of each of them. Holds only words."""

    def __init__(self) -> None:
        self._message: str | None = None
        self._without: str | None = None
        self._one_message = self._one_without = True
        self._in_common: list[str] = []

    def add(self, problem: Problem) -> None:
        without = _without_value(problem)
        words = without.partition(": ")[0].split()
        if self._message is None or self._without is None:
            self._message, self._without, self._in_common = problem.message, without, words
            return
        self._one_message = self._one_message and problem.message == self._message
        self._one_without = self._one_without and without == self._without
        pairs = zip(self._in_common, words, strict=False)
        self._in_common = [word if word == other else "…" for word, other in pairs]

    def said(self) -> str:
        if self._one_message:
            return self._message or ""
        text = (self._without or "") if self._one_without else self._words_in_common()
        text = text.removeprefix("is ")
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _words_in_common(self) -> str:
        """Each in its place; what differs is left open."""
        kept = self._in_common
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
