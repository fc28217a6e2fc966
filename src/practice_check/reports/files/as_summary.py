"""The run in one small CSV table: a row a rule, and how often it came to each verdict."""

import csv
import io
from collections import Counter, defaultdict

from practice_check.audit.results import VERDICTS, Results
from practice_check.reports.escape import for_spreadsheet
from practice_check.reports.selection.select import Key, key_of

#: The columns, in order. ``cases``: those in which the rule has any verdict but not_applicable.
SUMMARY_COLUMNS = ("rule", "title", "outcome", "severity", "owner", "cases", *VERDICTS)


def as_summary(results: Results) -> bytes:
    """Of the whole run. What could not be checked at all belongs to no rule, and has a row without one.

    With a byte order mark, by which Excel knows that the text is UTF-8.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    cases: dict[str, set[Key]] = defaultdict(set)
    for finding in results.findings:
        counts[finding.rule][finding.verdict] += 1
        if finding.verdict != "not_applicable":
            cases[finding.rule].add(key_of(finding))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(SUMMARY_COLUMNS)
    for rule_id in sorted(counts):
        rule = results.rules.get(rule_id)
        said = (rule.title, rule.outcome, rule.severity, rule.owner) if rule else ("The whole case", None, None, None)
        figures = (len(cases[rule_id]), *(counts[rule_id][verdict] for verdict in VERDICTS))
        writer.writerow([for_spreadsheet(value) for value in (rule_id, *said, *figures)])
    return out.getvalue().encode("utf-8-sig")
