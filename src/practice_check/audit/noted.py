"""Progress noted on an action list, joined to the findings of this run. It changes no verdict and no count."""

import re
from collections.abc import Iterable, Iterator, Set

from practice_check.answers.progress import CRN, ORDER, REFERENCE, RULE, ProgressNote, ProgressRead
from practice_check.audit.beside import with_problems_beside
from practice_check.audit.checked import CheckedCase
from practice_check.audit.parts import Noted
from practice_check.audit.results import Finding, Results
from practice_check.ingest import Problem

_FINGERPRINT = re.compile(rb',"fingerprint":"([^"]*)"')  # within a text a quotation mark has a stroke before it
_SORTED_APART = "sort and move whole rows: where the columns of a row have come apart, copy them anew from the list"


def with_noted(results: Results, read: ProgressRead, findings: Iterable[Finding]) -> Results:
    """The results, or their head alone, with what was noted, in the order of reading, and what is wrong with the files.
    ``findings``: at least those of the run that a note refers to.

    The same note in two files counts once. A note whose row names another case or rule than its reference is left out
    and named: somebody would read it as said of the wrong person.
    """
    known = {finding.fingerprint: finding for finding in findings}
    problems = list(read.problems)
    noted = list(dict.fromkeys(_joined(read.notes, known, problems)))
    run = results.run.model_copy(update={"inputs": [*results.run.inputs, *(file.name for file in read.inputs)]})
    told = results.model_copy(update={"run": run, "noted": [*results.noted, *noted]})
    return with_problems_beside(told, problems)


def referred_to(cases: Iterable[CheckedCase], references: Set[str]) -> Iterator[Finding]:
    """The findings that have one of the references, from a run that is read case by case."""
    for case in cases:
        for body in case.carried.bodies:
            found = _FINGERPRINT.search(body)
            if found and found[1].decode() in references:
                yield Finding.model_validate_json(body)


def _joined(notes: list[ProgressNote], findings: dict[str, Finding], problems: list[Problem]) -> Iterator[Noted]:
    for note in notes:
        finding = findings.get(note.reference)
        if finding is None:
            if note.crn and note.rule:
                yield _noted(note, note.crn, note.event_number or 1, note.rule, still_open=False)
            else:
                message = "nothing in this run has this reference, and the row does not say what it is about"
                mend = f"correct the reference, or keep the columns {CRN}, {ORDER} and {RULE}"
                problems.append(note.place.problem(message, mend, column=REFERENCE, value=note.reference))
            continue
        odd = _odd(note, finding)
        if odd is None:
            still_open = finding.verdict == "gap"
            yield _noted(note, finding.crn, finding.event_number, finding.rule, still_open=still_open)
        else:
            column, value = odd
            message = f"the reference is not that of this {column}: the note was left out"
            problems.append(note.place.problem(message, _SORTED_APART, column=column, value=value))


def _odd(note: ProgressNote, finding: Finding) -> tuple[str, object] | None:
    """The column in which the row says something else than its reference, and what it says."""
    if note.crn and note.crn.upper() != finding.crn.upper():
        return CRN, note.crn
    if note.event_number is not None and note.event_number != finding.event_number:
        return ORDER, note.event_number
    if note.rule and note.rule != finding.rule:
        return RULE, note.rule
    return None


def _noted(note: ProgressNote, crn: str, event_number: int, rule: str, *, still_open: bool) -> Noted:
    return Noted(
        fingerprint=note.reference,
        progress=note.progress,
        note=note.note,
        by=note.by,
        on=note.on,
        crn=crn,
        event_number=event_number,
        rule=rule,
        still_open=still_open,
    )
