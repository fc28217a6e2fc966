"""Codes and columns as people write them."""

import pytest

from practice_check.records.spelling import spelt
from practice_check.vocabulary.explain import code_in_words, words


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ete", "ETE"),
        ("marac", "MARAC"),
        ("childrens_services", "children's services"),
        ("mappa_minutes", "MAPPA minutes"),
        ("rosh_screening", "RoSH screening"),
        ("registered_sexual_offender", "registered sexual offender"),
        ("known to childrens services", "known to children's services"),
        ("completed", "completed"),
    ],
)
def test_a_code_is_written_as_people_write_it(code: str, written: str) -> None:
    assert spelt(code) == written
    assert code_in_words(code) == written


@pytest.mark.parametrize("typed", ["E. Marsh_rosh", "Discrete, marac", "NPS", "", "rosh-screening", "_", "a__b"])
def test_what_is_no_code_is_left_as_it_was_typed(typed: str) -> None:
    assert spelt(typed) == typed


def test_a_column_says_what_is_asked_in_whole_words() -> None:
    assert words("rar_days") == "rehabilitation activity days"
    assert words("cas_completed") == "CAS completed"
