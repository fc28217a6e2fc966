"""The days on which a condition can change, so that it need not be judged on every day."""

from practice_check.rulebook import model as m
from practice_check.timeline.days import NEVER
from practice_check.vocabulary.conditions import Reading, node_of


def turning_days(condition: m.ConditionForm, reading: Reading) -> set[int]:
    """All days on which the condition may come to something else than on the day before."""
    days = {start.day for start in reading.case.starts}
    days.update(node_of(condition, reading.words).turns(reading))
    return {day for day in days if 0 < day < NEVER}
