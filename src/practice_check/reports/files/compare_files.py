"""A comparison as files: JSON, CSV with a row for each change, and Markdown with all names."""

import csv
import io
from collections.abc import Iterator, Sequence

from practice_check.audit.parts import Change, Changes
from practice_check.reports import words
from practice_check.reports.escape import for_json, for_markdown, for_spreadsheet
from practice_check.reports.selection.changed import what_changed
from practice_check.reports.selection.compare_view import next_step, numbers_line, units, what_it_is
from practice_check.reports.selection.items import NO_OFFICER

#: The formats, with the name of the file that each is written to.
FILES = {"json": "compare.json", "csv": "compare.csv", "md": "compare.md"}

STATES = {
    "new": "new",
    "closed": "closed",
    "still_open": "still open",
    "not_judged_now": "no longer judged",
}

COLUMNS = (
    *(
        "state",
        "crn",
        "event_number",
        "name",
        "officer_now",
        "team",
        "rule",
        "title",
        "severity",
        "owner",
        "remediable",
    ),
    *("to_mend", "before", "now", "message", "do", "since", "days_open", "open_since_run", "why", "follows"),
    *("fingerprint", "was"),
)


def changes_as_json(changes: Changes) -> bytes:
    return (for_json(changes.model_dump_json(indent=2)) + "\n").encode()


def changes_as_csv(changes: Changes) -> bytes:
    """With a byte order mark, by which Excel knows that the text is UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for change in changes.changes:
        row = {
            **change.model_dump(),
            "state": STATES[change.state],
            "to_mend": "yes" if change.to_mend else "no",
            "follows": "; ".join(each.title for each in change.follows),
        }
        writer.writerow([for_spreadsheet(row[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def changes_as_md(changes: Changes) -> bytes:
    return ("\n".join(_md(changes)) + "\n").encode()


def _md(changes: Changes) -> Iterator[str]:
    found = what_changed(changes)
    yield f"# From {words.day(found.before)} to {words.day(found.now)}"
    yield f"\n{numbers_line(found)}.\n"
    if found.past_words:
        yield f"{found.past_words}.\n"
    yield from (f"- Mind: {for_markdown(note)}" for note in found.notes)
    for state, heading in (
        ("closed", "Closed"),
        ("new", "New"),
        ("still_open", "Still open"),
        ("not_judged_now", "No longer judged, so not known to be closed"),
    ):
        rows = [change for change in changes.changes if change.state == state]
        yield f"\n## {heading} ({len(rows):,})\n"
        yield from _table(
            ("who", "officer now", "what", "due", "severity", "what to do, or how it came about"), _rows(rows)
        )
    yield "\n## Whose cases, by name\n"
    yield "To see where help is needed; the numbers compare nobody.\n"
    heads = ("team", "officer", *(what for what, _ in found.numbers))
    yield from _table(heads, [[unit.team, unit.officer, *map(str, unit.counts)] for unit in units(found)])


def _rows(changes: Sequence[Change]) -> list[list[str]]:
    return [
        [
            f"{change.crn} {change.name or ''}",
            change.officer_now or NO_OFFICER,
            what_it_is(change) + _what_follows(change),
            words.day(change.since),
            change.severity,
            next_step(change),
        ]
        for change in changes
    ]


def _what_follows(change: Change) -> str:
    return f" (and {words.number(len(change.follows), 'thing')} that would follow from it)" if change.follows else ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        yield "None."
        return
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(for_markdown(cell) for cell in row)} |"
