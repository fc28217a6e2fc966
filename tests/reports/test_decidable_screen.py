"""What an export can decide, as ``records inspect`` says it."""

import io

from rich.console import Console

from practice_check.reports.terminal.decidable_screen import print_decidable
from practice_check.rulebook import Rulebook
from practice_check.rulebook.columns import CASE, columns
from practice_check.rulebook.needs import Decidable, decidable
from practice_check.rulebook.needs_held import Held, Holdings


def printed(found: Decidable, *, rules: bool = False) -> str:
    console = Console(file=io.StringIO(), width=100, record=True)
    print_decidable(found, "as it stands", console, rules=rules)
    text = console.export_text()
    assert all(len(line) <= 100 for line in text.splitlines())
    return text


def holding(*tables: str) -> Holdings:
    return Holdings({name: Held(frozenset(columns(name))) for name in tables}, frozenset(columns(CASE)))


def test_how_much_it_decides_comes_first_and_then_what_unlocks_most(rulebook: Rulebook) -> None:
    found = decidable(rulebook, holding("contacts", "statuses", "registrations", "requirements"), ["current"])
    text = " ".join(printed(found).split())
    best = found.alone[0]
    assert f"{found.count('decided')} of {len(found.rules)} rules can be decided" in text
    assert f"would unlock {best.rules} more." in text
    assert text.index("can be decided") < text.index("The others:") < text.index("Added one after the other")
    assert f"+{found.together[0].rules} " in text
    assert "What each rule wants: --rules" in text


def test_the_last_step_comes_to_all_rules(rulebook: Rulebook) -> None:
    found = decidable(rulebook, holding("contacts"), ["current"])
    steps = [line for line in printed(found).splitlines() if "  +" in line]
    assert steps[-1].split()[-1] == str(len(found.rules))


def test_each_rule_says_what_it_wants_where_that_is_asked_for(rulebook: Rulebook) -> None:
    found = Decidable(rulebook, holding("contacts"), ["seen-soon-after-start", "rmp-on-time"])
    text = " ".join(printed(found, rules=True).split())
    title = rulebook.rules["seen-soon-after-start"].title
    way = "Told only where it is recorded"
    sheets = "'requirements' and 'custody and other absences' sheets"
    assert f"{title} seen-soon-after-start {way}; wants {sheets}" in text
    assert "rmp-on-time Wants 'plans', 'RoSH levels' and 'custody and other absences' sheets" in text
    assert "--rules" not in text


def test_where_no_rule_is_in_force_that_is_said(rulebook: Rulebook) -> None:
    assert "No rule is in force" in printed(decidable(rulebook, holding("contacts"), []))
