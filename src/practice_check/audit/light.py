"""The findings of a run as models, from the JSON that workers wrote of them, in a third of the memory.

What is the same in all of them is there once: which fields were given, which in the results are always all, and the
steps of reasoning, of which a caseload has few. The models are frozen, so nobody can tell.
"""

from functools import cache

from practice_check.audit.parts import Part
from practice_check.audit.results import Finding, Reason


class Light:
    """Makes findings that share what they have in common."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[str, str], Reason] = {}

    def finding(self, body: bytes) -> Finding:
        made = Finding.model_validate_json(body)
        for part in (made, made.occasion, *made.evidence):
            _share_fields(part)
        made.reasoning[:] = map(self._reason, made.reasoning)
        return made

    def _reason(self, reason: Reason) -> Reason:
        known = self._reasons.setdefault((reason.text, reason.came_to), reason)
        if known is reason:
            _share_fields(reason)
        return known


def _share_fields(part: Part) -> None:
    every = _fields_of(type(part))
    if part.model_fields_set == every:
        object.__setattr__(part, "__pydantic_fields_set__", every)


@cache
def _fields_of(kind: type[Part]) -> set[str]:
    return set(kind.model_fields)
