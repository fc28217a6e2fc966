"""Rows that answer the rules of a case, dated on or beside the due date: what chance alone would seldom make."""

import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from practice_check.rulebook import model as m
from practice_check.rulebook.values import Duration

#: A row that is surely an entry of the word: its table, and its columns.
SURE: dict[str, tuple[str, dict[str, Any]]] = {
    "contact": ("contacts", {"kind": "office", "outcome": "attended", "officer": "A"}),
    "visit": ("contacts", {"kind": "home_visit", "outcome": "attended", "officer": "A"}),
    "offered": ("contacts", {"kind": "office", "outcome": "unacceptable_absence"}),
    "session-planned": ("contacts", {"kind": "programme", "outcome": "attended"}),
    "analysis": ("assessments", {"kind": "rosh_full", "status": "complete", "level": "high"}),
    "plan": ("plans", {"kind": "rmp", "contact_per_month": 1, "review_triggers": ["arrest"]}),
    "review": ("reviews", {"of": "rmp", "names_event": "e0"}),
    "review-or-plan": ("reviews", {"of": "rmp", "names_event": "e1"}),
    "decision": ("decisions", {"duty": "home_visit", "reason": "Agreed, with the reason.", "agreed_by": "manager"}),
    "warning": ("enforcement", {"kind": "warning", "reason": "absence"}),
}
TABLE_OF = {
    **{word: table for word, (table, _) in SURE.items()},
    **dict.fromkeys(("arrest", "child-concern", "event"), "events"),
    **{"level-rise": "rosh_levels", "registration": "registrations"},
}
CHANGES = {"officer": "officers", "level": "rosh_levels", "residence": "residences", "requirement": "requirements"}
UNITS = {"day": 1, "working_day": 1.4, "week": 7, "month": 30.4}
NEARLY_ALIKE = (
    "Spoke about the plan and the work to be done next week.",
    "Spoke about the plan and the work to be done next week!",
    "Looked at the risk anew, with what the police had told us.",
)
BESIDE = (-1, 0, 0, 1, 1, 1, 2, 3, 7)


