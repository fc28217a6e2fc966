"""A caseload through the checker: from an export and a rulebook to results, in memory or on disk."""

from practice_check.audit.results import Results
from practice_check.audit.run import OptionError, Options, check, check_stored
from practice_check.audit.stored import JournalError, OtherRunError, StoredRun, Sums

__all__ = [
    "JournalError",
    "OptionError",
    "Options",
    "OtherRunError",
    "Results",
    "StoredRun",
    "Sums",
    "check",
    "check_stored",
]
