"""Departures that are written beside the record (section 9 of docs/rule-language.md)."""

from collections.abc import Mapping, Sequence

from practice_check.records.departure import DepartureRow
from practice_check.rulebook import model as m

from .answers import about
from .case import Case
from .due import latest_day
from .occasion import Occasion


def names(row: DepartureRow, rule: m.Rule, rules: Mapping[str, m.Rule]) -> bool:
    """Whether the departure names the rule: by its id, else by an entry of the register that it answers."""
    return row.rule == rule.id if row.rule in rules else row.rule in rule.answers


def departed(case: Case, rule: m.Rule, occasion: Occasion, rows: Sequence[DepartureRow]) -> bool:
    """Whether a departure of the ``rows``, which name the rule, is about the occasion and holds."""
    return any(_is_about(case, rule, occasion, row) and _holds(case, rule, occasion, row) for row in rows)


def _is_about(case: Case, rule: m.Rule, occasion: Occasion, row: DepartureRow) -> bool:
    return (
        rule.kind == "duty"
        and row.crn == case.record.crn
        and row.event_number in (None, case.record.event_number)
        and (row.opened is None or row.opened.toordinal() == occasion.opened)
        and (row.about is None or row.about == about(rule, occasion))
    )


def _holds(case: Case, rule: m.Rule, occasion: Occasion, row: DepartureRow) -> bool:
    if row.expires is not None and case.as_of > row.expires.toordinal():
        return False
    if row.date is not None and case.as_of < row.date.toordinal():
        return False
    latest = latest_day(case, rule, occasion)
    if rule.severity == "high" or (latest is not None and case.as_of > latest):
        return row.agreed_by is not None and _words(row.agreed_by) != _words(row.by)
    return True


def _words(name: str) -> set[str]:
    return set(name.lower().replace(",", " ").replace(".", " ").split())
