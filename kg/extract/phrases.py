"""Adjectives, prepositions and headlines → Predications: what is said of a noun beside it.

"une usine en Indonésie" → en(self usine, object Indonésie); "favorable à X" → favorable(self …, obl:à X)
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.attribution import Report, stance
from kg.extract.nominals import holders, noun_obliques, origin
from kg.extract.syntax import Parse, case, children, fillers, lemma, surface_subjects
from kg.model import BlockKind, MentionKind, PredicateKind, Predication, Role


def phrase_predications(parse: Parse, token: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """The predications that an adjective, a preposition or the opening of a headline makes."""
    yield from _kicker(parse, token)
    if token.pos_ in ("ADJ", "VERB"):
        yield from _adjective(parse, token, found)
    if token.dep_ in ("nmod", "obl:mod", "obl:arg", "appos", "conj", "dep", "obl") and case(parse, token):
        yield from _preposition(parse, token, found)


KICKER = ":"
"""How a lexicon lists what the place before a headline's colon says of the rest: "Chili : séisme à Valdivia"."""


def _kicker(parse: Parse, token: Token) -> Iterator[Predication]:
    """What opens a headline before its colon, said of its event, and of each place that it names."""
    reading, end = parse.reading, token.sent.end
    place = parse.mention(token)
    if token.dep_ != "ROOT" or place is None or end >= len(reading.doc) or reading.block(token.i).kind is not BlockKind.TITLE:
        return
    if reading.blocks[end] != reading.blocks[token.i] or KICKER not in reading.article.text[reading.ends[end - 1] : reading.begins[end]]:
        return
    headline = reading.doc[end].sent
    events = [m for m in fillers(parse, headline.root) if headline.root.pos_ == "NOUN"]
    named = [m for t in headline if (m := parse.at.get(t.i)) is not None and m.head == t.i and m.kind is MentionKind.NAME]
    for mention in dict.fromkeys(events + named):
        roles = (Role("self", mention), Role("object", place), Role(f"obl:{KICKER}", place))
        yield Predication((KICKER,), PredicateKind.PREPOSITION, roles, mention.head, place.begin, mention.end)


def _adjective(parse: Parse, adjective: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "favorable à X", "située à Y", of a noun or through a copula."""
    obliques = tuple(noun_obliques(parse, adjective)) + origin(parse, adjective)
    if not obliques:
        return
    if children(adjective, "cop"):
        bearers = [m for child in children(adjective, "nsubj") for m in fillers(parse, child)]
    elif adjective.dep_ in ("amod", "acl", "advcl", "xcomp"):
        bearers = (
            fillers(parse, adjective.head) if adjective.head.pos_ in ("NOUN", "PROPN", "PRON") else surface_subjects(parse, adjective.head)
        )
    else:
        bearers = surface_subjects(parse, adjective) if adjective.i == adjective.sent.start else []
    how = stance(parse, adjective, found)
    begin, end = parse.reading.span(adjective.i, adjective.i)
    roles = (*(Role("self", m) for m in bearers), *obliques)
    forms = tuple(dict.fromkeys((lemma(adjective), adjective.text.lower())))
    yield Predication(forms, PredicateKind.ADJECTIVE, roles, adjective.i, begin, end, status=how.status, speaker=how.speaker)


def _preposition(parse: Parse, noun: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "une usine en Indonésie": the preposition says something of what it attaches to."""
    first = noun
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    holder = first.head
    if holder.pos_ not in ("NOUN", "PROPN", "X") and noun.dep_ not in ("appos", "conj"):
        return
    mark = next((child for child in noun.lefts if child.dep_ == "case"), None)
    if mark is None:
        return
    how = stance(parse, noun, found)
    begin, end = parse.reading.span(mark.i, mark.i)
    objects = fillers(parse, noun)
    roles = [Role("self", m) for above in holders(holder) for m in fillers(parse, above) if m not in objects and m not in parse.values]
    roles += [Role(name, m) for m in objects for name in ("object", f"obl:{case(parse, noun)}", *(("time",) if parse.is_date(m) else ()))]
    yield Predication(
        (case(parse, noun),), PredicateKind.PREPOSITION, tuple(roles), mark.i, begin, end, status=how.status, speaker=how.speaker
    )
