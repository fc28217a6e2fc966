"""A case in time as a drawing: where each period, entry and duty stands. No HTML here: paths, places and words.

Lengths are in units of the drawing, which is ``WIDTH`` wide. All marks of one shape in a lane are one path, save those
that a reader will want to name: events, documents and duties have a path each, with a title.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from practice_check.audit.parts import CaseHistory, Mark, Span
from practice_check.audit.results import Finding, Run
from practice_check.audit.standing import folded
from practice_check.reports import words
from practice_check.reports.escape import cut, one_line
from practice_check.reports.html.timeline_axis import LETTER, Axis, axis_for
from practice_check.rulebook.case_history import Sign

WIDTH = 900
#: Where the days begin and end; the names of the lanes stand before them.
_FROM, _TO = 146, 890
_HEAD, _FOOT = 22, 18
_BAR, _ROW, _MARKS, _CROWDED_ROW = 14, 17, 20, 14
#: So many marks of a lane stand in one row; more have a row for each sign.
_CROWD = 40
_MOST_ROWS = 6
_LONGEST, _LONGEST_NAME, _LONGEST_TITLE, _LONGEST_LINE = 36, 22, 48, 120
#: Shapes that are nearer than this lie over each other.
_NEAR = 8

Drawn = Sign | Literal["gap", "due"]

#: What each shape stands for, in the order of the key; one that comes later is drawn over those before it.
SIGNS: dict[Drawn, str] = {
    "event": "something happened",
    "step": "other contact or step",
    "seen": "seen in person",
    "missed": "missed",
    "unclear": "not clear from the record",
    "document": "assessment, plan, review or report",
    "gap": "not recorded by its due date",
    "due": "falls due",
}
#: Shapes that stand alone with a title.
_NAMED: frozenset[Drawn] = frozenset({"event", "document", "gap", "due"})

GAP_LANE, DUE_LANE = "Not recorded", "Falls due"


@dataclass(frozen=True)
class Shape:
    """A path. ``title`` empty: several marks, or what its label says already."""

    path: str
    title: str = ""


@dataclass(frozen=True)
class Group:
    """The shapes of one sign in a lane; ``sign`` is the class that they are drawn by."""

    sign: str
    shapes: list[Shape]


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    text: str
    end: bool = False


@dataclass(frozen=True)
class DrawnLane:
    name: str
    y: int
    groups: list[Group]
    labels: list[Label]


@dataclass(frozen=True)
class Listed:
    """A lane of the list that says the same in words: what and when, in a line each."""

    lane: str
    lines: list[str]


@dataclass(frozen=True)
class Drawing:
    """``lanes`` empty: there is nothing to draw. ``notes``: what the drawing does not show."""

    name: str
    height: int
    axis: Axis
    lanes: list[DrawnLane]
    as_of_x: int | None
    as_of: str
    signs: list[Drawn]
    listed: list[Listed]
    notes: list[str]

    @property
    def width(self) -> int:
        return WIDTH


@dataclass
class _Duty:
    """Duties of one lane that stand on one day."""

    date: dt.date
    titles: list[str] = field(default_factory=list)


def drawn(history: CaseHistory, findings: Iterable[Finding], run: Run, titles: dict[str, str] | None = None) -> Drawing:
    """The drawing of one case. ``findings``: those of the case; ``titles``: the titles of rules, by id.

    Duties that follow from another stand under it elsewhere, and are not drawn.
    """
    alone, _ = folded(one for one in findings if one.verdict in ("gap", "due"))
    duties = {
        GAP_LANE: _duties(alone, "gap", titles or {}),
        DUE_LANE: _duties(alone, "due", titles or {}),
    }
    first, last = _from_to(history, duties, run.as_of)
    axis = axis_for(first, last, _FROM, _TO)
    layout = _Layout(axis, run.as_of)
    for name, spans, marks in _lanes(history):
        layout.lane(name, spans, marks)
    layout.duties(GAP_LANE, "gap", duties[GAP_LANE])
    layout.duties(DUE_LANE, "due", duties[DUE_LANE])
    return Drawing(
        name=_name(history, axis, duties),
        height=layout.y + _FOOT,
        axis=axis,
        lanes=layout.lanes,
        as_of_x=axis.x(run.as_of) if run.as_of <= axis.last else None,
        as_of=f"as of {words.day(run.as_of)}",
        signs=[sign for sign in SIGNS if sign in layout.signs],
        listed=[*_listed(history), *_listed_duties(duties)],
        notes=[*_after(axis, run.as_of), *layout.notes, *history.not_seen],
    )


def _after(axis: Axis, as_of: dt.date) -> list[str]:
    return [] if as_of <= axis.last else [f"what came after {words.day(axis.last)}, when the order had ended"]


def _duties(findings: Sequence[Finding], verdict: str, titles: dict[str, str]) -> list[_Duty]:
    found: dict[dt.date, _Duty] = {}
    for one in findings:
        date = one.occasion.due or one.occasion.opened
        if one.verdict == verdict and date is not None:
            title = one_line(titles.get(one.rule) or one.message)
            duty = found.setdefault(date, _Duty(date))
            if title not in duty.titles:
                duty.titles.append(title)
    return [found[date] for date in sorted(found)]


def _from_to(history: CaseHistory, duties: dict[str, list[_Duty]], as_of: dt.date) -> tuple[dt.date, dt.date]:
    """From the first entry, or the order's start, to the as-of date or not long after the order's end.

    What falls due is drawn as far ahead as a quarter of what lies behind.
    """
    began = [span.start for span in history.spans[:1] if span.start]
    overdue = [duty.date for duty in duties[GAP_LANE]]
    until = history.until or as_of
    behind = [*began, *(mark.date for mark in history.marks), *overdue]
    if not behind:
        behind = [span.start for span in history.spans if span.start]
    first = min([*behind, until])
    furthest = until + max(dt.timedelta(days=60), (until - first) / 4)
    ahead = [duty.date for duty in duties[DUE_LANE] if duty.date <= furthest]
    return first, max([until, *overdue, *ahead])


def _lanes(history: CaseHistory) -> Iterator[tuple[str, list[Span], list[Mark]]]:
    """The lanes in the order in which they first appear: periods above, marks below."""
    for name in dict.fromkeys([*(span.lane for span in history.spans), *(mark.lane for mark in history.marks)]):
        yield (
            name,
            [span for span in history.spans if span.lane == name],
            [mark for mark in history.marks if mark.lane == name],
        )


@dataclass
class _Together:
    """Days, in order, and what stands on them."""

    dates: list[dt.date]
    what: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """When and what, cut short: "3 Sep to 9 Sep 2026: RoSH screening and 2 more"."""
        first, last = self.dates[0], self.dates[-1]
        when = words.day(last)
        if first != last:
            when = f"{words.day(first, short=first.year == last.year)} to {when}"
        more = f" and {len(self.what) - 1} more" if len(self.what) > 1 else ""
        return f"{when}: {cut(self.what[0], _LONGEST_TITLE)}{more}"


class _Layout:
    """Puts lane under lane."""

    def __init__(self, axis: Axis, as_of: dt.date) -> None:
        self.axis = axis
        self.as_of = as_of
        self.y = _HEAD
        self.lanes: list[DrawnLane] = []
        self.signs: set[Drawn] = set()
        self.notes: list[str] = []

    def lane(self, name: str, spans: Sequence[Span], marks: Sequence[Mark]) -> None:
        top = self.y
        groups: list[Group] = []
        labels: list[Label] = []
        if bars := self._bars(name, spans, labels):
            groups.append(Group("period", bars))
        if inside := [mark for mark in marks if self.axis.first <= mark.date <= self.axis.last]:
            groups.extend(self._marks(inside, labels))
        if groups:
            self.lanes.append(DrawnLane(cut(name, _LONGEST_NAME), top + 13, groups, labels))
            self.y += 4

    def duties(self, name: str, sign: Drawn, duties: Sequence[_Duty]) -> None:
        inside = [duty for duty in duties if self.axis.first <= duty.date <= self.axis.last]
        beyond = sum(len(duty.titles) for duty in duties) - sum(len(duty.titles) for duty in inside)
        if beyond:
            after = words.day(self.axis.last)
            self.notes.append(f"{words.number(beyond, 'duty', 'duties')} with a date after {after}: see the list")
        if inside:
            self.signs.add(sign)
            shapes = self._named(sign, self._near({duty.date: duty.titles for duty in inside}))
            self.lanes.append(DrawnLane(name, self.y + 13, [Group(sign, shapes)], []))
            self.y += _MARKS

    def _near(self, days: Mapping[dt.date, Sequence[str]]) -> list[_Together]:
        """Days that are too near to be told apart, together with what stands on them."""
        found: list[_Together] = []
        for date in sorted(days):
            if found and self.axis.x(date) - self.axis.x(found[-1].dates[0]) <= _NEAR:
                found[-1].dates.append(date)
            else:
                found.append(_Together([date]))
            found[-1].what.extend(what for what in days[date] if what not in found[-1].what)
        return found

    def _named(self, sign: Drawn, together: Sequence[_Together]) -> list[Shape]:
        return [Shape(_path(sign, self.axis.x(each.dates[0]), self.y + 9), each.title) for each in together]

    # ------------------------------------------------------------ periods

    def _bars(self, name: str, spans: Sequence[Span], labels: list[Label]) -> list[Shape]:
        """Bars that lie beside each other share a row; each row is full up to the end of the label beyond its bar."""
        full: list[int] = []
        shapes: list[Shape] = []
        plain: list[str] = []
        left_out = 0
        for span in sorted(spans, key=lambda one: (one.start or dt.date.min, one.what)):
            start, end = span.start or self.axis.first, span.end or self.as_of
            if end < self.axis.first:
                continue
            before = start < self.axis.first
            x1 = self.axis.x(max(start, self.axis.first))
            x2 = max(self.axis.x(min(end, self.axis.last)), x1 + 3)
            text = ("‹ " if before else "") + cut(span.what, _LONGEST)
            wide = round(len(text) * LETTER) + 8
            row = next((place for place, until in enumerate(full) if until <= x1), len(full))
            if row == _MOST_ROWS:
                left_out += 1
                continue
            if row == len(full):
                full.append(0)
            y = self.y + row * _ROW + 2
            path = _bar(x1, x2, y, open_end=span.end is None)
            until = x2 + 2
            if x2 - x1 >= wide:
                labels.append(Label(x1 + 4, y + 11, text))
                until = x2
            elif x2 + wide <= _TO:
                labels.append(Label(x2 + 4, y + 11, text))
                until = x2 + wide
            elif x1 - wide >= max(full[row], _FROM):
                labels.append(Label(x1 - 4, y + 11, text, end=True))
            else:
                shapes.append(Shape(path, f"{cut(span.what, _LONGEST_LINE)}: {_from_until(span)}"))
                path = ""
            plain.append(path)
            full[row] = until
        if any(plain):
            shapes.append(Shape("".join(plain)))
        if left_out:
            self.notes.append(f"{name}: {words.number(left_out, 'more period')} in the list")
        self.y += len(full) * _ROW
        return shapes

    # ------------------------------------------------------------ marks

    def _marks(self, marks: Sequence[Mark], labels: list[Label]) -> Iterator[Group]:
        """All in one row; where they are many, a row for each sign."""
        days: dict[Drawn, dict[dt.date, list[str]]] = {}
        for mark in marks:
            days.setdefault(mark.sign, {}).setdefault(mark.date, []).append(mark.what)
        present = [sign for sign in SIGNS if sign in days]
        self.signs.update(present)
        crowded = sum(map(len, days.values())) > _CROWD
        for row in [[sign] for sign in present] if crowded else [present]:
            for sign in row:
                yield self._signs(sign, days[sign])
            taken = {self.axis.x(date) for sign in row for date in days[sign]}
            below = self._labels(self._near(days["event"]), taken, labels) if "event" in row else 0
            self.y += _CROWDED_ROW + 12 * below
        self.y += _MARKS - _CROWDED_ROW

    def _signs(self, sign: Drawn, days: Mapping[dt.date, Sequence[str]]) -> Group:
        if sign in _NAMED:
            return Group(sign, self._named(sign, self._near(days)))
        paths = dict.fromkeys(_path(sign, self.axis.x(date), self.y + 9) for date in days)
        return Group(sign, [Shape("".join(paths))])

    def _labels(self, events: Sequence[_Together], taken: set[int], labels: list[Label]) -> int:
        """Names events beside their marks where there is room, else below; how many rows below that takes."""
        rows: list[list[tuple[int, int]]] = [[(x - 7, x + 7) for x in [*taken, self.axis.x(self.as_of)]], [], []]
        for event in events:
            x = self.axis.x(event.dates[0])
            text = cut("; ".join(event.what), _LONGEST)
            wide = round(len(text) * LETTER)
            for number, row in enumerate(rows):
                for left in (False, True):
                    here = (x - 8 - wide, x - 8) if left else (x + 8, x + 8 + wide)
                    if number:
                        here = (x - wide, x + 4) if left else (x - 4, x + wide)
                    if here[0] >= _FROM and here[1] <= _TO + 6 and _free(here, row):
                        row.append(here)
                        y = self.y + 13 + number * 12 + (2 if number else 0)
                        labels.append(Label(here[1] if left else here[0], y, text, end=left))
                        break
                else:
                    continue
                break
        return 2 if rows[2] else 1 if rows[1] else 0


def _free(here: tuple[int, int], row: Sequence[tuple[int, int]]) -> bool:
    return all(here[1] <= start or end <= here[0] for start, end in row)


def _bar(x1: int, x2: int, y: int, *, open_end: bool) -> str:
    """A bar; one that is still open has no line at its end."""
    return f"M{x2} {y}H{x1}v{_BAR}H{x2}" + ("" if open_end else "z")


def _path(sign: Drawn, x: int, y: int) -> str:
    """The shape of a sign with its middle at ``x``, ``y``. A dot is the round caps of a stroke without length; square
    caps of such a stroke are lost in print, so that a square is a stroke as long as it is wide.
    """
    match sign:
        case "seen":
            return f"M{x} {y}h0"
        case "document":
            return f"M{x - 4} {y}h8"
        case "missed":
            return f"M{x - 4} {y - 4}l8 8m0-8l-8 8"
        case "event":
            return f"M{x - 6} {y + 5}l6-11 6 11z"
        case "unclear":
            return f"M{x} {y - 5}l5 5-5 5-5-5z"
        case "step":
            return f"M{x} {y - 4}v8"
        case "gap" | "due":
            return f"M{x - 6} {y - 5}h12l-6 11z"


# ---------------------------------------------------------------- the same in words


def _listed(history: CaseHistory) -> Iterator[Listed]:
    for name, spans, marks in _lanes(history):
        dates: dict[str, list[dt.date]] = {}
        for mark in marks:
            dates.setdefault(mark.what, []).append(mark.date)
        lines = [f"{cut(span.what, _LONGEST_LINE)}: {_from_until(span)}" for span in spans]
        yield Listed(name, lines + [f"{cut(what, _LONGEST_LINE)}: {dates_in_words(on)}" for what, on in dates.items()])


def _listed_duties(duties: dict[str, list[_Duty]]) -> Iterator[Listed]:
    for name, found in duties.items():
        dates: dict[str, list[dt.date]] = {}
        for duty in found:
            for title in duty.titles:
                dates.setdefault(title, []).append(duty.date)
        if dates:
            due = "due " if name == GAP_LANE else ""
            yield Listed(name, [f"{title}: {due}{dates_in_words(on)}" for title, on in dates.items()])


def _from_until(span: Span) -> str:
    if span.start is None:
        return f"until {words.day(span.end)}" if span.end else "no dates"
    return f"{words.day(span.start)} to {words.day(span.end)}" if span.end else f"since {words.day(span.start)}"


def dates_in_words(dates: Sequence[dt.date]) -> str:
    """Days in order, the year said once after the last day of each: "3 Mar, 5 Apr 2025; 1 Jan 2026"."""
    years: dict[int, list[dt.date]] = {}
    for date in sorted(set(dates)):
        years.setdefault(date.year, []).append(date)
    return "; ".join(
        ", ".join([*(words.day(date, short=True) for date in days[:-1]), words.day(days[-1])])
        for days in years.values()
    )


def _name(history: CaseHistory, axis: Axis, duties: dict[str, list[_Duty]]) -> str:
    """What is read out in place of the drawing."""
    open_now = sum(len(duty.titles) for duty in duties[GAP_LANE])
    ahead = sum(len(duty.titles) for duty in duties[DUE_LANE])
    counts = [
        words.number(len(history.spans), "period"),
        words.number(len(history.marks), "entry", "entries"),
        f"{open_now} not recorded",
        f"{ahead} falling due",
    ]
    return (
        f"{words.day(axis.first)} to {words.day(axis.last)}: {', '.join(counts)}. The list that follows says the same."
    )


#: What ``parts/timeline.html`` asks for.
FOR_TEMPLATES: dict[str, object] = {
    "drawn_timeline": drawn,
    "timeline_signs": SIGNS,
    "timeline_path": _path,
}
