"""What a sheet that nobody has described is, and what its columns are: recognised, guessed, or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from practice_check.inspecting.assignment import assign
from practice_check.inspecting.headings import Found, Layout
from practice_check.inspecting.lexicon import lexicon, targets_of
from practice_check.inspecting.likeness import Likeness, beside, group_agrees, like, of_no_use
from practice_check.inspecting.series import folded
from practice_check.inspecting.wording import likeness, same
from practice_check.records.columns import CASES, KEYS
from practice_check.records.model import tables

#: Pairs of a column and a field that are less likely than this are not considered, and others not worth naming.
_WORTH_A_GUESS = 0.33
_WORTH_NAMING = 0.25
#: What a sheet's own name counts for, in columns that fit well.
_SHEET_NAME = 2.5
_LIKE_A_SHEET = 0.6
#: A sheet in which people stand again and again is hardly one of one row a case.
_ONE_ROW_EACH = 0.8
_PEOPLE_REPEATED, _PEOPLE_ONCE = -3.0, 1.0
#: Tables that are tried in earnest, of those that a first look finds likeliest.
_MOST_TRIED = 4
#: By how much the table must be likelier than the next, and how many columns be known, for a sheet of a strange name.
_MUCH_LIKELIER, _COLUMNS_KNOWN = 1.5, 3

#: ``recognised``: its name is known and its cells fit. ``guessed``: likely, and to be confirmed. ``no_use``: known, and
#: no case record has a place for it. ``not_recognised``: the rest.
State = Literal["recognised", "guessed", "no_use", "not_recognised"]


@dataclass(frozen=True)
class ColumnFinding:
    """A column, what it was found to be, what else it may be, and why it is no more than a guess."""

    column: Found
    state: State
    best: Likeness | None
    runner_up: Likeness | None
    why: str = ""


@dataclass(frozen=True)
class SheetFinding:
    """A sheet. ``table`` is None where nothing is like it, or where nobody's entries could be told."""

    layout: Layout
    table: str | None
    certain: bool
    runner_up: str | None
    columns: tuple[ColumnFinding, ...]
    why: str = ""

    def of(self, *states: State) -> list[ColumnFinding]:
        return [column for column in self.columns if column.state in states]

    @property
    def used(self) -> list[ColumnFinding]:
        return self.of("recognised", "guessed")


@dataclass(frozen=True)
class _Try:
    """The sheet taken as one of a table."""

    layout: Layout
    table: str
    pairs: dict[tuple[int, str], Likeness]
    chosen: dict[int, str]
    total: float

    def best(self, place: int) -> Likeness | None:
        return self.pairs[place, self.chosen[place]] if place in self.chosen else None


def recognise(layout: Layout) -> SheetFinding:
    """What the sheet is. The table is the one whose fields its columns, its name and its people fit best."""
    tries = sorted(_tries(layout), key=lambda each: -each.total)
    first = tries[0]
    layout = first.layout
    if all(each.best(place) is None for each in tries[:1] for place in each.chosen) or not first.chosen:
        why = "nothing in it is like a case record's columns"
        return SheetFinding(layout, None, False, None, tuple(_unused(layout.columns)), why)
    if "crn" not in first.chosen.values():
        why = "no column holds CRNs: whose entries are they?"
        return SheetFinding(layout, None, False, None, tuple(_unused(layout.columns)), why)
    second = tries[1] if len(tries) > 1 else None
    certain = _is_certain(layout, first, second)
    columns = tuple(_column(layout, column, first, certain) for column in layout.columns)
    return SheetFinding(layout, first.table, certain, None if second is None else second.table, columns)


def _unused(columns: Sequence[Found]) -> Iterator[ColumnFinding]:
    for column in columns:
        yield ColumnFinding(column, "no_use" if of_no_use(column.heading) else "not_recognised", None, None)


def _tries(layout: Layout) -> list[_Try]:
    layouts = {table: folded(layout) if table == CASES else layout for table in (CASES, *tables())}
    looked = {table: _pairs(layouts[table], table) for table in layouts}
    hopes = {table: _hope(pairs) + _bonus(layout, table) for table, pairs in looked.items()}
    likely = sorted(hopes, key=lambda table: -hopes[table])[:_MOST_TRIED]
    return [_try(layouts[table], table, looked[table]) for table in likely]


def _pairs(layout: Layout, table: str) -> dict[tuple[int, str], Likeness]:
    found: dict[tuple[int, str], Likeness] = {}
    for column in layout.columns:
        useless = of_no_use(column.heading)
        for target in targets_of(table):
            if column.numbers and target.group is None:
                continue
            pair = like(column.heading, column.profile, target, column.over)
            if pair.score >= _WORTH_NAMING and (not useless or pair.certain or pair.target.field == "crn"):
                found[column.place, target.key] = pair
    return _beside(layout, found) if table == CASES else found


