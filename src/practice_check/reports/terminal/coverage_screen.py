"""Coverage in a terminal: the register by outcome, what an export lets the rules tell, and each entry by name."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from practice_check.audit.coverage import OnExport
from practice_check.reports import words
from practice_check.reports.escape import for_terminal
from practice_check.reports.terminal.lines import BOLD, FAINT, hanging
from practice_check.rulebook import Rulebook
from practice_check.rulebook.coverage import STATES, Answered, Coverage

_DOCUMENTS = {"iaow": "Area reports", "tr5-annual": "TR5, annual"}
_OUTCOME_NAMES = ("", *words.OUTCOMES.values())
_STATE_WORDS = {
    "rule": "rule",
    "counted": "count",
    "question": "asked",
    "set aside": "aside",
    "nothing yet": "none",
}


def print_coverage(coverage: Coverage, told: OnExport | None, console: Console) -> None:
    """By document and outcome: how many entries have a rule, are counted, asked, set aside, or have nothing yet."""
    table = _table("register and outcome")
    for heading in ("entries", *_STATE_WORDS.values(), "all", "nDelius OASys"):
        table.add_column(heading, justify="right", overflow="fold")
    if told is not None:
        table.add_column("this export", justify="right", overflow="fold")
    for document in dict.fromkeys(each.entry.document for each in coverage.entries):
        mine = [each for each in coverage.entries if each.entry.document == document]
        table.add_row(f"{_DOCUMENTS[document]}, all", *_counts(coverage, mine, told), style=BOLD)
        for outcome in sorted({each.entry.outcome or 0 for each in mine}):
            part = [each for each in mine if (each.entry.outcome or 0) == outcome]
            name = f"{outcome} {_OUTCOME_NAMES[outcome]}" if outcome else "no outcome given"
            table.add_row(f"  {name}", *_counts(coverage, part, told))
    table.add_row("both, all", *_counts(coverage, coverage.entries, told), style=BOLD)
    console.print(table)
    note = (
        "Rule: the record decides. Count: a measure or an outcome, held against nobody. Asked: an assessor answers. "
        "Aside: no rule, for a written reason. None: nothing yet. All: entries with any of the first four. "
        "nDelius OASys: entries whose rule can be decided from what these systems export. --entries names each."
    )
    console.print(Text(note, style=FAINT))


def print_on_export(book: Rulebook, told: OnExport, console: Console) -> None:
    """What the export lets the rules tell; those that found no case are named, since nothing was tested there."""
    console.print()
    console.print(Text(f"On this export of {words.number(told.cases, 'case')}", style=BOLD))
    parts = (
        ("Told in some case", told.told, False),
        ("Only asked of an assessor", told.asked, False),
        ("The record cannot tell in any case", told.in_the_dark, True),
        ("Applied to no case", told.no_case, True),
    )
    for heading, rules, named in parts:
        names = f": {', '.join(sorted(rules))}" if named and rules else ""
        hanging(console, for_terminal(f"{words.number(len(rules), 'rule')}{names}"), Text(heading, style=FAINT), 38)
    rest = len(book.rules) - sum(len(rules) for _, rules, _ in parts)
    if rest:
        hanging(
            console, for_terminal(words.number(rest, "rule")), Text("Not in force for these cases", style=FAINT), 38
        )


def print_entries(coverage: Coverage, console: Console) -> None:
    """Each entry of the register, with the rules that answer it or the reason why none does."""
    console.print()
    for each in coverage.entries:
        what = ", ".join(each.rules) or each.reason or ""
        told = f"{_STATE_WORDS[each.state]}" + (f": {what}" if what else "")
        console.print(for_terminal(f"{each.entry.id} ({_DOCUMENTS[each.entry.document]})", BOLD))
        hanging(console, for_terminal(told), "  ", 2)


def _counts(coverage: Coverage, entries: Sequence[Answered], told: OnExport | None) -> list[str]:
    counts = [coverage.count(state, entries) for state in STATES]
    answered = len(entries) - coverage.count("nothing yet", entries)
    cells = [
        str(len(entries)),
        *map(str, counts),
        _share(answered, len(entries)),
        _share(sum(each.on_common for each in entries), len(entries)),
    ]
    return [*cells, _share(_told(entries, told), len(entries))] if told is not None else cells


def _told(entries: Iterable[Answered], told: OnExport) -> int:
    return sum(any(rule in told.told for rule in each.rules) for each in entries)


def _share(count: int, of: int) -> str:
    return f"{100 * count // of if of else 100}%"


def _table(first: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style=FAINT)
    table.add_column(first, no_wrap=True)
    return table
