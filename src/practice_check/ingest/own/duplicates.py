"""One case, one record: what becomes of a case that the inputs give more than once."""

from collections.abc import Sequence

from practice_check.ingest.keys import written
from practice_check.ingest.part import Part
from practice_check.ingest.problems import Place
from practice_check.records.model import CaseRecord

Found = tuple[CaseRecord, Place]


def join(parts: Sequence[Part]) -> Part:
    """All parts as one. A case given twice alike is kept once; given twice unlike, it is not read: which is right?"""
    whole = Part()
    found: dict[tuple[str, int], list[Found]] = {}
    for part in parts:
        whole.problems += part.problems
        whole.not_read += part.not_read
        for table, sheets in part.made_of.items():
            whole.made_of.setdefault(table, set()).update(sheets)
        for record, place in part.records:
            found.setdefault(record.key, []).append((record, place))
    unread = set(whole.not_read)
    for key, records in found.items():
        if key in unread:
            _left_out(whole, key, records)
        elif len(records) == 1 or _alike(whole, key, records):
            whole.records.append(records[0])
        else:
            whole.not_read.append(key)
    whole.exported_on = max((part.exported_on for part in parts if part.exported_on), default=None)
    days = [record.exported_on for record, _ in whole.records if record.exported_on is not None]
    whole.exported_on = max([*days, *([whole.exported_on] if whole.exported_on else [])], default=None)
    return whole


def _left_out(whole: Part, key: tuple[str, int], records: Sequence[Found]) -> None:
    for _, place in records:
        message = f"the case {written(*key)} could not be read where it stands elsewhere, and so was left out here"
        whole.problems.append(place.problem(message, "mend it there, or take one of the two out", value=written(*key)))


def _alike(whole: Part, key: tuple[str, int], records: Sequence[Found]) -> bool:
    first, where = records[0]
    same = all(_bare(record) == _bare(first) for record, _ in records[1:])
    for _, place in records[1:]:
        message = f"the case {written(*key)} stands in {where.file}, row {where.row} already"
        if same:
            mend = "it was read once: take out the second"
        else:
            message, mend = f"{message} and they differ: it could not be read", "keep the one that is right"
        whole.problems.append(place.problem(message, mend, value=written(*key)))
    return same


def _bare(value: object) -> object:
    """What a record says, whatever the place that it was read from."""
    if isinstance(value, CaseRecord):
        value = value.model_dump(exclude_unset=True)
    if isinstance(value, dict):
        return {name: _bare(inner) for name, inner in value.items() if name != "source"}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
