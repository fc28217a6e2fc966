"""The key of a case: the person's CRN and the number of the order."""

import re

from practice_check.cells.cell import is_blank, is_not_in_export
from practice_check.cells.fault import CellFault, Unreadable
from practice_check.cells.texts import shown

_CRN = re.compile(r"[A-Z]\d{6}", re.ASCII)
#: What stands for a CRN in a run under pseudonyms, and in what people wrote on its results.
PSEUDONYM = re.compile(r"P-[2-9B-DF-HJKMNP-TV-Z]{5}-[2-9B-DF-HJKMNP-TV-Z]{5}")
_EVENT = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_MEND = "a CRN is a letter and six figures, such as X123456: correct it"


def read_crn_or_pseudonym(value: object) -> str:
    """What people name a person by in a file beside the export. Raises CellFault."""
    text = "" if is_blank(value) else str(value).strip().upper()
    return text if PSEUDONYM.fullmatch(text) else read_crn(value)


def read_crn(value: object) -> str:
    if is_blank(value):
        raise CellFault("the CRN is missing", "write the CRN: a letter and six figures, such as X123456")
    if isinstance(value, Unreadable):
        raise CellFault(value.message, value.mend)
    text = str(value).strip()
    if not _CRN.fullmatch(text.upper()):
        raise CellFault(f"'{text[:40]}' is not a CRN", _MEND)
    return text.upper()


def is_crn(text: str) -> bool:
    """Whether it is a CRN as we write it."""
    return _CRN.fullmatch(text) is not None


def as_given(value: object) -> str:
    """The CRN of a case that could not be read, as the export has it; "" when it has none."""
    return "" if is_blank(value) or isinstance(value, Unreadable) else shown(value).strip()


def read_event(value: object) -> int | None:
    """The order's number; None when the cell is blank."""
    if is_blank(value) or is_not_in_export(value):
        return None
    if isinstance(value, Unreadable):
        raise CellFault(value.message, value.mend)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if isinstance(value, bool) or not _EVENT.fullmatch(text):
        raise CellFault(f"'{text[:40]}' is not the number of an order", "write the event number alone, such as 1")
    return int(text)


def written(crn: str, event: int | None) -> str:
    """A case as messages name it."""
    return crn if event is None else f"{crn}/{event}"
