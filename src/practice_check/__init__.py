"""Checks exported probation case records against what HM Inspectorate of Probation expects.

>>> from practice_check import check                                # doctest: +SKIP
>>> results = check("caseload.xlsx")                                # doctest: +SKIP
>>> results.rows()[0]["verdict"]                                    # doctest: +SKIP
"""

from collections.abc import Sequence
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
    **options: Any,
) -> "Results":
    """Checks an export as ``practice-check check`` does; ``options`` are those of ``practice_check.audit.Options``.

    ``mappings``: shipped ones by name, or files. Raises practice_check.ingest.InputError,
    practice_check.mapping.MappingError, practice_check.rulebook.RulebookError and practice_check.audit.OptionError.
    """
    from practice_check.answers import with_exceptions, with_judgements
    from practice_check.audit import Options
    from practice_check.audit import check as check_export
    from practice_check.ingest import read
    from practice_check.mapping import load_all
    from practice_check.rulebook import load

    paths = [export] if isinstance(export, str | Path) else list(export)
    rulebook = load([Path(folder) for folder in rules], Path(params) if params else None)
    whole = read([Path(path) for path in paths], load_all(mappings))
    cases = with_judgements(whole, [Path(file) for file in judgements], rulebook)
    cases = with_exceptions(cases, [Path(file) for file in exceptions], rulebook)
    return check_export(cases, rulebook, Options(**options))
