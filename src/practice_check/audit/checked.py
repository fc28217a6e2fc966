"""What a worker hands over of a case: its results as ready JSON, written once, and beside them what sums are made of.

The bytes are those that ``model_dump_json(by_alias=True)`` gives of the models of the results. Whoever streams a run
copies them; whoever holds a run in memory turns them back into models by ``summary``, ``findings`` and ``history``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from practice_check.audit.departures import Came
from practice_check.audit.parts import CaseHistory
from practice_check.audit.results import CaseSummary, Finding
from practice_check.rulebook.model import Owner, Remediable, Severity, VerdictWord
from practice_check.vocabulary.wanting import Want


class Carried:
    """The findings that a case carries, in order. Each list has one item a finding.

    ``bodies``: as JSON. ``wanting``: by place among the findings the numbers of what was wanting, for those that have
    any. ``roots``: the rule whose gap it comes from in the end. ``gaps``, an item a gap: its place among the findings,
    its fingerprint, and whether it can be put right.
    """

    __slots__ = ("_bodies", "_later", "gaps", "owners", "roots", "rules", "severities", "verdicts", "wanting")

    def __init__(self, later: Callable[[], bytes] | None = None) -> None:
        """``later`` gives ``unopened`` when somebody asks for bodies: most who go through a run do not."""
        self.verdicts: list[VerdictWord] = []
        self.rules: list[str] = []
        self.severities: list[Severity] = []
        self.owners: list[Owner] = []
        self.roots: list[str | None] = []
        self.wanting: dict[int, list[int]] = {}
        self.gaps: list[tuple[int, str, Remediable]] = []
        self._bodies: list[bytes] | None = None if later is not None else []
        self._later = later

    @property
    def bodies(self) -> list[bytes]:
        found = self._bodies
        if found is None:
            lines = self.unopened().split(b"\n") if self.verdicts else []
            found = self._bodies = [b"{" + line for line in lines]
        return found

    def unopened(self) -> bytes:
        """The bodies without their opening braces, a line each and none after the last: whoever puts a field before
        their first one, or a comma between them, has that of all of them with one replacement."""
        if self._bodies is None and self._later is not None:
            return self._later()
        return b"\n".join([body[1:] for body in self.bodies])

    def __len__(self) -> int:
        return len(self.verdicts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Carried) and self._all() == other._all()

    def __hash__(self) -> int:
        raise TypeError("what a case carries may grow")

    def _all(self) -> tuple[object, ...]:
        lists = (self.verdicts, self.rules, self.severities, self.owners, self.roots)
        return (self.bodies, *lists, self.wanting, self.gaps)


@dataclass(slots=True)
class CheckedCase:
    """One case with its verdicts. Cheap to send from process to process.

    ``officer``: now. ``counts``: of all findings by verdict, those that are not carried included. ``not_applicable``:
    by rule how many findings do not apply, carried or not. ``packs``: those that judged it, sorted. ``wants``: what was
    wanting here and in no earlier case of the person, with the number by which findings name it; a number means the
    same in all cases of a person. ``recorded`` and ``unjudged``: how much of what was asked is on record, and how much
    of that nobody has judged. ``live``: whether it runs on the as-of date; None where nobody can tell.
    """

    crn: str
    event_number: int
    officer: str | None
    team: str | None
    worst: VerdictWord
    counts: dict[VerdictWord, int]
    summary_json: bytes
    carried: Carried = field(default_factory=Carried)
    history_json: bytes | None = None
    packs: tuple[str, ...] = ()
    not_applicable: dict[str, int] = field(default_factory=dict)
    wants: list[tuple[int, Want]] = field(default_factory=list)
    departures: list[Came] = field(default_factory=list)
    recorded: int = 0
    unjudged: int = 0
    live: bool | None = None

    @property
    def key(self) -> tuple[str, int]:
        return (self.crn, self.event_number)

    @property
    def rules(self) -> set[str]:
        """The rules that have any finding here, carried or not."""
        return {*self.carried.rules, *self.not_applicable}

    def summary(self) -> CaseSummary:
        return CaseSummary.model_validate_json(self.summary_json)

    def findings(self) -> list[Finding]:
        return [Finding.model_validate_json(body) for body in self.carried.bodies]

    def history(self) -> CaseHistory | None:
        """None for a case that was not checked."""
        return CaseHistory.model_validate_json(self.history_json) if self.history_json is not None else None


def checked_of(summary: CaseSummary, findings: Sequence[Finding]) -> CheckedCase:
    """A case that no worker checked, from its models: one that could not be read, or that the engine failed on."""
    return CheckedCase(
        crn=summary.crn,
        event_number=summary.event_number,
        officer=summary.officer,
        team=summary.team,
        worst=summary.worst,
        counts=dict(summary.counts),
        summary_json=json_of(summary),
        carried=carried_of(findings),
        live=summary.live,
    )


def carried_of(findings: Iterable[Finding]) -> Carried:
    carried = Carried()
    for place, finding in enumerate(findings):
        carried.bodies.append(json_of(finding))
        carried.verdicts.append(finding.verdict)
        carried.rules.append(finding.rule)
        carried.severities.append(finding.severity)
        carried.owners.append(finding.owner)
        carried.roots.append(finding.root or finding.consequence_of)
        if finding.verdict == "gap":
            carried.gaps.append((place, finding.fingerprint, finding.remediable))
        if finding.wanting:
            carried.wanting[place] = list(finding.wanting)
    return carried


def json_of(model: CaseSummary | Finding | CaseHistory) -> bytes:
    return model.model_dump_json(by_alias=True).encode()
