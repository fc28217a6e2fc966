"""Scores as the inspectorate takes them (Appendix 5 of the area reports): shares of relevant cases above the line."""

from practice_check.audit.results_file import PartialResultsError
from practice_check.scoring.model import BREAKDOWNS, Reading, Scores, Settings
from practice_check.scoring.score import score

__all__ = ["BREAKDOWNS", "PartialResultsError", "Reading", "Scores", "Settings", "score"]
