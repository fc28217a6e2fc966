"""Small caseloads: people of whom little is said, seen by one warning."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from practice_check.audit.stored.plain import packed, unpacked
from practice_check.caseload import Gathering, Lookout, Said
from practice_check.caseload.person import readings_of
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook.caseload import WarningRule

AS_OF = dt.date(2014, 2, 28)


def order(number: int, **more: Any) -> CaseRecord:
    """An order of the person of this number, a year and a half long and live on the as-of date."""
    return CaseRecord.model_validate(
        {
            "crn": f"X{number:06d}",
            "order_type": "community_order",
            "sentence_date": "2013-01-07",
            "start_date": "2013-01-07",
            "end_date": "2014-07-06",
            "closed_date": None,
            "exported_on": AS_OF.isoformat(),
            **more,
        }
    )


def warning(form: dict[str, Any], message: str, **more: Any) -> WarningRule:
    return WarningRule.model_validate(
        {
            "id": "a-warning",
            "title": "A warning",
            "for": "manager",
            "form": form,
            "message": message,
            "why": "Because.",
            "do": "Look.",
            "sources": [{"report": "tr5", "para": "2.44"}],
            **more,
        }
    )


def with_warnings(rulebook: Rulebook, *warnings: WarningRule) -> Rulebook:
    return replace(rulebook, warnings={each.id: each for each in warnings})


def said(
    rulebook: Rulebook,
    rule: WarningRule,
    people: Iterable[Sequence[CaseRecord] | CaseRecord],
    *,
    as_of: dt.date = AS_OF,
    recorded: tuple[int, int] = (0, 0),
    unread: frozenset[str] = frozenset(),
) -> list[Said]:
    """What the warning says of these people; the sightings go through a pickle, as from a worker."""
    lookout = Lookout(with_warnings(rulebook, rule), (rule.id,), as_of.toordinal(), unread)
    gathering = Gathering(lookout)
    sightings = []
    for person in people:
        records = [person] if isinstance(person, CaseRecord) else list(person)
        seen = lookout.see(readings_of(records, rulebook, lookout.as_of), *recorded)
        sightings.append((unpacked(packed(seen.first)), unpacked(packed(seen.again))))
    for first, _ in sightings:
        gathering.add(first)
    for _, again in sightings:
        gathering.look_again(again)
    return gathering.said()
