"""What several test files share."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from world import World

from kg import ontology as ontologies
from kg.ontology import Ontology


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The ontology that comes with kg."""
    return ontologies.load("news")


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between this process and its own servers, whatever the environment says."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def world() -> Iterator[World]:
    """A reconciliation service."""
    server = World()
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, for tests marked `browser`."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        pytest.skip("no chromium here")
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a page from disk and keeps what it asked for and complained of in `asked` and `errors`."""
    contexts = []

    def open_(html: str, fragment: str = "", **options: Any) -> Any:
        path = tmp_path / "graph.html"
        path.write_text(html, "utf-8")
        contexts.append(browser.new_context(**{"viewport": {"width": 1300, "height": 850}, "locale": "fr-FR", **options}))
        tab = contexts[-1].new_page()
        tab.asked, tab.errors = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.on("console", lambda message: tab.errors.append(message.text) if message.type in {"error", "warning"} else None)
        tab.goto(path.as_uri() + fragment)
        tab.wait_for_function("() => window.kgPage")
        return tab

    yield open_
    for context in contexts:
        context.close()
