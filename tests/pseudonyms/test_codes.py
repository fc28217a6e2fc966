"""What stands for whom: the same under one key, other under another, and never taken for the real thing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_check.ingest.keys import PSEUDONYM
from practice_check.pseudonyms.codes import CRN, Pseudonyms

ONE, OTHER = Pseudonyms(b"0123456789abcdef" * 2), Pseudonyms(b"fedcba9876543210" * 2)
CRNS = st.from_regex(r"[A-Z][0-9]{6}", fullmatch=True)
NAMES = st.text(st.characters(categories=("L", "Zs"), include_characters="'-,."), min_size=1).filter(str.strip)


@given(CRNS)
def test_a_crn_becomes_a_code_that_no_crn_looks_like(crn: str) -> None:
    code = ONE.crn(crn)
    assert PSEUDONYM.fullmatch(code)
    assert CRN.fullmatch(code)
    assert not re.search(r"[A-Z]\d{6}", code)
    assert code == ONE.crn(f" {crn.lower()} ") == Pseudonyms(b"0123456789abcdef" * 2).crn(crn)
    assert code != OTHER.crn(crn)
    assert ONE.crn(code) == code


@given(st.sets(CRNS, min_size=2, max_size=50))
def test_two_people_are_never_one(crns: set[str]) -> None:
    assert len({ONE.crn(crn) for crn in crns}) == len(crns)


def test_many_people_stay_apart() -> None:
    assert len({ONE.crn(f"X{number:06d}") for number in range(60_000)}) == 60_000


@pytest.mark.parametrize("spelt", ["Marsh, Ána", "ANA MARSH", "Marsh  Ana", "ána marsh"])
def test_a_colleague_is_known_again_however_the_name_is_spelt_and_one_spelling_from_another(spelt: str) -> None:
    usual = ONE.staff("Ana Marsh")
    assert ONE.staff(spelt).partition("-")[0] == usual.partition("-")[0] == ONE.colleague(spelt)
    assert ONE.staff(spelt) != usual


@given(NAMES, NAMES)
def test_names_are_equal_where_they_were(one: str, other: str) -> None:
    assert (ONE.staff(one) == ONE.staff(other)) == (one == other)
    assert (ONE.label("Team", one) == ONE.label("Team", other)) == (one == other)


@given(NAMES)
def test_a_pseudonym_stays_as_it_is(name: str) -> None:
    assert ONE.staff(ONE.staff(name)) == ONE.staff(name)
    assert ONE.label("Team", ONE.label("Team", name)) == ONE.label("Team", name)
    assert ONE.colleague(ONE.staff(name)) == ONE.colleague(name)


def test_no_code_can_spell_a_name() -> None:
    codes = "".join(ONE.crn(f"X{number:06d}") + ONE.staff(str(number))[6:] for number in range(500))
    assert not set(codes) & set("AEIOUaeiou01L")


def test_a_key_is_told_from_another_and_not_shown() -> None:
    assert ONE.key_id == Pseudonyms(b"0123456789abcdef" * 2).key_id != OTHER.key_id
    assert ONE.key_id not in "0123456789abcdef" * 2
