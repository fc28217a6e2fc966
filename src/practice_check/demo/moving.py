"""Transfers in and out, of area and provider, with the papers or without; and from the youth service at eighteen."""

import datetime as dt

from practice_check.demo import assessing, days, diary, planning
from practice_check.demo.case import Case, Start
from practice_check.demo.names import AREA, OTHER_AREAS

IN, OUT, PROVIDER = 0.06, 0.07, 0.3
YOUTH = 0.75  # of those just eighteen
IN_ERROR = {True: 0.5, False: 0.35, None: 0.15}


def tell(case: Case) -> None:
    """Transfers as rows; one that is accepted from elsewhere is a start of its own."""
    chance, order = case.chance, case.order
    if (
        case.person.age == 18
        and not order.follows
        and (order.last - order.start).days > 25
        and (case.person.planted.name == "youth service" or chance.yes(YOUTH))
    ):
        _from_youth_service(case)
    if (order.last - order.start).days < 70 or order.follows:
        return
    room = order.last - dt.timedelta(days=25)
    if chance.yes(IN):
        accepted = days.working(chance.day(order.start + dt.timedelta(days=20), room))
        _row(case, "in", "area", accepted, here=chance.choice(OTHER_AREAS), there=AREA)
        _starts(case, accepted)
        _officers(case, accepted)
    elif order.era == "split" and chance.yes(PROVIDER):
        accepted = days.working(chance.day(order.start + dt.timedelta(days=20), room))
        _row(case, "in", "provider", accepted, here="CRC", there="NPS")
        _starts(case, accepted)
    elif chance.yes(OUT):
        accepted = days.working(chance.day(room, order.last + dt.timedelta(days=15)))
        gone = accepted if accepted <= order.last else None
        _row(case, "out", "area", gone, here=AREA, there=chance.choice(OTHER_AREAS))
        _officers(case, case.rows["transfers"][-1]["requested"])


def _from_youth_service(case: Case) -> None:
    """At eighteen the case comes over, with a meeting of the two workers and the person, or with papers only."""
    day = days.working(case.order.start + case.chance.days(3, 15))
    _row(case, "in", "youth_service", day, here="youth service", there=AREA)
    if (met := case.done("handover", day, 15, with_person=True)) and case.chance.yes(0.75):
        kind = case.chance.either(0.7, "three_way_meeting", "office")
        diary.enter(case, met, kind, ["handover"], case.kept(met, "attended"))


def _row(case: Case, direction: str, of: str, accepted: dt.date | None, *, here: str, there: str) -> None:
    chance = case.chance
    requested = days.after(accepted or case.last, -chance.randint(3, 15))
    sent = days.after(requested, chance.randint(0, 9)) if chance.yes(0.65) else None
    case.rows.add(
        "transfers",
        direction=direction,
        of=of,
        requested=max(requested, case.order.begin),
        accepted=accepted if accepted is None or accepted <= case.last else None,
        from_area=here,
        to_area=there,
        documents_sent=min(max(sent, case.order.begin), case.last) if sent else None,
        in_error=case.chance.weighted(IN_ERROR) if of == "provider" else None,
    )
    if sent and chance.yes(0.8):
        case.rows.add("documents", document_class="transfer_pack", date=min(sent, case.last))


def _officers(case: Case, day: dt.date) -> None:
    """For some days nobody holds the case, or two people do."""
    if not case.chance.yes(0.35):
        return
    for row in list(case.rows["officers"]):
        if row["start"] < day and (row["end"] is None or row["end"] > day):
            again = {name: row[name] for name in ("officer", "team", "area", "manager", "end")}
            row["end"] = day
            begins = day + case.chance.days(3, 14)
            if again["end"] is None or begins < again["end"]:
                case.rows.add("officers", start=min(begins, case.last), **again)


def papers(case: Case) -> None:
    """Assessments and plans brought up to date before the case goes elsewhere."""
    for row in case.rows["transfers"]:
        if row["direction"] != "out" or not case.seen_to("review after change", row["requested"]):
            continue
        day = row["requested"]
        for kind in ("likelihood", "rosh_full"):
            assessing.write(case, kind, day, "transfer")
        for kind in ("sentence", "rmp"):
            planning.write(case, kind, day, "transfer")


def _starts(case: Case, day: dt.date) -> None:
    case.starts.append(Start("transfer", day))
    case.starts.sort(key=lambda start: start.day)
