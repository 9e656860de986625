"""Where the names stand: the model's entities corrected, titles between quotation marks, and capitalised words that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.resources import Resources
from kg.extract.shapes import Stretch, capital, opens
from kg.iris import NEWS, SCHEMA, interned
from kg.languages import language
from kg.languages.first_names import gender_of
from kg.languages.reference import Reference, reference
from kg.model import PredicateKind
from kg.parse import Reading
from kg.tokens import Doc, Span, Token

LONGEST_TITLE = 8
"""Most words of a quoted stretch that is taken for a title: longer ones are speech."""
ROLE = 4
"""Most words from a role to what it is of: "secrétaire général de l'Otan"."""
QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{2,80}?)\s*[»”\"]")
NAMING = frozenset({"PROPN", "X", "NOUN", "ADJ", "NUM", "VERB"})
OCCUPATION = interned(SCHEMA + "Occupation")
GOVERNMENT, ORGANIZATION = interned(SCHEMA + "GovernmentOrganization"), interned(SCHEMA + "Organization")
COMMON = (*(interned(NEWS + name) for name in ("Product", "Technology", "Activity", "Topic")), interned(SCHEMA + "CreativeWork"))
"""Kinds of things that an acronym behind their noun does not name but specify."""
EVENT, AWARD = interned(SCHEMA + "Event"), interned(NEWS + "Award")
KEPT = tuple(
    interned(iri) for iri in (NEWS + "Facility", SCHEMA + "GovernmentOrganization", SCHEMA + "EducationalOrganization", SCHEMA + "Event")
)
"""Kinds whose noun is part of their names: "aéroport Marco-Polo", "université d'Ici"."""


def names(reading: Reading, resources: Resources, free: frozenset[int]) -> tuple[Stretch, ...]:
    """Stretches of tokens that are names, none overlapping another, all within the `free` tokens, in order.

    "Baptisée « Vega 2 »" → Vega 2; "le ministre de la Santé" → Santé; "le général Dufour" → Dufour
    """
    ref = reference(resources.language.code)
    left = set(free)
    found: list[Stretch] = []
    for finder in (_titles, _entities, _capitals):
        for stretch in list(finder(reading, resources, ref, frozenset(left))):
            tokens = range(stretch.first, stretch.last + 1)
            if left.issuperset(tokens):
                found.append(stretch)
                left.difference_update(tokens)
    found = [_whole(reading, stretch, resources, ref, frozenset(left)) for stretch in found]
    apart = (piece for stretch in sorted(found) for piece in _office_and_holder(reading, stretch, resources, ref))
    return _split_glued(reading, apart, ref)


def called_after(token: Token, resources: Resources) -> bool:
    """Whether the noun before a name is that of a body called after somebody: "gouvernement Dubois"."""
    before = token.nbor(-1) if token.i else None
    if before is None or token.is_sent_start or capital(before) or before.pos_ != "NOUN" or token.pos_ not in {"PROPN", "X"}:
        return False
    return any(resources.ontology.is_a(s.cls, GOVERNMENT) for s in resources.lexicon.classes(before.lemma_, before.text)[:1])


def _titles(reading: Reading, resources: Resources, ref: Reference, free: frozenset[int]) -> Iterator[Stretch]:
    """What stands between quotation marks, begins with a capital or a digit, is short and says nothing: a title."""
    begins = {begin: i for i, begin in enumerate(reading.begins)}
    ends = {end: i for i, end in enumerate(reading.ends)}
    for quoted in QUOTED.finditer(reading.article.text):
        first, last = begins.get(quoted.start(1)), ends.get(quoted.end(1))
        if first is None or last is None or not _titular(reading.doc[first : last + 1]):
            continue
        yield Stretch(first, last)


def _titular(span: Span) -> bool:
    words = [t for t in span if not t.is_punct]
    if not words or len(words) > LONGEST_TITLE or span.text[-1] in "!?.…" or not (capital(span[0]) or span[0].text[0].isdigit()):
        return False
    finite = any("VerbForm=Fin" in str(t.morph) and not capital(t) for t in span)
    return not finite and "," not in span.text and any(capital(t) for t in span)


def _entities(reading: Reading, resources: Resources, ref: Reference, free: frozenset[int]) -> Iterator[Stretch]:
    for ent in reading.doc.ents:
        stretch = _trimmed(reading, ent, resources, ref)
        if stretch is not None:
            yield _titled(reading, _prolonged(reading, _unscored(reading, stretch, resources, free), free), ref, free)


def _trimmed(reading: Reading, ent: Span, resources: Resources, ref: Reference) -> Stretch | None:
    """An entity without what is not its name: "la Culture" → Culture, "Baptisée Ariel" → Ariel, "streaming" → nothing."""
    first, last = ent.start, ent.end - 1
    doc = reading.doc
    while first <= last and _loose(reading, doc[first], ref, ent):
        first += 1
    first = _after_area(doc, _after_office(doc, first, last, resources), max(last, min(first + 2, len(doc) - 1)), ref)
    last = _before_verb(reading, first, last) if ent.label_ != "MISC" else last
    while last >= first and (doc[last].is_punct or (doc[last].pos_ in {"ADP", "DET", "CCONJ", "AUX"} and not capital(doc[last]))):
        last -= 1
    if first > last or not any(capital(t) for t in doc[first : last + 1]):
        return None
    if not capital(doc[first]):
        if last == first + 1 and _specification(reading, doc[last], resources):
            return None
        first = _after_common_noun(doc[first : last + 1], resources)
    return Stretch(first, last) if first <= last and not _ordinary(reading, doc[first : last + 1], ent.label_, resources) else None


def _after_office(doc: Doc, first: int, last: int, resources: Resources) -> int:
    """Where the name begins behind an office of several words: "Premier ministre Emma Roy" → Emma Roy."""
    starts = (at for at in range(first + 2, last + 1) if capital(doc[at]) and is_office(doc[first:at], resources))
    return next(starts, first)


def _after_area(doc: Doc, first: int, last: int, ref: Reference) -> int:
    """Where the name of a place begins behind what kind of place it is: "État du Montana" → Montana."""
    kind = first + 1 < last and doc[first].text.lower() in ref.called_of and doc[first + 1].text.lower() in ref.genitives
    return next((at for at in range(first + 2, last + 1) if capital(doc[at])), first) if kind else first


def _before_verb(reading: Reading, first: int, last: int) -> int:
    """Where the name ends before the verb that it belongs to: "la Fédération des mutuelles s'est ouvert" → Fédération des mutuelles."""
    for token in reading.doc[first + 1 : last + 1]:
        verb = token.head if token.pos_ in ("AUX", "PRON") else token
        known = verb.pos_ == "VERB" and verb.lemma_.endswith(language(reading.article.lang).infinitives) and not capital(token)
        above = verb.is_ancestor(reading.doc[first]) or (token.dep_ == "acl" and token.head.i < first)
        if known and above and reading.doc[first].pos_ in {"NOUN", "PROPN"} and not reading.quoted_before(first):
            return token.i - 1
    return last


def _lexical(token: Token, resources: Resources) -> bool:
    """An acronym that the lexicon has as a common noun: "PDG"."""
    return token.text.isupper() and len(token.text) > 1 and bool(resources.lexicon.classes(token.text.lower()))


def _specification(reading: Reading, token: Token, resources: Resources) -> bool:
    """An acronym that says which kind of a common thing: "carte SD", "clé USB"; not "groupe PSA"."""
    before = token.nbor(-1) if token.i else None
    if (
        before is None
        or before.pos_ != "NOUN"
        or capital(before)
        or not (token.text.isupper() and token.text.isalpha() and len(token.text) <= 4)
    ):
        return False
    if (
        token.is_sent_start
        or reading.quoted_before(token.i)
        or any(t.text == token.text and t.nbor(-1).text != before.text for t in reading.doc if t.i)
    ):
        return False
    senses = resources.lexicon.classes(before.lemma_, before.text)
    return all(s.cls in COMMON for s in senses)


def _loose(reading: Reading, token: Token, ref: Reference, ent: Span) -> bool:
    """A word at the head of an entity that is no part of it."""
    if token.is_punct or token.text.lower() in ref.contractions or token.pos_ == "ADP":
        return True
    if token.text.lower() in ref.articles and token.i + 1 < len(token.doc):
        return not token.text[0].isupper() or opens(reading, token)
    return opens(reading, token) and token.pos_ in {"VERB", "ADV", "AUX", "SCONJ", "CCONJ", "PRON"} and token.i < ent.end - 1


def _after_common_noun(span: Span, resources: Resources) -> int:
    """Where the name begins in an entity that opens with a common noun; an organisation's or a facility's noun is part of its name.

    "général Dufour" → Dufour; "ministre de la Santé" → Santé; "aéroport international Marco-Polo" stays whole
    """
    noun = next((t for t in span if t.pos_ == "NOUN"), span[0])
    senses = resources.lexicon.classes(noun.lemma_, noun.text)[:1]
    kept = any(resources.ontology.is_any(sense.cls, KEPT) for sense in senses)
    return span.start if kept else next(t.i for t in span if capital(t))


def _ordinary(reading: Reading, span: Span, label: str, resources: Resources) -> bool:
    """A common word whose capital is due to its place: "Lancement", "Bourse"."""
    word = span[0]
    if (len(span) == 1 and _lexical(word, resources)) or (
        len(span) > 1 and (resources.lexicon.classes(span.text) or is_office(span, resources))
    ):
        return True
    alone = not any(capital(t) for t in span[1:]) and opens(reading, word) and (label == "MISC" or (len(span) == 1 and label != "LOC"))
    common = word.pos_ not in {"PROPN", "X"} or _is_participle(word, resources)
    return alone and common and word.text[1:].islower() and not _recurs(reading, word)


def _is_participle(word: Token, resources: Resources) -> bool:
    """Whether a word that opens a sentence is the participle of a verb that the lexicon has: "Nommé ministre, X …"."""
    text = word.text.lower()
    stems = (text.removesuffix(ending) + infinitive for ending, infinitive in resources.language.participles if text.endswith(ending))
    after = word.nbor() if word.i + 1 < len(word.doc) else word
    return not capital(after) and any(resources.lexicon.senses(PredicateKind.VERB, stem) for stem in stems)


def is_office(span: Span, resources: Resources) -> bool:
    """Whether what somebody is makes up an entity, but for adjectives: "Premier ministre", "Premier ministre britannique"."""
    listed = resources.lexicon.longest(span.text)
    rest = span.text.strip()[len(listed) :]
    return " " in listed and rest == rest.lower() and any(sense.cls == OCCUPATION for sense in resources.lexicon.classes(listed))


def _recurs(reading: Reading, word: Token) -> bool:
    """Whether a word stands elsewhere with a capital that its place does not explain."""
    return any(t.text == word.text and t.i != word.i and not opens(reading, t) for t in reading.doc)


def _prolonged(reading: Reading, stretch: Stretch, free: frozenset[int]) -> Stretch:
    """Capitalised words right behind belong to the name where the parser draws them to it: "Ana" + "Petit"."""
    doc, last = reading.doc, stretch.last
    while last + 1 < len(doc) and last + 1 in free and not doc[last + 1].ent_type_ and not reading.quoted_before(last + 1):
        after = doc[last + 1]
        tied = stretch.first <= after.head.i <= last
        year = after.text.isdigit() and len(after.text) == 4 and tied  # "Mondial 2018"
        if not ((capital(after) and tied and after.dep_.startswith("flat")) or year or _model(after)) or after.is_sent_start:
            break
        last += 1
    return Stretch(stretch.first, last)


def _model(number: Token) -> bool:
    """A small number right behind a name that counts nothing: "iPhone 15"."""
    after = number.nbor() if number.i + 1 < len(number.doc) else None
    counts = after is not None and (after.pos_ in ("NOUN", "NUM", "SYM") or after.text == "%" or after.text.startswith("-"))
    return number.text.isdigit() and len(number.text) < 4 and not counts and number.nbor(-1).pos_ in ("PROPN", "X", "NOUN")


def _titled(reading: Reading, stretch: Stretch, ref: Reference, free: frozenset[int]) -> Stretch:
    """A title belongs to the mention of the one who bears it: "M." + "Durand"."""
    before = stretch.first - 1
    taken = before in free and reading.doc[before].text.lower() in ref.titles and reading.blocks[before] == reading.blocks[stretch.first]
    return Stretch(before, stretch.last) if taken else stretch


def _capitals(reading: Reading, resources: Resources, ref: Reference, free: frozenset[int]) -> Iterator[Stretch]:
    """Runs of capitalised words that no other finder took, with the small words of foreign names between them."""
    doc, at = reading.doc.tokens, 0
    while at < len(doc):
        if (
            at not in free
            or not _names(reading, doc[at], resources)
            or _specification(reading, doc[at], resources)
            or _lexical(doc[at], resources)
            or _after_area(reading.doc, at, min(at + 2, len(doc) - 1), ref) > at
        ):
            at += 1
            continue
        last = at
        while (further := _next_of_run(reading, last, free, ref)) is not None:
            last = further
        last = _adjectives(reading, at, last, free)
        if last > at or len(doc[at].text) > 1:
            yield Stretch(at, last)
        at = last + 1


def _names(reading: Reading, token: Token, resources: Resources) -> bool:
    if not capital(token) or token.pos_ not in NAMING or token.is_punct or token.like_num:
        return False
    if not opens(reading, token):
        return not (token.pos_ == "ADJ" and token.dep_ == "amod") or not token.text[0].isupper() or token.head.i == token.i + 1
    if _is_participle(token, resources):
        return False
    return (
        (token.pos_ in {"PROPN", "X"} and token.lemma_ != token.text.lower()) or _recurs(reading, token) or _bare_subject(token, resources)
    )


def _bare_subject(token: Token, resources: Resources) -> bool:
    """A singular word without determiner that acts: French common nouns hardly do, "Danone va supprimer 300 postes"."""
    bare = token.dep_ in ("nsubj", "nsubj:pass") and not any(c.dep_ in ("det", "nummod", "case", "amod") for c in token.children)
    plural = "Number=Plur" in str(token.morph)
    return bare and not plural and token.pos_ in ("NOUN", "PROPN", "X") and not resources.lexicon.classes(token.lemma_, token.text)


def _next_of_run(reading: Reading, last: int, free: frozenset[int], ref: Reference) -> int | None:
    """The next capitalised token of a run, over one connector at most; never over punctuation, a quotation mark or a sentence's end."""
    doc = reading.doc
    for step in (1, 2):
        at = last + step
        if (
            at >= len(doc)
            or at not in free
            or doc[at].is_sent_start
            or reading.quoted_before(at)
            or reading.blocks[at] != reading.blocks[last]
        ):
            return None
        if capital(doc[at]) and doc[at].pos_ in NAMING | {"AUX"} and not doc[at].is_punct:
            foreign = step == 1 or doc[at - 1].text == "/" or doc[last].pos_ == "X" or doc[at].pos_ == "X" or doc[at - 1].text == "&"
            return at if foreign else None
        if step == 1 and doc[at].text.lower() not in ref.connectors:
            return None
    return None


