"""What is linked: the things of single articles, and why one stands for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rdflib import URIRef

from kg.iris import BASE, SCHEMA, article_iri, interned, local_iri, slug
from kg.model import Chain, Extraction, MentionKind

PERSON = interned(SCHEMA + "Person")


class Reason(StrEnum):
    """Why an article's thing stands for a thing of the merged graph."""

    FIRST = "first of this name"
    DECIDED = "so decided by a person"
    IDENTITY = "same identity in the gazetteer"
    NAME = "same name, and the classes agree"
    VARIANT = "same name but for article, title, hyphen, legal form or middle initial, and the classes agree"
    SETTLED = "same name, and the other articles know its class"
    ALIAS = "the only one that another article calls so too"
    SURNAME = "the only one of this surname, and the articles have other names in common"
    NAMESAKE = "namesake: the classes disagree, or the name fits several"
    COMMON = "a noun for a name, which many things bear, and nothing else in common"
    SHORT = "a single name, which nothing ties to a fuller one"
    UNNAMED = "no name of its own"


@dataclass(frozen=True, slots=True)
class LocalThing:
    """A thing as one article alone knows it; `names` are its proper names, `date` and `lang` those of the article.

    `label` is the gazetteer's, or the fullest of the names, or for want of a name a description. `guessed` says that nothing
    but guesses speaks for its class, `common` that its name is a noun of the dictionary; `roles` are the words for the offices and
    professions that the article gives it, as slugs, and `settled` its values of properties that have one value only.
    """

    iri: URIRef
    article: URIRef
    date: str
    lang: str
    cls: URIRef
    label: str
    names: tuple[str, ...] = ()
    same_as: URIRef | None = None
    guessed: bool = False
    common: bool = False
    roles: frozenset[str] = frozenset()
    settled: frozenset[tuple[str, str]] = frozenset()

    @property
    def age(self) -> tuple[bool, str, str, str]:
        """Sorts the earliest article first and undated ones last."""
        return not self.date, self.date, str(self.article), str(self.iri)


def local_things(extraction: Extraction, base: str = BASE) -> Iterator[LocalThing]:
    """An article's chains as things that can be linked, in the order of their keys."""
    article = extraction.article
    iri = article_iri(article.id, base)
    for chain in sorted(_chains(extraction), key=lambda chain: chain.key):
        local = local_iri(iri, chain.key)
        told = (article.date or "", article.lang, chain.cls, chain.label, _names(chain), chain.same_as, chain.guessed, chain.common)
        yield LocalThing(local, iri, *told)


def slug_of(thing: LocalThing) -> str:
    """The slug of what a thing is called; of a label without a letter, the end of its local IRI."""
    return slug_or_end(thing.label, thing.iri)


def slug_or_end(name: str, local: URIRef) -> str:
    """The slug of a name, or where that is empty the end of a local IRI."""
    try:
        return slug(name)
    except ValueError:
        return str(local).rsplit("/", 1)[-1]


def _chains(extraction: Extraction) -> Iterable[Chain]:
    """All chains, also those that only a claim or a quotation speaks of."""
    ends = [end for claim in extraction.claims for end in (claim.subject, claim.object, claim.speaker)]
    said = [*extraction.chains, *ends, *(quotation.speaker for quotation in extraction.quotations)]
    return {chain.key: chain for chain in reversed(said) if isinstance(chain, Chain)}.values()


def _names(chain: Chain) -> tuple[str, ...]:
    """Proper names in code-point order; a gazetteer's term is a name too: "IA générative" is one thing in every article."""
    term = chain.same_as or any(mention.kind in (MentionKind.NAME, MentionKind.TERM) for mention in chain.mentions)
    return tuple(sorted(set(chain.names) or ({chain.label} if term else set())))
