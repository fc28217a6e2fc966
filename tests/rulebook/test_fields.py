"""Fields that no column has, codes that no column holds, and openers that have no row: each is named with its line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from practice_check.paths import rules_folder
from practice_check.records.model import CaseRecord, case_fields, tables
from practice_check.rulebook import Rulebook, RulebookError, load
from practice_check.rulebook import model as m
from practice_check.rulebook.columns import CASE, columns
from practice_check.rulebook.fields import opening_tables, wrong_in_rule, wrong_in_vocabulary
from practice_check.vocabulary.model import Vocabulary

VISIT = "iaow-2013/protecting-the-public/initial-home-visit.yaml"


def a_rule(**slots: Any) -> m.Rule:
    raw = yaml.safe_load((rules_folder() / VISIT).read_text())
    for key in ("when", "unless", "pauses_while", "looks_back"):
        raw.pop(key, None)
    raw |= {"opens": "start", "closes": {"within": "5 days"}, "expects": "home-visit", **slots}
    return m.Rule.model_validate(raw)


def wrong(rulebook: Rulebook, **slots: Any) -> list[str]:
    found = wrong_in_rule(a_rule(**slots), rulebook.rules, rulebook.vocabulary)
    return [f"{'.'.join(map(str, where))}: {message}" for where, message in found]


EACH = {"each": "arrest"}
WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    # names of fields
    (
        {"expects": {"entry": "home-visit", "where": {"otcome": "attended"}}},
        "expects.where.otcome: 'otcome' is not a column of contacts; did you mean 'outcome'?",
    ),
    (
        {"expects": {"any_of": ["home-visit", {"entry": "rmp-review", "where": {"review_dew": "recorded"}}]}},
        "expects.any_of.1.where.review_dew: 'review_dew' is not a column of plans or reviews; did you mean 'review_du",
    ),
    (
        {"expects": {"entry": "rmp-review", "where": {"review_due": "recorded"}}},
        "expects.where.review_due: 'review_due' is not a column of reviews",
    ),
    (
        {"opens": EACH, "expects": {"entry": "home-visit", "matching": {"kind": "knd"}}},
        "expects.matching.kind: 'knd' is not a column of events; did you mean 'kind'?",
    ),
    (
        {"opens": EACH, "expects": {"entry": "home-visit", "matching": {"knd": "kind"}}},
        "expects.matching.knd: 'knd' is not a column of contacts; did you mean 'kind'?",
    ),
    (
        {"opens": EACH, "expects": {"opener": {"responce": "recorded"}}},
        "expects.opener.responce: 'responce' is not a column of events; did you mean 'response'?",
    ),
    (
        {"opens": EACH, "when": {"any": [{"opener": {"knd": "arrest"}}, "high-rosh"]}},
        "when.any.0.opener.knd: 'knd' is not a column of events; did you mean 'kind'?",
    ),
    (
        {"expects": {"state": {"tiers": "recorded"}}},
        "expects.state.tiers: 'tiers' is not a field of a case; did you mean 'tier'?",
    ),
    ({"when": {"case": {"contacts": "recorded"}}}, "when.case.contacts: 'contacts' is not a field of a case"),
    (
        {"when": {"latest": "rmp", "is": {"agency": "recorded"}}},
        "when.is.agency: 'agency' is not a column of plans; did you mean 'agencies'?",
    ),
    ({"opens": {**EACH, "once_per": "tag"}}, "opens.once_per: 'tag' is not a column of events"),
    (
        {"opens": {"each": "rmp"}, "closes": {"by": "opener.review_date", "else": "none"}},
        "closes.by: 'review_date' is not a column of plans; did you mean 'review_due'?",
    ),
    (
        {"expects": {"count": {"entry": "home-visit", "at_least": {"of": "rmp", "field": "contacts_month"}}}},
        "expects.count.at_least.field: 'contacts_month' is not a column of plans; did you mean 'contact_per_month'?",
    ),
    (
        {"expects": {"share": {"of": {"entry": "absence", "where": {"knd": "office"}}, "in": "absence", "at_most": 5}}},
        "expects.share.of.where.knd: 'knd' is not a column of contacts; did you mean 'kind'?",
    ),
    (
        {"opens": EACH, "when": {"plan_names": "rmp", "field": "triggers"}},
        "when.field: 'triggers' is not a column of plans; did you mean 'review_triggers'?",
    ),
    (
        {"opens": EACH, "when": {"plan_names": "rmp", "field": "author"}},
        "when.field: 'author' of plans does not hold a list",
    ),
    (
        {"opens": {"each": "mappa-registration"}, "when": {"plan_names": "rmp"}},
        "when: nothing that opens it has a 'kind' that a plan could name",
    ),
    # what a column can hold
    (
        {"expects": {"entry": "any-contact", "where": {"outcome": "atended"}}},
        "expects.where.outcome: 'atended' is not a value of 'outcome' in contacts; did you mean 'attended'?",
    ),
    (
        {"expects": {"entry": "any-contact", "where": {"purpose": ["review", "revue"]}}},
        "expects.where.purpose: 'revue' is not a value of 'purpose' in contacts; did you mean 'review'?",
    ),
    (
        {"expects": {"entry": "any-contact", "where": {"outcome": {"not": {"not_recorded_as": "canceled"}}}}},
        "expects.where.outcome: 'canceled' is not a value of 'outcome' in contacts; did you mean 'cancelled'?",
    ),
    (
        {"when": {"period": "rosh-level", "is": ["hihg", "very_high"]}},
        "when.is.level: 'hihg' is not a value of 'level' in rosh_levels; did you mean 'high'?",
    ),
    (
        {"when": {"only": "requirement", "among": ["unpayd_work"]}},
        "when.among.type: 'unpayd_work' is not a value of 'type' in requirements; did you mean 'unpaid_work'?",
    ),
    (
        {"when": {"period": "residence-with-children", "is": "family"}},
        "when.is: the period 'residence-with-children' has no value",
    ),
    (
        {"when": {"case": {"gp_registered": "yes"}}},
        "when.case.gp_registered: 'gp_registered' holds yes or no, which 'yes' is not",
    ),
    ({"when": {"period": "mappa", "is": 2}}, "when.is.level: 'level' holds text, which '2' is not"),
    ({"when": {"case": {"cas_date": "2014-01-01"}}}, "when.case.cas_date: 'cas_date' is a date, which is tested with"),
    ({"when": {"case": {"tier": {"at_least": 2}}}}, "when.case.tier: 'tier' of the case is no number"),
    ({"when": {"case": {"rar_days": {"contains": "2"}}}}, "when.case.rar_days: 'rar_days' of the case is no text"),
    (
        {"when": {"case": {"cas_date": {"by": {"field": "tier", "within": "5 days"}}}}},
        "when.case.cas_date: 'tier' of the case is no date",
    ),
    ({"when": {"case": {"tier": {"after": "cas_date"}}}}, "when.case.tier: 'tier' of the case is no date"),
    (
        {"expects": {"entry": "any-contact", "where": {"created": {"after": "dat"}}}},
        "expects.where.created: 'dat' is not a column of contacts; did you mean 'date'?",
    ),
    (
        {"opens": {"each": "rmp"}, "closes": {"by": "opener.author", "else": "none"}},
        "closes.by: 'author' of plans is no date",
    ),
    (
        {"expects": {"count": {"entry": "home-visit", "at_least": {"of": "rmp", "field": "author"}}}},
        "expects.count.at_least.field: 'author' of plans is no number",
    ),
    # an opener without a row, and keys that do nothing where they stand
    ({"when": {"opener": {"kind": "arrest"}}}, "when.opener: no row opens it here that could be looked at"),
    (
        {"expects": {"entry": "home-visit", "where": {"officer": "opener.officer"}}},
        "expects.where.officer: no row opens it here whose 'officer' could be looked at",
    ),
    (
        {"opens": EACH, "pauses_while": [{"opener": {"kind": "arrest"}}]},
        "pauses_while.0.opener: no row opens it here that could be looked at",
    ),
    (
        {"opens": {"each": {"entry": "home-visit", "where": {"officer": "opener.officer"}}}},
        "opens.each.0.where.officer: no row opens it here whose 'officer' could be looked at",
    ),
    (
        {"opens": EACH, "when": {"period": "officer", "is": "opener.officer"}},
        "when.is.officer: no row opens it here whose 'officer' could be looked at",
    ),
    (
        {"opens": {"each": {"entry": "arrest", "later": True}}},
        "opens.each.0.later: 'later' narrows only what is expected, and does nothing here",
    ),
    (
        {"unless": {"entry": "decision-agreed", "not_before": "arrest"}},
        "unless.not_before: 'not_before' narrows only what is expected, and does nothing here",
    ),
)


@pytest.mark.parametrize(("slots", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_no_column_has_is_named(slots: dict[str, Any], message: str, rulebook: Rulebook) -> None:
    found = wrong(rulebook, **slots)
    assert len(found) == 1, found
    assert found[0].startswith(message)


@pytest.mark.parametrize(
    "slots",
    [
        {"opens": {"each": ["arrest", "approved-premises-left"]}, "when": {"opener": {"kind": "approved_premises"}}},
        {"opens": {"change_of": "officer"}, "expects": {"opener": {"joint_with": "recorded"}}},
        {"opens": {"overdue": "initial-home-visit"}, "expects": "home-visit"},
        {"opens": {"each": "no-such-word"}, "expects": {"opener": {"kind": "arrest"}}},
        {"opens": {"overdue": "no-such-rule"}, "expects": {"opener": {"kind": "arrest"}}},
        {"when": {"case": {"cas_date": {"not": {"by": {"field": "start_date", "within": "5 days"}}}}}},
        {"when": {"case": {"offence_types": {"not": "drugs"}, "mappa_eligible": False, "rsr_score": {"at_least": 7}}}},
    ],
)
def test_what_is_right_passes(slots: dict[str, Any], rulebook: Rulebook) -> None:
    assert wrong(rulebook, **slots) == []


def test_a_condition_of_the_vocabulary_is_asked_with_the_opener_of_the_rule(rulebook: Rulebook) -> None:
    conditions = {"about-a-child": {"opener": {"with_children": True}}, "a-child": {"not": "about-a-child"}}
    words = rulebook.vocabulary.model_dump(by_alias=True, exclude_unset=True)
    vocabulary = Vocabulary.model_validate({**words, "conditions": {**words["conditions"], **conditions}})
    assert not list(wrong_in_vocabulary(vocabulary))
    fits = a_rule(opens=EACH, when="a-child")
    assert not list(wrong_in_rule(fits, rulebook.rules, vocabulary))
    for opens, said in (
        ("start", "no row opens it here"),
        ({"each": "rmp"}, "'with_children' is not a column of plans"),
    ):
        ((where, message),) = wrong_in_rule(a_rule(opens=opens, when="a-child"), rulebook.rules, vocabulary)
        assert where == ("when",)
        assert message.startswith(f"in the condition 'a-child': {said}")


WORDS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("entries", {"table": "contact"}, "table: 'contact' is not a table; did you mean 'contacts'?"),
    ("entries", {"table": "reviews", "date": "done"}, "date: 'done' is not a column of reviews"),
    ("entries", {"table": "reviews", "date": "text"}, "date: 'text' of reviews is no date"),
    ("entries", {"table": "reviews", "where": {"of": "harm"}}, "where.of: 'harm' is not a value of 'of' in reviews"),
    ("entries", {"rise_of": "status"}, ": a period without 'value' and 'order' neither rises nor falls"),
    ("periods", {"table": "contacts"}, "start: 'start' is not a column of contacts"),
    ("periods", {"table": "statuses", "value": "level"}, "value: 'level' is not a column of statuses"),
    (
        "periods",
        {"table": "rosh_levels", "value": "level", "order": ["low", "medium", "high"]},
        "order: 'very_high' of",
    ),
    ("conditions", {"case": {"gender": "woman"}}, "case.gender: 'woman' is not a value of 'gender' in the case"),
    ("conditions", {"has": "rmp", "within": "5 days"}, ""),
)


@pytest.mark.parametrize(("part", "word", "message"), WORDS, ids=[message for _, _, message in WORDS])
def test_the_words_of_the_vocabulary_are_looked_at_too(
    part: str, word: dict[str, Any], message: str, rulebook: Rulebook
) -> None:
    words = rulebook.vocabulary.model_dump(by_alias=True, exclude_unset=True)
    words[part]["new"] = word if part == "conditions" else {"noun": "new", **word}
    found = [
        f"{'.'.join(map(str, where[2:]))}: {said}"
        for where, said in wrong_in_vocabulary(Vocabulary.model_validate(words))
        if where[:2] == (part, "new")
    ]
    if not message:
        assert not found
    else:
        assert any(each.startswith(message) for each in found), found


def test_a_fault_stands_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / VISIT
    path.parent.mkdir(parents=True)
    lines = (rules_folder() / VISIT).read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("opens:"))
    lines[at] = "opens: {each: {entry: arrest, where: {knd: arrest}}}"
    path.write_text("\n".join(lines))
    words = (
        "periods: {}\nconditions: {}\nentries:\n  late: {noun: late entry, table: contacts, where: {notes: recorded}}\n"
    )
    (tmp_path / "vocabulary.yaml").write_text(words)
    with pytest.raises(RulebookError) as error:
        load([tmp_path])
    assert error.value.faults == [
        f"{path}:{at + 1}: initial-home-visit: 'knd' is not a column of events; did you mean 'kind'?",
        f"{tmp_path / 'vocabulary.yaml'}:4: late: 'notes' is not a column of contacts; did you mean 'note'?",
    ]


def test_every_field_of_a_case_has_a_kind() -> None:
    assert set(columns(CASE)) == set(case_fields())
    known = {(table, name): column for table in tables() for name, column in columns(table).items()}
    assert {column.kind for column in known.values()} == {"code", "date", "number", "yes or no", "text"}
    assert known["contacts", "purpose"].many
    assert known["contacts", "purpose"].kind == "code"
    assert columns(CASE)["custody_months"].kind == "number"
    assert columns(CASE)["cas_outstanding_actions"].kind == "text"
    assert all(name in CaseRecord.model_fields for name in columns(CASE))


def test_what_opens_a_rule_that_watches_another_is_the_row_of_that_one(rulebook: Rulebook) -> None:
    watching = [rule for rule in rulebook.rules.values() if isinstance(rule.opens, m.OpensOverdue)]
    found = {rule.id: opening_tables(rule, rulebook.rules, rulebook.vocabulary) for rule in watching}
    assert any(found.values())
    assert all(
        found[rule.id] == opening_tables(rulebook.rules[rule.opens.overdue], rulebook.rules, rulebook.vocabulary)
        for rule in watching
        if isinstance(rule.opens, m.OpensOverdue)
    )


def test_an_answer_stands_alone() -> None:
    for part in ({"any_of": ["home-visit", "answer"]}, {"all_of": [{"when": "high-rosh", "expects": "answer"}]}):
        with pytest.raises(ValueError, match="'answer' stands alone"):
            a_rule(expects=part, unmet="needs_judgement", judge=[{"ask": "Was it good?", "decides": True}])
