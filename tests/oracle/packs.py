"""The rules that ship, held against the oracle on people of the demonstration whose exports are damaged.

All the rules on one person would take the oracle seconds, so each person is held against some, taken in turn, with
those that they watch or rest on.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby, islice
from random import Random

from practice_check.demo import generate
from practice_check.records.model import CaseRecord, Judgement
from practice_check.rulebook import Rulebook, load
from practice_check.rulebook import model as m

from .comparing import Case, rests_on
from .damage import Damage
from .random_departures import departures

AS_OF = dt.date(2026, 10, 30)
#: So many persons are taken from one caseload of the demonstration.
PERSONS = 25


@cache
def shipped() -> Rulebook:
    return load()


def cases(first: int, number: int, rules: int) -> Iterator[Case]:
    """The cases with these numbers, which are the same however many are asked for."""
    rulebook = shipped()
    while number > 0:
        caseload, person = divmod(first, PERSONS)
        wanted = min(number, PERSONS - person)
        for own in islice(_persons(caseload), person, person + wanted):
            yield _case(rulebook, first, own, rules)
            first, number = first + 1, number - 1


def _persons(caseload: int) -> Iterator[list[CaseRecord]]:
    """The people of one caseload; of somebody with several orders the last person's may stand alone."""
    records = generate(3 * PERSONS, caseload + 1, AS_OF)
    for _, own in groupby(records, key=lambda record: record.crn):
        yield list(own)


def _case(rulebook: Rulebook, seed: int, own: list[CaseRecord], rules: int) -> Case:
    random = Random(seed)
    needed = rests_on(rulebook.rules, in_turn(list(rulebook.rules), seed, rules))
    held = {name: rule for name, rule in rulebook.rules.items() if name in needed}
    as_of = _as_of(random, own)
    records = [_answered(random, record, held) for record in Damage(random).some(own)]
    apart = Random(f"departures {seed}")
    rows = departures(apart, records, held, as_of)
    return Case(seed, records, as_of, held, rulebook.parameters, rulebook.vocabulary, rows)


def in_turn(names: list[str], case: int, rules: int) -> list[str]:
    """So many of the rules, from where those of the case before ended."""
    return [names[(case * rules + index) % len(names)] for index in range(min(rules, len(names)))]


def _answered(random: Random, record: CaseRecord, held: Mapping[str, m.Rule]) -> CaseRecord:
    """With some answers of assessors to the rules, beside those that the demonstration has."""
    asking = [rule for rule in held.values() if rule.judge] or list(held.values())
    days = [record.start_date, record.sentence_date, *(row.noted for row in record.factors or [])]
    rows = [
        Judgement(
            rule=random.choice(asking).id,
            question=random.choice((None, None, 1, 1, 2, 3)),
            opened=random.choice((None, None, None, *days)),
            about=random.choice((None, None, None, "accommodation", "alcohol", "e0")),
            answer=random.choice(("above", "above", "below", "not_relevant", None)),
            date=random.choice((None, AS_OF, AS_OF - dt.timedelta(1))),
        )
        for _ in range(random.choice((0, 0, 2, 6)))
    ]
    return record.model_copy(update={"judgements": [*(record.judgements or []), *rows]}) if rows else record


def _as_of(random: Random, own: list[CaseRecord]) -> dt.date:
    """The day of the export, or one in the time of an order, when much is not yet due."""
    start = random.choice(own).start_date
    if start is None or start >= AS_OF or random.random() < 0.5:
        return AS_OF
    return start + dt.timedelta(random.randrange(1, min(500, (AS_OF - start).days) + 1))
