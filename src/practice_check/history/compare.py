"""``compare``: what became of the gaps of one run by the next.

A gap is closed by an entry, a recorded departure or an assessor's answer, and by nothing else: what the later run does
not judge is told apart, with the reason.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from practice_check.audit.parts import Change, Changes, ChangeState, Followed
from practice_check.audit.results import Finding, Results
from practice_check.audit.results_file import require_whole
from practice_check.history.notes import notes_on
from practice_check.history.side import Duty, Side, duty_of
from practice_check.history.why import day, perhaps_the_same, rest_of_several, why_closed, why_new, why_not_judged

#: What is still open is told apart when it was due longer ago than this.
LONG_OPEN_DAYS = 30

_STATES: tuple[ChangeState, ...] = get_args(ChangeState)
_SEVERITY = {"high": 0, "medium": 1, "low": 2}


class WrongOrderError(ValueError):
    """The run that was given as the one before is the later of the two."""


@dataclass(frozen=True)
class _Fate:
    """A gap of either run and what became of it. ``before``, ``now``: the occasion in each run, where it has it."""

    state: ChangeState
    before: Finding | None
    now: Finding | None
    why: str | None

    @property
    def shown(self) -> Finding:
        found = self.now or self.before
        assert found is not None
        return found

    @property
    def was(self) -> str | None:
        """The fingerprint in the run before, where it is another."""
        return self.before.fingerprint if self.before and self.before.fingerprint != self.shown.fingerprint else None


def compare(old: Results, new: Results) -> Changes:
    """What became of each gap of ``old`` and how each of ``new`` came about.

    Raises WrongOrderError, and PartialResultsError where findings were left out.
    """
    require_whole(old)
    require_whole(new)
    if old.run.as_of > new.run.as_of:
        raise WrongOrderError(
            f"the run before is of {day(old.run.as_of)}, later than the other, of {day(new.run.as_of)}"
        )
    before, now = Side(old), Side(new)
    changes = sorted(_changes(list(_fates(before, now)), before, now), key=_place)
    counts = Counter(change.state for change in changes)
    return Changes(
        before=old.run.as_of,
        now=new.run.as_of,
        counts={state: counts[state] for state in _STATES},
        long_open=sum(map(is_long_open, changes)),
        long_open_to_mend=sum(is_long_open(change) and change.to_mend for change in changes),
        changes=changes,
        notes=notes_on(before, now),
    )


def is_long_open(change: Change) -> bool:
    return change.state == "still_open" and change.days_open is not None and change.days_open > LONG_OPEN_DAYS


# ---------------------------------------------------------------- what became of each


def _fates(old: Side, new: Side) -> Iterator[_Fate]:
    """Every gap of either run once."""
    pairs = _pairs(old, new)
    taken = {now.fingerprint for now, _ in pairs.values()}
    for name, before in old.gaps.items():
        if name in new.gaps:
            yield _Fate("still_open", before, new.gaps[name], None)
        elif name in pairs:
            now, why = pairs[name]
            yield _Fate("still_open", before, now, why)
        else:
            yield _no_longer_open(old, new, before, new.findings.get(name))
    for name, now in new.gaps.items():
        if name not in old.gaps and name not in taken:
            earlier = old.findings.get(name)
            yield _Fate("new", earlier, now, why_new(old, earlier, now))


def _no_longer_open(old: Side, new: Side, before: Finding, now: Finding | None) -> _Fate:
    if now is not None and now.verdict in ("met", "met_late", "excepted"):
        unanswered = before.decided_by == "assessor" and now.decided_by == "record" and now.verdict != "excepted"
        if not unanswered:
            return _Fate("closed", before, now, why_closed(old, now))
    return _Fate("not_judged_now", before, now, why_not_judged(new, before, now))


def _pairs(old: Side, new: Side) -> dict[str, tuple[Finding, str]]:
    """Gaps of the run before that stand in this one under another fingerprint: by the former's.

    Either what was missed several times running is recorded for some of them; or the date was corrected, which is
    supposed where of a rule in a case exactly one gap went without a trace and one came that is no younger than the
    run before.
    """
    known = old.results.run.as_of
    gone: dict[Duty, list[Finding]] = defaultdict(list)
    come: dict[Duty, list[Finding]] = defaultdict(list)
    for name, before in old.gaps.items():
        if name not in new.gaps:
            gone[duty_of(before)].append(before)
    for name, now in new.gaps.items():
        opened = now.occasion.opened
        if name not in old.findings and (opened is None or opened <= known):
            come[duty_of(now)].append(now)
    found: dict[str, tuple[Finding, str]] = {}
    for duty, went in gone.items():
        came = come.get(duty, [])
        for before in went:
            rest = [now for now in came if _is_rest(before, now, known)]
            if rest:
                now = min(rest, key=_opened)
                came.remove(now)
                found[before.fingerprint] = (now, rest_of_several(before, now))
        lost = [before for before in went if before.fingerprint not in found and before.fingerprint not in new.findings]
        if len(lost) == len(came) == 1:
            found[lost[0].fingerprint] = (came[0], perhaps_the_same(lost[0], came[0]))
    return found


def _is_rest(before: Finding, now: Finding, known: dt.date) -> bool:
    """Whether it is among those that ``before`` stood for: a later one of its kind, due by the run before."""
    several = (before.occasion.missed or 0) > 1
    due = now.occasion.due
    return several and due is not None and due <= known and _opened(before) < _opened(now)


def _opened(finding: Finding) -> dt.date:
    return finding.occasion.opened or dt.date.min


# ---------------------------------------------------------------- as people see it


def _changes(fates: list[_Fate], old: Side, new: Side) -> Iterator[Change]:
    """One change for each that stands by itself. What follows from another is told with it if both had one fate."""
    of_new = {fate.now.fingerprint: fate for fate in fates if fate.now and fate.now.fingerprint in new.gaps}
    of_old = {fate.before.fingerprint: fate for fate in fates if fate.before and fate.before.fingerprint in old.gaps}
    under: dict[int, list[Followed]] = defaultdict(list)
    alone: list[_Fate] = []
    for fate in fates:
        if fate.now is not None and fate.now.fingerprint in new.gaps:
            root = of_new.get(new.follows.get(fate.now.fingerprint, ""))
        else:
            root = of_old.get(old.follows.get(fate.shown.fingerprint, ""))
        if root is not None and root.state == fate.state:
            under[id(root)].append(
                Followed(
                    rule=fate.shown.rule,
                    title=_title(fate.shown.rule, old, new),
                    fingerprint=fate.shown.fingerprint,
                    was=fate.was,
                )
            )
        else:
            alone.append(fate)
    return (_change(fate, under.get(id(fate), []), old, new) for fate in alone)


def _change(fate: _Fate, follows: list[Followed], old: Side, new: Side) -> Change:
    shown, before, now = fate.shown, fate.before, fate.now
    case = new.case(shown) or old.case(shown)
    rule = new.rule(shown.rule) or old.rule(shown.rule)
    open_now = fate.state in ("new", "still_open")
    until = shown.occasion.met_on if fate.state == "closed" else new.results.run.as_of
    since = _since(shown, new.results.run.as_of)
    return Change(
        state=fate.state,
        crn=shown.crn,
        event_number=shown.event_number,
        name=case.name if case else None,
        rule=shown.rule,
        title=_title(shown.rule, old, new),
        severity=shown.severity,
        owner=shown.owner,
        remediable=shown.remediable,
        to_mend=open_now and new.can_be_mended(shown),
        themes=list(rule.themes) if rule else [],
        officer_now=now.officer_now if now else case.officer if case else shown.officer_now,
        team=case.team if case else shown.team,
        before=before.verdict if before else None,
        now=now.verdict if now else None,
        message=shown.message,
        do=shown.do if open_now else None,
        since=since,
        days_open=max((until - since).days, 0) if since and until else None,
        why=fate.why,
        fingerprint=shown.fingerprint,
        was=fate.was,
        follows=follows,
    )


def _since(finding: Finding, as_of: dt.date) -> dt.date | None:
    """The due date; the opening where there is none, or where an assessor judged it before it was due."""
    due = finding.occasion.due
    return due if due is not None and due <= as_of else finding.occasion.opened


def _title(name: str, old: Side, new: Side) -> str:
    rule = new.rule(name) or old.rule(name)
    return rule.title if rule else name


def _place(change: Change) -> tuple[object, ...]:
    """A child or victim exposed by it first, a child before a victim; then by severity, and the oldest."""
    return (
        _STATES.index(change.state),
        "exposed" not in change.themes,
        "child" not in change.themes,
        _SEVERITY[change.severity],
        change.since or dt.date.max,
        change.crn,
        change.event_number,
        change.rule,
        change.fingerprint,
    )


def with_first_seen(changes: Changes, first_seen: Mapping[str, dt.date]) -> Changes:
    """The changes, with the day of the run since which the history has each of the open ones, by fingerprint."""
    return changes.model_copy(update={"changes": list(_seen(changes.changes, first_seen))})


def _seen(changes: Iterable[Change], first_seen: Mapping[str, dt.date]) -> Iterator[Change]:
    for change in changes:
        is_open = change.state in ("new", "still_open")
        since = first_seen.get(change.fingerprint) if is_open else None
        yield change.model_copy(update={"open_since_run": since}) if since else change
