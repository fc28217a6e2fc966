"""Three values: false < unknown < true. ``all`` is the least, ``any`` the greatest."""

from enum import IntEnum
from typing import Final


class Truth(IntEnum):
    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


FALSE: Final = Truth.FALSE
UNKNOWN: Final = Truth.UNKNOWN
TRUE: Final = Truth.TRUE


def of(value: bool) -> Truth:
    return TRUE if value else FALSE


def opposite(truth: Truth) -> Truth:
    """What a ``not`` makes of it."""
    if truth is UNKNOWN:
        return UNKNOWN
    return FALSE if truth is TRUE else TRUE
