"""What is packed for a browser comes out as it went in, and small."""

import base64
import re
import zlib

from hypothesis import given
from hypothesis import strategies as st

from practice_check.reports.escape import plain
from practice_check.reports.html.packing import BETWEEN, MARK, Packed, packed, packed_fragments

_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)


def _unpacked(block: str) -> str:
    return zlib.decompress(base64.b64decode(block)).decode()


def _fragments(made: Packed) -> list[str]:
    """As the script of the report does it."""
    phrases = _unpacked(made.phrases).split(BETWEEN)
    fragments = [fragment for block in made.blocks for fragment in _unpacked(block).split(BETWEEN)]
    return [re.sub(f"{MARK}(...)", lambda found: phrases[int(found[1], 36)], fragment) for fragment in fragments]


@given(st.lists(_TEXT, min_size=1, max_size=9), st.lists(_TEXT, max_size=9), st.integers(1, 4))
def test_fragments_come_out_as_they_went_in(shared: list[str], own: list[str], in_block: int) -> None:
    fragments = [f"{''.join(shared)} 7 {text}" for text in (own or [""])]
    assert _fragments(packed_fragments(fragments, in_block)) == fragments


def test_there_are_so_many_in_a_block_in_their_order() -> None:
    made = packed_fragments([f"case {number}" for number in range(10)], 4)
    assert [len(_unpacked(block).split(BETWEEN)) for block in made.blocks] == [4, 4, 2]


def test_what_cases_have_in_common_is_packed_once() -> None:
    common = " ".join(f"{word} " * 9 for word in ("screening", "plan", "review", "visit")) * 40
    alone = len(packed(common))
    made = packed_fragments([common + str(number) for number in range(50)], 1)
    assert sum(map(len, made.blocks)) + len(made.phrases) < alone + 50 * 60


def test_phrases_that_save_as_much_stand_in_the_order_in_which_they_come() -> None:
    phrases = [letter * 12 for letter in "sphinx of quartz" if letter != " "]
    fragment = "7".join(dict.fromkeys(phrases))
    assert _unpacked(packed_fragments([fragment, fragment], 1).phrases).split(BETWEEN) == list(dict.fromkeys(phrases))


def test_no_text_that_is_shown_can_hold_a_mark() -> None:
    assert plain(f"a{MARK}b{BETWEEN}c") == "abc"


def test_what_is_packed_can_stand_anywhere_in_html() -> None:
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed("</script><!-- 日本語"))
