"""The register of expectations that the rules are counted against (``rules/_register``)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

#: The parts of the second register that are adult casework in the community.
ADULT_DOMAINS = frozenset({"court-allocation", "adult-community", "crc-early-work", "nps-early-work", "victim-contact"})

Checkable = Literal["full", "partial", "judgement"]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One expectation. ``document``: ``iaow`` for the three area inspections, else ``tr5-annual``."""

    id: str
    document: str
    outcome: int | None
    domain: str | None
    checkable: Checkable
    severity: str
    expectation: str

    @property
    def adult(self) -> bool:
        return self.document == "iaow" or self.domain in ADULT_DOMAINS


@dataclass(frozen=True)
class Register:
    """Entries by id. The two documents may use one id for one expectation: both are then listed under it."""

    entries: dict[str, list[RegisterEntry]]

    def adult(self) -> list[RegisterEntry]:
        return [entry for entries in self.entries.values() for entry in entries if entry.adult]


def read_register(folder: Path) -> Register:
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
            )
            entries.setdefault(entry.id, []).append(entry)
    return Register(entries)
