"""Fuzzes one harness by the coverage of our code: ``python -m tests.fuzz.one NAME [options of libFuzzer] FOLDER…``."""

import sys

import atheris

with atheris.instrument_imports(include=["practice_check"]):
    from tests.fuzz.harnesses import HARNESSES


def main() -> None:
    name, *options = sys.argv[1:]
    harness = HARNESSES[name]
    harness(b"")  # what is read once is read before the clock runs
    atheris.Setup([sys.argv[0], *options], harness)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