def _adjectives(reading: Reading, first: int, last: int, free: frozenset[int]) -> int:
    """A capitalised common noun takes its adjectives with it: "Travaux publics", "Révolution tranquille"."""
    doc = reading.doc
    if doc[first].pos_ != "NOUN" or first != last or opens(reading, doc[first]):
        return last
    while last + 1 in free and (doc[last + 1].dep_, doc[last + 1].pos_, doc[last + 1].head.i) == ("amod", "ADJ", first):
        last += 1
    return last


def _whole(reading: Reading, name: Stretch, resources: Resources, ref: Reference, free: frozenset[int]) -> Stretch:
    """A name with the common nouns that belong to it: "place" + "Rouge", "Conseil" + "de sécurité"."""
    doc, first, last = reading.doc, name.first, name.last
    before = doc[first - 1] if first - 1 in free else None
    if before is not None and before.text in ref.landmarks and before.pos_ == "NOUN" and not (opens(reading, doc[first])):
        numbered = doc[first].text.isdigit() or doc[first].text.lower() in ref.articles
        first = first - 1 if reading.blocks[first] == reading.blocks[first - 1] and not numbered else first
    if first == last and resources.gazetteer.lookup(doc[first].text) == () and not capital(doc[min(last + 1, len(doc) - 1)]):
        last = _adjectives(reading, first, last, free)
        last = first if last > first and _only_describes(doc[last], resources) else last
    return Stretch(first, _field(reading, last, resources, ref, free) if first == last else last)


