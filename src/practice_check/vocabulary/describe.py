"""What a rule's slots say, in words, with no case in sight: conditions as trees, openings, limits and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from practice_check.rulebook import model as m
from practice_check.rulebook.values import ParameterName
from practice_check.vocabulary.explain import code_in_words, test_in_words, words
from practice_check.vocabulary.model import Vocabulary


@dataclass(frozen=True)
class Said:
    """A line, and what it is made of. ``name``: the condition of the vocabulary that it stands for."""

    text: str
    parts: tuple["Said", ...] = ()
    name: str | None = None


_ANCHORS: Mapping[str, str] = {
    "start": "at the start of the order or licence, and again at each release and transfer in",
    "sentence": "on the day of sentence",
    "release": "at each release on licence",
    "allocation": "on the day of allocation",
    "end": "at the end of the order",
}
_BY_ANCHOR: Mapping[str, str] = {
    "start": "the start",
    "sentence": "the day of sentence",
    "release": "the next release",
    "allocation": "the day of allocation",
    "end": "the end of the order",
}


@dataclass(frozen=True)
class Describer:
    """Says the slots of a rule in the nouns of the vocabulary. ``values``: what each parameter is, in words."""

    vocabulary: Vocabulary
    values: Mapping[str, str] = field(default_factory=dict)

    # ------------------------------------------------------------ conditions

    def condition(self, condition: m.ConditionForm) -> Said:
        match condition:
            case m.All():
                return Said("all of these", tuple(self.condition(part) for part in condition.all))
            case m.AnyOf():
                return Said("any of these", tuple(self.condition(part) for part in condition.any))
            case m.Not():
                inner = self.condition(condition.not_)
                if inner.text == "any of these":
                    return Said("none of these", inner.parts)
                if inner.text == "all of these":
                    return Said("not all of these", inner.parts)
                return Said(f"not: {inner.text}", inner.parts, inner.name)
            case m.Named():
                name = words(condition.name.replace("-", " "))
                meaning = self.condition(self.vocabulary.conditions[condition.name])
                return Said(f"{name}: {meaning.text}", meaning.parts, condition.name)
            case m.Has():
                since = ", since the latest start" if condition.since_start else ""
                within = f", in the last {self._number(condition.within)}" if condition.within is not None else ""
                return Said(f"recorded: {self.entry(condition.has)}{within}{since}")
            case m.PeriodIs():
                noun = self.vocabulary.periods[condition.period].noun
                return Said(
                    f"{noun} {test_in_words(condition.value)}" if condition.value is not None else f"{noun} open"
                )
            case m.CaseIs():
                return Said(f"the case: {_tests(condition.case)}")
            case m.OpenerIs():
                return Said(f"what opens it: {_tests(condition.opener)}")
            case m.LatestIs():
                return Said(f"the latest {self.entry(condition.latest)}: {_tests(condition.tests)}")
            case m.Only():
                noun = self.vocabulary.periods[condition.only].noun
                return Said(f"every {noun} is one of: {', '.join(map(code_in_words, condition.among))}")
            case m.OthersOpen():
                return Said(f"another {self.vocabulary.periods[condition.others_open].noun} is open")
            case m.Remaining():
                return Said(f"at least {self._number(condition.remaining)} of the order are left")
            case m.PlanNames():
                noun = self.vocabulary.entries[condition.plan_names].noun
                return Said(f"the {noun} names what opens it in its {words(condition.field)}")
        raise TypeError(f"no such condition: {condition!r}")

    def entry(self, entry: m.Entry) -> str:
        """The noun, with what narrows it."""
        parts = [_tests(entry.where)] if entry.where else []
        if entry.matching:
            parts.append("about what opens it")
        if entry.not_before:
            parts.append(f"not before the first {self.vocabulary.entries[entry.not_before].noun}")
        if entry.later:
            parts.append("on a later day")
        noun = self.vocabulary.entries[entry.entry].noun
        return f"{noun} ({'; '.join(parts)})" if parts else noun

    def narrowed(self, narrowed: m.Narrowed) -> str:
        return self.entry(m.Entry(entry=narrowed.entry, where=narrowed.where))

    # ------------------------------------------------------------ opens, closes

    def opens(self, opens: m.Opens) -> Said:
        match opens:
            case m.OpensAt():
                return Said(_ANCHORS[opens.at])
            case m.OpensEach():
                each = tuple(Said(self.entry(entry)) for entry in opens.each)
                once = f", once for each {words(opens.once_per)}" if opens.once_per else ""
                near = f", those within {self._number(opens.cluster)} of the first as one" if opens.cluster else ""
                before = ", and on the first day of the order for each from before it" if opens.earlier else ""
                if len(each) == 1:
                    return Said(f"each time there is a {each[0].text}{once}{near}{before}")
                return Said(f"each time there is one of these{once}{near}{before}", each)
            case m.OpensBecomes():
                return Said(
                    "at each start where this is so, and on each day on which it becomes so",
                    (self.condition(opens.becomes),),
                )
            case m.OpensChange():
                return Said(f"each time the {self.vocabulary.periods[opens.change_of].noun} changes")
            case m.OpensEvery():
                counted = "the last time" if opens.counted_from == "evidence" else "the day on which it became so"
                text = f"every {self._number(opens.every)}, counted from {counted}, while this is so"
                return Said(text, (self.condition(opens.while_),))
            case m.OpensOverdue():
                return Said(f"the day after the due date of each duty under '{opens.overdue}' that was not met in time")
        raise TypeError(f"nothing opens so: {opens!r}")

    def closes(self, closes: m.Closes) -> str:
        match closes:
            case m.ClosesWithin():
                if str(closes.within) == "0 days":
                    return "on that day"
                outer = f"; more severe after {self._number(closes.at_latest)}" if closes.at_latest is not None else ""
                return f"within {self._number(closes.within)}{outer}"
            case m.ClosesBy():
                if not closes.by.startswith("opener."):
                    return f"by {_BY_ANCHOR[closes.by]}"
                field = words(closes.by.removeprefix("opener."))
                other = (
                    "where it has none, not at all"
                    if closes.otherwise == "none"
                    else f"else within {self._number(closes.otherwise)}"
                )
                return f"by its own date ({field}); {other}"
            case m.ClosesUntilNext():
                return f"before the next {self.entry(closes.until_next)}; else within {self._number(closes.otherwise)}"
        raise TypeError(f"nothing closes so: {closes!r}")

    # ------------------------------------------------------------ expects

    def expects(self, expects: object) -> Said:
        match expects:
            case m.AllExpected():
                return Said("all of these", tuple(self.expects(part) for part in expects.all_of))
            case m.AnyExpected():
                return Said("one of these", tuple(self.expects(part) for part in expects.any_of))
            case m.WhenExpected():
                return Said(
                    "where this is so", (self.condition(expects.when), Said("then", (self.expects(expects.expects),)))
                )
            case m.OpenerExpected():
                return Said(f"what opens it: {_tests(expects.opener)}")
            case m.StateExpected():
                return Said(f"the case: {_tests(expects.state)}")
            case m.CountExpected():
                return Said(self._count(expects.count))
            case m.CoverExpected():
                allow = expects.cover.allow
                but = f", gaps of up to {self._number(allow)} apart" if allow is not None else ""
                return Said(f"exactly one {self.vocabulary.periods[expects.cover.period].noun} on every day{but}")
            case m.ShareExpected():
                return Said(self._share(expects.share))
            case m.AnswerExpected():
                return Said("nothing that a record can show: an assessor's answer")
            case m.EntryExpected():
                return Said(self.entry(expects))
        raise TypeError(f"nothing is expected so: {expects!r}")

    def _share(self, share: m.Share) -> str:
        row = f", nor {self._number(share.run)} in a row" if share.run is not None else ""
        base = "" if share.base == 1 else f"; fewer than {self._number(share.base)} are too few to tell"
        whole, part = self.narrowed(share.among), self.narrowed(share.of)
        return f"at most {self._number(share.at_most)} in a hundred of the {whole} are {part}{row}{base}"

    def _count(self, count: m.Count) -> str:
        bound = count.at_least if count.at_least is not None else count.at_most
        least = "at least" if count.at_least is not None else "at most"
        if isinstance(bound, m.PlanField):
            number = f"as many as the {self.vocabulary.entries[bound.of].noun} says ({words(bound.field)})"
        else:
            number = self._number(bound)
        entry = self.entry(m.Entry(entry=count.entry, where=count.where, matching=count.matching, later=count.later))
        per = f" in each {self._number(count.per)}" if count.per is not None else ""
        any_ = f" in any {self._number(count.in_any)}" if count.in_any is not None else ""
        spare = (
            f", one in {self._number(count.tolerance_one_in)} may be missing"
            if count.tolerance_one_in is not None
            else ""
        )
        return f"{least} {number}: {entry}{per}{any_}{spare}"

    def looks_back(self, looks_back: object) -> str | None:
        match looks_back:
            case "none":
                return None
            case "in_force":
                return "what was made before counts if it was still in force: recent, and no significant change since"
            case "any":
                return "what was recorded at any time before counts"
            case m.ProducedLookBack():
                back = self._number(looks_back.produced)
                return f"where a review itself brings it about, what was made up to {back} before counts"
        return f"what was recorded up to {self._number(looks_back)} before counts"

    def _number(self, number: object) -> str:
        """A number or a length; of a parameter its value, with its name."""
        if not isinstance(number, ParameterName):
            return str(number)
        name = words(number.name.replace("-", " "))
        return f"{self.values[number.name]} ({name})" if number.name in self.values else f"the limit '{name}'"


def _tests(tests: m.Tests) -> str:
    return "; ".join(f"{words(name)} {test_in_words(test)}" for name, test in tests.items())
