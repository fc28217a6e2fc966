"""Plain values (numbers, texts, bytes, lists, dictionaries …) as bytes and back.

What is read back may come from a file that somebody else has put there, so that nothing but plain values is taken: no
class is looked up, and nothing is called.
"""

import io
import pickle
from typing import Any

import zstandard

_LEVEL = 1  # of compression: a ninth of the size; the next level takes a tenth longer for a fiftieth more


class NotPlainError(ValueError):
    """The bytes are not those of plain values."""


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise NotPlainError(f"{module}.{name} is no plain value")


def packed(value: object) -> bytes:
    """The value as bytes. Values that are the same object are written once."""
    return compressed(pickle.dumps(value, 5))


def unpacked(data: bytes) -> Any:
    """The value of the bytes. Raises NotPlainError."""
    text = decompressed(data)
    try:
        return _Plain(io.BytesIO(text)).load()
    except NotPlainError:
        raise
    except Exception as error:
        raise NotPlainError(f"{type(error).__name__}: {error}") from error


def compressed(text: bytes) -> bytes:
    return zstandard.compress(text, _LEVEL)


def decompressed(data: bytes) -> bytes:
    """Raises NotPlainError."""
    try:
        return zstandard.decompress(data)
    except zstandard.ZstdError as error:
        raise NotPlainError(str(error)) from error
