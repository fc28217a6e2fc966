"""Whatever two runs hold: every gap of either stands in exactly one state, and the numbers add up."""

import datetime as dt
from collections import Counter
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from practice_check.audit.results import Finding, Results
from practice_check.history import compare
from practice_check.rulebook.model import VerdictWord
from tests.history.made import BEFORE, NOW, case, finding, rule, run

RULES = ("visit", "plan", "review")
WORDS: tuple[VerdictWord, ...] = get_args(VerdictWord)


@st.composite
def occasions(draw: st.DrawFn) -> list[Finding]:
    """Findings of a few people under fingerprints of which two runs will have many in common."""
    found = []
    for name in sorted(draw(st.sets(st.integers(0, 23), max_size=24))):
        crn, rule_of = f"X{name % 3}", RULES[name // 3 % 3]
        word = draw(st.sampled_from((*WORDS, "gap", "gap", "gap")))
        root = draw(st.sampled_from((None, None, "visit")))
        found.append(
            finding(
                str(name),
                word,
                crn=crn,
                rule=rule_of,
                opened=dt.date(2025, 1, 6) + dt.timedelta(days=draw(st.integers(0, 80))),
                due=dt.date(2025, 1, 6) + dt.timedelta(days=draw(st.integers(0, 80))),
                missed=draw(st.sampled_from((None, 1, 3))),
                met_on=draw(st.sampled_from((None, NOW))),
                decided_by=draw(st.sampled_from(("record", "assessor"))),
                root=root if root != rule_of else None,
            )
        )
    return found


@st.composite
def runs(draw: st.DrawFn, as_of: dt.date) -> Results:
    found = draw(occasions())
    left = draw(st.sampled_from((None, None, "X0")))
    present = [each for each in found if each.crn != left]
    kinds = {name: rule("measure" if draw(st.integers(0, 5)) == 0 else "duty") for name in RULES}
    return run(as_of, present, cases=[case(f"X{number}") for number in range(3) if f"X{number}" != left], rules=kinds)


def gaps(results: Results) -> list[str]:
    return [
        each.fingerprint
        for each in results.findings
        if each.verdict == "gap" and results.rules[each.rule].kind == "duty"
    ]


@settings(max_examples=400, deadline=None)
@given(runs(BEFORE), runs(NOW))
def test_every_gap_stands_in_exactly_one_state(old: Results, new: Results) -> None:
    changes = compare(old, new)
    before: Counter[str] = Counter()
    now: Counter[str] = Counter()
    for change in changes.changes:
        told = [(change.fingerprint, change.was), *((each.fingerprint, each.was) for each in change.follows)]
        for fingerprint, was in told:
            if change.state != "new":
                before[was or fingerprint] += 1
            if change.state in ("new", "still_open"):
                now[fingerprint] += 1
    assert before == Counter(gaps(old))
    assert now == Counter(gaps(new))


@settings(max_examples=200, deadline=None)
@given(runs(BEFORE), runs(NOW))
def test_the_numbers_are_those_of_the_list_and_closed_is_shown_by_the_record(old: Results, new: Results) -> None:
    changes = compare(old, new)
    assert changes.counts == dict.fromkeys(changes.counts, 0) | Counter(each.state for each in changes.changes)
    assert changes.long_open <= changes.counts["still_open"]
    held = {each.fingerprint: each.verdict for each in new.findings}
    for change in changes.changes:
        if change.state == "closed":
            assert held[change.fingerprint] in {"met", "met_late", "excepted"}


@settings(max_examples=100, deadline=None)
@given(runs(BEFORE))
def test_a_run_against_itself_has_only_what_is_still_open(results: Results) -> None:
    changes = compare(results, results)
    assert {change.state for change in changes.changes} <= {"still_open"}
    assert all(change.was is None for change in changes.changes)
