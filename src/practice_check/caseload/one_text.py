"""``one_text``: one text in the records of many people, as when a note is pasted from case to case."""

import re
from dataclasses import dataclass, field
from hashlib import blake2b

from practice_check.caseload.form import Cases, Form, Told, number, of_cases
from practice_check.caseload.person import Case, Person
from practice_check.caseload.sketch import Sketch, marks_of
from practice_check.records.hidden import readable
from practice_check.records.model import CaseRecord
from practice_check.rulebook import caseload as c
from practice_check.timeline.truth import TRUE
from practice_check.vocabulary.resolve import Resolve

_SHOWN = 60
_WORD = re.compile(r"[\w'’-]+")
_NAMES = re.compile(r"…(?:\s+…)+")

#: By a text's digest: how it begins, and the person's cases that hold it.
Texts = dict[bytes, tuple[str, tuple[Case, ...]]]


@dataclass
class _Text:
    begins: str
    people: int = 0
    cases: Cases = field(default_factory=Cases)


class OneTextWatch(Form[Texts]):
    def __init__(self, text: c.OneText, resolve: Resolve, as_of: int) -> None:
        self._of, self._field = text.of, text.field
        self._at_least, self._length = resolve.number(text.at_least, as_of), resolve.number(text.length, as_of)
        self._sketch = Sketch()
        self._texts: dict[bytes, _Text] = {}

    def unseen(self, person: Person) -> str | None:
        return person.unseen(self._of.entry, [*self._of.where, self._field])

    def see(self, person: Person) -> Texts:
        names = _names(person)
        found: dict[bytes, tuple[str, list[Case]]] = {}
        for seen in person.entries(self._of):
            value = getattr(seen.found.row, self._field, None)
            if seen.found.truth is not TRUE or not isinstance(value, str):
                continue
            text = plain(value, names)
            if len(text) >= self._length:
                digest = blake2b(text.casefold().encode("utf-8", "replace"), digest_size=12).digest()
                found.setdefault(digest, (_begins(text, seen.record), []))[1].append(seen.case)
        return {digest: (begins, tuple(dict.fromkeys(cases))) for digest, (begins, cases) in found.items()}

    def first(self, seen: Texts) -> bytes:
        return marks_of(seen)

    def again(self, seen: Texts) -> Texts | None:
        return seen or None

    def add(self, first: bytes) -> None:
        self._sketch.add(first)

    def look_again(self, again: Texts) -> None:
        for digest, (begins, cases) in again.items():
            if not self._sketch.may_be(digest, self._at_least):
                continue
            text = self._texts.setdefault(digest, _Text(begins))
            text.begins = text.begins or begins
            text.people += 1
            text.cases.add(cases)

    def told(self) -> list[Told]:
        """One for each text, the most frequent first."""
        many = [text for text in self._texts.values() if text.people >= self._at_least]
        many.sort(key=lambda text: (-text.people, text.begins))
        return [
            Told(
                {"people": number(text.people), "text": text.begins or "***", "cases": of_cases(text.cases.total)},
                text.cases,
            )
            for text in many
        ]


def plain(text: str, names: frozenset[str]) -> str:
    """The text without what differs from copy to copy: white space, and the person's own name."""
    folded = text.casefold()
    if any(name in folded for name in names):
        text = _WORD.sub(lambda word: "…" if word[0].casefold() in names else word[0], text)
    return " ".join((_NAMES.sub("…", text) if "…" in text else text).split())


def _names(person: Person) -> frozenset[str]:
    words = {word.casefold() for record in person.records for word in _WORD.findall(record.name or "")}
    own = {word for record in person.records for word in record.own_words}
    return frozenset(
        {word for word in words if len(word) > 2} | {record.crn.casefold() for record in person.records} | own
    )


def _begins(text: str, record: CaseRecord) -> str:
    """How it begins; nothing of a case to which access is limited."""
    if record.limited_access:
        return ""
    text = readable(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
