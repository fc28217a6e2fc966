"""Reads rules, packs, vocabulary and parameters, and says every fault at once as ``file:line: rule: what is wrong``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from practice_check.collecting import without_collecting
from practice_check.content.faults import Fault, RulebookError, did_you_mean, of_validation
from practice_check.content.yaml_file import BadYamlError, KeyPath, YamlFile, read_yaml
from practice_check.paths import rules_folder
from practice_check.rulebook import fields, messages, names
from practice_check.rulebook import model as m
from practice_check.rulebook.case_history import HistoryForm
from practice_check.rulebook.case_history_names import wrong_in_history
from practice_check.rulebook.caseload import WarningRule
from practice_check.rulebook.caseload_names import wrong_names
from practice_check.rulebook.kept import kept
from practice_check.rulebook.parameters import Dated, Parameters
from practice_check.rulebook.register import Register, read_register
from practice_check.rulebook.rulebook import Rulebook
from practice_check.rulebook.values import Duration
from practice_check.vocabulary.model import EntryWord, Vocabulary

M = TypeVar("M", bound=BaseModel)

#: What a rule must always be able to say, whatever its form; the rest depends on what its slots allow.
ALWAYS_SHOWN: tuple[m.VerdictWord, ...] = ("met", "not_applicable", "cannot_tell")


def load(folders: Sequence[Path] = (), params: Path | None = None) -> Rulebook:
    """The shipped rules, with those of ``folders`` laid over them by id and ``params`` over the parameters.

    A folder may bring words and numbers of its own (``vocabulary.yaml``, ``parameters.yaml``); those that ship stay.
    Raises RulebookError with every fault.
    """
    with without_collecting():
        return kept(lambda: _loaded(folders, params), [rules_folder(), *folders], [params] if params else [])


def _loaded(folders: Sequence[Path], params: Path | None) -> Rulebook:
    loader = _Loader()
    shipped = rules_folder()
    vocabulary = loader.vocabulary([shipped, *folders])
    parameters = loader.parameters([shipped, *folders], params)
    register = read_register(shipped / "_register")
    loader.faults.extend(register.faults)
    for number, folder in enumerate([shipped, *folders]):
        loader.folder(folder, may_replace=number > 0)
    if vocabulary is None:
        raise RulebookError(loader.faults)
    loader.check_vocabulary(vocabulary)
    for rule in loader.rules.values():
        loader.check_rule(rule, vocabulary, parameters, register)
    loader.check_packs()
    loader.check_warnings(vocabulary, parameters)
    loader.check_history(vocabulary, parameters)
    if loader.faults:
        raise RulebookError(sorted(loader.faults, key=lambda fault: (str(fault.file), fault.line)))
    return Rulebook(
        loader.rules,
        loader.packs,
        parameters,
        vocabulary,
        register,
        loader.rule_files,
        loader.homes,
        dict(sorted(loader.warnings.items())),
        loader.history,
    )


class _Loader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.rules: dict[str, m.Rule] = {}
        self.packs: dict[str, m.Pack] = {}
        self.rule_files: dict[str, Path] = {}
        self.homes: dict[str, str] = {}
        self.warnings: dict[str, WarningRule] = {}
        self.history = HistoryForm()
        self._history_file: tuple[Path, YamlFile] | None = None
        self._warning_files: dict[str, tuple[Path, YamlFile]] = {}
        self._vocabulary_files: list[tuple[Path, YamlFile]] = []
        self._sources: dict[str, YamlFile] = {}
        self._pack_files: dict[str, tuple[Path, YamlFile]] = {}
        #: Rules of another pack that a folder replaces in a pack of its own: they stand in both.
        self._moved_in: dict[str, list[str]] = {}

    # ------------------------------------------------------------ reading

    def _read(self, path: Path, subject: str) -> YamlFile | None:
        try:
            return read_yaml(path)
        except BadYamlError as fault:
            self.faults.append(Fault(path, fault.line, subject, fault.message))
        except OSError as error:
            self.faults.append(Fault(path, 1, subject, f"cannot be read: {error.strerror}"))
        return None

    def _validated(self, path: Path, file: YamlFile, model: type[M], subject: str) -> M | None:
        try:
            return model.model_validate(file.value)
        except ValidationError as error:
            self.faults.extend(of_validation(error, file, path, subject, model))
            return None

    def vocabulary(self, folders: Sequence[Path]) -> Vocabulary | None:
        """The words that ship, and those that the folders add. One that is there already is a fault."""
        whole = Vocabulary(entries={}, periods={}, conditions={})
        for path in _own_files(folders, "vocabulary.yaml"):
            file = self._read(path, "vocabulary")
            own = self._validated(path, file, Vocabulary, "vocabulary") if file else None
            if own is None or file is None:
                return None
            self._vocabulary_files.append((path, file))
            for name in [*own.entries, *own.periods, *own.conditions]:
                if name in whole.entries or name in whole.periods or name in whole.conditions:
                    message = f"'{name}' is a word that ships, and other rules mean it: give yours another name"
                    self.faults.append(Fault(path, 1, "vocabulary", message))
            whole = Vocabulary.model_construct(
                entries={**own.entries, **whole.entries},
                periods={**own.periods, **whole.periods},
                conditions={**own.conditions, **whole.conditions},
            )
        return whole

    def parameters(self, folders: Sequence[Path], params: Path | None) -> Parameters:
        """The numbers that ship, those that the folders add, and ``params`` in place of either."""
        dated: dict[str, list[Dated]] = {}
        for path in _own_files(folders, "parameters.yaml"):
            for name, entries, line in self._named(path):
                if name in dated:
                    message = f"'{name}' is a number that ships: put yours in a file of its own, with --params"
                    self.faults.append(Fault(path, line, "parameters", message))
                else:
                    dated[name] = self._dated(path, line, name, entries)
        for name, entries, line in self._named(params) if params else ():
            if name in dated:
                dated[name] = self._dated(params or Path(), line, name, entries)
            else:
                message = f"'{name}' is not a parameter{did_you_mean(name, dated)}"
                self.faults.append(Fault(params or Path(), line, "parameters", message))
        return Parameters(dated)

    def _named(self, path: Path) -> list[tuple[str, Any, int]]:
        """Each name of a file of parameters, what stands under it, and its line."""
        file = self._read(path, "parameters")
        if file is None or not isinstance(file.value, dict):
            return []
        return [(name, entries, file.line((name,))) for name, entries in file.value.items()]

    def _dated(self, path: Path, line: int, name: str, entries: Any) -> list[Dated]:
        found = []
        for entry in entries if isinstance(entries, list) else [entries]:
            try:
                found.append(Dated.model_validate(entry))
            except ValidationError as error:
                self.faults.extend(of_validation(error, YamlFile(entry, {(): line}), path, name, Dated))
        return found

    def folder(self, folder: Path, *, may_replace: bool) -> None:
        """Packs, rules, warnings: ``<pack>/pack.yaml``, ``<pack>/<outcome>/<rule>.yaml``, ``_caseload/<id>.yaml``.

        And what the history of a case shows, ``_reports/case-history.yaml``: the last folder that has one is followed.
        """
        if not folder.is_dir():
            self.faults.append(Fault(folder, 1, "rules", "there is no such folder"))
            return
        known = {folder / name for name in ("vocabulary.yaml", "parameters.yaml")}
        for pack_folder in sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "_."):
            pack_file = pack_folder / "pack.yaml"
            if pack_file.exists() or pack_folder.name not in self.packs:
                self._pack(pack_file)
            rules = sorted(pack_folder.glob("*/*.yaml"))
            for path in rules:
                self._rule(path, pack_folder.name, may_replace=may_replace)
            known |= {pack_file, *rules}
        for path in sorted(folder.rglob("*.yaml")):
            if path not in known and path.relative_to(folder).parts[0][0] not in "_.":
                message = "stands where no rule is looked for: write it as PACK/OUTCOME/RULE.yaml"
                self.faults.append(Fault(path, 1, path.stem, message))
        for path in sorted(folder.glob("_caseload/*.yaml")):
            self._warning(path)
        self._history(folder / "_reports" / "case-history.yaml")

    def _pack(self, path: Path) -> None:
        file = self._read(path, path.parent.name)
        pack = self._validated(path, file, m.Pack, path.parent.name) if file else None
        if pack and file:
            self.packs[pack.id] = pack
            self._pack_files[pack.id] = (path, file)

    def _warning(self, path: Path) -> None:
        file = self._read(path, path.stem)
        warning = self._validated(path, file, WarningRule, path.stem) if file else None
        if warning is None or file is None:
            return
        if warning.id != path.stem:
            message = f"the id must be the file's name, '{path.stem}'"
            self.faults.append(Fault(path, file.line(("id",)), warning.id, message))
        self.warnings[warning.id] = warning
        self._warning_files[warning.id] = (path, file)

    def _history(self, path: Path) -> None:
        if not path.exists():
            return
        file = self._read(path, path.stem)
        history = self._validated(path, file, HistoryForm, path.stem) if file else None
        if history is not None and file is not None:
            self.history, self._history_file = history, (path, file)

    def _rule(self, path: Path, pack: str, *, may_replace: bool) -> None:
        file = self._read(path, path.stem)
        rule = self._validated(path, file, m.Rule, path.stem) if file else None
        if rule is None or file is None:
            return
        if rule.id != path.stem:
            self.faults.append(
                Fault(path, file.line(("id",)), rule.id, f"the id must be the file's name, '{path.stem}'")
            )
        if rule.outcome != path.parent.name:
            message = f"the folder says '{path.parent.name}' and the rule says '{rule.outcome}'"
            self.faults.append(Fault(path, file.line(("outcome",)), rule.id, message))
        if rule.id in self.rules and not may_replace:
            message = f"the id stands in {self.rule_files[rule.id]} already"
            self.faults.append(Fault(path, file.line(("id",)), rule.id, message))
            return
        self.rules[rule.id] = rule
        self.rule_files[rule.id] = path
        if self.homes.setdefault(rule.id, pack) != pack:
            self._moved_in.setdefault(pack, []).append(rule.id)
        self._sources[rule.id] = file

    # ------------------------------------------------------------ checking

    def check_vocabulary(self, vocabulary: Vocabulary) -> None:
        def fault(where: KeyPath, message: str) -> None:
            path, file = next(each for each in self._vocabulary_files if where[:2] in each[1].lines)
            self.faults.append(Fault(path, file.line(where), str(where[1]), message))

        for name, word in vocabulary.entries.items():
            for missing in _missing_parts(word, vocabulary):
                fault(("entries", name), missing)
        for name, condition in vocabulary.conditions.items():
            for kind, used in names.used(condition):
                known = _known(kind, vocabulary, None, {})
                if known is not None and used not in known:
                    fault(("conditions", name), f"'{used}' is not a {kind}{did_you_mean(used, known)}")
        for where, message in fields.wrong_in_vocabulary(vocabulary):
            fault(where, message)

    def check_rule(self, rule: m.Rule, vocabulary: Vocabulary, parameters: Parameters, register: Register) -> None:
        file, path = self._sources[rule.id], self.rule_files[rule.id]

        def fault(key: str, message: str) -> None:
            self.faults.append(Fault(path, file.line((key,)), rule.id, message))

        for key in m.Rule.model_fields:
            if key in ("examples", "example_base"):
                continue
            part = {key: getattr(rule, key)} if key != "rests_on" else rule
            for kind, used in dict.fromkeys(names.used(part)):
                known = _known(kind, vocabulary, parameters, self.rules)
                if known is not None and used not in known and (key != "rests_on" or kind == "rule"):
                    fault(key, f"'{used}' is not a {kind}{did_you_mean(used, known)}")
        for where, message in fields.wrong_in_rule(rule, self.rules, vocabulary):
            self.faults.append(Fault(path, file.line(where), rule.id, message))
        for entry in rule.answers:
            if entry not in register.entries:
                fault("answers", f"'{entry}' is not in the register{did_you_mean(entry, register.entries)}")
            if entry in register.set_aside:
                fault(
                    "answers",
                    f"'{entry}' is set aside in the register's set-aside.yaml, and cannot be answered as well",
                )
        for slot in messages.unknown_slots(rule.gap):
            fault("gap", f"'{{{slot}}}' cannot be filled in; known are {', '.join(messages.SLOTS)}")
        shown = {example.verdict for example in rule.examples}
        for word in verdicts_to_show(rule):
            if word not in shown:
                fault("examples", f"no example shows the verdict '{word}'")

    def check_packs(self) -> None:
        for name, moved in self._moved_in.items():
            if name in self.packs:
                pack = self.packs[name]
                self.packs[name] = pack.model_copy(update={"includes": [*pack.includes, *moved]})
        for pack_id, (path, file) in self._pack_files.items():
            for index, rule in enumerate(self.packs[pack_id].includes):
                if rule not in self.rules:
                    message = f"'{rule}' is not a rule{did_you_mean(rule, self.rules)}"
                    self.faults.append(Fault(path, file.line(("includes", index)), pack_id, message))

    def check_warnings(self, vocabulary: Vocabulary, parameters: Parameters) -> None:
        for warning in self.warnings.values():
            path, file = self._warning_files[warning.id]
            if warning.id in self.rules:
                message = "a rule has this id already"
                self.faults.append(Fault(path, file.line(("id",)), warning.id, message))
            for where, message in wrong_names(warning, vocabulary, parameters):
                self.faults.append(Fault(path, file.line(where), warning.id, message))

    def check_history(self, vocabulary: Vocabulary, parameters: Parameters) -> None:
        if self._history_file is not None:
            path, file = self._history_file
            for where, message in wrong_in_history(self.history, vocabulary, parameters):
                self.faults.append(Fault(path, file.line(where), path.stem, message))


def verdicts_to_show(rule: m.Rule) -> set[m.VerdictWord]:
    """The verdicts that a rule of this form can give, so that each must stand in an example."""
    words: set[m.VerdictWord] = {*ALWAYS_SHOWN, rule.unmet}
    if any(question.decides for question in rule.judge):
        words = (words - {"met"}) | {"needs_judgement"}
    if rule.only_asks:
        words |= {"met", "gap"} if rule.kind == "duty" else {"met"}
        if rule.when is None and rule.opens == m.OpensAt(at="start"):
            words.discard("cannot_tell")
    if rule.unless is not None:
        words.add("excepted")
    if _takes_time(rule) and _wants_entries(rule.expects):
        words.add("due")
        if "met" in words and not rule.fresh:
            words.add("met_late")
    return words


def _takes_time(rule: m.Rule) -> bool:
    """Whether there is time between the opening and the due date."""
    closes = rule.closes
    none = isinstance(closes, m.ClosesWithin) and isinstance(closes.within, Duration) and closes.within.number == 0
    return not none


def _wants_entries(expects: object) -> bool:
    match expects:
        case m.EntryExpected():
            return True
        case m.AllExpected():
            return any(_wants_entries(part) for part in expects.all_of)
        case m.AnyExpected():
            return all(_wants_entries(part) for part in expects.any_of)
        case m.WhenExpected():
            return _wants_entries(expects.expects)
    return False


def _own_files(folders: Sequence[Path], name: str) -> list[Path]:
    """The files of this name: the first folder has one, the others may."""
    return [folder / name for number, folder in enumerate(folders) if not number or (folder / name).exists()]


def _missing_parts(word: EntryWord, vocabulary: Vocabulary) -> list[str]:
    missing = [
        f"'{part}' is not an entry word{did_you_mean(part, vocabulary.entries)}"
        for part in word.any_of or ()
        if part not in vocabulary.entries
    ]
    period = word.rise_of or word.fall_of
    if period and period not in vocabulary.periods:
        missing.append(f"'{period}' is not a period{did_you_mean(period, vocabulary.periods)}")
    return missing


def _known(
    kind: names.NameKind, vocabulary: Vocabulary, parameters: Parameters | None, rules: dict[str, m.Rule]
) -> list[str] | None:
    match kind:
        case "entry word":
            return list(vocabulary.entries)
        case "period":
            return list(vocabulary.periods)
        case "condition":
            return list(vocabulary.conditions)
        case "parameter":
            return list(parameters.dated) if parameters else None
        case "rule":
            return list(rules)
