"""Whether what was written for people holds nothing that its reader would obey: one check a kind of file.

Each parses the file as its reader does, fails where anything in it is not ours, and gives the text that is to be read.
"""

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import fromstring

from markdown_it import MarkdownIt
from openpyxl import load_workbook

from tests.acceptance.hostile import UNSEEN

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FORBIDDEN_TAGS = {
    "img",
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "video",
    "audio",
    "image",
    "applet",
    "frame",
    "i",
}
_LOADS = {"src", "srcset", "action", "formaction", "data", "background", "poster", "ping", "srcdoc", "xlink:href"}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _nothing_unseen(text: str) -> None:
    assert not set(text) & UNSEEN, sorted(map(ascii, set(text) & UNSEEN))


def terminal(data: bytes) -> str:
    text = data.decode()
    _nothing_unseen(text)
    return text


def colour_terminal(data: bytes) -> str:
    """What a terminal in colour is sent: colours are ours, and nothing else that it obeys."""
    text = _COLOUR.sub("", data.decode()).replace("\r\n", "\n")
    assert "\r" not in text
    _nothing_unseen(text)
    return text


def json_document(data: bytes) -> str:
    _nothing_unseen(data.decode())
    return _said(json.loads(data))


def json_lines(data: bytes) -> str:
    _nothing_unseen(data.decode())
    return "\n".join(_said(json.loads(line)) for line in data.decode().split("\n") if line)


def _said(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{_said(key)}\n{_said(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "\n".join(map(_said, value))
    return str(value)


def csv_table(data: bytes) -> str:
    text = data.decode("utf-8-sig")
    _nothing_unseen(text.replace("\r\n", "\n"))
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(_FORMULA) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
    assert not [cell for cell in cells if "\n" in cell]
    return "\n".join(cells)


def workbook(data: bytes) -> str:
    _parts_are_sound(data)
    said = []
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None or not cell.hyperlink.target, cell.value
                if isinstance(cell.value, str):
                    _nothing_unseen(cell.value)
                    assert cell.quotePrefix or not cell.value.startswith(_FORMULA), cell.value
                    said.append(cell.value)
    return "\n".join(said)


def _parts_are_sound(data: bytes) -> None:
    """Each part is XML, holds no formula with a text of ours, and points to nothing outside."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                for element in fromstring(parts.read(name)).iter():
                    assert element.get("TargetMode") != "External", name
                    assert not element.tag.endswith("}f"), name
                    assert not (element.tag.endswith("}formula1") and "cmd" in (element.text or "")), name
                    assert "dde" not in element.tag.lower(), name


def markdown(data: bytes) -> str:
    text = data.decode()
    _nothing_unseen(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inside = [inner for token in tokens for inner in token.children or []]
    kinds = {token.type for token in [*tokens, *inside]}
    ours = {"inline", "text", "softbreak", "text_special", "code_inline", "hr"}
    opened = {kind.removesuffix("_open").removesuffix("_close") for kind in kinds - ours}
    blocks = {"heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td"}
    assert opened <= blocks | {"bullet_list", "list_item", "strong", "em"}, opened
    assert not re.search(r"(?<!\\):(?=[^\s*])|(?i:www)\.|(?<!\\)@", re.sub(r"\|[-:|]+\|", "", text))
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1
    return "\n".join(token.content for token in inside if token.type in ("text", "text_special"))


def html(data: bytes) -> str:
    """A page and all that is packed in it."""
    page = _Page()
    page.feed(data.decode())
    page.close()
    assert len(page.policies) == 1
    for script in page.scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}'" in page.policies[0]
    assert "default-src 'none'" in page.policies[0]
    packed = [zlib.decompress(base64.b64decode(text)).decode() for text in page.packed]
    texts = [page.text, *(_fragment(text) for text in _unpacked(packed))]
    assert page.tags["style"] == 1
    assert page.tags["body"] == 1
    for text in texts:
        _nothing_unseen(text)
    return "\n".join(texts)


def _unpacked(packed: list[str]) -> Iterator[str]:
    """What the script of the report puts on the page: fragments in which marks stand for phrases."""
    phrases = next((text.split("\x1e") for text in packed if "\x1e" in text and "\x02" not in text), [])
    for text in packed:
        if text.startswith("{"):
            yield json_document(text.encode())
        else:
            for fragment in text.split("\x1e"):
                yield re.sub(r"\x02(...)", lambda mark: phrases[int(mark[1], 36)], fragment)


def _fragment(text: str) -> str:
    page = _Page()
    page.feed(text)
    page.close()
    assert not page.scripts
    assert "style" not in page.tags
    return page.text


class _Page(HTMLParser):
    """The text of a page; fails at a tag or an attribute that no page of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.scripts: list[str] = []
        self.packed: list[str] = []
        self.policies: list[str] = []
        self.tags: dict[str, int] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        assert tag not in _FORBIDDEN_TAGS, tag
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on")], given
        assert not (_LOADS - {"data"}) & given.keys() - ({"action"} if given.get("action") == "" else set()), given
        for name, value in given.items():
            assert re.fullmatch(r"[a-z][a-z0-9:-]*|viewBox|preserveaspectratio|viewbox", name), given
            _nothing_unseen(value or "")
        if "href" in given:
            assert (given["href"] or "").startswith("#"), given
        if tag == "meta":
            assert given.get("http-equiv") in (None, "Content-Security-Policy"), given
            if "http-equiv" in given:
                self.policies.append(given["content"] or "")
        if tag == "script":
            self._inside = "packed" if given.get("type") == "application/octet-stream" else "script"
            (self.packed if self._inside == "packed" else self.scripts).append("")
        elif tag == "style":
            self._inside = "style"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._inside = ""

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside == "packed":
            self.packed[-1] += data.strip()
        elif not self._inside:
            self.text += data


#: By the ending of a file's name.
KINDS: dict[str, Callable[[bytes], str]] = {
    ".json": json_document,
    ".jsonl": json_lines,
    ".csv": csv_table,
    ".html": html,
    ".xlsx": workbook,
    ".md": markdown,
}


@cache
def read(path: Path) -> str:
    """The text of a file that was written, when nothing in it would be obeyed."""
    return KINDS[path.suffix](path.read_bytes())
