"""A rule as a page: all that its YAML says, in words. Made once; a terminal and HTML show it each in their way."""

import datetime as dt
from dataclasses import dataclass

from practice_check.reports import words
from practice_check.rulebook import Rulebook, names
from practice_check.rulebook import model as m
from practice_check.rulebook.parameters import Dated
from practice_check.vocabulary.describe import Describer, Said

#: How the slots of a gap sentence stand where no case fills them.
_SLOTS = {
    "within": "the limit",
    "opened": "DATE",
    "due": "DATE",
    "what": "what opened it",
    "missing": "what is missing",
    "missed": "N",
    "days": "N",
}
_KINDS = {
    "duty": "a duty",
    "measure": "a measure: counted, and never held against anybody",
    "outcome": "an outcome: what became of the person, and never held against anybody",
}
_SYSTEMS = {
    "template": "our own template",
    "ndelius": "nDelius",
    "oasys": "OASys",
    "victim_unit": "the victim unit's records",
    "court": "court records",
}


@dataclass(frozen=True)
class Limit:
    """A number of the parameters file as it stands in a stretch of time, with its source."""

    name: str
    value: str
    when: str
    source: str
    conflict: str | None
    local_default: bool


@dataclass(frozen=True)
class Answered:
    """An expectation of the register that the rule answers, and the figures that the reports print of it."""

    id: str
    expectation: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RulePage:
    """``applies`` None: to every case. ``opens`` and ``expects`` may be trees."""

    rule: m.Rule
    kind: str
    outcome: str
    criteria: str
    whose: str
    remedy: str
    applies: Said | None
    opens: Said
    due: str
    expects: Said
    counts: list[str]
    limits: list[Limit]
    gap: str
    sources: list[str]
    answers: list[Answered]
    told_from: str
    packs: list[str]
    local_default: str | None
    examples: list[tuple[str, str, str]]


def rule_page(book: Rulebook, rule_id: str) -> RulePage:
    rule = book.rules[rule_id]
    say = Describer(book.vocabulary, {name: _today(dated) for name, dated in book.parameters.dated.items()})
    return RulePage(
        rule=rule,
        kind=_KINDS[rule.kind],
        outcome=words.OUTCOMES[rule.outcome],
        criteria=", ".join(rule.criteria) or "none of its own",
        whose=words.OWNERS[rule.owner],
        remedy=words.REMEDIES[rule.remediable],
        applies=say.condition(rule.when) if rule.when is not None else None,
        opens=say.opens(rule.opens),
        due=say.closes(rule.closes),
        expects=say.expects(rule.expects),
        counts=_counts(rule, say),
        limits=[limit for name in _parameters(rule) for limit in _limits(name, book.parameters.dated[name])],
        gap=rule.gap.format(**_SLOTS),
        sources=[f"{words.report(source.report)}, {source.para}" for source in rule.sources],
        answers=[each for name in rule.answers for each in _answered(book, name)],
        told_from=words.listed([_SYSTEMS[name] for name in rule.decidable_from]),
        packs=[book.packs[pack].title for pack in book.packs if rule_id in book.rules_of(pack)],
        local_default="Its time limit is a local default and is not printed in the reports."
        if rule.local_default
        else None,
        examples=[
            (each.name, words.VERDICTS[each.verdict], f"due {words.day(each.due)}" if each.due else "")
            for each in rule.examples
        ],
    )


def _counts(rule: m.Rule, say: Describer) -> list[str]:
    """What else decides: looking back, excuses, pauses, the end of the order, what comes first."""
    found = [say.looks_back(rule.looks_back)]
    if rule.unless is not None:
        found.append(f"Excused by: {say.entry(rule.unless)}")
    if rule.pauses_while is None:
        found.append("The clock stands still while the person is not supervised in the community")
    elif rule.pauses_while:
        pauses = "; ".join(_flat(say.condition(each)) for each in rule.pauses_while)
        found.append(f"The clock stands still while: {pauses}")
    if rule.as_at == "due":
        found.append("Whether it applies is seen on the due date")
    if rule.survives_end:
        found.append("It is owed even when the order has ended")
    if rule.scope == "person":
        found.append("It is the person's: asked once, whatever the number of orders")
    if rule.fresh:
        found.append("A near copy of the text before it does not count")
    if rule.unmet == "needs_judgement" and not rule.only_asks:
        found.append("Where it is not recorded, a person judges; it is no gap")
    if rule.rests_on:
        found.append(f"Follows from: {', '.join(rule.rests_on)}")
    return [f"{text[0].upper()}{text[1:]}." for text in found if text]


def _flat(said: Said) -> str:
    """On one line; what a name stands for is left to the vocabulary."""
    return f"{said.text} ({'; '.join(map(_flat, said.parts))})" if said.parts and not said.name else said.text


def _parameters(rule: m.Rule) -> list[str]:
    return list(dict.fromkeys(name for kind, name in names.used(rule) if kind == "parameter"))


def _limits(name: str, dated: list[Dated]) -> list[Limit]:
    return [
        Limit(name.replace("-", " "), str(each.value), _when(each), each.source, each.conflict, each.local_default)
        for each in dated
    ]


def _today(dated: list[Dated]) -> str:
    """The value that holds until further notice, or the last that held."""
    standing = [each for each in dated if each.end is None] or dated
    return str(standing[-1].value)


def _when(dated: Dated) -> str:
    start = f"from {words.day(dated.start)}" if dated.start else ""
    end = f"to {words.day(dated.end - dt.timedelta(days=1))}" if dated.end else ""
    return " ".join(part for part in (start, end) if part)


def _answered(book: Rulebook, name: str) -> list[Answered]:
    return [
        Answered(
            name,
            entry.expectation,
            tuple(
                (f"{words.report(figure.report)}{f', {figure.para}' if figure.para else ''}", figure.says)
                for figure in entry.published
            ),
        )
        for entry in book.register.entries.get(name, [])
    ]
