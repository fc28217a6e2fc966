"""Every rule's own examples, through the whole checker."""

import pytest

from practice_check.engine import Engine
from practice_check.examples.running import run_example
from practice_check.rulebook import load

BOOK = load()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize(
    ("rule", "index"),
    [
        pytest.param(rule.id, index, id=f"{rule.id}: {example.name}")
        for rule in BOOK.rules.values()
        for index, example in enumerate(rule.examples)
    ],
)
def test_example(rule: str, index: int, engine: Engine) -> None:
    result = run_example(BOOK, BOOK.rules[rule], BOOK.rules[rule].examples[index], engine)
    assert result.passed, f"expected {result.expected}, got {result.got}: {result.detail}"
