"""One person through the rules: every order of theirs, every rule in force, every occasion to a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from practice_check.answers.departures import Departures
from practice_check.audit.checked import CheckedCase, json_of
from practice_check.audit.departures import Came, came_of
from practice_check.audit.finding import FindingWriter
from practice_check.audit.history import HistoryWriter
from practice_check.audit.numbers import Numbers
from practice_check.audit.roots import Roots
from practice_check.audit.rule_frame import InForce, RuleFrame
from practice_check.audit.summary import summary_of
from practice_check.caseload.person import readings_of
from practice_check.engine import Engine
from practice_check.occasions.build import CaseOccasions
from practice_check.occasions.forms import RuleForms
from practice_check.occasions.occasion import NoOccasion, Occasion
from practice_check.occasions.opens import Overdue, Watched
from practice_check.records.model import CaseRecord, Judgement
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.verdicts.answers import answers_about
from practice_check.verdicts.decide import ORDER, Verdict, answered
from practice_check.verdicts.messages import wanting
from practice_check.verdicts.recurring import joined, missed
from practice_check.verdicts.worlds import Sheet, Ways, ways_of
from practice_check.vocabulary.conditions import Reading

_PLACE: Final = {word: place for place, word in enumerate(ORDER)}
_NOT_IN_FORCE: Final = "it opened at no time when a pack with this rule was in force"


class Scope(NamedTuple):
    """Which rules judge: ``packs`` None follows the opening day; ``rules``: the ids selected.

    It is pickled for workers elsewhere, which a frozen dataclass is not once it is compiled.
    """

    packs: tuple[str, ...] | None
    rules: frozenset[str]


class Judged:
    """One occasion with its verdict; ``pack`` is the one that judged it."""

    __slots__ = ("missed", "occasion", "pack", "verdict")

    def __init__(self, occasion: Occasion, verdict: Verdict, pack: str, missed: int | None) -> None:
        self.occasion = occasion
        self.verdict = verdict
        self.pack = pack
        self.missed = missed


class RuleJudged:
    """What a rule came to in a case: its occasions, or why it found ``none``; and the worst verdict of them."""

    __slots__ = ("frame", "none", "occasions", "worst")

    def __init__(
        self, frame: RuleFrame, occasions: list[Judged], none: NoOccasion | None, worst: m.VerdictWord
    ) -> None:
        self.frame = frame
        self.occasions = occasions
        self.none = none
        self.worst = worst


@dataclass(slots=True)
class InSight:
    """The rules that judge a case, in the order of its findings, and in levels: each after those that it watches.

    ``watched``: those that another one watches.
    """

    wanted: list[RuleFrame]
    levels: list[list[RuleFrame]]
    watched: frozenset[str]


class Checker:
    """Checks persons with one rulebook and one engine; made once in each process.

    ``not_applicable`` False: what does not apply is counted, and makes no finding.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        scope: Scope,
        engine: Engine | None = None,
        departures: Departures | None = None,
        *,
        not_applicable: bool = True,
    ) -> None:
        self.rulebook = rulebook
        self.scope = scope
        self.engine = engine or Engine()
        self.departures = departures or Departures()
        self.not_applicable = not_applicable
        self.forms = RuleForms()
        self.roots = Roots(rulebook, self.engine)
        self.history = HistoryWriter(rulebook.history)
        self._packs_of: dict[str, list[str]] = {}
        for pack in rulebook.packs:
            for rule in rulebook.rules_of(pack):
                self._packs_of.setdefault(rule, []).append(pack)
        self._in_force = {pack: found for pack in rulebook.packs if (found := self._force_of(pack)) is not None}
        self._frames: dict[str, RuleFrame] = {}
        self._seen: dict[frozenset[str], InSight] = {}

    def person(self, records: Sequence[CaseRecord], as_of: int) -> list[CheckedCase]:
        """The results of each order, in the order given. Raises EngineFault."""
        return self.judged(readings_of(records, self.rulebook, as_of))

    def judged(self, readings: Sequence[Reading]) -> list[CheckedCase]:
        """The same, for orders of a person that are being read already."""
        numbers = Numbers()
        return [self._case(reading, numbers) for reading in readings]

    def _case(self, reading: Reading, numbers: Numbers) -> CheckedCase:
        case, record = reading.case, reading.case.record
        run = _CaseRun(self, CaseOccasions(reading, self.forms), record)
        judged = run.all_rules(self.in_sight(case))
        writer = FindingWriter(case, self.roots.of({each.frame.id: each.worst for each in judged}), numbers)
        counts: dict[m.VerdictWord, int] = {}
        not_applicable: dict[str, int] = {}
        packs: set[str] = set()
        departures: list[Came] = []
        for rule in judged:
            frame, left_out = rule.frame, 0
            if rule.none is not None:
                word = rule.worst
                if word == "not_applicable":
                    left_out = 1
                else:
                    counts[word] = counts.get(word, 0) + 1
                if left_out == 0 or self.not_applicable:
                    writer.of_none(frame, rule.none)
            for each in rule.occasions:
                word = each.verdict.word
                if word == "not_applicable":
                    left_out += 1
                else:
                    counts[word] = counts.get(word, 0) + 1
                    packs.add(each.pack)
                if each.occasion.departures:
                    departures += came_of(each.occasion, each.verdict)
                if word != "not_applicable" or self.not_applicable:
                    writer.of_occasion(frame, each.occasion, each.verdict, each.missed)
            if left_out:
                not_applicable[frame.id] = left_out
        if not_applicable:
            counts["not_applicable"] = sum(not_applicable.values())
        summary = summary_of(
            record,
            run.occasions.conditions,
            officer=writer.officer if judged else record.officer,
            counts=counts,
            next_due=writer.next_due,
            pack=self._pack_at_start(record),
        )
        return CheckedCase(
            crn=record.crn,
            event_number=record.event_number,
            officer=summary.officer,
            team=record.team,
            worst=summary.worst,
            counts=summary.counts,
            summary_json=json_of(summary),
            carried=writer.carried,
            history_json=self.history.of(reading),
            packs=tuple(sorted(packs)),
            not_applicable=not_applicable,
            wants=numbers.taken(),
            departures=departures,
            recorded=counts.get("met", 0) + counts.get("met_late", 0),
            unjudged=writer.presence_only,
            live=summary.live,
        )

    def _pack_at_start(self, record: CaseRecord) -> str | None:
        if self.scope.packs is not None:
            return self.scope.packs[0] if self.scope.packs else None
        on = self.rulebook.packs_on(record.start_date) if record.start_date else []
        return on[0] if on else None

    def _force_of(self, pack: str) -> InForce | None:
        """When a pack judges: always where it was asked for, never where others were or it is switched off."""
        if self.scope.packs is not None:
            return InForce(pack, 0, NEVER + 1) if pack in self.scope.packs else None
        force = self.rulebook.packs[pack].in_force
        start = force.start.toordinal() if force.start else 0
        end = force.end.toordinal() if force.end else NEVER
        return InForce(pack, start, end) if self.rulebook.packs[pack].on else None

    def in_sight(self, case: CaseInTime) -> InSight:
        """The rules of which some pack is in force at some time of the case."""
        first, last = case.begin, min(case.order_end, case.as_of)
        packs = frozenset(
            pack
            for pack, force in self._in_force.items()
            if self.scope.packs is not None or (force.start <= last and first < force.end)
        )
        found = self._seen.get(packs)
        if found is None:
            found = self._seen[packs] = self._rules_of(packs)
        return found

    def _rules_of(self, packs: frozenset[str]) -> InSight:
        wanted = [
            rule
            for name, rule in self.rulebook.rules.items()
            if name in self.scope.rules and not packs.isdisjoint(self._packs_of.get(name, ()))
        ]
        levels = _levels(wanted, self.rulebook.rules)
        return InSight(
            list(map(self._frame, wanted)),
            [list(map(self._frame, level)) for level in levels],
            frozenset(watched for level in levels for rule in level if (watched := _watched(rule)) is not None),
        )

    def _frame(self, rule: m.Rule) -> RuleFrame:
        frame = self._frames.get(rule.id)
        if frame is None:
            packs = self._packs_of.get(rule.id, [])
            in_force = [self._in_force[pack] for pack in packs if pack in self._in_force]
            frame = self._frames[rule.id] = RuleFrame(rule, in_force)
        return frame


