"""Which column is which field, all columns of a sheet together: the best total, every field once."""

from collections.abc import Mapping

from munkres import Munkres

#: One pair that fits well is better than two that fit half.
_STRONG_FIRST = 3


def assign(scores: Mapping[tuple[int, str], float]) -> dict[int, str]:
    """For columns by their number and fields by their key, the score of each pair that is worth considering.

    Gives each column its field, or none, so that the scores (cubed) come to the most; no field stands twice.
    """
    columns = sorted({column for column, _ in scores})
    fields = sorted({field for _, field in scores})
    if not columns:
        return {}
    costs = [[-(scores.get((column, field), 0.0) ** _STRONG_FIRST) for field in fields] for column in columns]
    pairs = ((columns[row], fields[place]) for row, place in Munkres().compute(costs))
    return {column: field for column, field in pairs if (column, field) in scores}
