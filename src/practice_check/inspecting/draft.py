"""The draft of a mapping for an export that nobody has described, in the language of ``docs/mapping.md``.

Nothing in it is taken that is not certain: what was guessed carries ``guess: yes`` and is not read until somebody has
taken that line out; of a code that nobody knows it says so; dates that could be read either way are asked about.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practice_check.inspecting.export_day import export_day
from practice_check.inspecting.lexicon import EntryInARow, dated_by, lexicon
from practice_check.inspecting.recognise import ColumnFinding, SheetFinding
from practice_check.inspecting.report import Inspection
from practice_check.inspecting.series import N
from practice_check.inspecting.spellings import Spelling, codes_of
from practice_check.mapping.model import ASK, UNKNOWN, heading_key
from practice_check.records.columns import CASES, KEYS, Kind
from practice_check.records.model import tables

_WIDTH = 118
_LONGEST = 200


@dataclass(frozen=True)
class Question:
    """Something that only a person can answer: which sheet and column, and what is asked. ``kind``: of what sort."""

    kind: str
    sheet: str
    column: str | None
    asks: str


def questions(inspection: Inspection) -> list[Question]:
    """What the export leaves open, most pressing first."""
    found: list[Question] = []
    for sheet in drafted(inspection):
        for column in sheet.used:
            name = column.column.heading
            if _asks_for_dates(column):
                asks = "which comes first in its dates, the day or the month? Nothing in the column shows it."
                found.append(Question("dates", sheet.layout.sheet.name, name, asks))
            open_codes = [each.written for each in _listed_codes(column) if each.means is None]
            if open_codes:
                found.append(Question("codes", sheet.layout.sheet.name, name, ", ".join(open_codes)))
    for table in made_tables(inspection):
        found.append(Question("covers", table, None, "does a case without a row in it have none?"))
    return found


def drafted(inspection: Inspection) -> list[SheetFinding]:
    """The sheets that stand in the draft: those that were recognised or guessed at, each name once."""
    found: dict[str, SheetFinding] = {}
    for sheet in inspection.found:
        if sheet.table is not None:
            found.setdefault(heading_key(sheet.layout.sheet.name), sheet)
    return list(found.values())


def made_tables(inspection: Inspection) -> list[str]:
    made = {
        column.best.target.table for sheet in drafted(inspection) for column in sheet.used if column.best is not None
    }
    return [table for table in tables() if table in made]


def draft(inspection: Inspection, files: Sequence[str]) -> str:
    """The draft as YAML. It loads as it stands where no dates are asked about."""
    return "\n".join(_Draft(inspection, files).lines()) + "\n"


@dataclass(frozen=True)
class _Draft:
    inspection: Inspection
    files: Sequence[str]

    def lines(self) -> Iterator[str]:
        named = ", ".join(_line(file) for file in self.files)
        yield f"# A draft of a mapping for {named}, proposed by 'practice-check records inspect'."
        yield "# Correct it, then: practice-check check EXPORT --mapping THIS-FILE"
        yield "#   guess: yes    take the line out where the guess is right; until then the column is not read"
        yield "#   dates: ask    write dd/MM/yyyy or MM/dd/yyyy in its place; until then the file does not load"
        yield "#   (unknown)     write what the code means, where one of ours fits"
        yield "# What each key means stands in docs/mapping.md."
        yield f"title: {_quoted(named)}"
        yield "system: other"
        yield "about: Proposed from the names and cells of its columns, and not confirmed by anybody."
        if self.inspection.mappings:
            yield f"includes: [{', '.join(self.inspection.mappings)}]"
        yield from self._covers()
        yield ""
        yield "sheets:"
        taken: set[str] = set()
        for sheet in drafted(self.inspection):
            yield from self._sheet(sheet, _key(sheet.layout.sheet.name, taken))
        for sheet in self.inspection.found:
            if sheet not in drafted(self.inspection):
                why = sheet.why or "a sheet of this name stands above"
                yield f"  # not in this draft: the sheet {_quoted(sheet.layout.sheet.name)}: {why}"

    def _covers(self) -> Iterator[str]:
        made = made_tables(self.inspection)
        if not made:
            return
        yield ""
        yield "# This decides whether anything can be found 'not recorded'. Put one word after each table:"
        yield "#   all        every entry of every case stands in it: a case without a row has none"
        yield "#   named      so for the cases that have a row; of the others nothing is known"
        yield "#   nothing    not every entry stands in it: a case without a row is 'cannot tell' (so till you answer)"
        yield "# Of what stands in columns beside each case, 'all' is right only where a case never has more of them."
        yield "covers:"
        own = {sheet.table for sheet in drafted(self.inspection)}
        for table in made:
            only_latest = "" if table in own else "   # columns beside each case"
            yield f"  {table}: nothing{only_latest}"

    def _sheet(self, sheet: SheetFinding, key: str) -> Iterator[str]:
        assert sheet.table is not None
        other = f"; else it may be '{sheet.runner_up}'" if sheet.runner_up and not sheet.certain else ""
        sure = "recognised as" if sheet.certain else "guessed to be"
        yield f"  {key}:   # {sure} '{sheet.table}'{other}"
        yield f"    names: [{_quoted(sheet.layout.sheet.name)}]"
        yield f"    rows: {'one a case' if sheet.table == CASES else 'one an entry'}"
        yield from _exported_on(sheet)
        yield "    columns:"
        for column in sheet.used:
            yield from _column(column, sheet.table)
        yield from _left_out(sheet)
        yield "    entries:"
        yield from _entries(sheet)


def _exported_on(sheet: SheetFinding) -> Iterator[str]:
    """Where a title gives the day of the export; only to be taken up where day and month could not be read about."""
    day = export_day(sheet.layout)
    if day is None:
        return
    line = f"exported_on: {{title: {_quoted(day.title)}}}"
    forms = [f"dates: [{_quoted(day.forms[0])}]   # of that day; each column says its own"] if day.forms else []
    if day.open:
        yield f"    # The day of the export seems to stand in a title, {_quoted(day.written)}: take the # out of these"
        yield f"    # lines with dates: [dd/MM/yyyy] or [MM/dd/yyyy]{'' if day.forms else '.'}, whichever it is."
    for each in [line, *forms]:
        yield f"    {'# ' if day.open else ''}{each}"


def _column(finding: ColumnFinding, table: str) -> Iterator[str]:
    best = finding.best
    assert best is not None
    needed = best.target.key == "crn" or (best.target.field == dated_by(table) and best.target.group is None)
    yield f"      {_column_key(finding)}:"
    yield f"        names: [{_quoted(finding.column.heading)}]"
    if needed:
        yield "        needed: yes"
    if finding.state == "guessed":
        other = f"; else it may be '{finding.runner_up.target.key}'" if finding.runner_up else ""
        yield f"        guess: yes   # {_line(finding.why)}{other}"
    group = best.target.group
    ask = None if group is None else lexicon().columns_that_make_entries[group].ask
    if ask:
        yield f"        # {ask}"
    if _asks_for_dates(finding):
        forms = " or ".join(finding.column.profile.dates.forms)
        yield f"        dates: {ASK}   # {_line(forms)}: nothing in the column shows which"
    elif best.target.column.kind is Kind.DATE and finding.column.profile.dates.forms:
        yield f"        dates: [{', '.join(_quoted(form) for form in finding.column.profile.dates.forms)}]"
    codes = _listed_codes(finding)
    if codes:
        ours = ", ".join(codes_of(best.target.column))
        if any(each.means is None for each in codes):
            yield from _wrapped(f"ours are: {ours}", "        # ")
        yield "        codes:"
        for code in codes:
            yield _code(code)


def _code(code: Spelling) -> str:
    rows = f"{code.rows} row{'' if code.rows == 1 else 's'}"
    if code.means is None:
        return f"          {_quoted(code.written)}: {UNKNOWN}   # {rows}: fill in what it means"
    means = code.means if code.means not in {"yes", "no"} else _quoted(code.means)
    return f"          {_quoted(code.written)}: {means}" + ("" if code.sure else f"   # a guess, {rows}")


def _listed_codes(finding: ColumnFinding) -> tuple[Spelling, ...]:
    """The codes that the draft has to translate: all of the column's, unless our own reader takes every one."""
    if finding.best is None or finding.best.spellings is None or finding.best.spellings.all_ours:
        return ()
    return finding.best.spellings.each


