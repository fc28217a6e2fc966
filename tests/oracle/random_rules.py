"""Random rules: every filling of every slot of the rule language, over the small world's words."""

from random import Random
from typing import Any

from practice_check.rulebook import model as m

DURATIONS = ("0 days", "1 day", "5 days", "10 days", "2 weeks", "3 weeks", "1 month", "42 days", "5 working days")
BOILERPLATE: dict[str, Any] = {
    "title": "A rule",
    "outcome": "protecting-the-public",
    "criteria": ["1.1"],
    "answers": ["nothing"],
    "owner": "officer",
    "severity": "high",
    "remediable": "yes",
    "question": "Was it done?",
    "gap": "Nothing is recorded.",
    "do": "Record it.",
    "why": "It matters.",
    "sources": [{"report": "york", "para": "1"}],
    "decidable_from": ["template"],
    "examples": [{"name": "none", "verdict": "gap"}],
}
DATED_WORDS = ("contact", "visit", "offered", "analysis", "plan", "review", "review-or-plan", "decision", "warning")
OPENERS = ("arrest", "child-concern", "event", "level-rise", "registration", "plan", "visit", "warning", "analysis")
#: Tests that a row of each table can be put to.
WHERES: dict[str, tuple[dict[str, Any], ...]] = {
    "contact": (
        {"outcome": "attended"},
        {"kind": ["home_visit", "office"]},
        {"purpose": "review"},
        {"purpose": ["induction", "supervision"]},
        {"purpose": {"not": "review"}},
        {"note": {"contains": "PLAN"}},
        {"outcome": {"not_recorded_as": "attended"}},
        {"children_seen": True},
        {"note": "recorded"},
        {"outcome": "not_recorded"},
        {"officer": "opener.officer"},
        {"kind": {"not": ["home_visit", "programme"]}},
        {"created": {"by": {"field": "date", "within": "5 days"}}},
        {"created": {"after": "date"}},
        {"created": {"not": {"by": {"field": "date", "within": "$limit"}}}},
        {"date": {"by": {"field": "created", "within": "1 month"}}},
    ),
    "analysis": (
        {"level": "high"},
        {"date": {"after": "submitted"}},
        {"submitted": {"by": {"field": "date", "within": "$limit"}}},
        {"text": "recorded"},
        {"submitted": {"by": {"field": "date", "within": "0 days"}}},
    ),
    "plan": (
        {"review_triggers": "recorded"},
        {"contact_per_month": {"at_least": 1}},
        {"contact_per_month": {"at_most": 1}},
        {"contact_per_month": {"at_most": "$many"}},
        {"review_due": "recorded"},
        {"review_due": {"after": "date"}},
        {"contact_per_month": {"not": {"at_least": 2}}},
        {"review_due": {"by": {"field": "date", "within": "$limit"}}},
    ),
    "review": ({"names_event": "opener.row_id"}, {"text": {"contains": "spoke"}}),
    "decision": ({"duty": "home_visit"}, {"agreed_by": ["manager", "court"]}),
    "warning": ({"reason": "absence"}, {"reason": {"not": {"not_recorded_as": "absence"}}}),
    "arrest": ({"with_children": True}, {"with_children": "recorded"}),
}


#: The forms of ``opens`` and of a plain condition, taken in turn, so that a short run has its share of each.
OPENS = (
    *("start", "each", "every", "release", "cluster", "becomes", "sentence", "once", "windows", "end"),
    *("change", "overdue", "cluster", "allocation", "once", "change", "overdue", "overdue", "start", "earlier"),
)
CONDITIONS = ("name", "has", "latest", "remaining", "case", "period", "has")
OF_A_ROW = ("opener", "plan_names", "others_open", "opener", "plan_names", "others_open")
WHERES["visit"] = WHERES["contact"][2:6] + WHERES["contact"][8:11] + WHERES["contact"][12:]
WHERES["offered"] = WHERES["contact"][1:6] + WHERES["contact"][7:11] + WHERES["contact"][12:]


