"""What an export would hold for the rules, once its guesses are confirmed and its sheets are said to be complete."""

from collections.abc import Iterable

from practice_check.inspecting.draft import drafted, made_tables
from practice_check.inspecting.lexicon import lexicon
from practice_check.inspecting.report import Inspection
from practice_check.mapping.model import Mapping
from practice_check.records.columns import CASES, names_of
from practice_check.records.model import tables
from practice_check.rulebook.needs import Holdings
from practice_check.rulebook.needs_held import Held


def held_if_confirmed(inspection: Inspection, mappings: Iterable[Mapping] = ()) -> Holdings:
    """The tables and columns of the draft, and those of the shipped mappings that read some of the sheets."""
    fields: dict[str, set[str]] = {}
    for sheet in drafted(inspection):
        fields.setdefault(sheet.table or CASES, set())
        for finding in sheet.used:
            if finding.best is not None:
                target = finding.best.target
                fields.setdefault(target.table, set()).add(target.field)
                if target.group is not None:
                    fields[target.table] |= lexicon().columns_that_make_entries[target.group].constants.keys()
    for mapping in mappings:
        for mapped in mapping.sheets.values():
            for entry in mapped.entries:
                fields.setdefault(entry.table, set()).update(entry.fields)
    complete = set(made_tables(inspection)) - _latest_only(inspection)
    complete |= {table for mapping in mappings for table, cover in mapping.covers.items() if cover.of != "nothing"}
    held = {
        table: Held(frozenset(given & set(names_of(tables()[table]))), table in complete)
        for table, given in fields.items()
        if table in tables()
    }
    return Holdings(held, frozenset(fields.get(CASES, set())))


def _latest_only(inspection: Inspection) -> set[str]:
    """Tables of which the export has no more than the entries that a tracker keeps beside each case."""
    own = {sheet.table for sheet in drafted(inspection)}
    return {table for table in made_tables(inspection) if table not in own}
