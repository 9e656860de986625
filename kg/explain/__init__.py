"""Why the graph says so: each fact about a thing, with the sentence that says it and the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store
from rdflib import URIRef

from kg.errors import WordsError
from kg.explain.inferred import Inferred, inferred
from kg.explain.why import Step, steps
from kg.iris import SCHEMA
from kg.ontology import Ontology
from kg.prefixes import prefixes, shortened
from kg.query import LABEL, MERGED, TYPE, things
from kg.rdf import USUAL
from kg.store import finite

Node = NamedNode | DefaultGraph


def _term(prefix: str, local: str) -> NamedNode:
    return NamedNode(USUAL[prefix] + local)


SUBJECT, PREDICATE, OBJECT = (_term("rdf", part) for part in ("subject", "predicate", "object"))
STATUS, SPEAKER, SENTENCE, AS_OF, SENSE, CONFIDENCE, BECAUSE = (
    _term("news", part) for part in ("status", "statedBy", "sentence", "asOf", "sense", "confidence", "because")
)
SOURCE, SPAN = _term("prov", "hadPrimarySource"), _term("prov", "wasDerivedFrom")
BEGIN, END, AROUND, WORDS = (_term("nif", part) for part in ("beginIndex", "endIndex", "superString", "anchorOf"))
MEANS, SAME = _term("itsrdf", "taIdentRef"), _term("owl", "sameAs")

STATUSES = {
    "fr": {"Asserted": "affirmé", "Reported": "rapporté", "Planned": "prévu", "Conditional": "au conditionnel", "Negated": "nié"},
    "en": {"Asserted": "asserted", "Reported": "reported", "Planned": "planned", "Conditional": "conditional", "Negated": "denied"},
}

INFERRED = {"fr": "déduit de « {} »", "en": "inferred from “{}”"}
_FRENCH = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
DATED = {"fr": (" le", " en"), "en": (" on", " in")}
"""How a label ends before a day, and before a month or a year."""
GYEAR, GYEARMONTH = _term("xsd", "gYear"), _term("xsd", "gYearMonth")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of a passage: the words that state the `fact`, or a mention of its `subject` or `object`."""

    begin: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, with what is worth marking in it; offsets count in the sentence."""

    text: str
    marks: tuple[Mark, ...] = ()

    def pieces(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The sentence cut where a mark begins or ends, each piece with what it belongs to.

        `Passage("Lumio dort.", (Mark(0, 10, "fact"), Mark(0, 5, "subject")))` gives `("Lumio", {fact, subject})`,
        `(" dort", {fact})` and `(".", {})`.
        """
        cuts = sorted({0, len(self.text), *(m.begin for m in self.marks), *(m.end for m in self.marks)})
        for begin, end in pairwise(cuts):
            yield self.text[begin:end], frozenset(m.what for m in self.marks if m.begin <= begin and end <= m.end)


@dataclass(frozen=True, slots=True)
class Explained:
    """One fact in a reader's words; `outward` where the thing asked for is its subject.

    `confidence` is between 0 and 1, as written; `because` adds up to it, and is empty where the graph does not hold what made it so.
    `premise` is, of a fact that no article states, the one that it follows from.
    """

    claim: str
    outward: bool
    property: str
    subject: str
    object: str
    status: str
    speaker: str
    as_of: str
    passage: Passage
    title: str
    date: str
    article: str
    sense: str
    confidence: str
    because: tuple[Step, ...]
    premise: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """A thing that has the name asked for, and the facts about it."""

    iri: str
    label: str
    cls: str
    lang: str
    facts: tuple[Explained, ...]


SPOKEN = ("en", "fr")
"""The languages of labels and statuses."""


