"""One person through the rules: every order of theirs, every rule in force, every occasion to a finding."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from practice_check.answers.departures import Departures
from practice_check.audit.departures import Came, came_of
from practice_check.audit.finding import FindingBuilder
from practice_check.audit.history import history_of
from practice_check.audit.parts import CaseHistory
from practice_check.audit.results import CaseSummary, Finding
from practice_check.audit.roots import roots_of
from practice_check.audit.summary import summary_of
from practice_check.engine import Engine
from practice_check.occasions.build import CaseOccasions
from practice_check.occasions.forms import RuleForms
from practice_check.occasions.occasion import Departed, NoOccasion, Occasion
from practice_check.occasions.opens import Overdue, Watched
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER, as_date
from practice_check.verdicts.answers import answers_about
from practice_check.verdicts.decide import ORDER, Verdict, answered, verdict_of
from practice_check.verdicts.messages import wanting
from practice_check.verdicts.recurring import joined, missed
from practice_check.verdicts.worlds import Sheet, ways_of
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.resolve import Resolve
from practice_check.vocabulary.wanting import Want


@dataclass(frozen=True)
class Scope:
    """Which rules judge: ``packs`` None follows the opening day; ``rules``: the ids selected."""

    packs: tuple[str, ...] | None
    rules: frozenset[str]


@dataclass(frozen=True)
class Judged:
    """One occasion with its verdict; ``pack`` is the one that judged it. ``occasion`` None: the rule found none."""

    rule: m.Rule
    occasion: Occasion | None
    verdict: Verdict | None
    none: NoOccasion | None
    pack: str
    missed: int | None = None


@dataclass(frozen=True)
class CaseResult:
    summary: CaseSummary
    findings: list[Finding]
    packs: frozenset[str]
    history: CaseHistory
    departures: list[Came]
    #: What was wanting, for each finding that could not be told, by its place among them.
    wants: dict[int, tuple[Want, ...]] = field(default_factory=dict)


@dataclass
class Checker:
    """Checks persons with one rulebook and one engine; made once in each process."""

    rulebook: Rulebook
    scope: Scope
    engine: Engine = field(default_factory=Engine)
    departures: Departures = field(default_factory=Departures)
    forms: RuleForms = field(default_factory=RuleForms)
    _packs_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for pack in self.rulebook.packs:
            for rule in self.rulebook.rules_of(pack):
                self._packs_of[rule].append(pack)

    def person(self, records: Sequence[CaseRecord], as_of: int) -> list[CaseResult]:
        """The results of each order, in the order given. Raises EngineFault."""
        return [self._case(record, records, as_of) for record in records]

    def _case(self, record: CaseRecord, records: Sequence[CaseRecord], as_of: int) -> CaseResult:
        resolve = Resolve(self.rulebook.parameters)
        restart = resolve.duration_named("restart-after", as_of)
        case = CaseInTime(record, records, as_of, restart)
        reading = Reading.of(case, self.rulebook.vocabulary, resolve)
        run = _CaseRun(self, CaseOccasions(reading, self.forms), record)
        judged = run.all_rules()
        roots = roots_of(self.rulebook, self.engine, _worst(judged))
        builder = FindingBuilder(self.rulebook, case, reading, roots)
        findings = [
            builder.of_occasion(each.rule, each.occasion, each.verdict, each.missed)
            if each.occasion is not None and each.verdict is not None
            else builder.of_none(each.rule, each.none or NoOccasion(each.rule.id))
            for each in judged
        ]
        packs = frozenset(each.pack for each in judged if each.verdict and each.verdict.word != "not_applicable")
        return CaseResult(
            summary_of(record, findings, reading, run.conditions, self._pack_at_start(record)),
            findings,
            packs,
            history_of(self.rulebook.history, reading),
            [
                came
                for each in judged
                if each.occasion and each.verdict
                for came in came_of(each.occasion, each.verdict)
            ],
            {place: wants for place, each in enumerate(judged) if (wants := _wants(each))},
        )

    def _pack_at_start(self, record: CaseRecord) -> str | None:
        if self.scope.packs is not None:
            return self.scope.packs[0] if self.scope.packs else None
        on = self.rulebook.packs_on(record.start_date) if record.start_date else []
        return on[0] if on else None

    def pack_for(self, rule: str, day: int) -> str | None:
        """The pack under which the rule judges an occasion that opened on the day; None where none is in force."""
        packs = self._packs_of[rule]
        if self.scope.packs is not None:
            return next((pack for pack in packs if pack in self.scope.packs), None)
        date = as_date(day)
        on = self.rulebook.packs_on(date) if date else []
        return next((pack for pack in packs if pack in on), None)

    def in_sight(self, rule: str, case: CaseInTime) -> bool:
        """Whether some pack of the rule is in force at some time of the case."""
        first, last = case.begin, min(case.order_end, case.as_of)
        for pack in self._packs_of[rule]:
            if self.scope.packs is not None:
                if pack in self.scope.packs:
                    return True
                continue
            force = self.rulebook.packs[pack].in_force
            start = force.start.toordinal() if force.start else 0
            end = force.end.toordinal() if force.end else NEVER
            if self.rulebook.packs[pack].on and start <= last and first < end:
                return True
        return False


@dataclass
class _CaseRun:
    """Runs the rules over one case, those that watch over others after those that they watch."""

    checker: Checker
    occasions: CaseOccasions
    record: CaseRecord
    _done: dict[str, list[tuple[Occasion, Verdict]]] = field(default_factory=dict)
    _none: dict[str, NoOccasion | None] = field(default_factory=dict)

    @property
    def conditions(self) -> Conditions:
        return self.occasions.conditions

    def all_rules(self) -> list[Judged]:
        rules = self.checker.rulebook.rules
        case = self.occasions.reading.case
        wanted = [
            rules[name] for name in rules if name in self.checker.scope.rules and self.checker.in_sight(name, case)
        ]
        judged: dict[str, list[Judged]] = {}
        for level in _levels(wanted, rules):
            judged.update(self._level(level))
        return [each for rule in wanted for each in judged[rule.id]]

    def _level(self, rules: list[m.Rule]) -> dict[str, list[Judged]]:
        sheet, as_of = Sheet(), self.occasions.reading.case.as_of
        found = {rule.id: self.occasions.of(rule, self._watched) for rule in rules}
        for rule in rules:
            for occasion in found[rule.id].occasions:
                occasion.departures = self._departures(rule, occasion)
        ways = {rule.id: [ways_of(occasion, as_of, sheet) for occasion in found[rule.id].occasions] for rule in rules}
        decided = self.checker.engine.decided(sheet.orders)
        judged: dict[str, list[Judged]] = {}
        for rule in rules:
            done = [
                (occasion, verdict_of(rule, occasion, way, decided))
                for occasion, way in zip(found[rule.id].occasions, ways[rule.id], strict=True)
            ]
            self._done[rule.id] = done
            self._none[rule.id] = found[rule.id].none
            judged[rule.id] = self._judged(rule, done, found[rule.id].none)
        return judged

    def _departures(self, rule: m.Rule, occasion: Occasion) -> tuple[Departed, ...]:
        as_of = self.occasions.reading.case.as_of
        return self.checker.departures.about(rule, occasion, self.record, as_of)

    def _judged(self, rule: m.Rule, done: list[tuple[Occasion, Verdict]], none: NoOccasion | None) -> list[Judged]:
        judgements = self.record.judgements or []
        as_of = self.occasions.reading.case.as_of
        inside = []
        for occasion, verdict in done:
            pack = self.checker.pack_for(rule.id, occasion.opening.day)
            if pack is not None:
                final = answered(rule, verdict, answers_about(rule, occasion, judgements))
                inside.append((occasion, final, pack))
        if not inside:
            pack = next(iter(self.checker._packs_of[rule.id]), "")
            why = none or NoOccasion(rule.id, (), "it opened at no time when a pack with this rule was in force")
            return [Judged(rule, None, None, why, pack)]
        packs = {id(occasion): pack for occasion, _, pack in inside}
        return [
            Judged(rule, occasion, verdict, None, packs[id(occasion)], number or missed(occasion, verdict, as_of))
            for occasion, verdict, number in joined([(occasion, verdict) for occasion, verdict, _ in inside])
        ]

    def _watched(self, rule: str) -> Watched:
        """What the rule came to: the occasions with a gap or met late, and those that may have one."""
        as_of = self.occasions.reading.case.as_of
        found = []
        for occasion, verdict in self._done.get(rule, ()):
            unmet = verdict.word in ("gap", "met_late") or (
                verdict.word == "needs_judgement" and verdict.met_on is None
            )
            perhaps = verdict.word == "cannot_tell"
            if occasion.due < as_of and (unmet or perhaps):
                found.append(Overdue(occasion.opening, occasion.due, unmet, () if unmet else tuple(wanting(occasion))))
        none = self._none.get(rule)
        return Watched(tuple(found), none.blind if none else (), none.wants if none else ())


def _wants(judged: Judged) -> tuple[Want, ...]:
    if judged.occasion is None or judged.verdict is None:
        return judged.none.wants if judged.none else ()
    return tuple(wanting(judged.occasion)) if judged.verdict.word == "cannot_tell" else ()


def _levels(wanted: Sequence[m.Rule], rules: dict[str, m.Rule]) -> list[list[m.Rule]]:
    """The rules in the order in which they can be decided, with those that are watched but not wanted."""
    levels: list[list[m.Rule]] = []
    waiting = {rule.id: rule for rule in wanted}
    for rule in wanted:
        watched = rule.opens
        while isinstance(watched, m.OpensOverdue) and watched.overdue in rules:
            waiting[watched.overdue] = rules[watched.overdue]
            watched = rules[watched.overdue].opens
    done: set[str] = set()
    while waiting:
        ready = [rule for rule in waiting.values() if _watched(rule) is None or _watched(rule) in done]
        if not ready:
            raise ValueError(f"rules watch over each other in a circle: {', '.join(waiting)}")
        levels.append(ready)
        for rule in ready:
            done.add(rule.id)
            del waiting[rule.id]
    return levels


def _watched(rule: m.Rule) -> str | None:
    return rule.opens.overdue if isinstance(rule.opens, m.OpensOverdue) else None


def _worst(judged: Sequence[Judged]) -> dict[str, m.VerdictWord]:
    """The first verdict in the order of verdicts that each rule has in the case."""
    found: dict[str, m.VerdictWord] = {}
    for each in judged:
        blind = each.none is not None and bool(each.none.blind)
        word: m.VerdictWord = "cannot_tell" if blind else "not_applicable"
        if each.verdict is not None:
            word = each.verdict.word
        found[each.rule.id] = min(found.get(each.rule.id, word), word, key=ORDER.index)
    return found
