"""Traps in which a careless rule finds a gap that is none: each is a case, and no gap may show.

``fixtures/traps/false-alarms/*.yaml`` holds them, one file for each rule or condition with its traps: the ``rules``
that could fall into them, a ``base`` laid under every case, the ``cases``, and as ``control`` the same without the
trap, where each of those rules does find a gap (``gap``; or what else it finds there, ``met_late`` or
``needs_judgement``). A case says what it must ``never`` come to (otherwise: a gap) and, by rule, what is expected of it
instead: a verdict, a list of verdicts of which one must come, or a mapping with ``verdict`` and any of ``due``,
``owner``, ``root`` and ``occasions``, the number of occasions with that verdict. ``listed`` under ``never`` stands for
being on the list of whom to act on today. A case whose trap still catches a rule says under ``known`` what is missing.

A table that no case names is in the export and has no rows; one that is null is not in the export.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from practice_check.audit import Options, check
from practice_check.audit.person import Checker, Scope
from practice_check.audit.results import VERDICTS, Finding
from practice_check.engine import Engine
from practice_check.ingest import Export
from practice_check.paths import fixtures_folder
from practice_check.records.model import CaseRecord, tables
from practice_check.reports.selection.act_today import act_today
from practice_check.reports.selection.items import View
from practice_check.rulebook import Rulebook
from tests.acceptance.scope import with_their_roots

FOLDER = fixtures_folder() / "traps" / "false-alarms"

#: The conditions that many rules share, then the rules, as they stand in the table of false alarms.
ROWS = [
    "supervised-in-the-community",
    "standalone-order",
    "in-approved-premises",
    "in-force",
    "meeting-with-the-assessor",
    "recorded-decision",
    "initial-home-visit",
    "repeat-home-visits",
    "assessments-and-plans-at-start",
    "full-harm-analysis",
    "risk-management-plan",
    "likelihood-and-sentence-plan",
    "checks-with-police-and-childrens-services",
    "review-after-significant-change",
    "review-on-requirement-completion",
    "periodic-reviews",
    "management-oversight",
    "manager-intervenes-on-overdue-review",
    "missed-appointment-follow-up",
    "formal-warning",
    "enforcement-when-needed",
    "contact-as-planned",
    "first-appointment-and-assignment",
    "plan-objectives-child-protection",
    "victim-offer",
    "mappa-referral-and-exit",
    "restrictive-requirements-monitored",
    "transfer-in",
    "officer-continuity",
    "individual-needs",
    "record-entry-lag",
    "young-cases",
    "ended-cases",
]

#: What a rule comes to where it bites; no trap may come to it.
BITES = ("gap", "met_late", "needs_judgement")

NOTHING: dict[str, Any] = {name: [] for name in tables()}


@cache
def told(row: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{row}.yaml").read_text())
    return found


def controls(row: str) -> list[dict[str, Any]]:
    control = told(row)["control"]
    return control if isinstance(control, list) else [control]


def each(part: str) -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        cases = controls(path.stem) if part == "control" else told(path.stem)["cases"]
        for case in cases:
            name = f"{path.stem}: {case.get('name', 'without the trap')}"
            known = case.get("known")
            marks = [pytest.mark.xfail(reason=known, strict=True, raises=AssertionError)] if known else []
            yield pytest.param(path.stem, case, id=name, marks=marks)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def records_of(row: str, case: dict[str, Any]) -> tuple[list[CaseRecord], dt.date]:
    """The case over the base of its row and the person's other orders, which have its fields and empty tables."""
    base = told(row)["base"]
    as_of: dt.date = case.get("as_of", told(row).get("as_of", base["exported_on"]))
    own = {**NOTHING, **base, "exported_on": as_of, **case.get("case", {})}
    plain = {key: value for key, value in own.items() if key not in NOTHING and key != "event_number"}
    others = [{**NOTHING, **plain, **other} for other in case.get("other_orders", [])]
    return [CaseRecord.model_validate(record) for record in [own, *others]], as_of


def findings(row: str, case: dict[str, Any], rulebook: Rulebook, engine: Engine) -> list[Finding]:
    """What the whole checker finds by the rules of the row, judged by the pack of the day unless the case names one."""
    records, as_of = records_of(row, case)
    pack = case.get("pack", told(row).get("pack"))
    named = {*told(row)["rules"], *case.get("rules", []), *case.get("expect", {})}
    wanted = with_their_roots(rulebook, [*named, *(rule for word in BITES for rule in case.get(word, []))])
    checker = Checker(rulebook, Scope((pack,) if pack else None, wanted), engine)
    return [finding for result in checker.person(records, as_of.toordinal()) for finding in result.findings()]


