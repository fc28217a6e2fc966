"""``burst``: far more entries lately than before, as when reviews are written for an inspection.

A rate is taken over the days on which a person's orders ran and the export covers the entries, so that a caseload that
has grown and an export that is cut show no burst.
"""

from practice_check.caseload.form import Cases, Form, Told, number, of_cases
from practice_check.caseload.person import Case, Person
from practice_check.rulebook import caseload as c
from practice_check.timeline.days import Stretches, merged, subtract
from practice_check.timeline.truth import TRUE
from practice_check.vocabulary.resolve import Resolve

#: Entries lately and before, days lately and before, and the cases of those lately.
Counted = tuple[int, int, int, int, tuple[Case, ...]]


class BurstWatch(Form[Counted]):
    def __init__(self, burst: c.Burst, resolve: Resolve, as_of: int) -> None:
        self._of = burst.of
        self._last, self._before = resolve.duration(burst.last, as_of), resolve.duration(burst.before, as_of)
        self._times, self._at_least = resolve.number(burst.times, as_of), resolve.number(burst.at_least, as_of)
        lately = subtract(as_of, self._last)
        #: The days lately, and those before, each from the first to the day after the last.
        self._lately = (lately + 1, as_of + 1)
        self._earlier = (subtract(lately, self._before) + 1, lately + 1)
        self._counts = [0, 0, 0, 0]
        self._cases = Cases()

    def unseen(self, person: Person) -> str | None:
        if all(reading.case.start is None for reading in person.readings):
            return "the start date"
        return person.unseen(self._of.entry, list(self._of.where))

    def see(self, person: Person) -> Counted:
        running: Stretches = []
        for reading in person.readings:
            first, last = person.covered(reading, self._of.entry)
            if reading.case.start is not None:
                end = min(reading.case.order_end, last)
                running.append((max(reading.case.start, first), end + 1))
        running = merged([(max(start, self._earlier[0]), min(end, self._lately[1])) for start, end in running])
        lately = earlier = 0
        cases = []
        for seen in person.entries(self._of):
            day = seen.found.day
            if seen.found.truth is not TRUE or not any(start <= day < end for start, end in running):
                continue
            if day >= self._lately[0]:
                lately += 1
                cases.append(seen.case)
            else:
                earlier += 1
        return lately, earlier, _days(running, self._lately), _days(running, self._earlier), tuple(dict.fromkeys(cases))

    def add(self, seen: Counted) -> None:
        self._counts = [before + more for before, more in zip(self._counts, seen[:4], strict=True)]
        self._cases.add(seen[4])

    def told(self) -> list[Told]:
        lately, earlier, days_lately, days_earlier = self._counts
        if lately < self._at_least or not days_earlier:
            return []
        if lately * days_earlier < self._times * earlier * days_lately:
            return []
        slots = {
            "count": number(lately),
            "last": str(self._last),
            "before": str(self._before),
            "compared": self._compared(lately * days_earlier, earlier * days_lately),
            "cases": of_cases(self._cases.total),
        }
        return [Told(slots, self._cases)]

    def _compared(self, lately: int, earlier: int) -> str:
        if not earlier:
            return f"after none in the {self._before} before"
        times = f"{lately / earlier:.1f}".removesuffix(".0")
        return f"{times} times as often as in the {self._before} before"


def _days(running: Stretches, window: tuple[int, int]) -> int:
    return sum(max(0, min(end, window[1]) - max(start, window[0])) for start, end in running)
