"""A hostile input: what it is, how it is made, and what whoever gives it to the command is to see."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.watched import MEMORY, SECONDS, Commands, Ended

#: Every command that reads an export.
COMMANDS = ("records validate", "records inspect", "check", "case")
#: All but one ask one reader: what it refuses, they refuse (``test_every_command.py``). One looks at it in its own way.
READERS = ("records validate", "records inspect")


@dataclass(frozen=True)
class Hostile:
    """``make`` writes the file at the path that it is given. ``sees``: words of what the command then says.

    ``reads``: whether the command goes on with what it could read; else it must end as "could not run".
    """

    name: str
    file: str
    make: Callable[[Path], object]
    sees: str
    reads: bool = False
    #: Where not both readers for what is refused, and the first for what is read; what is judged of that:
    #: ``test_beside_good_cases.py``.
    commands: tuple[str, ...] = ()
    seconds: float = SECONDS
    memory: int = MEMORY

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def run(commands: Commands, stand: Path, hostile: Hostile) -> list[Ended]:
    """Give the input to each command, and see that it ends as it should."""
    file = stand / hostile.file
    file.parent.mkdir(parents=True, exist_ok=True)
    hostile.make(file)
    (stand / "out").mkdir()
    ended = []
    for command in hostile.commands or (READERS[:1] if hostile.reads else READERS):
        words: list[str] = [*command.split(), hostile.file]
        if command == "case":
            words.append("X900001")
        elif command == "records inspect":
            words += ["--out", "out/draft.yaml"]
        elif command == "check":
            words += ["--jobs", "1"]
        one = commands.run(stand, *words, out=["out"], seconds=hostile.seconds, memory=hostile.memory)
        ended.append(one)
        if command == "records inspect":  # it shows what cannot be read as cases, too
            continue
        if hostile.reads:
            assert not one.refused, one.err
        else:
            assert one.refused, f"{command} was to refuse it, and said: {one.said[-500:]}"
        if not hostile.reads or command == "records validate":
            assert hostile.sees in one.said, f"{command} said: {one.said[-1500:]}"
    return ended
