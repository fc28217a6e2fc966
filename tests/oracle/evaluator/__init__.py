"""The oracle: a brute-force reading of docs/rule-language.md, day by day, that shares no code with the checker."""

from .verdicts import Oracle, because, verdicts

__all__ = ["Oracle", "because", "verdicts"]
