"""Reads results that an earlier run wrote, and sees whether they are whole."""

from pathlib import Path

from pydantic import ValidationError

from practice_check.audit.results import Results
from practice_check.files import bytes_of


class NotResultsError(ValueError):
    """The file holds no results of ours. ``mend``: what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def read_results(path: Path) -> Results:
    """``results.json``, or the folder that it stands in. Raises NotResultsError."""
    file = path / "results.json" if path.is_dir() else path
    try:
        return Results.model_validate_json(bytes_of(file))
    except OSError as error:
        raise NotResultsError(
            f"{file} cannot be read: {error.strerror}", "write results with: practice-check check EXPORT --out DIR"
        ) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise NotResultsError(
            f"{file} holds no results that can be read: {where}: {first['msg']}",
            "give the results.json that is written by: practice-check check EXPORT --out DIR",
        ) from error


class PartialResultsError(ValueError):
    """The results do not carry every finding, so nothing can be counted from them."""


def require_whole(results: Results) -> None:
    """Raises PartialResultsError where findings were left out (``--show``); those that do not apply may be."""
    carried: dict[str, int] = {}
    for finding in results.findings:
        carried[finding.verdict] = carried.get(finding.verdict, 0) + 1
    short = [
        verdict
        for verdict, count in results.run.counts.items()
        if verdict != "not_applicable" and carried.get(verdict, 0) != count
    ]
    if short:
        raise PartialResultsError(f"the results carry only some of their findings: {', '.join(short)} are cut")
