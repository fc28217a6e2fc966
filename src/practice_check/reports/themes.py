"""What a rule is about, as far as the first screen must know it to put the right people first.

A rule that says its own themes is believed. For the others they are read from the words of its id, by this table and
nowhere else.

| theme | the id has |
|---|---|
| child | one of ``CHILD`` |
| victim | one of ``VICTIM`` |
| high-risk | one of ``HIGH_RISK`` |
| contradiction | one of ``CONTRADICTION`` |
| exposed | child or victim, and one of ``ACTION``: the step that is open protects somebody |
"""

from practice_check.audit.results import RuleInfo

CHILD = ("child", "household", "safeguarding", "new-relationship", "checks", "check-results")
VICTIM = (
    "victim",
    "vlo",
    "domestic-abuse",
    "restriction",
    "restrictive",
    "restraining",
    "protective",
    "risk-change",
    "checks",
    "check-results",
    "marac",
)
HIGH_RISK = ("mappa", "visor", "risk-change", "high-risk", "high-rosh")
CONTRADICTION = ("contradict", "disagree", "conflict")
ACTION = (
    "check",
    "referr",
    "concern",
    "breach",
    "told",
    "notif",
    "acted",
    "conference",
    "procedures",
    "known",
)

#: How a theme stands on a screen.
LABELS = {"child": "child", "victim": "victim", "high-risk": "high risk"}


def themes_of(rule_id: str, rule: RuleInfo | None) -> frozenset[str]:
    """The themes of a rule: its own, else those that its id shows."""
    if rule is not None and rule.themes:
        return frozenset(rule.themes)
    table = {"child": CHILD, "victim": VICTIM, "high-risk": HIGH_RISK, "contradiction": CONTRADICTION}
    found = {theme for theme, words in table.items() if any(word in rule_id for word in words)}
    if found & {"child", "victim"} and any(word in rule_id for word in ACTION):
        found.add("exposed")
    return frozenset(found)
