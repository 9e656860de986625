"""Where and between whom an event takes place, of which a verb says something else → Predications: places need no entry of the verb.

"le débat reprend en Espagne" → en(self le débat, object Espagne); "une panne a provoqué un incendie à Brest" → à(self un incendie, …);
"la grève est en cours à Lyon" → à(self la grève, object Lyon)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.attribution import Report, Stance, stance
from kg.extract.syntax import OBLIQUES, SUBJECTS, Parse, case, children, fillers, has, lemma
from kg.iris import SCHEMA, interned
from kg.languages.reference import reference
from kg.model import Mention, MentionKind, PredicateKind, Predication, Role, Status
from kg.tokens import Token

SPOKEN = frozenset({interned(SCHEMA + "location"), interned(SCHEMA + "startDate")})
VENUE = "venue"
"""The derivation of a preposition that is said of an event through its verb: the lexicon's senses of other things are not meant."""
OBLIQUE, DAY = "obl:", "un …"
"""How roles of phrases begin; how a lexicon lists what the day beside a verb says of an event that its subject introduces."""


def venue_predications(parse: Parse, token: Token, verbal: Sequence[Predication], found: tuple[Report, ...]) -> Iterator[Predication]:
    """What the phrases beside a verb, or what stands behind a copula, say of its events; `verbal` are the verb's own predications."""
    if verbal:
        yield from _beside_verb(parse, token, verbal)
    elif children(token, "cop") and (token.pos_ == "ADJ" or case(parse, token)):
        bearers = [m for child in children(token, *SUBJECTS) for m in fillers(parse, child) if m not in parse.values]
        how = stance(parse, token, found)
        roles = [Role(OBLIQUE + case(parse, c), m) for c in children(token, *OBLIQUES) if case(parse, c) for m in fillers(parse, c)]
        yield from _said(parse, roles, bearers, how)


def _beside_verb(parse: Parse, verb: Token, verbal: Sequence[Predication]) -> Iterator[Predication]:
    """The phrases that no entry of the verb speaks of, said of its subject and of what it brings about."""
    said = verbal[0]
    taken = {name for predication in verbal for name in _taken(parse, predication)}
    undergone = "passive" in said.derivation
    objects = [m for m in said.fillers("object") if m not in parse.values]
    new = _new(parse, verb, objects)
    if objects and not undergone and not new:  # "l'affaire a relancé le débat en Espagne": the place is that of what is done to
        return
    bearers = objects if undergone else [m for m in (*new, *said.fillers("subject")) if m not in parse.values]
    if undergone and lemma(verb) in parse.language.reporting_verbs:  # "l'attentat a été revendiqué à Londres"
        return
    acts = not undergone and not said.reflexive
    about = {OBLIQUE + form for form in parse.language.about} if acts and not said.fillers("object") else set()  # "porte sur le Mali"
    roles = [role for role in said.roles if role.name not in taken | about and not (acts and _is_recipient(parse, role))]
    yield from _said(parse, [role for role in roles if _hangs(parse, verb, role, bearers)], bearers, Stance(said.status, said.speaker))
    if "time" not in taken and lemma(verb) not in parse.language.reporting_verbs:
        yield from _dated(parse, verb, said)


def _dated(parse: Parse, verb: Token, said: Predication) -> Iterator[Predication]:
    """ "Un accident a bloqué la route mardi": what befalls an event that is first told of here says when it came about."""
    subjects = said.fillers("object" if "passive" in said.derivation else "subject")
    selves = [Role("self", m) for m in subjects if m not in parse.values and _is_new(parse, m)]
    times = [role for role in said.roles if role.name == "time"]
    if selves and times and said.status is Status.ASSERTED and not said.reflexive:
        roles, kind = (*selves, *times), PredicateKind.PREPOSITION
        yield Predication((DAY,), kind, roles, verb.i, said.begin, said.end, False, False, said.status, said.speaker, (VENUE,))


def _hangs(parse: Parse, verb: Token, role: Role, bearers: Sequence[Mention]) -> bool:
    """Whether a phrase is the verb's or its event's own, and no other noun's: "subit un incendie après l'accident d'un car à Brest"."""
    words, token, places = role.name.split(), parse.head(role.filler), reference(parse.language.code).place_prepositions
    while token.head.i not in (token.i, verb.i):
        joined, token = token.dep_ == "conj", token.head
        above = parse.mention(token)
        own = above is None or above in bearers or parse.is_date(above) or token.lower_ in words or case(parse, token) in places
        if token.pos_ in ("NOUN", "PROPN") and not (joined or own):
            return False
    return True


def _taken(parse: Parse, predication: Predication) -> Iterator[str]:
    """The roles of a predication of which an entry of the lexicon says where or when something is."""
    for form in parse.lexicon.longest_of(predication.forms, predication.kind):
        for sense in parse.lexicon.senses(predication.kind, form):
            if sense.reflexive == predication.reflexive and sense.reference in SPOKEN:
                yield from (*sense.subject.roles, *sense.object.roles)


def _new(parse: Parse, verb: Token, objects: Sequence[Mention]) -> list[Mention]:
    """What a verb brings about: "a provoqué un incendie", "a vu des heurts éclater"; one who speaks may be elsewhere."""
    if lemma(verb) in parse.language.reporting_verbs:
        return []
    return [m for m in objects if _is_new(parse, m)]


def _is_new(parse: Parse, mention: Mention) -> bool:
    """ "un incendie", "plusieurs explosions"."""
    indefinite = reference(parse.language.code).indefinite - parse.language.nobody
    return any(det.text.lower() in indefinite for det in children(parse.head(mention), "det"))


def _is_recipient(parse: Parse, role: Role) -> bool:
    """ "coûte cher à la France", "permet au Mali de …": with an article, the name behind "à" may be of whom something is given."""
    if role.name != OBLIQUE + parse.language.recipient or role.filler.kind is not MentionKind.NAME:
        return False
    head = parse.head(role.filler)
    marks = [t for t in head.lefts if t.dep_ in ("case", "det")]
    return any(has(mark, "Definite", "Def") or mark.pos_ == "DET" for mark in marks)


def _said(parse: Parse, roles: Sequence[Role], bearers: Sequence[Mention], how: Stance) -> Iterator[Predication]:
    """Each preposition, said of the bearers; "de" and "par" say where from and by whom, "au nord de" where it is not."""
    silent = (parse.language.genitive, parse.language.agent_preposition)
    forms = dict.fromkeys(role.name.removeprefix(OBLIQUE) for role in roles if role.name.startswith(OBLIQUE))
    for form in (form for form in forms if form not in silent and parse.language.directions.isdisjoint(form.split())):
        beside = [role for role in roles if role.name == OBLIQUE + form and role.filler not in parse.values]
        selves = [Role("self", m) for m in dict.fromkeys(bearers) if all(m != role.filler for role in beside)]
        marks = [t for role in beside for t in parse.head(role.filler).lefts if t.dep_ == "case"]
        if selves and marks:
            begin, end = parse.reading.span(marks[0].i, marks[0].i)
            said = (*selves, *(Role("object", role.filler) for role in beside), *beside)
            yield Predication(
                (form,),
                PredicateKind.PREPOSITION,
                said,
                marks[0].i,
                begin,
                end,
                status=how.status,
                speaker=how.speaker,
                derivation=(VENUE,),
            )
