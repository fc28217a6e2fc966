"""Openings when another rule was not met in time."""

from practice_check.occasions.occasion import Opening
from practice_check.occasions.opens import Around, Opener, Opens, about
from practice_check.rulebook import model as m
from practice_check.timeline.truth import TRUE, UNKNOWN
from practice_check.vocabulary.conditions import Reading
from practice_check.vocabulary.wanting import Want


class After(Opens):
    """When another rule was not met in time."""

    __slots__ = ("_rule",)

    def __init__(self, number: int, opens: m.OpensOverdue) -> None:
        super().__init__(number, shared=False)
        self._rule = opens.overdue

    def openings(self, _opener: Opener, around: Around) -> list[Opening]:
        return [
            Opening(
                each.due + 1,
                "overdue",
                TRUE if each.certain else UNKNOWN,
                each.opening.row,
                each.opening.found,
                noun=f"due date missed after the {each.opening.noun}",
                key=f"{each.opening.kind}:{each.opening.key}",
                about=about(each.opening.row),
                wants=each.wants,
            )
            for each in around.watched(self._rule).overdue
        ]

    def blind(self, _opener: Opener, around: Around) -> tuple[str, ...]:
        return tuple(dict.fromkeys(around.watched(self._rule).blind))

    def wants(self, _opener: Opener, around: Around) -> tuple[Want, ...]:
        return tuple(dict.fromkeys(around.watched(self._rule).wants))

    def none_says(self, _reading: Reading) -> str:
        return "nothing it watches over was overdue"
