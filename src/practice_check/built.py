"""How this program is built: compiled (hatch_build.py) or as it is written. Both find the same, one of them sooner."""

from importlib.util import find_spec
from pathlib import Path

from practice_check import __version__

_PACKAGE = Path(__file__).parent


def library() -> Path | None:
    """The file with all that is compiled; None where the program runs as it is written."""
    found = find_spec(f"{_PACKAGE.name}__mypyc")
    file = Path(found.origin) if found is not None and found.origin is not None else None
    return file if file is not None and file.parent == _PACKAGE.parent else None


def version() -> str:
    """As ``0.1.0 (compiled)``."""
    return f"{__version__} ({'not compiled' if library() is None else 'compiled'})"
