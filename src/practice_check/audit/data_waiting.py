"""What of a person's verdicts waits for which data problems and blanks: made in a worker, added up for the run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from itertools import groupby

from practice_check.audit.checked import CheckedCase
from practice_check.audit.data_keys import Causes, GroupKey, key_of_blank, place_of
from practice_check.audit.parts import Wanting
from practice_check.audit.results import Finding
from practice_check.rulebook.model import Severity

#: A verdict that waits: the order's number, the rule, its severity, the numbers of what it waits for, and what tells
#: the finding from the others of the case.
Open = tuple[int, str, Severity, Sequence[int], int | str]


@dataclass(frozen=True, slots=True)
class OpenOfPerson:
    """``open``: the verdicts of a person that wait; ``not_checked``: how many findings say that something was not."""

    crn: str
    open: list[Open]
    not_checked: int


@dataclass(slots=True)
class Share:
    """A person's part in a group.

    ``blank``: as JSON, the first of the group's blanks that is theirs; ``blanks``: how many are; ``rows``: where those
    stand of which that is known; ``of_json``: in JSON. ``caused``: the table of the first thing that is wanting because
    of the group's problems. ``orders``: how many have a verdict that waits for it; ``rules``: by rule and severity, how
    many verdicts do. ``frees``: how many of them wait for nothing else.
    """

    blank: bytes | None = None
    blanks: int = 0
    rows: list[int] = field(default_factory=list)
    of_json: bool = False
    caused: str | None = None
    orders: int = 0
    rules: dict[tuple[str, Severity], int] = field(default_factory=dict)
    frees: int = 0

    def plain(self) -> tuple[object, ...]:
        return astuple(self)

    @property
    def verdicts(self) -> int:
        return sum(self.rules.values())


def shares_of(causes: Causes[GroupKey], findings: Iterable[Open], wanting: Iterable[Wanting]) -> dict[GroupKey, Share]:
    """By group, in the order in which the findings name what is wanting."""
    shares: dict[GroupKey, Share] = {}
    homes: dict[int, GroupKey] = {}
    for place in wanting:
        cause = causes.of(place)
        key = homes[place.number] = key_of_blank(place) if cause is None else cause
        share = shares.setdefault(key, Share())
        if cause is not None:
            share.caused = share.caused or place.table
            continue
        share.blank = share.blank or place.model_dump_json().encode()
        share.blanks += 1
        share.of_json = share.of_json or ", case " in (place.source or "")
        row = place_of(place)[2]
        if row is not None:
            share.rows.append(row)
    orders: dict[GroupKey, set[int]] = {}
    for order, rule, severity, numbers, _ in findings:
        keys = dict.fromkeys(homes[number] for number in numbers if number in homes)
        for key in keys:
            share = shares[key]
            count = share.rules.pop((rule, severity), 0)  # the last severity stands last
            share.rules[rule, severity] = count + 1
            share.frees += len(keys) == 1
            orders.setdefault(key, set()).add(order)
    for key, found in orders.items():
        shares[key].orders = len(found)
    return shares


def open_of(cases: Iterable[CheckedCase]) -> Iterator[Open]:
    """The verdicts of a person's cases that wait."""
    for case in cases:
        carried = case.carried
        for place, numbers in carried.wanting.items():
            yield case.event_number, carried.rules[place], carried.severities[place], numbers, place


def open_by_person(cases: Iterable[CheckedCase]) -> Iterator[OpenOfPerson]:
    """Of cases in the order of the results, in which those of a person stand together."""
    for crn, theirs in groupby(cases, key=lambda case: case.crn):
        of_person = list(theirs)
        not_checked = sum(case.carried.verdicts.count("not_checked") for case in of_person)
        yield OpenOfPerson(crn, list(open_of(of_person)), not_checked)


def open_among(findings: Iterable[Finding]) -> Iterator[OpenOfPerson]:
    """The same, of their findings."""
    for crn, theirs in groupby(findings, key=lambda finding: finding.crn):
        of_person = list(theirs)
        yield OpenOfPerson(
            crn,
            [
                (finding.event_number, finding.rule, finding.severity, finding.wanting, finding.fingerprint)
                for finding in of_person
                if finding.wanting
            ],
            sum(finding.verdict == "not_checked" for finding in of_person),
        )
