"""Each case of a run as the manager's report shows it: what is open and whose, what follows from it, what is ahead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from practice_check.audit.parts import CaseHistory, Departure
from practice_check.audit.results import CaseSummary, Finding, Results
from practice_check.reports.selection.act_today import pressing
from practice_check.reports.selection.items import Item, View, grouped
from practice_check.reports.selection.select import Key, by_case, key_of

_SEVERITY = {"high": 0, "medium": 1, "low": 2}
#: What a person must answer, and what does not apply, stand in lists of their own whatever the kind of rule.
_SHOWN_APART = {"needs_judgement", "not_applicable", "not_checked"}


@dataclass(frozen=True)
class CaseSection:
    """One case. ``findings``: all that the report carries; each stands in exactly one of the lists.

    ``open``: the officer's gaps that can be put right, each with its consequences; ``contradictions``: likewise, where
    the record speaks against itself. ``waiting``: what others owe, open and falling due. ``past``: gaps that nothing
    can put right any more, or that are no longer owed. ``elsewhere``: what follows from a gap in another of the
    person's orders. ``ahead``: the officer's dates. ``cannot_tell``: by what is missing. ``counted``: measures and
    outcomes.
    """

    case: CaseSummary
    history: CaseHistory | None
    findings: list[Finding]
    not_checked: list[Finding]
    open: list[Item]
    contradictions: list[Item]
    waiting: list[Item]
    past: list[Item]
    elsewhere: list[Finding]
    ahead: list[Item]
    cannot_tell: list[tuple[str, list[Finding]]]
    departures: list[Departure]
    excepted: list[Finding]
    late: list[Finding]
    in_time: list[Finding]
    to_judge: list[Finding]
    counted: list[Finding]
    not_applicable: list[Finding]

    @property
    def not_recorded(self) -> int:
        """How many duties are not recorded, whoever owes them; what only follows from them is not counted."""
        waiting = sum(item.finding.verdict == "gap" for item in self.waiting)
        return len(self.open) + len(self.contradictions) + waiting + len(self.past)

    @property
    def untold(self) -> int:
        """How many things the record cannot tell."""
        return sum(len(findings) for _, findings in self.cannot_tell)


@dataclass(frozen=True)
class _Found:
    """What a run holds of one case. ``roots``, the most pressing first, and ``elsewhere`` are of ``_open_by_case``."""

    findings: list[Finding]
    roots: list[Item]
    elsewhere: list[Finding]
    history: CaseHistory | None
    departures: list[Departure]


def case_sections(results: Results) -> list[CaseSection]:
    """Every case of the run, in its order."""
    return list(_sections(View(results)))


def _sections(view: View) -> Iterator[CaseSection]:
    results = view.results
    findings = by_case(results)
    roots, elsewhere = _open_by_case(view)
    histories = {key_of(history): history for history in results.histories}
    ranks = {item.finding.fingerprint: place for place, item in enumerate(pressing(view))}
    departures: dict[str, list[Departure]] = defaultdict(list)
    for departure in results.departures:
        departures[departure.crn].append(departure)
    for case in results.cases:
        key = key_of(case)
        own = [one for one in departures[case.crn] if one.event_number in {None, case.event_number}]
        roots_first = sorted(roots[key], key=lambda item: _rank(ranks, item))
        found = _Found(findings[key], roots_first, elsewhere[key], histories.get(key), own)
        yield _section(view, case, found)


def _open_by_case(view: View) -> tuple[dict[Key, list[Item]], dict[Key, list[Finding]]]:
    """The gaps that stand by themselves, and what follows from a gap in another order of the same person."""
    roots: dict[Key, list[Item]] = defaultdict(list)
    elsewhere: dict[Key, list[Finding]] = defaultdict(list)
    for item in view.open:
        key = key_of(item.finding)
        roots[key].append(item)
        for finding in item.follows:
            if key_of(finding) != key:
                elsewhere[key_of(finding)].append(finding)
    return roots, elsewhere


def _section(view: View, case: CaseSummary, found: _Found) -> CaseSection:
    under = {one.fingerprint for item in found.roots for one in item.follows}
    under |= {one.fingerprint for one in found.elsewhere}
    by_verdict: dict[str, list[Finding]] = defaultdict(list)
    counted: list[Finding] = []
    for finding in found.findings:
        if finding.fingerprint in under:
            continue
        if view.is_duty(finding) or finding.verdict in _SHOWN_APART:
            by_verdict[finding.verdict].append(finding)
        else:
            counted.append(finding)
    duties = grouped(item for item in found.roots if view.is_duty(item.finding))
    mine = [item for item in duties if item.finding.owner == "officer"]
    live = [item for item in mine if view.is_live(item.finding) and item.finding.remediable != "no"]
    due = sorted((view.item(finding) for finding in by_verdict["due"]), key=_oldest)
    others_open = [item for item in duties if item.finding.owner != "officer"]
    kept = {item.finding.fingerprint for item in live}
    return CaseSection(
        case=case,
        history=found.history,
        findings=found.findings,
        not_checked=by_verdict["not_checked"],
        open=[item for item in live if "contradiction" not in view.themes(item.finding)],
        contradictions=[item for item in live if "contradiction" in view.themes(item.finding)],
        waiting=[*others_open, *grouped(item for item in due if item.finding.owner != "officer")],
        past=[item for item in mine if item.finding.fingerprint not in kept],
        elsewhere=found.elsewhere,
        ahead=[item for item in due if item.finding.owner == "officer"],
        cannot_tell=_by_what_is_missing(by_verdict["cannot_tell"]),
        departures=found.departures,
        excepted=by_verdict["excepted"],
        late=by_verdict["met_late"],
        in_time=by_verdict["met"],
        to_judge=sorted(by_verdict["needs_judgement"], key=lambda finding: _SEVERITY[finding.severity]),
        counted=counted,
        not_applicable=by_verdict["not_applicable"],
    )


def _by_what_is_missing(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Each finding once, under all that it wants; what most of them want comes first."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found["; ".join(finding.missing) or "what it would take is not known"].append(finding)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _rank(ranks: dict[str, int], item: Item) -> tuple[object, ...]:
    """In the order of the first screen; what stands not on it comes after, the most severe and the oldest first."""
    return (ranks.get(item.finding.fingerprint, len(ranks)), _SEVERITY[item.finding.severity], *item.order)


def _oldest(item: Item) -> tuple[object, ...]:
    return item.order
