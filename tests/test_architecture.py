"""The invariants of ARCHITECTURE.md that can be read from the code itself."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "practice_check"

#: Each folder may import from those before it, and from itself.
ROAD = (
    "built",
    "paths",
    "files",
    "collecting",
    "workers",
    "content",
    "records",
    "cells",
    "mapping",
    "ingest",
    "rulebook.conditions",
    "rulebook.slots",
    "rulebook.model",
    "rulebook.values",
    "rulebook.parameters",
    "vocabulary.model",
    "rulebook",
    "inspecting",
    "timeline",
    "vocabulary",
    "occasions",
    "engine",
    "verdicts",
    "answers",
    "pseudonyms",
    "caseload",
    "audit",
    "examples",
    "scoring",
    "history",
    "sampling",
    "demo",
    "reports",
    "cli",
)


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "_data" not in path.parts)


def imported(path: Path) -> set[str]:
    """The modules that a file imports, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def place(dotted: str) -> int | None:
    """Where on the road a module of ours stands: by its longest known name."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in ROAD:
            return ROAD.index(name)
    return None


def test_only_the_engine_imports_durable_rules() -> None:
    users = {
        path.relative_to(SOURCE).parts[0]
        for path in modules()
        if any(name.split(".")[0] in ("durable", "durable_rules_engine") for name in imported(path))
    }
    assert users == {"engine"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    here = place(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    if here is None:
        return
    top = ROAD[here].split(".")[0]
    for name in imported(path):
        there = place(name.removeprefix("practice_check.")) if name.startswith("practice_check.") else None
        if there is not None and ROAD[there].split(".")[0] != top:
            assert there < here, f"{path.name} imports {name}, which stands further down the road"


@cache
def names_of_practice() -> set[str]:
    vocabulary = yaml.safe_load((ROOT / "rules" / "vocabulary.yaml").read_text())
    parameters = yaml.safe_load((ROOT / "rules" / "parameters.yaml").read_text())
    rules = {path.stem for path in (ROOT / "rules").glob("*/*/*.yaml")}
    rules |= {path.stem for path in (ROOT / "rules" / "_caseload").glob("*.yaml")}
    words = {name for part in vocabulary.values() for name in part}
    return {name for name in rules | words | set(parameters) if "-" in name}


#: The words and parameters that the language itself uses (docs/rule-language.md), and those that say of a case
#: what every screen shows: its level and whether a child may be at risk; the least that a score breaks out, how
#: many runs make a trend, and how many cases are shown in one report.
OF_THE_LANGUAGE = {
    "significant-change",
    "produced-look-back",
    "restart-after",
    "clone-likeness",
    "not-supervised-in-community",
    "rosh-level",
    "child-protection-concern",
    "minimum-base",
    "trend-runs",
    "cases-in-one-report",
}


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if path.relative_to(SOURCE).parts[0] not in ("demo", "reports")],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_no_rule_is_named_in_the_code(path: Path) -> None:
    strings = {
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z0-9-]+", node.value)
    }
    assert not (strings & names_of_practice()) - OF_THE_LANGUAGE


def test_every_test_that_the_architecture_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+(?:\.py)?)(?:::(\w+))?/?`", (ROOT / "ARCHITECTURE.md").read_text())
    assert len(named) >= 9
    for path, function in named:
        assert (ROOT / path).exists(), path
        assert not function or f"def {function}(" in (ROOT / path).read_text(), function
