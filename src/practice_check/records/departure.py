"""A departure from a duty: a row of an exceptions file. Who departed from what, why, who agreed, and until when."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field


class DepartureRow(BaseModel):
    """One reasoned departure. The fields are the columns of the file, in its order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    crn: str
    event_number: int | None = Field(None, description="the order; blank: every order of the person")
    rule: str = Field(description="the rule's id, or else an entry of the register for the duties that answer it")
    opened: dt.date | None = Field(None, description="the day on which the duty began; blank: each time that it begins")
    about: str | None = Field(None, description="row_id of the entry, or the factor, that it is about")
    reason: str
    by: str = Field(description="who decided")
    agreed_by: str | None = Field(None, description="who agreed")
    expires: dt.date | None = Field(None, description="the last day on which it holds; blank: it does not end")
    date: dt.date | None = Field(None, description="the day on which it was decided")
    source: str | None = Field(None, description="file and row that it was read from")
