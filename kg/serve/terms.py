"""The ontology and its lexicon as pages: each class and property with what it means, what it links and the words that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rdflib import DCTERMS, Literal, URIRef

from kg import turtle
from kg.iris import NEWS, slug
from kg.lexicon import Lexicon
from kg.lexicon import load as lexicon_of
from kg.ontology import FILE, Class, Edition, Ontology, Property, Term, in_language, load
from kg.serve import templates
from kg.serve.templates import Link

DOCUMENT = "/ontology/" + NEWS.rpartition("/")[2].rstrip("#")
"""Where the ontology's page stands on this server."""


class Row(NamedTuple):
    """What is said of a term: `("Objet", (Link("organisation", "#schema:Organization"),))`."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A class or a property on the page; `words` are those that say it, each with the place of its entry, `below` what is more exact."""

    anchor: str
    name: str
    iri: str
    label: str
    other: str
    definition: str
    rows: tuple[Row, ...]
    words: tuple[Link, ...]
    below: tuple[Told, ...] = ()


@lru_cache(maxsize=4)
def ontology_page(edition: Edition, lang: str) -> str:
    """All terms of an ontology, classes first, those of the record last."""
    folder = edition.folder
    ontology = load(folder)
    page, words, head = _Page(ontology, lang, _words(edition)), templates.words()[lang], _head(folder, lang)
    classes = [term for term in ontology.classes.values() if not term.bookkeeping]
    properties = [term for term in ontology.properties.values() if not term.bookkeeping]
    record = [term for term in (*ontology.classes.values(), *ontology.properties.values()) if term.bookkeeping]
    named: tuple[tuple[str, Sequence[Term]], ...] = (("classes", classes), ("properties", properties), ("record", record))
    sections = [(words[name], name, page.told(terms)) for name, terms in named]
    count, tree = words["terms"].format(len(classes), len(properties)), page.tree(classes)
    iri, lexicons = str(ontology.iri), [Link(words["lexicon"].format(one), f"{DOCUMENT}/lexicon/{one}") for one in languages(folder)]
    told = {"version": ontology.version, "count": count, "iri": iri, "path": DOCUMENT, "lexicons": lexicons}
    return templates.page("ontology.html", lang, **head, **told, sections=sections, tree=tree)


def _head(folder: Path, lang: str) -> dict[str, str]:
    """An ontology's title and description, and the IRI of the document."""
    graph = turtle.graph(folder / FILE)
    said = {
        name: {text.language or "en": str(text) for text in graph.objects(None, term) if isinstance(text, Literal)}
        for name, term in (("title", DCTERMS.title), ("about", DCTERMS.description))
    }
    return {"title": folder.name, "about": ""} | {name: in_language(texts, lang) for name, texts in said.items() if texts}


@dataclass(frozen=True)
class _Page:
    ontology: Ontology
    lang: str
    words: Mapping[URIRef, tuple[Link, ...]]

    def told(self, terms: Iterable[Term]) -> list[Told]:
        """Terms by their labels."""
        return sorted(map(self._told, terms), key=lambda one: (_folded(one.label), one.name))

    def tree(self, classes: Iterable[Term]) -> list[Told]:
        """Classes, each with those below it; one that has several above it stands below each."""
        kept = {term.iri: term for term in classes}
        tops = [term for term in kept.values() if not any(above in kept for above in term.super)]
        return self._branches(tops, kept)

    def _branches(self, terms: Iterable[Term], kept: Mapping[URIRef, Term]) -> list[Told]:
        def branch(term: Term) -> Told:
            below = [one for one in kept.values() if term.iri in one.super]
            name = self.ontology.label(term.iri, self.lang)
            return Told(anchor(term.iri, self.ontology), "", "", name, "", "", (), (), tuple(self._branches(below, kept)))

        return sorted(map(branch, terms), key=lambda one: _folded(one.label))

    def _told(self, term: Term) -> Told:
        other = "en" if self.lang == "fr" else "fr"
        return Told(
            anchor=anchor(term.iri, self.ontology),
            name=self.ontology.short(term.iri),
            iri=str(term.iri),
            label=self.ontology.label(term.iri, self.lang),
            other=term.labels.get(other, ""),
            definition=in_language(term.definitions, self.lang) if term.definitions else "",
            rows=tuple(self._rows(term)),
            words=self.words.get(term.iri, ()),
        )

    def _rows(self, term: Term) -> Iterator[Row]:
        o, said = self.ontology, templates.words()[self.lang]
        terms: Sequence[Term] = list(o.classes.values()) if isinstance(term, Class) else list(o.properties.values())
        rows: list[tuple[str, Iterable[URIRef]]] = [
            ("above", term.super),
            ("below", (one.iri for one in terms if term.iri in one.super)),
        ]
        if isinstance(term, Property):
            turned = [one.iri for one in o.properties.values() if one.inverse == term.iri]
            inverse = dict.fromkeys([*([term.inverse] if term.inverse else []), *turned])
            rows = [("domain", term.domain), ("range", term.range), *rows, ("inverse", inverse)]
        else:
            known = [one for one in o.properties.values() if not one.bookkeeping]
            rows.append(("of", (one.iri for one in known if term.iri in one.domain)))
            rows.append(("to", (one.iri for one in known if term.iri in one.range)))
        for name, iris in rows:
            if links := sorted((self._link(iri) for iri in iris), key=lambda link: _folded(link.text)):
                yield Row(said[name], tuple(links))
        if isinstance(term, Property) and (traits := [name for name in ("symmetric", "functional") if getattr(term, name)]):
            yield Row(said["trait"], tuple(Link(said[name]) for name in traits))

    def _link(self, iri: URIRef) -> Link:
        here = iri in self.ontology.classes or iri in self.ontology.properties
        if not here:
            return Link(self.ontology.short(iri), str(iri))
        return Link(self.ontology.label(iri, self.lang), f"#{anchor(iri, self.ontology)}")


