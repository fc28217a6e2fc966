"""Reads results that an earlier run wrote."""

from pathlib import Path

from pydantic import ValidationError

from practice_check.audit.results import Results


class NotResultsError(ValueError):
    """The file holds no results of ours. ``mend``: what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def read_results(path: Path) -> Results:
    """``results.json``, or the folder that it stands in. Raises NotResultsError."""
    file = path / "results.json" if path.is_dir() else path
    try:
        return Results.model_validate_json(file.read_bytes())
    except OSError as error:
        raise NotResultsError(
            f"{file} cannot be read: {error.strerror}", "write results with: practice-check check EXPORT --out DIR"
        ) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise NotResultsError(
            f"{file} holds no results that can be read: {where}: {first['msg']}",
            "score takes the results.json of: practice-check check EXPORT --out DIR",
        ) from error
