"""What is noticed of a sheet while its rows are read, to be said of it once."""

from dataclasses import dataclass, field


@dataclass
class Told:
    """What is said once of a whole sheet, with the rows that it is true of."""

    left_out: dict[str, list[int]] = field(default_factory=dict)
    codes: dict[tuple[str, str], dict[int, None]] = field(default_factory=dict)
    unmatched: dict[str, dict[int, None]] = field(default_factory=dict)
    #: Rows that made an entry, or may have; and the blank column for want of which others made none.
    #: Rows of which it cannot be told whether they are entries: of whom, and of which tables.
    lost: dict[int, tuple[str, set[str]]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    blank: dict[int, str] = field(default_factory=dict)