def _asks_for_dates(finding: ColumnFinding) -> bool:
    best = finding.best
    return best is not None and best.target.column.kind is Kind.DATE and finding.column.profile.dates.ambiguous


def _left_out(sheet: SheetFinding) -> Iterator[str]:
    for finding in sheet.of("no_use"):
        yield f"      # not used: {_quoted(finding.column.heading)} (no case record has a place for it)"
    for finding in sheet.of("not_recognised"):
        perhaps = f"; perhaps '{finding.runner_up.target.key}'" if finding.runner_up else ""
        holds = what_it_holds(finding)
        yield f"      # not recognised: {_quoted(finding.column.heading)} ({holds}{perhaps})"
    for heading in sheet.layout.twice:
        yield f"      # stands more than once, and so is not read: {_quoted(heading)}"


def what_it_holds(finding: ColumnFinding) -> str:
    """What stands in a column, in a few words that give nothing of anybody's record away."""
    profile = finding.column.profile
    if not profile.filled:
        return "empty"
    if profile.dates.share >= 0.5:
        return "dates"
    if profile.crns >= 0.5:
        return "CRNs"
    if profile.numbers >= 1:
        return "numbers"
    return f"{profile.distinct} different text{'' if profile.distinct == 1 else 's'}"


def _entries(sheet: SheetFinding) -> Iterator[str]:
    used = [finding.best.target for finding in sheet.used if finding.best is not None]
    own = [target for target in used if target.group is None]
    keyed = {finding.best.target.key: finding for finding in sheet.used if finding.best is not None}
    fields = ", ".join(f"{target.field}: {target.key}" for target in own)
    yield f"      - table: {sheet.table}"
    yield f"        fields: {{{fields}}}"
    keys = [target for target in own if target.field in KEYS]
    for group in dict.fromkeys(target.group for target in used if target.group is not None):
        made = lexicon().columns_that_make_entries[group]
        mine = [target for target in used if target.group == group]
        yield from _made(made, [keyed[target.key] for target in keys], [keyed[target.key] for target in mine])


