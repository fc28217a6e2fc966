"""What a problem of an export says, without what it quotes: every word that is not known to be ours is left out."""

import re
from collections.abc import Callable

from practice_check.ingest import Problem
from practice_check.pseudonyms import known_words
from practice_check.pseudonyms.codes import CRN, Pseudonyms
from practice_check.pseudonyms.places import Places

#: What stands where something of the export would.
GONE = "[…]"

_REAL_CRN = re.compile(r"[A-Za-z]\d{6}", re.ASCII)
_TOKEN = re.compile(rf"{CRN.pattern}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d\d-\d\d|[^\W_]+(?:[_'’][^\W_]+)*")
_QUOTED = re.compile(r"'[^']*'|“[^”]*”|\"[^\"]*\"")
_GONE_TWICE = re.compile(r"\[…\](?:[\s.,;:'’\-–/@]*\[…\])+")
_FIGURES = re.compile(r"[1-9]\d{0,5}|0")
#: The least of a value that a sentence may quote.
_SHORTEST_CUT = 3
_BIRTH = frozenset({"birth", "born", "dob"})


class Masking:
    """Problems, under a key."""

    def __init__(self, pseudonyms: Pseudonyms, places: Places) -> None:
        self._pseudonyms = pseudonyms
        self._places = places

    def problem(self, problem: Problem) -> Problem:
        """The problem, in other words: where it stands and what mends it, and nothing of what stands there."""
        dates = _keep_date if not _of_birth(problem) else _no_date
        text = self._sentence
        return problem.model_copy(
            update={
                "file": self._places.file(problem.file),
                "sheet": problem.sheet and self._places.sheet(problem.sheet),
                "column": problem.column and self._places.heading(problem.column),
                "value": problem.value and self._value(problem.value, dates),
                "message": text(problem.message, problem.value, dates),
                "mend": text(problem.mend, problem.value, dates),
                "crn": problem.crn and self._pseudonyms.crn(problem.crn),
                "source": problem.source and self._places.source(problem.source),
                "sources": [self._places.source(each) for each in problem.sources],
                "opens": {table: list(map(self._pseudonyms.crn, crns)) for table, crns in problem.opens.items()},
            }
        )

    def _value(self, value: str, dates: Callable[[str], bool]) -> str:
        """A value stays where all of it is a word of the form, a figure or a date; a CRN becomes its pseudonym."""
        form = known_words.of_the_form()
        return self._masked(value, lambda word: word.casefold() in form, dates)

    def _sentence(self, text: str, value: str | None, dates: Callable[[str], bool]) -> str:
        ours, form = known_words.of_ours(), known_words.of_the_form()
        if value and (cut := _quoted_part(text, value)):
            text = text.replace(cut, self._value(cut, dates))
        text = _QUOTED.sub(
            lambda quote: (
                quote[0][0]
                + self._masked(quote[0][1:-1], lambda word: word.casefold() in form or word in ours, dates)
                + quote[0][-1]
            ),
            text,
        )
        first = _TOKEN.search(text)
        begins = first[0] if first else ""
        return self._masked(text, lambda word: word in ours or (word == begins and word.casefold() in ours), dates)

    def _masked(self, text: str, known: Callable[[str], bool], dates: Callable[[str], bool]) -> str:
        def masked(token: re.Match[str]) -> str:
            word = token[0]
            if CRN.fullmatch(word):
                return word
            if _REAL_CRN.fullmatch(word):
                return self._pseudonyms.crn(word)
            if word.isdigit():
                return word if _FIGURES.fullmatch(word) else GONE
            if word[0].isdigit() and ("/" in word or "-" in word):
                return word if dates(word) else GONE
            return word if known(word) else GONE

        return _GONE_TWICE.sub(GONE, _TOKEN.sub(masked, text))


def _quoted_part(text: str, value: str) -> str:
    """What of the value the text quotes: all of it, or its beginning where it is cut."""
    bare = value.removesuffix("…")
    for length in range(len(bare), _SHORTEST_CUT - 1, -1):
        if bare[:length] in text:
            return bare[:length]
    return ""


def _of_birth(problem: Problem) -> bool:
    said = f"{problem.column or ''} {problem.message}".casefold().replace("_", " ").split()
    return not _BIRTH.isdisjoint(said)


def _keep_date(_: str) -> bool:
    return True


def _no_date(_: str) -> bool:
    return False