def _unscored(reading: Reading, name: Stretch, resources: Resources, free: frozenset[int]) -> Stretch:
    """A name without the score behind it: "a battu Lille 3-1", "a battu Lille 3 à 1" → Lille."""
    doc, last = reading.doc, name.last
    score = [t.text for t in doc[last : last + 3]]
    last -= score[1:2] == [resources.language.towards] and score[0].isdigit() and score[-1].isdigit()
    while last > name.first and last not in free:
        last -= 1
    return Stretch(name.first, last) if last >= name.first and capital(doc[last]) else name


def _only_describes(adjective: Token, resources: Resources) -> bool:
    """Whether an adjective behind a name is no part of it: "Noël dernier", "le Sénat chilien"."""
    return adjective.text.lower() in resources.language.evaluative or resources.gazetteer.demonym(adjective.text) is not None


def _field(reading: Reading, body: int, resources: Resources, ref: Reference, free: frozenset[int]) -> int:
    """Where the name of a body, event or award ends that a capital opens: "Cour" + "d'appel", "Coupe" + "du monde", "Palme" + "d'or"."""
    doc, token, lexicon = reading.doc, reading.doc[body], resources.lexicon
    phrase = doc[body : min(body + 4, token.sent.end)].text.lower()
    senses = (lexicon.classes(lexicon.longest(phrase)) or lexicon.classes(token.lemma_.lower(), token.text.lower()))[:1]
    if opens(reading, token) or not any(resources.ontology.is_any(s.cls, (ORGANIZATION, EVENT, AWARD)) for s in senses):
        return body
    after = [t for t in doc[body + 1 : min(body + 4, token.sent.end)] if t.pos_ not in ("DET", "ADJ") or t.text.lower() in ref.genitives]
    if len(after) < 2 or after[0].text.lower() not in ref.genitives or after[1].i not in free:
        return body
    field, at = after[1], after[1].i
    somebodys = doc[after[0].i + 1].pos_ == "DET" and bool(resources.lexicon.classes(field.lemma_, field.text))  # "le Conseil de la ville"
    if field.pos_ != "NOUN" or capital(field) or field.head.i != body or somebodys:
        return body
    while at + 1 in free and doc[at + 1].pos_ == "ADJ" and doc[at + 1].dep_ == "amod" and doc[at + 1].head.i in (body, at):
        at += 1
    return at


