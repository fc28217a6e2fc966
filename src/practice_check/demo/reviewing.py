"""Reviews: after an incident, on the plan's own date, after a completed requirement; new, late, missing or copied."""

import datetime as dt
from collections.abc import Sequence

from practice_check.demo import allocation, assessing, days, planning, sections
from practice_check.demo.case import Case
from practice_check.demo.recipes import ALL, Of
from practice_check.demo.rows import RowDict
from practice_check.demo.texts import about

FORMS = {"oasys": 0.4, "plan_review": 0.2, "contact_entry": 0.3, "register_review": 0.1}
BARE = 0.1  # of reviews: a text, and nothing of why or of what changed
ANOTHER_TIER = {"trust": 0.3, "split": 0.15, "current": 0.1}
NOTHING_NEW = (
    "Nothing new from the police or from home; the level and the work stay as they are.",
    "The programme runs to its end as planned and nothing else has moved.",
    "Talked through with the person and with housing: all as it was.",
)
PERIODIC_DECKS = ("opening", "progress", "harm", "plan", "closing")


def write(
    case: Case, parts: Sequence[Of], day: dt.date, *, event: RowDict | None = None, reason: str | None = None
) -> None:
    """A review of these parts on one day; in OASys it is also a new assessment and a revised plan."""
    chance = case.chance
    copied = case.copied(day)
    form = chance.weighted(FORMS)
    words = about(event) if event else {}
    tier = {} if copied else _another_tier(case, day)
    bare = chance.yes(BARE)
    for part in parts:
        if form == "oasys" and chance.yes(0.6):
            _reassess(case, part, day, event, copied)
            continue
        row = case.rows.add(
            "reviews",
            of=part,
            date=day,
            form=form,
            status=case.kept(day, "complete", 0.5),
            reason=None if bare else case.kept(day, reason),
            level=case.kept(day, case.level(day)) if part == "rosh" else None,
            states_change=None if bare else case.kept(day, event is not None and not copied),
            no_change_reason=chance.choice(NOTHING_NEW) if event is None and chance.yes(0.45) else None,
            sources=chance.some(assessing.SOURCES, 0.3) or None if part in {"rosh", "rmp"} else None,
            covers=sections.of(case, day, "review") if chance.yes(0.8) else None,
            **(tier if part in {"rosh", "sentence_plan"} else {}),
            names_event=event["row_id"] if event and not copied and chance.yes(0.75) else None,
            reviewer=case.officer(day).name,
            text=case.texts.write(assessing.AFTER_EVENT if event else PERIODIC_DECKS, **words),
        )
        if copied:
            case.texts.is_copy(row)


def _another_tier(case: Case, day: dt.date) -> RowDict:
    """Now and then a review finds that another tier would be right; then the case is moved there, late or never."""
    tier = case.facts.get("tier")
    if tier is None or not case.chance.yes(ANOTHER_TIER[case.order.era]):
        return {}
    moved = case.done("re-allocation", day, manager=True)
    return {"tier_needed": allocation.another_tier(tier, case.chance), "tier_changed": moved}


def _reassess(case: Case, part: Of, day: dt.date, event: RowDict | None, copied: bool) -> None:
    if part == "likelihood":
        assessing.write(case, "likelihood", day, "review", event=event, copied=copied)
    elif part == "rosh":
        assessing.write(case, "rosh_full", day, "review", event=event, copied=copied)
    else:
        kind = "rmp" if part == "rmp" else "sentence"
        planning.write(case, kind, day, "review", event=event, copied=copied)


def periodic(case: Case) -> None:
    """Reviews on the dates that the plans themselves name, or a habit of six months where they name none."""
    first = [plan for plan in case.rows["plans"] if plan["purpose"] != "review"]
    for start in case.starts:
        plans = [plan for plan in first if plan["date"] >= start.day - dt.timedelta(days=90)]
        due = next((plan["review_due"] for plan in plans if plan["review_due"]), days.months(start.day, 6))
        later = [other.day for other in case.starts if other.day > start.day]
        until = min([case.last, *later])
        while due < until:
            due = _one_round(case, due, until)


def at_the_end(case: Case) -> None:
    """A last assessment as the order ends, and a look back at the work done; not everybody writes them."""
    if case.order.live or case.order.standalone:
        return
    if case.chance.yes(0.4):
        assessing.write(case, "likelihood", case.last - case.chance.days(0, 12), "end")
    if case.chance.yes(0.15):
        day = case.last - case.chance.days(0, 20)
        text = case.texts.write(PERIODIC_DECKS)
        case.rows.add("reviews", of="work", date=day, form="contact_entry", status="complete", reason="end", text=text)


def _one_round(case: Case, due: dt.date, until: dt.date) -> dt.date:
    done = case.done("periodic review", days.after(due, -20), with_person=True)
    if done is None and case.chance.yes(0.4):
        overseen = case.done("oversight of an overdue review", days.after(due, 10), manager=True)
        if overseen and case.pressing(overseen):
            case.rows.add(
                "oversight",
                kind="direction",
                of="review",
                date=overseen,
                manager=case.officer(overseen).manager.name,
                direction="The review is overdue: finish it this week.",
                action_due=days.after(overseen, 5),
                action_done=case.done("improvement", overseen),
            )
            done = case.done("improvement", overseen)
    if done is not None and done <= until:
        all_parts: tuple[Of, ...] = ALL if case.medium(done) else ("likelihood", "sentence_plan", "rosh")
        parts: list[Of] = [part for part in all_parts if case.chance.yes(0.6)]
        write(case, ["rosh"] if case.order.standalone else parts, done, reason="periodic review")
    return days.months(max(due, done or due), case.chance.choice(planning.MONTHS[case.level(due)]))
