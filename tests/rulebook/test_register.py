"""The register: what was added to it and corrected in it says why, and what is set aside is answered by no rule."""

import re
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
import yaml

from practice_check.content.faults import RulebookError
from practice_check.paths import rules_folder
from practice_check.rulebook import Rulebook, load
from practice_check.rulebook.names import used as names_used
from practice_check.rulebook.register import read_register

#: Too short to be a reason.
SHORT = 40


def written(folder: Path, aside: str) -> Path:
    """A register of two entries, with what is set aside."""
    (folder / "expectations-iaow.yaml").write_text(
        "expectations:\n"
        + "".join(
            f"- {{id: {name}, outcome: 4, checkable: full, severity: {{level: high}}, expectation: E}}\n"
            for name in ("home-visit-made", "victim-feels-safe")
        )
    )
    (folder / "set-aside.yaml").write_text(aside)
    return folder


def test_ids_are_unique_within_a_document(rulebook: Rulebook) -> None:
    for entries in rulebook.register.entries.values():
        assert max(Counter(entry.document for entry in entries).values()) == 1, entries[0].id


def test_what_is_set_aside_is_read(tmp_path: Path) -> None:
    aside = "victim-feels-safe: {document: iaow, as: out_of_scope, reason: asked of victims}\n"
    register = read_register(written(tmp_path, aside))
    assert not register.faults
    assert {entry.id: register.aside(entry) is not None for entry in register.adult()} == {
        "home-visit-made": False,
        "victim-feels-safe": True,
    }
    found = register.set_aside["victim-feels-safe"]
    assert (found.kind, found.reason) == ("out_of_scope", "asked of victims")


@pytest.mark.parametrize(
    ("aside", "message"),
    [
        ("victim-feels-save: {document: iaow, as: outcome, reason: r}", "did you mean 'victim-feels-safe'?"),
        ("victim-feels-safe: {document: tr5-annual, as: outcome, reason: r}", "not in the register of tr5-annual"),
        ("victim-feels-safe: {document: iaow, as: forgotten, reason: r}", "is not one of"),
        ("victim-feels-safe: {document: iaow, as: outcome}", "the key 'reason' is missing"),
        ("victim-feels-safe: [", "not valid YAML"),
    ],
)
def test_what_is_wrong_with_what_is_set_aside_is_said(tmp_path: Path, aside: str, message: str) -> None:
    register = read_register(written(tmp_path, aside + "\n"))
    assert not register.set_aside
    assert [message in str(fault) for fault in register.faults] == [True]
    assert str(register.faults[0]).startswith(f"{tmp_path / 'set-aside.yaml'}:")


def test_nothing_set_aside_is_answered(rulebook: Rulebook) -> None:
    answered = {entry for rule in rulebook.rules.values() for entry in rule.answers}
    assert not answered & set(rulebook.register.set_aside)
    assert all(len(each.reason) > SHORT for each in rulebook.register.set_aside.values())


def test_a_rule_that_answers_what_is_set_aside_does_not_load(tmp_path: Path, rulebook: Rulebook) -> None:
    shipped = rulebook.file_of("psr-clear-language")
    own = tmp_path / "ours" / shipped.parent.name / shipped.name
    own.parent.mkdir(parents=True)
    (tmp_path / "ours" / "pack.yaml").write_text("{id: ours, title: Ours, in_force: {}}\n")
    own.write_text(shipped.read_text().replace("answers: [", "answers: [victim-feels-safer, "))
    with pytest.raises(RulebookError, match="'victim-feels-safer' is set aside"):
        load([tmp_path])


#: What the reports state and what had no entry, by document; the work with victims had entries, counted with no part.
ADDED = {
    "iaow": {
        "breach-of-restriction-reported",
        "checks-repeated",
        "rmp-and-analysis-when-level-rises",
        "each-release-is-a-start",
        "release-prepared-with-those-at-risk",
        "full-analysis-override-reasoned",
        "rosh-screening-picks-up-earlier-high",
        "countersigning-improvements-made",
        "officer-and-prison-staff-exchange",
        "full-analysis-called-for-by-offence",
    },
    "tr5-annual": {
        "rise-in-own-vulnerability-answered",
        "reason-for-not-acting-recorded",
        "future-risk-review-takes-place",
        "assessment-updated-with-late-answer",
    },
}
VICTIM_CONTACT = 12

