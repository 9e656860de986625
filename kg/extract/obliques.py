"""What hangs from a noun by a preposition, whatever the parser hung it from; when and where what it names came about.

"doublage des séries par IA" → obl:de des séries, obl:par IA; "le décès de X, survenu mardi à Lyon" → obl:à Lyon
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.syntax import SUBJECTS, Parse, case, children, fillers, has, lemma, listed
from kg.model import Mention, MentionKind, Role
from kg.tokens import Token

NEAR = 8
"""How many tokens before its head a date may begin."""


def noun_obliques(parse: Parse, noun: Token) -> Iterator[Role]:
    """Prepositional phrases of a noun, and those that the parser hung on its complements: "doublage des séries par IA"."""
    genitives: list[Token] = []
    for child in children(noun, "nmod", "obl:arg", "obl:mod", "obl:agent", "acl"):
        preposition = case(parse, child)
        if preposition == parse.language.genitive and parse.mention(child) in listed(parse, noun):  # "les villes de X et Y"
            continue
        if preposition == parse.language.genitive and parse.mention(child) not in parse.values:
            genitives += [child] if children(child, "det") or child.pos_ != "NOUN" or genitives else []
            if len(genitives) > 1:  # "la fermeture de l'usine de X": the second belongs to the first
                continue
        if preposition == "entre":
            yield from _between(parse, child)
        for mention in fillers(parse, child) if preposition or parse.mention(child) in parse.values else ():
            if preposition:
                yield Role(f"obl:{preposition}", mention)
            if is_time(parse, mention):
                yield Role("time", mention)
                yield from _behind_date(parse, child)
        inner = parse.mention(child)
        if child.pos_ == "NOUN" and preposition == parse.language.genitive and (inner is None or inner.kind is MentionKind.DESCRIPTION):
            definite = any(has(mark, "Definite", "Def") for mark in children(child, "det", "case"))
            compound = child.i - noun.i == 2 and not definite  # "chiffre d'affaires de X", not "défense des droits des femmes"
            yield from (role for role in noun_obliques(parse, child) if compound or role.name != f"obl:{preposition}")
        elif inner is not None and inner.kind is MentionKind.NAME and preposition == parse.language.genitive:
            yield from _behind_name(parse, child)


def occurred(parse: Parse, noun: Token) -> Iterator[Role]:
    """When and where it came about: "le décès de X, survenu mardi à Lyon", "la mort de X est survenue en mai"."""
    above = (noun.head,) if noun.dep_ in SUBJECTS else ()
    for verb in (*above, *children(noun, "acl")):
        if lemma(verb) in parse.language.occurring:
            for child in children(verb, "nmod", "obl", "obl:arg", "obl:mod", "xcomp", "obj", "dep"):
                preposition = case(parse, child)
                for mention in fillers(parse, child):
                    if preposition:
                        yield Role(f"obl:{preposition}", mention)
                    if is_time(parse, mention):
                        yield Role("time", mention)
                        yield from _behind_date(parse, child)


def _behind_date(parse: Parse, date: Token) -> Iterator[Role]:
    """The place that the parser hung from the day before it: "dimanche à Lyon"."""
    for phrase in children(date, "nmod"):
        preposition = case(parse, phrase)
        if preposition not in ("", parse.language.genitive):
            yield from (Role(f"obl:{preposition}", mention) for mention in fillers(parse, phrase))


def _behind_name(parse: Parse, name: Token) -> Iterator[Role]:
    """What belongs to the noun before a name: the "à l'élection" of "le candidat du Parti vert à l'élection"."""
    for phrase in children(name, "nmod"):
        preposition = case(parse, phrase)
        if preposition not in ("", parse.language.genitive):
            yield from (Role(f"obl:{preposition}", mention) for mention in fillers(parse, phrase))


def _between(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "le partenariat entre X et Y" is X's partnership with Y."""
    both = fillers(parse, noun)
    if len(both) == 2:
        yield Role("possessor", both[0])
        yield Role("obl:avec", both[1])


def is_time(parse: Parse, mention: Mention) -> bool:
    """Whether a mention is the day, month or year when something is or begins: not "jusqu'à vendredi", nor "du 3 mars au 4 juin"."""
    first = next((t.i for t in parse.reading.doc[max(0, mention.head - NEAR) :] if parse.reading.begins[t.i] >= mention.begin), 0)
    before = parse.reading.doc[first - 1]
    opening = parse.at.get(first - 2) if first > 1 else None
    till = parse.language.recipient in (before.lower_, parse.language.contractions.get(before.lower_))
    closes = till and opening is not None and opening != mention and parse.is_date(opening)
    return parse.is_date(mention) and not closes and case(parse, parse.head(mention)) not in parse.language.ending
