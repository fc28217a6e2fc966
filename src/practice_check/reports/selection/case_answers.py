"""What an answer on the self-check says: "not appropriate, because…" as rows of a file of departures."""

from practice_check.records.departure import DepartureRow
from practice_check.reports.selection.items import Item


def occasions_of(item: Item, *, reason: str, by: str, agreed_by: str | None = None) -> list[DepartureRow]:
    """A row for each open occasion of the item, so that the answer excuses these and no later one."""
    return [
        DepartureRow(
            crn=one.crn,
            event_number=one.event_number,
            rule=one.rule,
            opened=one.occasion.opened,
            about=one.about,
            reason=reason,
            by=by,
            agreed_by=agreed_by,
        )
        for one in (item.finding, *item.again)
    ]
