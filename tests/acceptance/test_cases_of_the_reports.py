"""Cases made from the reports' own illustrations: the verdicts are those that the inspectors' words imply.

``fixtures/cases/*.yaml`` holds them: a case record, what is expected of it by rule, and variants. An expectation is a
verdict, a list of verdicts of which one must come, or a mapping with ``verdict`` and any of ``due``, ``met_on``,
``severity``, ``root`` and ``missing`` (a word that stands in what is missing).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from practice_check.audit.person import Checker, Scope
from practice_check.audit.results import VERDICTS, Finding
from practice_check.engine import Engine
from practice_check.paths import fixtures_folder
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook

FILES = sorted((fixtures_folder() / "cases").glob("*.yaml"))


@dataclass(frozen=True)
class Situation:
    """One verdict that is expected: of a case as told, or of a variant of it, each with a name of its own."""

    name: str
    told: dict[str, Any]
    variant: dict[str, Any]
    rule: str
    expected: Any


def situations() -> Iterator[Any]:
    for path in FILES:
        told = yaml.safe_load(path.read_text())
        base = {"name": "as told", "case": {}, "expect": told["expect"]}
        for variant in [base, *told.get("variants", [])]:
            name = f"{path.stem}: {variant['name']}"
            for rule, expected in variant["expect"].items():
                yield pytest.param(Situation(name, told, variant, rule, expected), id=f"{name}: {rule}")


@pytest.fixture(scope="module")
def found_in(rulebook: Rulebook) -> Callable[[Situation], list[Finding]]:
    """All findings of a case, which is judged once however much is expected of it."""
    engine = Engine()
    judged: dict[str, list[Finding]] = {}

    def found(situation: Situation) -> list[Finding]:
        if situation.name not in judged:
            judged[situation.name] = findings(situation.told, situation.variant, rulebook, engine)
        return judged[situation.name]

    return found


def findings(told: dict[str, Any], variant: dict[str, Any], rulebook: Rulebook, engine: Engine) -> list[Finding]:
    case = {**told["case"], **variant["case"]}
    others = [{"crn": case["crn"], **other} for other in variant.get("other_orders", told.get("other_orders", []))]
    records = [CaseRecord.model_validate(each) for each in [case, *others]]
    as_of = variant.get("as_of", told["as_of"])
    checker = Checker(rulebook, Scope(tuple(told["packs"]), frozenset(rulebook.rules)), engine)
    return checker.person(records, as_of.toordinal())[0].findings()


def wrong(finding: Finding, expected: Any) -> list[str]:
    wanted = expected if isinstance(expected, dict) else {"verdict": expected}
    verdicts = wanted["verdict"] if isinstance(wanted["verdict"], list) else [wanted["verdict"]]
    checks: list[tuple[str, bool, str]] = [("verdict", finding.verdict in verdicts, finding.verdict)]
    if "due" in wanted:
        checks.append(("due", finding.occasion.due == wanted["due"], str(finding.occasion.due)))
    if "met_on" in wanted:
        checks.append(("met_on", finding.occasion.met_on == wanted["met_on"], str(finding.occasion.met_on)))
    if "severity" in wanted:
        checks.append(("severity", finding.severity == wanted["severity"], finding.severity))
    if "root" in wanted:
        checks.append(("root", finding.root == wanted["root"], str(finding.root)))
    if "missing" in wanted:
        checks.append(
            ("missing", any(wanted["missing"] in each for each in finding.missing), "; ".join(finding.missing))
        )
    return [f"{name} is {got}" for name, right, got in checks if not right]


@pytest.mark.parametrize("situation", list(situations()))
def test_verdict(situation: Situation, found_in: Callable[[Situation], list[Finding]]) -> None:
    found = [each for each in found_in(situation) if each.rule == situation.rule]
    assert found, f"no finding of {situation.rule}"
    worst = min(VERDICTS.index(each.verdict) for each in found)
    candidates = [each for each in found if VERDICTS.index(each.verdict) == worst]
    problems = [wrong(each, situation.expected) for each in candidates]
    assert any(not each for each in problems), f"{problems}: {[each.message for each in candidates]}"
