"""A caseload through the rules: persons to worker processes, results back in order, what was lost by name."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from practice_check import __version__
from practice_check.answers.departures import Departures
from practice_check.answers.exceptions import duties_named
from practice_check.audit.data_problems import with_data_problems
from practice_check.audit.departures import Tally
from practice_check.audit.parts import Asked, CaseHistory
from practice_check.audit.person import CaseResult, Checker, Scope
from practice_check.audit.results import CaseSummary, Finding, Hashes, ReportPara, Results, RuleInfo, Run, counts_of
from practice_check.audit.undecidable import undecidable
from practice_check.audit.wanted import Ledger
from practice_check.audit.warned import sightings_of, warnings_of
from practice_check.audit.workers import Lost, run
from practice_check.caseload import Gathering, Lookout, Sightings
from practice_check.content.faults import did_you_mean
from practice_check.ingest import Export, Problem
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.rulebook.needs import Holdings


@dataclass(frozen=True)
class Options:
    """How to check. ``as_of`` None: the export's day, else today. ``packs`` empty: by the opening day.

    ``select`` and ``ignore`` name rules, or entries of the register for the rules that answer them; ``ignore`` caseload
    warnings too. ``where`` narrows cases by their own fields (``{"team": "North"}``), ``cases`` to those of a sample:
    all orders of their people are still read, since some duties belong to the person. ``held``: what the whole export
    holds, where only a part of it is checked.
    """

    as_of: dt.date | None = None
    packs: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    where: dict[str, str] = field(default_factory=dict)
    cases: frozenset[tuple[str, int]] | None = None
    held: Holdings | None = None
    jobs: int = 1
    time_limit: float = 120.0
    on_progress: Callable[[int], None] | None = None

    def takes(self, crn: str, event_number: int | None) -> bool:
        """Whether the case is asked for; an order that could not be read may be any of the person's."""
        if self.cases is None:
            return True
        return (crn, event_number) in self.cases or (event_number is None and any(one == crn for one, _ in self.cases))


class OptionError(ValueError):
    """An option names what there is not: a rule, a pack or a field."""


def check(export: Export, rulebook: Rulebook, options: Options | None = None) -> Results:
    """Checks every case of the export. Raises OptionError.

    A case whose check crashes, hangs or fails is ``not_checked`` by name; all others have their verdicts.
    """
    options = options or Options()
    as_of = options.as_of or export.exported_on or dt.date.today()
    scope = _scope(rulebook, options)
    persons = _persons(export.records, options)
    lookout = _lookout(rulebook, options, as_of, export)
    gathering = Gathering(lookout)
    rows = _departures(export, rulebook, scope, persons, options)
    tally = Tally()
    ledger = Ledger()
    work = partial(_work, rulebook, scope, Departures.of(rows, rulebook), as_of.toordinal(), lookout)
    summaries: list[CaseSummary] = []
    findings: list[Finding] = []
    histories: list[CaseHistory] = []
    packs: dict[str, int] = {}
    not_checked = 0
    for index, found in run(
        persons, work, jobs=options.jobs, time_limit=options.time_limit, on_progress=options.on_progress
    ):
        if isinstance(found, Lost):
            for record in filter(lambda record: options.takes(*record.key), persons[index]):
                not_checked += 1
                tally.not_checked(record.crn)
                summaries.append(_lost_summary(record))
                findings.append(
                    _not_checked(record, f"Not checked: engine fault ({found.reason}). {found.detail}".strip())
                )
            continue
        results, sightings = found
        gathering.add(sightings)
        for result in results:
            if not options.takes(result.summary.crn, result.summary.event_number):
                continue
            summaries.append(result.summary)
            findings.extend(ledger.numbered(result.findings, result.wants))
            histories.append(result.history)
            tally.add(result.departures)
            for pack in sorted(result.packs):
                packs[pack] = packs.get(pack, 0) + 1
    for crn, event_number in export.not_read:
        if not options.takes(crn, event_number):
            continue
        not_checked += 1
        tally.not_checked(crn)
        summaries.append(
            CaseSummary(crn=crn, event_number=event_number or 1, worst="not_checked", counts={"not_checked": 1})
        )
        findings.append(_unread(crn, event_number))
    used = {finding.rule for finding in findings}
    whole = Results(
        run=Run(
            as_of=as_of,
            packs=packs,
            version=__version__,
            inputs=[file.name for file in export.inputs],
            asked=Asked(
                where=options.where,
                select=list(options.select),
                ignore=list(options.ignore),
                packs=list(options.packs),
                sample=_digest(options.cases),
            ),
            hashes=Hashes(
                rules=rulebook.rules_hash,
                params=rulebook.params_hash,
                mapping=export.mapping_hash,
                exceptions=export.exceptions_hash,
            ),
            counts=counts_of(finding.verdict for finding in findings),
            cases=len(summaries),
            cases_not_checked=not_checked,
            minimum_base=int(rulebook.parameters.number("minimum-base", as_of.toordinal())),
        ),
        rules={name: _info(rule) for name, rule in rulebook.rules.items() if name in used},
        cases=summaries,
        findings=findings,
        warnings=warnings_of(gathering),
        problems=export.problems,
        undecidable=undecidable(rulebook, options.held or Holdings.of_records(export.records), findings),
        wanting=ledger.places(export.records),
        histories=histories,
        departures=tally.departures(rows, rulebook, as_of.toordinal()),
    )
    return with_data_problems(whole)


