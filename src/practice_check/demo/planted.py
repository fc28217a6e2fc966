"""Circumstances that are rare in life and have rules of their own, planted in a few archive cases.

Every tenth person has one of them, each in turn. So a caseload of a few hundred cases holds each several times.
"""

from dataclasses import dataclass
from typing import Literal

EVERY = 10


@dataclass(frozen=True, slots=True)
class Planted:
    """What is sure of the person and of the first order; the rest is drawn as for everybody."""

    name: str | None = None
    era: Literal["trust", "split"] | None = None
    order: str | None = None
    gender: str | None = None
    age: int | None = None
    offences: tuple[str, ...] | None = None
    barrier: str | None = None
    compliance: float | None = None


ALL: tuple[Planted, ...] = (
    Planted("hospital order", "split", order="licence", offences=("violent",)),
    Planted("faith", "split", order="community_order", barrier="faith", compliance=0.7),
    Planted("restorative justice", "trust", order="licence", offences=("violent",)),
    Planted("a woman's needs", "split", gender="female", barrier="age_or_gender"),
    Planted("interpreter", "split", order="suspended_sentence_order", barrier="language"),
    Planted("final warning", "trust", order="licence", compliance=0.5),
    Planted("youth service", "split", order="licence", age=18, offences=("violent",)),
    Planted("contract", "split", order="community_order", offences=("acquisitive",)),
    Planted("approved premises", "trust", order="licence"),
)


NOTHING = Planted()


def of(index: int) -> Planted:
    """What is planted in the person of this number."""
    turn, place = divmod(index, EVERY)
    return ALL[turn % len(ALL)] if place == EVERY - 3 else NOTHING
