"""Why the order of days is enough: what the rules compare, and what the order keeps."""

from dataclasses import replace

from hypothesis import given, settings

from practice_check.engine import NEVER, Situation
from practice_check.engine.clauses import Compare, Fact, Of, Own
from practice_check.engine.order import IRRELEVANT, in_order, order_of, situation_of
from practice_check.engine.truth import CARRIED, RULES
from tests.engine.cases import brute_force, situations, wanted

_DAYS = {"day", "counts_from", "due", "as_of"}
_TALLIES = {"tally", "needed"}
_FLAGS = {"relevant", "excepted", "departed", "at_most"}
_FACTS = [fact for rule in RULES for fact in rule.facts]


def _across(fact: Fact) -> list[Compare]:
    return [comparison for comparison in fact.comparisons if comparison.field != "occ"]


def test_rules_compare_days_with_days_and_tallies_with_the_number_needed() -> None:
    for comparison in (comparison for fact in _FACTS for comparison in _across(fact)):
        if isinstance(comparison.against, Own | Of):
            kinds = [fields for fields in (_DAYS, _TALLIES) if comparison.field in fields]
            assert comparison.against.field in kinds[0], comparison
        else:
            assert comparison.field in _FLAGS, comparison


def test_only_what_is_relevant_is_read_any_further() -> None:
    for rule in RULES:
        (occasion,) = (fact for fact in rule.facts if fact.kind == "occasion")
        if Compare("relevant", "==", 1) not in occasion.comparisons:
            assert (rule.name, rule.facts) == ("irrelevant", (occasion,))
            assert occasion.comparisons == (Compare("relevant", "==", 0),)


def test_a_tally_is_only_compared_with_the_number_needed() -> None:
    for comparison in (comparison for fact in _FACTS for comparison in _across(fact)):
        if comparison.field in _TALLIES:
            assert comparison.field == "tally"
            assert isinstance(comparison.against, Own | Of)
            assert comparison.against.field == "needed"


def test_every_rule_that_reads_an_entry_asks_for_the_number_needed() -> None:
    entries = [fact for fact in _FACTS if fact.kind == "entry"]
    assert entries
    assert all(Compare("tally", ">=", Of("occasion", "needed")) in fact.comparisons for fact in entries)


def test_every_field_that_facts_carry_is_a_day_a_tally_a_flag_or_the_number_of_the_situation() -> None:
    assert {field for fields in CARRIED.values() for field in fields} == _DAYS | _TALLIES | _FLAGS | {"occ"}


@given(situations())
@settings(max_examples=2000, deadline=None)
def test_the_order_keeps_the_outcome(situation: Situation) -> None:
    assert brute_force(in_order(situation)) is brute_force(situation)


@given(situations())
def test_the_order_of_an_order_is_itself(situation: Situation) -> None:
    assert in_order(in_order(situation)) == in_order(situation)


def test_situations_in_one_order_become_equal() -> None:
    assert in_order(wanted((15, 1))) == in_order(wanted((12, 1), due=14, as_of=700))
    assert in_order(wanted((15, 1))) == in_order(wanted((12, 1), (13, 1), (5, 0)))
    assert in_order(wanted((20, 1))) != in_order(wanted((19, 1)))
    assert in_order(wanted((31, 1))) != in_order(wanted((30, 1)))
    assert in_order(wanted((15, 1))) == in_order(wanted((15, 4), (16, 7)))
    assert in_order(replace(wanted((15, 1)), relevant=False)) == in_order(replace(wanted(due=700), relevant=False))


@given(situations())
def test_the_number_of_an_order_stands_for_it(situation: Situation) -> None:
    order = order_of(situation)
    assert order_of(situation_of(order)) == order
    assert 0 <= order < 2**21
    assert (order == IRRELEVANT) is not situation.relevant


def test_never_comes_last() -> None:
    order = in_order(wanted(ends=NEVER))
    assert (order.counts_from, order.due, order.as_of, order.ends) == (1, 3, 5, 7)
