"""A run of more cases than one report shows: what cannot be done with it, told before it begins, and its files.

Each team has reports of its own; the usual files hold the sums of the whole and lead to them.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from practice_check.audit import StoredRun
from practice_check.cli import screen
from practice_check.cli.delivery import OFFICERS, USUAL, folder, folder_within, save, stream_to, to_stdout
from practice_check.cli.stopping import note, stop
from practice_check.reports import (
    DATA_PROBLEMS,
    FILES,
    STREAMED,
    data_problems_workbook,
    of_run,
    officer_workbooks,
    part_of_run,
    render_whole,
    streams_of,
    whole_data_problems_workbook,
)
from practice_check.reports.selection.parts_of_run import FOLDER, PartOfRun, parts_of
from practice_check.reports.selection.whole_run import whole_run
from practice_check.reports.words import number
from practice_check.rulebook import Rulebook

#: The formats of which each team has its own file.
_OF_A_TEAM = ("html", "xlsx")
#: Those that lead from the whole to the reports of the teams, and so need a folder.
_LEADS_TO_TEAMS = ("html", "xlsx", "md")


def cases_in_one_report(book: Rulebook, as_of: dt.date | None) -> int:
    day = as_of or dt.date.today()
    return int(book.parameters.number("cases-in-one-report", day.toordinal()))


def see_that_it_can_be_done(
    count: Callable[[], int], most: int, formats: Sequence[str], out: Path | None, *, compared: bool
) -> None:
    """Stop, before the first case is checked, where so many cannot be told as was asked. ``count`` is costly."""
    homeless = out is None and any(fmt in _LEADS_TO_TEAMS for fmt in formats)
    if not (compared or homeless):
        return
    cases = count()
    if cases <= most:
        return
    if compared:
        stop(
            f"a run of {number(cases, 'case')} cannot be compared with one before: at most {most:,} at once",
            "leave --baseline out, or compare team by team: check with --where team=X, and name that team's run before",
        )
    stop(
        f"a run of {number(cases, 'case')} has a report for each team, and these do not go to stdout",
        "name a folder for them with --out DIR, or take one team: --where team=X",
    )


def teams_workbooks(formats: Sequence[str], out: Path | None, *, per_officer: bool) -> list[Path]:
    """The teams' workbooks of a run before that this one may write over."""
    if out is None or not ("xlsx" in formats or per_officer):
        return []
    return sorted(path for path in (out / FOLDER).rglob("*.xlsx") if path.name != DATA_PROBLEMS)


def deliver(
    run: StoredRun, formats: Sequence[str], show: set[str], out: Path | None, most: int, *, per_officer: bool
) -> None:
    """As for a small run, but that the reports are of the whole in sums, and of each team in ``teams``."""
    if out is None:
        _to_stdout(run, formats, show)
        return
    wanted = [fmt for fmt in formats if fmt != "table"] if formats else USUAL
    folder(out)
    parts = parts_of(run.sums, most)
    for fmt in wanted:
        if fmt in STREAMED:
            for name, write in streams_of(of_run(run, show), fmt).items():
                stream_to(out / name, write)
    _write_teams(run, parts, [fmt for fmt in wanted if fmt in _OF_A_TEAM], show, out, per_officer=per_officer)
    whole = cache(partial(whole_run, run))
    for fmt in wanted:
        if fmt not in STREAMED:
            save(out / FILES[fmt], render_whole(whole(), fmt, parts))
    save(out / DATA_PROBLEMS, whole_data_problems_workbook(run.head))
    if not formats or "table" in formats:
        screen.show_whole(whole(), str(out / FOLDER))


def _to_stdout(run: StoredRun, formats: Sequence[str], show: set[str]) -> None:
    if list(formats) in ([], ["table"]):
        screen.show_whole(whole_run(run))
        return
    to_stdout(run, formats[0], show)


def _write_teams(
    run: StoredRun,
    parts: dict[str | None, list[PartOfRun]],
    formats: Sequence[str],
    show: set[str],
    out: Path,
    *,
    per_officer: bool,
) -> None:
    """The reports of each part, one part in memory at a time."""
    written = 0
    for part in (part for theirs in parts.values() for part in theirs):
        _write_part(run, part, formats, show, out, per_officer=per_officer)
        written += 1
    note(f"wrote {number(written, 'report')} of {number(len(parts), 'team')} to {out / FOLDER}")
    kept = {out / part.folder for theirs in parts.values() for part in theirs}
    strange = sorted({path.parent for path in (out / FOLDER).rglob("report.*")} - kept)
    if strange:
        note(f"{number(len(strange), 'folder')} there of a run before, not of this one: the first is {strange[0]}")


def _write_part(
    run: StoredRun,
    part: PartOfRun,
    formats: Sequence[str],
    show: set[str],
    out: Path,
    *,
    per_officer: bool,
) -> None:
    where = folder_within(out, part.folder)
    save(where / DATA_PROBLEMS, data_problems_workbook(run.part_wrong_data(part)), quiet=True)
    if not (formats or per_officer):
        return
    results = run.part_results(part)
    for fmt in formats:
        save(where / FILES[fmt], part_of_run(results, fmt, show, part), quiet=True)
    if per_officer:
        folder_within(where, OFFICERS)
        for name, data in officer_workbooks(results):
            save(where / OFFICERS / name, data, quiet=True)
