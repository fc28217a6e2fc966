"""The rules that decide a situation, and the facts that they read.

The truth, in order of precedence:

====  ==========  =================================================================================================
line  outcome     holds when
====  ==========  =================================================================================================
1     irrelevant  not ``relevant``
2     met         wanted: some evidence has a tally >= ``needed`` and ``counts_from`` <= day <= ``due``;
                  at most: the tally <= ``needed``
3     excepted    ``excepted``
4     closed      ``ends`` < ``due`` and ``ends`` <= ``as_of``
5     late        wanted: some evidence has a tally >= ``needed`` and ``due`` < day <= ``as_of``;
                  at most: never
6     departed    ``departed``
7     due         ``as_of`` <= ``due``
8     gap         otherwise
====  ==========  =================================================================================================

Evidence dated after ``as_of`` that is in time (an appointment given for a day to come) is met.

A line is one engine rule, or two: where evidence is wanted, and for at most. Each says also that no line above it
holds, so that exactly one fires for a situation. A situation is one fact ``occasion``; each entry of its evidence is
a fact ``entry``; the day on which the duty ended is a fact ``end``, of which there is none where it did not. All carry
the situation's number, ``occ``. The occasion is read after the others: with it, the engine decides what is absent.
"""

import re

from practice_check.engine.clauses import Compare, Fact, Of, Own, Rule, compiled
from practice_check.engine.machine import Form
from practice_check.engine.situation import NEVER, EngineFault, Outcome, Situation

#: The fields of each kind of fact. The ``tally`` of an occasion is that of at most; 0 where evidence is wanted.
CARRIED = {
    "entry": ("occ", "day", "tally"),
    "end": ("occ", "day"),
    "occasion": (
        *("occ", "relevant", "excepted", "departed", "at_most"),
        *("counts_from", "due", "as_of", "needed", "tally"),
    ),
}

_SAME = Compare("occ", "==", Of("occasion", "occ"))

_RELEVANT = Compare("relevant", "==", 1)
_WANTED = (_RELEVANT, Compare("at_most", "==", 0))
_AT_MOST = (_RELEVANT, Compare("at_most", "==", 1))
_EXCEEDED = (*_AT_MOST, Compare("tally", ">", Own("needed")))
_EXCEPTED = Compare("excepted", "==", 1)
_NOT_EXCEPTED = Compare("excepted", "==", 0)
_DEPARTED = (_NOT_EXCEPTED, Compare("departed", "==", 1))
_NOT_EXCUSED = (_NOT_EXCEPTED, Compare("departed", "==", 0))
_NOT_PAST_DUE = Compare("as_of", "<=", Own("due"))
_PAST_DUE = Compare("as_of", ">", Own("due"))

_ENOUGH = (_SAME, Compare("tally", ">=", Of("occasion", "needed")))
_TIMELY = (
    *_ENOUGH,
    Compare("day", ">=", Of("occasion", "counts_from")),
    Compare("day", "<=", Of("occasion", "due")),
)
_BELATED = (*_ENOUGH, Compare("day", ">", Of("occasion", "due")), Compare("day", "<=", Of("occasion", "as_of")))
_CLOSING = (_SAME, Compare("day", "<", Of("occasion", "due")), Compare("day", "<=", Of("occasion", "as_of")))

_IN_TIME = Fact("in_time", "entry", _TIMELY)
_NONE_IN_TIME = Fact("in_time", "entry", _TIMELY, absent=True)
_LATE = Fact("late", "entry", _BELATED)
_NONE_LATE = Fact("late", "entry", _BELATED, absent=True)
_ENDED = Fact("ended", "end", _CLOSING)
_NOT_ENDED = Fact("ended", "end", _CLOSING, absent=True)


def _occasion(*comparisons: Compare) -> Fact:
    return Fact("occasion", "occasion", comparisons)


#: By line of the table. A rule's name begins with the outcome that it fires for.
RULES = (
    Rule("irrelevant", (_occasion(Compare("relevant", "==", 0)),)),
    Rule("met", (_occasion(*_WANTED), _IN_TIME)),
    Rule("met_at_most", (_occasion(*_AT_MOST, Compare("tally", "<=", Own("needed"))),)),
    Rule("excepted", (_occasion(*_WANTED, _EXCEPTED), _NONE_IN_TIME)),
    Rule("excepted_at_most", (_occasion(*_EXCEEDED, _EXCEPTED),)),
    Rule("closed", (_occasion(*_WANTED, _NOT_EXCEPTED), _ENDED, _NONE_IN_TIME)),
    Rule("closed_at_most", (_occasion(*_EXCEEDED, _NOT_EXCEPTED), _ENDED)),
    Rule("late", (_occasion(*_WANTED, _NOT_EXCEPTED), _LATE, _NONE_IN_TIME, _NOT_ENDED)),
    Rule("departed", (_occasion(*_WANTED, *_DEPARTED), _NONE_IN_TIME, _NONE_LATE, _NOT_ENDED)),
    Rule("departed_at_most", (_occasion(*_EXCEEDED, *_DEPARTED), _NOT_ENDED)),
    Rule("due", (_occasion(*_WANTED, *_NOT_EXCUSED, _NOT_PAST_DUE), _NONE_IN_TIME, _NOT_ENDED)),
    Rule("due_at_most", (_occasion(*_EXCEEDED, *_NOT_EXCUSED, _NOT_PAST_DUE), _NOT_ENDED)),
    Rule("gap", (_occasion(*_WANTED, *_NOT_EXCUSED, _PAST_DUE), _NONE_IN_TIME, _NONE_LATE, _NOT_ENDED)),
    Rule("gap_at_most", (_occasion(*_EXCEEDED, *_NOT_EXCUSED, _PAST_DUE), _NOT_ENDED)),
)

_OUTCOMES = {rule.name: Outcome(rule.name.removesuffix("_at_most")) for rule in RULES}
_ENTRY, _END, _OCCASION = (Form(kind, fields) for kind, fields in CARRIED.items())
#: The head of a firing: the rule, then the occasion, whose first field is its number.
_HEAD = re.compile(r'\{"(\w+)":\{"occasion":\{"occ":(\d+),')


def ruleset() -> str:
    """The rules, compiled."""
    return compiled(RULES, CARRIED)


def facts(occ: int, situation: Situation) -> tuple[list[str], str]:
    """The situation numbered ``occ`` (1 or more) as facts: those to be read first, and the occasion.

    Raises TypeError where a day, tally or flag is not a whole number.
    """
    s = situation
    first = [] if s.at_most else [_ENTRY.fact(occ, day, tally) for day, tally in s.evidence]
    if s.ends != NEVER:
        first.append(_END.fact(occ, s.ends))
    tally = s.evidence[0][1] if s.at_most else 0
    flags = (s.relevant, s.excepted, s.departed, s.at_most)
    occasion = _OCCASION.fact(occ, *flags, s.counts_from, s.due, s.as_of, s.needed, tally)
    return first, occasion


def decided(firing: str) -> tuple[int, Outcome]:
    """The number of the situation that a firing decides, and its outcome. Raises EngineFault if it reads otherwise."""
    head = _HEAD.match(firing)
    if head is None or head[1] not in _OUTCOMES:
        raise EngineFault(f"a firing of no known rule: {firing[:80]}")
    return int(head[2]), _OUTCOMES[head[1]]
