"""Which names a rule uses, so that the loader can check that each exists."""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel

from practice_check.rulebook import model as m
from practice_check.rulebook.values import ParameterName

NameKind = Literal["entry word", "period", "condition", "parameter", "rule"]

_FIELDS: dict[tuple[type[BaseModel], str], NameKind] = {
    (m.Named, "name"): "condition",
    (m.PeriodIs, "period"): "period",
    (m.Only, "only"): "period",
    (m.OthersOpen, "others_open"): "period",
    (m.PlanNames, "plan_names"): "entry word",
    (m.OpensChange, "change_of"): "period",
    (m.OpensOverdue, "overdue"): "rule",
    (m.Count, "entry"): "entry word",
    (m.Narrowed, "entry"): "entry word",
    (m.PlanField, "of"): "entry word",
    (m.Cover, "period"): "period",
}


def used(part: object) -> Iterator[tuple[NameKind, str]]:
    """Every name below ``part``, with what kind of name it is."""
    if isinstance(part, ParameterName):
        yield "parameter", part.name
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            kind = _FIELDS.get((type(part), name))
            if isinstance(part, m.Entry) and name in ("entry", "not_before"):
                kind = "entry word"
            if kind and isinstance(value, str):
                yield kind, value
            elif isinstance(part, m.Rule) and name == "rests_on":
                yield from (("rule", each) for each in part.rests_on)
            elif not (isinstance(part, m.Rule) and name in ("examples", "example_base")):
                yield from used(value)
    elif isinstance(part, dict):
        for value in part.values():
            yield from used(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from used(value)


def entry_words(part: object) -> list[str]:
    return list(dict.fromkeys(name for kind, name in used(part) if kind == "entry word"))
