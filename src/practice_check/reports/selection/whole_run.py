"""A run too large to be shown case by case, in sums: its teams, the rules most often not recorded, what was not seen.

The sums are made person by person with the selections of the usual first screen, so that a large run and a small one
are counted alike. Nobody stands in it by name: whom to act on is in the report of each team.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from practice_check.audit.checked import CheckedCase
from practice_check.audit.results import Finding, Results, RuleInfo
from practice_check.audit.standing import is_duty
from practice_check.reports.selection.act_today import pressing
from practice_check.reports.selection.changed import Changed, changed
from practice_check.reports.selection.checked_run import Checked, people
from practice_check.reports.selection.departures import Departures, departures
from practice_check.reports.selection.desk import TITLES, managers_desk
from practice_check.reports.selection.due_soon import due_soon
from practice_check.reports.selection.first_screen import ToJudge
from practice_check.reports.selection.items import View
from practice_check.reports.selection.look_twice import LookTwice, look_twice
from practice_check.reports.selection.numbers import Lists, Number, numbers_of
from practice_check.reports.selection.unseen import Looked, Unseen
from practice_check.rulebook.model import Severity, VerdictWord

#: Of so many cases that were not checked the first page names the first.
_MOST_NOT_CHECKED = 60
#: What the lists and the numbers of a first screen are made of.
_LOOKED_AT = {"gap", "cannot_tell", "due", "not_checked"}
_NOT_COUNTED: tuple[VerdictWord, ...] = ("not_applicable", "not_checked")


@dataclass
class Team:
    """The cases of a team. ``people``: those to act on today; ``told_once``: how many of ``cannot_tell`` can be told
    in no case; ``name`` None: the cases that stand in no team."""

    name: str | None
    cases: int = 0
    not_checked: int = 0
    people: int = 0
    told_once: int = 0
    verdicts: Counter[VerdictWord] = field(default_factory=Counter)
    gaps: Counter[Severity] = field(default_factory=Counter)

    def per_case(self, severity: Severity, base: int) -> float | None:
        """Gaps of the severity for each case that was checked; None below the base that a rate may rest on."""
        checked = self.cases - self.not_checked
        return round(self.gaps[severity] / checked, 1) if checked >= max(base, 1) else None

    def untold_percent(self, base: int) -> float | None:
        """The share of verdicts that the record cannot tell, of all that apply and were not told once for the run."""
        applies = sum(self.verdicts.values()) - sum(self.verdicts[word] for word in _NOT_COUNTED) - self.told_once
        if self.cases - self.not_checked < base or not applies:
            return None
        return round(100 * (self.verdicts["cannot_tell"] - self.told_once) / applies, 1)


@dataclass
class NotRecorded:
    """A duty: how often it is not recorded, in how many cases, and of how many times that it was judged. What follows
    from another gap is in neither."""

    rule: str
    info: RuleInfo
    times: int = 0
    cases: int = 0
    judged: int = 0

    @property
    def percent(self) -> float:
        return round(100 * self.times / self.judged, 1) if self.judged else 0.0


@dataclass(frozen=True)
class WholeRun:
    """``head``: the results without what has a line a case. ``teams`` by name, last those in none; ``not_recorded``:
    the duties that are not recorded most often first; ``verdicts``: how often each rule gave each. ``changed`` None: no
    run before was named."""

    head: Results
    teams: list[Team]
    not_recorded: list[NotRecorded]
    verdicts: Counter[tuple[str, VerdictWord]]
    numbers: list[Number]
    to_judge: ToJudge
    changed: Changed | None
    look_twice: LookTwice
    departures: Departures
    could_not_see: Unseen


def whole_run(run: Checked) -> WholeRun:
    sums = _Sums(run.head)
    for cases in people(run):
        sums.add(cases)
    return sums.whole()


class _Sums:
    def __init__(self, head: Results) -> None:
        self._head = head
        self._told_once = {each.rule for each in head.undecidable}
        self._duties = {name for name, rule in head.rules.items() if is_duty(rule)}
        self._teams: dict[str | None, Team] = {}
        self._rules: dict[str, NotRecorded] = {}
        self._verdicts: Counter[tuple[str, VerdictWord]] = Counter()
        self._looked = Looked(_MOST_NOT_CHECKED)
        self._unjudged = self._people = self._due_cases = self._due_duties = 0
        self._to_judge = self._cases_to_judge = 0
        self._desks: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        # What is asked of every person is not to be gone through for each.
        self._bare = head.model_copy(update={"noted": [], "problems": [], "departures": [], "data_problems": []})

    def add(self, cases: list[CheckedCase]) -> None:
        """The cases of a person."""
        looked_at: list[Finding] = []
        for case in cases:
            self._count(case)
            found = self._findings(case)
            self._looked.at(case.key, found)
            looked_at += found
        person = {"cases": [case.summary() for case in cases], "findings": looked_at}
        view = View(self._bare.model_copy(update=person))
        self._lists(view, {case.key: case.team for case in cases})

    def _count(self, case: CheckedCase) -> None:
        team = self._teams.setdefault(case.team, Team(case.team))
        carried = case.carried
        team.cases += 1
        team.not_checked += case.worst == "not_checked"
        team.verdicts.update(case.counts)
        self._verdicts.update((rule, "not_applicable") for rule in Counter(case.not_applicable).elements())
        judge = 0
        for rule, verdict, severity in zip(carried.rules, carried.verdicts, carried.severities, strict=True):
            if verdict != "not_applicable":  # counted whether they are carried or not
                self._verdicts[rule, verdict] += 1
            if verdict == "gap":
                team.gaps[severity] += 1
            elif verdict == "cannot_tell":
                team.told_once += rule in self._told_once
            elif verdict == "needs_judgement":
                judge += 1
            elif verdict in ("met", "met_late") and rule in self._duties:
                self._rule(rule).judged += 1
        self._unjudged += case.worst == "not_applicable"
        self._to_judge += judge
        self._cases_to_judge += judge > 0

    def _findings(self, case: CheckedCase) -> list[Finding]:
        """Those that a list of the first screen may hold; what is told once for the run is in none."""
        carried = case.carried
        return [
            Finding.model_validate_json(body)
            for body, rule, verdict in zip(carried.bodies, carried.rules, carried.verdicts, strict=True)
            if verdict in _LOOKED_AT and not (verdict == "cannot_tell" and rule in self._told_once)
        ]

    def _lists(self, view: View, teams: dict[tuple[str, int], str | None]) -> None:
        to_act_on = {teams[item.finding.crn, item.finding.event_number] for item in pressing(view)}
        self._people += bool(to_act_on)
        for name in to_act_on:
            self._teams[name].people += 1
        for desk in managers_desk(view):
            self._desks[desk.title][0] += len(desk.open)
            self._desks[desk.title][1] += len(desk.due)
        due = due_soon(view)
        self._due_cases += len(due)
        self._due_duties += sum(len(case.items) for case in due)
        in_cases: dict[str, set[int]] = defaultdict(set)
        for item in view.open:
            finding = item.finding
            if finding.rule in self._duties:
                rule = self._rule(finding.rule)
                rule.times += 1
                rule.judged += 1
                in_cases[finding.rule].add(finding.event_number)
        for name, events in in_cases.items():
            self._rule(name).cases += len(events)

    def _rule(self, name: str) -> NotRecorded:
        found = self._rules.get(name)
        if found is None:
            found = self._rules[name] = NotRecorded(name, self._head.rules[name])
        return found

    def whole(self) -> WholeRun:
        head = self._head
        could_not_see = self._looked.unseen(head, self._unjudged)
        desks = [
            (title, self._desks[title][0], self._desks[title][1]) for title in TITLES.values() if title in self._desks
        ]
        lists = Lists(self._people, desks, self._due_cases, self._due_duties)
        return WholeRun(
            head=head,
            teams=sorted(self._teams.values(), key=lambda team: team_order(team.name)),
            not_recorded=_most_often(self._rules.values()),
            verdicts=self._verdicts,
            numbers=numbers_of(head, could_not_see.told_once, lists),
            to_judge=ToJudge(self._to_judge, self._cases_to_judge),
            changed=changed(head.changes),
            look_twice=look_twice(View(head)),
            departures=departures(head.departures),
            could_not_see=could_not_see,
        )


def team_order(name: str | None) -> tuple[bool, str]:
    """Teams by name, last the cases that stand in none."""
    return (name is None, (name or "").casefold())


def _most_often(rules: Iterable[NotRecorded]) -> list[NotRecorded]:
    found = [rule for rule in rules if rule.times]
    return sorted(found, key=lambda rule: (-rule.times, rule.info.title, rule.rule))
