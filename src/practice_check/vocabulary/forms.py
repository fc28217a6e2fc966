"""Words of the vocabulary, and what rules make of them, made ready to be put to case after case."""

from practice_check.rulebook.model import Count, Entry, Narrowed
from practice_check.vocabulary.model import EntryWord, PeriodWord
from practice_check.vocabulary.sight import Placed
from practice_check.vocabulary.tests import RowTests, Sieve, test_of, tests_of

#: What refers to entries of a word: of its slots only the word, ``where`` and ``matching`` are read here.
EntryRef = Entry | Narrowed | Count


class Sources:
    """The tables that a word is read from, each with the columns that place its entries; words of the same share it."""

    __slots__ = ("placed",)

    def __init__(self, leaves: "list[WordForm]") -> None:
        self.placed: list[Placed] = list(dict.fromkeys((leaf.table, tuple(leaf.placed_by)) for leaf in leaves))


class WordForm:
    """An entry word.

    ``leaves``: the words that read a table, of which this one is made; only itself where it reads one. ``tables``:
    theirs; ``sources``: each with the columns that place its entries. ``sieve``: what the rows of its own table are to
    pass. ``placed_by``: of a word that reads a table, the columns that place its entries: without one of them it cannot
    be seen on any day. They are its date, and of a rise or fall the value too. ``period``: what rises or falls.
    """

    __slots__ = (
        "counts_when_future",
        "date",
        "leaves",
        "name",
        "noun",
        "period",
        "placed_by",
        "produced",
        "rises",
        "sieve",
        "sources",
        "table",
        "tables",
        "together",
        "where",
    )

    def __init__(self, name: str, word: EntryWord, period: "PeriodForm | None", parts: list["WordForm"]) -> None:
        self.name = name
        self.noun = word.noun
        self.date = word.date
        self.where = word.where
        self.sieve = Sieve(tests_of(word.where))
        self.produced = word.produced
        self.counts_when_future = word.counts_when_future
        self.period = period
        self.rises = word.rise_of is not None
        self.table = period.table if period else word.table or ""
        self.placed_by = [period.start, *([period.value] if period.value else [])] if period else [word.date]
        self.together = bool(parts)
        leaves = {leaf.name: leaf for part in parts for leaf in part.leaves} if parts else {name: self}
        self.leaves: list[WordForm] = list(leaves.values())
        self.tables: list[str] = list(dict.fromkeys(leaf.table for leaf in self.leaves))
        self.sources = Sources(self.leaves)


class PeriodForm:
    """A period word. ``value``: its column, empty where it has none; ``rank``: the places of its values in order."""

    __slots__ = ("always", "end", "name", "rank", "start", "table", "tests", "value", "word")

    def __init__(self, name: str, word: PeriodWord) -> None:
        self.name = name
        self.word = word
        self.table = word.table
        self.value = word.value or ""
        self.start = word.start
        self.end = word.end
        self.always = word.always
        self.tests = tests_of(word.where)
        self.rank: dict[object, int] = {value: place for place, value in enumerate(word.order or [])}


class EntryForm:
    """Entries of a word as a rule refers to them.

    ``fixed``: the tests that come to the same for every opener and on every day; ``moving``: the others, those by which
    it is to match the opener among them. None where there are none. ``tests``: of ``where``. ``place``: its own number.
    """

    __slots__ = ("by_opener", "entry", "fixed", "moving", "place", "tests", "word")

    def __init__(self, place: int, entry: EntryRef, word: WordForm) -> None:
        matching = matching_of(entry)
        ties = [test_of(name, f"opener.{field}") for name, field in matching.items()]
        self.tests = tests_of(entry.where)
        whole = RowTests([*self.tests.parts, *ties])
        self.place = place
        self.entry = entry
        self.word = word
        fixed = whole.part(moving=False)
        self.fixed = Sieve(fixed) if fixed else None
        self.moving = whole.part(moving=True)
        self.by_opener = whole.by_opener


def matching_of(entry: EntryRef) -> dict[str, str]:
    """Which columns of its entries are to match which fields of the opener."""
    return {} if isinstance(entry, Narrowed) else entry.matching
