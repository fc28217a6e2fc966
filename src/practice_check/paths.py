"""Where the rules and fixtures are: in the wheel, or beside ``src/`` in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / name


def rules_folder() -> Path:
    return _data("rules")


def fixtures_folder() -> Path:
    return _data("fixtures")
