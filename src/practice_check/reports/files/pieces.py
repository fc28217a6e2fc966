"""A run as the machine formats write it: piece by piece, so that no more of it than a case is in memory at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from practice_check.audit.checked import CheckedCase
from practice_check.audit.results import Finding, Results, row_of
from practice_check.reports.escape import for_json
from practice_check.reports.selection.checked_run import Checked
from practice_check.reports.selection.select import is_shown, key_of, shown

Row = dict[str, object]
#: JSON objects without their opening braces, a line each and none after the last; at least one.
UnopenedLines = bytes
_NOT_APPLICABLE = "not_applicable"


@dataclass
class OfRule:
    """How often a rule came to each verdict, and in how many cases to any but not_applicable."""

    verdicts: Counter[str] = field(default_factory=Counter)
    cases: int = 0


@dataclass(frozen=True)
class Pieces:
    """``head``: as of ``Checked``. Each of the others gives its pieces from the beginning whenever it is called: one
    JSON text a case or a history, harmless to a terminal, and some findings at a time, in ``UnopenedLines``; one flat
    row a finding, its keys ``COLUMNS``; and what each rule came to, by its id, of the whole run whatever is shown."""

    head: Results
    summaries: Callable[[], Iterator[bytes]]
    findings: Callable[[], Iterator[UnopenedLines]]
    histories: Callable[[], Iterator[bytes]]
    wanting: Callable[[], Iterator[bytes]]
    rows: Callable[[], Iterator[Row]]
    of_rules: Callable[[], dict[str, OfRule]]


def of_results(results: Results, show: set[str]) -> Pieces:
    """Of results that are in memory. ``show`` as for ``shown``."""
    kept = shown(results, show)
    return Pieces(
        head=results.model_copy(update={"cases": [], "findings": [], "histories": [], "wanting": []}),
        summaries=partial(_each, kept.cases),
        findings=lambda: (text[1:] for text in _each(kept.findings)),
        histories=partial(_each, kept.histories),
        wanting=partial(_each, kept.wanting),
        rows=lambda: iter(kept.rows()),
        of_rules=partial(_rules_in, results),
    )


def of_run(run: Checked, show: set[str]) -> Pieces:
    """Of a run that is read case by case. ``show`` as for ``shown``."""
    return Pieces(
        head=run.head,
        summaries=lambda: (harmless(case.summary_json) for case in run.cases()),
        findings=lambda: (harmless(text) for case in run.cases() if (text := _unopened(case, show))),
        histories=lambda: (harmless(case.history_json) for case in run.cases() if case.history_json is not None),
        wanting=lambda: map(json_of, run.wanting()),
        rows=partial(_rows, run, show),
        of_rules=partial(_rules_of, run),
    )


def harmless(text: bytes) -> bytes:
    """JSON in which unseen characters are written out as escapes. Most texts have none, and are given back at once."""
    if text.isascii() and b"\x7f" not in text:
        return text
    return for_json(text.decode()).encode()


def json_of(value: object) -> bytes:
    return harmless(to_json(value, by_alias=True))


def _each(models: Iterable[BaseModel]) -> Iterator[bytes]:
    return map(json_of, models)


def _bodies(case: CheckedCase, show: set[str]) -> Iterator[bytes]:
    carried = case.carried
    return (body for body, verdict in zip(carried.bodies, carried.verdicts, strict=True) if is_shown(verdict, show))


def _unopened(case: CheckedCase, show: set[str]) -> UnopenedLines:
    carried = case.carried
    if all(is_shown(verdict, show) for verdict in set(carried.verdicts)):
        return carried.unopened()
    return b"\n".join([body[1:] for body in _bodies(case, show)])


def _rows(run: Checked, show: set[str]) -> Iterator[Row]:
    for case in run.cases():
        name = from_json(case.summary_json)["name"]
        for body in _bodies(case, show):
            finding = Finding.model_validate_json(body)
            yield row_of(finding, run.head.rules.get(finding.rule), name)


def _rules_of(run: Checked) -> dict[str, OfRule]:
    found: dict[str, OfRule] = defaultdict(OfRule)
    for case in run.cases():
        carried = zip(case.carried.rules, case.carried.verdicts, strict=True)
        applies = [(rule, verdict) for rule, verdict in carried if verdict != _NOT_APPLICABLE]
        for rule, verdict in applies:
            found[rule].verdicts[verdict] += 1
        for rule in {rule for rule, _ in applies}:
            found[rule].cases += 1
        for rule, count in case.not_applicable.items():
            found[rule].verdicts[_NOT_APPLICABLE] += count
    return dict(found)


def _rules_in(results: Results) -> dict[str, OfRule]:
    found: dict[str, OfRule] = defaultdict(OfRule)
    cases: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for finding in results.findings:
        found[finding.rule].verdicts[finding.verdict] += 1
        if finding.verdict != _NOT_APPLICABLE:
            cases[finding.rule].add(key_of(finding))
    for name, keys in cases.items():
        found[name].cases = len(keys)
    for name, rule in results.rules.items():
        if rule.not_applicable:
            verdicts = found[name].verdicts
            verdicts[_NOT_APPLICABLE] = max(verdicts[_NOT_APPLICABLE], rule.not_applicable)
    return dict(found)
