"""Hearings in court in the time of the NPS and CRCs: after a charge, a conviction, a breach; the CRC told, or not."""

from practice_check.demo.case import Case

OTHER = 0.3  # of these cases have a hearing for which nothing else in the record stands
RESULTS = (
    "Adjourned for three weeks; bail with a condition not to contact the victim.",
    "Remanded on bail without conditions.",
    "Pleaded guilty; sentence put off for a report.",
    "Order to continue; twenty hours of unpaid work added.",
    "Discharged.",
)
USED = {True: 0.5, False: 0.2, None: 0.3}


def tell(case: Case) -> None:
    if case.order.era != "split":
        return
    chance = case.chance
    heard = [row["date"] for row in case.rows["enforcement"] if row["kind"] == "breach_outcome"]
    heard += [row["date"] for row in case.rows["events"] if row["kind"] in {"charge", "conviction"}]
    if chance.yes(OTHER):
        heard.append(chance.day(case.order.start, case.last))
    for day in sorted(set(heard)):
        if chance.yes(0.85):
            case.rows.add(
                "hearings",
                date=day,
                result=case.kept(day, chance.choice(RESULTS), 2),
                provider_told=case.done("provider told of a hearing", day, after_end=True),
                information_used=chance.weighted(USED),
            )
