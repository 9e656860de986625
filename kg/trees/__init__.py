"""Mended trees: what the parser tags or hangs wrongly time and again, put right before anything reads it; the one home of such repairs.

"votera", "indique", "la ville compte" → verbs; "X planche sur Y" → a verb with its subject; "X, que Y accuse, …" → a relative
clause; "entre X et Y a …" → X and Y together. What needs to know of names and other mentions is asked in `kg.extract.syntax`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.languages.base import Language
from kg.trees.complements import (
    NOMINAL,
    has,
    is_form,
    is_infinitive,
    mend_chained,
    mend_compound,
    mend_graded,
    mend_infinitive,
    mend_noun,
    mend_number,
    mend_object,
    mend_occasion,
    mend_one,
    mend_perfect,
)
from kg.trees.moods import mend_mood
from kg.trees.nearby import mend_nearby
from kg.trees.openings import mend_beside, mend_direction, mend_participle, mend_ranked, mend_tense, mend_unled
from kg.trees.participles import mend_participles
from kg.trees.relatives import mend_clause, mend_until
from kg.trees.subjects import (
    is_linked,
    mend_adverb,
    mend_agent,
    mend_copular,
    mend_described,
    mend_garden_path,
    mend_partitive,
    mend_passive,
    mend_predicate,
    mend_second,
    mend_stray,
    mend_voice,
)

INSIDE = frozenset({"flat:name", "flat:foreign", "amod", "appos", "nummod"})
"""How the last words of a nominal hang from its first."""
LOOSE = frozenset({"nmod", "conj"})
"""How a name may hang from a noun before it."""
PAIR = 7
"""Most tokens from the first of two to the word that joins them."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What mending knows of words: a language's endings and closed classes, and what the model lists of open ones."""

    language: Language
    listed: Mapping[str, Mapping[str, object]]
    irregular: Mapping[str, list[str]]

    def verb(self, token: Token, endings: tuple[tuple[str, str], ...]) -> str | None:
        """The infinitive of a form, where the model knows such a verb."""
        verbs = self.listed.get("verb", {})
        return next((stem for stem in _stems(token, endings) if stem in verbs), None)

    def participle(self, token: Token) -> str | None:
        """The infinitive of a word that looks like a participle."""
        return next(iter(self.irregular.get(token.lower_, [])), None) or self.verb(token, self.language.participles)

    def homograph(self, token: Token) -> str | None:
        """The infinitive of a word that may be a verb though it is tagged as a noun, or as what nobody knows: "planche", "dément"."""
        listed = self.listed.get({"ADJ": "adj", "ADV": "adv"}.get(token.pos_, ""), {})
        strange = token.pos_ in ("ADJ", "ADV") and token.lower_ not in listed and token.lemma_ not in listed
        if not strange and token.pos_ != "NOUN":
            return None
        return next(iter(self.irregular.get(token.lower_, [])), None) or self.verb(token, self.language.regular)


