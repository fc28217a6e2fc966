"""A look at a large caseload by several processes: each looks at some persons, and what they saw is joined in order."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from functools import partial
from itertools import islice

from practice_check import workers
from practice_check.ingest.looking import Look
from practice_check.ingest.problems import InputError
from practice_check.records.holds import Holds
from practice_check.records.model import CaseRecord
from practice_check.records.packing import unpack

_PERSONS = 100  # that a process looks at before it says what it saw
_TIME_LIMIT = 600.0  # seconds for as many


def looked_at(
    persons: Iterable[Sequence[CaseRecord]],
    exported_on: dt.date | None,
    today: dt.date,
    made_of: Mapping[str, Set[str]] | None = None,
) -> tuple[Look, Holds]:
    """What there is to see of the persons, and what they hold."""
    look, holds = Look(exported_on, today, made_of), Holds()
    for orders in persons:
        look.add(orders)
        for record in orders:
            holds.add(record)
    return look, holds


def looked_at_by_processes(
    packed: Iterable[bytes],
    exported_on: dt.date | None,
    today: dt.date,
    made_of: Mapping[str, Set[str]],
    jobs: int,
) -> tuple[Look, Holds]:
    """The same of packed persons. Raises InputError where a process ends before it is done."""
    look, holds = Look(exported_on, today, made_of), Holds()
    see = partial(_seen, exported_on, today)
    try:
        with closing(
            workers.run(_lots(packed), partial(partial, see), jobs=jobs, batch_size=1, time_limit=_TIME_LIMIT)
        ) as found:
            for _, seen in found:
                if isinstance(seen, workers.Lost):
                    raise _ended(seen.detail)
                look.join(seen[0])
                holds.join(seen[1])
    except workers.WorkersError as error:
        raise _ended(str(error)) from error
    return look, holds


def _seen(exported_on: dt.date | None, today: dt.date, packed: Iterable[bytes]) -> tuple[Look, Holds]:
    return looked_at(map(unpack, packed), exported_on, today)


def _lots(packed: Iterable[bytes]) -> Iterator[list[bytes]]:
    persons = iter(packed)
    while lot := list(islice(persons, _PERSONS)):
        yield lot


def _ended(how: str) -> InputError:
    return InputError(
        f"the export could not be looked at as a whole: a process that did so ended before it was done ({how})",
        "see that there is memory left, and check again",
    )
