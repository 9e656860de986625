"""Mended subjects: what the parser took for another word's subject, or for no subject at all.

"Ada Lune, née en 1970, dirige X" → Ada Lune leads; "De fortes pluies ont touché X" → the rains did;
"Deux agents qui étaient membres de X ont été blessés" → the agents were, not the members
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.languages.base import Language
from kg.trees.complements import NOMINAL, has, is_form

SUBJECTS = ("nsubj", "nsubj:pass")
STRAY = frozenset({"acl", "conj", "dep", "xcomp"})
"""How a finite verb that has no subject and no word to join it can hang from nothing."""


def mend_second(token: Token) -> None:
    """Of two subjects the second belongs to the first.

    "Le caporal et l'adjudant faisaient …": behind "et"; "Le président turc, Ali Demir, doit …": a name between commas, who that is.
    """
    first = [child for child in token.head.lefts if child.dep_ == token.dep_ and child.i < token.i and child.pos_ in NOMINAL]
    joint = [child for child in token.lefts if child.dep_ == "cc"]
    if token.dep_ in SUBJECTS and first and joint and token.pos_ in NOMINAL and joint[0].i == first[-1].right_edge.i + 1:
        token.head, token.dep_ = first[-1], "conj"
    elif token.dep_ in SUBJECTS and first and token.pos_ == "PROPN" and first[-1].pos_ == "NOUN" and token.i == first[-1].right_edge.i + 2:
        behind = [child for child in token.head.lefts if child.i > token.right_edge.i][:1]
        if token.nbor(-1).text == "," and behind and behind[0].text == ",":
            token.head, token.dep_ = first[-1], "appos"


def mend_described(noun: Token) -> None:
    """ "Vernay, le rival de Mobix, a lancé …": a name that opens the sentence is its subject, and the noun in commas says what that is."""
    doc, verb, name = noun.doc, noun.head, noun.doc[noun.sent.start]
    comma = noun.left_edge.i if noun.left_edge.text == "," else noun.left_edge.i - 1
    subject = noun.dep_ in SUBJECTS and noun.pos_ == "NOUN" and has(noun, "det") and noun.right_edge.i + 1 < verb.i
    if not subject or name.head != verb or name.right_edge.i != comma - 1 or not doc[comma].text == doc[noun.right_edge.i + 1].text == ",":
        return
    loose = name.dep_ in (*SUBJECTS, "advmod", "obl:mod", "dep", "nmod", "obl:arg") and not has(name, "case", "det")
    if loose and (name.pos_ == "PROPN" or any(map(str.isupper, name.text[1:]))):
        name.pos_, name.dep_ = "PROPN", noun.dep_
        noun.head, noun.dep_ = name, "appos"


def mend_partitive(token: Token, language: Language) -> None:
    """ "De fortes pluies ont touché X": before an adjective and its plural noun, "de" is an article, and the noun the verb's subject."""
    noun, verb = token.head, token.head.head
    partitive = token.dep_ == "case" and language.contractions.get(token.lower_, token.lower_) == language.genitive
    adjective = noun.i == token.i + 2 and token.nbor().dep_ == "amod"
    oblique = noun.dep_.startswith("obl") and "Plur" in noun.morph.get("Number", []) and noun.i < verb.i
    if partitive and adjective and oblique and is_form(verb, "Fin") and not has(verb, *SUBJECTS, "expl:subj", "csubj"):
        token.pos_, token.dep_ = "DET", "det"
        noun.dep_ = "nsubj:pass" if has(verb, "aux:pass") else "nsubj"


def mend_copular(noun: Token) -> None:
    """ "deux agents qui étaient membres de X ont été blessés": what is said in a relative clause is no subject of the sentence."""
    relative = any(child.dep_ == "nsubj" and "Rel" in child.morph.get("PronType", []) for child in noun.lefts)
    before = [child for child in noun.head.lefts if child.dep_ == noun.dep_ and child.i < noun.i]
    if noun.dep_ in SUBJECTS and relative and has(noun, "cop") and before:
        noun.head, noun.dep_ = before[-1], "acl:relcl"


def mend_predicate(noun: Token) -> None:
    """ "Ada Lune est candidate à X": no participle of a passive, but what the subject is."""
    for child in noun.children:
        child.dep_ = {"aux:pass": "cop", "nsubj:pass": "nsubj"}.get(child.dep_, child.dep_)
    noun.set_morph("|".join(f for f in str(noun.morph).split("|") if f.startswith(("Gender", "Number"))))  # type: ignore[attr-defined]


def mend_adverb(token: Token, language: Language) -> None:
    """ "compte fêter dignement son anniversaire": a bare word in -ment between a verb and its object is an adverb, not the object."""
    bare = token.pos_ == "NOUN" and token.dep_ == "obj" and token.n_lefts == token.n_rights == 0
    if bare and token.lower_.endswith(language.adverbs) and token.i == token.head.i + 1 and token.i + 1 < token.sent.end:
        after = token.nbor()
        if after.pos_ in ("DET", "ADP"):
            token.pos_, token.dep_ = "ADV", "advmod"
            noun = after.head
            if noun.pos_ in NOMINAL and noun.i > token.i and noun.head.i == token.head.i and not has(noun, "case"):
                noun.dep_ = "obj"


