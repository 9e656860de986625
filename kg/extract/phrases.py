"""Adjectives, prepositions and headlines → Predications: what is said of a noun beside it.

"une usine en Indonésie" → en(self usine, object Indonésie); "favorable à X" → favorable(self …, obl:à X)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.attachment import bearer, before_phrase
from kg.extract.attribution import Report, stance
from kg.extract.nominals import holders, noun_forms, without_former
from kg.extract.obliques import noun_obliques
from kg.extract.offices import is_sovereign
from kg.extract.shapes import is_label
from kg.extract.syntax import (
    Parse,
    case,
    children,
    fillers,
    has,
    is_participle,
    is_passive,
    is_verb,
    lemma,
    listed,
    surface_subjects,
)
from kg.extract.tasks import task_roles
from kg.extract.values import dimension
from kg.model import Amount, BlockKind, Mention, MentionKind, PredicateKind, Predication, Role
from kg.tokens import Token


def phrase_predications(parse: Parse, token: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """The predications that an adjective, a preposition or the opening of a headline makes."""
    yield from _kicker(parse, token)
    yield from _beside(parse, token)
    if token.pos_ in ("ADJ", "VERB"):
        yield from _adjective(parse, token, found)
    if token.dep_ in ("nmod", "obl:mod", "obl:arg", "appos", "conj", "dep", "obl") and case(parse, token):
        yield from _preposition(parse, token, found)
        yield from _instrument(parse, token, found)
    if token.pos_ == "NOUN" and children(token, "case") and case(parse, token) != parse.language.genitive:
        yield from _phrasal(parse, token, found)
    if token.dep_ in ("acl", "advcl", "nmod", "obl:arg") and is_verb(token) and not is_verb(token.head):
        yield from _task(parse, token, found)


ASIDE = ("nmod", "appos", "obl:mod", "obl:arg")
"""How a phrase hangs from the noun that it is said of."""
KICKER, DASHES = ":", ("-", "–", "—")
"""How a lexicon lists what the place before a headline's colon says of the rest, "Chili : séisme à Valdivia"; what stands for colons."""


def _kicker(parse: Parse, token: Token) -> Iterator[Predication]:
    """What opens a headline before its colon, said of its event, and of each place that it names."""
    place = parse.mention(token)
    if place is None or place.head != token.i or parse.reading.block(token.i).kind is not BlockKind.TITLE:
        return
    headline = _behind_colon(parse, place)
    roots = [t for t in headline if t.head.i == t.i or t.head.i < headline[0].i]
    events = [m for t in headline if t.pos_ == "NOUN" and _of_root(parse, t, roots) for m in fillers(parse, t)]
    told = [Mention(*parse.reading.span(t.i, t.i), MentionKind.EVENT, t.i) for t in headline if is_verb(t) or is_participle(t)]
    named = [m for t in headline if (m := parse.at.get(t.i)) is not None and m.head == t.i and m.kind is MentionKind.NAME]
    happening = dict.fromkeys((*events, *told))
    for mention in dict.fromkeys((*happening, *named)):
        acting = (Role("subject", mention),) if mention in happening else ()
        roles = (*acting, Role("self", mention), Role("object", place), Role(f"obl:{KICKER}", place))
        yield Predication((KICKER,), PredicateKind.PREPOSITION, roles, mention.head, place.begin, mention.end)


def _behind_colon(parse: Parse, place: Mention) -> list[Token]:
    """The rest of a headline that a place and a colon open, whether or not the parser made it a sentence of its own; else nothing."""
    reading, first = parse.reading, parse.head(place).left_edge
    last = max(t.i for t in reading.doc[first.i : first.sent.end] if reading.begins[t.i] < place.end)
    rest = last + 1
    while rest < len(reading.doc) and reading.doc[rest].text in (KICKER, *DASHES):
        rest += 1
    opens = first.i == 0 or reading.blocks[first.i - 1] != reading.blocks[first.i]
    if not opens or rest == len(reading.doc) or reading.blocks[rest] != reading.blocks[last]:
        return []
    between = reading.article.text[reading.ends[last] : reading.begins[rest]]
    parted = KICKER in between or (between.strip() in DASHES and between != between.lstrip())
    return list(reading.doc[rest : reading.doc[rest].sent.end]) if parted else []


BRACKET, COMMA = "(", ","
"""How a lexicon lists what a name in brackets, or an acronym beside a role, says of somebody; and what "of X" between commas does."""


