"""People of the demonstration, with all shipped rules: the checker and the brute-force reading say the same."""

from practice_check.rulebook import Rulebook

from .run import tally_of
from .shipped import people

ORDERS = 22


def test_the_shipped_rules_on_the_demonstration_s_people(rulebook: Rulebook) -> None:
    tally = tally_of(people(ORDERS, 1, rulebook), 3, rulebook)
    assert tally.cases > ORDERS * 3 // 4  # some have two orders
    assert not tally.differences, f"{tally.differences} disagreements:\n\n" + "\n\n".join(tally.told)
