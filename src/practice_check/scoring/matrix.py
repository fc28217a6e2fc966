"""The criteria matrix of the area reports (Appendix 6): a criterion is an outcome and a stage of the work."""

from collections.abc import Sequence

#: The outcomes in order: the first figure of a criterion.
OUTCOMES = {
    "assisting-sentencing": "Assisting sentencing",
    "delivering-the-sentence": "Delivering the sentence of the court",
    "reducing-reoffending": "Reducing the likelihood of reoffending",
    "protecting-the-public": "Protecting the public",
    "victims": "Effective work for victims",
}
_STAGES = {
    "1": "assessment and planning",
    "2": "delivery and review",
    "3": "case outcomes",
    "4": "leadership and management",
    "5": "victim contact and restorative justice",
}
CRITERIA = {
    f"{outcome}.{stage}": title
    for outcome in range(1, len(OUTCOMES) + 1)
    for stage, title in _STAGES.items()
    if stage != "5" or outcome == len(OUTCOMES)
}


def scored(criteria: Sequence[str]) -> list[str]:
    """Those that are scored from cases: leadership (x.4) is judged in interviews, and counts where alone."""
    return [each for each in criteria if not each.endswith(".4")] or list(criteria)


def counts_for(outcome: str, criteria: Sequence[str]) -> set[int]:
    """The numbers of the outcomes that a question counts for: its own, and those of its criteria.

    The reports let some questions count both for protecting the public and for victims; the register's reading of
    which (``also_outcome``) stands in the criteria of each rule.
    """
    return {list(OUTCOMES).index(outcome) + 1, *(int(each.split(".")[0]) for each in criteria)}
