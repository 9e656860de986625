"""Things as the index keeps them: everything that linking asks, in one literal."""

from __future__ import annotations

import json

from kg.iris import interned
from kg.link import LocalThing


def record(thing: LocalThing) -> str:
    """A thing as the index keeps it."""
    told = (sorted(thing.roles), sorted(thing.settled))
    kept = (thing.iri, thing.article, thing.date, thing.lang, thing.cls, thing.label, thing.names, thing.same_as, thing.guessed, *told)
    return json.dumps(kept, ensure_ascii=False)


def recalled(text: str) -> LocalThing:
    """The thing of a record."""
    iri, article, date, lang, cls, label, names, same_as, guessed, roles, settled = json.loads(text)
    return LocalThing(
        *(
            interned(iri),
            interned(article),
            date,
            lang,
            interned(cls),
            label,
            tuple(names),
            interned(same_as) if same_as else None,
            guessed,
        ),
        roles=frozenset(roles),
        settled=frozenset((p, value) for p, value in settled),
    )
