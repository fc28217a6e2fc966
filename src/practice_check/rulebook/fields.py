"""Whether each field that a rule or a word tests is there, and whether its column can hold what is looked for.

A misspelt field would be unknown in every case, and a misspelt code would be false in every case: neither says so
by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from practice_check.content.faults import did_you_mean
from practice_check.content.yaml_file import KeyPath
from practice_check.rulebook import model as m
from practice_check.rulebook.columns import CASE, TABLES, ColumnKind, columns
from practice_check.vocabulary.model import EntryWord, PeriodWord, Vocabulary

#: Where something is wrong, and what.
Wrong = tuple[KeyPath, str]


def wrong_in_rule(rule: m.Rule, rules: Mapping[str, m.Rule], vocabulary: Vocabulary) -> Iterator[Wrong]:
    """What is wrong with the fields of a rule's slots. Names that are not there at all are said elsewhere."""
    openers = opening_tables(rule, rules, vocabulary)
    of_row, of_none = Fields(vocabulary, openers), Fields(vocabulary, frozenset())
    if rule.when is not None:
        yield from of_row.condition(rule.when, ("when",))
    yield from _in_opens(rule.opens, openers, of_none)
    yield from _in_closes(rule.closes, of_row)
    yield from of_row.expects(rule.expects, ("expects",))
    if rule.unless is not None:
        yield from of_row.entry(rule.unless, ("unless",))
    for index, pause in enumerate(rule.pauses_while or ()):
        yield from of_none.condition(pause, ("pauses_while", index))


def wrong_in_vocabulary(vocabulary: Vocabulary) -> Iterator[Wrong]:
    """What is wrong with the tables and columns of the words, and with the fields of the conditions."""
    fields = Fields(vocabulary, frozenset())
    for name, word in vocabulary.entries.items():
        yield from fields.entry_word(word, ("entries", name))
    for name, period in vocabulary.periods.items():
        yield from fields.period_word(period, ("periods", name))
    for name, condition in vocabulary.conditions.items():
        yield from Fields(vocabulary, None).condition(condition, ("conditions", name))


def opening_tables(rule: m.Rule, rules: Mapping[str, m.Rule], vocabulary: Vocabulary) -> frozenset[str] | None:
    """The tables of the rows that open a rule, none where it opens on a day without a row; None: not to be known."""
    seen: set[str] = set()
    while isinstance(rule.opens, m.OpensOverdue) and rule.opens.overdue in rules and rule.id not in seen:
        seen.add(rule.id)
        rule = rules[rule.opens.overdue]
    match rule.opens:
        case m.OpensEach(each=entries):
            return frozenset(table for entry in entries for table in tables_of(entry.entry, vocabulary)) or None
        case m.OpensChange(change_of=period):
            return _known([vocabulary.periods[period].table]) if period in vocabulary.periods else None
        case m.OpensOverdue():
            return None
        case _:
            return frozenset()


def tables_of(word: str, vocabulary: Vocabulary, above: frozenset[str] = frozenset()) -> frozenset[str]:
    """The tables of which the entries of a word are rows."""
    found = vocabulary.entries.get(word)
    if found is None or word in above:
        return frozenset()
    if found.any_of:
        parts = [tables_of(part, vocabulary, above | {word}) for part in found.any_of]
        return frozenset(table for part in parts for table in part)
    period = vocabulary.periods.get(found.rise_of or found.fall_of or "")
    return _known([period.table if period else found.table or ""])


def _known(names: list[str]) -> frozenset[str]:
    return frozenset(name for name in names if name in TABLES)


def _in_opens(opens: m.Opens, openers: frozenset[str] | None, fields: "Fields") -> Iterator[Wrong]:
    match opens:
        case m.OpensEach():
            for index, entry in enumerate(opens.each):
                yield from fields.entry(entry, ("opens", "each", index))
            if opens.once_per is not None:
                yield from fields.field(opens.once_per, openers or frozenset(), ("opens", "once_per"))
        case m.OpensBecomes():
            yield from fields.condition(opens.becomes, ("opens", "becomes"))
        case m.OpensEvery():
            yield from fields.condition(opens.while_, ("opens", "while"))
        case m.OpensChange():
            yield from fields.has_value(opens.change_of, ("opens", "change_of"))


