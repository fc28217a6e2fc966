"""A run of any size, as those reports take it that look at it case by case."""

from collections.abc import Iterator
from itertools import groupby
from typing import Protocol

from practice_check.audit.checked import CheckedCase
from practice_check.audit.parts import Wanting
from practice_check.audit.results import Results


class Checked(Protocol):
    """``head``: the results but for ``cases``, ``findings``, ``histories`` and ``wanting``. The others give what they
    give in the order of the results, from the beginning whenever they are called."""

    @property
    def head(self) -> Results: ...
    def cases(self) -> Iterator[CheckedCase]: ...
    def wanting(self) -> Iterator[Wanting]: ...


def people(run: Checked) -> Iterator[list[CheckedCase]]:
    """The cases of each person together: they stand so in the results."""
    return (list(cases) for _, cases in groupby(run.cases(), key=lambda case: case.crn))
