"""What follows a missed appointment: an enquiry, a warning or none, breach or recall, and the way back."""

import datetime as dt

from practice_check.demo import diary
from practice_check.demo.case import Case
from practice_check.demo.rows import RowDict

WITHDRAWN = {"trust": 0.4, "split": 0.2, "current": 0.1}  # of warnings
HEARD_OF = 0.88  # of what came of breach or recall, stands in the record
FAILED = {"unacceptable_absence", "failed_to_comply"}


class Compliance:
    """The record of one order's absences and what was made of them."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._warned = False
        self._breached_until: dt.date | None = None

    def note(self, contact: RowDict) -> None:
        """Take in how an appointment went, and act on it as this officer would."""
        if contact["outcome"] == "acceptable_absence":
            self._enquire(contact, 0.35)
        elif contact["outcome"] is None and self._case.chance.yes(0.12):
            self._enquire(contact, 1.0)  # the officer asks, and no decision on the absence follows
        if contact["outcome"] not in FAILED:
            return
        self._enquire(contact, 0.85)
        day: dt.date = contact["date"]
        if self._breached_until and day <= self._breached_until:
            return
        if self._warned and self._case.chance.yes(0.4 if self._case.order.licence else 0.7):
            self._enforce(contact)
        else:
            self._warn(contact)

    def _enquire(self, contact: RowDict, rate: float) -> None:
        case = self._case
        if not case.chance.yes(rate) or not (day := case.done("absence looked into", contact["date"])):
            return
        if case.chance.yes(0.6):
            diary.enter(case, day, case.chance.either(0.8, "telephone", "text_or_letter"), ["enquiry"], "attended")
        else:
            self._enter("enquiry", day, contact, "absence")

    def _enter(self, kind: str, day: dt.date, contact: RowDict | None, reason: str, **more: object) -> RowDict:
        case = self._case
        entered = case.done("enforcement entered", day, after_end=True) or day
        return case.rows.add(
            "enforcement",
            kind=kind,
            date=day,
            reason=reason,
            for_contact=contact["row_id"] if contact and case.chance.yes(0.9) else None,
            explained=case.kept(day, case.chance.yes(0.85), 2),
            entered=entered,
            **more,
        )

    def _warn(self, contact: RowDict) -> None:
        case = self._case
        day = case.done("warning", contact["date"])
        if day is None:
            self._depart("warning", contact, "Talked through instead; a first lapse after months of good attendance.")
            return
        self._enter("final_warning" if self._warned else "warning", day, contact, "absence")
        if case.chance.yes(0.9):
            case.rows.add("documents", document_class="warning_letter", date=day)
        self._warned = True
        if case.chance.yes(WITHDRAWN[case.order.era]):
            withdrawn = min(case.last, day + case.chance.days(2, 14))
            reason = "Hospital letter seen; the absence was acceptable." if case.chance.yes(0.4) else None
            self._enter("warning_withdrawn", withdrawn, contact, "absence", result=reason)
            self._warned = False

    def _enforce(self, contact: RowDict) -> None:
        case = self._case
        licence = case.order.licence
        day = case.done("breach", contact["date"])
        if day is None:
            self._depart("enforcement", contact, "Agreed to warn once more: work found, programme going well.")
            return
        kind = "recall_requested" if licence else "breach_started"
        self._enter(kind, day, contact, "absence", papers_in_order=papers(case, day))
        heard = day + case.chance.days(14, 60)
        self._breached_until = heard
        self._warned = False
        if heard <= case.last and case.chance.yes(HEARD_OF):
            result = case.chance.choice(("Order continues with more hours.", "Fined.", "Withdrawn."))
            if licence:
                self._enter("recall_outcome", heard, contact, "absence", result="Decision not to recall.")
            else:
                self._enter("breach_outcome", heard, contact, "absence", result=result)
        _re_engage(case, day)

    def _depart(self, duty: str, contact: RowDict, reason: str) -> None:
        """Sometimes the decision not to act is written down, and sometimes a manager agrees to it."""
        case = self._case
        if not case.chance.yes(0.45):
            return
        day = min(case.as_of, contact["date"] + case.chance.days(0, 6))
        case.rows.add(
            "decisions",
            duty=duty,
            date=day,
            reason=reason if case.reasoned(day) else None,
            by=case.officer(day).name,
            agreed_by=case.chance.weighted({"manager": 0.5, "nobody": 0.35, None: 0.15}),
            about=contact["row_id"],
        )


def _re_engage(case: Case, day: dt.date) -> None:
    if back := case.done("re-engagement", day, with_person=True):
        diary.enter(case, back, "office", ["re_engagement"], "attended")


def papers(case: Case, day: dt.date) -> bool | None:
    """Whether the papers of a breach came back; nobody asks that of a recall."""
    if case.order.licence:
        return None
    sound: bool | None = case.kept(day, case.chance.yes(0.55 + 0.4 * case.officer(day).habits.in_time), 2)
    return sound


def for_risk(case: Case, day: dt.date, reason: str, outcome: bool = True) -> None:
    """Breach or recall because risk has risen or an offence was committed."""
    licence = case.order.licence
    entered = case.done("enforcement entered", day, after_end=True) or day
    kinds = ("recall_requested", "recall_outcome") if licence else ("breach_started", "breach_outcome")
    told = case.kept(day, case.chance.yes(0.85), 2)
    case.rows.add(
        "enforcement",
        kind=kinds[0],
        date=day,
        reason=reason,
        explained=told,
        entered=entered,
        papers_in_order=papers(case, day),
    )
    heard = day + case.chance.days(1, 8) if licence else day + case.chance.days(14, 60)
    if outcome and heard <= case.last and case.chance.yes(HEARD_OF):
        result = "Recalled." if licence else case.chance.choice(("Revoked and resentenced.", "Order continues."))
        case.rows.add("enforcement", kind=kinds[1], date=heard, reason=reason, entered=heard, result=result)
    if not licence or case.chance.yes(0.55):
        _re_engage(case, heard)
