"""What differs between languages, as one frozen value: the model, the typography and the closed classes of grammar.

Open-class words (what means what) live in an ontology's lexicon; here is only what every ontology of the language shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Status


@dataclass(frozen=True, slots=True)
class Language:
    """One language as the extraction line sees it. All words are lemmas in lower case unless said otherwise."""

    code: str
    model: str
    """The spaCy package; `kg.parse` loads it."""
    characters: Mapping[str, str]
    """Typographic character → what the parser was trained on; an empty string drops it."""
    elisions: tuple[str, ...]
    """Words that end in an apostrophe and take no space after it."""
    accents: tuple[tuple[str, str], ...]
    """Words often written without an accent that the parser knows them by, as regular expressions → what to write, of the same length."""
    abbreviations: frozenset[str]
    """Words with a full stop that ends no sentence."""
    infinitives: tuple[str, ...]
    """How an infinitive ends; a verb's lemma that ends otherwise was not found by the model's tables."""
    regular: tuple[tuple[str, str], ...]
    """Ending of a finite verb → of its infinitive, for those the model's rules leave out."""
    perfects: Mapping[str, str]
    """Participles that look like nouns and adjectives → their infinitives: "sont morts"."""
    occasions: frozenset[str]
    """Adverbs that make a preposition with the genitive: "lors de"."""
    participles: tuple[tuple[str, str], ...]
    """Ending of a past participle → of its infinitive."""
    quotes: tuple[tuple[str, str], ...]
    """Pairs of quotation marks."""
    reporting_verbs: frozenset[str]
    """"affirme X": what they govern is reported, their subject is the speaker."""
    source_prepositions: frozenset[str]
    """"selon X", surface forms, words joined by one space."""
    opinion_prepositions: frozenset[str]
    """"Pour X, …": a source only where it opens the sentence and a comma follows."""
    mouthpieces: frozenset[str]
    """"déclare par le biais de X": the complement of these phrases is who speaks."""
    governing: Mapping[str, Status]
    """Verbs that lend their infinitive a status: "refuser de" → Negated, "souhaiter" → Planned, "sembler" → Conditional."""
    envisaging: Mapping[str, Status]
    """Verbs whose object, a noun, names what has not been done: "envisage la fermeture de l'usine" → its status."""
    governing_nouns: Mapping[str, Status]
    """The same for nouns: "la volonté de", "le refus de", "le risque de"."""
    aspiring: frozenset[str]
    """Nouns for who wants an office and does not hold it: "candidat à la présidence de"."""
    attesting: frozenset[str]
    """Verbs that leave open what they do not say: "le rachat n'est pas confirmé"."""
    failing: frozenset[str]
    """Verbs whose subject, a noun, names what did not come about: "le rachat a échoué"."""
    staying: frozenset[str]
    """Verbs whose future holds already: "restera directrice", "continuera de diriger"."""
    deontic: frozenset[str]
    """Verbs whose conditional is a plan rather than a doubt: "devrait"."""
    adverbs: tuple[str, ...]
    """How an adverb of manner ends: "dignement"."""
    conditional_endings: tuple[str, ...]
    """How a conditional ends; the tagger calls some imperfects conditional."""
    conditionals: frozenset[str]
    """Words that open a condition: "si"."""
    finite: tuple[tuple[str, str, str], ...]
    """Ending of an infinitive → of a form that is never a participle, though the tagger may call it one, and that form's features."""
    oblique_relatives: Mapping[str, str]
    """Relative pronouns that hold their preposition: "auquel" → "à"."""
    object_relatives: frozenset[str]
    """The relative pronoun that stands for an object: "la firme que X rachète"."""
    until: frozenset[str]
    """Adverbs of what has held up to now, as written: "jusqu'ici"."""
    pairing: frozenset[str]
    """Prepositions that two stand behind: "entre X et Y"."""
    object_control: frozenset[str]
    """Verbs whose object is the infinitive's subject: "aide X à", "permet à X de"."""
    characterising: frozenset[str]
    """What ties a bare noun to whom it characterises: "comité de soutien", "élus en colère", "association pour la défense"."""
    undergoing: frozenset[str]
    """Reflexive verbs whose subject undergoes the infinitive: "se fait agresser", "se voit refuser"."""
    copulas: frozenset[str]
    """"est", "devient", "reste"."""
    appointing: frozenset[str]
    """Verbs whose object gets an attribute: "nommer X directeur"."""
    shares: frozenset[str]
    """Nouns for parts of what somebody owns: "35 % du capital de X"."""
    support_verbs: frozenset[str]
    """"procéder à la cession": the noun is the predicate, the verb's subject is its subject."""
    replacing: frozenset[str]
    """"remplacer X par Y": it is Y that takes the place."""
    having_verbs: frozenset[str]
    """"réalise un chiffre d'affaires de": the subject is the noun's possessor."""
    measure_verbs: frozenset[str]
    """"atteint 11 milliards": the subject noun equals the amount."""
    placing_verbs: frozenset[str]
    """"le siège se trouve à X": the subject noun is the place."""
    making_verbs: frozenset[str]
    """"pour créer des effets spéciaux": the purpose is the thing made."""
    naming_participles: frozenset[str]
    """"un colloque intitulé X"."""
    called_of: frozenset[str]
    """Nouns whose complement names what they are: "les villes de X et Y"."""
    where: Mapping[str, str]
    """Relatives of place → the preposition that they stand for: in "la ville où il vit" he lives in the town."""
    including: frozenset[str]
    """Words that bring in some of those just spoken of: "dont"."""
    transparent_nouns: frozenset[str]
    """"l'un des", "la plupart des", "les possibilités de": the complement is what is meant."""
    negations: frozenset[str]
    """Adverbs and pronouns that negate a clause."""
    nobody: frozenset[str]
    """Determiners of what is not there: "aucun poste"."""
    privatives: frozenset[str]
    """"sans": what it governs is negated."""
    hollow: frozenset[str]
    """Nouns that by themselves name nothing: "le projet", "la décision"."""
    former: frozenset[str]
    """"ancien", "ex-"."""
    contractions: Mapping[str, str]
    """Prepositions with an article in them: "au" → "à"."""
    takes_partitive: frozenset[str]
    """Prepositions behind which "du" is an article: "avec du sable"."""
    partitives: frozenset[str]
    """Contractions that may be an article: "fabrique des vélos"."""
    agent_preposition: str
    future_endings: tuple[str, ...]
    """How every form of the future ends."""
    when_nouns: frozenset[str]
    """Nouns of times, which say when without a preposition: "cette année"."""
    nationality_nouns: frozenset[str]
    """Whoever has one of these with a demonym is from there: "de nationalité belge"."""
    towns: str
    """A pattern of how towns are called: "Brec-sur-Orne"."""
    genitive: str
    purpose: frozenset[str]
    """"pour", "afin de"."""
    rising: frozenset[str]
    """Nouns and verbs of growth: "hausse", "augmenter"."""
    falling: frozenset[str]
    """Nouns and verbs of decline: a percentage after them is negative."""
    unergative_participles: frozenset[str]
    """Verbs whose bare past participle is active: "née à Lyon", "arrivée deuxième"."""
    describing: frozenset[str]
    """Present participles that say how a thing is rather than what somebody does: "une loi, comprenant …"."""
    deputies: frozenset[str]
    """Adjectives that make a deputy of who has a role: "chef adjoint"."""
    superlatives: frozenset[str]
    """Adjectives by which one is picked out of many: "le meilleur acteur" takes nobody up."""
    regarding: frozenset[str]
    """What ties an attribute to a participle: "considérée comme"."""
    evaluative: frozenset[str]
    """Adjectives that are no part of a job title: "célèbre", "actuel"."""
    affiliations: frozenset[str]
    """Adjectives that say of which people or party somebody is, and that no gazetteer of countries has: "républicain", "kurde"."""
    affiliation_endings: tuple[str, ...]
    """How others of them end: "frontiste", "lyonnais"."""
    specialties: frozenset[str]
    """Adjectives with such an ending that are part of a title: "médecin légiste"."""
    posts: frozenset[str]
    """Nouns whose complement is a role: "le poste de ministre"."""
    behind_pronouns: frozenset[str]
    """What a hyphen ties to a pronoun: "celui-ci", "elle-même"."""
    shifting_verbs: frozenset[str]
    """"passe de 10 à 12 %": of two figures the second counts."""
    holding_verbs: frozenset[str]
    """"occupe le poste de ministre": the subject has it, had it or gets it."""
    leaving_verbs: frozenset[str]
    """"quittera la présidence": who will give it up has it."""
    giving_verbs: frozenset[str]
    """"le poste de ministre est confié à X": the recipient gets it."""
    recipient: str
    """The preposition of who gets something."""
    charged: frozenset[str]
    """"la ministre chargée de l'Énergie"."""
    grading: frozenset[str]
    """Adverbs that stand before adjectives alone: "très"."""
    directions: frozenset[str]
    """The points of the compass, as nouns."""
    towards: str
    """The preposition that makes a point of the compass a direction: "au nord de X"."""
    prepositional: frozenset[str]
    """Adverbs that open a preposition: "près de"."""
    during: frozenset[str]
    """The prepositions of an occasion, on which something befalls somebody: "lors de"."""
    phases: frozenset[str]
    """Nouns for how far something has come, which have its place and day: "l'ouverture du procès à X"."""
    about: frozenset[str]
    """The prepositions of what something is about, or directed to: "porte sur"."""
    ending: frozenset[str]
    """The prepositions of when something is over: "jusqu'à"."""
    since: frozenset[str]
    """The prepositions of when what still holds began: "depuis"."""
    among: frozenset[str]
    """What stands before those of whom somebody is one: "parmi les lauréats"."""
    occurring: frozenset[str]
    """Verbs that say when and where what their noun names came about: "le décès de X, survenu mardi à Lyon"."""
    scheduling: frozenset[str]
    """Verbs that set a date, of which it is the nearer one: "fixé au 20 octobre"."""
    ranking: frozenset[str]
    """Verbs that say that somebody is one of several: "figurent"."""
