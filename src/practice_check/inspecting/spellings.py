"""How a column writes our codes: for each of its cells what it means, surely, perhaps, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from practice_check.cells.suggest import plain
from practice_check.inspecting.lexicon import YES_NO, Name, code_names
from practice_check.inspecting.profile import Profile
from practice_check.inspecting.wording import initials, likeness
from practice_check.mapping.model import heading_key
from practice_check.records.columns import Column, Kind

#: A spelling less like ours than this is no guess.
_NEAR_ENOUGH = 0.6
#: How much a guess counts beside a spelling that we know.
_GUESS_COUNTS = 0.7
#: The most letters that are taken for the first letters of several words.
_LONGEST_SHORT = 5
_MOST_LOOKED_AT = 40
_PLAIN_YES_NO = frozenset({"yes", "no", "y", "n", "true", "false", "1", "0"})


@dataclass(frozen=True)
class Spelling:
    """A code as the export writes it, on how many rows, and what it means; ``sure``: known, and not guessed."""

    written: str
    rows: int
    means: str | None
    sure: bool
    #: Whether our own reader takes it as it stands.
    ours: bool


@dataclass(frozen=True)
class Spellings:
    each: tuple[Spelling, ...]

    @property
    def fit(self) -> float:
        """The share of the rows that one of our codes is written in, a guess counting less."""
        total = sum(spelling.rows for spelling in self.each)
        known = sum(s.rows * (1.0 if s.sure else _GUESS_COUNTS) for s in self.each if s.means)
        return known / total if total else 0.0

    @property
    def sure(self) -> float:
        """The share of the different spellings that are known."""
        return sum(1 for s in self.each if s.sure and s.means) / len(self.each) if self.each else 0.0

    @property
    def all_ours(self) -> bool:
        return all(spelling.ours for spelling in self.each)

    @property
    def means(self) -> set[str]:
        return {spelling.means for spelling in self.each if spelling.means}


def codes_of(column: Column) -> tuple[str, ...]:
    """The codes that a field may hold: those of its list, or yes and no."""
    return YES_NO if column.kind is Kind.YES_NO else column.codes


def spellings(profile: Profile, ours: tuple[str, ...], *, many: bool = False) -> Spellings:
    """How the column writes the codes of this list; of a field that takes several, each by itself."""
    counts: dict[str, int] = {}
    for text, rows in profile.texts.items():
        for part in _parts(text) if many else [text]:
            counts[part] = counts.get(part, 0) + rows
    return Spellings(tuple(_spelling(text, rows, ours) for text, rows in sorted(counts.items(), key=_most_first)))


def some_known(profile: Profile, ours: tuple[str, ...]) -> bool:
    """Whether one of the cells is a code of this list, as we know it to be written."""
    return any((heading_key(text) or text) in _by_key(ours) for text in islice(profile.texts, _MOST_LOOKED_AT))


def _parts(text: str) -> Sequence[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _spelling(text: str, rows: int, ours: tuple[str, ...]) -> Spelling:
    means, sure = _meaning(text, ours)
    return Spelling(text, rows, means, sure, ours=plain(text) in _as_it_stands(ours))


@lru_cache(100_000)
def _meaning(text: str, ours: tuple[str, ...]) -> tuple[str | None, bool]:
    """The code that a text means, and whether that is known rather than guessed."""
    known = _by_key(ours).get(heading_key(text) or text)
    if known is not None:
        name, code = known
        return code, name.surety != "perhaps"
    if ours == YES_NO:
        return None, False
    short = {code for name, code in code_names(ours) if 2 <= len(text) <= _LONGEST_SHORT and _is_short_for(text, name)}
    if len(short) == 1:
        return short.pop(), False
    near, best = max((likeness(text, name.text), code) for name, code in code_names(ours))
    return (best if near >= _NEAR_ENOUGH else None), False


def _is_short_for(text: str, name: Name) -> bool:
    return name.surety != "perhaps" and initials(name.text.replace("_", " ")) == text.lower()


@cache
def _by_key(ours: tuple[str, ...]) -> dict[str, tuple[Name, str]]:
    found: dict[str, tuple[Name, str]] = {}
    for name, code in code_names(ours):
        found.setdefault(heading_key(name.text) or name.text, (name, code))
    return found


@cache
def _as_it_stands(ours: tuple[str, ...]) -> frozenset[str]:
    return _PLAIN_YES_NO if ours == YES_NO else frozenset(plain(code) for code in ours)
