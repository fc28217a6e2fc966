"""Whatever mixture of forms a column has, every date that is read is the date that was meant, or else a fault."""

import calendar
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from practice_check.cells.date_columns import Doubt, doubt, guess_forms
from practice_check.cells.date_forms import EXCEL_NUMBER, USUAL_FORMS, DateForms, Form
from practice_check.cells.fault import CellFault

_PROPERTY = settings(max_examples=100, deadline=2000)
_DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2049, 12, 31))
_BY_NAME = {form.written: form for form in USUAL_FORMS}
_FORMS = st.sampled_from(USUAL_FORMS)
_TIMES = st.sampled_from(["", "", " 09:30", "T00:00:00", " 11:59 pm"])
_COUNT_START = dt.date(1899, 12, 30)


def _read(value: object, forms: DateForms, found: Doubt | None) -> dt.date | None:
    """What a reader takes the cell for; None for a fault."""
    if found is not None and found.touches(value):
        return None
    try:
        return forms.read(value)
    except CellFault as fault:
        assert fault.message and fault.mend
        return None


@given(days=st.lists(_DAYS, min_size=1, max_size=12), declared=st.lists(_FORMS, min_size=1, max_size=4), data=st.data())
@_PROPERTY
def test_cells_in_the_forms_that_are_declared(days: list[dt.date], declared: list[Form], data: st.DataObject) -> None:
    forms = DateForms.parse([*(form.written for form in declared), EXCEL_NUMBER])
    cells: list[object] = []
    for day in days:
        form = data.draw(st.sampled_from(declared))
        serial = (day - _COUNT_START).days
        cells.append(data.draw(st.sampled_from([form.example(day) + data.draw(_TIMES), day, serial, float(serial)])))
    found = doubt(cells, forms)
    for day, cell in zip(days, cells, strict=True):
        assert _read(cell, forms, found) in (day, None)
    if len(declared) == 1 and found is None:
        assert [_read(cell, forms, None) for cell in cells] == days


@given(
    days=st.lists(_DAYS, min_size=1, max_size=12),
    tell_tale=st.dates(dt.date(1990, 1, 13), dt.date(2030, 12, 31)).filter(lambda day: day.day > 12),
    name=st.sampled_from(["dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "dd.MM.yy", "MM dd yyyy"]),
    data=st.data(),
)
@_PROPERTY
def test_cells_the_other_way_round_than_declared(
    days: list[dt.date], tell_tale: dt.date, name: str, data: st.DataObject
) -> None:
    forms, form = DateForms.parse([name]), _BY_NAME[name]
    mirror = form.mirrored
    assert mirror is not None
    cells = [data.draw(st.sampled_from([form, mirror])).example(day) for day in days] + [mirror.example(tell_tale)]
    found = doubt(cells, forms)
    assert found is not None and found.message and found.mend
    for day, cell in zip([*days, tell_tale], cells, strict=True):
        assert _read(cell, forms, found) in (day, None)


@given(days=st.lists(_DAYS, min_size=6, max_size=60), british=st.booleans(), serial=st.booleans())
@_PROPERTY
def test_a_csv_that_an_excel_of_the_other_country_has_opened(days: list[dt.date], british: bool, serial: bool) -> None:
    form = _BY_NAME["dd/MM/yyyy" if british else "MM/dd/yyyy"]
    forms = DateForms.parse([form.written, EXCEL_NUMBER])
    cells: list[object] = []
    for day in days:
        if day.day <= 12:
            swapped = dt.date(day.year, day.day, day.month)
            cells.append((swapped - _COUNT_START).days if serial else dt.datetime.combine(swapped, dt.time()))
        else:
            cells.append(form.example(day))
    texts = sum(isinstance(cell, str) for cell in cells)
    if min(texts, len(cells) - texts) < 3:
        return  # too few to tell from dates that were typed in
    found = doubt(cells, forms)
    for day, cell in zip(days, cells, strict=True):
        assert _read(cell, forms, found) in (day, None)


@given(days=st.lists(_DAYS, min_size=1, max_size=30), form=_FORMS)
@_PROPERTY
def test_a_form_that_is_guessed_reads_right_or_is_asked_about(days: list[dt.date], form: Form) -> None:
    cells = [form.example(day) for day in days]
    guess = guess_forms(cells)
    assert guess.share == 1
    if guess.ambiguous:
        return
    forms = DateForms.parse(guess.forms)
    assert [forms.read(cell) for cell in cells] == days


@given(value=st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes() | st.dates())
@_PROPERTY
def test_anything_at_all_is_a_day_or_a_fault(value: object) -> None:
    forms = DateForms.parse([*(form.written for form in USUAL_FORMS), EXCEL_NUMBER])
    day = _read(value, forms, doubt([value] * 4, forms))
    assert day is None or 1900 <= day.year <= 2101
    forms.either_way(value)
    guess_forms([value])


@given(moment=st.datetimes(dt.datetime(1996, 1, 2), dt.datetime(2060, 1, 1)))
@_PROPERTY
def test_a_moment_with_its_zone_is_of_the_day_in_london(moment: dt.datetime) -> None:
    def last_sunday(month: int) -> dt.datetime:
        days = [day for day in range(25, 32) if dt.date(moment.year, month, day).weekday() == calendar.SUNDAY]
        return dt.datetime(moment.year, month, days[-1], 1)

    summer = last_sunday(3) <= moment < last_sunday(10)
    local = moment + dt.timedelta(hours=1 if summer else 0)
    text = moment.isoformat(timespec="seconds") + "Z"
    assert DateForms.parse(["yyyy-MM-dd"]).read(text) == local.date()
