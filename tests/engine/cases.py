"""Situations to decide, what they should come to, and code to run where a crash does no harm."""

import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

from hypothesis import strategies as st

from practice_check.engine import NEVER, Outcome, Situation

_ROOT = Path(__file__).parents[2]


def brute_force(s: Situation) -> Outcome:
    """The truth table, line by line."""
    if not s.relevant:
        return Outcome.IRRELEVANT
    if s.at_most:
        met = s.evidence[0][1] <= s.needed
    else:
        met = any(tally >= s.needed and s.counts_from <= day <= s.due for day, tally in s.evidence)
    if met:
        return Outcome.MET
    if s.excepted:
        return Outcome.EXCEPTED
    if s.ends < s.due and s.ends <= s.as_of:
        return Outcome.CLOSED
    if not s.at_most and any(tally >= s.needed and s.due < day <= s.as_of for day, tally in s.evidence):
        return Outcome.LATE
    if s.departed:
        return Outcome.DEPARTED
    return Outcome.DUE if s.as_of <= s.due else Outcome.GAP


_DAYS = st.integers(735_000, 735_007)  # few, so that days often fall together
_DAYS_OR_NEVER = st.one_of(_DAYS, _DAYS, st.just(NEVER))
_ENTRIES = st.lists(st.tuples(_DAYS, st.integers(0, 4)), max_size=6).map(tuple)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any situation, likely ones and odd ones."""
    counts_from = draw(_DAYS)
    at_most = draw(st.booleans())
    return Situation(
        relevant=draw(st.sampled_from([True, True, True, False])),
        excepted=draw(st.sampled_from([False, False, False, True])),
        counts_from=counts_from,
        due=draw(_DAYS_OR_NEVER),
        as_of=draw(_DAYS),
        ends=draw(_DAYS_OR_NEVER),
        needed=draw(st.integers(0, 3)),
        at_most=at_most,
        evidence=((counts_from, draw(st.integers(0, 4))),) if at_most else draw(_ENTRIES),
        departed=draw(st.sampled_from([False, False, False, True])),
    )


def caseload(count: int, seed: int) -> list[Situation]:
    """Situations as a caseload has them: spread over two years, entries in order with running numbers."""
    choose = random.Random(seed)
    made = []
    for _ in range(count):
        counts_from = 735_000 + choose.randrange(700)
        at_most = choose.random() < 0.05
        days = sorted(counts_from + choose.randrange(-30, 400) for _ in range(choose.choice([0, 0, 1, 1, 2, 5, 12])))
        made.append(
            Situation(
                relevant=choose.random() < 0.6,
                excepted=choose.random() < 0.05,
                counts_from=counts_from,
                due=NEVER if choose.random() < 0.05 else counts_from + choose.choice([5, 10, 15, 30, 112]),
                as_of=735_700,
                ends=counts_from + choose.randrange(400) if choose.random() < 0.3 else NEVER,
                needed=choose.choice([1, 1, 1, 2, 3]),
                at_most=at_most,
                evidence=(
                    ((counts_from, choose.randrange(5)),)
                    if at_most
                    else tuple((day, number) for number, day in enumerate(days, 1))
                ),
                departed=choose.random() < 0.05,
            )
        )
    return made


def wanted(
    *evidence: tuple[int, int],
    due: int = 20,
    as_of: int = 30,
    ends: int = NEVER,
    needed: int = 1,
    excepted: bool = False,
    departed: bool = False,
) -> Situation:
    """A relevant situation that wants evidence from day 10."""
    return Situation(
        relevant=True,
        excepted=excepted,
        counts_from=10,
        due=due,
        as_of=as_of,
        ends=ends,
        needed=needed,
        at_most=False,
        evidence=evidence,
        departed=departed,
    )


def apart(code: str) -> str:
    """Runs code in a process of its own, which can import the package and the tests. What it printed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT / "src"), str(_ROOT)])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout
