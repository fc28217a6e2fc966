"""What several commands do: load the rules, read the export, check it. Each fault ends the command with its mend."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NoReturn

import typer

from practice_check import audit, ingest, mapping, rulebook
from practice_check.answers import with_exceptions, with_judgements
from practice_check.audit import JournalError, OptionError, Options, StoredRun
from practice_check.audit.cluster import ClusterError
from practice_check.audit.results import Results
from practice_check.cells.dates import read_date
from practice_check.cells.fault import CellFault
from practice_check.cli.faults import complain_of
from practice_check.cli.progress import Progress
from practice_check.cli.stopping import COULD_NOT_RUN, complain, note, stop
from practice_check.collecting import leave_alone_what_is_there
from practice_check.content.faults import ContentError
from practice_check.mapping import MappingError, Mappings
from practice_check.pseudonyms import Pseudonymiser
from practice_check.reports.words import number
from practice_check.rulebook import Rulebook, RulebookError
from practice_check.rulebook.needs import Holdings
from practice_check.sampling import Programme, read_programmes
from practice_check.workers import WorkersError

_MOST_FAULTS = 20
_MOST_JOBS = 4


def load_rules(folders: Sequence[Path] = (), params: Path | None = None) -> Rulebook:
    try:
        book = rulebook.load(folders, params)
    except RulebookError as error:
        _rules_do_not_load(error)
    leave_alone_what_is_there()
    return book


def load_programmes(book: Rulebook, folders: Sequence[Path] = ()) -> dict[str, Programme]:
    """The inspection programmes that ship, and those of the folders."""
    try:
        return read_programmes(book, folders)
    except RulebookError as error:
        _rules_do_not_load(error)


def _rules_do_not_load(error: RulebookError) -> NoReturn:
    _do_not_load(error, "the rules do not load", "mend them and see with: practice-check rules validate")


def _do_not_load(error: ContentError, what: str, mend: str) -> NoReturn:
    for fault in error.faults[:_MOST_FAULTS]:
        complain(fault, "")
    rest = len(error.faults) - _MOST_FAULTS
    complain(
        f"{what}: {number(len(error.faults), 'fault')}" + (f", {rest} not shown" if rest > 0 else ""),
        mend,
    )
    raise typer.Exit(COULD_NOT_RUN)


@dataclass(frozen=True)
class Sources:
    """The files that a check is made of: the exports with their mappings, and what people said beside them.

    ``under``: what puts pseudonyms in place of all names, where that was asked for.
    """

    exports: Sequence[Path]
    mappings: Sequence[str] = ()
    judgements: Sequence[Path] = ()
    exceptions: Sequence[Path] = ()
    under: Pseudonymiser | None = None

    def asked(self, options: Options) -> Options:
        """The options as they are to be asked of the cases: in pseudonyms, where they have some."""
        if self.under is None:
            return options
        return replace(options, where=self.under.where(options.where), cases=self.under.cases(options.cases))

    def crn(self, typed: str) -> str:
        """The CRN that somebody typed, or its pseudonym, as the run has it."""
        wanted = typed.strip().upper()
        return self.under.names.crn(wanted) if self.under else wanted


def run(sources: Sources, book: Rulebook, options: Options) -> Results:
    """Check the exports, and have all that was found in memory: for runs that are not large."""
    with stored(sources, book, options) as found:
        results = found.results()
        found.done()
    return results


def stored(
    sources: Sources, book: Rulebook, options: Options, ready: Callable[[Callable[[], int]], None] | None = None
) -> StoredRun:
    """Check the exports; that no case at all was checked is a fault too, since it would look like a clean sheet.

    ``ready`` is asked before the first case is checked, with what counts the cases that are going to be.
    """
    export, options = said(sources, book, options.jobs), sources.asked(options)
    if ready is not None:
        ready(cache(lambda: _cases(export, options)))
    keys = export.keys()
    progress = Progress(len({crn for crn, _ in keys}))  # who is not asked for is gone through, too
    try:
        found = audit.check_stored(export, book, replace(options, on_progress=progress))
    except OptionError as error:
        stop(str(error), "see: practice-check rules list, and practice-check check --help")
    except JournalError as error:
        stop(error.message, error.mend)
    except ClusterError as error:
        progress.close()
        _say_what_is_kept(options)
        stop(str(error), error.mend)
    except WorkersError as error:
        progress.close()
        _say_what_is_kept(options)
        stop(str(error), "see that there is memory left, and check again")
    except ingest.InputError as error:
        progress.close()
        _say_what_is_kept(options)
        stop(error.message, error.mend)
    except KeyboardInterrupt:
        progress.close()
        _say_what_is_kept(options)
        raise
    finally:
        progress.close()
    for rule, cases in found.sums.failed.most_common():
        of_all = f"{number(cases, 'case')} of {found.head.run.cases:,}"
        complain(
            f"the rule '{rule}' failed on {of_all}, and is not checked there", "report its fault; all other rules stand"
        )
    if not found.head.run.cases:
        found.done()
        stop("no case was checked", "see that --where names what stands in the export" if options.where else "")
    return found


@contextmanager
def delivering(options: Options) -> Iterator[None]:
    """Say of what ends within it, before all is written, that nothing has to be checked again."""
    try:
        yield
    except BaseException:
        _say_what_is_kept(options)
        raise


def _say_what_is_kept(options: Options) -> None:
    if options.folder is not None and options.folder.is_dir():
        note(f"what was found so far is kept in {options.folder.parent}: give the same command with --resume to go on")


def _cases(export: ingest.Export, options: Options) -> int:
    """How many are asked for; those that could not be read are among them."""
    unread = sum(options.takes(*key) for key in export.not_read)
    if not options.where and options.cases is None:
        return len(export.records) + unread
    wanted = options.wanted
    return unread + sum(
        sum(options.takes(*record.key) for record in person) for person in export.persons() if wanted.person(person)
    )


def run_person(sources: Sources, crn: str, book: Rulebook, options: Options) -> Results:
    """Check one person, all orders together, since some duties belong to the person."""
    whole, options = said(sources, book, options.jobs), sources.asked(options)
    wanted = sources.crn(crn)
    known = {record.crn for record in whole.records} | {number for number, _ in whole.not_read}
    if wanted not in known:
        stop(
            f"{crn.strip().upper()} is not in {', '.join(export.name for export in sources.exports)}",
            "see that the CRN is right: a letter and six figures",
        )
    one = whole.model_copy(
        update={
            "records": [record for record in whole.records if record.crn == wanted],
            "not_read": [unread for unread in whole.not_read if unread[0] == wanted],
        }
    )
    try:
        return audit.check(one, book, replace(options, held=Holdings.of_records(whole.records)))
    except OptionError as error:
        stop(str(error))


def read(sources: Sources, jobs: int | None = None) -> ingest.Export:
    """The exports alone, by their mappings; what is large by so many processes, else by the usual number."""
    loaded = load_mappings(sources.mappings)
    try:
        return ingest.read(sources.exports, loaded, jobs=jobs or usual_jobs())
    except ingest.InputError as error:
        stop(error.message, error.mend)


def load_mappings(names: Sequence[str]) -> Mappings:
    try:
        return mapping.load_all(names)
    except MappingError as error:
        _do_not_load(error, "the mapping does not load", "mend it there; docs/mapping.md says what each key means")


def said(sources: Sources, book: Rulebook, jobs: int | None = None) -> ingest.Export:
    """The exports with the assessors' answers and the departures of the files."""
    return with_said(read(sources, jobs), sources, book)


