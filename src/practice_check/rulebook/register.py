"""The register of expectations that the rules are counted against (``rules/_register``).

An expectation that was ``added`` to what was compiled from the reports, or ``corrected`` since, says why in the entry
itself; ``set-aside.yaml`` lists those that no case record could ever hold (docs/register.md).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from practice_check.content.faults import Fault, did_you_mean, of_validation
from practice_check.content.yaml_file import BadYamlError, YamlFile, read_yaml
from practice_check.rulebook.model import Kind, Part

#: The parts of the second register that are adult casework in the community, work with victims included.
ADULT_DOMAINS = frozenset({"court-allocation", "adult-community", "crc-early-work", "nps-early-work", "victim-contact"})

Checkable = Literal["full", "partial", "judgement"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a report prints it: where, and what it says, in words."""

    report: str
    para: str | None
    says: str


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One expectation. ``document``: ``iaow`` for the three area inspections, else ``tr5-annual``.

    ``kind``: a measure or an outcome only where the entry itself says so, after correction.
    """

    id: str
    document: str
    outcome: int | None
    domain: str | None
    checkable: Checkable
    severity: str
    expectation: str
    kind: Kind = "duty"
    added: str | None = None
    corrected: str | None = None
    published: tuple["Figure", ...] = ()

    @property
    def adult(self) -> bool:
        return self.document == "iaow" or self.domain in ADULT_DOMAINS


class SetAside(Part):
    """An expectation that no rule needs to answer, and why."""

    document: Literal["iaow", "tr5-annual"]
    kind: Literal["out_of_scope", "measure", "outcome"] = Field(alias="as")
    reason: str = Field(min_length=1)


@dataclass(frozen=True)
class Register:
    """Entries by id. The two documents may use one id for one expectation: both are then listed under it.

    ``set_aside``: by id, those that the rules leave out in writing.
    """

    entries: dict[str, list[RegisterEntry]]
    set_aside: dict[str, SetAside] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def adult(self) -> list[RegisterEntry]:
        return [entry for entries in self.entries.values() for entry in entries if entry.adult]

    def aside(self, entry: RegisterEntry) -> SetAside | None:
        """Why the rules leave the entry out; None where they do not."""
        found = self.set_aside.get(entry.id)
        return found if found and found.document == entry.document else None


def read_register(folder: Path) -> Register:
    """Reads every register of the folder. What is wrong with what is set aside stands in ``faults``."""
    entries: dict[str, list[RegisterEntry]] = {}
    for path in sorted(folder.glob("expectations-*.yaml")):
        document = path.stem.removeprefix("expectations-")
        for row in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)["expectations"]:
            entry = RegisterEntry(
                row["id"],
                document,
                row["outcome"],
                row.get("domain"),
                row["checkable"],
                row["severity"]["level"],
                row["expectation"],
                row.get("kind", "duty"),
                row.get("added"),
                row.get("corrected"),
                tuple(_figure(each) for each in row.get("published") or ()),
            )
            entries.setdefault(entry.id, []).append(entry)
    faults: list[Fault] = []
    return Register(entries, _set_aside(folder / "set-aside.yaml", entries, faults), tuple(faults))


_COUNTS = {"relevant": "relevant", "sufficient": "sufficient", "not_done": "not done", "insufficient": "insufficient"}


def _figure(row: dict[str, Any]) -> Figure:
    """A row of either document: the area reports count cases, the other prints a value for a group of cases."""
    if "what" in row:
        group = "" if row.get("group") in (None, "all") else f" ({row['group']})"
        return Figure("tr5", None, f"{row['what']}: {row['value']}{group}")
    counts = [f"{row[key]} {words}" for key, words in _COUNTS.items() if row.get(key) is not None]
    says = "; ".join([", ".join(counts)] * bool(counts) + [row["note"]] * bool(row.get("note")))
    return Figure(row["report"], str(row["para"]), f"{row['facet']}: {says}" if says else str(row["facet"]))


def _set_aside(path: Path, entries: dict[str, list[RegisterEntry]], faults: list[Fault]) -> dict[str, SetAside]:
    found: dict[str, SetAside] = {}
    if not path.exists():
        return found
    try:
        file = read_yaml(path)
    except BadYamlError as fault:
        faults.append(Fault(path, fault.line, "set aside", fault.message))
        return found
    for name, row in (file.value if isinstance(file.value, dict) else {}).items():
        line = file.line((name,))
        try:
            each = SetAside.model_validate(row)
        except ValidationError as error:
            faults.extend(of_validation(error, YamlFile(row, {(): line}), path, name, SetAside))
            continue
        if not any(entry.document == each.document for entry in entries.get(name, ())):
            known = [entry.id for rows in entries.values() for entry in rows if entry.document == each.document]
            message = f"'{name}' is not in the register of {each.document}{did_you_mean(name, known)}"
            faults.append(Fault(path, line, name, message))
            continue
        found[name] = each
    return found
