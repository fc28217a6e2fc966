"""What a condition comes to over time, judged on no more days than those on which it can change."""

from practice_check.timeline.stretches import Stretch, stretches
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.reading import Reading


def stretches_of(node: Node, reading: Reading, first: int, last: int) -> list[Stretch]:
    """What the condition, which looks at no opener, came to from the first day to the last."""
    if first > last:
        return []
    inside = {first}
    if first < reading.case.begin <= last:
        inside.add(reading.case.begin)
    for start in reading.case.starts:
        if first < start.day <= last:
            inside.add(start.day)
    for day in node.turns(reading):
        if first < day <= last:
            inside.add(day)
    days = sorted(inside)
    return stretches(days, [node.holds(reading, day, None) for day in days], last)
