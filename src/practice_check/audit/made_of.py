"""What a run is made of, so that one that was cut off is gone on with only by the same run."""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from practice_check import __version__
from practice_check.audit.stored import MadeOf
from practice_check.ingest import Export
from practice_check.rulebook import Rulebook

if TYPE_CHECKING:
    from practice_check.audit.run import Options


def made_of(export: Export, rulebook: Rulebook, options: "Options", as_of: dt.date) -> MadeOf:
    """All that changes what is found, and nothing else: not how many processes check, nor where the files stand."""
    found = {
        "the version of practice-check": __version__,
        "the day that it speaks of": as_of.isoformat(),
        "what the rules say": rulebook.rules_hash,
        "what the parameters say": rulebook.params_hash,
        "what the mapping says": export.mapping_hash,
        "what the departures say": export.exceptions_hash,
        "the key of the pseudonyms": export.pseudonyms,
        "--pack": ", ".join(options.packs),
        "--select": ", ".join(options.select),
        "--ignore": ", ".join(options.ignore),
        "--where": ", ".join(f"{name}={value}" for name, value in options.where.items()),
        "--show": "" if options.show_not_applicable else "all but what does not apply",
        "the sample": options.cases and _digest(repr(sorted(options.cases))),
        "how many cases are read": str(len(export.records)),
        "what could not be read": _digest(repr(sorted(export.not_read, key=repr))),
        "what is wrong with the data": _digest(*(problem.model_dump_json() for problem in export.problems)),
    }
    for file in export.inputs:
        found[file.name] = file.sha256
    if not export.inputs:  # made by a program, and not of files
        found["the records"] = _digest(*(record.model_dump_json() for record in export.records))
    return {name: value for name, value in found.items() if value}


def _digest(*texts: str) -> str:
    """Of the texts in their order, whoever they come from one by one."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()
