"""Dates as our own template has them; one that cannot be read is never guessed at."""

import datetime as dt

from practice_check.cells.date_forms import DateForms

_FORMS = DateForms.parse(["dd/MM/yyyy", "yyyy-MM-dd", "dd-MMM-yyyy", "dd MMM yyyy"], fixed=True)


def read_date(value: object) -> dt.date:
    """The day that a cell gives. Raises CellFault with its mend."""
    return _FORMS.read(value)
