"""What the export can decide for no case, for people: said once, and left out of the lists and counts of the cases.

The machine formats carry those findings like all others.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from practice_check.audit.results import CaseSummary, Finding, Results, counts_of
from practice_check.audit.undecidable import Lacking, Undecidable
from practice_check.reports import words
from practice_check.reports.selection.select import Key, key_of
from practice_check.vocabulary.explain import sheet

_MOST_NAMED = 3


@dataclass(frozen=True)
class ToldOnce:
    """``of``: how many rules the run had. ``wanting``: what the export does not hold, with how many of the rules that
    could not be told would take it, most first.
    """

    rules: list[Undecidable]
    of: int
    wanting: list[tuple[str, int]]

    @property
    def findings(self) -> int:
        """How many verdicts the record cannot tell for this reason."""
        return sum(each.findings for each in self.rules)

    @property
    def sentence(self) -> str:
        """The one sentence of the run; empty where there is nothing to say."""
        if not self.rules:
            return ""
        told = f"{len(self.rules):,} of {words.number(self.of, 'rule')} could not be told for any case"
        return (
            f"{told}, since the export has {_no(self.wanting)}. "
            "practice-check records inspect EXPORT says what would unlock them."
        )


def told_once(results: Results) -> ToldOnce:
    counted = Counter(each for rule in results.undecidable for each in rule.missing)
    named = sorted(((lacking(each), count) for each, count in counted.items()), key=lambda pair: (-pair[1], pair[0]))
    return ToldOnce(results.undecidable, len(results.rules), named)


def for_people(results: Results) -> Results:
    """The results without the findings that are told once for the run, and the cases' counts without them.

    The counts of the run stay those of the whole run.
    """
    rules = {each.rule for each in results.undecidable}
    if not rules:
        return results
    left_out: dict[Key, int] = Counter(key_of(one) for one in results.findings if _is_told_once(one, rules))
    return results.model_copy(
        update={
            "findings": [one for one in results.findings if not _is_told_once(one, rules)],
            "cases": [_counted(case, left_out.get(key_of(case), 0)) for case in results.cases],
        }
    )


def _is_told_once(finding: Finding, rules: set[str]) -> bool:
    return finding.verdict == "cannot_tell" and finding.rule in rules


def _counted(case: CaseSummary, left_out: int) -> CaseSummary:
    if not left_out:
        return case
    left = Counter(case.counts)
    left["cannot_tell"] -= left_out
    return case.model_copy(update={"counts": counts_of(left.elements())})


# ---------------------------------------------------------------- words


def lacking(what: Lacking) -> str:
    """What the export does not hold, as one says that there is none of it: "'checks' sheet"."""
    column = what.column.replace("_", " ") if what.column else ""
    if what.sheet == "cases":
        return f"column '{column}' for the cases"
    name = sheet(what.sheet).removeprefix("the ")
    if what.rows:
        return f"complete {name}"
    return f"column '{column}' in its {name}" if column else name


def _no(wanting: Sequence[tuple[str, int]]) -> str:
    """What there is none of, as "no 'victims' sheet (wanted by 12), no 'checks' sheet (9), and lacks 3 more things"."""
    first, *others = wanting[:_MOST_NAMED]
    named = [f"no {first[0]} (wanted by {first[1]:,})", *(f"no {what} ({count:,})" for what, count in others)]
    rest = len(wanting) - len(named)
    return f"{', '.join(named)} and lacks {words.number(rest, 'more thing')}" if rest > 0 else words.listed(named)
