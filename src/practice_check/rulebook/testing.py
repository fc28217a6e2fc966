"""Runs examples while other rule files may still be faulty: ``python -m practice_check.rulebook.testing ID…``."""

import sys

from practice_check.examples import ExampleResult, run_examples
from practice_check.paths import rules_folder
from practice_check.rulebook import loader as loading
from practice_check.rulebook.register import read_register
from practice_check.rulebook.rulebook import Rulebook
from practice_check.vocabulary.model import Vocabulary

__all__ = ["ExampleResult", "run_examples"]


def main(ids: list[str]) -> None:
    loader = loading._Loader()
    shipped = rules_folder()
    vocabulary = loader.model(shipped / "vocabulary.yaml", Vocabulary, "vocabulary")
    parameters = loader.parameters([shipped / "parameters.yaml"])
    register = read_register(shipped / "_register")
    loader.folder(shipped, may_replace=False)
    assert vocabulary
    for rule in loader.rules.values():
        loader.check_rule(rule, vocabulary, parameters, register)
    for fault in loader.faults:
        if not ids or fault.subject in ids or fault.subject in ("parameters", "vocabulary"):
            print(fault)
    faulty = {fault.subject for fault in loader.faults}
    rules = {name: rule for name, rule in loader.rules.items() if name not in faulty}
    for pack in loader.packs.values():
        pack.includes[:] = [name for name in pack.includes if name in rules]
    homes = {name: home for name, home in loader.homes.items() if name in rules}
    book = Rulebook(rules, loader.packs, parameters, vocabulary, register, loader.rule_files, homes)
    wanted = [name for name in ids if name in rules] if ids else list(rules)
    results = run_examples(book, wanted) if wanted else []
    for result in results:
        if not result.passed:
            print(f"FAIL {result.rule}: {result.name}: expected {result.expected}, got {result.got}: {result.detail}")
    print(f"{sum(each.passed for each in results)} passed, {sum(not each.passed for each in results)} failed")


if __name__ == "__main__":
    main(sys.argv[1:])
