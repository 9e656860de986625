"""What several test files share."""

from __future__ import annotations

import threading
from collections.abc import Iterator

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
