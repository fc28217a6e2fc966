"""Checks exported probation case records against what HM Inspectorate of Probation expects.

>>> from practice_check import check                                # doctest: +SKIP
>>> results = check("caseload.xlsx")                                # doctest: +SKIP
>>> results.rows()[0]["verdict"]                                    # doctest: +SKIP
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from practice_check.audit import Results

__version__ = "0.1.0"


def check(
    export: str | Path | Sequence[str | Path],
    *,
    mappings: Sequence[str | Path] = (),
    rules: Sequence[str | Path] = (),
    params: str | Path | None = None,
    judgements: Sequence[str | Path] = (),
    exceptions: Sequence[str | Path] = (),
    pseudonymise: bytes | str | Path | None = None,
    **options: Any,
) -> "Results":
    """Checks an export as ``practice-check check`` does; ``options`` are those of ``practice_check.audit.Options``.

    ``mappings``: shipped ones by name, or files. ``pseudonymise``: the key under which names and CRNs are replaced, or
    the file that holds it (docs/privacy.md); what ``where`` and ``cases`` ask for may be given either way.
    Raises practice_check.ingest.InputError, practice_check.mapping.MappingError, practice_check.rulebook.RulebookError,
    practice_check.audit.OptionError and practice_check.pseudonyms.UnfitKeyError.
    """
    from practice_check.answers import with_exceptions, with_judgements
    from practice_check.audit import Options
    from practice_check.audit import check as check_export
    from practice_check.ingest import read
    from practice_check.mapping import load_all
    from practice_check.pseudonyms import Pseudonymiser, key_of, sound_key
    from practice_check.rulebook import load

    paths = [export] if isinstance(export, str | Path) else list(export)
    rulebook = load([Path(folder) for folder in rules], Path(params) if params else None)
    whole = read([Path(path) for path in paths], load_all(mappings))
    under = None
    if pseudonymise is not None:
        key = sound_key(pseudonymise) if isinstance(pseudonymise, bytes) else key_of(Path(pseudonymise))
        under = Pseudonymiser(key, rulebook)
    crn = under.names.crn if under else None
    cases = with_judgements(whole, [Path(file) for file in judgements], rulebook, crn)
    cases = with_exceptions(cases, [Path(file) for file in exceptions], rulebook, crn)
    asked = Options(**options)
    if under is not None:
        cases = under.export(cases)
        asked = replace(asked, where=under.where(asked.where), cases=under.cases(asked.cases))
    return check_export(cases, rulebook, asked)
