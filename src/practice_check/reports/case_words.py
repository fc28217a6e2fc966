"""The sentences of the self-check and of the countersigning pack, in the terminal and in HTML alike. Plain text."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from practice_check.audit.parts import Departure, LastTime, VersionChange
from practice_check.audit.results import CaseSummary, Finding
from practice_check.reports import words
from practice_check.reports.selection.case_page import Ahead, CasePage, Waiting, exposed, stood_before
from practice_check.reports.selection.countersigning import Submitted
from practice_check.reports.selection.items import Item
from practice_check.reports.terminal.lines import some

Thing = TypeVar("Thing")

_MOST_TITLES = 4
_MOST_HAPPENED = 5
LATE = "It is past its time: record the reason."
NO_VERSIONS = "No earlier version that the record can show."

#: What became of a departure in this run.
_STANDINGS = {
    "used": "It holds, so this is not counted as missing",
    "waiting": "A manager has to agree; until then this stays open",
    "expired": "Its last day is past, so this counts again",
    "unmatched": "Nothing in this run is what it is about: see the rule, the order and the date",
    "not_needed": "It is recorded after all, so the departure is not needed",
}


def particulars(case: CaseSummary) -> str:
    """Which order, whose, since when, and at what level of risk."""
    parts = [f"Order {case.event_number}"]
    parts.append(f"officer {case.officer}" if case.officer else "no officer recorded")
    if case.start_date:
        parts.append(f"started {words.day(case.start_date)}")
    parts.append(f"RoSH {case.level.replace('_', ' ')}" if case.level else "RoSH level not recorded")
    if case.child_protection:
        parts.append("child protection")
    if case.live is False:
        parts.append("ended")
    return " · ".join(parts)


def last_time(last: LastTime) -> str:
    """When it was last recorded, and how sure that is."""
    if last.date is None:
        return f"Last {last.what}: {'none recorded' if last.known else 'the export cannot tell'}"
    unsure = "" if last.known else ", or later: the export cannot tell"
    return f"Last {last.what}: {words.day(last.date)}{unsure}"


def again(item: Item) -> str:
    """The other occasions of a duty; empty where there are none."""
    if not item.again:
        return ""
    dates = [words.day(other.occasion.due) for other in item.again]
    return f"And {len(dates)} more of the same, due {some(dates, _MOST_TITLES)}."


def follows(page: CasePage, item: Item) -> str:
    """What else is open because this is; empty where nothing is."""
    titles = list(dict.fromkeys(page.view.title(one.rule) for one in item.follows))
    return f"Open because of this: {_titles(titles, _MOST_TITLES)}." if titles else ""


def lead(page: CasePage, item: Item) -> str:
    """What stands before an item: who may be exposed by it; empty where nobody is."""
    return _capital(exposed(page.view, item.finding))


def inherited(finding: Finding, signing: bool = False) -> str:
    """That it fell due under an earlier officer; empty where it did not."""
    who = "the present officer" if signing else "you"
    return f"It fell due before {who} had the case: {finding.officer} had it then." if stood_before(finding) else ""


def named(items: list[Item], most: int = _MOST_TITLES) -> str:
    """The titles of several things to do, with how many times each."""
    titles = [item.title + (f" ({len(item.again) + 1} times)" if item.again else "") for item in items]
    return _titles(titles, most)


def not_to_mend(page: CasePage, signing: bool = False) -> list[str]:
    """What is open and not to be mended now, a line each: from before, past mending, left open at the end."""
    who = "the present officer" if signing else "you"
    count = words.number(len(page.before), "thing")
    said = (
        (page.before, f"{count} stood open before {who} had the case"),
        (page.past, "Nothing can put these right any more"),
        (page.left_open, "Still open when the order ended"),
    )
    return [f"{what}: {named(items)}." for items, what in said if items]


def version_title(version: VersionChange) -> str:
    title = f"{_capital(version.of)} of {words.day(version.date)}"
    return f"{title}, after that of {words.day(version.before)}" if version.before else f"{title}, the first"


def version_lines(version: VersionChange) -> list[tuple[str, str]]:
    """What is to be said of a version, each with its label."""
    lines = [("Changed", "; ".join(version.changed))] if version.changed else []
    if version.before and not version.changed:
        lines.append(("Changed", "nothing that the record shows"))
    if version.happened:
        lines.append(("Happened between the two", "; ".join(version.happened)))
    if version.unchanged:
        lines.append(("Stands as before", "; ".join(version.unchanged)))
    if version.since:
        lines.append(("Happened since, and not in it", _latest(version.since)))
    if version.reviewed:
        lines.append(("Reviewed since, without a new version", _latest(words.day(each) for each in version.reviewed)))
    return lines


def waiting(one: Waiting) -> str:
    since = f" since {words.day(one.since)}" if one.since else ""
    due = f" (due {words.day(one.due)})" if one.due else ""
    note = f": “{one.note}”" if one.note else ""
    return f"With {one.whom}{since}: {one.what}{note}{due}."


def cannot_tell(what: str, titles: list[str]) -> str:
    return f"For want of {what}: {_titles(titles, _MOST_TITLES)}"


def reasons(found: list[str]) -> str:
    """When an answer falls below the line; empty where the rule does not say."""
    return f"It falls short where, for example, {'; or '.join(found)}." if found else ""


def ahead(one: Ahead) -> str:
    return f"{words.day(one.due)}: {one.title}" + (f" ({one.times} times)" if one.times > 1 else "")


def departure(one: Departure, title: str) -> str:
    """What somebody gave as a reason for departing from a rule, and what became of it in this run."""
    opened = f", {words.day(one.opened)}" if one.opened else ""
    agreed = f"agreed by {one.agreed_by}" if one.agreed_by else "agreed by nobody yet"
    until = f"; until {words.day(one.expires)}" if one.expires else ""
    return f"{title}{opened}: “{one.reason}” ({one.by}; {agreed}{until}). {_standing(one)}."


def _standing(one: Departure) -> str:
    """What became of it, with the reason where somebody has to see to it."""
    if one.why and one.status == "waiting":
        return f"It excuses nothing yet: {one.why}. Until that is mended this stays open"
    if one.why and one.status == "unmatched":
        return f"{_STANDINGS[one.status]} ({one.why})"
    return _STANDINGS[one.status]


def departures(page: CasePage) -> list[str]:
    """Every departure about the case: those of a file, and those that the record itself holds."""
    said = [departure(one, _titles(_departed(page, one), _MOST_TITLES)) for one in page.departures]
    return [*said, f"Decided in the case record itself: {'; '.join(page.excepted)}."] if page.excepted else said


def _departed(page: CasePage, one: Departure) -> list[str]:
    """The titles of what it departs from, where it names a register entry for several duties."""
    return [page.view.title(rule) for rule in one.rules or [one.rule]]


def untold(page: CasePage) -> list[str]:
    return [cannot_tell(what, titles) for what, titles in page.cannot_tell]


def submitted(one: Submitted) -> str:
    """What waits for a signature, since when, from whom."""
    waiting_for = f", {words.number(one.days, 'day')} ago" if one.days is not None else ""
    due = f"; to be signed or returned by {words.day(one.due)}" if one.due else ""
    return f"{_capital(one.what)}: submitted on {words.day(one.on)}{waiting_for}, officer {one.by}{due}."


def and_more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def each(say: Callable[[Thing], str], things: Iterable[Thing]) -> list[str]:
    return [say(one) for one in things]


def _titles(titles: list[str], most: int) -> str:
    """The first few titles; there are commas in them, so what stands between them is none."""
    rest = len(titles) - most
    return "; ".join(titles[:most]) + (f"; and {rest} more" if rest > 0 else "")


def _latest(said: Iterable[str]) -> str:
    """The latest few of what is told in the order of time, with how many came before."""
    told = list(said)
    earlier = len(told) - _MOST_HAPPENED
    return "; ".join(told) if earlier <= 0 else f"{'; '.join(told[earlier:])}; and {earlier} earlier"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