class Rules:
    """Makes rules from one source of chance; ``seed``: from where the forms are taken in turn."""

    def __init__(self, random: Random, seed: int) -> None:
        self.random = random
        self.seed = seed
        self.turn = self.narrowed = seed
        self.asked = {True: seed, False: seed}

    def some(self, number: int) -> dict[str, m.Rule]:
        made: dict[str, m.Rule] = {}
        for index in range(number):
            self.turn = self.seed * number + index
            name = f"rule-{index}"
            made[name] = m.Rule.model_validate({**BOILERPLATE, "id": name, **self._rule(list(made))})
        return made

    def one_of(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def often(self, chance: float) -> bool:
        return self.random.random() < chance

    def duration(self) -> str:
        return "$limit" if self.often(0.1) else self.one_of(*DURATIONS)

    # ------------------------------------------------------------ the slots

    def _rule(self, earlier: list[str]) -> dict[str, Any]:
        opens = self._opens(earlier)
        every = opens.get("every") if isinstance(opens, dict) else None
        has_row = isinstance(opens, dict) and ("each" in opens or "change_of" in opens)
        rule: dict[str, Any] = {
            "opens": opens,
            "closes": {"within": every} if every else self._closes(opens),
            "expects": self._expects(opens, has_row, 0),
        }
        if self.often(0.55 if has_row else 0.25):
            rule["when"] = self.condition(has_row, 0)
            if self.often(0.3):
                rule["as_at"] = "due"
        if self.often(0.4) and not every:
            rule["looks_back"] = self.one_of("in_force", "in_force", "any", self.duration(), {"produced": "5 days"})
        if "share" in str(rule["expects"]) and self.often(0.5) and not every:  # over a time in which there is something
            rule |= {"closes": {"within": "42 days"}, "looks_back": self.one_of("any", "3 weeks", "1 month")}
        if self.often(0.25):
            rule["unless"] = self.entry(self.one_of("decision", "decision", "contact"))
        if self.often(0.4):
            rule["pauses_while"] = self.one_of([], [], self._pauses(), self._pauses())
        rule["survives_end"] = self.often(0.2)
        rule["fresh"] = self.often(0.5)
        rule["scope"] = "person" if self.often(0.4) else "order"
        if self.often(0.15):
            rule["unmet"] = "needs_judgement"
        if self.often(0.15):
            rule |= {"kind": self.one_of("measure", "outcome"), "unmet": "needs_judgement"}
        if self.often(0.3):
            rule["judge"] = self._questions()
        if "answer" in str(rule["expects"]):
            rule |= {"unmet": "needs_judgement", "judge": [{"ask": "And this?", "decides": True}, *self._questions()]}
            self.random.shuffle(rule["judge"])
        if earlier and self.often(0.4):
            rule["rests_on"] = self.random.sample(earlier, min(len(earlier), self.one_of(1, 1, 2)))
        return rule

    def _questions(self) -> list[dict[str, Any]]:
        return [{"ask": "Was it good?", "decides": self.often(0.4)} for _ in range(self.one_of(1, 1, 2, 3))]

    def _pauses(self) -> list[Any]:
        pauses: list[Any] = ["not-supervised-in-community"]
        if self.often(0.6):
            pauses.append(
                self.one_of("in-approved-premises", "lately-arrested", {"period": "status", "is": "hospital"})
            )
        return pauses[-1:] if self.often(0.3) else pauses

    def _opens(self, earlier: list[str]) -> Any:
        form = OPENS[self.turn % len(OPENS)]
        if form in ("start", "sentence", "release", "allocation", "end"):
            return form
        if form == "overdue" and not earlier:
            form = "each"
        if form == "change":
            return {"change_of": self.one_of("officer", "level", "residence", "requirement")}
        if form == "overdue":
            return {"overdue": self.random.choice(earlier)}
        if form == "becomes":
            return {"becomes": self.condition(False, 0)}
        if form in ("every", "windows"):
            length = self.one_of("10 days", "2 weeks", "1 month", "42 days", "5 working days")
            counted = "evidence" if form == "every" else "condition"
            return {"every": length, "while": self.condition(False, 0), "from": counted}
        words = [self.entry(word, opener=True) for word in self.random.sample(OPENERS, self.one_of(1, 1, 2))]
        opens: dict[str, Any] = {"each": words}
        if form == "earlier":
            opens["earlier"] = "start"
            form = self.one_of("each", "once", "once", "cluster")
        if form == "once":
            opens["once_per"] = self.one_of("row_id", "kind")
            if opens["once_per"] == "kind":
                opens["each"] = [self.one_of("event", "plan", "visit", "analysis", "warning")]
        if form == "cluster":
            opens["cluster"] = self.one_of("0 days", "5 days", "10 days", "$event-cluster")
        return opens

    def _closes(self, opens: Any) -> dict[str, Any]:
        form = self.random.random()
        plain_word = isinstance(opens, dict) and "each" in opens and len(opens["each"]) == 1
        word = opens["each"][0] if plain_word else None
        name = word["entry"] if isinstance(word, dict) else word
        if name in ("plan", "registration") and form < 0.6:
            return {"by": "opener.review_due", "else": self.one_of("none", self.duration())}
        if form < 0.12:
            return {"by": self.one_of("start", "sentence", "release", "allocation", "end")}
        if form < 0.24:
            return {"until_next": self.entry(self.one_of("visit", "review", "event")), "else": self.duration()}
        closes: dict[str, Any] = {"within": self.duration()}
        if form < 0.4:
            closes["at_latest"] = "42 days"
        return closes

    def entry(self, word: str, *, opener: bool = False) -> Any:
        entry: dict[str, Any] = {"entry": word}
        if word in WHERES and self.often(0.45):
            self.narrowed += 1
            wheres = [where for where in WHERES[word] if not opener or "opener." not in str(where)]
            entry["where"] = wheres[self.narrowed % len(wheres)]
        return word if len(entry) == 1 else entry

    def _evidence(self, opens: Any) -> Any:
        word = self.one_of(*DATED_WORDS, "contact", "visit", "session-planned", "registration", "level-rise")
        entry = self.entry(word)
        made: dict[str, Any] = {"entry": entry} if isinstance(entry, str) else dict(entry)
        each = isinstance(opens, dict) and "each" in opens
        if each and self.often(0.25):
            made["matching"] = {"names_event": "row_id"} if word == "review" else {"row_id": "row_id"}
            if word in ("contact", "visit", "offered") and self.often(0.5):
                made["matching"] = {"kind": "kind"}
        if self.often(0.15):
            made["not_before"] = self.one_of("arrest", "visit", "analysis")
        if self.often(0.1):
            made["later"] = True
        return word if len(made) == 1 else made

    def _expects(self, opens: Any, has_row: bool, depth: int) -> Any:
        every = isinstance(opens, dict) and "every" in opens and opens["from"] == "evidence"
        if depth == 0 and self.often(0.04):
            return "answer"
        form = self.random.random()
        if depth < 2 and form < 0.12:
            return {"any_of": [self._expects(opens, has_row, depth + 1) for _ in range(2)]}
        if depth < 2 and form < 0.27:
            return {"all_of": [self._maybe_when(opens, has_row, depth) for _ in range(2)]}
        if every:
            return self._evidence(opens)
        if form < 0.34 and has_row:
            return {"opener": self.one_of(*self._opener_tests(opens))}
        if form < 0.42:
            return {"state": self.one_of(*STATES)}
        if form < 0.57:
            return {"count": self._count()}
        if form > 0.93:
            return {"share": self._share()}
        if form < 0.63:
            allow = {} if self.often(0.3) else {"allow": self.one_of("0 days", "1 day", "5 days", "5 working days")}
            return {
                "cover": {"period": self.one_of("officer", "residence", "recorded-level"), "exactly_one": True, **allow}
            }
        return self._evidence(opens)

    def _maybe_when(self, opens: Any, has_row: bool, depth: int) -> Any:
        part = self._expects(opens, has_row, depth + 1)
        return {"when": self.condition(has_row, 1), "expects": part} if self.often(0.4) else part

    def _opener_tests(self, opens: Any) -> list[dict[str, Any]]:
        if "change_of" in opens:
            return [{"end": "recorded"}, {"start": "recorded"}, {"row_id": "recorded"}]
        words = {each if isinstance(each, str) else each["entry"] for each in opens["each"]}
        if words == {"plan"}:
            return [
                {"review_due": "recorded"},
                {"review_triggers": "arrest"},
                {"contact_per_month": {"at_least": 1}},
                {"review_due": {"by": {"field": "date", "within": "3 weeks"}}},
                {"review_due": {"after": "date"}, "contact_per_month": "recorded"},
            ]
        if words <= {"arrest", "child-concern", "event"}:
            return [{"with_children": "recorded"}, {"with_children": True}]
        if words == {"registration"}:
            return [{"end": "recorded"}, {"level": ["2", "3"]}, {"end": {"by": {"field": "start", "within": "$limit"}}}]
        return [{"row_id": "recorded"}]

    def _count(self) -> dict[str, Any]:
        count: dict[str, Any] = {"entry": self.one_of("contact", "contact", "offered", "visit", "warning")}
        at_least = self.often(0.5)
        bound: Any = self.one_of(1, 1, 2, 2, 3) if at_least else self.one_of(0, 1, 1, 2)
        if self.often(0.3):
            bound = {"of": "plan", "field": "contact_per_month"}
        count["at_least" if at_least else "at_most"] = bound
        if at_least and self.often(0.35):
            count["tolerance_one_in"] = self.one_of(2, 3, "$tolerance")
        if self.often(0.4):
            length = self.one_of("10 days", "2 weeks", "1 month")
            count["per" if at_least or self.often(0.3) else "in_any"] = length
        if self.often(0.15):
            count["later"] = True
        return count

    def _share(self) -> dict[str, Any]:
        whole = self.one_of("contact", "contact", "offered", "contact-or-warning", "plan")
        part = self.one_of("visit", "offered", "contact", "made") if whole != "plan" else "plan"
        share: dict[str, Any] = {"of": self.entry(part), "in": self.entry(whole), "at_most": self.one_of(*SHARES)}
        if isinstance(share["of"], str) and part in (whole, "contact"):
            share["of"] = {"entry": part, "where": self.one_of(*WHERES[part][:3])}
        if self.often(0.7):
            share["base"] = self.one_of(0, 2, 2, 3, 4, "$tolerance")
        if self.often(0.5):
            share["run"] = self.one_of(1, 2, 2, 3)
        return share

    # ------------------------------------------------------------ conditions

    def condition(self, has_row: bool, depth: int) -> Any:
        chance = self.random.random() if depth < 2 else 1.0
        if chance < 0.06:
            return {"all": [self.condition(has_row, depth + 1) for _ in range(2)]}
        if chance < 0.15:
            return {"any": [self.condition(has_row, depth + 1) for _ in range(2)]}
        if chance < 0.23:
            return {"not": self.condition(has_row, depth + 1)}
        return self._plain(has_row)

    def _plain(self, has_row: bool) -> Any:
        self.asked[has_row] += 1
        forms = (*OF_A_ROW, *CONDITIONS) if has_row else CONDITIONS
        form = forms[self.asked[has_row] % len(forms)]
        if form == "opener":
            return {"opener": {"row_id": self.one_of("recorded", "recorded", "not_recorded")}}
        if form == "others_open":
            return {"others_open": self.one_of("requirement", "mappa")}
        if form == "plan_names":
            return {"plan_names": "plan", "field": "review_triggers"}
        if form == "name":
            return self.one_of("high", "medium-or-higher", "mappa-managed", "licence", "standalone", "high-or-mappa")
        if form == "has":
            has: dict[str, Any] = {
                "has": self.entry(self.one_of("visit", "arrest", "plan", "review-or-plan", "level-rise"), opener=True)
            }
            if self.often(0.5):
                has["within"] = self.duration()
            if self.often(0.3):
                has["since_start"] = True
            return has
        if form == "latest":
            return self._latest()
        if form == "remaining":
            return {"remaining": self.one_of("10 days", "2 weeks", "1 month")}
        if form == "case":
            return {"case": self.one_of(*STATES)}
        return self.one_of(*PERIOD_TESTS)

    def _latest(self) -> dict[str, Any]:
        latest = self.one_of(
            {"latest": "contact", "is": {"outcome": "attended"}},
            {"latest": "plan", "is": {"contact_per_month": {"at_least": 1}}},
            {"latest": "analysis", "is": {"level": "high"}},
            {"latest": "review", "is": {"row_id": "recorded"}},
            {"latest": "contact", "is": {"created": {"by": {"field": "date", "within": "$limit"}}}},
            {"latest": "analysis", "is": {"submitted": {"not": {"after": "date"}}}},
        )
        return {**latest, "none": "false"} if self.often(0.5) else latest


#: Bounds in a hundred on which small numbers often lie.
SHARES = (0, 33, 33.4, 50, 50, 66, 67, 99)
STATES: tuple[dict[str, Any], ...] = (
    {"rsr_score": {"at_least": "$score"}},
    {"rsr_score": "recorded"},
    {"cas_date": "recorded"},
    {"gp_registered": True},
    {"offence_types": ["violent", "sexual"]},
    {"offence_types": {"not": "drugs"}},
    {"closed_date": "not_recorded"},
    {"cas_date": {"by": {"field": "start_date", "within": "$limit"}}},
    {"cas_date": {"after": "sentence_date"}},
    {"allocation_date": "recorded", "order_type": "licence"},
)
PERIOD_TESTS: tuple[dict[str, Any], ...] = (
    {"period": "level"},
    {"period": "recorded-level", "is": "high"},
    {"period": "status", "is": ["custody", "recall"]},
    {"period": "mappa", "is": ["2", "3"]},
    {"period": "residence", "is": {"not_recorded_as": "approved_premises"}},
    {"only": "requirement", "among": ["unpaid_work"]},
    {"only": "requirement", "among": ["unpaid_work", "curfew"]},
    {"only": "residence", "among": ["own_home", "family"]},
)
