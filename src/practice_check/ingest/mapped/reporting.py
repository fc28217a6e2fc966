"""What is said once of a known sheet: columns that are not read, rows left out, codes that nobody knows."""

from array import array
from collections.abc import Sequence

from practice_check.cells.suggest import nearest
from practice_check.cells.texts import in_words, shown
from practice_check.ingest.mapped.recognise import Known
from practice_check.ingest.mapped.sheet_rows import SheetRows
from practice_check.ingest.problems import Place, Problem


def report_columns(known: Known, problems: list[Problem]) -> None:
    """Say what of a known sheet is not read: columns that stand twice, guesses, and headings near to a missing one."""
    place = known.sheet.place(known.heading_row)
    columns = known.spec.every_column()
    for key, heading in known.twice.items():
        message = f"the column '{heading}' stands more than once: none of them was read"
        problems.append(place.problem(message, "take out all but one", column=known.headings.get(key, heading)))
    for key in known.guessed:
        heading = known.headings[key]
        message = f"that the column '{heading}' is '{key}' was guessed and not confirmed: it was not read"
        mend = f"take out 'guess' at '{key}' in the mapping {known.mapping.id} if it is right"
        problems.append(place.problem(message, mend, column=heading))
    missing = {name: key for key, column in columns.items() if key not in known.columns for name in column.names}
    for heading in known.unused:
        near = nearest(heading, missing)
        if near is not None:
            message = f"the column '{shown(heading)[:60]}' is not in the mapping: it was not read"
            mend = f"is it '{near}'? Add its name at '{missing[near]}' in the mapping {known.mapping.id}"
            problems.append(place.problem(message, mend, column=heading))
    rest = [heading for heading in known.unused if nearest(heading, missing) is None]
    if rest:
        named = ", ".join(shown(heading)[:40] for heading in rest[:8]) + (", …" if len(rest) > 8 else "")
        count = f"{len(rest)} column{'' if len(rest) == 1 else 's'}"
        message = f"{count} of the sheet '{known.sheet.name}' that the mapping does not use: {named}"
        whole = Place(place.file, place.sheet)
        problems.append(whole.problem(message, "nothing, if they are not needed", kind="left_out"))


def report_rows(rows: SheetRows, problems: list[Problem]) -> None:
    """Say once of the sheet what was left out and why, which codes nobody knows, and what found no match."""
    sheet, told = rows.known.sheet, rows.told
    mapping = rows.known.mapping.id
    ours = {ignore.because for ignore in rows.spec.ignore}
    numbers: Sequence[int]
    for reason, numbers in told.left_out.items():
        message = f"{_rows(numbers)} left out: {reason} ({_where(numbers)})"
        why = f" (what is left out stands in the mapping {mapping})" if reason in ours else ""
        mend = f"nothing, if that is right{why}"
        problems.append(sheet.place().problem(message, mend, kind="left_out", rows=len(numbers)))
    for (key, text), found in told.codes.items():
        numbers = sorted(found)
        codes = rows.columns[key].codes if key in rows.columns else None
        near = nearest(text, [str(code) for code in codes]) if isinstance(codes, dict) else None
        message = f"nobody has said what the code '{text[:60]}' means: {_rows(numbers)} ({_where(numbers)})"
        mend = f"add it to the codes of '{key}' in the mapping {mapping}" + (
            f"; did you mean '{near}'?" if near else ""
        )
        problem = sheet.place(numbers[0]).problem(
            message, mend, column=rows.heading(key), value=text, rows=len(numbers), fields=_filled_by(rows, key)
        )
        opens = _opened(rows, numbers)
        sources = [sheet.source(number) for number in numbers]
        problems.append(problem.model_copy(update={"opens": opens, "sources": sources}))
    wanting: dict[str, array[int]] = {}
    for number, _ in rows.rows if rows.spec.entries else ():
        if not told.is_used(number):
            wanting.setdefault(told.wanting(number), array("Q")).append(number)
    for key, numbers in wanting.items():
        if not key:
            message = f"{_rows(numbers)} of kinds that make no entry ({_where(numbers)})"
            problems.append(
                sheet.place().problem(message, "nothing, if that is right", kind="left_out", rows=len(numbers))
            )
            continue
        heading = rows.heading(key)
        message = (
            f"{_rows(numbers)} without '{heading}': no entry could be made of {_them(numbers)} ({_where(numbers)})"
        )
        mend = "write it, or take the row out"
        problems.append(sheet.place(numbers[0]).problem(message, mend, column=heading, rows=len(numbers)))
    for name, unmatched in told.unmatched.items():
        numbers = sorted(unmatched)
        join = rows.spec.joins[name]
        message = f"{_rows(numbers)} found no single match in the sheet '{join.sheet}' ({_where(numbers)})"
        mend = f"export '{join.sheet}' for the same cases and days"
        problems.append(
            sheet.place(numbers[0]).problem(message, mend, column=rows.heading(next(iter(join.by))), rows=len(numbers))
        )


def _filled_by(rows: SheetRows, key: str) -> list[str]:
    """The fields that are worth what the column, or its code, says."""
    found = {
        name
        for entry in rows.spec.entries
        for each in entry.each()
        for name, value in each.fields.items()
        if any(read == key or read.startswith(f"{key}.") for read in value.reads)
    }
    return sorted(found)


def _opened(rows: SheetRows, numbers: Sequence[int]) -> dict[str, list[str]]:
    """The tables of which these rows may be entries, and of whom."""
    found: dict[str, dict[str, None]] = {}
    for number in numbers:
        crn, tables = rows.told.lost.get(number, ("", set[str]()))
        for table in sorted(tables):
            found.setdefault(table, {})[crn] = None
    return {table: list(crns) for table, crns in found.items()}


def _rows(numbers: Sequence[int]) -> str:
    return "1 row" if len(numbers) == 1 else f"{len(numbers):,} rows"


def _them(numbers: Sequence[int]) -> str:
    return "it" if len(numbers) == 1 else "them"


def _where(numbers: Sequence[int]) -> str:
    shown = in_words(numbers[:40]) if len(numbers) <= 40 else in_words(numbers[:8]) + " and further"
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}"
