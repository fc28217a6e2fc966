"""Doubts of one kind about many people, told in one sentence each: for a screen that shows an export as a whole."""

from collections.abc import Sequence

from practice_check.ingest.problems import Problem

_NAMED = 5  # people that a sentence names


def grouped(problems: Sequence[Problem]) -> list[Problem]:
    """Those about the export as they are and first; of those about one person, one for each kind, most rows first."""
    of_all = [problem for problem in problems if problem.crn is None]
    kinds: dict[tuple[str, str | None, str | None, str, str], list[Problem]] = {}
    for problem in problems:
        if problem.crn is not None:
            key = (problem.file, problem.sheet, problem.column, problem.kind, _in_common(problem))
            kinds.setdefault(key, []).append(problem)
    ranked = sorted(kinds.values(), key=lambda members: -len(members))
    return [*of_all, *(_together(members) for members in ranked)]


def _in_common(problem: Problem) -> str:
    """The message after the value that it opens with."""
    opening = f"{problem.value}: "
    return problem.message.removeprefix(opening)


def _together(members: Sequence[Problem]) -> Problem:
    if len(members) == 1:
        only = members[0]
        return only.model_copy(update={"message": f"{only.crn}: {only.message}"})
    people = list(dict.fromkeys(problem.crn for problem in members if problem.crn))
    rest = len(people) - _NAMED
    names = ", ".join(people[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
    counted = "1 person" if len(people) == 1 else f"{len(people)} people"
    message = f"{_in_common(members[0])}: {counted} ({names})"
    return members[0].model_copy(
        update={
            "message": message,
            "rows": sum(problem.rows for problem in members),
            "crn": None,
            "row": None,
            "value": None,
            "source": None,
        }
    )
