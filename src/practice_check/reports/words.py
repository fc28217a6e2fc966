"""The words of the screens: plain ones, that say what the record shows and accuse nobody."""

import datetime as dt

from practice_check.audit.results import Evidence, Finding, ReportPara

#: "Not recorded", and never "not done": the record is all that was looked at.
VERDICTS = {
    "met": "recorded in time",
    "met_late": "recorded late",
    "gap": "not recorded",
    "due": "not yet due",
    "excepted": "departure recorded, with its reason",
    "not_applicable": "does not apply",
    "cannot_tell": "the record cannot tell",
    "needs_judgement": "for a person to judge",
    "not_checked": "not checked",
}

REPORTS = {
    "northumbria": "Northumbria 2013",
    "york": "York and North Yorkshire 2014",
    "bedfordshire": "Bedfordshire 2013",
    "tr5": "Transforming Rehabilitation 5, 2016",
    "annual": "Annual report 2013-14",
}

OUTCOMES = {
    "assisting-sentencing": "Assisting sentencing",
    "delivering-the-sentence": "Delivering the sentence",
    "reducing-reoffending": "Reducing reoffending",
    "protecting-the-public": "Protecting the public",
    "victims": "Victims",
}

OWNERS = {
    "officer": "the officer",
    "manager": "the manager",
    "court_team": "the court team",
    "victim_unit": "the victim unit",
    "administrator": "the case administrator",
}

#: Whether an open duty can still be put right.
REMEDIES = {
    "yes": "can be put right",
    "explain": "record the reason",
    "no": "cannot be put right now",
}

CAME_TO = {"true": "yes", "false": "no", "unknown": "the record cannot tell", "": ""}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def verdict(finding: Finding) -> str:
    """The verdict in words. What an assessor judged below the line is not called unrecorded."""
    if finding.verdict == "gap" and finding.decided_by == "assessor":
        return "judged not sufficient"
    if finding.verdict == "met" and finding.decided_by == "assessor":
        return "judged sufficient"
    return VERDICTS[finding.verdict]


def day(date: dt.date | None, none: str = "no date", *, short: bool = False) -> str:
    """A date as people write it: 3 Sep 2013, whatever the machine's own language; ``short`` without the year."""
    if date is None:
        return none
    return f"{date.day} {_MONTHS[date.month - 1]}" + ("" if short else f" {date.year}")


def number(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: "1 case", "2 cases"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def listed(items: list[str]) -> str:
    """Several things as a sentence names them: "a", "a and b", "a, b and c"."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def report(name: str) -> str:
    return REPORTS.get(name, name)


def paragraph(source: ReportPara) -> str:
    """A paragraph of a report: "Northumbria 2013, 4/2.3"."""
    return f"{report(source.report)}, {source.para}"


def evidence(item: Evidence) -> str:
    """An entry that was seen: what, when, and the row it was read from."""
    return f"{item.entry}, {day(item.date)}" + (f" ({item.source})" if item.source else "")


def could_be(finding: Finding) -> str:
    """What an undecided verdict may still turn out to be."""
    return " or ".join(VERDICTS[word] for word in finding.could_be)
