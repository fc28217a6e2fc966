"""Names of files and folders made of names that people gave: none can be unsafe, and no two are the same."""

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 40
#: What Windows takes for a device, whatever follows a full stop.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def slug(name: str, none: str) -> str:
    """Letters, figures and hyphens; ``none`` where nothing of the name is left."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST].strip("-") or none
    return f"{found}-{none}" if found in _DEVICES else found


def folder_names(names: Iterable[str | None], none: str, no_name: str) -> dict[str | None, str]:
    """A name for each, told apart by a number where two are alike. ``none``: the stem of a name without letters and
    figures; ``no_name``: for None, and for no other."""
    used = {no_name}
    found: dict[str | None, str] = {}
    for name in names:
        if name is None:
            found[name] = no_name
            continue
        stem = slug(name, none)
        free, number = stem, 1
        while free in used:
            number += 1
            free = f"{stem}-{number}"
        used.add(free)
        found[name] = free
    return found
