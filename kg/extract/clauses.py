"""Verbs → Predications: passives, participles, relatives, control, coordination and light verbs undone.

"L'IA est utilisée par Netflix" and "Netflix, qui utilise l'IA" → utiliser(subject Netflix, object IA)
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attachment import phrases_behind
from kg.extract.attribution import Report, Stance, reports, stance
from kg.extract.counted import counted_predications
from kg.extract.nominals import nominal_predications
from kg.extract.obliques import is_time, noun_obliques
from kg.extract.phrases import phrase_predications
from kg.extract.placing import placing_predications
from kg.extract.syntax import (
    OBLIQUES,
    SUBJECTS,
    Parse,
    case,
    children,
    fillers,
    has,
    is_participle,
    is_passive,
    is_reflexive,
    is_verb,
    lemma,
    own_subjects,
    subject_behind,
    surface_subjects,
)
from kg.extract.tasks import task_roles
from kg.extract.venues import venue_predications
from kg.model import Amount, Mention, PredicateKind, Predication, Role
from kg.tokens import Token

NEAR = 5
"""Most tokens from a light verb to its noun."""


def predications(parse: Parse) -> tuple[Predication, ...]:
    """Every predication of a reading, in order of the text."""
    found = reports(parse)
    out: list[Predication] = []
    for token in parse.reading.doc:
        verbal: tuple[Predication, ...] = ()
        if is_verb(token) or is_participle(token):
            verbal = tuple(_verb_predications(parse, token, found))
        elif token.pos_ == "NOUN" and children(token, "aux:tense", "cop"):
            verbal = tuple(_bare_light(parse, token, found))
        out += verbal
        out += venue_predications(parse, token, verbal, found)
        out += nominal_predications(parse, token, found)
        out += counted_predications(parse, token, found)
        out += phrase_predications(parse, token, found)
        out += placing_predications(parse, token, found)
    return tuple(out)


def _verb_predications(parse: Parse, verb: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    roles, derivation = verb_roles(parse, verb)
    how = stance(parse, verb, found)
    forms = _forms(verb)
    yield _predication(parse, verb, PredicateKind.VERB, forms, roles, how, derivation)
    for noun in _light_nouns(parse, verb):
        preposition = f"{case(parse, noun)} " if case(parse, noun) else ""
        light = tuple(dict.fromkeys(f"{form} {preposition}{word}" for form in forms for word in _forms(noun)))
        days = (m for adverb in children(noun, "advmod") if _is_date(parse, adverb) for m in fillers(parse, adverb))
        inner = (*noun_obliques(parse, noun), *(Role("time", m) for m in days))  # "a lieu aujourd'hui"
        said = {role.name for role in inner}
        kept = tuple(role for role in roles if _fits_light(parse, role, noun) and role.name not in said)
        yield _predication(parse, verb, PredicateKind.LIGHT, light, kept + inner, how, (*derivation, "light verb"), noun)


def _bare_light(parse: Parse, noun: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "X a recours à Y", where the parser makes the noun the head and the verb its auxiliary."""
    verb = children(noun, "aux:tense", "cop")[-1]
    if lemma(verb) in parse.language.copulas or children(noun, "det"):
        return
    subjects = tuple(Role("subject", m) for child in children(noun, "nsubj", "nsubj:pass") for m in fillers(parse, child))
    light = tuple(dict.fromkeys(f"{form} {word}" for form in _forms(verb) for word in _forms(noun)))
    roles = subjects + tuple(noun_obliques(parse, noun))
    yield _predication(parse, verb, PredicateKind.LIGHT, light, roles, stance(parse, noun, found), ("light verb",), noun)


def _predication(
    parse: Parse,
    verb: Token,
    kind: PredicateKind,
    forms: tuple[str, ...],
    roles: tuple[Role, ...],
    how: Stance,
    derivation: tuple[str, ...],
    noun: Token | None = None,
) -> Predication:
    first, last = (min(verb.i, noun.i), max(verb.i, noun.i)) if noun is not None else (verb.i, verb.i)
    begin, end = parse.reading.span(first, last)
    reflexive = is_reflexive(verb) and not _is_undergone(parse, verb)
    return Predication(forms, kind, roles, verb.i, begin, end, reflexive, status=how.status, speaker=how.speaker, derivation=derivation)


def _forms(token: Token) -> tuple[str, ...]:
    return tuple(dict.fromkeys((lemma(token), token.text.lower())))


def _fits_light(parse: Parse, role: Role, noun: Token) -> bool:
    """Whether a verb's role is one of verb and noun together: not the noun itself, but the figure that counts it ("14 morts")."""
    if role.filler in parse.values:
        counted = parse.head(role.filler)
        return role.name != "object" or noun.i == counted.i or (noun.i == counted.head.i and counted.dep_ != "conj")
    return role.filler.head != noun.i


