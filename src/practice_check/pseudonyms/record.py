"""A record under pseudonyms, field by field as ``fields`` says: verdicts come out on it as they would have."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from practice_check.pseudonyms.codes import Pseudonyms
from practice_check.pseudonyms.fields import EVERYWHERE, FIELDS, OF_DEPARTURES, Treatment
from practice_check.pseudonyms.places import Places
from practice_check.pseudonyms.tested import Tested
from practice_check.records.columns import CASES, Kind, columns_of
from practice_check.records.departure import DepartureRow
from practice_check.records.model import CaseRecord, Row, tables

#: What stands where a reason or a note would.
REASON_LEFT_OUT = "reason left out"
#: A name that the export has masked itself.
_MASKED = re.compile(r"[^\w]*")
_LEVEL = re.compile(
    r"(?:(?:mappa|marac|level|category|tier|risk)[ _]*)*(?:\d|low|medium|high|very[ _]high)?", re.IGNORECASE
)
_TIER = re.compile(r"(?:tier[ _]*)?[A-D]?\d?[A-Z]?", re.IGNORECASE)
_ETHNICITIES = (
    "a african and any arab asian background bangladeshi black british caribbean chinese declined english ethnic "
    "european gypsy indian irish known mixed multiple northern not of or other pakistani prefer provided recorded "
    "refused roma say scottish stated than to traveller unknown welsh white"
)
_ETHNIC = frozenset(_ETHNICITIES.split())
_WORD = re.compile(r"[^\W\d_]+")
_OWN = re.compile(r"[\w'’-]+")

Change = Callable[[Any], Any]


class Records:
    """Records under a key; ``tested``: what the rules ask for by name."""

    def __init__(self, pseudonyms: Pseudonyms, places: Places, tested: Tested) -> None:
        self._pseudonyms = pseudonyms
        self._places = places
        self._codes = _codes()
        references = [
            (table, name)
            for table, fields in FIELDS.items()
            for name, treatment in fields.items()
            if treatment is Treatment.REFERENCE
        ]
        self._legible = sorted({word.casefold() for place in references for word in tested.contained(*place)})
        self._reasons = frozenset(tested.reasons)
        models: dict[str, type[Row]] = {CASES: CaseRecord, **tables()}
        self._changes = {table: self._of_table(table, model, tested) for table, model in models.items()}
        of_departure = {name: self._change(each, "", name, tested) for name, each in OF_DEPARTURES.items()}
        self._of_departure = {name: change for name, change in of_departure.items() if change is not None}

    def crn(self, crn: str) -> str:
        return self._pseudonyms.crn(crn)

    def record(self, record: CaseRecord) -> CaseRecord:
        """The whole record; a field that was not in the export, or blank, is so afterwards."""
        update = self._changed(record, self._changes[CASES])
        if record.name and not _MASKED.fullmatch(record.name):
            update["name"] = self._pseudonyms.person(record.crn)
        for table in tables():
            rows = getattr(record, table)
            if rows:
                changes = self._changes[table]
                update[table] = [row.model_copy(update=self._changed(row, changes)) for row in rows]
        changed = record.model_copy(update=update)
        changed._own_words = self._own_words(record)
        return changed

    def departure(self, row: DepartureRow) -> DepartureRow:
        return row.model_copy(update=self._changed(row, self._of_departure))

    def value(self, field: str, text: str) -> str:
        """What stands for a value of a field of the case, as a run is narrowed by."""
        if field == "name":
            return text
        change = self._changes[CASES].get(field)
        return str(change(text)) if change else text

    def reference(self, value: str) -> str:
        """In place of the number of an entry, or of what else tells one from another: codes of the record stay."""
        if value in self._codes or not value.strip():
            return value
        kept = [word for word in self._legible if word in value.casefold()]
        return " ".join([self._pseudonyms.label("Entry", value), *(f"({word})" for word in kept)])

    def reasons(self, reasons: list[str]) -> list[str]:
        return [each if each in self._reasons else REASON_LEFT_OUT for each in reasons]

    def _changed(self, row: Row | DepartureRow, changes: Mapping[str, Change]) -> dict[str, Any]:
        values = row.__dict__
        return {name: change(value) for name, change in changes.items() if (value := values[name])}

    def _own_words(self, record: CaseRecord) -> frozenset[str]:
        """How the person's own name and CRN look in the hidden texts, in small letters."""
        words = {word for word in _OWN.findall(record.name or "") if len(word) > 2} | {record.crn}
        spelt = {form for word in words for form in (word, word.casefold(), word.upper(), word.title())}
        return frozenset(self._pseudonyms.hiding.hide(word).casefold() for word in spelt)

    def _of_table(self, table: str, model: type[Row], tested: Tested) -> dict[str, Change]:
        """What is done to each field of a table that can hold words. A field that nobody has decided on is hidden."""
        decided = {**EVERYWHERE, **FIELDS.get(table, {})}
        words = [column.field for column in columns_of(model).values() if column.kind is Kind.TEXT]
        names = dict.fromkeys(["source", *(["crn"] if table == CASES else []), *words])
        found = {}
        for name in names:
            change = self._change(decided.get(name, Treatment.TEXT), table, name, tested)
            if change is not None:
                found[name] = change
        return found

    def _change(self, treatment: Treatment, table: str, name: str, tested: Tested) -> Change | None:
        pseudonyms, asked = self._pseudonyms, tested.values(table, name)
        match treatment:
            case Treatment.CRN:
                return pseudonyms.crn
            case Treatment.PERSON | Treatment.RULE:
                return None
            case Treatment.PLACE:
                return self._places.source
            case Treatment.REFERENCE:
                return self.reference
            case Treatment.STAFF:
                return _but(asked, pseudonyms.staff)
            case Treatment.COLLEAGUE:
                return pseudonyms.colleague
            case Treatment.TEXT:
                legible = tested.contained(table, name)
                return _but(asked, lambda text: pseudonyms.hiding.hide(text, legible))
            case Treatment.LEFT_OUT:
                return lambda _: REASON_LEFT_OUT
            case Treatment.REASONS:
                return self.reasons
            case _:
                noun = treatment.name.capitalize()
                return _but(asked, lambda text: text if _usual(treatment, text) else pseudonyms.label(noun, text))


def _but(stays: frozenset[str], change: Callable[[str], str]) -> Change:
    """``change``, except of what a rule asks for by name."""
    return (lambda text: text if text in stays else change(text)) if stays else change


def _usual(treatment: Treatment, text: str) -> bool:
    """Whether it is a word that everybody uses of this."""
    match treatment:
        case Treatment.LEVEL:
            return _LEVEL.fullmatch(text.strip()) is not None
        case Treatment.TIER:
            return _TIER.fullmatch(text.strip()) is not None
        case Treatment.ETHNICITY:
            return all(word in _ETHNIC for word in _WORD.findall(text.casefold())) and not any(map(str.isdigit, text))
    return False


@cache
def _codes() -> frozenset[str]:
    return frozenset(
        code
        for model in (CaseRecord, *tables().values())
        for column in columns_of(model).values()
        for code in column.codes
    )
