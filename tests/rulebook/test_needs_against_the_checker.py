"""What is said before a check of what can be decided, held against what the check then finds.

Sheets and columns are taken away from a demo caseload at random. By hand, with more of both:
``NEEDS_CASES=40 NEEDS_DRAWS=60 pytest tests/rulebook/test_needs_against_the_checker.py``
"""

import os
import random
from collections import defaultdict
from dataclasses import dataclass

import pytest

from practice_check.audit import Options, check
from practice_check.demo import generate
from practice_check.ingest import Export
from practice_check.records.model import CaseRecord
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import CASE, TABLES, columns
from practice_check.rulebook.model import VerdictWord
from practice_check.rulebook.needs import Holdings, Need, RuleNeeds, decidable

CASES = int(os.environ.get("NEEDS_CASES", "3"))
DRAWS = int(os.environ.get("NEEDS_DRAWS", "4"))
SEED = int(os.environ.get("NEEDS_SEED", "1"))

#: What an export has whatever else it lacks; without a start date nothing at all is told.
_ALWAYS = {"crn", "event_number", "exported_on", "start_date"}
_RECORDED: set[VerdictWord] = {"met", "met_late"}
_FIRM: set[VerdictWord] = {"met", "met_late", "gap", "due", "excepted"}

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Checked:
    """``words``: the verdicts of each rule in each case. Answers of assessors are left out: they are no record's."""

    words: dict[Key, set[VerdictWord]]
    by_rule: dict[str, set[VerdictWord]]


def checked(records: list[CaseRecord], rulebook: Rulebook) -> Checked:
    export = Export(records=records, problems=[], inputs=[], not_read=[], exported_on=records[0].exported_on)
    words: dict[Key, set[VerdictWord]] = defaultdict(set)
    by_rule: dict[str, set[VerdictWord]] = defaultdict(set)
    for finding in check(export, rulebook, Options()).findings:
        words[finding.rule, finding.crn, finding.event_number].add(finding.verdict)
        by_rule[finding.rule].add(finding.verdict)
    return Checked(words, by_rule)


def without(record: CaseRecord, lost: set[Need]) -> CaseRecord:
    """The record as an export without these sheets and columns gives it."""
    given: dict[str, object] = {}
    for name in record.model_fields_set - {"judgements"}:
        if Need(name) in lost or Need(CASE, name) in lost:
            continue
        value = getattr(record, name)
        if name in TABLES and value is not None:
            kept = [[field for field in row.model_fields_set if Need(name, field) not in lost] for row in value]
            value = [{field: getattr(row, field) for field in fields} for row, fields in zip(value, kept, strict=True)]
        given[name] = value
    return CaseRecord.model_validate(given)


def drawn(chance: random.Random) -> set[Need]:
    """Sheets, columns of the others, and fields of the case: few of them or many."""
    of_sheets = chance.choice([0.05, 0.15, 0.4, 0.7])
    lost = {Need(table) for table in TABLES if chance.random() < of_sheets}
    for table in [CASE, *(table for table in TABLES if Need(table) not in lost)]:
        of_columns = chance.choice([0, 0, 0.1, 0.3])
        kept = _ALWAYS if table == CASE else {"row_id"}
        lost |= {Need(table, name) for name in columns(table) if name not in kept and chance.random() < of_columns}
    return lost


def bounds_a_case(need: Need) -> bool:
    """Whether the time in which duties are owed is read from it: without, a case seems longer or shorter."""
    times = {"end_date", "closed_date", "sentence_date", "order_type"}
    return need.table == "transfers" or (need.table == CASE and need.column in times)


@pytest.fixture(scope="module")
def records() -> list[CaseRecord]:
    return [without(record, set()) for record in generate(CASES, 7)]


@pytest.fixture(scope="module")
def whole(records: list[CaseRecord], rulebook: Rulebook) -> Checked:
    return checked(records, rulebook)


@pytest.mark.parametrize("draw", range(DRAWS))
def test_the_check_finds_no_more_and_no_less_than_was_said(
    draw: int, records: list[CaseRecord], whole: Checked, rulebook: Rulebook
) -> None:
    lost = drawn(random.Random(f"{SEED}-{draw}"))
    if draw % 2:
        lost = {need for need in lost if not bounds_a_case(need)}
    left = [without(record, lost) for record in records]
    said = decidable(rulebook, Holdings.of_records(left), rulebook.packs).of_rules
    found = checked(left, rulebook)
    assert len({each.standing for each in said.values()}) >= 3
    for rule, each in said.items():
        no_more_than_was_said(each, found.by_rule.get(rule, set()))
    if draw % 2:
        for key, words in found.words.items():
            if said[key[0]].standing == "decided":
                assert "cannot_tell" not in words or "cannot_tell" in whole.words[key], key
        for rule, each in said.items():
            if each.standing == "decided" and whole.by_rule.get(rule, set()) & _FIRM:
                assert found.by_rule.get(rule, set()) & _FIRM, rule


def no_more_than_was_said(said: RuleNeeds, found: set[VerdictWord]) -> None:
    if said.standing == "never":
        assert found <= {"cannot_tell", "needs_judgement", "not_applicable", "not_checked"}, (said, found)
    if not said.recorded:
        assert not found & _RECORDED, (said, found)
    if not said.not_recorded:
        assert "gap" not in found, (said, found)
    if "due" not in said.says and said.standing != "asked":
        assert "due" not in found, (said, found)
    if "departed" not in said.says:
        assert "excepted" not in found, (said, found)
