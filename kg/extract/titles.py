"""A role noun as a job title: its own words, without the one it is held for.

"l'ex-conseiller économique de X" → "conseiller économique"; "ministre des Finances" stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.nominals import LONGEST
from kg.extract.offices import deputy_of
from kg.extract.resources import Resources
from kg.extract.shapes import capital
from kg.extract.syntax import Parse, case, children, lemma
from kg.lexicon.source import CABINET, MAKER, PORTFOLIO
from kg.model import Chain, Mention, MentionKind, PredicateKind, Predication
from kg.tokens import Token


def title_words(parse: Parse, predication: Predication, resources: Resources, chain_of: Mapping[Mention, Chain]) -> str:
    """A role noun as a job title: without "ancien" and nationality, with the portfolio that belongs to it; one for each of several.

    "l'ex-conseiller économique de X" → "conseiller économique"; "le ministre chilien de la Pêche" → "ministre de la Pêche";
    "l'un des responsables" → "responsable"
    """
    doc = parse.reading.doc
    noun = doc[predication.head]
    if _of_one_work(parse, noun):
        return ""
    known = next(
        (form for form in predication.forms if resources.lexicon.has(PredicateKind.NOUN, form) or resources.lexicon.classes(form)), ""
    )
    first, last = noun.i, noun.i
    if known:
        first, last = _extent(noun, known)
    if known and (deputy := deputy_of(parse, noun)) is not None:
        last = max(last, deputy.i)
    if last == noun.i:
        last = _narrowed(parse, noun, resources)
    own = parse.reading.words(*parse.reading.span(first, last))
    if predication.plural and last == first:
        own = lemma(noun)
    return _without_former(parse, " ".join((own, *_portfolio(parse, noun, last, resources, chain_of))))


def _of_one_work(parse: Parse, noun: Token) -> bool:
    """ "auteur de la musique du film" says who made it, and no profession; "auteur de romans" is one."""
    if not parse.lexicon.is_a(MAKER, lemma(noun)):
        return False
    return any(case(parse, child) == parse.language.genitive and _is_one(parse, child) for child in children(noun, "nmod"))


def _is_one(parse: Parse, complement: Token) -> bool:
    """Whether a complement has an article or is a name."""
    mention = parse.mention(complement)
    named = mention is not None and mention.kind is MentionKind.NAME
    return named or any("Definite" in str(child.morph) for child in children(complement, "case", "det"))


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


def _narrowed(parse: Parse, noun: Token, resources: Resources) -> int:
    """The last of the adjectives right after a role noun that narrow the role: "commentateur sportif", not "joueuse américaine"."""
    last = noun.i
    for after in noun.doc[noun.i + 1 : noun.i + LONGEST]:
        tied = after.dep_ == "amod" and after.head.i == noun.i and after.pos_ == "ADJ" and not capital(after)
        if not tied or is_affiliation(parse, after, resources) or _governs(after, resources):
            break
        last = after.i
    return last


def _governs(adjective: Token, resources: Resources) -> bool:
    """Whether an adjective begins a phrase of its own: the "victime" of "une journaliste victime d'une agression"."""
    phrase = adjective.i + 1 < len(adjective.doc) and adjective.nbor().pos_ == "ADP"
    return phrase and resources.lexicon.has(PredicateKind.ADJECTIVE, lemma(adjective), adjective.text.lower())


def is_affiliation(parse: Parse, adjective: Token, resources: Resources) -> bool:
    """Whether an adjective says what is thought of somebody, or of which people, party or town he is: "célèbre", "russe", "républicain"."""
    language, said = parse.language, (lemma(adjective), adjective.text.lower())
    if any(word in language.evaluative or word in language.affiliations or _is_demonym(word, resources) for word in said):
        return True
    return said[0].endswith(language.affiliation_endings) and not any(word in language.specialties for word in said)


def _is_demonym(word: str, resources: Resources) -> bool:
    """ "russe", "franco-allemand"."""
    return any(resources.gazetteer.demonym(part) is not None for part in (word, word.rpartition("-")[2]))


def _portfolio(parse: Parse, noun: Token, last: int, resources: Resources, chain_of: Mapping[Mention, Chain]) -> tuple[str, ...]:
    """The words of what belongs to the title: "ministre des Finances", "chef de projet"; not the organisation it is held at."""
    for child in children(noun, "nmod"):
        between = parse.reading.doc[last + 1 : child.left_edge.i]
        beside = all(t.pos_ == "ADJ" and t.head.i == noun.i and is_affiliation(parse, t, resources) for t in between)
        if case(parse, child) != parse.language.genitive or child.left_edge.i <= last or not beside:
            continue
        if _of_office(parse, noun, child, chain_of):
            inner = (
                t.i
                for t in child.subtree
                if t.dep_ in ("amod", "flat:name", "nmod", "case", "det", "conj", "cc") and t.i - child.i < LONGEST
            )
            return (parse.reading.words(*parse.reading.span(child.left_edge.i, max(child.i, *inner))),)
    return ()


def _of_office(parse: Parse, noun: Token, complement: Token, chain_of: Mapping[Mention, Chain]) -> bool:
    mention = parse.mention(complement)
    if mention in parse.values:  # "un adjudant de 29 ans"
        return False
    chain = chain_of.get(mention) if mention is not None else None
    kind = chain.key.split("/")[0] if chain is not None else ""
    if parse.lexicon.is_a(PORTFOLIO, _office(parse, noun)):
        return kind not in ("person", "place") and not parse.lexicon.is_a(CABINET, lemma(complement))
    return complement.pos_ == "NOUN" and not _is_one(parse, complement) and kind not in ("person", "place", "organization")


def _office(parse: Parse, noun: Token) -> str:
    return _without_former(parse, lemma(noun))


def _without_former(parse: Parse, words: str) -> str:
    for former in sorted(parse.language.former):
        for prefix in (f"{former}-", f"{former} "):
            if words.lower().startswith(prefix):
                return words[len(prefix) :]
    return words