def _in_closes(closes: m.Closes, fields: "Fields") -> Iterator[Wrong]:
    match closes:
        case m.ClosesBy(by=by) if by.startswith("opener."):
            yield from fields.of_opener(by.removeprefix("opener."), ("closes", "by"), kind="date")
        case m.ClosesUntilNext():
            yield from fields.entry(closes.until_next, ("closes", "until_next"))


@dataclass(frozen=True)
class Fields:
    """Looks through the parts of a rule or of the vocabulary.

    ``openers``: the tables of the rows that open; None: not known here. ``within``: a named condition that is looked
    through for what it asks of the opener alone, the rest of it being said of the vocabulary.
    """

    vocabulary: Vocabulary
    openers: frozenset[str] | None
    within: tuple[str, ...] = ()

    # ------------------------------------------------------------ words

    def entry_word(self, word: EntryWord, path: KeyPath) -> Iterator[Wrong]:
        if word.table is not None:
            if word.table not in TABLES:
                yield (*path, "table"), f"'{word.table}' is not a table{did_you_mean(word.table, TABLES)}"
                return
            yield from self.field(word.date, frozenset({word.table}), (*path, "date"), kind="date")
            yield from self.tests(word.where, frozenset({word.table}), (*path, "where"))
        turned = self.vocabulary.periods.get(word.rise_of or word.fall_of or "")
        if turned is not None and (turned.value is None or turned.order is None):
            yield path, "a period without 'value' and 'order' neither rises nor falls"

    def period_word(self, word: PeriodWord, path: KeyPath) -> Iterator[Wrong]:
        if word.table not in TABLES:
            yield (*path, "table"), f"'{word.table}' is not a table{did_you_mean(word.table, TABLES)}"
            return
        table = frozenset({word.table})
        yield from self.field(word.start, table, (*path, "start"), kind="date")
        yield from self.field(word.end, table, (*path, "end"), kind="date")
        yield from self.tests(word.where, table, (*path, "where"))
        if word.value is None:
            return
        yield from self.field(word.value, table, (*path, "value"))
        column = columns(word.table).get(word.value)
        if column is not None and word.order is not None:
            yield from _values(word.value, list(word.order), table, (*path, "order"))
            for code in column.codes:
                if code not in word.order:
                    yield (*path, "order"), f"'{code}' of '{word.value}' has no place in it"

    def entry(self, entry: m.Entry | m.Count | m.Narrowed, path: KeyPath) -> Iterator[Wrong]:
        found = tables_of(entry.entry, self.vocabulary)
        yield from self.tests(entry.where, found, (*path, "where"))
        if isinstance(entry, m.Narrowed):
            return
        for name, of_opener in entry.matching.items():
            yield from self.field(name, found, (*path, "matching", name))
            yield from self.of_opener(of_opener, (*path, "matching", name))
        if not isinstance(entry, m.EntryExpected | m.Count):
            for key in ("later", "not_before"):
                if getattr(entry, key):
                    yield (*path, key), f"'{key}' narrows only what is expected, and does nothing here"

    def has_value(self, period: str, path: KeyPath) -> Iterator[Wrong]:
        if period in self.vocabulary.periods and self.vocabulary.periods[period].value is None and not self.within:
            yield path, f"the period '{period}' has no value"

    # ------------------------------------------------------------ conditions

    def condition(self, condition: m.ConditionForm, path: KeyPath) -> Iterator[Wrong]:
        match condition:
            case m.All():
                for index, part in enumerate(condition.all):
                    yield from self.condition(part, (*path, "all", index))
            case m.AnyOf():
                for index, part in enumerate(condition.any):
                    yield from self.condition(part, (*path, "any", index))
            case m.Not():
                yield from self.condition(condition.not_, (*path, "not"))
            case m.Named():
                yield from self._named(condition.name, path)
            case _:
                yield from self._leaf(condition, path)

    def _named(self, name: str, path: KeyPath) -> Iterator[Wrong]:
        """A named condition has been looked at by itself, but not with this rule's opener."""
        if self.openers is None or name not in self.vocabulary.conditions or name in self.within:
            return
        inside = replace(self, within=(*self.within, name))
        for _, message in inside.condition(self.vocabulary.conditions[name], ()):
            yield path, message if self.within else f"in the condition '{name}': {message}"

    def _leaf(self, condition: m.ConditionForm, path: KeyPath) -> Iterator[Wrong]:
        match condition:
            case m.Has():
                yield from self.entry(condition.has, (*path, "has"))
            case m.LatestIs():
                yield from self.entry(condition.latest, (*path, "latest"))
                found = tables_of(condition.latest.entry, self.vocabulary)
                yield from self.tests(condition.tests, found, (*path, "is"))
            case m.PeriodIs() if condition.value is not None:
                yield from self._period_is(condition.period, condition.value, (*path, "is"))
            case m.Only():
                yield from self._period_is(condition.only, list(condition.among), (*path, "among"))
            case m.CaseIs():
                yield from self.tests(condition.case, frozenset({CASE}), (*path, "case"))
            case m.OpenerIs():
                yield from self._tests_of_opener(condition.opener, (*path, "opener"))
            case m.PlanNames():
                yield from self._plan_names(condition, path)

    def _period_is(self, period: str, test: m.Test, path: KeyPath) -> Iterator[Wrong]:
        """What opens is not at hand where a period is looked at."""
        word = self.vocabulary.periods.get(period)
        if self.within or word is None or word.table not in TABLES:
            return
        yield from self.has_value(period, path)
        if word.value is not None:
            fields = replace(self, openers=frozenset())
            yield from fields.tests({word.value: test}, frozenset({word.table}), path)

    def _plan_names(self, condition: m.PlanNames, path: KeyPath) -> Iterator[Wrong]:
        found = tables_of(condition.plan_names, self.vocabulary)
        yield from self.field(condition.field, found, (*path, "field"))
        if not self.within:
            for table in sorted(found):
                column = columns(table).get(condition.field)
                if column is not None and not column.many:
                    yield (*path, "field"), f"'{condition.field}' of {table} does not hold a list"
        if self.openers is not None and not any("kind" in columns(table) for table in self.openers):
            yield path, "nothing that opens it has a 'kind' that a plan could name"

    # ------------------------------------------------------------ expects

    def expects(self, expects: object, path: KeyPath) -> Iterator[Wrong]:
        match expects:
            case m.AllExpected():
                for index, part in enumerate(expects.all_of):
                    yield from self.expects(part, (*path, "all_of", index))
            case m.AnyExpected():
                for index, part in enumerate(expects.any_of):
                    yield from self.expects(part, (*path, "any_of", index))
            case m.WhenExpected():
                yield from self.condition(expects.when, (*path, "when"))
                yield from self.expects(expects.expects, (*path, "expects"))
            case m.OpenerExpected():
                yield from self._tests_of_opener(expects.opener, (*path, "opener"))
            case m.StateExpected():
                yield from self.tests(expects.state, frozenset({CASE}), (*path, "state"))
            case m.CountExpected():
                yield from self._count(expects.count, (*path, "count"))
            case m.ShareExpected():
                yield from self.entry(expects.share.of, (*path, "share", "of"))
                yield from self.entry(expects.share.among, (*path, "share", "in"))
            case m.EntryExpected():
                yield from self.entry(expects, path)

    def _count(self, count: m.Count, path: KeyPath) -> Iterator[Wrong]:
        yield from self.entry(count, path)
        for key, bound in (("at_least", count.at_least), ("at_most", count.at_most)):
            if isinstance(bound, m.PlanField):
                found = tables_of(bound.of, self.vocabulary)
                yield from self.field(bound.field, found, (*path, key, "field"), kind="number")

    # ------------------------------------------------------------ fields

    def field(
        self, name: str, found: frozenset[str], path: KeyPath, *, kind: ColumnKind | None = None
    ) -> Iterator[Wrong]:
        """The field has to be a column of all the tables, and of the kind where one is asked for."""
        if self.within:
            return
        lacking = [table for table in sorted(found) if name not in columns(table)]
        if lacking:
            near = did_you_mean(name, dict.fromkeys(other for table in lacking for other in columns(table)))
            yield path, f"'{name}' is not {_a_column_of(lacking)}{near}"
        for table in sorted(found - set(lacking)):
            column = columns(table)[name]
            if kind is not None and (column.kind != kind or column.many):
                yield path, f"'{name}' of {'the case' if table == CASE else table} is no {kind}"

    def of_opener(self, name: str, path: KeyPath, *, kind: ColumnKind | None = None) -> Iterator[Wrong]:
        """A field of the row that opens."""
        if self.openers is None:
            return
        if not self.openers:
            yield path, f"no row opens it here whose '{name}' could be looked at"
        yield from replace(self, within=()).field(name, self.openers, path, kind=kind)

    def _tests_of_opener(self, tests: m.Tests, path: KeyPath) -> Iterator[Wrong]:
        if self.openers is None:
            return
        if not self.openers:
            yield path, "no row opens it here that could be looked at"
        yield from replace(self, within=()).tests(tests, self.openers, path)

    def tests(self, tests: m.Tests, found: frozenset[str], path: KeyPath) -> Iterator[Wrong]:
        for name, test in tests.items():
            yield from self.field(name, found, (*path, name))
            if isinstance(test, str) and test.startswith("opener."):
                yield from self.of_opener(test.removeprefix("opener."), (*path, name))
            elif not self.within and test not in ("recorded", "not_recorded"):
                having = frozenset(table for table in found if name in columns(table))
                yield from self._test(name, test, having, (*path, name))

    def _test(self, name: str, test: m.Test, having: frozenset[str], path: KeyPath) -> Iterator[Wrong]:
        if not isinstance(test, m.Compare):
            yield from _values(name, test, having, path)
            return
        compare = m.innermost(test)
        if compare.by is not None or compare.after is not None:
            yield from self.field(name, having, path, kind="date")
            yield from self.field(compare.by.field if compare.by else compare.after or "", having, path, kind="date")
        elif compare.contains is not None:
            yield from self.field(name, having, path, kind="text")
        elif compare.at_least is not None or compare.at_most is not None:
            yield from self.field(name, having, path, kind="number")
        else:
            values = compare.is_not if compare.not_recorded_as is None else compare.not_recorded_as
            yield from _values(name, values, having, path)


def _values(name: str, wanted: object, having: frozenset[str], path: KeyPath) -> Iterator[Wrong]:
    """Each value has to be one that a cell can hold, in one of the tables at least."""
    found = {table: columns(table)[name] for table in sorted(having)}
    for value in wanted if isinstance(wanted, list) else [wanted]:
        if not found or any(column.holds(value) for column in found.values()):
            continue
        codes = [code for column in found.values() for code in column.codes]
        kinds = {column.kind for column in found.values()}
        if codes:
            where = ", ".join("the case" if table == CASE else table for table in found)
            yield path, f"'{value}' is not a value of '{name}' in {where}{did_you_mean(str(value), codes)}"
        elif kinds == {"date"}:
            yield path, f"'{name}' is a date, which is tested with recorded, not_recorded, by or after"
        else:
            yield path, f"'{name}' holds {' or '.join(sorted(kinds))}, which '{value}' is not"


def _a_column_of(names: list[str]) -> str:
    return "a field of a case" if names == [CASE] else f"a column of {' or '.join(names)}"