def explain(store: Store, name: str, *, ontology: Ontology, lang: str | None = None) -> tuple[About, ...]:
    """Each thing of that name with its facts: those it is the subject of first, then by property, date and place in the article.

    `lang` is the language of properties, classes and statuses; without it, that of the thing's own label. Where the graph is
    a Turtle export, which holds no spans, sentences come without marks.

    Raises QueryError, with the nearest names there are, where nothing in the graph is called so, and WordsError.
    """
    if lang is not None and lang not in SPOKEN:
        raise WordsError(lang, SPOKEN)
    names = prefixes(store, ontology.folder)
    return tuple(_about(store, thing, ontology, names, lang) for thing in things(store, name, names))


def _about(store: Store, thing: NamedNode, ontology: Ontology, names: dict[str, str], lang: str | None) -> About:
    label = value_of(store, thing, LABEL)
    spoken = lang or (label.language if isinstance(label, Literal) and label.language else "fr")
    claims = {(role == SUBJECT, quad.subject) for role in (SUBJECT, OBJECT) for quad in store.quads_for_pattern(None, role, thing, MERGED)}
    facts = [_explained(store, claim, outward, ontology, names, spoken) for outward, claim in claims if isinstance(claim, NamedNode)]
    facts += [_inferred(store, found, found.subject == thing, ontology, names, spoken) for found in inferred(store, thing, ontology)]
    cls = value_of(store, thing, TYPE)
    kind = ontology.label(URIRef(cls.value), spoken) if isinstance(cls, NamedNode) else ""
    return About(shortened(thing.value, names), said(store, thing, spoken), kind, spoken, tuple(sorted(facts, key=_reading_order)))


def _reading_order(fact: Explained) -> tuple[bool, str, str, str, str]:
    return not fact.outward, fact.property, fact.date, fact.article, fact.claim


def _explained(store: Store, claim: NamedNode, outward: bool, ontology: Ontology, names: dict[str, str], lang: str) -> Explained:
    def short(term: object) -> str:
        return shortened(term.value, names) if isinstance(term, NamedNode) else ""

    def worded(term: object) -> str:
        return ontology.label(URIRef(term.value), lang) if isinstance(term, NamedNode) else ""

    part = {which: value_of(store, claim, which) for which in (SUBJECT, PREDICATE, OBJECT, STATUS, SPEAKER, SENSE, AS_OF, SOURCE)}
    subject, obj, article = said(store, part[SUBJECT], lang), said(store, part[OBJECT], lang), part[SOURCE]
    sure, status = text_of(value_of(store, claim, CONFIDENCE)), short(part[STATUS]).rpartition(":")[2]
    because = text_of(value_of(store, claim, BECAUSE, article))
    return Explained(
        claim=claim.value,
        outward=outward,
        property=before_date(worded(part[PREDICATE]), part[OBJECT], lang),
        subject=subject,
        object=obj,
        status=STATUSES.get(lang, STATUSES["en"]).get(status, status),
        speaker=said(store, part[SPEAKER], lang),
        as_of=said(store, part[AS_OF], lang),
        passage=_passage(store, claim, article, part[SUBJECT], part[OBJECT]),
        title=text_of(value_of(store, article, NamedNode(f"{SCHEMA}headline"))),
        date=text_of(value_of(store, article, NamedNode(f"{SCHEMA}datePublished"))),
        article=short(article),
        sense=short(part[SENSE]).rpartition(":")[2].rpartition("#")[2],
        confidence=sure,
        because=steps(because, finite(sure) or 0.0, {"subject": subject, "object": obj}, ontology, lang),
    )


def _inferred(store: Store, found: Inferred, outward: bool, ontology: Ontology, names: dict[str, str], lang: str) -> Explained:
    """An inferred fact, told by the claim that it rests on: its sentence, and what that claim says in place of a status."""
    stated = _explained(store, found.claim, outward, ontology, names, lang)
    words = f"{stated.subject} → {stated.property} → {stated.object}"
    return replace(
        stated,
        property=ontology.label(URIRef(found.predicate.value), lang),
        subject=said(store, found.subject, lang),
        object=said(store, found.object, lang),
        status=f"{INFERRED.get(lang, INFERRED['en']).format(words)}, {stated.status}",
        premise=words,
    )


