"""Random departures from the rules of a case, about one of their occasions or all; they stand beside the record."""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random

from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord
from practice_check.rulebook import model as m

#: Cases that have departures, of all: few enough that what the record alone comes to is compared as often as before.
SHARE = 0.25


def with_severity(random: Random, rule: m.Rule) -> m.Rule:
    """The rule with some severity: of high severity a departure has to be agreed."""
    return rule.model_copy(update={"severity": random.choice(("high", "medium"))})


def departures(
    random: Random, records: Sequence[CaseRecord], rules: Mapping[str, m.Rule], as_of: dt.date
) -> list[DepartureRow]:
    if random.random() > SHARE:
        return []
    return [_row(random, random.choice(records), rules, as_of) for _ in range(random.randrange(1, 6))]


def _row(random: Random, record: CaseRecord, rules: Mapping[str, m.Rule], as_of: dt.date) -> DepartureRow:
    rule = random.choice(list(rules.values()))
    dated = [row for table in ("contacts", "events", "plans") for row in getattr(record, table) or [] if row.date]
    opener = random.choice(dated) if dated else None
    near = [None, None, None, as_of, as_of - dt.timedelta(1), as_of + dt.timedelta(1)]
    return DepartureRow(
        crn=record.crn,
        event_number=random.choice((None, record.event_number, record.event_number + 1)),
        rule=random.choice((rule.id, rule.id, rule.id, *rule.answers)),
        opened=random.choice((None, None, None, record.start_date, opener and opener.date)),
        about=random.choice((None, None, None, None, opener and opener.row_id)),
        reason="Agreed that it would do harm.",
        by=random.choice(("A. Marsh", "B Stone")),
        agreed_by=random.choice((None, "Marsh, A", "b. stone", "C Field", "C Field")),
        expires=random.choice(near),
        date=random.choice(near),
    )
