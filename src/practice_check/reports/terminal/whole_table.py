"""The first screen of a run in sums: its teams, what is not recorded most often, and where the reports lie."""

import io

from rich.console import Console
from rich.text import Text

from practice_check.reports import words
from practice_check.reports.escape import cut
from practice_check.reports.selection.parts_of_run import NO_TEAM
from practice_check.reports.selection.whole_run import NotRecorded, Team, WholeRun
from practice_check.reports.terminal.lines import FAINT, columns, heading, share
from practice_check.reports.terminal.table import plain_console, run_line, size_of
from practice_check.reports.terminal.table_sections import (
    Size,
    changed_lines,
    end_lines,
    mend_lines,
    told_once_lines,
    twice_lines,
)
from practice_check.rulebook.model import Severity

_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
#: The widths of the figures of a team, and of a duty.
_OF_TEAM = (9, 8, 7, 8, 7, 9, 11)
_OF_RULE = (9, 10, 9)


def whole_as_table(whole: WholeRun, reports_in: str) -> bytes:
    """As plain text. ``reports_in``: the folder of the teams' reports; empty where none was written."""
    out = io.StringIO()
    print_whole(whole, plain_console(out), reports_in)
    return out.getvalue().encode()


def print_whole(whole: WholeRun, console: Console, reports_in: str) -> None:
    for line in _lines(whole, size_of(console), reports_in):
        console.print(line, highlight=False, soft_wrap=True)


def _lines(whole: WholeRun, size: Size, reports_in: str) -> list[Text]:
    head = whole.head
    told_once = told_once_lines(whole.could_not_see.told_once, size)
    changed = changed_lines(whole.changed, size) if whole.changed else []
    mend = mend_lines(head, size, f"the folders in {reports_in}" if reports_in else "")
    end = [*twice_lines(whole.look_twice, size), *end_lines(head, whole, size), *mend]
    gap = [Text()] if size.roomy else []
    room = size.height - len(told_once) - len(changed) - len(end) - 5 - 4 * len(gap)
    wants = (len(whole.teams), len(whole.not_recorded))
    teams, rules = share(room, wants, (max(room - 4, 3), 4))
    return [
        run_line(head, size.width),
        *told_once,
        *gap,
        *_team_lines(whole, teams, size.width, reports_in),
        *gap,
        *_rule_lines(whole, rules, size.width),
        *gap,
        *changed,
        *end,
    ]


def _team_lines(whole: WholeRun, room: int, width: int, reports_in: str) -> list[Text]:
    where = f"; whom to act on stands in {reports_in}" if reports_in else "; whom to act on: --format html --out DIR"
    left = len(whole.teams) - room
    note = f"{words.number(len(whole.teams), 'team')}{f', the first {room} here' if left > 0 else ''}{where}"
    names = _line(width, "team", _OF_TEAM, "cases", "act on", "high", "medium", "low", "untold", "unchecked")
    names.stylize(FAINT)
    base = whole.head.run.minimum_base
    return [
        heading("Teams", note, width),
        columns(
            ("people to act on today; not recorded per case, by severity; what the record cannot tell", width, FAINT)
        ),
        names,
        *(_team(team, base, width) for team in whole.teams[:room]),
    ]


def _team(team: Team, base: int, width: int) -> Text:
    rates = [_rate(team.per_case(severity, base)) for severity in _SEVERITIES]
    untold = team.untold_percent(base)
    return _line(
        width,
        team.name if team.name is not None else NO_TEAM,
        _OF_TEAM,
        f"{team.cases:,}",
        f"{team.people:,}",
        *rates,
        "" if untold is None else f"{untold:.1f} %",
        f"{team.not_checked:,}",
    )


def _rule_lines(whole: WholeRun, room: int, width: int) -> list[Text]:
    left = len(whole.not_recorded) - room
    note = f"{words.number(len(whole.not_recorded), 'duty', 'duties')}, the first {room} here" if left > 0 else ""
    if not whole.not_recorded:
        return [heading("Not recorded most often", "", width), Text("Nothing, as far as the record shows.")]
    return [
        heading("Not recorded most often", note, width),
        *(_rule(rule, width) for rule in whole.not_recorded[:room]),
    ]


def _rule(rule: NotRecorded, width: int) -> Text:
    return _line(width, rule.info.title, _OF_RULE, rule.info.severity, f"{rule.times:,}", f"{rule.percent:.0f} %")


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _line(width: int, name: str, widths: tuple[int, ...], *figures: str) -> Text:
    """A name, and the figures flush right in their columns."""
    room = width - sum(widths)
    line = Text(cut(name, room - 1), no_wrap=True, overflow="crop")
    line.pad_right(room - line.cell_len)
    for figure, wide in zip(figures, widths, strict=True):
        line.append(f"{figure:>{wide}}")
    return line
