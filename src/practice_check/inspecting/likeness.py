"""How likely a column is a field: what its heading says, held against what stands in its cells."""

from dataclasses import dataclass, replace
from functools import lru_cache

from practice_check.inspecting.lexicon import YES_NO, Name, Surety, Target, dated_by, lexicon
from practice_check.inspecting.profile import MOST_CODES, Profile
from practice_check.inspecting.spellings import Spellings, codes_of, some_known, spellings
from practice_check.inspecting.wording import likeness, same, words_of
from practice_check.records.columns import Kind

#: Of a name that sometimes means the field: it counts less than one that always does.
_PERHAPS = 0.85
#: What cells show by themselves, under a heading that says nothing: CRNs are hardly anything else, codes are often.
_CRNS_ALONE, _CODES_ALONE, _NOTES_ALONE = 0.9, 0.55, 0.4
_HIGHEST_EVENT = 30
_A_NOTE, _A_SENTENCE = 60.0, 40.0
#: Under a name that is less like the field than this, guesses at codes of which none is known are not worth making.
_WORTH_A_LOOK = 0.3
_ONE_OR_SO = 3
_MOST_DIFFER, _FEW_DIFFER = 0.5, 0.8
_NOT_OF_THE_SORT = 0.4
#: What a column of dates shows by itself for the day of the entry: there must be one.
_DAY_OF_ENTRY = 0.35
#: By how much of what is wanting a pair is likelier whose neighbour is of its group.
_OF_THE_SAME_GROUP = 0.2
#: Less than this share of dates, and it is no column of dates.
_MOST_ARE_DATES = 0.5
#: What a code column without a single code that we know may still be, and a column of which no cell is filled.
_STRANGE_CODES, _EMPTY = 0.45, 0.6
_CERTAIN_OF = {Kind.DATE: 0.95, Kind.YES_NO: 1.0, Kind.WHOLE: 1.0, Kind.DECIMAL: 1.0, Kind.TEXT: 0.5, Kind.CODE: 0.8}


_CODED = frozenset({Kind.CODE, Kind.YES_NO})


@dataclass(frozen=True)
class Likeness:
    """``name`` and ``content`` run from 0 to 1; ``score`` is both together. ``surety``: of a name that we know."""

    target: Target
    name: float
    content: float
    surety: Surety | None
    score: float
    spellings: Spellings | None = None

    @property
    def certain(self) -> bool:
        """Whether the name is known and the cells bear it out. The rest is a guess, however likely."""
        return self.surety in {"exact", "alias"} and self.content >= _certain_of(self.target)


def _certain_of(target: Target) -> float:
    return 0.95 if target.field in {"crn", "event_number"} else _CERTAIN_OF[target.column.kind]


def like(heading: str, profile: Profile, target: Target, over: str = "") -> Likeness:
    """How likely the column under this heading (and under that of its group) is the target."""
    if target.column.kind not in _CODED and not _by_content(profile, target, 0.0)[0]:
        return Likeness(target, 0.0, 0.0, None, 0.0)  # whatever its name, the cells cannot be it
    name, surety = _by_name(heading, target.names)
    if over and surety is None:
        name = max(name, _by_name(f"{over} {heading}", target.names)[0])
    if target.field in words_of(heading) and target.field == "crn":
        surety = surety or "alias"  # a name that says so, and the cells are nothing else
    content, alone, spelt = _by_content(profile, target, name)
    score = content * (name + (1 - name) * alone)
    return Likeness(target, name, content, surety, score, spelt)


def _by_name(heading: str, names: tuple[Name, ...]) -> tuple[float, Surety | None]:
    best, surety = 0.0, None
    for name in names:
        score = likeness(heading, name.text)
        known = name.surety if score == 1.0 else None
        if name.surety == "perhaps":
            score *= _PERHAPS
        if score > best:
            best, surety = score, known
    return best, surety


