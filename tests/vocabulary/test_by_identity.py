"""What is made of an object is found again by it alone, and goes with it."""

import gc

from practice_check.rulebook.conditions import Entry
from practice_check.vocabulary.by_identity import ByIdentity


def test_two_that_are_equal_are_still_two() -> None:
    made: ByIdentity[Entry, str] = ByIdentity()
    first, second = Entry(entry="visit"), Entry(entry="visit")
    assert made.put(first, "first") == "first"
    assert (made.get(first), made.get(second)) == ("first", None)


def test_what_was_made_is_forgotten_with_the_object_so_that_no_other_is_taken_for_it() -> None:
    made: ByIdentity[Entry, str] = ByIdentity()
    for number in range(100):
        made.put(Entry(entry="visit"), str(number))
    gc.collect()
    assert len(made) == 0
