"""Counted nouns → Predications: whose figure it is, and on what occasion.

"X compte 2 100 employés" → employés(possessor X, self 2 100 employés); "trois blessés dans une collision" → blessés(obl:dans une collision)
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution import Report, stance
from kg.extract.mentions import tokens
from kg.extract.nominals import holders, noun_forms, owners
from kg.extract.spans import extent
from kg.extract.syntax import Parse, case, children, fillers, is_verb, lemma
from kg.model import Mention, MentionKind, PredicateKind, Predication, Role
from kg.tokens import Token


def counted_predications(parse: Parse, token: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """A counted noun says of what it is counted in: "X (2 100 employés)", "X compte 2 100 employés", "un parti de 300 membres"."""
    mention = parse.at.get(token.i)
    value = parse.values.get(mention) if mention is not None and mention.head == token.i else None
    if mention is None or value is None or not value.noun:
        return
    head = token.head
    if (
        head.pos_ in ("NOUN", "PROPN", "X")
        and head.i < token.i
        and token.dep_ != "conj"
        and case(parse, token) in ("", parse.language.genitive, "avec")
    ):
        having = [m for above in holders(head) for m in fillers(parse, above)]
    else:
        having = [role.filler for role in owners(parse, token)] or _set_off(parse, mention)
    how = stance(parse, token, found)
    roles = (*tuple(Role("possessor", m) for m in having if m not in parse.values), Role("self", mention), *_occasions(parse, token))
    forms = tuple(dict.fromkeys((*noun_forms(token)[0], value.noun, lemma(token))))  # "520 suppressions de postes"
    yield Predication(forms, PredicateKind.NOUN, roles, token.i, mention.begin, mention.end, status=how.status, speaker=how.speaker)


def _set_off(parse: Parse, mention: Mention) -> list[Mention]:
    """Whose figure stands in commas behind a name: "Grandval, 3 400 habitants, perd son école"."""
    inside = tokens(parse.reading, mention)
    comma, after, doc = inside[0] - 1, inside[-1] + 1, parse.reading.doc
    if comma < 1 or after >= len(doc) or doc[comma].text != "," or doc[after].text not in (",", "."):
        return []
    name = parse.at.get(comma - 1)
    named = name is not None and name.kind is MentionKind.NAME and not doc[comma].is_sent_start
    return [name] if name is not None and named else []


def _occasions(parse: Parse, noun: Token) -> Iterator[Role]:
    """The phrases beside a counted noun, its first conjunct or its verb: "trois blessés dans X", "on déplore 14 morts dans X"."""
    first = noun
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    above = (first.head,) if first.dep_ == "obj" and is_verb(first.head) else ()
    for holder in dict.fromkeys((noun, first, *above)):
        for child in children(holder, "nmod", "obl:arg", "obl:mod"):
            if child.i != noun.i and case(parse, child) not in ("", parse.language.genitive):
                yield from (Role(f"obl:{case(parse, child)}", m) for m in fillers(parse, child) if m not in parse.values)


def counted_noun(parse: Parse, mention: Mention) -> Token:
    """The noun that a figure counts: "200 salariés", "une cinquantaine de salariés" → salariés."""
    value = parse.values[mention]
    return next((t for t in parse.head(mention).subtree if t.text.lower() == value.noun), parse.head(mention))


def counted_phrase(parse: Parse, mention: Mention) -> str:
    """What counted people are called: "28 coureurs de plusieurs pays"."""
    last = extent(parse.reading, mention, parse.at, lambda preposition, _, tied: tied and preposition == parse.language.genitive)
    return parse.reading.words(mention.begin, parse.reading.ends[last])