CORRECTED = {
    "iaow": """
        harm-review-done-and-sufficient sentence-plan-review-after-significant-change
        sentence-plan-review-on-requirement-completion likelihood-review-after-significant-change initial-home-visit
        management-oversight-evidenced-and-effective plan-objectives-child-protection repeat-home-visits
        psr-child-protection-issues-identified manager-intervenes-on-overdue-review safety-of-children-promoted
        full-harm-analysis-completed-on-time mappa-actions-in-planning-documents mappa-actions-communicated
        enforcement-or-recall-for-increased-risk mappa-identified-category-and-level-right
        mappa-timely-referral-to-higher-level transfer-in-home-visit transfer-out-with-current-documents
        psr-risk-of-harm-screening specified-activity-makes-its-contribution plan-states-review-date
        new-relationship-or-household-with-children-checked initial-sentence-plan-completed-on-time
        likelihood-assessment-completed-timely-sufficient childrens-services-check all-inter-agency-checks-made
        psr-report-before-community-sentence psr-proposal-followed-by-court psr-punitive-requirement-considered
        individual-complied no-further-offence sentence-plan-objectives-achieved progress-on-most-significant-factors
        progress-per-identified-factor victim-feels-safer victim-needs-considered-and-choice-clear
        victim-reported-concern-answered psr-suspended-sentence-proposal-manager-consulted
        structured-programme-in-first-months likelihood-review-after-structured-programme-stage
        child-protection-conference-attended-and-reported child-protection-plan-reflected-in-own-plans
        reporting-instructions-sufficient
    """,
    "tr5-annual": """
        management-oversight-effective home-visit-where-needed escalation-informal-discussion
        alloc-error-corrected-by-agreement court-adjournment-sufficient-for-checks court-oasys-layer-matches-need
        first-appointment-any-staff-two-working-days licence-first-appointment-on-release
        licence-first-appointment-with-ro contact-volume-first-twelve-weeks escalation-first-contact-24h
        post-release-assessment-and-plan-prompt ro-assigned-within-one-day ro-assigned-outer-five-working-days
        first-appointment-with-ro-five-working-days first-appointment-with-ro-outer-ten-days
        vlo-told-of-custody-and-key-changes plan-allocates-rar-days case-complexity-matches-officer
        rosh-screening-at-start-timely ndelius-flags-accurate assessment-follows-meeting-the-person
        court-checks-requested-all-cases
    """,
}


def with_reason(rulebook: Rulebook, document: str, why: Literal["added", "corrected"]) -> dict[str, str]:
    entries = (entry for rows in rulebook.register.entries.values() for entry in rows)
    return {entry.id: getattr(entry, why) for entry in entries if entry.document == document and getattr(entry, why)}


@pytest.mark.parametrize("document", ADDED)
def test_what_was_added_is_there_with_its_reason(document: str, rulebook: Rulebook) -> None:
    added = with_reason(rulebook, document, "added")
    assert set(added) == ADDED[document]
    assert all(len(reason) > SHORT and re.search(r"\d\.\d|\d/\d", reason) for reason in added.values())


@pytest.mark.parametrize("document", CORRECTED)
def test_what_was_corrected_is_there_with_its_reason(document: str, rulebook: Rulebook) -> None:
    corrected = with_reason(rulebook, document, "corrected")
    assert set(CORRECTED[document].split()) <= set(corrected)
    assert all(len(reason) > SHORT for reason in corrected.values())


def test_no_entry_asks_for_a_provider_where_both_are_meant() -> None:
    """The pack says when it holds, and the plain exports of other times name no provider."""
    assert "provider in {CRC, NPS}" not in (rules_folder() / "_register" / "expectations-tr5-annual.yaml").read_text()


