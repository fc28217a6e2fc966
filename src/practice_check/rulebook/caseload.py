"""A caseload warning, as it stands in ``rules/_caseload/<id>.yaml``: a thing that no single case shows.

Such things make a caseload look better than it is. They are no findings and no gaps, and accuse nobody. ``form`` has
one of six keys; a word stands for its entries, a ``$name`` is read as it stood on the as-of date. What each form warns
of, and the slots that its ``message`` may use:

============ ================================================================================== =======================
``burst``    entries of the last D, at so many times the rate (for each day of each person's    count, last, before,
             orders that the export covers) of the D before, and at least N of them             compared, cases
``batch``    at least N entries with one value of a field on one day                            who, days, most, cases
``one_text`` one text, of at least so many characters, in at least N people's records           people, text, cases
``share``    of the entries of ``in`` more than ``at_most`` (fewer than ``at_least``) in a      who, part, whole,
             hundred are entries of ``of`` too, and there are at least ``base`` of them         share, cases
``missing``  what the export leaves out: at least N orders, of which none has ended; at least   count, whole, cases
             N people without an earlier order; at least N orders in which a condition holds,
             or of which a table, or a field of the case, is not seen
``presence`` of what is recorded, more than ``at_most`` in a hundred nobody has judged          part, whole, share
============ ================================================================================== =======================
"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from practice_check.rulebook.conditions import Condition, NarrowedRef, Part
from practice_check.rulebook.model import SourceRef
from practice_check.rulebook.values import Length, Number

#: How ``by`` names a field of the case, in place of one of the entry's own row.
OF_CASE = "case."

For = Literal["manager", "quality_team"]


class Burst(Part):
    of: NarrowedRef
    last: Length
    before: Length
    times: Number
    at_least: Number


class Batch(Part):
    of: NarrowedRef
    by: str
    at_least: Number


class OneText(Part):
    of: NarrowedRef
    field: str
    at_least: Number = Field(description="so many people")
    length: Number = Field(description="so many characters; a shorter text is no sign of anything")


class ShareOfAll(Part):
    of: NarrowedRef
    among: NarrowedRef = Field(alias="in")
    at_most: Number | None = Field(None, description="in a hundred")
    at_least: Number | None = Field(None, description="in a hundred")
    base: Number = Field(description="fewer entries are too few to tell")
    by: str | None = Field(None, description="for each value of this field by itself")

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("share takes exactly one of at_most and at_least")
        return self


class Missing(Part):
    orders: Literal["ended", "earlier"] | None = None
    unseen: str | None = Field(None, description="a table, or case.FIELD; with where: only of orders in which it holds")
    where: Condition | None = Field(None, description="judged in each order on the as-of date")
    at_least: Number

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.orders is None) == (self.where is None and self.unseen is None):
            raise ValueError("missing takes either orders, or where or unseen")
        return self


class Presence(Part):
    at_most: Number = Field(description="in a hundred")
    base: Number


class BurstForm(Part):
    burst: Burst


class BatchForm(Part):
    batch: Batch


class OneTextForm(Part):
    one_text: OneText


class ShareForm(Part):
    share: ShareOfAll


class MissingForm(Part):
    missing: Missing


class PresenceForm(Part):
    presence: Presence


_FORMS: dict[str, type[Part]] = {
    "burst": BurstForm,
    "batch": BatchForm,
    "one_text": OneTextForm,
    "share": ShareForm,
    "missing": MissingForm,
    "presence": PresenceForm,
}

#: What a message may be filled with, by form.
SLOTS: dict[type[Part], tuple[str, ...]] = {
    BurstForm: ("count", "last", "before", "compared", "cases"),
    BatchForm: ("who", "days", "most", "cases"),
    OneTextForm: ("people", "text", "cases"),
    ShareForm: ("who", "part", "whole", "share", "cases"),
    MissingForm: ("count", "whole", "cases"),
    PresenceForm: ("part", "whole", "share"),
}


def _form(value: object) -> object:
    if isinstance(value, dict):
        for key, model in _FORMS.items():
            if key in value:
                return model.model_validate(value)
    raise ValueError("a form has one of the keys " + ", ".join(_FORMS))


Form = Annotated[BurstForm | BatchForm | OneTextForm | ShareForm | MissingForm | PresenceForm, BeforeValidator(_form)]


class WarningRule(Part):
    """One file of ``rules/_caseload``."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    for_: For = Field(alias="for")
    form: Form
    message: str
    why: str
    do: str
    sources: list[SourceRef] = Field(min_length=1)
