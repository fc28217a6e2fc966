"""The rules that judged: what each asks, why, where it comes from, and how often it gave each verdict."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from practice_check.audit.results import VERDICTS, RuleInfo
from practice_check.reports import words
from practice_check.reports.selection.items import View
from practice_check.reports.workbook import columns as c
from practice_check.reports.workbook.sheet import Column, Table, Value
from practice_check.rulebook.model import VerdictWord

NAME = "Rules"

_COLUMNS = (
    Column("Rule", 26),
    Column("Title", 40),
    Column("Question", 40),
    Column("Kind", 10),
    c.SEVERITY,
    c.OWNER,
    Column("Why it matters", 44),
    Column("Sources", 36),
    Column("Where its limit comes from", 18),
    *(Column(words.VERDICTS[verdict][:1].upper() + words.VERDICTS[verdict][1:], 11) for verdict in VERDICTS),
)


def rules(view: View) -> Table:
    counts = Counter((finding.rule, finding.verdict) for finding in view.results.findings)
    for name, rule in view.results.rules.items():
        counts[name, "not_applicable"] = max(counts[name, "not_applicable"], rule.not_applicable)
    return rules_of(view.results.rules, counts)


def rules_of(found: Mapping[str, RuleInfo], counts: Counter[tuple[str, VerdictWord]]) -> Table:
    """``counts``: how often each rule gave each verdict."""
    return Table(NAME, _COLUMNS, _rows(found, counts), none="No rule applied.")


def _rows(found: Mapping[str, RuleInfo], counts: Counter[tuple[str, VerdictWord]]) -> Iterator[Sequence[Value]]:
    for rule_id, rule in sorted(found.items(), key=lambda pair: (pair[1].outcome, pair[0])):
        yield (
            rule_id,
            rule.title,
            rule.question,
            rule.kind,
            rule.severity,
            words.OWNERS[rule.owner],
            rule.why,
            c.sources(rule),
            "local default" if rule.local_default else "the reports, if it has one",
            *(counts[rule_id, verdict] for verdict in VERDICTS),
        )
