"""All that is made ready of one vocabulary and of what rules say in its words: made once, shared by all cases."""

from typing import TYPE_CHECKING, Generic, TypeVar

from practice_check.rulebook.conditions import ConditionForm
from practice_check.vocabulary.by_identity import ByIdentity
from practice_check.vocabulary.forms import EntryForm, EntryRef, PeriodForm, Sources, WordForm, matching_of
from practice_check.vocabulary.model import Vocabulary
from practice_check.vocabulary.sight import Placed

if TYPE_CHECKING:
    from practice_check.vocabulary.nodes import Node

K = TypeVar("K")
V = TypeVar("V")


class Ready(Generic[K, V]):
    """What was made of parts of a rulebook. Two parts that say the same share it; ``by_part`` finds it quickest."""

    __slots__ = ("by_content", "by_part")

    def __init__(self) -> None:
        self.by_part: ByIdentity[K, V] = ByIdentity()
        self.by_content: dict[str, V] = {}


class Words:
    """The words of one vocabulary, each made ready when it is first asked for."""

    __slots__ = (
        "_entries",
        "_entry_models",
        "_forms",
        "_period_models",
        "_periods",
        "_sources",
        "conditions",
        "nodes",
        "nouns",
    )

    def __init__(self, vocabulary: Vocabulary) -> None:
        # Its parts and not the whole, so that what is made of a vocabulary goes with it.
        self._entry_models = vocabulary.entries
        self._period_models = vocabulary.periods
        self.conditions = vocabulary.conditions
        self.nouns = {name: word.noun for name, word in vocabulary.entries.items()}
        self._entries: dict[str, WordForm] = {}
        self._sources: dict[tuple[Placed, ...], Sources] = {}
        self._periods: dict[str, PeriodForm] = {}
        self._forms: Ready[EntryRef, EntryForm] = Ready()
        self.nodes: Ready[ConditionForm, Node] = Ready()

    @property
    def known(self) -> dict[str, WordForm]:
        """The words made ready so far."""
        return self._entries

    @property
    def forms_by_id(self) -> dict[int, EntryForm]:
        """The references made ready so far, by the ``id`` of each, to be looked into by whoever holds it."""
        return self._forms.by_part.made

    def word(self, name: str) -> WordForm:
        """Raises KeyError for a name that is no entry of the vocabulary."""
        found = self._entries.get(name)
        if found is None:
            model = self._entry_models[name]
            turning = model.rise_of or model.fall_of
            period = self.period(turning) if turning else None
            found = WordForm(name, model, period, [self.word(part) for part in model.any_of or ()])
            found.sources = self._sources.setdefault(tuple(found.sources.placed), found.sources)
            self._entries[name] = found
        return found

    def period(self, name: str) -> PeriodForm:
        """Raises KeyError for a name that is no period of the vocabulary."""
        found = self._periods.get(name)
        if found is None:
            found = self._periods[name] = PeriodForm(name, self._period_models[name])
        return found

    def entry(self, entry: EntryRef) -> EntryForm:
        found = self._forms.by_part.made.get(id(entry))
        return self._forms.by_part.put(entry, self._entry(entry)) if found is None else found

    def _entry(self, entry: EntryRef) -> EntryForm:
        content = repr((entry.entry, entry.where, matching_of(entry)))
        found = self._forms.by_content.get(content)
        if found is None:
            found = EntryForm(len(self._forms.by_content), entry, self.word(entry.entry))
            self._forms.by_content[content] = found
        return found


_WORDS: ByIdentity[Vocabulary, Words] = ByIdentity()


def words_of(vocabulary: Vocabulary) -> Words:
    """The words of a vocabulary, the same ones each time, for as long as the vocabulary is in use."""
    return _WORDS.get(vocabulary) or _WORDS.put(vocabulary, Words(vocabulary))
