"""What was found of a person, as one frame of the journal: what is added up at once, what is looked at again when the
run is over, the cases, and the text of their findings, which is read by those alone who ask for it."""

import struct
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from practice_check.audit.checked import Carried, CheckedCase
from practice_check.audit.stored.plain import NotPlainError, compressed, decompressed, packed, unpacked
from practice_check.audit.stored.sums import CaseSum

_LENGTHS = struct.Struct("<III")  # of all parts but the last

#: What a departure came to in one of the cases: its place among the departures of the run, and what, and why.
CameTo = tuple[int, Any, str]


@dataclass(slots=True)
class Added:
    """What is added up at once.

    ``crn``: of the person. ``sums``: of each case. ``came``: of each departure. ``seen``: what the caseload warnings
    saw, by warning. ``data``: what waits for data problems. All in plain values.
    """

    crn: str = ""
    sums: list[CaseSum] = field(default_factory=list)
    came: list[CameTo] = field(default_factory=list)
    seen: dict[str, Any] = field(default_factory=dict)
    data: Any = ()


@dataclass(slots=True)
class Found:
    """``wanting``: as JSON, in the order in which the cases name them; ``again``: by warning what is looked at once
    more, when the whole caseload was seen."""

    added: Added
    cases: list[CheckedCase] = field(default_factory=list)
    wanting: list[bytes] = field(default_factory=list)
    again: dict[str, Any] = field(default_factory=dict)

    def frame(self) -> bytes:
        added = packed(
            (
                self.added.crn,
                [each.plain() for each in self.added.sums],
                self.added.came,
                self.added.seen,
                self.added.data,
            )
        )
        again = packed(self.again) if self.again else b""
        texts = [compressed(case.carried.unopened()) if len(case.carried) else b"" for case in self.cases]
        cases = packed(([_plain(case) for case in self.cases], self.wanting, list(map(len, texts))))
        return b"".join((_LENGTHS.pack(len(added), len(again), len(cases)), added, again, cases, *texts))


def added_of(frame: bytes) -> Added:
    """Raises NotPlainError."""
    crn, sums, came, seen, data = unpacked(_parts(frame)[0])
    return Added(crn, [CaseSum(*each) for each in sums], came, seen, data)


def again_of(frame: bytes) -> dict[str, Any]:
    """Raises NotPlainError."""
    again = _parts(frame)[1] if frame else b""
    found: dict[str, Any] = unpacked(again) if again else {}
    return found


def cases_of(frame: bytes) -> tuple[list[CheckedCase], list[bytes]]:
    """The cases, and what was wanting; none of an empty frame. Raises NotPlainError, and so may the bodies of the
    cases."""
    if not frame:
        return [], []
    _, _, packed_cases, texts = _parts(frame)
    plain_cases, wanting, lengths = unpacked(packed_cases)
    cases, start = [], 0
    for plain_case, length in zip(plain_cases, lengths, strict=True):
        cases.append(_case(plain_case, texts[start : start + length]))
        start += length
    return cases, wanting


def _parts(frame: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    try:
        first, second, third = _LENGTHS.unpack_from(frame)
    except struct.error as error:
        raise NotPlainError("a frame is cut short") from error
    again = _LENGTHS.size + first
    cases = again + second
    texts = cases + third
    return frame[_LENGTHS.size : again], frame[again:cases], frame[cases:texts], frame[texts:]


def _plain(case: CheckedCase) -> tuple[object, ...]:
    carried = case.carried
    return (
        case.crn,
        case.event_number,
        case.officer,
        case.team,
        case.worst,
        case.counts,
        case.summary_json,
        (
            carried.verdicts,
            carried.rules,
            carried.severities,
            carried.owners,
            carried.roots,
            carried.wanting,
            carried.gaps,
        ),
        case.history_json,
        case.packs,
        case.not_applicable,
        case.recorded,
        case.unjudged,
        case.live,
    )


def _case(plain: tuple[Any, ...], text: bytes) -> CheckedCase:
    crn, event_number, officer, team, worst, counts, summary, plain_carried, history, *rest = plain
    carried = Carried(partial(decompressed, text) if text else None)
    (
        carried.verdicts,
        carried.rules,
        carried.severities,
        carried.owners,
        carried.roots,
        carried.wanting,
        carried.gaps,
    ) = plain_carried
    packs, not_applicable, recorded, unjudged, live = rest
    return CheckedCase(
        crn=crn,
        event_number=event_number,
        officer=officer,
        team=team,
        worst=worst,
        counts=counts,
        summary_json=summary,
        carried=carried,
        history_json=history,
        packs=packs,
        not_applicable=not_applicable,
        recorded=recorded,
        unjudged=unjudged,
        live=live,
    )
