"""The shipped rules on the demonstration caseload, held against the oracle."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from practice_check.demo import generate
from practice_check.rulebook import Rulebook

from .comparing import Case

AS_OF = dt.date(2026, 10, 30)


def people(size: int, seed: int, rulebook: Rulebook, as_of: dt.date = AS_OF) -> Iterator[Case]:
    """The persons of a demonstration caseload, each with all of the shipped rules."""
    records = generate(size, seed, as_of)
    for _, own in groupby(records, key=lambda record: record.crn):
        yield Case(seed, list(own), as_of, rulebook.rules, rulebook.parameters, rulebook.vocabulary)
