"""Openings for each entry of some words, or for each cluster of them."""

from collections.abc import Callable

from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import Around, Opener, Opens, about
from practice_check.rulebook import model as m
from practice_check.rulebook.values import Length
from practice_check.timeline.days import add
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.entries import Found
from practice_check.vocabulary.wanting import Want, of_fields, out_of_sight
from practice_check.vocabulary.words import Words


class Each(Opens):
    """For each entry of some words. ``of_person``: whatever order of the person's it stands under."""

    __slots__ = ("_cluster", "_earlier", "_entries", "_forms", "_of_one_word", "_of_person", "_once_per", "_words")

    def __init__(self, number: int, opens: m.OpensEach, words: Words, *, of_person: bool) -> None:
        super().__init__(number)
        self._entries: list[m.Entry] = opens.each
        self._earlier = opens.earlier is not None
        self._once_per: str | None = opens.once_per
        self._cluster: Length | None = opens.cluster
        self._of_person = of_person
        self._words = [entry.entry for entry in opens.each]
        self._forms = [words.entry(entry) for entry in opens.each]
        #: Whether all that opens it is of one word, and once a day.
        self._of_one_word = len(self._forms) == 1 and not self._forms[0].word.together and opens.once_per is None

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        found: list[Found] = []
        for form in self._forms:
            entries = opener.entries.of_form(form)
            if entries:
                found += self._in_time(opener, entries)
        return self._opened(opener, found) if found else []

    def _opened(self, opener: Opener, found: list[Found]) -> list[Opening]:
        once = found
        if len(found) > 1:
            once = _first_of_each_day(found) if self._of_one_word else _once(found, self._once_per)
        if self._cluster is None:
            opened = opener.opened.setdefault(self._once_per, {})
            return [self._opened_by_one(opener, opened, each) for each in once]
        return [self._opened_by(opener, cluster[0], cluster[-1]) for cluster in _clusters(opener, once, self._cluster)]

    def _opened_by_one(self, opener: Opener, opened: dict[int, Opening], found: Found) -> Opening:
        """The same opening for every form that the entry opens alike."""
        known = opened.get(id(found))
        if known is None:
            known = opened[id(found)] = self._opened_by(opener, found, found)
        return known

    def _opened_by(self, opener: Opener, first: Found, last: Found) -> Opening:
        word, row = opener.reading.words.word(first.word), first.row
        day = opener.opens_on(first)
        return Opening(
            day,
            first.word,
            first.truth,
            row,
            first,
            last_day=day if last is first else opener.opens_on(last),
            last_produced=word.produced if last is first else opener.entries.produced(last.word),
            noun=word.noun,
            key=row.row_id or str(first.place),
            about=about(row, self._once_per),
        )

    def _in_time(self, opener: Opener, found: list[Found]) -> list[Found]:
        """The entries in the time of the order, and where the rule says so before it, that open its own duties."""
        case, earlier = opener.case, self._earlier
        begin, end = case.begin, case.order_end
        if len(case.records) == 1:
            first = 0 if earlier else begin
            return [each for each in found if first <= each.day <= end] if begin <= end else []
        return [
            each
            for each in found
            if (earlier or each.day >= begin)
            and opener.opens_on(each) <= end
            and opener.of_this_order(each, of_person=self._of_person)
        ]

    def _perhaps_of_the_sentence(self, opener: Opener) -> bool:
        """Whether an entry lies before the first day known, and the sentence may have been passed before it."""
        if self._earlier or not opener.sentence_before:
            return False
        case = opener.case
        for form in self._forms:
            for each in opener.entries.of_form(form):
                if each.day < case.begin <= case.order_end and opener.of_this_order(each, of_person=self._of_person):
                    return True
        return False

    def blind(self, opener: Opener, _around: Around) -> tuple[str, ...]:
        found: list[str] = []
        for word in self._words:
            if opener.blind(word):
                found += opener.hidden(word)
        if self._perhaps_of_the_sentence(opener):
            found.append("sentence date")
        return tuple(dict.fromkeys(found)) if found else ()

    def wants(self, opener: Opener, _around: Around) -> tuple[Want, ...]:
        first, last = opener.first_seen, opener.last_day
        found = [
            want
            for entry in self._entries
            for want in out_of_sight(entry.entry, opener.reading, first, last, entry.where)
        ]
        if self._perhaps_of_the_sentence(opener):
            found += of_fields(opener.case.record, ["sentence_date"])
        return tuple(dict.fromkeys(found))

    def none_says(self, reading: Reading) -> str:
        nouns = list(dict.fromkeys(reading.entries.noun(word) for word in self._words))
        before = "before or " if self._earlier else ""
        return f"no {' or '.join(nouns)} is recorded {before}in the time of the order"

    def entries(self, _opening: Opening) -> list[m.Entry]:
        return self._entries


def _clusters(opener: Opener, found: list[Found], length: Length) -> list[list[Found]]:
    def reach(day: int) -> int:
        return add(day, opener.reading.resolve.duration(length, day))

    sure = _gathered(opener, [each for each in found if each.truth is TRUE], reach)
    taken = [(opener.opens_on(cluster[0]), reach(opener.opens_on(cluster[0]))) for cluster in sure]
    left = [
        each
        for each in found
        if each.truth is UNKNOWN and not any(first <= opener.opens_on(each) <= last for first, last in taken)
    ]
    return sorted([*sure, *_gathered(opener, left, reach)], key=lambda cluster: opener.opens_on(cluster[0]))


def _gathered(opener: Opener, found: list[Found], reach: Callable[[int], int]) -> list[list[Found]]:
    """In clusters: what opens no later than ``reach`` of a cluster's first day belongs to it."""
    clusters: list[list[Found]] = []
    for each in found:
        if clusters and opener.opens_on(each) <= reach(opener.opens_on(clusters[-1][0])):
            clusters[-1].append(each)
        else:
            clusters.append([each])
    return clusters


def _first_of_each_day(found: list[Found]) -> list[Found]:
    """The surest of each day, where they are of one word; the first in its table of those that are as sure."""
    kept: list[Found] = []
    for each in found:
        if not kept or kept[-1].day != each.day:
            kept.append(each)
        elif each.truth is TRUE and kept[-1].truth is not TRUE:
            kept[-1] = each
    return kept


def _once(found: list[Found], field: str | None) -> list[Found]:
    """One a day for each word, and with ``field`` one for each of its values."""
    kept: dict[object, Found] = {}
    for each in sorted(found, key=_surest_first):
        key: object = (each.word, each.day)
        if field is not None:
            value = getattr(each.row, field)
            key = ("blank", each.table, each.place) if value in (None, "", []) else ("value", str(value))
        kept.setdefault(key, each)
    return list(kept.values())


def _surest_first(found: Found) -> tuple[int, int, str, int]:
    return (found.day, -found.truth, found.table, found.place)