def _beside(parse: Parse, token: Token) -> Iterator[Predication]:
    """ "Dubois (PS)", "Dubois (PS, Ain)", "le député PS Dubois"; "Dubois, de la CGT, …": where somebody is from."""
    said = parse.mention(token)
    if said is None or said.kind is not MentionKind.NAME or said.head != token.i:
        return
    first = next(t.i for t in token.subtree if parse.at.get(t.i) == said)
    whole = _with_its_noun(token, first)
    form, at = BRACKET, first - 2
    if first > 1 and token.doc[first - 1].text == BRACKET and _is_closed(parse, token):
        holder = parse.at.get(at)
    elif whole is token and first > 0 and is_label(token) and first == token.i and token.doc[first - 1].pos_ in ("NOUN", "ADJ"):
        holder = parse.at.get(first - 1)
        ends = holder is not None and holder.end == parse.reading.ends[first - 1]
        holder = holder if holder is not None and ends and holder.kind is MentionKind.DESCRIPTION else None
    elif case(parse, whole) == parse.language.genitive:
        marks = [c.i for c in whole.lefts if c.dep_ == "case"]
        form, at = COMMA, (marks[0] if marks else first) - 2
        set_off = at >= 0 and token.doc[at + 1].text == COMMA and parse.at.get(at) is not None
        holder = parse.at[at] if set_off and parse.at[at].kind is MentionKind.NAME else None
    else:
        holder = None
    if holder is not None and holder != said and holder not in parse.values:
        roles = (Role("self", holder), Role("object", said), Role(f"obl:{form}", said))
        yield Predication((form,), PredicateKind.PREPOSITION, roles, token.i, holder.begin, said.end)


def _with_its_noun(name: Token, first: int) -> Token:
    """What a name's preposition stands before: the name, or the noun right before it, ", de la société Brisa"."""
    noun = name.head
    comma = noun.left_edge.i - 1
    set_off = comma >= 0 and name.doc[comma].text == COMMA and any(child.dep_ == "case" for child in noun.lefts)
    beside = set_off and name.dep_ in ("flat:name", "appos", "nmod") and noun.pos_ == "NOUN" and noun.i + 1 == first
    return noun if beside and not any(child.dep_ == "case" for child in name.lefts) else name


def _is_closed(parse: Parse, token: Token) -> bool:
    """Whether a bracket holds a name, or begins with it: "(PS)", "(PS, Ain)", "(PS/Ain)"."""
    after = token.i + 1
    return after < len(token.doc) and token.doc[after].text in (")", ",", "/", "-", "–")


def _of_root(parse: Parse, token: Token, roots: Sequence[Token]) -> bool:
    """Whether a headline's noun is what it is about: its root, a part of its clause, or what befell those whom it counts.

    "Brest : deux marins tués dans un naufrage", "Lens : trois morts lors d'un incendie"; no complement of another noun.
    """
    above = token.head
    part = above in roots and token.dep_ in ("nsubj", "nsubj:pass", "obj", "obl:mod", "obl:arg", "conj")
    within = case(parse, token) in parse.language.during and (above in roots or above.head in roots)
    return token in roots or part or within


