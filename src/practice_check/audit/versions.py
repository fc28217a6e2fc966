"""A document against the version before it: what differs, what stands although something happened. In few words."""

from collections import Counter
from itertools import pairwise
from typing import Final

from practice_check.audit.json_text import date, listed, quoted
from practice_check.audit.said_of import plain_value
from practice_check.occasions.likeness import likeness
from practice_check.records.model import Row
from practice_check.rulebook import case_history as h
from practice_check.rulebook import model as m
from practice_check.rulebook.columns import columns
from practice_check.timeline.truth import TRUE
from practice_check.verdicts.messages import day
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.entries import Found

#: Two texts of one kind are half alike without any copying: from here on it is worth saying, in percent.
_NEAR: Final = 80
#: Of what is added or taken out so many are named.
_NAMED: Final = 4


def versions_of(document: h.Document, reading: Reading) -> list[str]:
    """Every version up to the as-of date, in order, each as the JSON of a ``VersionChange``.

    A version that a blank leaves open is none.
    """
    found = _sure(document.of, reading)
    if not found:
        return []
    compared = _Compared(document, reading)
    versions = [_Version(document.document, found[0].day)]
    for before, after in pairwise(found):
        version = _Version(document.document, after.day)
        version.before = date(before.day)
        version.happened = compared.happened(before.day, after.day)
        same, version.changed = compared.against(before, after)
        version.unchanged = [each.words for each in same if version.happened or each.is_text]
        versions.append(version)
    compared.since(versions[-1])
    return [each.json() for each in versions]


class _Version:
    """The slots of a ``VersionChange``. ``before``: as JSON; ``reviewed``: days."""

    __slots__ = ("before", "changed", "happened", "name", "on", "reviewed", "since", "unchanged")

    def __init__(self, name: str, on: int) -> None:
        self.name = name
        self.on = on
        self.before = "null"
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.happened: list[str] = []
        self.since: list[str] = []
        self.reviewed: list[int] = []

    def json(self) -> str:
        return (
            f'{{"of":{quoted(self.name)},"date":{date(self.on)},"before":{self.before},"changed":{listed(self.changed)}'
            f',"unchanged":{listed(self.unchanged)},"happened":{listed(self.happened)},"since":{listed(self.since)}'
            f',"reviewed":[{",".join([date(on) for on in self.reviewed])}]}}'
        )


def _sure(narrowed: m.Narrowed, reading: Reading) -> list[Found]:
    found = reading.entries.of(narrowed)
    return [each for each in found if each.truth is TRUE and each.day <= reading.case.as_of]


class _Same:
    __slots__ = ("is_text", "words")

    def __init__(self, words: str, *, is_text: bool = False) -> None:
        self.words = words
        self.is_text = is_text