def _light_nouns(parse: Parse, verb: Token) -> Iterator[Token]:
    """Nouns that may make one predicate with the verb: "avoir recours", "mettre en service"."""
    for child in verb.children:
        if child.pos_ not in ("NOUN", "ADV", "ADJ", "VERB") or child.i < verb.i:
            continue
        if child.dep_ in ("obj", "xcomp", "advmod", "obl:arg", "obl:mod", "dep", "fixed", "compound") and child.i - verb.i <= NEAR:
            yield child
            yield from (other for other in children(child, "conj") if other.pos_ == "NOUN")


def verb_roles(parse: Parse, verb: Token) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles of a verb with its voice undone, and the names of what was undone."""
    subjects = surface_subjects(parse, verb)
    passive = _is_patient(parse, verb)
    objects = [mention for child in _object_tokens(parse, verb) for mention in fillers(parse, child)]
    objects += [] if objects else _relative_objects(parse, verb)
    if _inverted(verb) and not any(
        lemma(c) in parse.language.object_relatives for c in children(verb, "obj")
    ):  # "que fabrique la société X"
        subjects, objects = [m for c in children(verb, "obj", "nsubj") for m in fillers(parse, c)], _relative_objects(parse, verb)
    undergone = _is_undergone(parse, verb)
    if undergone:  # "se voit refuser l'accès": whoever sees it does nothing
        subjects, passive = ([], False) if objects else (subjects, True)
    roles = list(_obliques(parse, verb, passive or undergone))
    if not passive and objects and lemma(verb) in parse.language.replacing:
        subjects = _newcomers(parse, roles) or subjects
    if passive:
        roles = [Role("object", mention) for mention in subjects] + roles
        roles += [Role("subject", mention) for mention in objects if not subjects]
    else:
        roles = [Role("subject", mention) for mention in subjects] + [Role("object", mention) for mention in objects] + roles
    return tuple(dict.fromkeys(roles)), _derivation(verb, passive)


def _newcomers(parse: Parse, roles: list[Role]) -> list[Mention]:
    """Who takes the place in "X a remplacé Y par Z", where X does no more than see to it."""
    return [role.filler for role in roles if role.name in ("subject", f"obl:{parse.language.agent_preposition}")]


def _is_patient(parse: Parse, verb: Token) -> bool:
    """Whether what stands as the subject undergoes it: "est racheté", "racheté par"; not "est né", "née à"."""
    if lemma(verb) in parse.language.unergative_participles:
        return False
    opening = verb.i == verb.sent.start or bool(children(verb, "obl:agent"))
    bare = is_participle(verb) and (opening or verb.dep_ not in ("conj", "ROOT"))
    return is_passive(verb) or bare or (is_participle(verb) and verb.dep_ == "conj" and is_passive(verb.head))


def _is_undergone(parse: Parse, verb: Token) -> bool:
    """An infinitive that is done to the subject of the verb above it: "s'est fait agresser par X"."""
    above = [verb.head, *children(verb, "dep", "aux", "aux:caus")]  # the parser makes either the head
    return has(verb, "VerbForm", "Inf") and any(
        other.i < verb.i and lemma(other) in parse.language.undergoing and (is_reflexive(other) or is_reflexive(verb)) for other in above
    )


def _derivation(verb: Token, passive: bool) -> tuple[str, ...]:
    named = (
        ("passive", passive),
        ("participle", is_participle(verb)),
        ("relative", verb.dep_ == "acl:relcl"),
        ("control", verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and has(verb, "VerbForm", "Inf"))),
        ("gerund", verb.dep_ == "advcl" and has(verb, "Tense", "Pres") and has(verb, "VerbForm", "Part")),
        ("coordination", verb.dep_ == "conj"),
    )
    return tuple(name for name, holds in named if holds)


def _object_tokens(parse: Parse, verb: Token) -> list[Token]:
    """What stands as a verb's object; failing that a bare nominal behind it, which the parser calls a second subject or a modifier."""
    inverted = subject_behind(parse, verb)
    objects = [child for child in children(verb, "obj") if child not in inverted and not _is_date(parse, child)]
    if len(objects) > 1 and lemma(verb) in parse.language.appointing:  # "nommer X directeur": the attribute is no object
        objects = [child for child in objects if child.pos_ == "PROPN" or children(child, "det")] or objects
    if objects or is_passive(verb) or is_participle(verb):
        return objects
    if said := _behind_day(parse, verb):
        return said
    if not own_subjects(verb):
        return _partitive(parse, verb)
    shared = [c for other in children(verb, "conj") if is_verb(other) and other.i <= verb.i + 2 for c in children(other, "obj")]
    bare = [c for c in children(verb, "nsubj", "nmod", "dep", "xcomp", "obl:mod", "obl:arg") if c.i > verb.i and not case(parse, c)]
    bare = [c for c in bare if c.dep_ != "xcomp" or c.pos_ == "PROPN"]
    said = [c for c in bare if parse.mention(c) and c not in own_subjects(verb) and not _is_date(parse, c)]
    relative = any(has(word, "PronType", "Rel") for word in verb.lefts)
    near = [c for c in said if c.pos_ == "PROPN" and c.left_edge.i == verb.i + 1 and not relative]  # "a frappé Brest dimanche"
    plain = [c for c in said if parse.mention(c) in parse.values or not c.dep_.startswith("obl") or c in near]
    return shared or plain[:1] or _partitive(parse, verb)


