"""A caseload through the rules: persons to worker processes, what they find to a journal, what was lost by name."""

import datetime as dt
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from practice_check import __version__
from practice_check.answers.exceptions import duties_named
from practice_check.audit.at_work import People, Sent, Task, Wanted, Work
from practice_check.audit.checked import CheckedCase, checked_of
from practice_check.audit.cluster import run as clustered
from practice_check.audit.data_groups import DataGroups
from practice_check.audit.data_keys import Causes, key_of_problem
from practice_check.audit.data_waiting import Share
from practice_check.audit.departures import Came, Tally
from practice_check.audit.made_of import made_of
from practice_check.audit.parts import Asked
from practice_check.audit.person import Scope
from practice_check.audit.results import VERDICTS, CaseSummary, Finding, Hashes, ReportPara, Results, RuleInfo, Run
from practice_check.audit.stored import Journal, MadeOf, StoredRun, Sums
from practice_check.audit.stored.found import Added, Found, added_of, again_of
from practice_check.audit.stored.sums import CaseSum
from practice_check.audit.undecidable import undecidable
from practice_check.audit.wanted import Settled
from practice_check.audit.warned import warnings_of
from practice_check.caseload import Gathering, Lookout
from practice_check.content.faults import did_you_mean
from practice_check.ingest import Export, Problem
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m
from practice_check.rulebook.needs import Holdings
from practice_check.workers import Lost, run

#: Persons that a worker is given at once, at most; and batches for each worker, where there are fewer persons.
_MOST_AT_ONCE, _BATCHES_EACH = 25, 6


@dataclass(frozen=True)
class Options:
    """How to check. ``as_of`` None: the export's day, else today. ``packs`` empty: by the opening day.

    ``select`` and ``ignore`` name rules, or entries of the register for the rules that answer them; ``ignore`` caseload
    warnings too. ``where`` narrows cases by their own fields (``{"team": "North"}``), ``cases`` to those of a sample:
    all orders of their people are still read, since some duties belong to the person. ``held``: what the whole export
    holds, where only a part of it is checked. ``show_not_applicable`` False: what does not apply is counted, and there
    are no findings of it.

    ``folder``: where the run is kept until it is ``done``, so that one that is cut off can be gone on with: ``resume``.
    Without one it lies in a temporary file without a name. ``cluster``: the address of a scheduler whose workers check,
    in place of ``jobs`` processes here. ``on_progress`` is given how many persons are done.
    """

    as_of: dt.date | None = None
    packs: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    where: dict[str, str] = field(default_factory=dict)
    cases: frozenset[tuple[str, int]] | None = None
    held: Holdings | None = None
    show_not_applicable: bool = True
    jobs: int = 1
    time_limit: float = 120.0
    on_progress: Callable[[int], None] | None = None
    folder: Path | None = None
    resume: bool = False
    cluster: str | None = None

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.where, self.cases)

    def takes(self, crn: str, event_number: int | None) -> bool:
        """Whether the case is asked for; an order that could not be read may be any of the person's."""
        return self.wanted.takes(crn, event_number)


class OptionError(ValueError):
    """An option names what there is not: a rule, a pack or a field."""


def check(export: Export, rulebook: Rulebook, options: Options | None = None) -> Results:
    """As ``check_stored``, all of it in memory: for a caseload that is not too large for that."""
    with check_stored(export, rulebook, options) as stored:
        results = stored.results()
        stored.done()
    return results


def check_stored(export: Export, rulebook: Rulebook, options: Options | None = None) -> StoredRun:
    """Checks every case of the export. Raises OptionError, JournalError, WorkersError and ClusterError.

    A case whose check crashes, hangs or fails is ``not_checked`` by name; all others have their verdicts. What stays in
    memory is what is added up; what was found of each person lies in the journal of the run.
    """
    options = options or Options()
    as_of = options.as_of or export.exported_on or dt.date.today()
    checking = _Checking(export, rulebook, options, as_of, _scope(rulebook, options))
    for name in options.where:
        if name not in CaseRecord.model_fields:
            raise OptionError(f"a case has no field '{name}'")
    journal = _journal(options, made_of(export, rulebook, options, as_of) if options.folder is not None else {})
    try:
        return checking.to(journal)
    except BaseException:
        journal.close()
        raise