class _Compared:
    """Compares the versions of one document of one case."""

    def __init__(self, document: h.Document, reading: Reading) -> None:
        self._document = document
        self._reading = reading
        self._limit = 100 * float(reading.resolve.number_named("clone-likeness", reading.case.as_of))
        self._hard = _sure(document.happened, reading) if document.happened else []
        self._reviews = _sure(document.reviewed, reading) if document.reviewed else []

    def happened(self, after: int, until: int) -> list[str]:
        """What happened after the one day and up to the other, with the reviews that it led to."""
        hard = [each for each in self._hard if after < each.day <= until]
        if not hard:
            return []
        reviews = [each for each in self._reviews if after < each.day <= until]
        return self._told([*hard, *reviews])

    def since(self, latest: _Version) -> None:
        """Adds what happened after the latest version, and the days on which it was reviewed without a new one."""
        latest.since = self._told([each for each in self._hard if each.day > latest.on])
        latest.reviewed = sorted({each.day for each in self._reviews if each.day > latest.on})

    def _told(self, found: list[Found]) -> list[str]:
        told = {(each.day, self._reading.entries.noun(each.word)): None for each in found}
        return [f"{noun} {day(number)}" for number, noun in sorted(told)]

    def against(self, before: Found, after: Found) -> tuple[list[_Same], list[str]]:
        """What is the same, and what differs."""
        same: list[_Same] = []
        different: list[str] = []
        for field in self._document.fields:
            self._field(field, before.row, after.row, same, different)
        for parts in self._document.parts:
            self._parts(parts, before, after, same, different)
        return same, different

    def _field(self, field: h.ComparedField, before: Row, after: Row, same: list[_Same], different: list[str]) -> None:
        name, say = field.field, field.say
        if not (before.given(name) and after.given(name)):
            return
        was, now = getattr(before, name), getattr(after, name)
        if _blank(was) and _blank(now):
            same.append(_Same(f"{say} still not recorded"))
        elif isinstance(was, str) and isinstance(now, str) and self._is_text(name):
            alike = likeness(was, now)
            if alike >= self._limit:
                same.append(_Same(f"{say} the same as before ({alike:.0f} %)", is_text=True))
            else:
                different.append(f"{say} changed" + (f" a little ({alike:.0f} % alike)" if alike >= _NEAR else ""))
        elif was == now:
            same.append(_Same(f"{say} as before"))
        elif isinstance(was, list) or isinstance(now, list):
            different.append(f"{say}: {_lists(was or [], now or [])}")
        elif self._is_text(name):
            different.append(f"{say} {'no longer recorded' if _blank(now) else 'now recorded'}")
        else:
            different.append(f"{say}: {_value(now)} (was {_value(was)})")

    def _is_text(self, name: str) -> bool:
        table = self._reading.entries.tables(self._document.of.entry)[0]
        return columns(table)[name].kind == "text"

    def _parts(
        self, parts: h.ComparedParts, before: Found, after: Found, same: list[_Same], different: list[str]
    ) -> None:
        if self._reading.entries.absent_tables(parts.of):
            return
        was, now = self._hanging(parts, before), self._hanging(parts, after)
        gone, new = self._unmatched(was, now)
        if gone or new:
            said = [f"{len(new)} added{_names(new)}"] if new else []
            said += [f"{len(gone)} taken out{_names(gone)}"] if gone else []
            different.append(f"{parts.say}: {', '.join(said)}")
        elif now:
            same.append(_Same(f"{parts.say} as before ({len(now)})"))
        else:
            same.append(_Same(f"still no {parts.say} recorded"))

    def _hanging(self, parts: h.ComparedParts, document: Found) -> list["_Hanging"]:
        """The rows of the document: by its row_id under the same order, or by its date where they give none."""
        entries, case = self._reading.entries, self._reading.case
        plans = case.table(document.table)
        under = plans.others.get(document.place)
        found = []
        for leaf in entries.tables(parts.of):
            table = case.table(leaf)
            for each in entries.of_word(parts.of):
                if each.table != leaf or each.truth is not TRUE or table.others.get(each.place) != under:
                    continue
                tied = getattr(each.row, parts.by)
                if tied == document.row.row_id if tied and document.row.row_id else each.day == document.day:
                    name = getattr(each.row, parts.named) if parts.named else None
                    found.append(_Hanging(_folded(getattr(each.row, parts.field)), plain_value(name) if name else ""))
        return found

    def _unmatched(self, was: list["_Hanging"], now: list["_Hanging"]) -> tuple[list["_Hanging"], list["_Hanging"]]:
        """What has no like on the other side: in the first, and in the second."""
        left = list(now)
        gone = []
        for each in was:
            place = self._twin(each, left)
            if place is None:
                gone.append(each)
            else:
                del left[place]
        return gone, left

    def _twin(self, one: "_Hanging", others: list["_Hanging"]) -> int | None:
        """The place of the first that is alike."""
        for place, other in enumerate(others):
            if one.name == other.name and (one.text == other.text or likeness(one.text, other.text) >= self._limit):
                return place
        return None


class _Hanging:
    __slots__ = ("name", "text")

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _blank(value: object) -> bool:
    return value is None or value in ("", [])


def _value(value: object) -> str:
    return "not recorded" if _blank(value) else plain_value(value)


def _lists(was: list[object], now: list[object]) -> str:
    new, gone = [each for each in now if each not in was], [each for each in was if each not in now]
    said = [f"{plain_value(new)} added"] if new else []
    said += [f"{plain_value(gone)} taken out"] if gone else []
    return "; ".join(said)


def _names(parts: list[_Hanging]) -> str:
    """What the parts are called, each once with how many there are of it."""
    counted = Counter(each.name for each in parts if each.name)
    if not counted:
        return ""
    names = [name if count == 1 else f"{name} {count}×" for name, count in counted.items()]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f" ({', '.join(names[:_NAMED])}{more})"
