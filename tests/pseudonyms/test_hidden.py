"""A hidden text: nobody reads it, and all that is compared about it comes out as before."""

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from practice_check.records.hidden import LEFT_OUT, Hiding, is_hidden, readable

HIDING = Hiding(7)
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126))
TEXTS = st.text(max_size=60)


@given(ASCII)
def test_no_letter_or_figure_stays(text: str) -> None:
    hidden = HIDING.hide(text)
    assert not any(letter.isascii() and letter.isalnum() for letter in hidden)
    assert is_hidden(hidden) == any(map(str.isalnum, text))
    assert readable(hidden) == (LEFT_OUT if any(map(str.isalnum, text)) else text)


@given(TEXTS)
def test_nothing_of_other_alphabets_stays_either(text: str) -> None:
    hidden = HIDING.hide(text)
    assert not any(letter.isalnum() and not is_hidden(letter) for letter in hidden)


@given(ASCII, ASCII)
@example("the plan is to visit weekly", "The plan is to visit Weekly")
def test_two_texts_are_as_like_as_before(one: str, other: str) -> None:
    assert fuzz.ratio(HIDING.hide(one), HIDING.hide(other)) == fuzz.ratio(one, other)
    assert (HIDING.hide(one) == HIDING.hide(other)) == (one == other)
    assert (HIDING.hide(one).casefold() == HIDING.hide(other).casefold()) == (one.casefold() == other.casefold())


@given(TEXTS)
def test_length_blanks_and_words_stay(text: str) -> None:
    hidden = HIDING.hide(text)
    assert len(hidden) == len(text)
    assert [len(word) for word in hidden.split()] == [len(word) for word in text.split()]
    assert bool(hidden.strip()) == bool(text.strip())


@given(ASCII, st.sampled_from(["risk review", "plan"]), ASCII)
def test_the_words_that_a_rule_asks_for_are_found_where_they_were(before: str, word: str, after: str) -> None:
    for text in (before + word.upper() + after, before + after):
        hidden = HIDING.hide(text, ["risk review", "plan"])
        assert (word in hidden.casefold()) == (word in text.casefold())


def test_another_seed_exchanges_otherwise() -> None:
    assert HIDING.hide("somebody's name") == Hiding(7).hide("somebody's name") != Hiding(8).hide("somebody's name")
