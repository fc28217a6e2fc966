"""Section 6 of docs/rule-language.md: the occasions of a rule in a case."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from practice_check.records.model import Row
from practice_check.rulebook import model as m

from .case import Case, cell, day_of
from .days import FAR, after, as_length
from .due import windows, windows_of_count
from .evidence import evidence_days
from .kleene import all_of, passes, tests_pass
from .occasion import Occasion, Outcome
from .stretches import settled, true_stretches
from .words import Seen, blind_on, matched, period_sees


def occasions(case: Case, rule: m.Rule, watched: Sequence[Outcome]) -> list[Occasion]:
    """The occasions, in order, none after the as-of date. ``watched``: what the rule of ``overdue`` came to."""
    match rule.opens:
        case m.OpensAt():
            found = _at(case, rule.opens.at)
        case m.OpensEach():
            found = _each(case, rule, rule.opens)
        case m.OpensBecomes():
            found = _becomes(case, rule.opens.becomes)
        case m.OpensChange():
            found = _change(case, rule.opens.change_of)
        case m.OpensEvery():
            found = _every(case, rule, rule.opens)
        case m.OpensOverdue():
            found = _overdue(case, watched)
    found = [each for each in found if each.opened <= case.as_of]
    if isinstance(rule.expects, m.CountExpected) and rule.expects.count.per is not None:
        return [window for each in found for window in windows_of_count(case, rule, each, rule.expects.count.per)]
    return found


def blind_to_openers(case: Case, rule: m.Rule) -> bool:
    """Whether the opener's table is absent or blind somewhere in the order's time."""
    days = range(case.start, case.last_seen + 1)
    match rule.opens:
        case m.OpensAt(at="release"):
            unseen = any(not case.sees("statuses", day) for day in days)
            return unseen or any(could_be_release(case, row) for row in case.rows("statuses") or [])
        case m.OpensEach():
            unseen = any(blind_on(case, ref.entry, day) for ref in rule.opens.each for day in days)
            return unseen or perhaps_sentenced_before(case, rule, rule.opens)
        case m.OpensChange():
            return any(not period_sees(case, rule.opens.change_of, day) for day in days)
        case _:
            return False


def perhaps_sentenced_before(case: Case, rule: m.Rule, opens: m.OpensEach) -> bool:
    """Whether something lies before the order that is of its sentence if the sentence was passed long enough before."""
    licences: list[m.Scalar] = ["licence", "post_sentence_supervision"]
    licence = passes(case.record, "order_type", licences, None, (case.parameters, case.start))
    if opens.earlier is not None or day_of(case.record, "sentence_date") is not None or licence is False:
        return False
    before = [seen for ref in opens.each for seen in matched(case, ref, None, None) if seen.day < case.begin]
    own = case.record.event_number
    return case.begin <= case.end and any(
        rule.scope == "person" or case.opens_in(seen.table, seen.row, case.begin) == own for seen in before
    )


def could_be_release(case: Case, row: Row) -> bool:
    """Whether a row of which something was not given could be a release, whatever that is: every way is tried."""
    days = range(case.start, case.last_seen + 1)
    kinds = [cell(row, "kind")] if row.given("kind") else ["custody", "recall"]
    starts = [day_of(row, "start")] if row.given("start") else list(days)
    ends = [day_of(row, "end")] if row.given("end") else list(days)
    if row.given("kind") and row.given("start") and row.given("end"):
        return False
    return any(
        case.is_release(kind, start, end)
        for kind in kinds
        for start in starts
        for end in ends
        if start is not None and end is not None and start <= end and case.start < end <= case.last_seen
    )


def _at(case: Case, anchor: str) -> list[Occasion]:
    if anchor == "start":
        return [Occasion(day, day) for day in case.starts]
    if anchor == "end":
        return [Occasion(case.end, case.end)] if case.end != FAR else []
    if anchor == "release":
        days = {day for day, kind in case.starts.items() if kind == "release"}
        licences: list[m.Scalar] = ["licence", "post_sentence_supervision"]
        licence = passes(case.record, "order_type", licences, None, (case.parameters, case.start))
        if licence is not False and case.start <= case.last_seen:
            return sorted(
                [
                    *(Occasion(day, day) for day in days if day != case.start),
                    Occasion(case.start, case.start, licence),
                ],
                key=lambda each: each.opened,
            )
        return [Occasion(day, day) for day in sorted(days)]
    field = "sentence_date" if anchor == "sentence" else "allocation_date"
    day = day_of(case.record, field)
    return [Occasion(case.begin, case.begin, None)] if day is None else [Occasion(day, day)]


def _each(case: Case, rule: m.Rule, opens: m.OpensEach) -> list[Occasion]:
    found: list[Seen] = []
    for ref in opens.each:
        for seen in matched(case, ref, None, None):
            day = _taken_as(case, opens, seen.day)
            elsewhere = rule.scope == "order" and case.opens_in(seen.table, seen.row, day) != case.record.event_number
            if elsewhere or not case.begin <= day <= case.end:
                continue
            found.append(seen)
    found.sort(key=lambda seen: (seen.day, not seen.sure, seen.table, seen.position))
    found = _once_per(found, opens.once_per) if opens.once_per else _one_a_day(found)
    found = [replace(seen, day=_taken_as(case, opens, seen.day)) for seen in found]
    if opens.cluster is not None:
        return _clusters(case, found, opens)
    return [_opened_by([seen]) for seen in found]


def _taken_as(case: Case, opens: m.OpensEach, day: int) -> int:
    """What was there before the order, where it opens at all, opens on its first day."""
    return case.begin if opens.earlier == "start" and day < case.begin else day


def _opened_by(cluster: list[Seen]) -> Occasion:
    first, last = cluster[0], cluster[-1]
    return Occasion(first.day, last.day, True if first.sure else None, first.row, last.word)


def _one_a_day(found: list[Seen]) -> list[Seen]:
    kept: list[Seen] = []
    for seen in found:
        if not any(other.day == seen.day and other.word == seen.word for other in kept):
            kept.append(seen)
    return kept


def _once_per(found: list[Seen], field: str) -> list[Seen]:
    kept: list[Seen] = []
    for seen in found:
        value = getattr(seen.row, field, None)
        if value in (None, "") or not any(getattr(other.row, field, None) == value for other in kept):
            kept.append(seen)
    return kept


def _clusters(case: Case, found: list[Seen], opens: m.OpensEach) -> list[Occasion]:
    assert opens.cluster is not None

    def reach(cluster: list[Seen]) -> int:
        assert opens.cluster is not None
        return after(cluster[0].day, as_length(opens.cluster, case.parameters, cluster[0].day))

    def gather(entries: list[Seen]) -> list[list[Seen]]:
        clusters: list[list[Seen]] = []
        for seen in entries:
            if clusters and seen.day <= reach(clusters[-1]):
                clusters[-1].append(seen)
            else:
                clusters.append([seen])
        return clusters

    sure = gather([seen for seen in found if seen.sure])
    outside = [
        seen
        for seen in found
        if not seen.sure and not any(cluster[0].day <= seen.day <= reach(cluster) for cluster in sure)
    ]
    made = [_opened_by(cluster) for cluster in [*sure, *gather(outside)]]
    return sorted(made, key=lambda each: each.opened)


def _becomes(case: Case, condition: m.Condition) -> list[Occasion]:
    calendar = settled(case, condition)
    found = []
    for day in calendar.days:
        value = calendar.on(day)
        first = day == calendar.first
        was = None if first else calendar.on(day - 1)
        turned = first or was is not True
        if value is True and (turned or day in case.starts):
            found.append(Occasion(day, day))
        if value is None and (first or was is False):
            found.append(Occasion(day, day, None))
    return found


def _change(case: Case, period: str) -> list[Occasion]:
    word = case.vocabulary.periods[period]
    rows = [
        (day, row, truth)
        for row in case.rows(word.table) or []
        if (day := day_of(row, word.start)) is not None
        and (truth := tests_pass(row, word.where, None, (case.parameters, case.as_of))) is not False
    ]
    rows.sort(key=lambda each: each[0])
    found = []
    for (_, earlier, one), (day, later, other) in pairwise(rows):
        was, now = getattr(earlier, word.value or ""), getattr(later, word.value or "")
        differs = None if was is None or now is None else was != now
        relevance = all_of([one, other, differs])
        if case.start < day <= case.end and relevance is not False:
            found.append(Occasion(day, day, relevance, later))
    return found


def _every(case: Case, rule: m.Rule, opens: m.OpensEvery) -> list[Occasion]:
    found: list[Occasion] = []
    for first, last, certain in true_stretches(case, opens.while_):
        relevance = True if certain else None
        cut = last + 1 if last < case.last_seen else None
        opening = Occasion(first, first, relevance, stretch_cut=cut)
        if opens.counted_from == "condition":
            found += windows(case, rule, opening, opens.every, last=last)
            continue
        found.append(opening)
        for day in evidence_days(case, rule, opening):
            if first <= day <= last:
                found.append(Occasion(day, day, relevance, follows=True, stretch_cut=cut))
    return found


def _overdue(case: Case, watched: Sequence[Outcome]) -> list[Occasion]:
    found = []
    for outcome in watched:
        if outcome.due is None or outcome.occasion is None:
            continue
        row = outcome.occasion.row
        if outcome.came_to in ("gap", "met_late"):
            found.append(Occasion(outcome.due + 1, outcome.due + 1, True, row))
        if outcome.came_to == "cannot_tell" and outcome.due < case.as_of:
            found.append(Occasion(outcome.due + 1, outcome.due + 1, None, row))
    return found