Work = Callable[[list[CaseRecord]], tuple[list[CaseResult], Sightings]]


def _work(rulebook: Rulebook, scope: Scope, departures: Departures, as_of: int, lookout: Lookout) -> Work:
    checker = Checker(rulebook, scope, departures=departures)

    def work(records: list[CaseRecord]) -> tuple[list[CaseResult], Sightings]:
        results = _person(checker, as_of, records)
        return results, sightings_of(lookout, records, results)

    return work


def _departures(
    export: Export, rulebook: Rulebook, scope: Scope, persons: Sequence[Sequence[CaseRecord]], options: Options
) -> list[DepartureRow]:
    """Those that concern what this run looks at: its people, those not read included, and its rules."""
    looked_at = {orders[0].crn for orders in persons} | {crn for crn, _ in export.not_read}
    return [
        row
        for row in export.departures
        if row.crn in looked_at
        and options.takes(row.crn, row.event_number)
        and not scope.rules.isdisjoint(duties_named(rulebook, row.rule))
    ]


def _lookout(rulebook: Rulebook, options: Options, as_of: dt.date, export: Export) -> Lookout:
    wanted = tuple(name for name in rulebook.warnings if name not in options.ignore)
    return Lookout(rulebook, wanted, as_of.toordinal(), frozenset(crn for crn, _ in export.not_read))


def _person(checker: Checker, as_of: int, records: list[CaseRecord]) -> list[CaseResult]:
    return checker.person(records, as_of)


def _scope(rulebook: Rulebook, options: Options) -> Scope:
    ignored = [name for name in options.ignore if name not in rulebook.warnings]
    for name in [*options.select, *ignored]:
        if not rulebook.named(name):
            raise OptionError(f"there is no rule '{name}'{did_you_mean(name, rulebook.rules)}")
    for name in options.packs:
        if name not in rulebook.packs:
            raise OptionError(f"there is no pack '{name}': there are {', '.join(sorted(rulebook.packs))}")
    wanted = {rule for name in options.select or rulebook.rules for rule in rulebook.named(name)}
    wanted -= {rule for name in options.ignore for rule in rulebook.named(name)}
    return Scope(tuple(options.packs) or None, frozenset(wanted))


def _persons(records: Sequence[CaseRecord], options: Options) -> list[list[CaseRecord]]:
    """The orders of each person asked for together, persons in the order in which they first appear."""
    where = options.where
    persons: dict[str, list[CaseRecord]] = {}
    for record in records:
        persons.setdefault(record.crn, []).append(record)
    for name in where:
        if name not in CaseRecord.model_fields:
            raise OptionError(f"a case has no field '{name}'")
    return [
        orders
        for orders in persons.values()
        if any(options.takes(*record.key) for record in orders)
        and (
            not where
            or any(all(str(getattr(record, name)) == value for name, value in where.items()) for record in orders)
        )
    ]


def _digest(cases: frozenset[tuple[str, int]] | None) -> str | None:
    return None if cases is None else hashlib.sha256(repr(sorted(cases)).encode()).hexdigest()[:16]


def _info(rule: m.Rule) -> RuleInfo:
    return RuleInfo(
        title=rule.title,
        severity=rule.severity,
        kind=rule.kind,
        owner=rule.owner,
        outcome=rule.outcome,
        criteria=rule.criteria,
        sources=[ReportPara(report=source.report, para=source.para) for source in rule.sources],
        question=rule.question,
        reasons={question.ask: question.reasons for question in rule.judge},
        why=rule.why,
        remediable=rule.remediable,
        survives_end=rule.survives_end,
        local_default=rule.local_default,
        themes=list(rule.themes),
        do=rule.do,
        where_to_record=rule.where_to_record,
        desk=rule.desk,
        tabled_as=rule.tabled_as,
    )


def _lost_summary(record: CaseRecord) -> CaseSummary:
    return CaseSummary(
        crn=record.crn,
        event_number=record.event_number,
        officer=record.officer,
        team=record.team,
        worst="not_checked",
        counts={"not_checked": 1},
        name=record.name,
        start_date=record.start_date,
        end_date=record.end_date,
        limited_access=record.limited_access,
    )


def _not_checked(record: CaseRecord, message: str) -> Finding:
    return _unchecked(record.crn, record.event_number, message, record.officer, record.team)


def _unread(crn: str, event_number: int | None) -> Finding:
    return _unchecked(
        crn, event_number or 1, "Not checked: the case could not be read. See the data problems.", None, None
    )


def _unchecked(crn: str, event_number: int, message: str, officer: str | None, team: str | None) -> Finding:
    return Finding(
        crn=crn,
        event_number=event_number,
        rule="",
        verdict="not_checked",
        severity="high",
        owner="administrator",
        officer=officer,
        officer_now=officer,
        team=team,
        remediable="yes",
        message=message,
        do="Mend the record or report the fault, then check again.",
        fingerprint=hashlib.sha256(f"{crn}|{event_number}|not_checked".encode()).hexdigest()[:16],
    )


__all__ = ["OptionError", "Options", "Problem", "check"]
