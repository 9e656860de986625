"""The claims of a merged graph, each with its article's date, publisher and source, and which of them say the same."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, QuerySolution, Store
from rdflib import URIRef

from kg.errors import QueryError, WordsError
from kg.explain import SPOKEN
from kg.model import Status
from kg.ontology import Ontology
from kg.prefixes import prefixes
from kg.query import things
from kg.store import finite, solutions

Term = NamedNode | Literal
Key = tuple[str, str, str]
HERE = Path(__file__).parent
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Source:
    """An article: when it came out, who published it, and the earliest article that had its text, which may be itself."""

    article: str
    date: str
    publisher: str
    first: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says: subject, predicate and object as it has them, and a `key` that is the same for all who say the same.

    "A employs B" and "B works for A" say the same, and so do "A is married to B" and "B is married to A".
    """

    iri: str
    key: Key
    subject: NamedNode
    predicate: str
    object: Term
    status: Status
    source: Source
    confidence: float
    as_of: str

    @property
    def age(self) -> tuple[bool, str, str]:
        """Sorts the earliest said first and undated ones last."""
        return not self.source.date, self.source.date, self.iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which claims count: of these statuses, said in this time, about these things, with these properties; empty means any.

    `since` and `until` are as precise as one likes and take in what may have been said then: until 2012-06 reaches to the end of June.
    """

    statuses: frozenset[Status] = frozenset()
    since: str = ""
    until: str = ""
    about: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()

    def takes(self, status: str, said: str, prop: str, ends: Collection[str]) -> bool:
        """Whether a claim of this status, said then, with this property and these two ends, counts."""
        return (
            (not self.statuses or status in self.statuses)
            and (not self.properties or prop in self.properties)
            and (not self.about or not self.about.isdisjoint(ends))
            and (not (self.since or self.until) or self._in_time(said))
        )

    def _in_time(self, said: str) -> bool:
        return bool(said) and said >= self.since[: len(said)] and said[: len(self.until)] <= (self.until or said)


def chosen(
    store: Store,
    ontology: Ontology,
    *,
    status: Collection[Status] = (),
    since: str | None = None,
    until: str | None = None,
    about: str | None = None,
    prop: str | None = None,
) -> Choice:
    """What a user asks for, by names: a thing by any of its names, a property as `property_named` takes it.

    Raises QueryError.
    """
    for name, said in (("since", since), ("until", until)):
        if said is not None and not _is_date(said):
            raise QueryError(f"{name} {said!r}: not a date; say 2012, 2012-06 or 2012-06-03")
    if since and until and since[: len(until)] > until:
        raise QueryError(f"since {since!r} until {until!r}: it ends before it begins; say the earlier date with --since")
    named = frozenset(node.value for node in things(store, about, prefixes(store, ontology.folder))) if about is not None else frozenset()
    wanted = frozenset(_below(property_named(prop, ontology), ontology)) if prop is not None else frozenset()
    return Choice(statuses=frozenset(status), since=since or "", until=until or "", about=named, properties=wanted)


def _is_date(said: str) -> bool:
    """Whether a year, a month or a day is one of the calendar."""
    if not DATE.fullmatch(said):
        return False
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        return False
    return True


def property_named(name: str, ontology: Ontology) -> URIRef:
    """A property by its label in any language, by its last part, by prefix or by IRI: `utilise`, `uses`, `news:uses`.

    Raises QueryError, with those near it, where no property is called so.
    """
    known: dict[str, list[URIRef]] = {}
    for iri, term in ontology.properties.items():
        if not term.bookkeeping:
            for said in (iri, ontology.short(iri), re.split(r"[#/]", iri)[-1], *term.labels.values()):
                known.setdefault(said.casefold(), []).append(iri)
    if found := known.get(name.strip().strip("<>").casefold()):
        return min(found)
    near = difflib.get_close_matches(name.casefold(), known, n=3)
    mend = f"near it: {', '.join(near)}" if near else "kg ontology --properties lists them"
    raise QueryError(f"no property is called {name!r}; {mend}")


def spoken(lang: str) -> str:
    """The language, where there are words in it; otherwise a WordsError."""
    if lang not in SPOKEN:
        raise WordsError(lang, SPOKEN)
    return lang


def claims(store: Store, ontology: Ontology, choice: Choice) -> Iterator[Claim]:
    """The claims chosen, in no order."""
    known = sources(store)
    key = keyed(ontology)
    for row in _asked(store, "claims"):
        subject, prop, obj, status, article = (row[i] for i in range(1, 6))
        assert isinstance(subject, NamedNode) and isinstance(obj, Term) and isinstance(article, NamedNode)
        source, how = known[article.value], Status(_value(status).rpartition("#")[2])
        if choice.takes(how, source.date, _value(prop), (subject.value, obj.value)):
            said = key(subject.value, _value(prop), obj.value.casefold() if isinstance(obj, Literal) else obj.value)
            sure = finite(_value(row[6])) or 0.0
            yield Claim(_value(row[0]), said, subject, _value(prop), obj, how, source, sure, _value(row[7]))


def sources(store: Store) -> Mapping[str, Source]:
    """The articles by IRI; one without a publisher has the host of its address for one."""
    found = {}
    for row in _asked(store, "articles"):
        article, date, publisher, url, first = map(_value, row)
        found[article] = Source(article, date, publisher or urlsplit(url).hostname or "", first or article)
    return found


def keyed(ontology: Ontology) -> Callable[[str, str, str], Key]:
    """What makes one key of a triple and of the same said the other way round."""

    @cache
    def turns(prop: str) -> tuple[bool, str | None]:
        known = ontology.properties.get(URIRef(prop))
        return (known.symmetric, known.inverse) if known else (False, None)

    def key(s: str, p: str, o: str) -> Key:
        symmetric, inverse = turns(p)
        if symmetric:
            return min(s, o), p, max(s, o)
        return (o, str(inverse), s) if inverse and inverse < p else (s, p, o)

    return key


def _below(prop: URIRef, ontology: Ontology) -> Iterator[str]:
    """A property, those below it, and those that say the same the other way round."""
    for iri, term in ontology.properties.items():
        if ontology.is_a(iri, prop):
            yield from (str(iri), *([str(term.inverse)] if term.inverse else []))


def _asked(store: Store, name: str) -> Iterator[QuerySolution]:
    return solutions(store, (HERE / f"{name}.rq").read_text(encoding="utf-8"))


def _value(term: object) -> str:
    return term.value if isinstance(term, Term) else ""
