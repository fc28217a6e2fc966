"""``--pseudonymise``: under which key, and where the user's own is kept."""

from pathlib import Path
from typing import Annotated

import typer

from practice_check.cli.stopping import note, stop
from practice_check.pseudonyms import Pseudonymiser, UnfitKeyError, kept_key, key_of
from practice_check.rulebook import Rulebook

Pseudonymise = Annotated[
    bool, typer.Option("--pseudonymise", help="Replace all names and CRNs by pseudonyms, and leave free text out.")
]
Key = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="With --pseudonymise: the key. Default: one of your own, made at first use and kept."
    ),
]

_FILE = "pseudonyms.key"


def under(book: Rulebook, key: Path | None, *, pseudonymise: bool) -> Pseudonymiser | None:
    """What puts pseudonyms in place of names; None where nobody has asked for it."""
    if not pseudonymise:
        if key is not None:
            stop("--key without --pseudonymise", "name both, or neither")
        return None
    try:
        return Pseudonymiser(key_of(key) if key is not None else _kept(), book)
    except UnfitKeyError as fault:
        stop(fault.message, fault.mend)


def _kept() -> bytes:
    path = Path(typer.get_app_dir("practice-check")) / _FILE
    found, made = kept_key(path)
    if made:
        note(f"made a key for pseudonyms: {path}")
        note("Keep it, and apart from the results: the same key gives the same pseudonyms in every run.")
        note("Who has the key and the export can tell who is who.")
    else:
        note(f"pseudonyms by your key {path}")
    return found
