"""What was read of a person goes with the person: nothing of it holds on to itself."""

import gc
from collections import Counter

from practice_check.audit.person import Checker, Scope
from practice_check.demo import generate
from practice_check.rulebook import load

PERSONS = 6


def test_a_person_who_is_done_leaves_no_ring_of_objects_behind() -> None:
    rulebook, left = load(), Counter[str]()
    checker = Checker(rulebook, Scope(None, frozenset(rulebook.rules)))
    persons = [[record] for record in generate(PERSONS, 4)]
    as_of = max(record.exported_on for [record] in persons if record.exported_on).toordinal()
    checker.person(persons[0], as_of)  # what is made once of the rules stays
    found = 0
    for records in persons[1:]:
        gc.collect()
        gc.disable()
        try:
            found += sum(len(case.carried.bodies) for case in checker.person(records, as_of))
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            left.update(type(each).__name__ for each in gc.garbage)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
    assert found > 100
    assert not left
