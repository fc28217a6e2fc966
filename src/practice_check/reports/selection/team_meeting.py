"""What a team may talk about together: duties of medium severity, each with how often it is not recorded."""

from collections import defaultdict
from dataclasses import dataclass

from practice_check.audit.standing import parent_of
from practice_check.reports.selection.items import View
from practice_check.reports.selection.select import title_of

_JUDGED = {"gap", "met", "met_late"}


@dataclass(frozen=True)
class TeamTheme:
    """``not_recorded`` of ``judged`` occasions. What is undecided, excepted or left to a person is in neither."""

    rule: str
    title: str
    do: str
    judged: int
    not_recorded: int


def team_themes(view: View) -> list[TeamTheme]:
    """Duties of medium severity, other than the manager's, that are not recorded somewhere; the most frequent first.

    What only follows from another gap is left out: without a plan nobody need be told that it has no contingency.
    """
    judged: dict[str, int] = defaultdict(int)
    absent: dict[str, int] = defaultdict(int)
    for finding in view.results.findings:
        rule = view.rule(finding)
        if rule is None or rule.severity != "medium" or rule.kind != "duty" or rule.owner == "manager":
            continue
        if finding.verdict in _JUDGED and parent_of(finding) is None:
            judged[finding.rule] += 1
            absent[finding.rule] += finding.verdict == "gap"
    themes = [
        TeamTheme(name, title_of(view.results, name), view.results.rules[name].do or "", judged[name], count)
        for name, count in absent.items()
        if count
    ]
    return sorted(themes, key=lambda theme: (-theme.not_recorded, theme.title))
