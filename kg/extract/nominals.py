"""Nouns → Predications: what they are said of, who has it, who does it, what it comes to.

"Ted Sarandos, co-directeur de Netflix" → co-directeur(self Ted Sarandos, obl:de Netflix)
"sa série L'Éternaute" → série(possessor sa, self L'Éternaute)
"un chiffre d'affaires atteignant 11 milliards" → chiffre d'affaires(self 11 milliards)
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attachment import comes_second
from kg.extract.attribution import Report, Stance, stance
from kg.extract.obliques import noun_obliques, occurred
from kg.extract.offices import charged_with, deputised, holders_of_post, is_post, one_of, opens_sentence, with_realm
from kg.extract.shapes import capital, is_label
from kg.extract.syntax import (
    SUBJECTS,
    Parse,
    case,
    children,
    fillers,
    has,
    included,
    is_participle,
    is_passive,
    is_verb,
    lemma,
    listed,
    possessors,
    surface_subjects,
)
from kg.iris import NEWS, SCHEMA, interned
from kg.model import Mention, MentionKind, PredicateKind, Predication, Role
from kg.tokens import Token

PEOPLE = frozenset(map(interned, (SCHEMA + "Person", SCHEMA + "Occupation", NEWS + "Group")))
LONGEST = 5
"""Most words of a nominal predicate: "secrétaire général adjoint de mairie"."""
OPENING = 16
"""Most words of a noun's phrase that opens a sentence, its comma among them."""


