"""What looks met while practice was poor: every trap of docs/false-comfort.md, through the whole checker.

``fixtures/traps/false-comfort/<nn>-<slug>.yaml`` holds the traps of one number. ``rules`` must not give ``met`` in
any of its ``cases`` (a case may name its own ``rules``), and at least one of them must say something; ``expect``
gives the verdict by rule where it is one. In ``control``, one case or several, practice was good and each of the
rules does give ``met``: a rule that never says it would prove nothing. ``base`` is laid over ``every-table-
empty.yaml``, a case over both; ``rows`` only holds rows for use further down. ``known`` says why a trap is not
seen: the test then holds it to being unseen, so that the word goes when the trap is mended.
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from practice_check.audit import Options, check
from practice_check.audit.person import Checker, Scope
from practice_check.audit.results import VERDICTS
from practice_check.engine import Engine
from practice_check.ingest import Export
from practice_check.paths import fixtures_folder
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from tests.acceptance.scope import with_their_roots

FOLDER = fixtures_folder() / "traps" / "false-comfort"
PAGE = Path(__file__).parents[2] / "docs" / "false-comfort.md"
PACKS = ("iaow-2013", "tr-2014")
ENGINE = Engine()
SILENT = ("met", "excepted", "due", "not_applicable")


@dataclass(frozen=True)
class Trap:
    told: dict[str, Any]
    case: dict[str, Any]

    @property
    def rules(self) -> list[str]:
        rules: list[str] = self.case.get("rules", self.told["rules"])
        return rules

    def record(self) -> list[CaseRecord]:
        empty = yaml.safe_load((FOLDER / "every-table-empty.yaml").read_text())
        record = {**empty, **self.told.get("base", {}), **self.case.get("case", {})}
        others = [{"crn": record["crn"], **other} for other in self.case.get("other_orders", [])]
        return [CaseRecord.model_validate(each) for each in [record, *others]]

    def verdicts(self, rulebook: Rulebook) -> dict[str, str]:
        """By rule the verdict that stands for the case: the first in order that any occasion has."""
        as_of: dt.date = self.case.get("as_of", self.told["as_of"])
        wanted = with_their_roots(rulebook, [*self.rules, *self.case.get("expect", {})])
        checker = Checker(rulebook, Scope(PACKS, wanted), ENGINE)
        results = checker.person(self.record(), as_of.toordinal())
        found: dict[str, str] = {}
        for finding in [finding for result in results for finding in result.findings()]:
            worst = min(VERDICTS.index(each) for each in (finding.verdict, found.get(finding.rule, VERDICTS[-1])))
            found[finding.rule] = VERDICTS[worst]
        return found


def told() -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text()) for path in sorted(FOLDER.glob("[0-9][0-9]-*.yaml"))]


def controls(each: dict[str, Any]) -> list[dict[str, Any]]:
    control = each["control"]
    return control if isinstance(control, list) else [control]


def named(key: str) -> list[Any]:
    cases = [(each, case) for each in told() for case in (each["cases"] if key == "cases" else controls(each))]
    return [pytest.param(Trap(each, case), id=f"{each['trap']:02}: {case['name']}") for each, case in cases]


@pytest.mark.parametrize("trap", named("cases"))
def test_poor_practice_is_not_met(trap: Trap, rulebook: Rulebook) -> None:
    verdicts = trap.verdicts(rulebook)
    said = {rule: verdicts[rule] for rule in trap.rules}
    if "known" in trap.case:
        assert "met" in said.values(), f"no longer comforted, so no longer known: {said}"
        return
    assert "met" not in said.values(), said
    assert any(verdict not in SILENT for verdict in said.values()), f"nothing is said: {said}"
    expected = trap.case.get("expect", {})
    assert {rule: verdicts[rule] for rule in expected} == expected


@pytest.mark.parametrize("trap", named("control"))
def test_good_practice_is_met(trap: Trap, rulebook: Rulebook) -> None:
    verdicts = trap.verdicts(rulebook)
    assert {rule: verdicts[rule] for rule in trap.rules} == dict.fromkeys(trap.rules, "met")


@pytest.mark.parametrize("each", told(), ids=lambda each: f"{each['trap']:02}")
def test_every_rule_of_a_trap_is_met_somewhere(each: dict[str, Any]) -> None:
    trapped = {rule for case in each["cases"] for rule in case.get("rules", each["rules"])} | set(each["rules"])
    met = {rule for control in controls(each) for rule in control.get("rules", each["rules"])}
    assert trapped == met


def rows() -> dict[int, str]:
    """The table of the page: what is done, by number."""
    table = PAGE.read_text().split("## What is not seen")[0]
    found = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", table, re.MULTILINE)
    return {int(number): text for number, text in found}


def test_the_page_has_every_number() -> None:
    assert list(rows()) == list(range(1, 24))


@pytest.mark.parametrize("number", range(1, 24))
def test_the_page_names_what_there_is(number: int, rulebook: Rulebook) -> None:
    named_here = set(re.findall(r"`([a-z0-9-]+)`", rows()[number]))
    assert named_here or "Why no rule" in rows()[number]
    assert named_here <= set(rulebook.rules) | set(rulebook.warnings)


@pytest.mark.parametrize("each", told(), ids=lambda each: f"{each['trap']:02}")
def test_the_page_names_what_the_traps_try(each: dict[str, Any]) -> None:
    trapped = {rule for case in each["cases"] for rule in case.get("rules", each["rules"])}
    assert trapped <= set(re.findall(r"`([a-z0-9-]+)`", rows()[each["trap"]]))


def test_every_number_has_its_traps() -> None:
    assert [each["trap"] for each in told()] == list(range(1, 22))


def test_the_page_says_what_is_not_seen() -> None:
    listed = PAGE.read_text().split("## What is not seen")[1]
    written = re.findall(r"^\| (\d+) \| ([^|]+) \|$", listed, re.MULTILINE)
    known = [(each["trap"], case["known"]) for each in told() for case in each["cases"] if "known" in case]
    assert len(written) == len(known)
    for (number, why), (trap, reason) in zip(written, known, strict=True):
        assert int(number) == trap
        assert why.startswith(reason)


@pytest.mark.parametrize(
    "warning",
    [
        "reviews-in-a-burst",
        "countersigned-in-a-batch",
        "countersigner-returns-none",
        "one-oversight-note-in-many-cases",
        "one-plan-in-many-cases",
        "acceptable-absences-in-a-team",
        "files-closed-while-orders-run",
        "no-order-has-ended",
        "orders-without-an-officer",
        "entries-made-long-after",
        "recorded-and-not-judged",
    ],
)
def test_a_caseload_warning_stands_for_what_no_case_shows(warning: str, rulebook: Rulebook) -> None:
    assert warning in rulebook.warnings


def test_nothing_is_called_ready(rulebook: Rulebook) -> None:
    """Number 22: what a rule says never lets a case pass for one that can be signed."""
    for rule in rulebook.rules.values():
        for said in (rule.title, rule.question, rule.gap, rule.do, rule.why):
            assert not re.search(r"\bready\b", said, re.IGNORECASE), rule.id


def test_a_score_says_how_much_is_by_the_record_alone(rulebook: Rulebook) -> None:
    """Number 23: what nobody has judged is counted apart from what an assessor found good."""
    visits = next(each for each in told() if each["trap"] == 4)
    trap = Trap(visits, controls(visits)[0])
    as_of: dt.date = visits["as_of"]
    export = Export(records=trap.record(), not_read=[], problems=[], inputs=[], exported_on=as_of)
    options = Options(as_of=as_of, packs=PACKS, select=("home-visit-purpose-recorded",))
    findings = check(export, rulebook, options).findings
    met = [each for each in findings if each.verdict == "met" and each.rule == "home-visit-purpose-recorded"]
    assert met
    assert all(each.presence_only for each in met)
