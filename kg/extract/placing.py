"""What names and adjectives of places say of what stands beside them → Predications, wherever the parser hung it.

"Grandval, en Isère" → "…, en"(self Grandval, object Isère); "Grandval (Isère)" → "… ("(self Grandval, object Isère);
"en Isère, à Grandval" → "en …, à"(self Isère, object Grandval), of which the lexicon knows that Grandval is the smaller;
"l'Université de Grandval" → "… de …"(self l'Université de Grandval, object Grandval);
"la police belge" → belge(self la police, object Belgique)
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution import Report, stance
from kg.extract.mentions import tokens
from kg.extract.nested import joint
from kg.extract.nominals import holders, opened
from kg.extract.offices import origin
from kg.extract.phrases import says_of_what
from kg.extract.syntax import SUBJECTS, Parse, case, children, fillers, has, lemma, surface_subjects
from kg.lexicon.source import POSTED
from kg.model import Mention, MentionKind, PredicateKind, Predication, Role
from kg.tokens import Token

BRACKET, COMMA, NAME, NOUN = "(", ",", "…", "n"
"""How a lexicon lists what stands about names: "… (", "…, dans", "… en"; before the first its preposition, "en …, à", or noun, "n …, à"."""
MARKS = 3
"""Most words that lead up to a place: "dans", "le"."""


def placing_predications(parse: Parse, token: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """What a place, or an adjective made from one, says of what stands before it."""
    if token.pos_ == "ADJ":
        yield from _origin(parse, token, found)
    yield from _beside(parse, token)
    yield from _within(parse, token)


def _within(parse: Parse, token: Token) -> Iterator[Predication]:
    """What has its name from the place that a token heads, said to lie there."""
    place = parse.at.get(token.i)
    first = tokens(parse.reading, place)[0] if place is not None and place.kind is MentionKind.NAME and place.head == token.i else 0
    whole = parse.at.get(first - 1) if first else None
    if place is None or whole is None or whole.kind is not MentionKind.NAME or whole.end != place.end or whole.begin >= place.begin:
        return
    forms = (f"{NAME} {joint(parse.reading.doc[first], parse.language)} {NAME}",)
    begin, end = parse.reading.span(tokens(parse.reading, whole)[0], tokens(parse.reading, place)[-1])
    yield Predication(forms, PredicateKind.PREPOSITION, (Role("self", whole), Role(f"obl:{forms[0]}", place)), token.i, begin, end)


def _beside(parse: Parse, token: Token) -> Iterator[Predication]:
    """What is named right before the place that a token heads, said to lie there."""
    place = parse.at.get(token.i)
    if place is None or place.head != token.i or place.kind not in (MentionKind.NAME, MentionKind.DESCRIPTION):
        return
    first = tokens(parse.reading, place)[0]
    preposition, at = _led_up(parse, first)
    tie = parse.reading.doc[at - 1].text if at else ""
    tie = tie if tie in (BRACKET, COMMA) and not parse.reading.doc[at].is_sent_start else ""
    above = parse.at.get(at - 1 - len(tie)) if at - 1 - len(tie) >= token.sent.start else None
    if above is None or above.kind not in (MentionKind.NAME, MentionKind.DESCRIPTION) or above.end != parse.reading.ends[at - 1 - len(tie)]:
        return
    if _is_bare(parse, above) or _is_bare(parse, place):
        return
    forms = _forms(parse, above, place, tie, preposition)
    if forms:
        begin, end = parse.reading.span(max(at - len(tie), 0), first)
        roles = (Role("self", above), Role("object", place), *(Role(f"obl:{form}", place) for form in forms))
        yield Predication(forms, PredicateKind.PREPOSITION, roles, token.i, begin, end)


def _is_bare(parse: Parse, mention: Mention) -> bool:
    """A noun without article ("en premier lieu"), or an adjective that stands for a country."""
    head, first = parse.head(mention), tokens(parse.reading, mention)[0]
    described = mention.kind is MentionKind.DESCRIPTION and parse.reading.doc[first].pos_ != "DET"
    return head.pos_ == "ADJ" or (described and not any(c.dep_ == "case" and has(c, "Definite", "Def") for c in head.lefts))


ORIGIN = "origin"
"""The derivation of an adjective that says where something is from, of one of several nouns: "les forces de sécurité belges"."""


def _origin(parse: Parse, adjective: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "la police belge", "les forces de sécurité belges": a demonym, said of its noun, or of those that a bare noun specifies."""
    objects = origin(parse, adjective)
    noun = adjective.head
    if not objects or parse.lexicon.is_a(POSTED, lemma(noun)) or says_of_what(parse, adjective):
        return
    how = stance(parse, adjective, found)
    begin, end = parse.reading.span(adjective.i, adjective.i)
    if noun.pos_ in ("NOUN", "PROPN", "PRON"):
        bearers = [m for above in (holders(noun) if _specifies(parse, noun) else (noun,)) for m in fillers(parse, above, adjective)]
        bearers = [role.filler for role in opened(parse, noun)] or bearers
        if lemma(noun) in parse.language.nationality_nouns:
            bearers = _nationals(parse, noun)
    else:  # "sont belges"; an adjective that stands for somebody is nobody's: "reconnaît une sainte belge"
        bearers = surface_subjects(parse, noun) if noun.pos_ in ("VERB", "AUX") or children(noun, "cop") else []
    roles = (*(Role("self", m) for m in dict.fromkeys(bearers)), *objects)
    forms = tuple(dict.fromkeys((lemma(adjective), adjective.text.lower())))
    yield Predication(
        forms, PredicateKind.ADJECTIVE, roles, adjective.i, begin, end, status=how.status, speaker=how.speaker, derivation=(ORIGIN,)
    )