def nominal_predications(parse: Parse, token: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """The predications that a noun heads."""
    if (
        token.pos_ in ("NOUN", "PROPN")
        or _is_role_participle(token)
        or (token.pos_ == "ADJ" and token.dep_ in ("appos", "obj", "nsubj", "conj", "nmod", "ROOT", "xcomp"))
    ):
        yield from _noun(parse, token, found)


def _is_role_participle(token: Token) -> bool:
    """ "Roy, correspondant de X": a role that looks like a participle."""
    return token.pos_ == "VERB" and token.dep_ == "acl" and has(token, "VerbForm", "Part") and has(token, "Tense", "Pres")


def _noun(parse: Parse, noun: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    covering = parse.at.get(noun.i)
    if covering is not None and (covering.kind is MentionKind.VALUE or _is_surname(parse, noun, covering)):
        return
    forms, last = noun_forms(noun)
    forms = deputised(parse, noun, without_former(parse, forms))
    roles = [*_said_of(parse, noun), *owners(parse, noun), *noun_obliques(parse, noun), *_support(parse, noun), *_changes(parse, noun)]
    roles += [*_attribute_obliques(parse, noun), *_shared_obliques(parse, noun), *occurred(parse, noun)]
    roles = with_realm(parse, noun, forms, [*roles, *charged_with(parse, noun)])
    characterised = tuple(_characterised(parse, noun))
    roles += characterised
    own = parse.mention(noun)
    if own is not None and own.head == noun.i:
        roles.append(Role("self", own))
    in_passing = characterised and noun.head.dep_ in SUBJECTS  # "le comité de soutien à X se réunira"
    how = Stance() if in_passing else stance(parse, noun, found)
    begin, end = parse.reading.span(noun.i, last)
    yield Predication(
        forms,
        PredicateKind.NOUN,
        tuple(dict.fromkeys(roles)),
        noun.i,
        begin,
        end,
        plural=_is_plural(noun),
        status=how.status,
        speaker=how.speaker,
        derivation=_noun_derivation(parse, noun),
    )


def _is_surname(parse: Parse, noun: Token, name: Mention) -> bool:
    """The Berger of "Emma Berger" is no shepherd; the Président of "Président Dubois" is a president."""
    first = name.begin == parse.reading.begins[noun.i] and name.end > parse.reading.ends[noun.i]
    return name.kind is MentionKind.NAME and noun.ent_type_ == "PER" and capital(noun) and not first


def without_former(parse: Parse, forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms, and those of "ex-président" as those of "président"."""
    parts = [form.partition("-") for form in forms]
    bare = [rest for former, _, rest in parts if former in parse.language.former]
    return tuple(sorted(dict.fromkeys((*forms, *bare)), key=lambda form: -len(form.split()))) if bare else forms


def _is_plural(noun: Token) -> bool:
    """By its own form or its determiner; a capitalised word in -s without one: "Espagnols"."""
    bare = noun.text[:1].isupper() and noun.text.endswith("s") and not children(noun, "det")
    return has(noun, "Number", "Plur") or any(has(det, "Number", "Plur") for det in children(noun, "det")) or bare


def _noun_derivation(parse: Parse, noun: Token) -> tuple[str, ...]:
    named = (
        ("apposition", noun.dep_ == "appos"),
        ("copula", bool(children(noun, "cop"))),
        ("attribute", _is_attribute(parse, noun) or is_post(parse, noun)),
        ("coordination", noun.dep_ == "conj"),
        ("one of", any(one_of(parse, noun))),
    )
    return tuple(name for name, holds in named if holds)


def noun_forms(noun: Token) -> tuple[tuple[str, ...], int]:
    """How a lexicon may list a noun with the words after it, longest first; and the last token of the longest.

    "co-directeur général de Netflix" → "co-directeur général", "co-directeur"
    """
    said, last, tails = [noun.lower_, lemma(noun)], noun, [""]
    if noun.left_edge is not noun:
        before = noun.nbor(-1)
        said.insert(0, f"{before.lower_}{before.whitespace_}{noun.lower_}")
    for after in noun.doc.tokens[noun.i + 1 : min(noun.i + LONGEST, noun.sent.end)]:
        if after.is_punct or (after.pos_ in ("VERB", "AUX", "CCONJ", "PRON") and after.dep_ != "amod"):
            break
        tails.append(f"{tails[-1]}{last.whitespace_}{after.lower_}")
        last = after
    forms = dict.fromkeys(word + tail for tail in reversed(tails) for word in said)
    return tuple(sorted(forms, key=lambda form: -len(form.split()))), last.i


def _said_of(parse: Parse, noun: Token) -> Iterator[Role]:
    """Who or what a noun is said of: apposition either way, a name or several beside it, copula, appointment, a measure."""
    yield from (Role("self", mention) for mention in listed(parse, noun) or included(parse, noun))
    for child in noun.children:
        beside = child.dep_ in ("nmod", "flat:name", "appos", "dep", "compound", "obl:mod") and not case(parse, child) and child.i > noun.i
        if (
            beside
            and not _is_bracketed(child)
            and not _belongs_above(parse, noun, child)
            and not _names_inner(parse, noun, child)
            and not comes_second(child, noun)
            and not (_is_plural(noun) and child.pos_ == "PROPN")
        ):
            yield from _selves(parse, child, names_only=child.dep_ != "appos")
            yield from (Role("label", role.filler) for role in _selves(parse, child, names_only=True) if is_label(child))
        elif child.dep_ == "acl" and lemma(child) in parse.language.naming_participles | parse.language.measure_verbs:
            yield from _complements(parse, child)
        elif child.dep_ in ("nmod", "obl:arg", "obl:mod") and (mention := parse.mention(child)) in parse.values and mention is not None:
            yield Role("self", mention)
    if (
        noun.dep_ in ("appos", "flat:name", "nmod", "conj")
        and not case(parse, noun)
        and noun.i > noun.head.i
        and noun.head.pos_ != "VERB"
        and not children(noun, "cc")
    ):
        yield from _selves(parse, noun.head, names_only=noun.dep_ != "appos")
    if noun.dep_ == "conj" and not children(noun, "det") and noun.head.pos_ == "NOUN":
        yield from _said_of(parse, noun.head)
        yield from _selves(parse, noun.head, names_only=False)
    if _is_role_participle(noun):
        yield from _selves(parse, noun.head, names_only=True)
    yield from (Role("self", m) for m in one_of(parse, noun))
    yield from opened(parse, noun)
    yield from _attributed(parse, noun)


def opened(parse: Parse, noun: Token) -> Iterator[Role]:
    """Who stands behind the comma of a bare noun that opens its sentence: "Lauréate du prix, X publie un essai"."""
    if not opens_sentence(parse, noun) or children(noun, "det", "case") or _is_plural(noun):
        return
    first = _behind_comma(parse, noun)
    if first is not None and first.kind is MentionKind.DESCRIPTION and not children(parse.head(first), "det", "case"):
        first = _behind_comma(parse, parse.head(first))  # "Climatologue à Lens, auteure du rapport, X …"
    if first is None:
        return
    after = next((t for t in noun.doc.tokens[first.head : noun.sent.end] if parse.reading.begins[t.i] >= first.end), None)
    if after is not None and after.text != ",":  # "ami de toujours, X, sa mort": X is the friend's
        yield Role("self", first)


def _behind_comma(parse: Parse, noun: Token) -> Mention | None:
    """What begins right behind the comma that ends a noun's phrase."""
    comma = next(
        (t.i for t in noun.doc[noun.i + 1 : min(noun.i + OPENING, noun.sent.end)] if t.pos_ == "PUNCT" or has(t, "VerbForm", "Fin")), None
    )
    if comma is None or noun.doc[comma].text != "," or comma + 1 >= noun.sent.end:
        return None
    behind = (parse.at.get(i) for i in range(comma + 1, min(comma + 3, noun.sent.end)))
    first = next((m for m in behind if m is not None), None)
    right = first is not None and first.begin == parse.reading.begins[comma + 1]
    return first if first is not None and right and first.kind in (MentionKind.NAME, MentionKind.DESCRIPTION) else None


def _is_bracketed(token: Token) -> bool:
    """The acronym of "le président de l'Union des pharmaciens (UPH)" belongs to the union."""
    first = token.left_edge.i
    return first > 0 and token.doc[first - 1].text == "("


def _belongs_above(parse: Parse, noun: Token, name: Token) -> bool:
    """The name behind the comma of "la veuve du président, Ada Lune" may be the widow's; who is meant is settled elsewhere."""
    inner = noun.dep_ == "nmod" and noun.head.pos_ == "NOUN" and case(parse, noun) == parse.language.genitive
    first = name.left_edge.i
    return inner and name.dep_ == "appos" and first > 0 and name.doc[first - 1].text == ","


def _names_inner(parse: Parse, noun: Token, name: Token) -> bool:
    """The name of "l'aile militaire du mouvement Rivage" is the movement's: what is no person takes none across another noun."""
    inner = name.left_edge.nbor(-1) if name.left_edge.i > noun.i + 1 else noun
    between = inner.i > noun.i and inner.pos_ == "NOUN" and name.dep_ == "appos" and noun.is_ancestor(inner)
    denoted = {sense.cls for word in (noun, inner) for sense in parse.lexicon.classes(lemma(word), word.text)}
    return between and case(parse, inner) == parse.language.genitive and bool(denoted) and not denoted & PEOPLE


def _selves(parse: Parse, token: Token, *, names_only: bool) -> Iterator[Role]:
    for mention in [parse.mention(token)]:
        if mention is not None and (not names_only or mention.kind in (MentionKind.NAME, MentionKind.TERM)):
            yield Role("self", mention)


def _complements(parse: Parse, verb: Token) -> Iterator[Role]:
    for child in children(verb, "obj", "obl:arg", "obl:mod", "xcomp", "nmod", "dep", "advmod", "attr"):
        for mention in fillers(parse, child):
            if mention in parse.values or mention.kind in (MentionKind.NAME, MentionKind.TERM):
                yield Role("self", mention)


def _attributed(parse: Parse, noun: Token) -> Iterator[Role]:
    """Copula and its kin: "X est PDG", "X devient PDG", "X, nommé PDG", "nommer X PDG"; "le chiffre d'affaires atteint Y"."""
    head = noun.head
    yield from holders_of_post(parse, noun)
    yield from _ranked(parse, noun)
    if children(noun, "cop"):
        yield from (Role("self", m) for child in children(noun, "nsubj", "nsubj:pass") for m in fillers(parse, child))
    elif is_verb(head) and noun.dep_ in ("xcomp", "obj", "obl:arg", "obl:mod", "dep", "ccomp") and case(parse, noun) in ("", "comme"):
        if lemma(head) in parse.language.copulas:
            yield from (Role("self", m) for m in surface_subjects(parse, head))
        elif lemma(head) in parse.language.appointing:
            others = [c for c in children(head, "obj") if c.i != noun.i]
            patients = surface_subjects(parse, head) if not others else [m for c in others for m in fillers(parse, c)]
            yield from (Role("self", m) for m in patients)
    elif noun.dep_ in ("nsubj", "nsubj:pass") and is_verb(head) and lemma(head) in parse.language.measure_verbs:
        yield from _complements(parse, head)
    elif noun.dep_ in ("nsubj", "nsubj:pass") and lemma(head) in parse.language.placing_verbs:
        yield from (Role("self", m) for c in children(head, "obl:arg", "obl:mod", "nmod") if case(parse, c) for m in fillers(parse, c))
    elif noun.dep_ in ("nsubj", "nsubj:pass") and children(head, "cop"):
        named = (MentionKind.NAME, MentionKind.VALUE)  # "dont le PDG est X"
        yield from (Role("self", m) for m in [parse.mention(head)] if m is not None and m.kind in named)


def _ranked(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "parmi les lauréats figurent X et Y": they are of those."""
    verb = noun.head
    if case(parse, noun) in parse.language.among and is_verb(verb) and lemma(verb) in parse.language.ranking:
        acting = [m for m in surface_subjects(parse, verb) if m.head != noun.i]
        found = acting or [m for child in children(verb, "obj") if child.i > verb.i for m in fillers(parse, child)]
        yield from (Role("self", m) for m in found if m.kind is not MentionKind.PRONOUN)


def _characterised(parse: Parse, noun: Token) -> Iterator[Role]:
    """Who acts, where a noun says what somebody is for or in: "un comité de soutien à X", "les élus en colère contre X"."""
    how = case(parse, noun)
    definite = children(noun, "det") or any(has(mark, "Definite", "Def") for mark in children(noun, "case"))  # "l'assassinat du juge"
    if how not in parse.language.characterising or (definite and how not in parse.language.purpose):
        return
    for child in children(noun, "nsubj") if children(noun, "cop") else ():
        yield from (Role("subject", mention) for mention in fillers(parse, child))
    if noun.dep_ in ("nmod", "acl") and noun.head.pos_ in ("NOUN", "PROPN") and noun.head.i < noun.i:
        yield from (Role("subject", mention) for mention in fillers(parse, noun.head) if mention not in parse.values)
        for other in children(noun.head, "nmod"):  # the parser hangs "contre X" from those who are "en colère"
            preposition = case(parse, other)
            if other.i > noun.i and preposition not in ("", parse.language.genitive):
                yield from (Role(f"obl:{preposition}", mention) for mention in fillers(parse, other))


def _is_attribute(parse: Parse, noun: Token) -> bool:
    """Whether a noun is what a verb says somebody is or becomes: "devient présidente"."""
    verbs = parse.language.copulas | parse.language.appointing
    return is_verb(noun.head) and noun.dep_ in ("xcomp", "obj", "obl:mod", "obl:arg", "dep") and lemma(noun.head) in verbs


def _attribute_obliques(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "devient présidente de X": the parser hangs X from the verb."""
    if _is_attribute(parse, noun):
        for other in children(noun.head, "obl:arg", "obl:mod"):
            if other.i > noun.i and case(parse, other):
                yield from (Role(f"obl:{case(parse, other)}", m) for m in fillers(parse, other))


def _shared_obliques(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "Roy, analyste chez X": the parser hangs X from the name."""
    if noun.dep_ == "appos" and noun.head.pos_ in ("PROPN", "X", "NOUN"):
        for other in children(noun.head, "nmod", "obl:arg", "obl:mod"):
            if other.i > noun.right_edge.i and case(parse, other):
                yield from (Role(f"obl:{case(parse, other)}", m) for m in fillers(parse, other))


def owners(parse: Parse, noun: Token) -> Iterator[Role]:
    """Who has it: "son", "dont", and who "réalise", "affiche" or stands "avec" it."""
    for mention in possessors(parse, noun):
        yield Role("possessor", mention)
    head = noun.head
    having = is_verb(head) and lemma(head) in parse.language.having_verbs and not is_passive(head)
    had = noun.dep_ in ("obj", "xcomp") or (
        case(parse, noun) in parse.language.purpose and _has_figure(parse, noun)
    )  # "…, pour un bénéfice de 2 millions"
    if (having and had) or (case(parse, noun) == "avec" and is_verb(head)):
        yield from (Role("possessor", m) for m in surface_subjects(parse, head))
    elif case(parse, noun) == "avec" and head.pos_ in ("NOUN", "PROPN"):
        yield from (Role("possessor", m) for m in fillers(parse, head))
    elif _is_measured_by(parse, noun):
        yield from (Role("possessor", m) for m in fillers(parse, head) if m not in parse.values)
    yield from _presented(parse, noun)


def _is_measured_by(parse: Parse, noun: Token) -> bool:
    """ "un film d'une durée de 52 minutes": the quantity of a thing, and its figure."""
    indefinite = any(has(det, "Definite", "Ind") for det in children(noun, "det"))
    if noun.dep_ != "nmod" or case(parse, noun) != parse.language.genitive or not indefinite or noun.head.pos_ not in ("NOUN", "PROPN"):
        return False
    return _has_figure(parse, noun)


def _has_figure(parse: Parse, noun: Token) -> bool:
    return any(parse.mention(child) in parse.values for child in children(noun, "nmod", "obl:arg", "obl:mod"))


def _presented(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "le chiffre d'affaires publié par X", "les suppressions de postes annoncées par X": X has them."""
    inner = [child for child in children(noun, "nmod") if case(parse, child) == parse.language.genitive]
    for holder in (noun, *inner):
        for participle in children(holder, "acl"):
            if is_participle(participle) and lemma(participle) in parse.language.having_verbs:
                yield from (Role("possessor", m) for agent in children(participle, "obl:agent") for m in fillers(parse, agent))


def _support(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "X procède au rachat de Y": the verb's subject acts; its other phrases belong to the noun."""
    head = noun.head
    supported = noun.dep_ in ("obj", "nsubj:pass") or (
        noun.dep_ in ("obl:arg", "obl:mod") and case(parse, noun) in ("", parse.language.recipient, parse.language.genitive)
    )
    if not is_verb(head) or lemma(head) not in parse.language.support_verbs or not supported:
        return
    agents = [child for child in children(noun, "nmod", "obl:agent", "obl:arg") if case(parse, child) == parse.language.agent_preposition]
    acting = surface_subjects(parse, head) if noun.dep_ != "nsubj:pass" and not agents else []
    for mention in acting:
        yield Role("subject", mention)
    for other in children(head, "obl:arg", "obl:mod", "obl:agent", "iobj"):
        if other.i == noun.i:
            continue
        preposition = case(parse, other)
        for mention in fillers(parse, other):
            agent = preposition == parse.language.agent_preposition
            yield Role("subject" if agent else f"obl:{preposition}" if preposition else "time", mention)


def _changes(parse: Parse, noun: Token) -> Iterator[Role]:
    """A quantity's change: "une hausse de 16 % du chiffre d'affaires", "…, soit une augmentation de 16 %", "a bondi de 16 %"."""
    for other in _movers(noun):
        word = lemma(other)
        if word in parse.language.rising or word in parse.language.falling:
            for child in other.subtree:
                mention = parse.at.get(child.i)
                if mention is not None and mention.head == child.i and _is_percent(parse, mention) and child.i > other.i:
                    yield Role("change", mention)
                    return


def _movers(noun: Token) -> Iterator[Token]:
    """The nouns and verbs that may say how a quantity moved, the nearest first."""
    yield from children(noun, "acl", "nmod", "conj", "appos", "amod")
    yield noun.head
    yield from (other for other in noun.head.children if other.i > noun.i and other.dep_ in ("obl:mod", "obl:arg", "nmod", "conj", "obj"))
    yield noun.head.head
    for above in noun.head.head.children:
        if above.i > noun.i and any(lemma(c) in ("soit", "être") for c in children(above, "cc")):
            yield above


def _is_percent(parse: Parse, mention: Mention) -> bool:
    value = parse.values.get(mention)
    return value is not None and getattr(value.value, "unit", "") == "%"


def holders(noun: Token) -> Iterator[Token]:
    """What a phrase may attach to, nearest first: the parser hangs "à Brest" low in "collision entre deux cargos à Brest"."""
    yield noun
    while noun.dep_ in ("nmod", "appos", "obl:mod") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
        yield noun
