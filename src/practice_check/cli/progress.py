"""How far a long run has come, on stderr. Runs of a second or two say nothing."""

import sys
import time

_QUIET_SECONDS = 2.0
_BETWEEN_ON_TERMINAL = 0.2
_BETWEEN_ELSEWHERE = 15.0


class Progress:
    """Given to the run as ``on_progress``; ``close`` when it is over."""

    def __init__(self, people: int) -> None:
        self._people = people
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + _QUIET_SECONDS
        self._shown = False

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (_BETWEEN_ON_TERMINAL if self._terminal else _BETWEEN_ELSEWHERE)
        text = f"checked {done:,} of {self._people:,} people"
        sys.stderr.write(f"\r{text}" if self._terminal else f"{text}\n")
        sys.stderr.flush()
        self._shown = True

    def close(self) -> None:
        """Take the line away again."""
        if self._shown and self._terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
