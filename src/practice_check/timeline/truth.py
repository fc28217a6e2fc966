"""Three values: false < unknown < true. ``all`` is the least, ``any`` the greatest."""

from enum import IntEnum


class Truth(IntEnum):
    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    @property
    def turned(self) -> "Truth":
        return _TURNED[self]


FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
_TURNED = (TRUE, UNKNOWN, FALSE)


def of(value: bool) -> Truth:
    return TRUE if value else FALSE
