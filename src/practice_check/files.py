"""Writing what only its owner may read: whole or not at all, and never through a link."""

import os
import tempfile
from pathlib import Path


class WriteRefusedError(OSError):
    """The output path is one that we do not write to."""


def write_private(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, readable by its owner only (0600).

    The data goes to a temporary file beside it, which then takes its name: a reader sees the old file or the new one,
    never a part of one. A symbolic link at ``path`` is refused, so that nobody can point our output elsewhere.
    """
    if path.is_symlink():
        raise WriteRefusedError(f"{path} is a link to another file: give a path that is not a link")
    if path.is_dir():
        raise WriteRefusedError(f"{path} is a folder: give the name of a file")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")  # mkstemp makes it 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