def mend_agent(agent: Token) -> None:
    """ "craint la fermeture de l'usine par X": what acts beside the object of an active verb does what the object names."""
    verb = agent.head
    active = "Fin" in verb.morph.get("VerbForm", []) and verb.pos_ == "VERB" and not has(verb, "aux:pass", "aux:caus")
    objects = [child for child in verb.children if child.dep_ == "obj" and child.pos_ == "NOUN" and verb.i < child.i < agent.i]
    if active and objects:
        agent.head, agent.dep_ = objects[-1], "nmod"


def mend_voice(auxiliary: Token) -> None:
    """ "s'en sont pris à X": a reflexive verb has no passive; its auxiliary is one of tense."""
    verb = auxiliary.head
    if not any("Yes" in child.morph.get("Reflex", []) for child in verb.children) or has(verb, "obl:agent"):
        return
    verb.set_morph("|".join(f for f in str(verb.morph).split("|") if f != "Voice=Pass"))  # type: ignore[attr-defined]
    for child in verb.children:
        child.dep_ = {"aux:pass": "aux:tense", "nsubj:pass": "nsubj"}.get(child.dep_, child.dep_)


def mend_passive(verb: Token) -> None:
    """ "ont été légèrement blessés": the copula of a participle that has an auxiliary of tense is one of the passive."""
    compound = has(verb, "aux:tense") and "Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])
    copulas = [child for child in verb.lefts if child.dep_ == "cop"]
    if verb.pos_ == "VERB" and compound and copulas:
        copulas[-1].dep_ = "aux:pass"
        for child in verb.children:
            child.dep_ = "nsubj:pass" if child.dep_ == "nsubj" else child.dep_


def mend_garden_path(sentence: Span, language: Language) -> None:
    """ "La réunion tenue à Lyon a duré une heure", "Ada Lune, née en 1970, dirige X": a participle that took the verb's subject."""
    for part in sentence:
        subjects = [child for child in part.lefts if child.dep_ in SUBJECTS and child.pos_ in NOMINAL]
        if part.pos_ != "VERB" or "Part" not in part.morph.get("VerbForm", []) or not subjects or has(part, "aux:tense", "aux:pass", "aux"):
            continue
        if (verb := _robbed(part, language)) is not None:
            if part.dep_ == "ROOT":
                verb.head, verb.dep_ = verb, "ROOT"
            subjects[-1].head, subjects[-1].dep_ = verb, "nsubj:pass" if has(verb, "aux:pass") else "nsubj"
            part.head, part.dep_ = subjects[-1], "acl"
            return


def _robbed(part: Token, language: Language) -> Token | None:
    """The finite verb that has no subject because a participle before it has one."""
    above = [part.head] if part.dep_ == "advcl" and part.head.i > part.i else []
    below = [verb for verb in part.rights if verb.dep_ in ("parataxis", "conj", "ccomp", "xcomp", "acl")] if part.dep_ == "ROOT" else []
    return next((v for v in (*above, *below) if v.pos_ == "VERB" and is_form(v, "Fin") and not is_linked(v, language)), None)


def mend_stray(sentence: Span, language: Language) -> None:
    """ "Les rats nourris de maïs développeraient …": a verb hung from a participle or a further noun is the sentence's."""
    root = sentence.root
    if root.pos_ not in NOMINAL or has(root, "cop", *SUBJECTS):
        return
    for verb in sentence[root.i + 1 - sentence.start :]:
        aside = verb.dep_ == "parataxis" and verb.left_edge.nbor(-1).text == ")"  # "Brisa (450 salariés) a racheté Mobix"
        if verb.pos_ == "VERB" and (verb.dep_ in STRAY or aside) and is_form(verb, "Fin") and not is_linked(verb, language):
            above = [noun for noun in (root, verb.head) if noun.pos_ in NOMINAL and not has(noun, "case") and _agrees(noun, verb)]
            if above:
                verb.head, verb.dep_ = verb, "ROOT"
                root.head, root.dep_ = verb, "obl:mod"
                above[0].head, above[0].dep_ = verb, "nsubj:pass" if has(verb, "aux:pass") else "nsubj"
            return


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether a noun may be a verb's subject by its number, as far as both are known."""
    finite = next((t for t in (verb, *verb.lefts) if "Fin" in t.morph.get("VerbForm", [])), verb)
    one, other = (token.morph.get("Number", []) for token in (noun, finite))
    return not one or not other or one == other


def is_linked(verb: Token, language: Language) -> bool:
    """Whether a verb has a subject of its own, or a word that joins its clause to another."""
    linked = any(child.dep_ in ("cc", "mark") or "Rel" in child.morph.get("PronType", []) for child in verb.children)
    relative = any(child.lower_ in language.object_relatives for child in verb.lefts)
    return linked or relative or has(verb, *SUBJECTS, "csubj", "expl:subj")
