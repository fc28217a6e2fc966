"""Several orders of a person: what each sees of the person's tables, and which of them leads."""

import datetime as dt

from practice_check.records.model import CaseRecord, Contact, Requirement
from practice_check.rulebook.values import Duration
from practice_check.timeline.case import CaseInTime
from practice_check.timeline.orders import Orders

JAN, MARCH, JUNE = dt.date(2026, 1, 5), dt.date(2026, 3, 2), dt.date(2026, 6, 1)
VISIT = Contact(row_id="1", source="cases.xlsx, contacts, row 2", date=MARCH, kind="office")
CALL = Contact(row_id="2", source="cases.xlsx, contacts, row 3", date=JUNE, kind="telephone")


def record(number: int, start: dt.date, *contacts: Contact, end: dt.date | None = None) -> CaseRecord:
    return CaseRecord(
        crn="X900001",
        event_number=number,
        start_date=start,
        end_date=end,
        contacts=list(contacts),
        requirements=[Requirement(row_id=str(number))],
    )


FIRST, SECOND = record(1, MARCH, VISIT), record(2, JAN, VISIT, CALL, end=JUNE)
RECORDS = [SECOND, FIRST]


def case(of: CaseRecord, orders: Orders | None = None) -> CaseInTime:
    return CaseInTime(of, RECORDS, JUNE.toordinal() + 30, Duration(2, "week"), orders)


def test_each_row_of_the_persons_is_seen_once_and_belongs_to_the_order_with_the_lowest_number() -> None:
    orders = Orders(RECORDS)
    assert case(FIRST, orders).rows("contacts") == case(SECOND, orders).rows("contacts") == [VISIT, CALL]
    assert case(FIRST, orders).table("contacts").others == {1: 2}
    assert case(SECOND, orders).table("contacts").others == {0: 1}
    assert case(SECOND).table("contacts").others == {0: 1}  # read by itself it sees the same


def test_an_order_sees_no_more_than_its_own_of_what_belongs_to_an_order() -> None:
    assert [row.row_id for row in case(FIRST).rows("requirements")] == ["1"]


def test_the_order_that_started_first_leads_for_as_long_as_it_lasts() -> None:
    days = [day.toordinal() for day in (JAN, MARCH, JUNE, JUNE + dt.timedelta(days=1))]
    assert [case(FIRST).lead_order(day).event_number for day in days] == [2, 2, 2, 1]
    assert case(FIRST).lead_order(JAN.toordinal() - 1) is FIRST  # none is live


def test_a_row_opens_under_its_own_order_and_under_the_lead_order_where_its_day_lies_outside() -> None:
    later = JUNE.toordinal() + 5
    assert case(FIRST).opens_under("contacts", 1, JUNE.toordinal()) is SECOND
    assert case(FIRST).opens_under("contacts", 1, later) is FIRST
    assert case(SECOND).opens_under("contacts", 0, MARCH.toordinal()) is FIRST
