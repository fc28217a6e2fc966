"""What an export is, before it is checked: what must be answered, what was guessed, what was recognised, what to do."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from practice_check.ingest.problems import Problem
from practice_check.inspecting.draft import Question, drafted, questions, what_it_holds
from practice_check.inspecting.recognise import ColumnFinding, SheetFinding
from practice_check.inspecting.report import Inspection
from practice_check.mapping.loader import TEMPLATE
from practice_check.records.columns import CASES
from practice_check.records.model import CaseRecord, tables
from practice_check.reports.escape import one_line
from practice_check.reports.terminal.lines import ALARM, BOLD, FAINT, columns, hanging, heading, some
from practice_check.reports.words import number

_INDENT = 2
_COLUMN, _TAKEN_AS, _ELSE, _WHY = 24, 20, 16, 30
_MOST_CODES = 8
_MOST_NAMED = 60
_MOST_DOUBTS = 12


def print_inspection(inspection: Inspection, files: Sequence[str], console: Console) -> None:
    """What was found in the sheets and columns; nothing of what stands in anybody's record but the codes."""
    found = inspection.columns
    sheets = len(inspection.known) + len(inspection.found) + len(inspection.bare)
    count = sum(known.columns + known.unused for known in inspection.known)
    count += sum(len(finding.column.numbers) or 1 for finding in found)
    console.print(heading(", ".join(files), f"{number(sheets, 'sheet')}, {number(count, 'column')}", console.width))
    _known(inspection, console)
    if found:
        _counts(found, console)
    _to_answer(inspection, console)
    _to_confirm(inspection, console)
    _recognised(inspection, console)
    _not_used(inspection, console)


def _known(inspection: Inspection, console: Console) -> None:
    ours = [known for known in inspection.known if known.mapping == TEMPLATE.id]
    if ours:
        columns_of_it = sum(known.columns for known in ours)
        unused = sum(known.unused for known in ours)
        rest = f", {number(unused, 'column')} not used" if unused else ""
        _say(f"In our own form: {number(len(ours), 'sheet')}, {number(columns_of_it, 'column')}{rest}", console)
    for known in (each for each in inspection.known if each.mapping != TEMPLATE.id):
        rest = f"; {number(known.unused, 'column')} not used" if known.unused else ""
        read = f"{known.sheet.name}: read by the shipped mapping '{known.mapping}'"
        _say(f"{read}, {number(known.columns, 'column')}{rest}", console)


def _counts(found: Sequence[ColumnFinding], console: Console) -> None:
    words = {
        "recognised": "recognised",
        "guessed": "guessed",
        "not_recognised": "not recognised",
        "no_use": "that no case record has a place for",
    }
    counts = {state: sum(column.state == state for column in found) for state in words}
    _say(" · ".join(f"{counts[state]} {said}" for state, said in words.items() if counts[state]), console)


def _to_answer(inspection: Inspection, console: Console) -> None:
    asked = questions(inspection)
    lacking = [sheet for sheet in inspection.found if sheet.table is None]
    if not (asked or lacking or inspection.bare or not inspection.has_cases):
        return
    console.print()
    console.print(Text("To answer", BOLD), Text("nobody but you can know this", FAINT))
    if not inspection.has_cases:
        text = (
            "No sheet gives the orders: a row for each, with its CRN and the day on which it started. Without one "
            "nothing can be checked: name it beside this export."
        )
        hanging(console, Text(text, ALARM), "", _INDENT)
    for sheet in lacking:
        hanging(console, _cell(sheet.layout.sheet.name, f"{sheet.why}. It is not in the draft."), "", _INDENT)
    for bare in inspection.bare:
        hanging(console, _cell(bare.name, "no row of headings was found in it. It is not in the draft."), "", _INDENT)
    for question in asked:
        if question.kind != "covers":
            hanging(console, _cell(f"{question.sheet}, {question.column}", _asked(question, inspection)), "", _INDENT)
    covers = [question.sheet for question in asked if question.kind == "covers"]
    if covers:
        text = (
            f"does the export hold every entry, for every case, of {', '.join(map(_spoken, covers))}? This decides "
            "whether anything can be found 'not recorded'. As the draft stands (covers: nothing) a case without a row "
            "is 'cannot tell'. Where a sheet is complete, write 'all' in place of 'nothing', a word for each table; "
            "where it keeps only the last of each, leave it."
        )
        hanging(console, _cell("Complete tables", text), "", _INDENT)


def _asked(question: Question, inspection: Inspection) -> str:
    if question.kind != "codes":
        return question.asks
    finding = next(
        column
        for sheet in drafted(inspection)
        for column in sheet.used
        if sheet.layout.sheet.name == question.sheet and column.column.heading == question.column
    )
    assert finding.best is not None and finding.best.spellings is not None
    unknown = [each.written for each in finding.best.spellings.each if each.means is None]
    return f"what does it mean by {some([f'{one_line(text)[:_MOST_NAMED]!r}' for text in unknown], _MOST_CODES)}?"


