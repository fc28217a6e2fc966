"""One workbook an officer: whose it is, what stands in it, and a file name that no name can make unsafe."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from practice_check.reports.names import slug
from practice_check.reports.selection.act_today import pressing
from practice_check.reports.selection.items import NO_OFFICER, Item, View
from practice_check.reports.workbook.due import due_items
from practice_check.reports.workbook.waiting import waits_on_others


@dataclass
class OfficersShare:
    """What is an officer's own to do, what waits on others in the cases of that officer now, and what falls due."""

    to_do: list[Item] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)
    due: list[Item] = field(default_factory=list)


def shares(view: View) -> dict[str | None, OfficersShare]:
    """By officer now, in the order of the alphabet; None, first: the cases without an officer.

    An officer is left out whose cases have all ended with nothing left to do in them.
    """
    found: dict[str | None, OfficersShare] = defaultdict(OfficersShare)
    for case in view.results.cases:
        if case.live is not False:
            found[case.officer or None]
    for item in pressing(view):
        share = found[item.finding.officer_now or None]
        if item.finding.owner == "officer":
            share.to_do.append(item)
    for item in waits_on_others(view):
        found[item.finding.officer_now or None].waiting.append(item)
    for item in due_items(view):
        if item.finding.owner == "officer":
            found[item.finding.officer_now or None].due.append(item)
    return {
        name: found[name] for name in sorted(found, key=lambda name: (name is not None, (name or "").casefold(), name))
    }


def file_names(officers: Iterable[str | None], ending: str = ".xlsx") -> dict[str | None, str]:
    """A file name for each: letters, figures and hyphens, and a number that tells like names apart."""
    used: dict[str, int] = defaultdict(int)
    names: dict[str | None, str] = {}
    for officer in officers:
        stem = slug(officer if officer is not None else NO_OFFICER, "officer")
        used[stem] += 1
        names[officer] = f"{stem}-{used[stem]}{ending}"
    return names