def _made(made: EntryInARow, keys: Sequence[ColumnFinding], mine: Sequence[ColumnFinding]) -> Iterator[str]:
    """The entries of another table that each row makes: one, and one more for each number of columns that have them."""
    plain = [finding for finding in mine if not finding.column.numbers]
    numbered = [finding for finding in mine if finding.column.numbers]
    for findings in (plain, numbered):
        if not findings:
            continue
        days = [each for each in findings if each.best is not None and each.best.target.field == made.dated_by]
        parts = [
            f"{each.best.target.field}: {_in_braces(each)}" for each in [*keys, *findings] if each.best is not None
        ]
        parts += [f"{name}: {{is: {value}}}" for name, value in made.constants.items()]
        yield f"      - table: {made.table}"
        if findings is numbered:
            numbers = dict.fromkeys(number for each in findings for number in each.column.numbers)
            yield f"        repeat: {{n: [{', '.join(map(_quoted, numbers))}]}}"
        yield f"        needs: [{_in_braces((days or findings)[0])}]"
        yield f"        fields: {{{', '.join(parts)}}}"


def _column_key(finding: ColumnFinding) -> str:
    assert finding.best is not None
    return finding.best.target.key + (f"_{N}" if finding.column.numbers else "")


def _in_braces(finding: ColumnFinding) -> str:
    """The key of a column as it stands within braces or brackets, where ``{n}`` needs its quotes."""
    key = _column_key(finding)
    return _quoted(key) if finding.column.numbers else key


def _key(name: str, taken: set[str]) -> str:
    """A sheet's key in the file: its name in plain letters."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name.lower()).strip("_")
    plain = "_".join(part for part in plain.split("_") if part) or "sheet"
    key = plain if plain[0].isalpha() else f"sheet_{plain}"
    number = 2
    while key in taken:
        key, number = f"{plain}_{number}", number + 1
    taken.add(key)
    return key


def _quoted(text: str) -> str:
    """A text of the export as YAML takes it for a text, whatever it holds."""
    return json.dumps(_line(text))


def _line(text: str) -> str:
    """The text as one line, without what no screen or editor should obey."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:_LONGEST]


def _wrapped(text: str, lead: str) -> Iterator[str]:
    line = lead
    for word in text.split():
        if len(line) + len(word) > _WIDTH and line != lead:
            yield line.rstrip()
            line = lead
        line += word + " "
    yield line.rstrip()
