"""``practice-check rules`` on the shipped rules, and on rules and examples that are given."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from practice_check.cli import app, running
from practice_check.cli import rules as commands
from practice_check.examples import ExampleResult
from practice_check.rulebook import Rulebook
from practice_check.rulebook.coverage import coverage

RUNNER = CliRunner(env={"COLUMNS": "120", "TERM": "dumb", "NO_COLOR": "1"})


@pytest.fixture(autouse=True)
def _loaded(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "load_rules", lambda *_, **__: rulebook)


def _run(*arguments: str) -> tuple[int, str, str]:
    ended = RUNNER.invoke(app, ["rules", *arguments])
    return ended.exit_code, ended.stdout, ended.stderr


def test_list_has_every_rule_and_says_how_many(rulebook: Rulebook) -> None:
    code, out, _ = _run("list")
    assert code == 0
    assert f"{len(rulebook.rules)} rules" in out


def test_list_can_keep_to_a_pack(rulebook: Rulebook) -> None:
    pack = next(iter(rulebook.packs))
    assert f"{len(rulebook.rules_of(pack))} rule" in _run("list", "--pack", pack)[1]
    code, _, err = _run("list", "--pack", pack + "x")
    assert code == 2
    assert f"did you mean '{pack}'?" in err


def test_show_tells_the_rule_its_paragraphs_and_its_file(rulebook: Rulebook) -> None:
    rule = rulebook.rules["initial-home-visit"]
    code, out, _ = _run("show", rule.id)
    assert code == 0
    assert rule.title in out
    assert "Northumbria 2013, 4/2.3" in out
    assert "initial-home-visit.yaml" in "".join(out.split())


def test_show_knows_a_slip_of_the_pen() -> None:
    code, _, err = _run("show", "initial-home-vist")
    assert code == 2
    assert "did you mean 'initial-home-visit'?" in err


def test_validate_counts_what_loads(rulebook: Rulebook) -> None:
    code, out, _ = _run("validate")
    assert code == 0
    assert f"{len(rulebook.rules)} rules in {len(rulebook.packs)} packs load." in out


def test_validate_reads_the_inspection_programmes_too(tmp_path: Path) -> None:
    assert "Inspection programmes: area, area-violence, early-work, whole-caseload." in _run("validate")[1]
    (tmp_path / "_reports").mkdir()
    (tmp_path / "_reports" / "inspection.yaml").write_text("own: {title: t}")
    code, _, err = _run("validate", "--rules", str(tmp_path))
    assert code == 2
    assert "inspection.yaml:1: inspection: the key 'announced' is missing" in err.replace("\n", "")


def _example(passed: bool) -> ExampleResult:
    return ExampleResult("a-rule", "visited [bold]late[/]", "met", "met" if passed else "gap", "due 3 Sep 2013", passed)


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (False, 1)])
def test_a_failing_example_ends_with_1(passed: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def examples(_: Rulebook, __: Sequence[str]) -> list[ExampleResult]:
        return [_example(True), _example(passed)]

    monkeypatch.setattr(commands, "run_examples", examples)
    ended, out, _ = _run("test")
    assert ended == code
    assert f"2 examples: {1 + passed} hold, {1 - passed} fail" in out
    assert passed or "a-rule: visited [bold]late[/]" in out


def test_one_rule_alone_can_be_tested() -> None:
    code, out, _ = _run("test", "--rule", "initial-home-visit")
    assert code == 0
    assert "hold, 0 fail" in out
    assert _run("test", "--rule", "no-such-rule")[0] == 2


def test_coverage_counts_the_adult_register_by_outcome(rulebook: Rulebook) -> None:
    code, out, _ = _run("coverage")
    assert code == 0
    totals = [line.split() for line in out.splitlines() if ", all " in line]
    assert [line[line.index("all") + 1] for line in totals] == ["217", "197", "414"]
    counts = [int(word) for word in totals[-1] if word.isdigit()]
    assert counts[0] == sum(counts[1:6])
    assert "Protecting the public" in out
    assert f"{int(coverage(rulebook).percent)}%" in totals[-1]


def test_coverage_under_the_mark_ends_with_1(rulebook: Rulebook) -> None:
    assert _run("coverage", "--fail-under", "0")[0] == 0
    assert coverage(rulebook).percent == 100 or _run("coverage", "--fail-under", "100")[0] == 1


def test_rules_of_ones_own_can_be_laid_over(monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook) -> None:
    asked: list[Sequence[Path]] = []

    def load_rules(folders: Sequence[Path] = (), params: Path | None = None) -> Rulebook:
        asked.append(folders)
        assert params is None
        return rulebook

    monkeypatch.setattr(running, "load_rules", load_rules)
    _run("validate", "--rules", "ours")
    assert asked == [[Path("ours")]]