def anchor(iri: URIRef, ontology: Ontology) -> str:
    """Where a term stands on its page: `uses` of one of the ontology's own, which its IRI leads to, `schema:Person` of another."""
    return iri.removeprefix(NEWS) if iri.startswith(NEWS) else ontology.short(iri)


def languages(folder: Path) -> tuple[str, ...]:
    """The languages that there is a lexicon of."""
    return tuple(sorted({path.name.split(".")[1] for path in folder.glob("lexicon.*.ttl")}))


@lru_cache(maxsize=2)
def _lexicons(edition: Edition) -> Mapping[str, Lexicon]:
    folder = edition.folder
    return {lang: lexicon_of(folder, lang, load(folder)) for lang in languages(folder)}


@lru_cache(maxsize=2)
def _words(edition: Edition) -> Mapping[URIRef, tuple[Link, ...]]:
    """By term: the words that say it, each once, with the place of its entry in the lexicon's page."""
    found: dict[URIRef, dict[str, Link]] = defaultdict(dict)
    for lang, lexicon in _lexicons(edition).items():
        for entry in lexicon.entries:
            place = f"{DOCUMENT}/lexicon/{lang}#{entry.iri.rpartition('#')[2]}"
            for term in (*(sense.reference for sense in entry.senses), *(sense.cls for sense in entry.classes)):
                found[term].setdefault(entry.forms[0], Link(entry.forms[0], place))
    return {term: tuple(links[word] for word in sorted(links, key=_folded)) for term, links in found.items()}


class Entry(NamedTuple):
    """A word on the lexicon's page: its forms, and what it says, each with the anchors of its senses."""

    anchor: str
    word: str
    forms: str
    says: tuple[tuple[Link, tuple[str, ...]], ...]


@lru_cache(maxsize=8)
def lexicon_page(edition: Edition, of: str, lang: str) -> str:
    """The words of one language, in their order, each with what it says."""
    entries, ontology = [], load(edition.folder)
    for entry in _lexicons(edition)[of].entries:
        said: dict[URIRef, list[str]] = {}
        for iri, term in (*((one.iri, one.reference) for one in entry.senses), *((one.iri, one.cls) for one in entry.classes)):
            said.setdefault(term, []).append(iri.rpartition("#")[2])
        says = tuple((_term(term, ontology, lang), tuple(places)) for term, places in said.items())
        entries.append(Entry(entry.iri.rpartition("#")[2], entry.forms[0], ", ".join(entry.forms[1:]), says))
    words = templates.words()[lang]
    told = {
        "title": words["lexicon"].format(of),
        "above": Link(_head(edition.folder, lang)["title"], DOCUMENT),
        "iri": NEWS.rstrip("#") + f"/lexicon/{of}",
        "path": f"{DOCUMENT}/lexicon/{of}",
        "of": of,
        "count": words["entries"].format(len(entries)),
    }
    return templates.page("lexicon.html", lang, **told, entries=sorted(entries, key=lambda one: _folded(one.word)))


def _term(iri: URIRef, ontology: Ontology, lang: str) -> Link:
    return Link(ontology.label(iri, lang), f"{DOCUMENT}#{anchor(iri, ontology)}")


def _folded(text: str) -> tuple[bool, str]:
    """By what a reader looks a word up: without regard to case and accents, signs at the end."""
    try:
        return not text[0].isalnum(), slug(text)
    except ValueError:  # a word of signs alone
        return True, text
