"""How hard each piece of work is to do in time, and how long it may take, in working days.

The limits are those of ``rules/parameters.yaml`` at the time of writing. They only shape the demonstration: the
checker takes nothing from here. ``ease`` and ``never`` follow the reports where they print how often a thing was
done (the paragraph stands beside it) and are chosen elsewhere.
"""

from dataclasses import dataclass

from practice_check.demo.chance import Chance
from practice_check.demo.staff import Habits


@dataclass(frozen=True, slots=True)
class Work:
    limit: int  # working days
    ease: float = 0.95  # times the officer's own rate of doing things in time
    never: float = 0.4  # of what is not in time, the share that is never done


WORK: dict[str, Work] = {
    "allocation": Work(1, 1.0, 0.05),
    "assignment": Work(1, 1.0, 0.1),
    "appointment given": Work(1, 0.95, 0.1),
    "first appointment": Work(5, 0.94, 0.1),
    "induction": Work(10, 0.95, 0.4),
    "copy of the order": Work(10, 1.0, 0.5),
    "children asked": Work(10, 0.85, 0.7),
    "screening": Work(5, 0.95, 0.3),
    "full analysis": Work(15, 0.9, 0.4),  # northumbria 4/1.3: absent in 7 of about 81
    "likelihood": Work(15, 0.95, 0.3),  # northumbria 3/1.1: 4 of 75 none, 13 insufficient
    "sentence plan": Work(15, 0.95, 0.3),
    "rmp": Work(15, 0.88, 0.35),  # northumbria 4/1.7: late and insufficient in about half
    "constructive work": Work(20, 0.9, 0.4),  # tr5 2.23: not begun within four weeks in one-third
    "home visit": Work(15, 0.9, 0.6),  # northumbria 4/2.3: not done in one-quarter; bedfordshire in 13 of 20
    "repeat visit": Work(60, 0.7, 0.7),  # bedfordshire 4/2.3: 4 of 12
    "visit after change": Work(10, 0.7, 0.6),
    "visit again": Work(10, 0.8, 0.6),
    "check": Work(5, 0.8, 0.6),  # bedfordshire 4/3.2: not all made in 14 of 24
    "check on a household": Work(1, 0.8, 0.5),
    "check chased": Work(10, 0.6, 0.7),
    "check acted on": Work(5, 0.9, 0.6),
    "child concern referred": Work(1, 0.8, 0.4),
    "referral outcome chased": Work(5, 0.7, 0.7),
    "agency told": Work(1, 0.75, 0.5),
    "review after change": Work(10, 0.7, 0.55),  # bedfordshire 3/2.8: 9 of 26 prompt; 4/2.7: 7 of 20
    "review after change, high": Work(5, 0.72, 0.45),
    "review after completion": Work(20, 0.7, 0.6),
    "periodic review": Work(20, 0.8, 0.5),  # bedfordshire 2/2.7: half
    "oversight": Work(10, 0.85, 0.5),  # northumbria 4/2.8: none at all in 8 of 46
    "further oversight": Work(60, 0.8, 0.5),
    "oversight after an event": Work(5, 0.7, 0.6),
    "oversight of an overdue review": Work(10, 0.6, 0.7),
    "countersignature": Work(5, 0.9, 0.2),
    "improvement": Work(20, 0.7, 0.6),
    "absence looked into": Work(2, 0.9, 0.6),
    "warning": Work(5, 0.85, 0.4),
    "breach": Work(10, 0.8, 0.4),  # northumbria 2/2.8: four more were needed beside 15 used
    "enforcement entered": Work(5, 0.95, 0.3),
    "recall": Work(1, 0.9, 0.1),
    "re-engagement": Work(10, 0.7, 0.5),
    "handover": Work(20, 0.75, 0.6),
    "mappa referral": Work(10, 0.85, 0.4),
    "mappa action into plan": Work(10, 0.6, 0.6),  # bedfordshire 4/1.7: no evidence in four of five
    "child protection into plan": Work(10, 0.65, 0.6),
    "victim offer": Work(38, 1.02, 0.5),  # eight weeks; northumbria 5/4.1: 19 of 21; bedfordshire 6 of 12
    "victim liaison told": Work(5, 0.75, 0.6),
    "transfer appointment": Work(5, 0.9, 0.3),
    "intervention started": Work(60, 0.85, 0.5),  # bedfordshire 3/2.2: 14 of 20 as planned
    "written copy": Work(5, 0.5, 0.8),  # york 1/1.2: three of eleven
    "progress noted": Work(70, 0.75, 0.6),  # chosen; looked at by inspectors four or nine months in
    "re-allocation": Work(10, 0.6, 0.8),
    "allocation document read": Work(5, 0.8, 0.6),
    "provider told of a hearing": Work(1, 0.8, 0.5),
    "told how to complain": Work(20, 0.75, 0.7),
    "notes agreed": Work(10, 0.8, 0.5),
    "licence condition": Work(5, 0.75, 0.6),
    "plan sent": Work(10, 0.7, 0.7),
}


def wait(chance: Chance, habits: Habits, work: Work, limit: int | None = None) -> int | None:
    """After how many working days a piece of work is done; None: never."""
    within = work.limit if limit is None else limit
    if chance.yes(min(0.97, habits.in_time * work.ease)):
        return round(chance.triangular(0, within, within * 0.55))
    if chance.yes(min(0.9, work.never * habits.never)):
        return None
    return within + 1 + int(chance.random() ** 2 * (within * 1.5 + 12))
