"""What cases are grouped by for a sample. What is not known is a group of its own, and never one of the others."""

from collections.abc import Callable

from practice_check.records.model import CaseRecord
from practice_check.vocabulary.conditions import Reading

NOT_RECORDED = "not recorded"
NOT_IN_EXPORT = "not in this export"

#: What cases can be grouped by, and the words for it.
FEATURES = {
    "rosh": "RoSH level at the start",
    "order-type": "type of order",
    "gender": "gender",
    "team": "team",
    "office": "office or area",
    "ethnicity": "ethnicity",
}

#: In this order unless somebody names another: what stands first is kept to most closely.
USUAL = ("rosh", "order-type", "gender", "team")


def features_of(reading: Reading, start: int) -> dict[str, str]:
    """Each of ``FEATURES`` for a case whose start that counts is the day ``start``."""
    record = reading.case.record
    return {
        "rosh": _level(reading, start),
        "order-type": _field(record, "order_type", _spaced),
        "gender": _field(record, "gender", _spaced),
        "team": _field(record, "team"),
        "office": _field(record, "area"),
        "ethnicity": _field(record, "ethnicity"),
    }


def _field(record: CaseRecord, name: str, words: Callable[[str], str] = str) -> str:
    value = getattr(record, name)
    if value is not None and str(value).strip():
        return words(str(value).strip())
    return NOT_RECORDED if record.given(name) else NOT_IN_EXPORT


def _level(reading: Reading, start: int) -> str:
    """The level in force on the day of the start; where there is none yet, the first one recorded after it."""
    periods = reading.periods
    word = periods.word("rosh-level")
    later = [span for span in periods.spans("rosh-level") if start < span.start <= reading.case.as_of][:1]
    for spans in (periods.open_on("rosh-level", start), later):
        levels = [getattr(span.row, word.value or "") for span in spans]
        known = [str(level) for level in levels if level is not None]
        if known:
            return _spaced(max(known, key=(word.order or known).index))
    return NOT_IN_EXPORT if periods.blind("rosh-level", start, start) else NOT_RECORDED


def _spaced(code: str) -> str:
    return code.replace("_", " ")
