"""The days on which a condition can change, so that it need not be judged on every day."""

from practice_check.timeline.stretches import Stretch, stretches
from practice_check.vocabulary.nodes import Node
from practice_check.vocabulary.reading import Reading


def turning_days(node: Node, reading: Reading) -> set[int]:
    """All days on which the condition may come to something else than on the day before."""
    return {start.day for start in reading.case.starts} | node.turns(reading)


def stretches_of(node: Node, reading: Reading, first: int, last: int) -> list[Stretch]:
    """What the condition, which looks at no opener, came to from the first day to the last."""
    if first > last:
        return []
    days = [day for day in turning_days(node, reading) if first < day <= last]
    days.append(first)
    days.sort()
    return stretches(days, [node.holds(reading, day, None) for day in days], last)
