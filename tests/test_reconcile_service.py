"""A reconciliation service and its answers, as they should be and as they are."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pytest
from world import MANIFEST, WORLD, World

from kg.errors import RunError, ServiceError
from kg.reconcile.service import Match, Query, ask, connect

pytestmark = pytest.mark.usefixtures("direct")


@pytest.mark.parametrize("url", ["127.0.0.1:5000/reconcile", "file:///etc/hosts", "http://", "ftp://127.0.0.1/", "http:// /", "http://["])
def test_what_is_no_address_is_asked_nothing(url: str) -> None:
    with pytest.raises(ServiceError, match="not an address of the web"):
        connect(url)


@pytest.mark.parametrize(
    "lack", [{"name": None}, {"identifierSpace": 1}, {"identifierSpace": "no iri>"}], ids=["no name", "no space", "a space that is no IRI"]
)
def test_a_manifest_that_lacks_what_each_has_is_none(world: World, lack: dict[str, object]) -> None:
    world.manifest = {**MANIFEST, **lack}
    with pytest.raises(ServiceError, match="identifierSpace"):
        connect(world.url)


def test_what_is_odd_in_a_manifest_or_an_answer_is_passed_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.manifest = {**MANIFEST, "batchSize": "many", "defaultTypes": ["x", {"name": "y"}], "view": None}
    service = connect(world.url)
    assert (service.batch, service.types, service.view) == (10, {}, "")
    odd = [
        ("Q9", "no score", None, 0),
        ("", "no id", 3, 0),
        (7, "a number", 3, 0),
        ("Q8", None, 3, 0),
        ("Q 4", " a \ud800\x1b b\n", 3, 0),
        ("Q5", "NaN", float("nan"), 0),
        ("Q6", "too high", 10**400, 0),
        ("http://a:b:c/[x]", "no IRI", 3, 0),
    ]
    monkeypatch.setitem(WORLD, "Odd", odd)
    assert list(ask(service, [Query("Odd")], 5)) == [
        (Match("http://www.wikidata.org/entity/Q%204", "Q 4", "a b", Decimal("3.0"), "le Q 4"),)
    ]


def test_a_service_that_moved_is_asked_where_it_is(world: World) -> None:
    assert connect(world.url.removesuffix("reconcile")).url == world.url


def test_a_service_that_is_busy_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    service, told = connect(world.url), world.answer
    states = iter([503, 429])
    monkeypatch.setattr(world, "answer", lambda queries: (status, b"") if (status := next(states, 0)) else told(queries))
    (matches,) = ask(service, [Query("Oria")], 5)
    assert [match.id for match in matches] == ["Q3"]


def test_an_answer_without_end_is_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    service = connect(world.url)
    monkeypatch.setattr(import_module("kg.reconcile.service"), "LONGEST", 20)
    with pytest.raises(RunError, match="its answer is longer than"):
        list(ask(service, [Query("Alba")], 5))
