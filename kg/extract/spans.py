"""How far a noun phrase really goes: behind the complements that any preposition ties to its noun, not "de" alone.

A mention is the shorter stretch, by which things are told apart; this is what stands between it and a comma, and what one would print.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.extract.mentions import tokens
from kg.extract.shapes import is_label, names_figure
from kg.languages import language
from kg.model import Mention, MentionKind
from kg.parse import Reading
from kg.tokens import Doc, Token

TIED = frozenset({"nmod", "obl:arg", "obl:mod", "dep", "flat:name"})
NOMINAL = frozenset({"NOUN", "PROPN", "X"})
DEEP = 4
"""Most complements inside one another."""
FAR = 20
"""Most tokens of a description that the parser got wrong."""


Belongs = Callable[[str, Mention, bool], bool]
"""Whether the complement that a preposition brings in belongs to a noun, to which the parser ties it or not."""


def whatever(preposition: str, complement: Mention, tied: bool) -> bool:
    """Every complement belongs that the parser ties to the noun."""
    return tied


def extent(reading: Reading, mention: Mention, at: Mapping[int, Mention], belongs: Belongs = whatever, depth: int = 0) -> int:
    """The last token of a mention's phrase: "le candidat du Parti bleu à l'élection présidentielle" up to présidentielle."""
    doc, last = reading.doc.tokens, tokens(reading, mention)[-1]
    while last + 1 < len(doc) and depth < DEEP and reading.blocks[last + 1] == reading.blocks[last] and not doc[last + 1].is_sent_start:
        further = _name(reading, doc[last + 1], at, depth) or _complement(reading, doc[last + 1], mention, last, at, belongs, depth)
        further = further or _coordinated(reading, mention, last, at)
        if further is None:
            break
        last = further
    return last


def _name(reading: Reading, after: Token, at: Mapping[int, Mention], depth: int) -> int | None:
    """The last token of a name that belongs to the phrase: "le président du groupe ABC au Sénat", "la voix de la chaîne Canal Sud".

    Somebody's name, and any right behind the phrase's own noun, may be the bearer's.
    """
    named = at.get(after.i)
    if named is None or named.kind is not MentionKind.NAME or named.begin != reading.begins[after.i] or after.ent_type_ == "PER":
        return None
    last = tokens(reading, named)[-1]
    follows = last + 1 < len(after.doc) and after.doc[last + 1].dep_ == "case"
    return last if depth or (is_label(after) and follows) else None


def _complement(
    reading: Reading, after: Token, mention: Mention, last: int, at: Mapping[int, Mention], belongs: Belongs, depth: int
) -> int | None:
    """The last token of the complement that a preposition brings in, where it hangs from what the phrase already holds."""
    inner = after.head
    own = at.get(inner.i)
    if after.dep_ != "case" or inner.i <= after.i or inner.pos_ not in NOMINAL or inner.dep_ not in TIED or own is None:
        return None
    tied = mention.head <= inner.head.i <= last
    if own.kind is MentionKind.VALUE or names_figure(inner) or not (tied or _hung_too_high(after, inner, mention)):
        return None
    whole = all(t.i == inner.i or after.i <= t.head.i <= inner.i or t.i == after.i for t in reading.doc[after.i : inner.i])
    if not whole or not belongs(" ".join([after.text.lower(), *(c.text.lower() for c in after.children)][:2]), own, tied):
        return None
    return max(inner.i, extent(reading, own, at, belongs, depth + 1))


def _hung_too_high(after: Token, inner: Token, mention: Mention) -> bool:
    """ "soutient la loi sur le climat": what the loi is on, though the parser hangs it from the verb."""
    noun = after.doc[mention.head]
    return noun.dep_ == "obj" and inner.head.i == noun.head.i and after.i > noun.i


def _coordinated(reading: Reading, mention: Mention, last: int, at: Mapping[int, Mention]) -> int | None:
    """The last token of what is coordinated with a complement, two names, its preposition said again, or one for two.

    "de textiles ou de peintures", "entre la droite et ses alliés"
    """
    doc = reading.doc
    if last + 2 >= len(doc) or doc[last + 1].pos_ != "CCONJ":
        return None
    first = doc[last + 2]
    other = first.head if first.dep_ in ("case", "det") else first
    inner = other.head
    if other.dep_ != "conj" or other.i <= last or not mention.head < inner.i <= last or other.i not in at or inner.i not in at:
        return None
    again = {c.lemma_ for c in inner.lefts if c.dep_ == "case"} & {c.lemma_ for c in other.lefts if c.dep_ == "case"}
    both = at[inner.i].kind is at[other.i].kind is MentionKind.NAME
    between = any(c.text.lower() in language(reading.article.lang).pairing for c in inner.lefts if c.dep_ == "case")
    return tokens(reading, at[other.i])[-1] if again or both or between else None


def runs_on(doc: Doc, at: int) -> bool:
    """Whether nothing but more words of a description stand before the next comma, however the parser ties them."""
    end = next((i for i in range(at, min(at + FAR, doc[at].sent.end)) if doc[i].pos_ == "PUNCT"), at)
    return end > at and doc[end].text == "," and not any(breaks(t) for t in doc[at:end])


def breaks(token: Token) -> bool:
    """A word behind which something else is spoken of."""
    return token.pos_ in {"CCONJ", "PRON", "SCONJ"} or token.ent_type_ == "PER" or "Fin" in token.morph.get("VerbForm")
