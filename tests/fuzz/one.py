"""Fuzzes one harness by the coverage of our code.

``python -m tests.fuzz.one NAME PROGRAM [options of libFuzzer] FOLDER…``, as ``tests.fuzz`` calls it. ``PROGRAM`` is
what libFuzzer starts to try inputs in a process of their own: this again.
"""

import sys

import atheris

with atheris.instrument_imports(include=["practice_check"]):
    from tests.fuzz.harnesses import HARNESSES


def main() -> None:
    name, program, *options = sys.argv[1:]
    harness = HARNESSES[name]
    harness(b"")  # what is read once is read before the clock runs
    atheris.Setup([program, *options], harness)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