def _beside(layout: Layout, pairs: dict[tuple[int, str], Likeness]) -> dict[tuple[int, str], Likeness]:
    """The pairs, those likelier of which the column before is of the same group."""
    best: dict[int, Likeness] = {}
    for (place, _), pair in pairs.items():
        if place not in best or pair.score > best[place].score:
            best[place] = pair
    before = {
        column.place: best.get(layout.columns[number - 1].place)
        for number, column in enumerate(layout.columns)
        if number
    }
    return {(place, key): beside(pair, before.get(place)) for (place, key), pair in pairs.items()}


def _hope(pairs: dict[tuple[int, str], Likeness]) -> float:
    """The most that the pairs could come to: every column its best."""
    best: dict[int, float] = {}
    for (place, _), pair in pairs.items():
        best[place] = max(best.get(place, 0.0), pair.score)
    return sum(score for score in best.values() if score >= _WORTH_A_GUESS)


def _bonus(layout: Layout, table: str) -> float:
    """What the sheet's name, and how often each person stands in it, say for the table."""
    names = [table, *lexicon().sheets.get(table, [])]
    near = max(likeness(layout.sheet.name, name) for name in names)
    bonus = _SHEET_NAME * near if near >= _LIKE_A_SHEET else 0.0
    people = max((column.profile for column in layout.columns), key=lambda profile: profile.crns * profile.filled)
    if table == CASES and people.crns and people.filled:
        bonus += _PEOPLE_ONCE if people.distinct >= _ONE_ROW_EACH * people.filled else _PEOPLE_REPEATED
    return bonus


def _try(layout: Layout, table: str, pairs: dict[tuple[int, str], Likeness]) -> _Try:
    worth = {where: pair.score for where, pair in pairs.items() if pair.score >= _WORTH_A_GUESS}
    chosen = assign(worth)
    total = sum(worth[place, key] for place, key in chosen.items())
    return _Try(layout, table, pairs, chosen, total + _bonus(layout, table))


def _is_certain(layout: Layout, first: _Try, second: _Try | None) -> bool:
    if any(same(layout.sheet.name, name) for name in [first.table, *lexicon().sheets.get(first.table, [])]):
        return True
    known = sum(pair.certain and pair.target.field not in KEYS for pair in map(first.best, first.chosen) if pair)
    return known >= _COLUMNS_KNOWN and (second is None or first.total >= _MUCH_LIKELIER * second.total)


def _column(layout: Layout, column: Found, chosen: _Try, table_is_certain: bool) -> ColumnFinding:
    mine = sorted(
        (pair for (place, _), pair in chosen.pairs.items() if place == column.place), key=lambda pair: -pair.score
    )
    best = chosen.best(column.place)
    others = [pair for pair in mine if pair != best]
    runner_up = others[0] if others else None
    if best is None:
        return ColumnFinding(column, "no_use" if of_no_use(column.heading) else "not_recognised", None, runner_up)
    why = _doubt(column, best, table_is_certain) or _rivals(layout, column, best, others, chosen)
    return ColumnFinding(column, "guessed" if why else "recognised", best, runner_up, why)


def _doubt(column: Found, best: Likeness, table_is_certain: bool) -> str:
    """Why the column, looked at by itself, is no more than a guess; nothing where it is certain."""
    if not column.profile.filled:
        return "no cell is filled"
    if best.surety is None:
        return "a name that we do not know"
    if best.surety == "perhaps":
        return "the name may mean other things"
    if not best.certain:
        return "not all cells fit"
    if column.numbers:
        return "each number is an entry of its own"
    if column.over and not group_agrees(column.over, column.heading, best.target):
        return f"it stands under '{column.over}'"
    if not table_is_certain and best.target.field not in KEYS:
        return "the sheet is a guess"
    if best.spellings is not None and any(not each.sure and each.means for each in best.spellings.each):
        return "some codes are guesses"
    return ""


def _rivals(layout: Layout, column: Found, best: Likeness, others: list[Likeness], chosen: _Try) -> str:
    """Why the column is a guess beside the sheet's others; nothing where no other could be it too."""
    if any(pair.certain for pair in others):
        return "the name may mean other things"
    headings = {found.place: found.heading for found in layout.columns}
    for (place, key), pair in chosen.pairs.items():
        if key == best.target.key and place != column.place and pair.certain:
            return f"'{headings[place]}' may be it too"
    return ""