def with_said(export: ingest.Export, sources: Sources, book: Rulebook) -> ingest.Export:
    """The export with what was said of it: under pseudonyms from here on, where that was asked for."""
    under = sources.under
    crn = under.names.crn if under else None
    try:
        whole = with_exceptions(with_judgements(export, sources.judgements, book, crn), sources.exceptions, book, crn)
    except ingest.InputError as error:
        stop(error.message, error.mend)
    return under.export(whole) if under else whole


def complain_of_unread(results: Results, sources: Sources) -> None:
    """Say which rows of the departures were left out, so that nobody takes an answer for given that was not read."""
    names = {sources.under.places.file(path.name) if sources.under else path.name for path in sources.exceptions}
    crns = {case.crn for case in results.cases}
    complain_of(
        [
            each
            for each in results.problems
            if each.is_fault and Path(each.file).name in names and (each.crn is None or each.crn in crns)
        ]
    )


def usual_jobs() -> int:
    """How many processes check at once when nobody says."""
    return min(os.cpu_count() or 1, _MOST_JOBS)


def day(text: str) -> dt.date:
    """A date of the command line, written as people write it."""
    try:
        return read_date(text)
    except CellFault as fault:
        raise typer.BadParameter(f"{fault.message}: {fault.mend}") from fault


def pairs(where: Sequence[str]) -> dict[str, str]:
    """``team=North`` as a field and its value."""
    found: dict[str, str] = {}
    for text in where:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise typer.BadParameter(f"'{text}' is not FIELD=VALUE: write for example team=North", param_hint="--where")
        found[name.strip()] = value.strip()
    return found
