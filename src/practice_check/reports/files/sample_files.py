"""The population and the sample as tables for a spreadsheet; those of eligible cases can be given to a check again."""

import csv
import io
from collections.abc import Iterable, Sequence

from practice_check.reports.escape import for_spreadsheet
from practice_check.sampling import FEATURES, Placing, Population, Sample
from practice_check.sampling.sample import COLUMNS

_LEFT_OUT = ("crn", "event_number", "standing", "why", "what_would_place_it", "start", *FEATURES, "officer")
_STANDINGS = {"left_out": "left out", "not_placed": "could not be placed"}
_YES_NO = {True: "yes", False: "no", None: ""}


def sample_as_csv(sample: Sample) -> bytes:
    """The sampled cases. Its columns are those by which a sample is read back."""
    return _table(
        COLUMNS,
        (
            (
                case.crn,
                case.event_number,
                case.start,
                *(case.features.get(name) for name in FEATURES),
                case.officer,
                _YES_NO[case.limited_access],
                _YES_NO[case.second_assessor],
            )
            for case in sample.cases
        ),
    )


def population_as_csv(population: Population) -> bytes:
    """Every case that would be looked at, in the same columns."""
    return _table(
        COLUMNS[:-1],
        (
            (*case.key, case.start, *_features(case), case.officer, _YES_NO[case.limited_access])
            for case in population.eligible
        ),
    )


def left_out_as_csv(population: Population) -> bytes:
    """Every other case, with why it is left out, or what would place it."""
    rest = [case for case in population.placings if case.standing != "eligible"]
    return _table(
        _LEFT_OUT,
        (
            (*case.key, _STANDINGS[case.standing], case.why, case.mend, case.start, *_features(case), case.officer)
            for case in sorted(rest, key=lambda case: (case.standing == "left_out", case.why, case.key))
        ),
    )


def _features(case: Placing) -> list[str | None]:
    return [case.features.get(name) for name in FEATURES]


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """With a byte order mark, by which Excel knows that the text is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([for_spreadsheet(value) for value in row])
    return out.getvalue().encode("utf-8-sig")
