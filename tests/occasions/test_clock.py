"""The clock of what opens before the order itself does: a case that is allocated ahead of its first day."""

import datetime as dt

import pytest

from practice_check.occasions.clock import Clock, Clocks, Pauses
from practice_check.records.model import CaseRecord, StatusPeriod
from practice_check.rulebook import Rulebook, load
from practice_check.rulebook.values import Duration
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.days import NEVER
from practice_check.vocabulary.conditions import Conditions, Reading
from practice_check.vocabulary.resolve import Resolve

START = dt.date(2015, 6, 22)
ALLOCATED = dt.date(2015, 6, 21)
FIVE_DAYS = Duration(5, "day")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def _clock(book: Rulebook, as_of: dt.date, *statuses: StatusPeriod) -> Clock:
    record = CaseRecord(crn="X000001", event_number=1, start_date=START, statuses=list(statuses))
    resolve = Resolve(book.parameters)
    case = CaseInTime(record, [record], as_of.toordinal(), Duration(7, "day"))
    return Clocks(Conditions(Reading.of(case, book.vocabulary, resolve))).of(Pauses(None, 0))


def test_it_runs_from_the_first_day_of_an_order_that_is_still_to_begin(book: Rulebook) -> None:
    due, unknown = _clock(book, ALLOCATED).due(ALLOCATED.toordinal(), FIVE_DAYS)
    assert (dt.date.fromordinal(due), unknown) == (dt.date(2015, 6, 27), False)


def test_who_is_in_custody_before_the_order_has_begun_has_no_due_date_yet(book: Rulebook) -> None:
    clock = _clock(book, ALLOCATED, StatusPeriod(kind="custody", start=dt.date(2015, 5, 26), end=None))
    assert clock.due(ALLOCATED.toordinal(), FIVE_DAYS) == (NEVER, False)


def test_who_may_be_in_custody_before_the_order_has_begun_may_have_none(book: Rulebook) -> None:
    clock = _clock(book, ALLOCATED, StatusPeriod(kind="custody", start=dt.date(2015, 5, 26)))
    assert clock.due(ALLOCATED.toordinal(), FIVE_DAYS)[1]
    assert [want.field for want in clock.seeing(ALLOCATED.toordinal()).wants] == ["end"]
