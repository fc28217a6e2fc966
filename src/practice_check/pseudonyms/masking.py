"""What a problem of an export says, without what it quotes: every word that is not known to be ours is left out."""

import re
from collections.abc import Callable

from practice_check.ingest import Problem
from practice_check.pseudonyms import known_words
from practice_check.pseudonyms.codes import CRN, Pseudonyms
from practice_check.pseudonyms.fields import FIELDS, Treatment
from practice_check.pseudonyms.places import Places

#: What stands where something of the export would.
GONE = "[…]"

_REAL_CRN = re.compile(r"[A-Za-z]\d{6}", re.ASCII)
_TOKEN = re.compile(rf"{CRN.pattern}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d\d-\d\d|[^\W_]+(?:[_'’][^\W_]+)*")
_QUOTED = re.compile(r"'[^']*'|“[^”]*”|\"[^\"]*\"")
_GONE_TWICE = re.compile(r"\[…\](?:[\s.,;:'’\-–/@]*\[…\])+")
_LONG_NUMBER = re.compile(r"\d{5}")
_COUNT = re.compile(r"[1-9]\d{0,5}|0")
#: The least of a value that a sentence may quote.
_SHORTEST_CUT = 3
_BIRTH = frozenset({"birth", "born", "dob"})
_PEOPLE = (Treatment.PERSON, Treatment.STAFF, Treatment.COLLEAGUE)
_NAMES = {name for fields in FIELDS.values() for name, treatment in fields.items() if treatment in _PEOPLE}


#: Whether a word, or a date or number, may be shown.
Known = Callable[[str], bool]


class Masking:
    """Problems, under a key."""

    def __init__(self, pseudonyms: Pseudonyms, places: Places) -> None:
        self._pseudonyms = pseudonyms
        self._places = places

    def problem(self, problem: Problem) -> Problem:
        """The problem, in other words: where it stands and what mends it, and nothing of what stands there."""
        dates = _no_figure if _of_birth(problem) else _no_number_of_anybody
        value = _ours if _is_ours(problem) else _of_the_form
        return problem.model_copy(
            update={
                "file": self._places.file(problem.file),
                "sheet": problem.sheet and self._places.sheet(problem.sheet),
                "column": problem.column and self._places.heading(problem.column),
                "value": problem.value and self._quoted(problem.value, value, dates),
                "message": self._sentence(problem.message, problem.value, value, dates),
                "mend": self._sentence(problem.mend, problem.value, value, dates),
                "crn": problem.crn and self._pseudonyms.crn(problem.crn),
                "source": problem.source and self._places.source(problem.source),
                "sources": [self._places.source(each) for each in problem.sources],
                "opens": {table: list(map(self._pseudonyms.crn, crns)) for table, crns in problem.opens.items()},
            }
        )

    def _sentence(self, text: str, value: str | None, known: Known, dates: Known) -> str:
        if value and (cut := _quoted_part(text, value)):
            text = text.replace(cut, self._quoted(cut, known, dates))
        text = _QUOTED.sub(
            lambda quote: quote[0][0] + self._quoted(quote[0][1:-1], _ours_or_of_the_form, dates) + quote[0][-1], text
        )
        first = _TOKEN.search(text)
        begins = first[0] if first else ""
        return self._masked(text, lambda word: _ours(word) or (word == begins and _ours(word.casefold())), dates)

    def _quoted(self, text: str, known: Known, dates: Known) -> str:
        """What stands in a cell: all of it or nothing, since what is left of a telephone number is one still."""
        masked = self._masked(text, known, dates)
        return GONE if GONE in masked or _LONG_NUMBER.search(masked) else masked

    def _masked(self, text: str, known: Known, dates: Known) -> str:
        """The text with words that are known, figures and dates in it, and pseudonyms for CRNs."""

        def masked(token: re.Match[str]) -> str:
            word = token[0]
            if CRN.fullmatch(word):
                return word
            if _REAL_CRN.fullmatch(word):
                return self._pseudonyms.crn(word)
            if word[0].isdigit() and (word.isdigit() or "/" in word or "-" in word):
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


def _is_ours(problem: Problem) -> bool:
    """Whether its value is a sentence of ours: of what was read and does not go together, unless it is about names."""
    return problem.kind == "doubt" and problem.column not in _NAMES


def _ours(word: str) -> bool:
    return word in known_words.of_ours()


def _of_the_form(word: str) -> bool:
    return word.casefold() in known_words.of_the_form()


def _ours_or_of_the_form(word: str) -> bool:
    return _ours(word) or _of_the_form(word)


def _of_birth(problem: Problem) -> bool:
    said = f"{problem.column or ''} {problem.message}".casefold().replace("_", " ").split()
    return not _BIRTH.isdisjoint(said)


def _no_number_of_anybody(figures: str) -> bool:
    """A date, or a count or row number."""
    return not figures.isdigit() or _COUNT.fullmatch(figures) is not None


def _no_figure(_: str) -> bool:
    return False