class Answering:
    """Adds to one case what its rules ask for: some of it in time, some of it late."""

    def __init__(self, random: Random, rules: Mapping[str, m.Rule]) -> None:
        self.random = random
        self.rules = rules

    def add(self, case: dict[str, Any], number: int) -> None:
        for rule in self.rules.values():
            clustered = isinstance(rule.opens, m.OpensEach) and rule.opens.cluster is not None
            if isinstance(rule.opens, m.OpensEach) and rule.opens.earlier is not None:
                self._add_earlier(case, rule.opens)
            if isinstance(rule.opens, m.OpensEach) and clustered:
                self._gather(case, rule.opens)
            days = list(self._openings(case, rule.opens))
            if not days:
                continue
            length = self._length(rule)
            for share in _shares(rule.expects):
                for _ in range(self.random.randrange(6)):
                    day = self.random.choice(days) + dt.timedelta(self.random.randrange(length + 1))
                    word = self.random.choice((share.of, share.among, share.among))
                    self._put(case, m.Entry(entry=word.entry, where=word.where), day, number)
            for entry in _entries(rule.expects):
                if entry.later and self.random.random() < 0.6:  # on the very day that does not count
                    self._put(case, entry, self.random.choice(days), number)
                if clustered and self.random.random() < 0.6:  # soon after the first, perhaps before the last
                    self._put(case, entry, self.random.choice(days) + dt.timedelta(self.random.randrange(4)), number)
                elif self.random.random() < 0.55:
                    day = self.random.choice(days) + dt.timedelta(length + self.random.choice(BESIDE))
                    self._put(case, entry, day, number)
            if rule.unless is not None and self.random.random() < 0.5:
                day = self.random.choice(days) + dt.timedelta(self.random.randrange(0, length + 2))
                self._put(case, rule.unless, day, number)

    def _gather(self, case: dict[str, Any], opens: m.OpensEach) -> None:
        """A second entry soon after one that opens, so that there are clusters of more than one."""
        rows = case.get(TABLE_OF[self.random.choice(opens.each).entry])
        one = self.random.choice(rows) if rows else {}
        for column in ("date", "start"):
            if one.get(column) is not None and rows is not None:
                later = one[column] + dt.timedelta(self.random.choice((1, 3, 4, 5, 9)))
                rows.append({**one, "row_id": f"{one['row_id']}b", column: later})

    def _add_earlier(self, case: dict[str, Any], opens: m.OpensEach) -> None:
        """Entries that may open, from about the first day of the order and before it."""
        rows, start = case.get(TABLE_OF[self.random.choice(opens.each).entry]), case.get("start_date")
        if not rows or start is None:
            return
        for _ in range(self.random.randrange(3)):
            one = self.random.choice(rows)
            day = start - dt.timedelta(self.random.choice((-1, 0, 1, 1, 5, 10)))
            for column in ("date", "start"):
                if one.get(column) is not None:
                    rows.append({**one, "row_id": f"{one['row_id']}a", column: day})

    def judgements(self, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Assessors' answers to some of the rules, several to one that asks several questions."""
        rules = list(self.rules.values())
        asking = [rule for rule in rules if rule.judge or rule.kind != "duty"] or rules
        for rule in (self.random.choice(rules), self.random.choice(asking), self.random.choice(asking)):
            if self.random.random() < 0.6:
                for _ in range(self.random.randrange(1, len(rule.judge) + 3)):
                    yield self._judgement(case, rule)

    def _judgement(self, case: dict[str, Any], rule: m.Rule) -> dict[str, Any]:
        """One answer, more often than not about one of the rule's occasions."""
        chance = self.random.random
        row: dict[str, Any] = {"rule": rule.id}
        if chance() < 0.96:
            row["answer"] = self.random.choice(("above", "above", "below", "below", "not_relevant", None))
        if chance() < 0.6:
            row["question"] = self.random.choice((None, 1, 1, 2, 2, 3))
        openers = list(self._openers(case, rule.opens))
        days = list(self._openings(case, rule.opens))
        if openers and chance() < 0.4:
            opener = self.random.choice(openers)
            told_apart = rule.opens.once_per if isinstance(rule.opens, m.OpensEach) else None
            row["about"] = self.random.choice((opener.get(told_apart or "row_id"), opener["row_id"], ""))
            days = [day for day in (opener.get("date", opener.get("start")),) if day is not None]
        if days and chance() < 0.3:
            row["opened"] = self.random.choice(days)
        if chance() < 0.6:
            row["date"] = dt.date(2015, 9, self.random.choice((1, 1, 2)))
        return row

    def _openers(self, case: dict[str, Any], opens: m.Opens) -> Iterator[dict[str, Any]]:
        """Rows of which some open the rule."""
        if isinstance(opens, m.OpensEach):
            for ref in opens.each:
                yield from case.get(TABLE_OF[ref.entry]) or []
        if isinstance(opens, m.OpensChange):
            yield from case.get(CHANGES[opens.change_of]) or []
        if isinstance(opens, m.OpensOverdue):
            yield from self._openers(case, self.rules[opens.overdue].opens)

    def _openings(self, case: dict[str, Any], opens: m.Opens) -> Iterator[dt.date]:
        """Days on which the rule may open: near enough, since what is added is only a likely answer."""
        if isinstance(opens, m.OpensEach):
            for row in self._openers(case, opens):
                day = row.get("date", row.get("start"))
                if day is not None:
                    yield day
        else:
            anchor = opens.at if isinstance(opens, m.OpensAt) else "start"
            day = case.get({"sentence": "sentence_date", "allocation": "allocation_date"}.get(anchor, "start_date"))
            if anchor == "end":
                day = case.get("closed_date") or case.get("end_date")
            if day is not None:
                yield day

    def _length(self, rule: m.Rule) -> int:
        closes = rule.closes
        return self._days(closes.within if isinstance(closes, m.ClosesWithin) else closes.otherwise)

    def _days(self, length: object) -> int:
        """About so many days; of a parameter, what it is at one time or another."""
        return int(length.number * UNITS[length.unit]) if isinstance(length, Duration) else self.random.choice((14, 21))

    def _put(self, case: dict[str, Any], ref: m.Entry | m.Count, day: dt.date, number: int) -> None:
        if ref.entry not in SURE:
            return
        table, columns = SURE[ref.entry]
        rows = case.get(table)
        if rows is None:
            return
        row = {"row_id": f"{'' if number == 1 else number}{table[0]}{len(rows)}", **columns, "date": day}
        if table in ("assessments", "plans", "reviews", "contacts"):
            row["note" if table == "contacts" else "text"] = self.random.choice(NEARLY_ALIKE)
        for field, test in ref.where.items():
            value = test[0] if isinstance(test, list) else test
            if isinstance(value, m.Compare) and isinstance(value.is_not, m.Compare):
                value = value.is_not
            if isinstance(value, m.Compare) and (value.by or value.after):
                self._set_two_dates(row, field, value)
            if isinstance(value, m.Compare) or value in ("recorded", "not_recorded", "opener.officer", "opener.row_id"):
                continue
            row[field] = [value] if field == "purpose" else value
        rows.append(row)

    def _set_two_dates(self, row: dict[str, Any], field: str, test: m.Compare) -> None:
        """The other date of a row so that the test is passed on its last day, or on the day after that not."""
        days = self._days(test.by.within) if test.by is not None else 0
        between = dt.timedelta(days + self.random.choice((0, 0, 1)))
        other = test.by.field if test.by is not None else str(test.after)
        if field == "date":
            row[other] = row["date"] - between
        else:
            row[field] = row["date"] + between


def _shares(part: m.Expects) -> Iterator[m.Share]:
    if isinstance(part, m.ShareExpected):
        yield part.share
    elif isinstance(part, m.AnyExpected | m.AllExpected):
        for each in part.any_of if isinstance(part, m.AnyExpected) else part.all_of:
            yield from _shares(each)
    elif isinstance(part, m.WhenExpected):
        yield from _shares(part.expects)


def _entries(part: m.Expects) -> Iterator[m.Entry | m.Count]:
    if isinstance(part, m.EntryExpected):
        yield part
    elif isinstance(part, m.CountExpected):
        yield part.count
    elif isinstance(part, m.AnyExpected):
        for each in part.any_of:
            yield from _entries(each)
    elif isinstance(part, m.AllExpected):
        for each in part.all_of:
            yield from _entries(each)
    elif isinstance(part, m.WhenExpected):
        yield from _entries(part.expects)
