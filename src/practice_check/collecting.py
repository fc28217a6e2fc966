"""Python's search for lost rings of objects, kept away from what is known to stay: it would go through it all again."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """For work that makes much and drops little: nothing is searched meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


#: How many more objects may be made than let go before rings among them are searched for: more than any person takes.
_RARELY = 200_000


def leave_alone_what_is_there() -> None:
    """What this process holds by now, it holds to its end: no later search looks through it, and there are few.

    What is read of a person holds no rings, so it goes as soon as the person is done.
    """
    gc.freeze()
    gc.set_threshold(_RARELY)
    atexit.unregister(gc.unfreeze)
    atexit.register(gc.unfreeze)  # libraries in C look whether all of theirs is let go
