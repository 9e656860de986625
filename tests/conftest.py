"""What several test files share."""

from __future__ import annotations

import pytest

from kg import ontology as ontologies
from kg.ontology import Ontology


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The ontology that comes with kg."""
    return ontologies.load("news")