def _adjective(parse: Parse, adjective: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "favorable à X", "située à Y", of a noun or through a copula."""
    obliques = tuple(noun_obliques(parse, adjective)) or tuple(_right_behind(parse, adjective))
    if not obliques:
        return
    if children(adjective, "cop"):
        bearers = [m for child in children(adjective, "nsubj", "nsubj:pass") for m in fillers(parse, child)]
    elif adjective.dep_ in ("amod", "acl", "advcl", "xcomp"):
        bearers = (
            fillers(parse, bearer(adjective), adjective)
            if adjective.head.pos_ in ("NOUN", "PROPN", "PRON")
            else surface_subjects(parse, adjective.head)
        )
    else:
        bearers = surface_subjects(parse, adjective) if adjective.i == adjective.sent.start else _set_off(parse, adjective)
    how = stance(parse, adjective, found)
    begin, end = parse.reading.span(adjective.i, adjective.i)
    roles = (*(Role("self", m) for m in bearers), *obliques)
    forms = tuple(dict.fromkeys((lemma(adjective), adjective.text.lower())))
    yield Predication(forms, PredicateKind.ADJECTIVE, roles, adjective.i, begin, end, status=how.status, speaker=how.speaker)


def _right_behind(parse: Parse, adjective: Token) -> Iterator[Role]:
    """The phrase behind an adjective that the parser hung from its noun: "une femme victime d'une agression"."""
    if adjective.dep_ != "amod" or adjective.i < adjective.head.i:
        return
    for phrase in adjective.head.rights:
        if phrase.dep_ in ("nmod", "obl:mod", "obl:arg") and phrase.left_edge.i == adjective.i + 1 and case(parse, phrase):
            yield from (Role(f"obl:{case(parse, phrase)}", mention) for mention in fillers(parse, phrase))


def _set_off(parse: Parse, adjective: Token) -> list[Mention]:
    """The name before the comma before an adjective, wherever the parser hung it: "Lune, victime de l'accident, …"."""
    at = adjective.left_edge.i - 1 if adjective.left_edge.i == adjective.i else adjective.i - 1
    if at < 1 or adjective.doc[at].text != COMMA:
        return []
    name = parse.at.get(at - 1)
    return [name] if name is not None and name.kind is MentionKind.NAME and name.end == parse.reading.ends[at - 1] else []


def says_of_what(parse: Parse, adjective: Token) -> bool:
    """Whether an adjective says what somebody is the head of, and no more: "le président chilien"."""
    noun = adjective.head
    genitives = [child for child in children(noun, "nmod") if case(parse, child) == parse.language.genitive]
    forms = without_former(parse, noun_forms(noun)[0])
    return adjective.dep_ == "amod" and noun.pos_ == "NOUN" and not genitives and is_sovereign(parse, forms)


def _only_names_a_kind(parse: Parse, noun: Token) -> bool:
    """Whether a bare singular noun behind "de" says what kind of thing it is: the "presse" of "conférence de presse" holds none."""
    mention = parse.mention(noun)
    bare = noun.pos_ == "NOUN" and not has(noun, "Number", "Plur") and not children(noun, "det", "nummod")
    described = mention is not None and mention.kind is MentionKind.DESCRIPTION
    contracted = any(c.text.lower() in parse.language.contractions and c.text.lower() != "d'" for c in children(noun, "case"))
    return described and bare and not contracted and case(parse, noun) == parse.language.genitive


def _preposition(parse: Parse, noun: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "une usine en Indonésie": the preposition says something of what it attaches to."""
    first = noun
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    holder, form = first.head, case(parse, noun)
    participle = before_phrase(first)
    if participle is not None:  # "la ligue réuni à Nice": the parser skips the participle
        holder = bearer(participle)
    if holder.pos_ == "ADV" and holder.dep_ == "advmod" and holder.head.pos_ in ("NOUN", "PROPN"):  # "un séisme près de X"
        holder, form = holder.head, f"{holder.text.lower()} {form}"
    if holder.pos_ not in ("NOUN", "PROPN", "X") and noun.dep_ not in ("appos", "conj"):
        return
    mark = next((child for child in noun.lefts if child.dep_ == "case"), None)
    if mark is None or _only_names_a_kind(parse, noun) or parse.mention(noun) in listed(parse, holder):
        return
    how = stance(parse, noun, found)
    begin, end = parse.reading.span(mark.i, mark.i)
    objects = fillers(parse, noun)
    measure = parse.mention(holder)
    if measure is not None and _lasts(parse, measure):  # "huit ans de recherches" are research of eight years
        objects, selves = [measure], [m for m in objects if m not in parse.values]
        roles = [Role("self", m) for m in selves] + [Role(f"obl:{case(parse, noun)}", measure)]
        yield Predication(
            (case(parse, noun),), PredicateKind.PREPOSITION, tuple(roles), mark.i, begin, end, status=how.status, speaker=how.speaker
        )
        return
    roles = [
        Role("self", m) for above in _held_by(parse, holder, form) for m in fillers(parse, above) if m not in (*objects, *parse.values)
    ]
    roles += [Role(name, m) for m in objects for name in ("object", f"obl:{form}", *(("time",) if parse.is_date(m) else ()))]
    yield Predication((form,), PredicateKind.PREPOSITION, tuple(roles), mark.i, begin, end, status=how.status, speaker=how.speaker)


def _held_by(parse: Parse, holder: Token, form: str) -> Iterator[Token]:
    """What a phrase may attach to; one in "de" attaches to its noun, or to what a bare noun specifies: "un crash d'avion de la Navale"."""
    for noun in holders(holder):
        if lemma(noun) in parse.language.phases and form != parse.language.genitive:  # "l'ouverture du procès à X" is the trial's place
            yield from (child for child in children(noun, "nmod") if case(parse, child) == parse.language.genitive)
        if parse.mention(noun) in parse.values:  # "neuf morts dans un accident à X"
            yield from (child for child in children(noun, "nmod", "obl:mod") if case(parse, child) in parse.language.during)
        yield noun
        if form == parse.language.genitive and not _only_names_a_kind(parse, noun):
            return


def _phrasal(parse: Parse, noun: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """A noun that makes a preposition, said of a noun, through a copula, or before the sentence of whom it is said.

    "une marche à l'appel de X", "X est à la tête de Y", "X, à la tête de Y, …", "À la tête de Y, X …"
    """
    inner = [c for c in children(noun, "nmod", "obl:arg") if case(parse, c) == parse.language.genitive and c.i > noun.i]
    if children(noun, "cop"):
        bearers = [m for child in children(noun, "nsubj", "nsubj:pass") for m in fillers(parse, child)]
    elif lemma(noun.head) in parse.language.aspiring:  # "candidate à la présidence de X" does not preside over it
        return
    elif (noun.dep_ in ASIDE or _is_set_off(noun)) and noun.head.pos_ in ("NOUN", "PROPN", "X") and noun.head.i < noun.i:
        bearers = [m for above in holders(noun.head) for m in fillers(parse, above)]
    elif noun.left_edge.i == noun.sent.start and is_verb(noun.head) and noun.head.i > noun.i:
        bearers = surface_subjects(parse, noun.head)
    else:
        return
    objects = [m for child in inner[:1] for m in fillers(parse, child)]
    bearers = [m for m in bearers if m not in objects and (m not in parse.values or parse.values[m].noun)]
    if not bearers or not objects:
        return
    first = children(noun, "case")[0].i
    form = f"{noun.doc[first : noun.i + 1].text.lower()} {parse.language.genitive}"
    how = stance(parse, noun, found)
    begin, end = parse.reading.span(first, noun.i)
    roles = [Role("self", m) for m in dict.fromkeys(bearers)] + [Role(name, m) for m in objects for name in ("object", f"obl:{form}")]
    through = ("copula",) if children(noun, "cop") else ()
    yield Predication(
        (form,), PredicateKind.PREPOSITION, tuple(roles), noun.i, begin, end, status=how.status, speaker=how.speaker, derivation=through
    )


def _is_set_off(noun: Token) -> bool:
    """Whether a comma alone joins a phrase to what stands before it, as if it were one more item of a list."""
    return noun.dep_ == "conj" and not children(noun, "cc") and noun.doc[noun.left_edge.i].text == ","


def _lasts(parse: Parse, mention: Mention) -> bool:
    """Whether a figure is a length of time."""
    value = parse.values.get(mention)
    return value is not None and isinstance(value.value, Amount) and dimension(value.value.unit, parse.language.code) == "duration"


def _instrument(parse: Parse, noun: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "X voit l'obstacle grâce à Y": who does it by what; what stands before the verb is a circumstance."""
    verb = noun.head
    mark = next((child for child in noun.lefts if child.dep_ == "case"), None)
    if not is_verb(verb) or mark is None or noun.i < verb.i:
        return
    acting = [] if is_passive(verb) else surface_subjects(parse, verb)
    how = stance(parse, verb, found)
    begin, end = parse.reading.span(mark.i, mark.i)
    roles = (*(Role("subject", m) for m in acting), *(Role(f"obl:{case(parse, noun)}", m) for m in fillers(parse, noun)))
    if acting:
        yield Predication(
            (case(parse, noun),), PredicateKind.PREPOSITION, roles, mark.i, begin, end, status=how.status, speaker=how.speaker
        )


def _task(parse: Parse, verb: Token, found: tuple[Report, ...]) -> Iterator[Predication]:
    """ "un code pour aider les voyageurs": what the noun is for."""
    tasks = tuple(task_roles(parse, verb))
    noun = verb.head
    if not tasks or noun.pos_ not in ("NOUN", "PROPN", "X"):
        return
    mark = next(child for child in verb.lefts if child.dep_ in ("mark", "case"))
    how = stance(parse, noun, found)
    begin, end = parse.reading.span(mark.i, mark.i)
    roles = (*(Role("self", m) for above in holders(noun) for m in fillers(parse, above) if m not in parse.values), *tasks)
    yield Predication((case(parse, verb),), PredicateKind.PREPOSITION, roles, mark.i, begin, end, status=how.status, speaker=how.speaker)
