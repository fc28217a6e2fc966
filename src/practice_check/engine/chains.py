"""The rule that finds the consequences of an open finding, and its facts.

A finding that rests on another (no analysis, since there was no screening) is a consequence of it where both are open.
"""

from practice_check.engine.clauses import Compare, Fact, Of, Rule, compiled
from practice_check.engine.machine import Form, held

CARRIED = {"open": ("finding",), "rests": ("dependent", "root")}

RULES = (
    Rule(
        "consequence",
        (
            Fact("rests", "rests"),
            Fact("dependent", "open", (Compare("finding", "==", Of("rests", "dependent")),)),
            Fact("root", "open", (Compare("finding", "==", Of("rests", "root")),)),
        ),
        repeats=True,
    ),
)

_OPEN, _RESTS = (Form(kind, fields) for kind, fields in CARRIED.items())


def ruleset() -> str:
    """The rule, compiled."""
    return compiled(RULES, CARRIED)


def open_finding(finding: int) -> str:
    """The fact that the rule numbered ``finding`` has an open finding."""
    return _OPEN.fact(finding)


def rests_on(dependent: int, root: int) -> str:
    """The fact that one rule's finding rests on another's."""
    return _RESTS.fact(dependent, root)


def pair(firing: str) -> tuple[int, int]:
    """The (dependent, root) that a firing found."""
    _, facts = held(firing)
    return facts["rests"]["dependent"], facts["rests"]["root"]
