"""Things as the index keeps them: everything that linking asks, in one literal."""

from __future__ import annotations

import json
from dataclasses import fields

from kg.iris import interned
from kg.link import LocalThing

_FIELDS = tuple(field.name for field in fields(LocalThing))


def record(thing: LocalThing) -> str:
    """A thing as the index keeps it."""
    told = {name: getattr(thing, name) for name in _FIELDS} | {"roles": sorted(thing.roles), "settled": sorted(thing.settled)}
    return json.dumps([told[name] for name in _FIELDS], ensure_ascii=False)


def recalled(text: str) -> LocalThing:
    """The thing of a record."""
    told = dict(zip(_FIELDS, json.loads(text), strict=True))
    told |= {name: interned(told[name]) for name in ("iri", "article", "cls", "same_as") if told[name] is not None}
    told |= {"names": tuple(told["names"]), "roles": frozenset(told["roles"]), "settled": frozenset(map(tuple, told["settled"]))}
    return LocalThing(**told)
