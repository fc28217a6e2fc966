"""The register: what was added to it and corrected in it says why, and what is set aside is answered by no rule."""

from collections import Counter
from pathlib import Path

import pytest

from practice_check.rulebook import Rulebook, load
from practice_check.rulebook.faults import RulebookError
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
