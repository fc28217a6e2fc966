"""The rules engine: situations in, outcomes out. Nothing outside this package imports durable-rules.

``clauses`` is what may be written as a rule, ``machine`` runs rules, ``truth`` and ``chains`` are the rules, ``order``
is what makes two situations the same, ``deciding`` puts them together.
"""

from practice_check.engine.deciding import Engine
from practice_check.engine.order import IRRELEVANT, Frame
from practice_check.engine.situation import NEVER, EngineFault, Outcome, Situation

__all__ = ["IRRELEVANT", "NEVER", "Engine", "EngineFault", "Frame", "Outcome", "Situation"]
