"""What a person who knows the export does with a draft: confirms, corrects, fills in. Every correction is counted."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from practice_check.mapping.model import heading_key
from tests.inspecting.strangers_workbook import Sheet, Stranger


@dataclass
class Corrected:
    """``text``: the mapping as it then stands. ``corrections``: what was wrong, not found, or asked. ``confirmed``:
    guesses that were right. ``silent``: what was taken as certain and was wrong; there must be none."""

    text: str = ""
    corrections: list[str] = field(default_factory=list)
    confirmed: int = 0
    silent: list[str] = field(default_factory=list)


def key_of(meaning: str) -> str:
    """What the draft calls a column of this meaning."""
    parts = meaning.split(".")
    return f"{parts[1]}_{parts[2]}" if parts[0] == "made" else parts[-1]


def correct(draft: str, house: Stranger) -> Corrected:
    done = Corrected()
    mapping = yaml.safe_load(draft)
    mapping["covers"] = dict.fromkeys(mapping.get("covers", {}), "all")
    by_name = {heading_key(sheet.name): sheet for sheet in house.sheets}
    drafted = {heading_key(spec["names"][0]): key for key, spec in mapping["sheets"].items()}
    for name, sheet in by_name.items():
        if name not in drafted:
            done.corrections.append(f"{sheet.name}: the sheet was not found")
            drafted[name] = heading_key(name)
            mapping["sheets"][drafted[name]] = {"names": [sheet.name], "columns": {}, "entries": []}
        _correct_sheet(mapping["sheets"][drafted[name]], sheet, done)
    mapping["covers"] = {
        entry["table"]: "all"
        for spec in mapping["sheets"].values()
        for entry in spec["entries"]
        if entry["table"] != "cases"
    }
    done.text = yaml.safe_dump(mapping, sort_keys=False)
    return done


def _correct_sheet(spec: dict[str, Any], sheet: Sheet, done: Corrected) -> None:
    columns: dict[str, dict[str, Any]] = spec["columns"]
    is_right_table = any(entry["table"] == sheet.table for entry in spec["entries"])
    if not is_right_table:
        done.corrections.append(f"{sheet.name}: taken for another table")
    drafted = {heading_key(column["names"][0]): (key, column) for key, column in columns.items()}
    right: dict[str, dict[str, Any]] = {}
    for heading, meaning in sheet.means.items():
        key, column = drafted.get(heading_key(heading), (None, None))
        wanted = None if meaning is None else key_of(meaning)
        sure = column is not None and not column.pop("guess", False)
        if key != wanted or (not is_right_table and wanted not in {None, "crn"}):
            done.corrections.append(f"{sheet.name}, {heading}: {key} where it is {wanted}")
            if sure and key is not None:
                done.silent.append(f"{sheet.name}, {heading}: {key} where it is {wanted}")
            column = None
        elif column is not None and not sure:
            done.confirmed += 1
        if wanted is None:
            continue
        right[wanted] = column = column or {"names": [heading]}
        if column.get("dates") == "ask":
            done.corrections.append(f"{sheet.name}, {heading}: which comes first?")
            column["dates"] = ["dd/MM/yyyy"]
        _correct_codes(column, sheet.codes.get(heading, {}), f"{sheet.name}, {heading}", sure, done)
    if "crn" in right:
        right["crn"]["needed"] = True
    spec["columns"] = right
    spec["entries"] = _entries(sheet, right)


def _correct_codes(column: dict[str, Any], true: dict[str, str], where: str, sure: bool, done: Corrected) -> None:
    if not true:
        return
    proposed = column.get("codes")
    for written, code in true.items():
        if proposed is None or written not in proposed:
            continue  # our own spelling, or on no row
        if proposed[written] != code:
            done.corrections.append(f"{where}: '{written}' is {code} and not {proposed[written]}")
            if sure and proposed[written] != "(unknown)":
                done.silent.append(f"{where}: '{written}' is {code} and not {proposed[written]}")
    if proposed is not None or len(column) == 1:
        column["codes"] = dict(true)


def _entries(sheet: Sheet, columns: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the sheet as the draft writes them, over the columns as they then stand."""
    made = [
        key for meaning in sheet.means.values() if meaning and meaning.startswith("made.") for key in [key_of(meaning)]
    ]
    own = {key: key for key in columns if key not in made}
    entries: list[dict[str, Any]] = [{"table": sheet.table, "fields": own}]
    if made:
        day = "rosh_start" if "rosh_start" in made else made[0]
        fields = {key.partition("_")[2]: key for key in made}
        entries.append({"table": "rosh_levels", "needs": [day], "fields": {"crn": "crn", **fields}})
    return entries
