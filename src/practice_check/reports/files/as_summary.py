"""The run in one small CSV table: a row a rule, and how often it came to each verdict."""

from collections.abc import Iterator
from typing import BinaryIO

from practice_check.audit.results import VERDICTS
from practice_check.reports.files.pieces import Pieces
from practice_check.reports.files.table_file import write_csv

#: The columns, in order. ``cases``: those in which the rule has any verdict but not_applicable.
SUMMARY_COLUMNS = ("rule", "title", "outcome", "severity", "owner", "cases", *VERDICTS)


def as_summary(pieces: Pieces, out: BinaryIO) -> None:
    """Of the whole run. What could not be checked at all belongs to no rule, and has a row without one."""
    write_csv(out, SUMMARY_COLUMNS, _rows(pieces))


def _rows(pieces: Pieces) -> Iterator[tuple[object, ...]]:
    found = pieces.of_rules()
    for rule_id in sorted(found):
        rule, of_rule = pieces.head.rules.get(rule_id), found[rule_id]
        said = (rule.title, rule.outcome, rule.severity, rule.owner) if rule else ("The whole case", None, None, None)
        yield (rule_id, *said, of_rule.cases, *(of_rule.verdicts[verdict] for verdict in VERDICTS))