def _nationals(parse: Parse, noun: Token) -> list[Mention]:
    """Who is "de nationalité belge", or has it: "possède la nationalité belge"."""
    head = noun.head
    if case(parse, noun) == parse.language.genitive:
        return surface_subjects(parse, head) if head.pos_ == "VERB" else fillers(parse, head)
    return surface_subjects(parse, head) if head.pos_ == "VERB" and noun.dep_ in ("obj", "obl:arg") else []


def _specifies(parse: Parse, noun: Token) -> bool:
    """The "sécurité" of "forces de sécurité": no article of its own, so that what follows may be said of the whole.

    Not the "langue" of "une chaîne en langue anglaise".
    """
    marks = children(noun, "case", "det")
    return case(parse, noun) == parse.language.genitive and all(m.dep_ == "case" and not has(m, "Definite", "Def") for m in marks)


def _led_up(parse: Parse, first: int) -> tuple[str, int]:
    """The preposition before a place, its article aside, and the token where they begin: "dans le Rhône" → dans."""
    at, doc = first, parse.reading.doc.tokens
    while at > doc[first].sent.start and first - at < MARKS and doc[at - 1].pos_ in ("DET", "ADP") and at - 1 not in parse.at:
        at -= 1
        if doc[at].pos_ == "ADP":
            return parse.language.contractions.get(lemma(doc[at]), lemma(doc[at])), at
    return "", first


def _forms(parse: Parse, above: Mention, place: Mention, tie: str, preposition: str) -> tuple[str, ...]:
    """How a lexicon may list what ties them, longest first; () where they stand in a list, or on a way from one to the other."""
    if tie == BRACKET:
        return (f"{NAME} {tie} {preposition}".strip(),)
    begin = tokens(parse.reading, above)[0]
    before, start = _led_up(parse, begin)
    if not preposition and (not tie or parse.head(place).dep_ in SUBJECTS):  # "le feu vert de Lens, Brisa a ouvert …"
        return ()
    if _is_called(parse, begin):
        return (f"{NOUN} {NAME}{tie} {preposition}".strip(), f"{NAME}{tie} {preposition}".strip())
    if children(parse.head(place), "conj") or before == preposition != "" or _is_listed(parse, start) or (tie and _goes_on(parse, place)):
        return ()
    after = f"{NAME}{tie} {preposition}".strip()
    led = (f"{before} {NAME}{tie} {preposition}".strip(),) if before else ()
    return (*led, after) if tie or before not in ("", parse.language.genitive) else ()


def _is_called(parse: Parse, begin: int) -> bool:
    """Whether a common noun says what a name is of: "place Farhat", "la société Brisa"."""
    opening, noun = parse.reading.doc[begin], parse.at.get(begin - 1)
    own = opening.pos_ == "NOUN" and opening.text.islower()
    return own or (noun is not None and noun.kind is MentionKind.DESCRIPTION and parse.head(noun).i == begin - 1)


def _goes_on(parse: Parse, place: Mention) -> bool:
    """Whether a list ends behind a place: "Lens, Douai et Lille"."""
    after = tokens(parse.reading, place)[-1] + 1
    doc = parse.reading.doc
    other = parse.at.get(after + 1) if after + 1 < len(doc) and doc[after].pos_ == "CCONJ" else None
    return other is not None and other.kind is MentionKind.NAME


def _is_listed(parse: Parse, start: int) -> bool:
    """Whether another name and a comma stand before: "à Lens, Douai, en Belgique"."""
    comma = start - 1
    other = parse.at.get(comma - 1) if comma > 0 and parse.reading.doc[comma].text in (COMMA, "et") else None
    return other is not None and other.kind is MentionKind.NAME
