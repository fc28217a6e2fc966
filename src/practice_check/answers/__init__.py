"""Assessors' answers that come in files of their own, laid beside the case records."""

from practice_check.answers.judgements import with_judgements

__all__ = ["with_judgements"]