def before_date(words: str, term: object, lang: str) -> str:
    """A property's label before what it leads to: "est né le" before a day, "est né en" before a month or a year."""
    on, within = DATED.get(lang, DATED["en"])
    long = isinstance(term, Literal) and term.datatype in (GYEAR, GYEARMONTH)
    return words.removesuffix(on) + within if long and words.endswith(on) else words


def _passage(store: Store, claim: NamedNode, article: object, subject: object, obj: object) -> Passage:
    """The claim's sentence, marked where the article's own graph is there to say which words."""
    whole = text_of(value_of(store, claim, SENTENCE))
    span = value_of(store, claim, SPAN, article)
    around = value_of(store, span, AROUND, article) or span  # a claim that takes the whole sentence is its own sentence
    at, stated = _offsets(store, around, article), _offsets(store, span, article)
    if not (at and stated):
        return Passage(whole)
    mentions = [(mention, what) for end, what in ((subject, "subject"), (obj, "object")) for mention in _mentions(store, end, article)]
    places = [(stated, "fact"), *((place, what) for mention, what in mentions if (place := _offsets(store, mention, article)))]
    inside = {Mark(begin - at[0], end - at[0], what) for (begin, end), what in places if at[0] <= begin and end <= at[1]}
    return Passage(re.sub(r"\s", " ", text_of(value_of(store, around, WORDS, article))), tuple(sorted(inside)))


def _mentions(store: Store, thing: object, article: object) -> Iterator[NamedNode]:
    """The stretches of an article that stand for a canonical thing."""
    if isinstance(thing, NamedNode) and isinstance(article, NamedNode):
        for same in store.quads_for_pattern(None, SAME, thing, None):
            for quad in store.quads_for_pattern(None, MEANS, same.subject, article):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject


def _offsets(store: Store, span: object, article: object) -> tuple[int, int] | None:
    begin, end = text_of(value_of(store, span, BEGIN, article)), text_of(value_of(store, span, END, article))
    return (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else None


def value_of(store: Store, subject: object, predicate: NamedNode, graph: object = MERGED) -> NamedNode | Literal | None:
    """The one object of a subject and predicate; of several the first in order."""
    if not isinstance(subject, NamedNode) or not isinstance(graph, Node):
        return None
    found = [q.object for q in store.quads_for_pattern(subject, predicate, None, graph) if isinstance(q.object, NamedNode | Literal)]
    return min(found, key=str, default=None)


def text_of(term: NamedNode | Literal | None) -> str:
    """A term as plain text; nothing of none."""
    return term.value if term else ""


def said(store: Store, term: object, lang: str) -> str:
    """A thing by its label, in this language where it has one; an amount by its figure, a literal as it is."""
    if not isinstance(term, NamedNode):
        return term.value if isinstance(term, Literal) else ""
    labels = [q.object for q in store.quads_for_pattern(term, LABEL, None, MERGED) if isinstance(q.object, Literal)]
    if labels:
        return min(labels, key=lambda label: (label.language != lang, str(label))).value
    number, low, high, currency, unit = (
        text_of(value_of(store, term, NamedNode(SCHEMA + part))) for part in ("value", "minValue", "maxValue", "currency", "unitText")
    )
    figure = figured(number, lang) or "\N{EN DASH}".join(figured(end, lang) for end in (low, high) if end)
    return f"{figure}\N{NO-BREAK SPACE}{currency or unit}".strip() if figure else term.value


def figured(number: str, lang: str) -> str:
    """A number as its language writes it: `figured("1250.5", "fr")` is "1 250,5", with a no-break space, in English "1,250.5"."""
    whole, point, rest = number.partition(".")
    if not whole.removeprefix("-").isdecimal():
        return number
    written = f"{int(whole):,}{point}{rest}"
    return written.translate(_FRENCH) if lang == "fr" else written