def _office_and_holder(reading: Reading, whole: Stretch, resources: Resources, ref: Reference) -> Iterator[Stretch]:
    """What a role is of, and who bears it, taken for one name: "le ministre de la Culture Hugo Maine" → Culture, Hugo Maine."""
    doc, first = reading.doc, whole.first
    cut = next((i for i in range(first + 1, whole.last) if gender_of(doc[i].text)), whole.last)
    before = doc[max(doc[first].sent.start, first - ROLE) : first]
    of = bool(before) and any(t.text.lower() in ref.genitives for t in before[-2:])
    if cut == whole.last or not of or gender_of(doc[first].text) or not any(_is_role(t, resources) for t in before):
        yield whole
        return
    opening = resources.lexicon.classes(doc[first].lemma_.lower(), doc[first].text.lower())[:1]
    held = any(resources.lexicon.classes(doc[t.i : first + 1].text.lower()) for t in before)  # "ministre de la Justice" + "Emma Roy"
    if any(resources.ontology.is_any(sense.cls, (*KEPT, ORGANIZATION)) for sense in opening) and not held:
        yield whole  # "le directeur de la Fondation Marie Roux"
        return
    yield Stretch(first, cut - 1)
    yield Stretch(cut, whole.last)


def _is_role(token: Token, resources: Resources) -> bool:
    """Whether a noun says what somebody is: "ministre", "ex-ministre"."""
    word = token.lemma_.lower().rpartition("-")[2]
    return token.pos_ == "NOUN" and any(sense.cls == OCCUPATION for sense in resources.lexicon.classes(word))


def _split_glued(reading: Reading, found: Iterable[Stretch], ref: Reference) -> tuple[Stretch, ...]:
    """Two names taken for one, told apart by where each stands alone: "fondateur de Kiwix Emma Roy" → Kiwix, Emma Roy."""
    stretches = tuple(found)
    alone = {_text(reading, s) for s in stretches}
    return tuple(piece for s in stretches for piece in _pieces(reading, s, alone, ref))


def _pieces(reading: Reading, whole: Stretch, alone: set[str], ref: Reference) -> Iterator[Stretch]:
    for cut in range(whole.first + 1, whole.last + 1):
        tail, end = Stretch(cut, whole.last), cut - 1
        linked = reading.doc[end].text.lower() in ref.genitives and end > whole.first
        head = Stretch(whole.first, end - 1 if linked else end)
        known = _text(reading, tail) in alone and (linked or _text(reading, head) in alone)
        if known and (linked or tail.last > tail.first):
            if any(capital(t) for t in reading.doc[head.first : head.last + 1]):
                yield head
            yield tail
            return
    yield whole


def _text(reading: Reading, stretch: Stretch) -> str:
    return reading.doc[stretch.first : stretch.last + 1].text
