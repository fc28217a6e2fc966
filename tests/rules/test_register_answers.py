"""The register is answered honestly: what needs a reader has a question, what a record shows a rule that decides."""

import pytest

from practice_check.rulebook import Rulebook, load
from practice_check.rulebook.coverage import coverage
from practice_check.rulebook.register import RegisterEntry

_ENTRIES = load().register.adult()


def _ids(entry: RegisterEntry) -> str:
    return f"{entry.document}-{entry.id}"


def test_every_adult_entry_has_a_rule_a_question_or_a_reason(rulebook: Rulebook) -> None:
    assert [each.entry.id for each in coverage(rulebook).entries if each.state == "nothing yet"] == []


@pytest.mark.parametrize("entry", [each for each in _ENTRIES if each.checkable != "full"], ids=_ids)
def test_what_needs_a_reader_has_a_question(entry: RegisterEntry, rulebook: Rulebook) -> None:
    answering = [rule for rule in rulebook.rules.values() if entry.id in rule.answers]
    assert not answering or any(rule.judge for rule in answering)


@pytest.mark.parametrize("entry", [each for each in _ENTRIES if each.checkable != "judgement"], ids=_ids)
def test_what_a_record_can_show_is_not_only_asked(entry: RegisterEntry, rulebook: Rulebook) -> None:
    answering = [rule for rule in rulebook.rules.values() if entry.id in rule.answers]
    if entry.checkable == "full" and entry.kind == "duty":
        assert not answering or not all(rule.only_asks for rule in answering)


def test_only_a_duty_makes_a_gap(rulebook: Rulebook) -> None:
    assert all(rule.unmet == "needs_judgement" for rule in rulebook.rules.values() if rule.kind != "duty")


def test_a_question_offers_reasons(rulebook: Rulebook) -> None:
    without = [rule.id for rule in rulebook.rules.values() for question in rule.judge if not question.reasons]
    assert not without
