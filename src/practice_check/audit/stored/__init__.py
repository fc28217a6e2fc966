"""A run on disk: what was found of each person, as it is found, so that memory stays flat and nothing found is lost."""

from practice_check.audit.stored.journal import Journal, JournalError, MadeOf, OtherRunError
from practice_check.audit.stored.run import StoredRun
from practice_check.audit.stored.sums import Sums

__all__ = ["Journal", "JournalError", "MadeOf", "OtherRunError", "StoredRun", "Sums"]
