"""A role noun as a job title: its own words, without the one it is held for.

"l'ex-conseiller économique de X" → "conseiller économique"; "ministre des Finances" stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extract.nominals import LONGEST
from kg.extract.resources import Resources
from kg.extract.syntax import Parse, case, children, lemma
from kg.model import Chain, Mention, PredicateKind, Predication


def title_words(parse: Parse, predication: Predication, resources: Resources, chain_of: Mapping[Mention, Chain]) -> str:
    """A role noun as a job title: without "ancien" and nationality, with the portfolio that belongs to it.

    "l'ex-conseiller économique de X" → "conseiller économique"; "ministre des Finances" stays whole
    """
    doc = parse.reading.doc
    noun = doc[predication.head]
    known = next(
        (form for form in predication.forms if resources.lexicon.has(PredicateKind.NOUN, form) or resources.lexicon.classes(form)), ""
    )
    first, last = noun.i, noun.i
    if known:
        first, last = _extent(noun, known)
    if last == noun.i and noun.i + 1 < len(doc) and _belongs(parse, doc[noun.i + 1], noun, resources):
        last += 1
    last = _portfolio(parse, noun, last, chain_of)
    begin, end = parse.reading.span(first, last)
    return _without_former(parse, parse.reading.words(begin, end))


def _extent(noun: Token, form: str) -> tuple[int, int]:
    """The tokens of a listed form around its noun."""
    for first in (noun.i - 1, noun.i):
        for last in range(noun.i, min(len(noun.doc), noun.i + LONGEST)):
            said = noun.doc[max(first, 0) : last + 1].text.lower()
            if form in (
                said,
                (lemma(noun) + noun.whitespace_ + noun.doc[noun.i + 1 : last + 1].text.lower()).strip() if first == noun.i else said,
            ):
                return max(first, 0), last
    return noun.i, noun.i


def _belongs(parse: Parse, after: Token, noun: Token, resources: Resources) -> bool:
    """An adjective right after a role noun that narrows the role: "commentateur sportif", not "joueuse américaine"."""
    if (
        after.dep_ != "amod"
        or after.head.i != noun.i
        or lemma(after) in parse.language.evaluative
        or after.text.lower() in parse.language.evaluative
    ):
        return False
    return after.pos_ == "ADJ" and resources.gazetteer.demonym(after.text.lower()) is None


def _portfolio(parse: Parse, noun: Token, last: int, chain_of: Mapping[Mention, Chain]) -> int:
    """The last token of what belongs to the title: "ministre des Finances", "chef de projet"; not the organisation it is held at."""
    for child in children(noun, "nmod"):
        if case(parse, child) != parse.language.genitive or child.left_edge.i != last + 1:
            continue
        if _of_office(parse, noun, child, chain_of):
            inner = (
                t.i
                for t in child.subtree
                if t.dep_ in ("amod", "flat:name", "nmod", "case", "det", "conj", "cc") and t.i - child.i < LONGEST
            )
            return max(child.i, *inner)
    return last


def _of_office(parse: Parse, noun: Token, complement: Token, chain_of: Mapping[Mention, Chain]) -> bool:
    mention = parse.mention(complement)
    chain = chain_of.get(mention) if mention is not None else None
    kind = chain.key.split("/")[0] if chain is not None else ""
    if lemma(noun) in parse.language.portfolios:
        return kind not in ("person", "place")
    definite = any("Definite" in str(child.morph) for child in children(complement, "case", "det"))
    return complement.pos_ == "NOUN" and not definite and kind not in ("person", "place", "organization")


def _without_former(parse: Parse, words: str) -> str:
    for former in sorted(parse.language.former):
        for prefix in (f"{former}-", f"{former} "):
            if words.lower().startswith(prefix):
                return words[len(prefix) :]
    return words
