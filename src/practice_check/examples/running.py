"""Runs a rule's own examples through the whole checker, from case record to verdict."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from practice_check.audit.person import Checker, Scope
from practice_check.audit.results import VERDICTS, Finding
from practice_check.engine import Engine
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m


@dataclass(frozen=True)
class ExampleResult:
    rule: str
    name: str
    expected: str
    got: str
    detail: str
    passed: bool


def run_examples(rulebook: Rulebook, ids: Sequence[str] = ()) -> list[ExampleResult]:
    """The examples of the rules named, or of all rules, in the order of the rulebook."""
    engine = Engine()
    return [
        run_example(rulebook, rule, example, engine)
        for rule in rulebook.rules.values()
        if not ids or rule.id in ids
        for example in rule.examples
    ]


def run_example(rulebook: Rulebook, rule: m.Rule, example: m.Example, engine: Engine) -> ExampleResult:
    try:
        records, as_of = records_of(rule, example)
    except (ValidationError, ValueError) as error:
        return ExampleResult(
            rule.id, example.name, example.verdict, "-", f"the example is not a case record: {error}", False
        )
    watched = {rule.id, *rule.rests_on, *(name for root in rule.rests_on for name in rulebook.rests_on.get(root, []))}
    checker = Checker(rulebook, Scope(tuple(rulebook.packs), frozenset(watched)), engine)
    findings = [each for each in checker.person(records, as_of.toordinal())[0].findings() if each.rule == rule.id]
    got = min(findings, key=lambda finding: VERDICTS.index(finding.verdict))
    wrong = _differences(example, got, findings)
    return ExampleResult(rule.id, example.name, example.verdict, got.verdict, "; ".join(wrong), not wrong)


def records_of(rule: m.Rule, example: m.Example) -> tuple[list[CaseRecord], dt.date]:
    """The example's case, laid over the rule's base, and the as-of date. Raises ValidationError and ValueError.

    The export is of the example's as-of date unless its case says otherwise.
    """
    case = {"crn": "X000001", **rule.example_base}
    if example.as_of is not None:
        case["exported_on"] = example.as_of
    case |= example.case
    others = case.pop("other_orders", [])
    records = [
        CaseRecord.model_validate(case),
        *(CaseRecord.model_validate({"crn": case["crn"], **each}) for each in others),
    ]
    as_of = example.as_of or records[0].exported_on
    if as_of is None:
        raise ValueError("neither the example nor its case says as of which day (as_of, or exported_on in the case)")
    return records, as_of


def _differences(example: m.Example, got: Finding, findings: Sequence[Finding]) -> list[str]:
    wrong = []
    if got.verdict != example.verdict:
        others = ", ".join(f"{each.verdict} opened {each.occasion.opened} due {each.occasion.due}" for each in findings)
        missing = f"; missing: {', '.join(got.missing)}; could be {', '.join(got.could_be)}" if got.missing else ""
        wrong.append(f"{got.message} [{others}]{missing}")
    if example.due is not None and not any(
        each.verdict == got.verdict and each.occasion.due == example.due for each in findings
    ):
        wrong.append(f"due {got.occasion.due}, not {example.due}")
    if example.missed is not None and got.occasion.missed != example.missed:
        wrong.append(f"missed {got.occasion.missed}, not {example.missed}")
    if example.severity is not None and got.severity != example.severity:
        wrong.append(f"severity {got.severity}, not {example.severity}")
    if example.because is not None and got.because != example.because:
        wrong.append(f"because {got.because}, not {example.because}")
    return wrong