def _behind_day(parse: Parse, verb: Token) -> list[Token]:
    """ "accueille samedi un festival": the object behind a day, which the parser hangs from the day or the subject, or calls a modifier."""
    for day in (child for child in verb.rights if _is_date(parse, child)):
        date = parse.mention(day)
        for child in (*day.rights, *verb.rights, *(c for subject in own_subjects(verb) for c in subject.rights)):
            follows = date is not None and child.i > day.i and parse.reading.ends[child.left_edge.i - 1] == date.end
            if follows and child.pos_ == "NOUN" and children(child, "det", "nummod") and not case(parse, child) and parse.mention(child):
                return [child]
    return []


def _partitive(parse: Parse, verb: Token) -> list[Token]:
    """ "n'utilise plus de manuels", "et fabrique des missiles": an object whose article the parser takes for a preposition."""
    denied = [
        c
        for adverb in children(verb, "advmod")
        if lemma(adverb) in parse.language.negations
        for c in children(adverb, "obl:arg", "obl:mod")
    ]
    some = [c for c in children(verb, "obl:arg") for mark in children(c, "case") if mark.text.lower() in parse.language.partitives]
    reflexive = is_reflexive(verb) or any(lemma(aux) == "être" for aux in children(verb, "aux:tense"))
    return [c for c in (*denied, *some) if c.i > verb.i and case(parse, c) == parse.language.genitive and not reflexive][:1]


def _inverted(verb: Token) -> bool:
    """A relative clause in "que" whose subject follows its verb."""
    que = [c for c in verb.children if lemma(c) in ("que", "qu'") and c.i < verb.i]
    return verb.dep_ in ("acl:relcl", "acl") and bool(que) and not any(c.i < verb.i for c in own_subjects(verb))


def _is_date(parse: Parse, token: Token) -> bool:
    mention = parse.mention(token)
    return mention is not None and parse.is_date(mention)


def _relative_objects(parse: Parse, verb: Token) -> list[Mention]:
    """ "la société que X a rachetée": the parser sometimes hangs "que" as a mark."""
    if verb.dep_ not in ("acl:relcl", "acl") or is_participle(verb):
        return []
    que = [child for child in verb.children if lemma(child) in ("que", "qu'") and child.i < verb.i]
    return fillers(parse, verb.head) if que else []


def _obliques(parse: Parse, verb: Token, passive: bool) -> Iterator[Role]:
    """Prepositional phrases, clitics, dates and purposes of a verb."""
    for child in (*verb.children, *phrases_behind(verb)):
        yield from _amount(parse, child)
        yield from _share(parse, child)
        if (
            child.dep_ in OBLIQUES
            or (child.dep_ in ("obj", "xcomp", "dep") and _is_date(parse, child))
            or (child.dep_ in ("dep", "advmod", "xcomp", "ccomp") and case(parse, child) and parse.mention(child))
        ):
            yield from _oblique(parse, child, passive)
        elif child.dep_ == "advmod":
            yield from _adverbial(parse, child)
        elif child.dep_ in ("advcl", "xcomp", "ccomp", "obl:arg", "acl", "dep") and is_verb(child):
            yield from _purpose(parse, child)
        elif child.dep_ in ("obj", "xcomp") or (child.dep_ == "conj" and case(parse, child) and not is_verb(child)):
            yield from _stranded(parse, child, passive)


def _adverbial(parse: Parse, adverb: Token) -> Iterator[Role]:
    """ "près de Brest", "lors du sommet", where the parser makes the adverb the head; "hier"."""
    if _is_date(parse, adverb):
        yield from (Role("time", mention) for mention in fillers(parse, adverb))
    for inner in children(adverb, "dep", "obl:arg", "obl:mod", "nmod"):
        if preposition := case(parse, inner):
            yield from (Role(f"obl:{adverb.text.lower()} {preposition}", mention) for mention in fillers(parse, inner))


