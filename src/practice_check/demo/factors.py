"""The factors linked with offending as the record lists them, and what became of each."""

from practice_check.demo.case import Case

LISTED = 0.93
PROGRESS = {"good": 0.22, "some": 0.36, "insufficient": 0.32, "deteriorated": 0.1}


def tell(case: Case) -> None:
    """Each factor of the person from the first likelihood assessment on; some come up in a later one."""
    assessed = sorted(row["date"] for row in case.rows["assessments"] if row["kind"] == "likelihood")
    if not assessed:
        return
    chance = case.chance
    for tag in case.person.factors:
        if not chance.yes(LISTED):
            continue
        noted = chance.choice(assessed) if chance.yes(0.15) else assessed[0]
        looked_at = case.done("progress noted", max(noted, case.order.start))
        case.rows.add(
            "factors",
            tag=tag,
            noted=noted,
            progress=chance.weighted(PROGRESS) if looked_at else None,
            progress_noted=case.kept(looked_at, looked_at) if looked_at else None,
        )
