"""Openings at an anchor: a start, a release, the sentence, the allocation or the end of the order."""

from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import START_NOUNS, Around, Opener, Opens
from practice_check.rulebook import model as m
from practice_check.timeline.case import Start, ordinal
from practice_check.timeline.days import NEVER
from practice_check.timeline.truth import FALSE, TRUE, UNKNOWN, Truth
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.explain import sheet
from practice_check.vocabulary.wanting import Want, of_fields


class At(Opens):
    """At an anchor."""

    __slots__ = ("_anchor",)

    def __init__(self, number: int, anchor: m.Anchor) -> None:
        super().__init__(number)
        self._anchor: m.Anchor = anchor

    def openings(self, opener: Opener, _around: Around) -> list[Opening]:
        case, anchor = opener.case, self._anchor
        if anchor in ("start", "release"):
            return self._at_starts(opener)
        if anchor == "end":
            return [Opening(case.order_end, "end", noun="end of the order")] if case.order_end < NEVER else []
        field = "sentence_date" if anchor == "sentence" else "allocation_date"
        day = ordinal(case.record.sentence_date if anchor == "sentence" else case.record.allocation_date)
        if day is None:
            wants = tuple(of_fields(case.record, [field]))
            return [Opening(case.begin, anchor, UNKNOWN, noun=anchor, wants=wants)]
        return [Opening(day, anchor, noun=anchor)]

    def _at_starts(self, opener: Opener) -> list[Opening]:
        found: list[Opening] = []
        for start in opener.case.starts:
            kind = start.kind
            truth = TRUE if self._anchor == "start" or kind == "release" else _starts_with_release(opener, start)
            if truth is not FALSE:
                wants = tuple(of_fields(opener.case.record, ["order_type"])) if truth is UNKNOWN else ()
                found.append(Opening(start.day, kind, truth, noun=START_NOUNS[kind], key=kind, wants=wants))
        return found

    def blind(self, opener: Opener, _around: Around) -> tuple[str, ...]:
        return (sheet("statuses"),) if self._anchor == "release" and _releases_hidden(opener) else ()

    def wants(self, opener: Opener, _around: Around) -> tuple[Want, ...]:
        return tuple(_release_wants(opener)) if self._anchor == "release" and _releases_hidden(opener) else ()

    def none_says(self, _reading: Reading) -> str:
        return f"there was no {self._anchor}"


def _starts_with_release(opener: Opener, start: Start) -> Truth:
    return opener.begins_with_release if start.kind == "start" else FALSE


def _releases_hidden(opener: Opener) -> bool:
    return opener.case.table("statuses").blind(opener.first_seen, opener.last_day) or bool(
        opener.case.perhaps_releases()
    )


def _release_wants(opener: Opener) -> list[Want]:
    case, table = opener.case, opener.case.table("statuses")
    blind = table.blind(opener.first_seen, opener.last_day)
    whole = [Want("absent" if table.absent else "uncovered", "statuses")] if blind else []
    rows = (of_fields(row, ["kind", "start", "end"], "period of a status") for row in case.perhaps_releases())
    return whole + [want for wants in rows for want in wants]