def _stems(token: Token, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    return (token.lower_[: -len(old)] + new for old, new in endings if token.lower_.endswith(old))


def mend(doc: Doc, language: Language, listed: Mapping[str, Mapping[str, object]], irregular: Mapping[str, list[str]]) -> None:
    """Mend a parsed text in place; `listed` are the lemmas that the model knows, by part of speech, `irregular` the forms of verbs."""
    words = _Words(language, listed, irregular)
    for token in doc:
        _mend_name(token)
        _mend_noun(token)
        _mend_adjective(token)
        mend_nearby(token, language)
        mend_number(token)
        _mend_compound(token, language)
        mend_object(token, language)
        mend_second(token)
        mend_described(token)
        mend_partitive(token, language)
        mend_copular(token)
        mend_passive(token)
        mend_one(token)
        mend_noun(token)
        mend_chained(token, language)
        mend_perfect(token, language)
        mend_occasion(token, language)
        mend_direction(token, language)
        mend_beside(token)
        mend_adverb(token, language)
        mend_mood(token, language)
        _mend_form(token, words)
        mend_tense(token, language)
    for sentence in list(doc.sents):
        mend_participle(sentence, words.participle, language)
        _mend_verb(sentence, words)
        for token in sentence:
            if token.lower_ in language.object_relatives:
                _mend_relative(token)
            elif token.lower_ in language.oblique_relatives:
                _mend_oblique(token)
            elif token.lower_ in language.pairing and token.dep_ == "case":
                _mend_pair(token)
            elif token.dep_ == "obl:agent":
                mend_agent(token)
            elif token.dep_ == "aux:pass":
                mend_voice(token)
            elif token.dep_ == "conj" and token.pos_ == "VERB":
                mend_infinitive(token)
            elif token.lower_ in language.grading:
                mend_graded(token.head, token)
            elif token.dep_ == "nmod" and token.pos_ == "NOUN":
                mend_compound(token)
            elif token.i > sentence.start and f"{token.nbor(-1).lower_}{token.lower_}" in language.until:
                mend_until(token)
        mend_clause(sentence, language)
        _mend_cleft(sentence, language)
        _mend_opening(sentence, language)
        mend_ranked(sentence, language)
        mend_unled(sentence, language)
        mend_garden_path(sentence, language)
        _mend_root(sentence, language)
        mend_stray(sentence, language)
        mend_participles(sentence, language)


def _mend_name(token: Token) -> None:
    """ "la société Brisa": a capital inside a sentence makes a name, even where the word looks like a participle."""
    if token.pos_ != "VERB" or token.dep_ != "acl" or token.head.i >= token.i or not token.text[:1].isupper():
        return
    before = token.nbor(-1)
    for child in list(token.children):
        child.head = token.head
    token.lemma_, token.pos_, token.dep_ = token.text, "PROPN", "nmod"
    token.set_morph("")  # type: ignore[attr-defined]
    token.head = before if before.pos_ in NOMINAL else token.head


def _mend_form(token: Token, words: _Words) -> None:
    """Verbs left as they stand, "indique", and those taken for something else.

    "La ville compte 120 000 habitants": a noun with a subject and no copula is a verb, and the noun after it its object.
    """
    language = words.language
    _make_finite(token, language)
    if token.pos_ == "ADJ" and has(token, "obl:agent"):
        _make_participle(token, words.verb(token, language.participles))
    elif token.pos_ == "NOUN" and token.dep_ == "acl" and not has(token, "det", "case"):  # "le film, produit par X"
        _make_participle(token, words.participle(token))
    elif _is_no_verb(token) or (token.pos_ == "VERB" and not token.lemma_.endswith(language.infinitives)):
        compound = has(token, "aux:tense")  # "ont péri"
        infinitive = words.verb(token, language.participles if compound else language.regular)
        is_noun = infinitive is None and token.pos_ == "VERB" and token.lemma_ in words.listed.get("noun", {})
        if is_noun and (not compound or has(token, "aux:pass")):
            token.pos_ = "NOUN"  # "a été nommée ambassadrice"
            mend_predicate(token)
        if infinitive is None and compound and token.pos_ == "VERB":  # "a gelé": a verb that the model does not list
            infinitive = next(_stems(token, language.participles), None)
        if infinitive is not None or (compound and token.pos_ == "ADJ"):
            _make_verb(token, infinitive or token.lemma_)


def _make_finite(token: Token, language: Language) -> None:
    """A form of the future or the present that is tagged as a participle or an infinitive: "votera", "recrute"."""
    forms = token.morph.get("VerbForm", [])
    if token.pos_ == "VERB" and ("Part" in forms or ("Inf" in forms and not token.lower_.endswith(language.infinitives))):
        for old, new, features in language.finite:
            if token.lemma_.endswith(old) and token.lower_ == token.lemma_[: -len(old)] + new:
                token.set_morph(features)  # type: ignore[attr-defined]
                return


def _make_participle(token: Token, infinitive: str | None) -> None:
    """An adjective with an agent is a passive: "une usine fermée par X"."""
    if infinitive is not None:
        token.lemma_, token.pos_ = infinitive, "VERB"
        token.set_morph(f"{token.morph}|Tense=Past|VerbForm=Part" if str(token.morph) else "Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]


def _is_no_verb(token: Token) -> bool:
    """A word that stands like a verb and is tagged as something else."""
    if not token.is_lower or token.pos_ not in ("X", "NOUN", "ADJ"):
        return False
    return token.pos_ == "X" or (has(token, "nsubj") and not has(token, "cop", "det", "case", "aux:pass"))


def _make_verb(token: Token, infinitive: str) -> None:
    token.lemma_ = infinitive
    for child in token.children:
        bare = child.i > token.i and child.dep_ in ("nmod", "appos", "dep") and not has(child, "case")
        if token.pos_ != "VERB" and bare and child.pos_ in NOMINAL:
            child.dep_ = "obj"
    token.pos_ = "VERB"


def _mend_relative(pronoun: Token) -> None:
    """ "le champion, que l'agence accuse, …": a clause that the parser hung from the main verb."""
    verb = pronoun.head
    misplaced = (pronoun.dep_ == "mark" and verb.dep_ == "advcl") or (
        pronoun.dep_ == "obj" and verb.dep_ in ("advcl", "ccomp", "parataxis")
    )
    if not misplaced or verb.pos_ != "VERB" or pronoun.i - 2 < pronoun.sent.start:
        return
    if pronoun.nbor(-1).text != "," or "Sub" in verb.morph.get("Mood", []):
        return
    noun = _top(pronoun.nbor(-2))
    if noun is not None and not verb.is_ancestor(noun):
        verb.head, verb.dep_ = noun, "acl:relcl"


def _mend_oblique(pronoun: Token) -> None:
    """ "le projet auquel s'oppose la mairie": no subject can hold a preposition; the bare noun behind the verb is the subject."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "iobj", "obj") or verb.pos_ != "VERB":
        return
    pronoun.dep_ = "obl:arg"
    behind = [child for child in verb.children if child.i > verb.i and child.dep_ in ("obj", "xcomp") and child.pos_ in NOMINAL]
    if behind and not has(verb, "nsubj") and not has(behind[0], "case"):
        behind[0].dep_ = "nsubj"


def _top(token: Token) -> Token | None:
    """The noun of the phrase that ends with a token."""
    while token.head.i < token.i and (token.dep_ in INSIDE or (token.dep_ in LOOSE and not has(token, "case", "det"))):
        token = token.head
    return token if token.pos_ in NOMINAL else None


def _mend_pair(preposition: Token) -> None:
    """ "la rencontre entre X et Y a …": Y belongs to X, not to the verb."""
    first, end = preposition.head, preposition.sent.end
    joint = next((t for t in preposition.doc[first.i + 1 : min(first.i + PAIR, end)] if t.pos_ == "CCONJ"), None)
    if (
        first.pos_ not in NOMINAL
        or joint is None
        or joint.dep_ != "cc"
        or any(t.pos_ in ("VERB", "AUX") for t in joint.doc[first.i : joint.i])
    ):
        return
    second = next((t for t in joint.doc[joint.i + 1 : min(joint.i + PAIR, end)] if t.pos_ not in ("DET", "ADJ", "NUM")), None)
    if second is None or second.pos_ not in NOMINAL or second.head.i == second.i or joint.i > second.head.i >= first.i:
        return
    if not second.is_ancestor(first):
        second.head, second.dep_ = first, "conj"
        joint.head = second


def _mend_noun(token: Token) -> None:
    """ "le républicain X": an adjective with an article of its own before a name is the noun that the name stands beside."""
    name = token.head
    if token.pos_ != "ADJ" or token.dep_ != "amod" or name.pos_ != "PROPN" or name.i < token.i or not has(token, "det"):
        return
    above, relation = (name.head, name.dep_) if name.head.i != name.i else (token, "ROOT")
    others = [child for child in name.children if child.i != token.i and child.dep_ not in INSIDE]
    token.pos_, token.head, token.dep_ = "NOUN", above, relation
    for child in (name, *others):
        child.head = token
    name.dep_ = "appos"


def _mend_adjective(token: Token) -> None:
    """ "le président afghan": what hangs like an adjective and has no capital is no name."""
    beside = token.dep_ == "nmod" and token.head.pos_ == "NOUN" and token.head.i + 1 == token.i and not has(token, "case", "det")
    if token.pos_ == "PROPN" and token.is_lower and token.is_alpha and (token.dep_ == "amod" or beside):
        token.pos_, token.lemma_, token.dep_ = "ADJ", token.lower_, "amod"


def _mend_compound(token: Token, language: Language) -> None:
    """ "le porte-parole": a word with a hyphen that is tagged as a pronoun, and is none."""
    first, hyphen, rest = token.lower_.partition("-")
    pronoun = any(token.morph.get(key, []) for key in ("PronType", "Person")) or rest in language.behind_pronouns
    if token.pos_ == "PRON" and first and hyphen and not pronoun:
        token.pos_ = "NOUN"


def _mend_verb(sentence: Span, words: _Words) -> None:
    """ "X planche sur Y": a sentence without a verb, in which a noun that could be one stands behind a nominal without an article."""
    if any("Fin" in token.morph.get("VerbForm", []) for token in sentence):
        return
    for token in sentence[1:-1]:
        before, behind = token.nbor(-1), _behind_aside(token)
        if token.is_lower and (before.pos_ in NOMINAL or behind) and _opens(token.nbor(1)) and not has(token, "case", "det", "nummod"):
            infinitive = words.homograph(token)
            subject = behind or (_top(before) if before.head.i != token.i else before)
            if infinitive is not None and subject is not None and not has(subject, "case"):
                _raise(token, subject, infinitive)
                return


def _behind_aside(token: Token) -> Token | None:
    """The name that opens a sentence, where what stands beside it ends before a word: "Ada Lune, maire de Quart, juge la loi …"."""
    root = token.sent.root
    closed = token.nbor(-1).text == "," and token.nbor(1).pos_ == "DET" and any(t.text == "," for t in token.doc[root.i : token.i - 1])
    return root if closed and root.pos_ == "PROPN" and root.left_edge.i == token.sent.start else None


def _mend_root(sentence: Span, language: Language) -> None:
    """ "Le groupe recrute": a finite verb that the parser hung from its subject as if it were a participle or a further item."""
    root = sentence.root
    if root.pos_ not in NOMINAL or has(root, "cop", "nsubj", "nsubj:pass", "case"):
        return
    for verb in root.rights:
        if _is_main(verb, root):
            verb.head, verb.dep_ = verb, "ROOT"
            root.head, root.dep_ = verb, "obl:mod"
            return
        if verb.dep_ in ("acl", "conj") and verb.pos_ == "VERB" and _is_finite(verb) and not is_linked(verb, language):
            verb.head, verb.dep_ = verb, "ROOT"
            root.head, root.dep_ = verb, "nsubj:pass" if has(verb, "aux:pass") else "nsubj"
            return


def _mend_opening(sentence: Span, language: Language) -> None:
    """ "En Isère, où la neige tombe, Ada Lune a battu Emma Roy": the clause that the parser hung from the place that opens it."""
    root = sentence.root
    day = "Card" in root.morph.get("NumType", []) and has(root, "det") and root.i <= sentence.start + 1
    if not (day or (root.pos_ in NOMINAL and has(root, "case"))) or has(root, "cop", "nsubj", "nsubj:pass"):
        return
    for verb in [*root.rights, *(word for phrase in root.rights for word in phrase.rights if day)]:
        relative = any("Rel" in t.morph.get("PronType", []) or t.lower_ in language.object_relatives for t in verb.lefts)
        own = [child for child in verb.lefts if child.dep_ in ("nsubj", "nsubj:pass")]
        if verb.pos_ == "VERB" and _is_finite(verb) and own and not relative and not has(verb, "cc", "mark"):
            verb.head, verb.dep_ = verb, "ROOT"
            root.head, root.dep_ = verb, "obl:mod"
            return


def _mend_cleft(sentence: Span, language: Language) -> None:
    """ "C'est à Lyon que la foire a lieu": the clause is the sentence, and what is set before it a part of the clause."""
    root = sentence.root
    said = [child for child in root.lefts if child.dep_ == "cop" or "expl" in child.dep_ or child.dep_ == "nsubj"]
    opens = len(said) == 2 and said[0].i == sentence.start and said[0].pos_ == "PRON" and said[1].i == sentence.start + 1
    if not opens or not (has(root, "case") or "Card" in root.morph.get("NumType", [])):
        return
    for mark in sentence:
        verb = mark.head
        behind = mark.lower_ in language.object_relatives and mark.i > root.i and root.is_ancestor(verb) and verb.pos_ == "VERB"
        if behind and _is_finite(verb) and verb.dep_ in ("acl", "acl:relcl", "advcl", "ccomp"):
            verb.head, verb.dep_ = verb, "ROOT"
            root.head, root.dep_ = verb, "obl:mod"
            for token in (*said, mark):
                token.head, token.dep_ = verb, "discourse"
            return


def _is_main(verb: Token, opening: Token) -> bool:
    """ "Figure du club, sa mort a ému la ville": a clause of its own behind a bare noun that opens its sentence, and a comma."""
    subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubj:pass")), None)
    if subject is None or verb.dep_ != "acl" or verb.pos_ != "VERB" or not _is_finite(verb) or has(opening, "det", "nummod"):
        return False
    bare = opening.i == opening.sent.start and not any("Rel" in child.morph.get("PronType", []) for child in verb.lefts)
    return bare and not has(verb, "mark", "cc") and verb.doc[subject.left_edge.i - 1].text == ","


def _is_finite(verb: Token) -> bool:
    return is_form(verb, "Fin")


def _opens(token: Token) -> bool:
    """Whether a phrase begins here that a verb may have: "la direction", "près de 300", "sur X"; not "de X", which a noun has as well."""
    figure = token.like_num or (token.pos_ == "ADV" and any(t.like_num for t in token.doc[token.i + 1 : token.i + 3]))
    return token.pos_ in ("DET", "PROPN") or figure or is_infinitive(token) or (token.pos_ == "ADP" and token.lemma_ != "de")


def _raise(verb: Token, subject: Token, infinitive: str) -> None:
    """Make a word the verb of its sentence: what stands before it its subject, what stands behind it its objects and the like."""
    root = verb.sent.root
    verb.lemma_, verb.pos_, verb.head, verb.dep_ = infinitive, "VERB", verb, "ROOT"
    verb.set_morph("Mood=Ind|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
    for token in list(verb.doc[verb.i + 1 : verb.sent.end]):
        if token.pos_ in NOMINAL and (token.head.i < verb.i or token.i == root.i):
            token.head, token.dep_ = verb, "obl:mod" if has(token, "case") else "obj"
        elif token.pos_ == "VERB" and token.head.i < verb.i and is_infinitive(token):
            token.head, token.dep_ = verb, "xcomp"
    subject.head, subject.dep_ = verb, "nsubj"
    if root.head.i == root.i and root.i != verb.i:
        root.head, root.dep_ = verb, "xcomp" if root.i > verb.i else "dep"
