"""Everything that reads one case, with what it has come to know of it."""

from practice_check.timeline.case import CaseInTime
from practice_check.timeline.truth import Truth
from practice_check.vocabulary.entries import Entries
from practice_check.vocabulary.model import Vocabulary
from practice_check.vocabulary.periods import Periods
from practice_check.vocabulary.resolve import Resolve
from practice_check.vocabulary.tests import FieldTests
from practice_check.vocabulary.words import Words, words_of


class Reading:
    """Reads one case: built once, shared by all rules.

    ``truths`` and ``turns``: what each condition came to on a day, and the days on which it may turn, by the number
    that its node has for that (see ``nodes``). Nothing that it holds may hold on to it, so that it goes with its case.
    """

    __slots__ = ("case", "entries", "periods", "resolve", "tests", "truths", "turns", "vocabulary", "words")

    def __init__(self, case: CaseInTime, vocabulary: Vocabulary, resolve: Resolve) -> None:
        self.case = case
        self.vocabulary = vocabulary
        self.resolve = resolve
        self.words: Words = words_of(vocabulary)
        self.tests = FieldTests(resolve, case.as_of)
        self.entries = Entries(case, self.words, resolve)
        self.periods = Periods(case, self.words, resolve)
        self.truths: dict[int, Truth] = {}
        self.turns: dict[int, set[int]] = {}

    @classmethod
    def of(cls, case: CaseInTime, vocabulary: Vocabulary, resolve: Resolve) -> "Reading":
        return cls(case, vocabulary, resolve)