def test_work_with_victims_is_adult_casework(rulebook: Rulebook) -> None:
    assert sum(entry.domain == "victim-contact" for entry in rulebook.register.adult()) == VICTIM_CONTACT


def test_a_measure_or_outcome_of_the_register_has_rules_of_that_kind(rulebook: Rulebook) -> None:
    """Those that have a rule yet: what was counted, or became of the person, never makes a gap."""
    wrong = {
        (entry.id, rule.id, rule.kind)
        for rule in rulebook.rules.values()
        for name in rule.answers
        for entry in rulebook.register.entries[name]
        if entry.kind not in ("duty", rule.kind)
    }
    assert not wrong


@pytest.mark.parametrize("document", ADDED)
def test_the_counts_in_the_register_are_those_of_its_entries(document: str) -> None:
    text = (rules_folder() / "_register" / f"expectations-{document}.yaml").read_bytes()
    register = yaml.load(text, Loader=yaml.CSafeLoader)
    entries, counts = register["expectations"], register["meta"]["counts"]
    assert counts["entries"] == len(entries)
    assert counts["by_checkable"] == Counter(entry["checkable"] for entry in entries)
    assert counts["by_severity"] == Counter(entry["severity"]["level"] for entry in entries)
    assert counts["added"] == sum("added" in entry for entry in entries)
    assert counts["corrected"] == sum("corrected" in entry for entry in entries)


# ---------------------------------------------------------------- docs/register.md

DOCS = Path(__file__).resolve().parents[2] / "docs" / "register.md"
#: Why a printed limit may have no rule, as the page begins to say it.
NO_CASE = ("not about", "not tested", "no number")


def timescales() -> list[dict[str, str]]:
    published = yaml.safe_load((rules_folder() / "_register" / "published-tr5-annual.yaml").read_text())
    return list(published["timescales"])


def told() -> dict[int, list[str]]:
    """The lines of the table of printed limits: number, then standing, words, paragraph and what became of it."""
    found: dict[int, list[str]] = {}
    for line in DOCS.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if cells[0].isdigit():
            became = found[int(cells[0]) - 1][3] if cells[4] == "the same" else cells[4]
            found[int(cells[0])] = [*cells[1:4], became]
    return found


def test_the_page_tells_of_every_printed_limit() -> None:
    lines, printed = told(), timescales()
    assert len(printed) == 43
    assert list(lines) == list(range(1, len(printed) + 1))
    for number, row in enumerate(printed, 1):
        standing, words, where, _ = lines[number]
        assert (standing, where) == (row["standing"], f"{row['doc']} {row['para']}"), number
        assert str(row["as_printed"]) in words, number


def test_a_printed_limit_became_what_its_standing_says(rulebook: Rulebook) -> None:
    """A requirement or contract is a duty's number, what was inspected a number of some rule; else a measure."""
    used = {
        rule.id: {name for kind, name in names_used(rule) if kind == "parameter"} for rule in rulebook.rules.values()
    }
    for number, (standing, _, _, became) in told().items():
        names = re.findall(r"`([a-z0-9-]+)`", became)
        assert all(name in rulebook.rules or name in rulebook.parameters for name in names), (number, names)
        if became.startswith(NO_CASE) or not names:
            assert became.startswith(NO_CASE) or "line 20" in became, number
            continue
        rules = [rulebook.rules[name] for name in names if name in rulebook.rules]
        limits = {name for name in names if name in rulebook.parameters and name not in rulebook.rules} or set(names)
        assert any(limits & used[rule.id] for rule in rules), (number, names)
        kinds = {rule.kind for rule in rules}
        if standing in ("requirement", "contract"):
            assert "duty" in kinds, number
        elif standing in ("observed", "alarm"):
            assert kinds == {"measure"} or became.startswith("outer limit"), number


def test_every_conflict_of_a_number_is_named_on_the_page(rulebook: Rulebook) -> None:
    text = DOCS.read_text()
    for name, dated in rulebook.parameters.dated.items():
        assert f"`{name}`" in text or not any(each.conflict for each in dated), name
