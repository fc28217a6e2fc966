"""What people say in files of their own, laid beside the case records: assessors' answers, reasoned departures."""

from practice_check.answers.exceptions import with_exceptions
from practice_check.answers.judgements import with_judgements

__all__ = ["with_exceptions", "with_judgements"]
