"""A folder of one's own: new rules, rules in the place of those that ship, words and numbers; every slip is named."""

import shutil
from pathlib import Path

import pytest
import yaml

from practice_check.examples import run_examples
from practice_check.paths import rules_folder
from practice_check.rulebook import Rulebook, RulebookError, load

VISIT = "iaow-2013/protecting-the-public/initial-home-visit.yaml"


def own(folder: Path, files: dict[str, object]) -> Path:
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value if isinstance(value, str) else yaml.safe_dump(value, sort_keys=False))
    return folder


def shipped(name: str) -> dict[str, object]:
    found = yaml.safe_load((rules_folder() / name).read_text())
    assert isinstance(found, dict)
    return found


def faults(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as error:
        load([folder])
    return list(error.value.faults)


PACK = {"id": "regional", "title": "Ours", "in_force": {"from": "2026-01-01"}}


def test_a_rule_of_ours_stands_in_the_place_of_one_that_ships_in_every_pack(tmp_path: Path, rulebook: Rulebook) -> None:
    folder = own(
        tmp_path,
        {
            "regional/pack.yaml": PACK,
            "regional/protecting-the-public/initial-home-visit.yaml": {**shipped(VISIT), "title": "Our visit"},
        },
    )
    book = load([folder])
    assert book.rules["initial-home-visit"].title == "Our visit"
    packs = [pack for pack in book.packs if "initial-home-visit" in book.rules_of(pack)]
    before = [pack for pack in rulebook.packs if "initial-home-visit" in rulebook.rules_of(pack)]
    assert sorted(packs) == sorted([*before, "regional"])
    assert book.file_of("initial-home-visit").is_relative_to(folder)


def test_a_pack_that_ships_needs_no_pack_file_of_ours(tmp_path: Path, rulebook: Rulebook) -> None:
    folder = own(tmp_path, {VISIT: {**shipped(VISIT), "title": "Our visit"}})
    book = load([folder])
    assert book.rules["initial-home-visit"].title == "Our visit"
    assert book.packs["iaow-2013"] == rulebook.packs["iaow-2013"]


def test_a_new_rule_with_words_and_numbers_of_ours(tmp_path: Path) -> None:
    rule = {**shipped(VISIT), "id": "our-visit", "closes": {"within": "$our-limit"}, "opens": {"becomes": "our-word"}}
    folder = own(
        tmp_path,
        {
            "vocabulary.yaml": {"entries": {}, "periods": {}, "conditions": {"our-word": "high-or-child-protection"}},
            "parameters.yaml": {"our-limit": [{"value": "15 working days", "source": "our own instruction"}]},
            "regional/pack.yaml": PACK,
            "regional/protecting-the-public/our-visit.yaml": rule,
        },
    )
    book = load([folder])
    assert book.homes["our-visit"] == "regional"
    assert all(result.passed for result in run_examples(book, ["our-visit"]))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"vocabulary.yaml": {"entries": {}, "periods": {}, "conditions": {"high-rosh": "medium-rosh"}}},
            "other rules mean it",
        ),
        ({"parameters.yaml": {"initial-home-visit": [{"value": "5 days", "source": "ours"}]}}, "with --params"),
        ({"regional/our-rule.yaml": {}}, "stands where no rule is looked for"),
        ({"our-rule.yaml": {}}, "stands where no rule is looked for"),
        ({"regional/protecting-the-public/x.yaml": {}}, "cannot be read"),
    ],
)
def test_a_slip_is_named(files: dict[str, object], message: str, tmp_path: Path) -> None:
    assert any(message in each for each in faults(own(tmp_path, files)))


def test_the_shipped_example_can_be_copied_and_given(tmp_path: Path) -> None:
    shutil.copytree(rules_folder() / "local-instructions", tmp_path / "ours" / "local-instructions")
    book = load([tmp_path / "ours"])
    assert not book.packs["local-instructions"].on
    assert len(book.rules_of("local-instructions")) >= 3
