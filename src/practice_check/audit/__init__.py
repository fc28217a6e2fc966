"""A caseload through the checker: from an export and a rulebook to results."""

from practice_check.audit.results import Results
from practice_check.audit.run import OptionError, Options, check

__all__ = ["OptionError", "Options", "Results", "check"]