def _to_confirm(inspection: Inspection, console: Console) -> None:
    sheets = [sheet for sheet in drafted(inspection) if sheet.of("guessed") or not sheet.certain]
    if not sheets:
        return
    console.print()
    console.print(Text("To confirm", BOLD), Text("guessed; not read until you take the line 'guess: yes' out", FAINT))
    for sheet in sheets:
        console.print(_sheet_line(sheet))
        heads = (("column", _COLUMN, FAINT), ("taken as", _TAKEN_AS, FAINT), ("or perhaps", _ELSE, FAINT))
        console.print(Text("    ") + columns(*heads, ("a guess because", _WHY, FAINT)))
        for column in sheet.of("guessed"):
            assert column.best is not None
            other = _spoken(column.runner_up.target.key) if column.runner_up else ""
            cells = ((column.column.spoken, _COLUMN), (_spoken(column.best.target.key), _TAKEN_AS), (other, _ELSE))
            console.print(Text("    ") + columns(*cells, (column.why, _WHY)))


def _sheet_line(sheet: SheetFinding) -> Text:
    taken = "the orders" if sheet.table == CASES else f"'{sheet.table}'"
    if sheet.certain:
        return Text.assemble("  ", (one_line(sheet.layout.sheet.name), BOLD), f", taken as {taken}")
    other = f" rather than '{sheet.runner_up}'" if sheet.runner_up else ""
    return Text.assemble("  ", (one_line(sheet.layout.sheet.name), BOLD), f", guessed to be {taken}{other}")


def _recognised(inspection: Inspection, console: Console) -> None:
    sheets = [sheet for sheet in drafted(inspection) if sheet.of("recognised")]
    if not sheets:
        return
    console.print()
    console.print(Text("Recognised", BOLD), Text("by names that we know, and cells that fit them", FAINT))
    for sheet in sheets:
        pairs = (
            f"{column.column.spoken} → {_spoken(column.best.target.key)}"
            for column in sheet.of("recognised")
            if column.best is not None
        )
        hanging(console, _cell(sheet.layout.sheet.name, ", ".join(map(one_line, pairs))), "", _INDENT)


def _not_used(inspection: Inspection, console: Console) -> None:
    unknown = _named(inspection, "not_recognised")
    useless = _named(inspection, "no_use")
    doubled = [f"{sheet.layout.sheet.name}: {name}" for sheet in inspection.found for name in sheet.layout.twice]
    unnamed = sum(sheet.layout.unnamed for sheet in inspection.found)
    if not (unknown or useless or doubled or unnamed):
        return
    console.print()
    console.print(Text("Not used", BOLD))
    for label, names in (
        ("Not recognised", unknown),
        ("No case record has a place for", useless),
        ("Standing more than once", doubled),
    ):
        if names:
            hanging(console, _cell(label, ", ".join(names)), "", _INDENT)
    if unnamed:
        _say(f"{number(unnamed, 'column')} without a heading", console)


def _named(inspection: Inspection, state: str) -> list[str]:
    """The columns of this state; where nothing was recognised in a column, with what stands in it."""
    found: list[str] = []
    for finding in inspection.columns:
        if finding.state == state:
            held = f" ({what_it_holds(finding)})" if state == "not_recognised" else ""
            found.append(one_line(finding.column.heading)[:_MOST_NAMED] + held)
    return found


def print_read(
    records: Sequence[CaseRecord],
    not_read: int,
    problems: Sequence[Problem],
    doubts: Sequence[Problem],
    console: Console,
) -> None:
    """What a readable export comes to: its cases, its tables, and what somebody should know of it as a whole."""
    console.print()
    unread = f", {not_read} could not be read" if not_read else ""
    console.print(
        Text("As it is read", BOLD), Text(f"{number(len(records), 'case')}{unread}", ALARM if unread else FAINT)
    )
    for table in tables():
        given = [rows for record in records if (rows := getattr(record, table)) is not None]
        if given:
            _say(f"{_spoken(table)}: {number(sum(map(len, given)), 'row')}, {_of_cases(given)}", console)
    absent = [table for table in tables() if all(getattr(record, table) is None for record in records)]
    if absent and records:
        hanging(console, _cell("Not in it, and so unknown", ", ".join(map(_spoken, absent))), "", _INDENT)
    guesses = sum("was guessed and not confirmed" in problem.message for problem in problems)
    if guesses:
        _say(f"{number(guesses, 'guess')} not confirmed, and so not read", console)
    faults = sum(problem.is_fault for problem in problems)
    if faults:
        _say(
            f"{number(faults, 'problem')} with its cells and rows: practice-check records validate lists them", console
        )
    if doubts:
        console.print()
        console.print(Text("The export as a whole", BOLD))
        for doubt in doubts[:_MOST_DOUBTS]:
            hanging(console, Text(one_line(f"{doubt.message}: {doubt.mend}")), "  - ", _INDENT + 2)
        if len(doubts) > _MOST_DOUBTS:
            _say(f"and {len(doubts) - _MOST_DOUBTS} more", console)


def _of_cases(given: Sequence[Sequence[object]]) -> str:
    without = sum(not rows for rows in given)
    return f"in {number(len(given) - without, 'case')}" + (f", none in {without}" if without else "")


def print_next(commands: Iterable[str], console: Console) -> None:
    """What to do now."""
    console.print()
    console.print(Text("Next", BOLD))
    for command in commands:
        _say(command, console)


def _cell(label: str, text: str) -> Text:
    return Text.assemble((one_line(label), BOLD), ": ", one_line(text))


def _say(text: str, console: Console) -> None:
    hanging(console, Text(one_line(text)), "", _INDENT)


def _spoken(key: str) -> str:
    return key.replace("_", " ")