class _Checking:
    """One run on its way: what is added up while the persons come back, in their order."""

    def __init__(self, export: Export, rulebook: Rulebook, options: Options, as_of: dt.date, scope: Scope) -> None:
        self._export, self._rulebook, self._options, self._as_of, self._scope = export, rulebook, options, as_of, scope
        self._holds = export.holds
        self._rows = _departures(export, rulebook, scope, options)
        self._lookout = _lookout(rulebook, options, as_of, export)
        self._gathering = Gathering(self._lookout)
        self._data = DataGroups(export.problems)
        self._tally = Tally()
        self._sums = Sums()
        self._looked_at: set[str] = set()
        self._with_departures = {row.crn for row in self._rows}

    def to(self, journal: Journal) -> StoredRun:
        """Goes on behind what stands in the journal already."""
        done = 0
        for where, frame in journal.frames():
            self._add(frame, where)
            done += 1
        for frame in self._frames(done):
            self._add(frame, journal.append(frame))
        for _, frame in journal.frames():
            self._gathering.look_again(again_of(frame))
        journal.flush(sync=self._options.folder is not None)
        return StoredRun(self._head(), self._sums, journal, self._options.folder)

    def _frames(self, done: int) -> Iterator[bytes]:
        """Of each person behind the first so many, then of those who could not be read."""
        cluster = self._options.cluster
        people = People(self._export, shared=sys.platform == "linux" and cluster is None)
        task = Task(
            self._rulebook,
            self._scope,
            self._rows,
            self._as_of.toordinal(),
            self._lookout,
            self._options.wanted,
            Settled(self._holds),
            Causes(self._export.problems, key_of_problem),
            people.opened,
            self._options.show_not_applicable,
        )
        on_progress = self._options.on_progress
        sent = iter(people.sent())
        skipped = sum(1 for _ in islice(sent, done))
        under_way: dict[int, Sent] = {}

        def remembered() -> Iterator[Sent]:
            for index, each in enumerate(sent):
                under_way[index] = each
                yield each

        through = partial(run, jobs=self._options.jobs) if cluster is None else partial(clustered, address=cluster)
        for index, found in through(
            remembered(),
            partial(Work, task),
            batch_size=_batch_size(len(self._export.records), self._options.jobs),
            time_limit=self._options.time_limit,
            on_progress=on_progress and (lambda count: on_progress(skipped + count)),
        ):
            person = under_way.pop(index)
            yield self._lost(people.opened(person), found) if isinstance(found, Lost) else found
        for crn, event_number in self._export.not_read[done - skipped :]:
            yield self._unread(crn, event_number)

    def _add(self, frame: bytes, where: int) -> None:
        """An empty frame: nobody has asked for the person."""
        if not frame:
            return
        added = added_of(frame)
        self._sums.add(added.sums, where)
        if added.seen:
            self._gathering.add(added.seen)
        self._data.add(added.crn, ((key, Share(*plain)) for key, plain in added.data))
        not_checked = sum(not each.checked for each in added.sums)
        if not_checked:
            self._data.not_checked(added.crn, not_checked)
        if added.crn in self._with_departures:
            self._looked_at.add(added.crn)
            self._tally.add(Came(self._rows[row], to, why) for row, to, why in added.came)
            if not_checked:
                self._tally.not_checked(added.crn)

    def _lost(self, records: list[CaseRecord], lost: Lost) -> bytes:
        if not self._options.wanted.person(records):
            return b""
        message = f"Not checked: engine fault ({lost.reason}). {lost.detail}".strip()
        return _frame_of(
            [
                checked_of(_lost_summary(record), [_not_checked(record, message)])
                for record in records
                if self._options.takes(*record.key)
            ]
        )

    def _unread(self, crn: str, event_number: int | None) -> bytes:
        if not self._options.takes(crn, event_number):
            return b""
        summary = CaseSummary(crn=crn, event_number=event_number or 1, worst="not_checked", counts={"not_checked": 1})
        return _frame_of([checked_of(summary, [_unread(crn, event_number)])])

    def _head(self) -> Results:
        export, rulebook, options, sums = self._export, self._rulebook, self._options, self._sums
        rows = [row for row in self._rows if row.crn in self._looked_at]
        verdicts = sums.verdicts
        return Results(
            run=Run(
                as_of=self._as_of,
                packs=dict(sums.packs),
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
                counts={verdict: verdicts[verdict] for verdict in VERDICTS if verdicts[verdict]},
                cases=sums.cases,
                cases_not_checked=sums.not_checked,
                pseudonymised=export.pseudonyms is not None,
                pseudonyms=export.pseudonyms,
                minimum_base=int(rulebook.parameters.number("minimum-base", self._as_of.toordinal())),
            ),
            rules={
                name: _info(rule, sums.not_applicable[name])
                for name, rule in rulebook.rules.items()
                if name in sums.rules
            },
            cases=[],
            findings=[],
            warnings=warnings_of(self._gathering),
            problems=list(export.problems),
            data_problems=self._data.problems(),
            undecidable=undecidable(rulebook, options.held or Holdings.of(self._holds), sums),
            departures=self._tally.departures(rows, rulebook, self._as_of.toordinal()),
        )


def _frame_of(cases: list[CheckedCase]) -> bytes:
    """Of a person whom no worker has checked."""
    crn = cases[0].crn if cases else ""
    return Found(Added(crn, [CaseSum.of(case) for case in cases]), cases).frame()


def _batch_size(cases: int, jobs: int) -> int:
    """How many persons a worker is given at once: few enough that all have work until the end."""
    return max(1, min(_MOST_AT_ONCE, cases // (jobs * _BATCHES_EACH)))


def _journal(options: Options, made: MadeOf) -> Journal:
    if options.folder is None:
        return Journal.unnamed(made)
    return Journal.in_folder(options.folder, made, again=options.resume)


def _departures(export: Export, rulebook: Rulebook, scope: Scope, options: Options) -> list[DepartureRow]:
    """Those that concern the cases and the rules that this run looks at."""
    return [
        row
        for row in export.departures
        if options.takes(row.crn, row.event_number) and not scope.rules.isdisjoint(duties_named(rulebook, row.rule))
    ]


def _lookout(rulebook: Rulebook, options: Options, as_of: dt.date, export: Export) -> Lookout:
    wanted = tuple(name for name in rulebook.warnings if name not in options.ignore)
    return Lookout(rulebook, wanted, as_of.toordinal(), frozenset(crn for crn, _ in export.not_read))


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


def _digest(cases: frozenset[tuple[str, int]] | None) -> str | None:
    return None if cases is None else hashlib.sha256(repr(sorted(cases)).encode()).hexdigest()[:16]


def _info(rule: m.Rule, not_applicable: int) -> RuleInfo:
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
        not_applicable=not_applicable,
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


__all__ = ["OptionError", "Options", "Problem", "check", "check_stored"]
