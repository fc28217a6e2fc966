"""Whether all that the history of a case names is there: words, columns, a length of time."""

from collections.abc import Iterator

from practice_check.content.faults import did_you_mean
from practice_check.content.yaml_file import KeyPath
from practice_check.rulebook import case_history as h
from practice_check.rulebook.columns import TABLES
from practice_check.rulebook.conditions import Narrowed
from practice_check.rulebook.fields import Fields, Wrong, tables_of
from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.values import Duration, ParameterName
from practice_check.vocabulary.model import Vocabulary


def wrong_in_history(form: h.HistoryForm, vocabulary: Vocabulary, parameters: Parameters) -> Iterator[Wrong]:
    """Where something is named that is not there, and what."""
    if isinstance(form.around, ParameterName):
        yield from _around(form.around.name, parameters)
    looked = _Looked(vocabulary)
    for index, asked in enumerate(form.last):
        yield from looked.narrowed(asked.of, ("last", index, "of"))
    for index, lane in enumerate(form.lanes):
        yield from looked.lane(lane, ("lanes", index))
    for index, document in enumerate(form.documents):
        yield from looked.document(document, ("documents", index))


def _around(name: str, parameters: Parameters) -> Iterator[Wrong]:
    if name not in parameters:
        yield ("around",), f"'{name}' is not a parameter{did_you_mean(name, parameters.dated)}"
    elif any(not isinstance(each.value, Duration) for each in parameters.dated[name]):
        yield ("around",), f"'{name}' is not a length of time"


class _Looked:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._fields = Fields(vocabulary, frozenset())

    def lane(self, lane: h.Lane, path: KeyPath) -> Iterator[Wrong]:
        if not lane.periods and not lane.marks:
            yield path, f"the lane '{lane.lane}' has neither periods nor marks"
        for index, period in enumerate(lane.periods):
            here = (*path, "periods", index)
            word = self._vocabulary.periods.get(period.of)
            if word is None:
                near = did_you_mean(period.of, self._vocabulary.periods)
                yield (*here, "of"), f"'{period.of}' is not a period{near}"
            elif word.table in TABLES:
                yield from self._said(period.say, frozenset({word.table}), (*here, "say"))
        for index, marks in enumerate(lane.marks):
            here = (*path, "marks", index)
            for place, narrowed in enumerate(marks.of):
                yield from self.narrowed(narrowed, (*here, "of", place))
            found = [tables_of(narrowed.entry, self._vocabulary) for narrowed in marks.of]
            yield from self._said(marks.say, frozenset().union(*found), (*here, "say"))

    def document(self, document: h.Document, path: KeyPath) -> Iterator[Wrong]:
        yield from self.narrowed(document.of, (*path, "of"))
        for key in ("happened", "reviewed"):
            if (narrowed := getattr(document, key)) is not None:
                yield from self.narrowed(narrowed, (*path, key))
        found = tables_of(document.of.entry, self._vocabulary)
        if len(found) > 1:
            yield (*path, "of"), f"'{document.of.entry}' stands in several tables, which cannot be compared"
        for index, field in enumerate(document.fields):
            yield from self._fields.field(field.field, found, (*path, "fields", index, "field"))
        for index, parts in enumerate(document.parts):
            here = (*path, "parts", index)
            yield from self._word(parts.of, (*here, "of"))
            hanging = tables_of(parts.of, self._vocabulary)
            for key in ("by", "field", "named"):
                if (name := getattr(parts, key)) is not None:
                    yield from self._fields.field(name, hanging, (*here, key))

    def narrowed(self, narrowed: Narrowed, path: KeyPath) -> Iterator[Wrong]:
        yield from self._word(narrowed.entry, path)
        yield from self._fields.entry(narrowed, path)

    def _word(self, word: str, path: KeyPath) -> Iterator[Wrong]:
        if word not in self._vocabulary.entries:
            yield path, f"'{word}' is not an entry word{did_you_mean(word, self._vocabulary.entries)}"

    def _said(self, say: str | None, found: frozenset[str], path: KeyPath) -> Iterator[Wrong]:
        if say is None:
            return
        try:
            names = h.slots(say)
        except ValueError:
            yield path, f"'{say}' is no sentence: a brace stands alone"
            return
        for name in names:
            yield from self._fields.field(name, found, path)
