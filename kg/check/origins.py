"""Where a node of a graph comes from: which article, and the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import URIRef

from kg.explain import (
    BEGIN,
    END,
    MEANS,
    OBJECT,
    PREDICATE,
    SAME,
    SENTENCE,
    SOURCE,
    SPAN,
    SUBJECT,
    WORDS,
    said,
    text_of,
    value_of,
)
from kg.ontology import Ontology
from kg.prefixes import prefixes, shortened
from kg.query import LABEL, MERGED, TYPE
from kg.rdf import ENTAILED, KINDS, USUAL

MOST = 3
"""Of the sentences about one thing, more than this help nobody."""
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_SENTENCE, _TEXT = ox.NamedNode(USUAL["nif"] + "Sentence"), ox.NamedNode(USUAL["nif"] + "isString")
_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_SPAN = re.compile(r"#(?:char=|quote-)(\d+)[,-](\d+)$")


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """An article, `name` for short, and its sentence."""

    article: str
    name: str
    sentence: str


class Origins:
    """What the nodes of a graph are called, and the sentences that they come from; the articles' sentences are read once."""

    def __init__(self, store: ox.Store, ontology: Ontology) -> None:
        self._store, self._ontology, self._names = store, ontology, prefixes(store, ontology.folder)
        self._sentences: dict[str, list[tuple[int, int, str]]] = {}

    def short(self, node: Node) -> str:
        """`person:ted-sarandos`, `"1970"`; a node without an IRI is `_:b0`, and a triple goes by its subject."""
        if isinstance(node, ox.Triple):
            return self.short(node.subject)
        if isinstance(node, ox.NamedNode):
            return shortened(node.value, self._names)
        return f'"{node.value}"' if isinstance(node, ox.Literal) else str(node)

    def told(self, node: Node) -> str:
        """What it is called; of a claim, what it says: `Ted Sarandos → supports → intelligence artificielle générative`."""
        s, p, o = node if isinstance(node, ox.Triple) else (self._part(node, which) for which in (SUBJECT, PREDICATE, OBJECT))
        if s or p or o:
            words = self._ontology.label(URIRef(p.value), "en") if isinstance(p, ox.NamedNode) else "?"
            return f"{self._called(s)} → {words} → {self._called(o)}"
        return self._called(node)

    def described(self, node: Node) -> str:
        """A value with its classes, `Pont Mathilde (news:Facility)`, or a literal with its datatype."""
        if isinstance(node, ox.Literal):
            kind = node.language or shortened(node.datatype.value, self._names).replace("xsd:string", "")
            return f'"{node.value}"' + (f" ({kind})" if kind else "")
        classes = sorted({self.short(q.object) for q in self._any(node, TYPE)})
        there = self.short(node).partition(":")[0] in KINDS  # and no term of an ontology, nor another graph's
        return f"{self._called(node)} ({', '.join(classes) or 'of no class'})" if classes or there else self._called(node)

    def ends(self, claim: Node, which: ox.NamedNode, graph: str) -> list[Node]:
        """A claim's subjects or objects, one as a rule, in its article's graph or in the merged one."""
        article = next(self._article(claim), None)
        place = ox.NamedNode(article) if article and graph == "articles" else MERGED
        if not isinstance(claim, ox.NamedNode | ox.BlankNode):
            return []
        return sorted((q.object for q in self._store.quads_for_pattern(claim, which, None, place)), key=str)

    def stands(self, span: Node) -> str:
        """Of a stretch of text with other words than stand there, both: `"Disney", and the text has "Netflix"`; else nothing."""
        at = _SPAN.search(span.value) if isinstance(span, ox.NamedNode) else None
        article = next(self._article(span), None)
        if not at or not article:
            return ""
        words, text = text_of(value_of(self._store, span, WORDS, ox.NamedNode(article))), self._text(article)
        there = text[int(at[1]) : int(at[2])]
        return f'"{words}", and the text has "{there}"' if words and text and words != there else ""

    def of(self, node: Node) -> Iterator[Origin]:
        """Where it comes from: a claim's sentence; a thing's are those of what is said of it, or of its mentions."""
        if isinstance(node, ox.NamedNode):
            found = dict.fromkeys(origin for origin in self._found(node) if origin)
            yield from sorted(found)[:MOST]

    def of_all(self, nodes: Iterable[Node]) -> tuple[Origin, ...]:
        """Those of several nodes, each once."""
        return tuple(dict.fromkeys(origin for node in nodes for origin in self.of(node)))[:MOST]

    def _found(self, node: ox.NamedNode) -> Iterator[Origin]:
        if self._part(node, PREDICATE) and (claim := self._of_claim(node)):
            yield claim
        elif at := _SPAN.search(node.value):
            yield from self._at(node, int(at[1]), int(at[2]))
        elif "#" in node.value and "/article/" in node.value:
            yield from self._mentioned(node)
        elif self._part(node, PREDICATE):  # a resolution or a proposal
            ends = (part for end in (SUBJECT, OBJECT) if (part := self._part(node, end)) and not self._part(part, PREDICATE))
            yield from (origin for part in ends for origin in self.of(part))
        else:
            yield from self._said_of(node)

    def _of_claim(self, claim: ox.NamedNode) -> Origin | None:
        article = next(self._article(claim), None) or getattr(value_of(self._store, claim, SOURCE), "value", None)
        span = value_of(self._store, claim, SPAN, ox.NamedNode(article)) if article else None
        known = article and value_of(self._store, span, TYPE, ox.NamedNode(article))
        at = _SPAN.search(span.value) if isinstance(span, ox.NamedNode) and known else None
        own = next((origin.sentence for origin in self._at(span, int(at[1]), int(at[2]))), "") if at and span else ""
        sentence = own or text_of(value_of(self._store, claim, SENTENCE))
        return self._origin(article, sentence) if article and sentence else None

    def _at(self, span: Node, begin: int, end: int) -> Iterator[Origin]:
        """The sentence round a stretch of text; of one that no claim is made of, as far as full stops tell it."""
        for article in self._article(span):
            around = [words for first, last, words in self._of_article(article) if first <= begin and end <= last]
            words = min(around, key=len, default="") or self._cut(article, begin, end)
            if words := words or text_of(value_of(self._store, span, WORDS, ox.NamedNode(article))):
                yield self._origin(article, words)

    def _text(self, article: str) -> str:
        """An article's text; nothing where the graph does not hold it."""
        texts = self._store.quads_for_pattern(None, _TEXT, None, ox.NamedNode(article))
        return next((quad.object.value for quad in texts if isinstance(quad.object, ox.Literal)), "")

    def _cut(self, article: str, begin: int, end: int) -> str:
        text = self._text(article)
        before, after = _END.split(text[:begin])[-1], _END.split(text[end:], maxsplit=1)[0]
        return before + text[begin:end] + after

    def _origin(self, article: str, sentence: str) -> Origin:
        return Origin(article, shortened(article, self._names), " ".join(sentence.split()))

    def _mentioned(self, thing: ox.NamedNode) -> Iterator[Origin]:
        """Of an article's thing, the sentence of its first mention."""
        spans = [
            m for q in self._store.quads_for_pattern(None, MEANS, thing, None) if (m := _SPAN.search(str(getattr(q.subject, "value", ""))))
        ]
        for first in sorted(spans, key=lambda m: (int(m[1]), int(m[2])))[:1]:
            yield from self._at(ox.NamedNode(first.string), int(first[1]), int(first[2]))

    def _said_of(self, thing: ox.NamedNode) -> Iterator[Origin]:
        claims = {
            q.subject.value
            for end in (SUBJECT, OBJECT)
            for q in self._store.quads_for_pattern(None, end, thing, MERGED)
            if isinstance(q.subject, ox.NamedNode)
        }
        if said := list(filter(None, (self._of_claim(ox.NamedNode(claim)) for claim in sorted(claims)))):
            yield from said
        else:
            for quad in self._store.quads_for_pattern(None, SAME, thing, None):
                if isinstance(quad.subject, ox.NamedNode) and "#" in quad.subject.value:
                    yield from self._mentioned(quad.subject)

    def _of_article(self, article: str) -> list[tuple[int, int, str]]:
        """The sentences of an article that kg had a use for, with their offsets."""
        if article not in self._sentences:
            graph = ox.NamedNode(article)
            nodes = [q.subject for q in self._store.quads_for_pattern(None, TYPE, _SENTENCE, graph)]
            self._sentences[article] = [
                (int(begin), int(end), text_of(value_of(self._store, node, WORDS, graph)))
                for node in nodes
                if (begin := text_of(value_of(self._store, node, BEGIN, graph))).isdigit()
                and (end := text_of(value_of(self._store, node, END, graph))).isdigit()
            ]
        return self._sentences[article]

    def _article(self, node: Node) -> Iterator[str]:
        """The article that a node's IRI stands below."""
        if isinstance(node, ox.NamedNode) and "/article/" in node.value:
            yield node.value.partition("#")[0]

    def _part(self, node: Node, which: ox.NamedNode) -> Node | None:
        """What a claim, resolution or proposal says, in the merged graph or else where it stands."""
        return value_of(self._store, node, which) or next((q.object for q in self._any(node, which)), None)

    def _any(self, node: Node, predicate: ox.NamedNode) -> list[ox.Quad]:
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return []
        found = self._store.quads_for_pattern(node, predicate, None, None)
        return sorted((quad for quad in found if not str(quad.graph_name).endswith(f"{ENTAILED}>")), key=str)

    def _called(self, node: Node | None) -> str:
        if node is None:
            return "?"
        labels = [q.object.value for q in self._any(node, LABEL) if isinstance(q.object, ox.Literal)]
        if labels:
            return min(labels)
        words = said(self._store, node, "en")
        return self.short(node) if not words or (isinstance(node, ox.NamedNode) and words == node.value) else words
