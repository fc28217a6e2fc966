"""The scores that the area reports print, to stand beside ours: theirs come from other cases and questions."""

from pathlib import Path

import yaml

from practice_check.paths import rules_folder
from practice_check.scoring.matrix import OUTCOMES


def published_scores(register: Path | None = None) -> dict[str, dict[str, int]]:
    """By outcome and report, in per cent (``headline_scores_pct`` of the register's published tables)."""
    folder = register or rules_folder() / "_register"
    tables = yaml.load((folder / "published-iaow.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return {
        outcome: {
            report: list(table["headline_scores_pct"].values())[number] for report, table in tables["reports"].items()
        }
        for number, outcome in enumerate(OUTCOMES)
    }
