"""Assessors' answers to what no record can decide: above the line, below it with a reason, or not relevant.

A quarter of the cases was read by an assessor; of the archive, which an inspection went through, half. Who reads a
case answers all that an answer decides, and here and there says something about the rest.
"""

import datetime as dt

from practice_check.demo import questions
from practice_check.demo.case import Case
from practice_check.demo.questions import Asking
from practice_check.demo.staff import Habits

READ = {"trust": 0.5, "split": 0.5, "current": 0.15}
ASSESSORS = ("S. Rushfold", "T. Sandquay", "V. Tarnside")
ANSWERED = 0.95  # of what an answer decides
MENTIONED = 0.1  # of the rest
NOT_RELEVANT = 0.05
WHY_NOT_RELEVANT = (
    "Staffed housing; the room is seen every day.",
    "Had ended before it could matter.",
    "Done by the area that the case came from.",
    "Does not arise in this case.",
)
NOTES = (
    "Talked through with the officer, who agreed.",
    "Good work under hard conditions.",
    "The record says little; the officer could say more.",
    "See the last review.",
)
EVIDENCE = (
    "contact log, first month",
    "the plan, second page",
    "assessment, offence analysis",
    "interview with the officer",
)
COURT_TEAM, VICTIM_UNIT = 0.7, 0.75  # how often theirs is above the line


def tell(case: Case) -> None:
    chance = case.chance
    if not chance.yes(READ[case.order.era]) or (case.last - case.order.start).days < 40:
        return
    assessor = chance.choice(ASSESSORS)
    on = min(case.as_of, case.last + dt.timedelta(days=chance.randint(0, 30)))
    for asking in questions.asked(case.order.begin, case.last):
        if not chance.yes(ANSWERED if asking.telling else MENTIONED):
            continue
        if asking.a_factor:
            for row in case.rows["factors"]:
                _answer(case, asking, assessor, on, about=row["tag"])
        else:
            _answer(case, asking, assessor, on)


def _answer(case: Case, asking: Asking, assessor: str, on: dt.date, about: str | None = None) -> None:
    """One answer to all of a rule's questions, or one to each; mostly of the whole case, now and then of its start."""
    chance = case.chance
    several = len(asking.reasons) > 1 and chance.yes(0.6)
    opened = case.order.start if about is None and len(case.starts) == 1 and chance.yes(0.04) else None
    for number in range(1, len(asking.reasons) + 1) if several else (None,):
        answer = _line(case, asking)
        note = {"not_relevant": chance.choice(WHY_NOT_RELEVANT)}.get(answer)
        case.rows.add(
            "judgements",
            rule=asking.rule,
            question=number,
            opened=opened,
            about=about,
            answer=answer,
            assessor=assessor,
            date=on,
            reasons=_reasons(case, asking.reasons[(number or 1) - 1]) if answer == "below" else None,
            note=note or (chance.choice(NOTES) if chance.yes(0.06) else None),
            evidence=chance.choice(EVIDENCE) if chance.yes(0.15) else None,
        )


def _line(case: Case, asking: Asking) -> str:
    if case.chance.yes(NOT_RELEVANT):
        return "not_relevant"
    officer = case.officer(case.last)
    match asking.owner:
        case "court_team":
            good = COURT_TEAM
        case "victim_unit":
            good = VICTIM_UNIT
        case "manager":
            good = _good(officer.manager.habits)
        case _:
            good = _good(officer.habits)
    return "above" if case.chance.yes(good) else "below"


def _good(habits: Habits) -> float:
    return 0.28 + 0.34 * (habits.in_time + habits.reasons)


def _reasons(case: Case, reasons: tuple[str, ...]) -> list[str] | None:
    """One or two of the rule's own reasons."""
    number = min(len(reasons), case.chance.choice((1, 1, 2)))
    return case.chance.sample(reasons, number) or None