def _oblique(parse: Parse, child: Token, passive: bool) -> Iterator[Role]:
    if is_verb(child):
        yield from _purpose(parse, child)
        return
    preposition = case(parse, child)
    agent = (passive or child.dep_ == "obl:agent") and preposition == parse.language.agent_preposition  # "composé de" has none
    for mention in fillers(parse, child):
        if agent and (mention not in parse.values or parse.values[mention].noun):  # "par deux hommes", not "par 3 %"
            yield Role("subject", mention)
        elif preposition or child.dep_ == "iobj":
            yield Role(f"obl:{preposition or parse.language.where.get(lemma(child), parse.language.recipient)}", mention)
        if is_time(parse, mention):
            yield Role("time", mention)
    yield from _complex(parse, child)
    yield from _nested(parse, child, passive)


def _amount(parse: Parse, child: Token) -> Iterator[Role]:
    """A figure beside the verb: "est vendu 499 euros", "culmine à 4 800 mètres"; a date is none."""
    mention = parse.mention(child)
    if child.dep_ not in ("obj", "xcomp", "dep", *OBLIQUES) or mention is None or mention.head != child.i or mention not in parse.values:
        return
    if isinstance(parse.values[mention].value, Amount) and not case(parse, child):
        yield Role("amount", mention)


def _share(parse: Parse, child: Token) -> Iterator[Role]:
    """What a percentage is part of: "détient 35 % du capital de X", "X, dont Y détient 35 %"."""
    mention = parse.mention(child)
    value = parse.values[mention].value if child.dep_ == "obj" and mention in parse.values and mention is not None else None
    if not isinstance(value, Amount) or value.unit != "%":
        return
    whole = _genitive(parse, child)
    while whole is not None and lemma(whole) in parse.language.shares:
        whole = _genitive(parse, whole)
    clause = [child.head, *children(child.head, *SUBJECTS), child]
    of = [word for part in clause for word in part.lefts if lemma(word) in parse.language.including and has(word, "PronType", "Rel")]
    for inner in of if whole is None else [whole]:
        yield from (Role(f"obl:{parse.language.genitive}", m) for m in fillers(parse, inner) if m not in parse.values)


def _genitive(parse: Parse, noun: Token) -> Token | None:
    """What stands behind a noun's "de"."""
    return next((child for child in children(noun, "nmod", "obl:arg") if case(parse, child) == parse.language.genitive), None)


def _complex(parse: Parse, noun: Token) -> Iterator[Role]:
    """A noun that makes a preposition: "par le biais de X", "en faveur de X"."""
    preposition = noun.doc[noun.left_edge.i : noun.i + 1].text.lower()
    for inner in children(noun, "nmod") if case(parse, noun) else ():
        if case(parse, inner) == parse.language.genitive:
            yield from (Role(f"obl:{preposition} {parse.language.genitive}", mention) for mention in fillers(parse, inner))


def _nested(parse: Parse, noun: Token, passive: bool = False) -> Iterator[Role]:
    """Phrases that the parser hung one noun too low: "recours à cette technologie pour sa série", "dimanche à l'âge de 79 ans à Paris"."""
    for inner in children(noun, "nmod", "obl:mod", "obl:arg"):
        preposition = case(parse, inner)
        if preposition == parse.language.genitive:
            dates = [inner, *children(inner, "nmod")]  # "au musée de Gand en mars", "au musée de Gand du 3 mars au 4 juin"
            yield from (Role("time", m) for c in dates for m in fillers(parse, c) if is_time(parse, m))
            continue
        agent = passive and preposition == parse.language.agent_preposition
        for mention in fillers(parse, inner):
            if preposition:
                yield Role("subject" if agent else f"obl:{preposition}", mention)
            if is_time(parse, mention):
                yield Role("time", mention)
        yield from _complex(parse, inner)
        if any(parse.mention(child) in parse.values for child in children(inner, "nmod", "nummod")):
            yield from _nested(parse, inner, passive)


def _stranded(parse: Parse, child: Token, passive: bool) -> Iterator[Role]:
    """Phrases that belong to the verb but hang from its object: "utilise l'IA pour ses séries"."""
    if child.dep_ == "conj":
        yield from _oblique(parse, child, passive)
        return
    yield from _nested(parse, child, passive)
    for inner in children(child, "acl"):
        yield from _purpose(parse, inner)


def _purpose(parse: Parse, verb: Token) -> Iterator[Role]:
    """ "pour créer des effets spéciaux" → the thing made, as the oblique of "pour"; "pour aider X" → the task."""
    preposition = case(parse, verb)
    made = children(verb, "obj") if preposition in parse.language.purpose and lemma(verb) in parse.language.making_verbs else []
    if made:
        yield from (Role(f"obl:{preposition}", mention) for thing in made for mention in fillers(parse, thing))
    else:
        yield from task_roles(parse, verb)