def listed(row: str, case: dict[str, Any], rulebook: Rulebook) -> set[str]:
    """The rules for which somebody stands on the list of whom to act on today."""
    records, as_of = records_of(row, case)
    pack = case.get("pack", told(row).get("pack"))
    results = check(
        Export(records=records, not_read=[], problems=[], inputs=[], exported_on=as_of),
        rulebook,
        Options(as_of=as_of, packs=(pack,) if pack else ()),
    )
    return {
        finding.rule
        for person in act_today(View(results))
        for item in person.items
        for finding in [item.finding, *item.follows, *item.again]
    }


def unexpected(found: list[Finding], rule: str, expected: Any) -> list[str]:
    wanted = expected if isinstance(expected, dict) else {"verdict": expected}
    verdicts = wanted["verdict"] if isinstance(wanted["verdict"], list) else [wanted["verdict"]]
    own = [finding for finding in found if finding.rule == rule]
    word = min((finding.verdict for finding in own), key=VERDICTS.index, default=None)
    if word not in verdicts:
        return [f"{rule} is {word}, not {' or '.join(verdicts)}: {seen(own)}"]
    of_it = [finding for finding in own if finding.verdict == word]
    wrong = []
    if "due" in wanted and wanted["due"] not in [finding.occasion.due for finding in of_it]:
        wrong.append(f"{rule} is not due {wanted['due']}: {seen(of_it)}")
    if "owner" in wanted and {finding.owner for finding in of_it} != {wanted["owner"]}:
        wrong.append(f"{rule} is not the {wanted['owner']}'s: {seen(of_it)}")
    if "root" in wanted and {finding.root for finding in of_it} != {wanted["root"]}:
        wrong.append(f"{rule} does not come from {wanted['root']}: {seen(of_it)}")
    if "occasions" in wanted and len(of_it) != wanted["occasions"]:
        wrong.append(f"{rule} has {len(of_it)} occasions, not {wanted['occasions']}: {seen(of_it)}")
    return wrong


def seen(found: list[Finding]) -> str:
    return "; ".join(
        f"{each.event_number} {each.rule} {each.verdict} opened {each.occasion.opened} due {each.occasion.due}"
        + (f" missing {', '.join(each.missing)}" if each.missing else "")
        for each in found
    )


@pytest.mark.parametrize(("row", "case"), list(each("cases")))
def test_the_trap_shows_no_gap(row: str, case: dict[str, Any], rulebook: Rulebook, engine: Engine) -> None:
    found = findings(row, case, rulebook, engine)
    rules, never = case.get("rules", told(row)["rules"]), case.get("never", ["gap"])
    caught = [each for each in found if each.rule in rules and each.verdict in never]
    assert not caught, seen(caught)
    if "listed" in never:
        assert not listed(row, case, rulebook) & set(rules)
    wrong = [text for rule, expected in case.get("expect", {}).items() for text in unexpected(found, rule, expected)]
    assert not wrong


@pytest.mark.parametrize(("row", "case"), list(each("control")))
def test_without_the_trap_there_is_a_gap(row: str, case: dict[str, Any], rulebook: Rulebook, engine: Engine) -> None:
    found = findings(row, case, rulebook, engine)
    for word in BITES:
        wanted = set(case.get(word, []))
        missed = wanted - {each.rule for each in found if each.verdict == word}
        assert not missed, f"no {word}: {sorted(missed)}; {seen([each for each in found if each.rule in missed])}"
    if any("listed" in trap.get("never", []) for trap in told(row)["cases"]):
        assert set(case["gap"]) <= listed(row, case, rulebook)
    wrong = [text for rule, expected in case.get("expect", {}).items() for text in unexpected(found, rule, expected)]
    assert not wrong


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_traps(row: str, rulebook: Rulebook) -> None:
    """And every rule that a row or an expectation names is there, and in some control of the row it has a gap."""
    traps = told(row)
    assert traps["trap"] and traps["cases"]
    assert set(traps["rules"]) == {
        rule for control in controls(row) for word in BITES for rule in control.get(word, [])
    }
    named = {rule for case in traps["cases"] for rule in [*case.get("rules", []), *case.get("expect", {})]}
    assert named | set(traps["rules"]) <= set(rulebook.rules)
    assert len({case["name"] for case in traps["cases"]}) == len(traps["cases"])


def test_no_file_is_of_no_row() -> None:
    assert {path.stem for path in Path(FOLDER).glob("*.yaml")} == set(ROWS)
