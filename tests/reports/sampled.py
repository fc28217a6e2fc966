"""A sample of all the cases that a run holds."""

import datetime as dt

from practice_check.audit.results import Results
from practice_check.sampling import Sample, SampledCase


def sampled(results: Results) -> Sample:
    return Sample(
        programme="area",
        as_of=results.run.as_of,
        fieldwork=results.run.as_of + dt.timedelta(days=70),
        first=dt.date(2013, 4, 1),
        last=dt.date(2013, 6, 1),
        seed=1,
        by=["rosh"],
        method="all of them",
        population=len(results.cases),
        left_out={},
        not_placed={},
        smallest_base=10,
        shares=[],
        export=[],
        cases=[
            SampledCase(
                crn=case.crn,
                event_number=case.event_number,
                start=case.start_date,
                features={"order-type": case.order_type or "not recorded", "team": case.team or "not recorded"},
                officer=case.officer,
                limited_access=case.limited_access,
            )
            for case in results.cases
        ],
    )
