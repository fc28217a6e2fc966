"""A headless Chromium, and the pages that tests open in it from a file, as people open an attachment.

One browser serves all tests of a process: its fixtures stand here and are known to every test by ``tests/conftest.py``.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, ViewportSize, sync_playwright

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("these tests open pages in Chromium, which is not here: apt install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        yield opened
        opened.close()


class Complaints(list[str]):
    """What a page did that no page of ours may do: log an error, open a dialog, ask for anything."""

    def listen(self, page: Page, own: str) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda asked: self._request(asked.url, own))

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.append(said.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str, own: str) -> None:
        if not url.startswith((own, "blob:")):
            self.append(f"a request: {url}")


@pytest.fixture
def page_of(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """``page_of(html)`` opens a page from a file, and fails the test where the page complains or asks for anything.

    ``size``: of the window, by default a laptop's; ``hash``: what stands after the page's address, # included;
    ``script``: whether scripts run.
    """
    complaints = Complaints()
    opened: list[Page] = []

    def open_page(html: bytes, *, size: ViewportSize = LAPTOP, hash: str = "", script: bool = True) -> Page:
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_bytes(html)
        page = browser.new_context(viewport=size, java_script_enabled=script).new_page()
        opened.append(page)
        complaints.listen(page, file.as_uri())
        page.goto(file.as_uri() + hash)
        return page

    yield open_page
    for page in opened:
        page.context.close()
    assert not complaints