def _by_content(profile: Profile, target: Target, name: float) -> tuple[float, float, Spellings | None]:
    """How well the cells fit the field, how much they say by themselves, and how they write its codes."""
    column = target.column
    if not profile.filled:
        return _EMPTY, 0.0, None
    if target.field == "crn":
        return profile.crns, _CRNS_ALONE * profile.crns, None
    if target.field == "event_number":
        return (profile.numbers if profile.largest <= _HIGHEST_EVENT else 0.0), 0.0, None
    dates = profile.dates.share
    if column.kind is Kind.DATE:
        fit = dates * _looks_right(profile, target) if dates >= _MOST_ARE_DATES else 0.0
        return fit, (_DAY_OF_ENTRY if target.field == dated_by(target.table) and target.group is None else 0.0), None
    if dates >= _MOST_ARE_DATES or profile.crns >= _MOST_ARE_DATES:
        return 0.0, 0.0, None
    if column.kind in {Kind.CODE, Kind.YES_NO}:
        return _codes(profile, target, name)
    if column.kind in {Kind.WHOLE, Kind.DECIMAL}:
        return profile.numbers, 0.0, None
    return _text(profile, target), _NOTES_ALONE if _are_notes(profile, target) else 0.0, None


def _are_notes(profile: Profile, target: Target) -> bool:
    """Whether long texts that all differ, which are hardly anything but notes, stand where the table has its notes."""
    return (
        target.field == "note"
        and profile.length >= _A_SENTENCE
        and profile.distinct >= _FEW_DIFFER * profile.filled
        and profile.filled > _ONE_OR_SO
    )


def _codes(profile: Profile, target: Target, name: float) -> tuple[float, float, Spellings | None]:
    if profile.distinct > MOST_CODES and not target.column.many:
        return 0.0, 0.0, None
    ours = codes_of(target.column)
    if name < _WORTH_A_LOOK and not some_known(profile, ours):
        return _STRANGE_CODES, 0.0, None
    spelt = spellings(profile, ours, many=target.column.many)
    if target.column.kind is Kind.YES_NO:
        return (spelt.fit if spelt.fit >= 1.0 else 0.0), 0.0, spelt
    alone = _CODES_ALONE * spelt.fit if len(spelt.means) > 1 else 0.0
    return max(spelt.fit, _STRANGE_CODES if profile.numbers < 1.0 else 0.0), alone, spelt


def _text(profile: Profile, target: Target) -> float:
    if profile.distinct <= len(YES_NO) and spellings(profile, YES_NO).fit >= 1.0:
        return 0.3
    if profile.numbers >= 1.0:
        return 0.5
    return _looks_right(profile, target)


def _looks_right(profile: Profile, target: Target) -> float:
    """Whether the cells are of the sort that the field has, as far as that is known of it."""
    looks = lexicon().cells.get(target.field)
    different = profile.distinct / profile.filled
    if target.column.kind is Kind.DATE:
        wrong = (looks == "long_ago") != profile.is_long_ago or (looks == "the_same" and profile.distinct > _ONE_OR_SO)
        return _NOT_OF_THE_SORT if wrong else 1.0
    wrong = (
        (looks == "different" and different < _MOST_DIFFER)
        or (looks == "repeated" and different > _FEW_DIFFER and profile.distinct > MOST_CODES / 2)
        or (looks != "long" and profile.length > _A_NOTE)
    )
    return _NOT_OF_THE_SORT if wrong else 1.0


def beside(pair: Likeness, neighbour: Likeness | None) -> Likeness:
    """The pair, likelier where the column beside it is of the same group: "Countersigned" beside "OASys completed"."""
    if neighbour is None or pair.target.group is None or pair.target.group != neighbour.target.group:
        return pair
    if pair.target == neighbour.target:
        return pair
    return replace(pair, score=pair.score + (1 - pair.score) * _OF_THE_SAME_GROUP)


def group_agrees(over: str, heading: str, target: Target) -> bool:
    """Whether the group that a column stands in says nothing against the target: "Name" under "Victim" is another's."""
    known = {word for name in lexicon().groups_of_the_case for word in words_of(name)} | set(words_of(heading))
    known |= {word for name in target.names for word in words_of(name.text)}
    return set(words_of(over)) <= known


@lru_cache(10_000)
def of_no_use(heading: str) -> bool:
    """Whether it is a name of something that no case record has a place for."""
    return any(same(heading, name) for name in lexicon().no_use)
