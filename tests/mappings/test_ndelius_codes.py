"""The code tables of nDelius: every code says what evidence it is, and a label what its code says."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from practice_check.mapping import load
from practice_check.paths import rules_folder

KINDS = {
    "contact",
    "oversight",
    "decision",
    "check-sent",
    "check-answered",
    "possible-check",
    "child-protection",
    "event",
    "enforcement",
    "communication",
    "referral",
    "review",
    "assessment-completed",
    "plan-completed",
    "allocation",
    "transfer-requested",
    "transfer-accepted",
    "reminder",
    "other",
    "system",
}
#: A label that is plainer than its code, which bears two.
PLAINER = {"Sentence Plan - Initial"}


@cache
def contact_types() -> dict[str, Any]:
    path = Path(rules_folder()) / "_mappings" / "codes" / "ndelius-contact-types.yaml"
    codes = yaml.safe_load(path.read_text(encoding="utf-8"))["codes"]
    return {str(code): worth for code, worth in codes.items()}


def codes() -> dict[str, Any]:
    return {code: worth for code, worth in contact_types().items() if "name" in worth}


def labels() -> dict[str, Any]:
    return {label: worth for label, worth in contact_types().items() if "name" not in worth}


def kinds_of(worth: dict[str, Any]) -> set[str]:
    return set(worth["as"]) if isinstance(worth["as"], list) else {worth["as"]}


def test_the_mapping_loads_with_all_its_tables() -> None:
    columns = load("ndelius").sheets["contacts"].columns
    assert len(columns["type"].codes or {}) == len(contact_types())


def test_every_code_of_the_two_lists_is_there() -> None:
    # 709 codes, of which LV13 and Lv13 are one without regard to capitals; and three that other sources give.
    assert len(codes()) == 709 - 1 + 3


def test_every_code_says_what_evidence_it_is() -> None:
    assert {code for code, worth in contact_types().items() if not kinds_of(worth) <= KINDS} == set()


def test_a_label_says_what_its_code_says() -> None:
    for label, worth in labels().items():
        named = worth["code"] if isinstance(worth["code"], list) else [worth["code"]]
        own = {name: value for name, value in worth.items() if name != "code"}
        for code in named if label not in PLAINER else []:
            theirs = contact_types().get(str(code)) or contact_types()[str(code).upper()]
            if own["as"] != "other":
                assert {name: theirs.get(name) for name in own} == own, label


def test_every_register_review_is_a_reminder() -> None:
    reviews = {code for code in codes() if re.fullmatch(r"RGR\d+|ERGR", code)}
    assert len(reviews) > 40
    assert {code for code in reviews if kinds_of(codes()[code]) != {"reminder"}} == set()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CHVS", {"as": "contact", "kind": "home_visit"}),
        ("COHV", {"as": "contact", "kind": "home_visit"}),
        ("IOHV", {"as": "contact", "kind": "home_visit"}),
        ("CODC", {"as": "contact", "kind": "doorstep"}),
        ("CODI", {"as": "contact", "kind": "doorstep"}),
        ("COAI", {"as": "contact", "kind": "office"}),
        ("COTI", {"as": "contact", "kind": "telephone"}),
        ("COVC", {"as": "contact", "kind": "video"}),
        ("C084", {"as": "contact", "kind": "three_way_meeting"}),
        ("C002", {"as": "oversight", "oversight": "discussion"}),
        ("C416", {"as": "oversight", "oversight": "high_risk_meeting"}),
        ("MO3", {"as": "oversight", "oversight": "mappa_meeting"}),
        ("SPOD03", {"as": "oversight", "oversight": "allocation"}),
        ("SFGC", {"as": "check-sent", "agency": "childrens_services"}),
        ("SFRR", {"as": "check-answered", "agency": "childrens_services"}),
        ("C369", {"as": "check-sent", "agency": "police_domestic_abuse"}),
        ("C515", {"as": "check-answered", "agency": "police_domestic_abuse"}),
        ("NSD1", {"as": "child-protection", "meeting": "core_group"}),
        ("CCCP", {"as": "child-protection", "meeting": "conference"}),
        ("CARR", {"as": "event", "event": "arrest"}),
        ("CNOC", {"as": "event", "event": "charge"}),
        ("CCMR", {"as": "referral", "agency": "mappa"}),
        ("AWLI", {"as": "enforcement", "enforcement": "warning"}),
        ("AWLF", {"as": "enforcement", "enforcement": "final_warning"}),
        ("CLBR", {"as": "enforcement", "enforcement": "breach_started"}),
        ("C041", {"as": "enforcement", "enforcement": "recall_requested"}),
        ("CSPR", {"as": "review", "reviews": "sentence_plan"}),
        ("ICAD", {"as": "allocation"}),
        ("ETTA", {"as": "transfer-accepted"}),
    ],
)
def test_a_code_that_carries_evidence(code: str, said: dict[str, str]) -> None:
    assert {name: codes()[code].get(name) for name in said} == said


@pytest.mark.parametrize(
    ("code", "left_out"),
    [
        ("C070", {"kind", "oversight", "enforcement"}),
        ("CNPS", {"enforcement"}),
        ("C078", {"meeting"}),
        ("C158", {"agency"}),
        ("C039", {"enforcement"}),
        ("CSPO", {"oversight"}),
        ("COAI", {"purpose"}),
        ("COSR", {"kind"}),
    ],
)
def test_what_is_not_sure_is_left_out(code: str, left_out: set[str]) -> None:
    assert not left_out & codes()[code].keys()


@pytest.mark.parametrize("code", ["AAAA", "Acceptable Absence"])
def test_an_absence_that_is_accepted_without_a_reason_of_its_own_gives_none(code: str) -> None:
    outcomes = yaml.safe_load((rules_folder() / "_mappings" / "codes" / "ndelius-outcomes.yaml").read_text("utf-8"))
    assert outcomes["codes"][code]["outcome"] == "acceptable_absence"
    assert "absence" not in outcomes["codes"][code]