class _CaseRun:
    """Runs the rules over one case, those that watch over others after those that they watch."""

    def __init__(self, checker: Checker, occasions: CaseOccasions, record: CaseRecord) -> None:
        self.checker = checker
        self.occasions = occasions
        self.record = record
        self._as_of = occasions.reading.case.as_of
        self._departs = record.crn in checker.departures.of_person
        self._judgements: dict[str, list[Judgement]] = {}
        for answer in record.judgements or ():
            if answer.rule is not None:
                self._judgements.setdefault(answer.rule, []).append(answer)
        #: Of the rules that are watched: what the record says of their occasions, or why there is none.
        self._done: dict[str, list[tuple[Occasion, Verdict]]] = {}
        self._none: dict[str, NoOccasion] = {}
        self._watched_over: frozenset[str] = frozenset()

    def all_rules(self, in_sight: InSight) -> list[RuleJudged]:
        judged: dict[str, RuleJudged] = {}
        self._watched_over = in_sight.watched
        for level in in_sight.levels:
            self._level(level, judged)
        return [judged[frame.id] for frame in in_sight.wanted]

    def _level(self, frames: list[RuleFrame], judged: dict[str, RuleJudged]) -> None:
        sheet, as_of, watching = Sheet(), self._as_of, self._watched
        found: list[tuple[RuleFrame, list[Occasion], list[Ways]]] = []
        for frame in frames:
            rule = frame.id
            watched = rule in self._watched_over
            of_rule = self.occasions.of(frame.rule, watching, None if watched else frame.judged_on)
            if of_rule.none is not None:
                judged[rule] = _found_none(frame, of_rule.none)
                if watched:
                    self._none[rule] = of_rule.none
                continue
            occasions = of_rule.occasions
            if self._departs:
                for occasion in occasions:
                    occasion.departures = self.checker.departures.about(frame.rule, occasion, self.record, as_of)
            found.append((frame, occasions, [ways_of(occasion, as_of, sheet) for occasion in occasions]))
        decided = self.checker.engine.decided(sheet.orders)
        for frame, occasions, ways in found:
            verdicts = frame.verdicts
            done = [(occasion, verdicts.of(occasion, ways[place], decided)) for place, occasion in enumerate(occasions)]
            if frame.id in self._watched_over:
                self._done[frame.id] = done
            judged[frame.id] = self._judged(frame, done)

    def _judged(self, frame: RuleFrame, done: list[tuple[Occasion, Verdict]]) -> RuleJudged:
        found: list[Judged] = []
        windows = False
        answers = self._judgements.get(frame.id)
        for occasion, verdict in done:
            opening = occasion.opening
            pack = frame.pack_on(opening.day)
            if pack is None:
                continue
            final = verdict
            if answers is not None:
                final = answered(frame.rule, verdict, answers_about(frame.rule, occasion, answers))
            elif frame.decided_by_question:
                final = answered(frame.rule, verdict, None)
            times = None if opening.every is None else missed(occasion, final, self._as_of)
            found.append(Judged(occasion, final, pack, times))
            windows = windows or opening.kind == "window"
        if not found:
            return _found_none(frame, NoOccasion(frame.id, (), _NOT_IN_FORCE))
        return RuleJudged(frame, _joined(found) if windows else found, None, _worst(found))

    def _watched(self, rule: str) -> Watched:
        """What the rule came to: the occasions with a gap or met late, and those that may have one."""
        found = []
        for occasion, verdict in self._done.get(rule, ()):
            unmet = verdict.word in ("gap", "met_late") or (
                verdict.word == "needs_judgement" and verdict.met_on is None
            )
            perhaps = verdict.word == "cannot_tell"
            if occasion.due < self._as_of and (unmet or perhaps):
                wants = () if unmet else tuple(dict.fromkeys(wanting(occasion)))
                found.append(Overdue(occasion.opening, occasion.due, unmet, wants))
        none = self._none.get(rule)
        return Watched(tuple(found), none.blind if none else (), none.wants if none else ())


def _found_none(frame: RuleFrame, none: NoOccasion) -> RuleJudged:
    return RuleJudged(frame, [], none, "cannot_tell" if none.blind else "not_applicable")


def _joined(found: list[Judged]) -> list[Judged]:
    """Windows that were missed one after the other as one."""
    by_occasion = {id(each.occasion): each for each in found}
    kept = []
    for occasion, _, number in joined([(each.occasion, each.verdict) for each in found]):
        each = by_occasion[id(occasion)]
        each.missed = number or each.missed
        kept.append(each)
    return kept


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


def _worst(found: list[Judged]) -> m.VerdictWord:
    """The first verdict in the order of verdicts that the rule has in the case."""
    worst = found[0].verdict.word
    for each in found:
        if _PLACE[each.verdict.word] < _PLACE[worst]:
            worst = each.verdict.word
    return worst
