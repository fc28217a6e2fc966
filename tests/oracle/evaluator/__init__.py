"""The oracle: a brute-force reading of docs/rule-language.md, day by day, that shares no code with the checker."""

from .verdicts import because, verdicts

__all__ = ["because", "verdicts"]
