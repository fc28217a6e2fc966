"""The slots that a rule's ``gap`` sentence may use."""

from string import Formatter

SLOTS = ("within", "opened", "due", "what", "missing", "missed", "days")


def slots(sentence: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]


def unknown_slots(sentence: str) -> list[str]:
    try:
        return [name for name in slots(sentence) if name not in SLOTS]
    except ValueError:
        return [sentence]
