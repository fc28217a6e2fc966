"""The days on which a condition can change, so that it need not be judged on every day."""

from practice_check.rulebook import model as m
from practice_check.vocabulary.conditions import Reading, node_of


def turning_days(condition: m.ConditionForm, reading: Reading) -> set[int]:
    """All days on which the condition may come to something else than on the day before."""
    return {start.day for start in reading.case.starts} | node_of(condition, reading.words).turns(reading)
