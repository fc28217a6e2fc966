"""``batch``: many entries of one word with one value of a field on one day, as when one manager signs all at once."""

from collections import defaultdict

from practice_check.caseload.form import Cases, Form, Told, number, of_cases
from practice_check.caseload.person import Case, Person
from practice_check.caseload.sketch import Sketch, marks_of
from practice_check.rulebook import caseload as c
from practice_check.timeline.truth import TRUE
from practice_check.verdicts.messages import day
from practice_check.vocabulary.resolve import Resolve

_MOST_DAYS = 3

#: For each entry whose field is filled: the value, the day, the case.
Entered = tuple[tuple[str, int, Case], ...]


class BatchWatch(Form[Entered]):
    def __init__(self, batch: c.Batch, resolve: Resolve, as_of: int) -> None:
        self._of, self._by = batch.of, batch.by
        self._at_least = resolve.number(batch.at_least, as_of)
        self._sketch = Sketch()
        self._cases: dict[str, dict[int, list[Case]]] = defaultdict(lambda: defaultdict(list))

    def unseen(self, person: Person) -> str | None:
        by = [] if self._by.startswith(c.OF_CASE) else [self._by]
        return person.unseen(self._of.entry, [*self._of.where, *by])

    def see(self, person: Person) -> Entered:
        found = []
        for seen in person.entries(self._of):
            value = seen.value(self._by, c.OF_CASE)
            if seen.found.truth is TRUE and value not in (None, ""):
                found.append((str(value), seen.found.day, seen.case))
        return tuple(found)

    def first(self, seen: Entered) -> bytes:
        return marks_of(_key(value, entered) for value, entered, _ in seen)

    def again(self, seen: Entered) -> Entered | None:
        return seen or None

    def add(self, first: bytes) -> None:
        self._sketch.add(first)

    def look_again(self, again: Entered) -> None:
        for value, entered, case in again:
            if self._sketch.may_be(_key(value, entered), self._at_least):
                self._cases[value][entered].append(case)

    def told(self) -> list[Told]:
        """One for each value, those with the greatest batch first."""
        found = []
        for value, by_day in self._cases.items():
            many = [(on, cases) for on, cases in by_day.items() if len(cases) >= self._at_least]
            if many:
                many.sort(key=lambda each: (-len(each[1]), each[0]))
                found.append((len(many[0][1]), self._told(value, many)))
        return [told for _, told in sorted(found, key=lambda each: (-each[0], each[1].slots["who"]))]

    def _told(self, value: str, many: list[tuple[int, list[Case]]]) -> Told:
        cases = Cases()
        cases.add(case for _, of_day in many for case in of_day)
        days = [f"{number(len(of_day))} on {day(on)}" for on, of_day in many[:_MOST_DAYS]]
        rest = len(many) - _MOST_DAYS
        more = f" and on {number(rest)} more day{'' if rest == 1 else 's'}" if rest > 0 else ""
        slots = {
            "who": value,
            "days": ", ".join(days) + more,
            "most": number(len(many[0][1])),
            "cases": of_cases(cases.total),
        }
        return Told(slots, cases)


def _key(value: str, entered: int) -> bytes:
    return f"{entered} {value}".encode("utf-8", "surrogatepass")
