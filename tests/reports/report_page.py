"""The manager's report as its browser sees it: the page itself, and its cases unpacked."""

import base64
import re
import zlib

from practice_check.reports.html.packing import BETWEEN, MARK


def cases_of(page: str) -> list[str]:
    """The fragment of each case, in the order of the list."""
    phrases = _unpacked(_data(page, 'id="phrases"')[0]).split(BETWEEN)
    blocks = [_unpacked(block) for block in _data(page, 'class="packed-cases"')]
    return [_whole(fragment, phrases) for block in blocks for fragment in block.split(BETWEEN)]


def without_data(page: str) -> str:
    """The page without what is packed and without style and script."""
    return re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)


def _data(page: str, attribute: str) -> list[str]:
    return re.findall(f'<script type="application/octet-stream" {attribute}>([^<]*)</script>', page)


def _unpacked(block: str) -> str:
    return zlib.decompress(base64.b64decode(block)).decode()


def _whole(fragment: str, phrases: list[str]) -> str:
    return re.sub(f"{MARK}(...)", lambda found: phrases[int(found[1], 36)], fragment)
