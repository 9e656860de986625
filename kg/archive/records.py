"""Things as the index keeps them: all that linking asks of one, in one literal, the same for all that are alike."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from rdflib import URIRef

from kg.iris import interned
from kg.link import LocalThing

_OWN = ("article", "date")
_FIELDS = tuple(field.name for field in fields(LocalThing) if field.name not in _OWN)


def record(thing: LocalThing) -> str:
    """What things of several articles have in common that are alike: all but the article, also the end of the IRI."""
    told = {name: getattr(thing, name) for name in _FIELDS}
    told |= {"iri": thing.iri.partition("#")[2], "roles": sorted(thing.roles), "settled": sorted(thing.settled)}
    return json.dumps([told[name] for name in _FIELDS], ensure_ascii=False)


def recalled(text: str, article: URIRef, date: str) -> LocalThing:
    """The thing of a record in an article."""
    told: dict[str, Any] = dict(zip(_FIELDS, json.loads(text), strict=True))
    told |= {"iri": interned(f"{article}#{told['iri']}"), "cls": interned(told["cls"])}
    told |= {"same_as": interned(told["same_as"])} if told["same_as"] else {}
    told |= {"names": tuple(told["names"]), "roles": frozenset(told["roles"]), "settled": frozenset(map(tuple, told["settled"]))}
    return LocalThing(article=article, date=date, **told)
