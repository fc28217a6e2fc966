"""Rules as content: the model, the loader, parameters and coverage."""

from practice_check.content.faults import RulebookError
from practice_check.rulebook.loader import load
from practice_check.rulebook.rulebook import Rulebook

__all__ = ["Rulebook", "RulebookError", "load"]
