"""Who is understood where nobody is named: "520 postes seront supprimés" after a sentence about one company.

Only for the properties of the ontology that allow it (`news:understood`), and only by a thing with a name, or an event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.extract.candidates import Candidate
from kg.extract.offices import ANY_REALM
from kg.extract.resources import Resources
from kg.iris import NEWS, SCHEMA, interned
from kg.lexicon.source import SOVEREIGN
from kg.model import Chain, MentionKind
from kg.parse import Reading

EVENT = interned(SCHEMA + "Event")
LEADS, ORGANIZATION, AREA = interned(NEWS + "leads"), interned(SCHEMA + "Organization"), interned(SCHEMA + "AdministrativeArea")
STATES = (AREA, interned(SCHEMA + "Country"))
"""What has a head of its own that is understood: a country, a province; no city."""
KINDS = (EVENT, ORGANIZATION, AREA)
"""What is understood: an event with its victims, a body or country with its head."""


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """The chains of an article as what it may be about."""

    reading: Reading
    chains: tuple[Chain, ...]
    resources: Resources

    def understood(self, candidate: Candidate, end: str) -> Chain | None:
        """The thing that fits this end of a candidate and that the text before it speaks of most; None where two are as likely."""
        if self.resources.ontology.property(candidate.property).understood != end or self._says_whence(candidate):
            return None
        verbs = [m for m in candidate.predication.fillers("event") if m.kind is MentionKind.EVENT]
        told = {chain.key: chain for chain in self.chains for m in verbs if m in chain.mentions}
        if len(told) == 1:  # "ont été tués" tells of this very event
            return next(iter(told.values()))
        expected = candidate.domain if end == "subject" else candidate.range
        if candidate.property == LEADS:  # a minister or a leader may be anybody's; of a state's head only the country is understood
            if ORGANIZATION in expected and not self._is_sovereign(candidate):
                return None
            expected = STATES
        before = candidate.predication.begin
        ranked = sorted(((self._weight(chain, before), chain.key) for chain in self._fitting(expected)), reverse=True)
        if not ranked or ranked[0][0] == 0 or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return next(chain for chain in self.chains if chain.key == ranked[0][1])

    def _is_sovereign(self, candidate: Candidate) -> bool:
        """ "le président de la République"; "le président Dubois", the title right before a name."""
        predication, subject = candidate.predication, candidate.subject
        after = predication.head + 1
        titled = subject is not None and subject.kind is MentionKind.NAME and self.reading.begins[min(after, subject.head)] == subject.begin
        said = self.resources.lexicon.is_a(SOVEREIGN, *predication.forms)
        return bool(predication.fillers(ANY_REALM)) or (titled and said and not predication.plural)

    def _says_whence(self, candidate: Candidate) -> bool:
        """ "le premier ministre belge" leaves nothing to be understood."""
        children = self.reading.doc[candidate.predication.head].children
        return any(self.resources.gazetteer.demonym(child.text) is not None for child in children if child.dep_ == "amod")

    def _fitting(self, expected: Iterable[URIRef]) -> list[Chain]:
        ontology = self.resources.ontology
        wanted = tuple(cls for cls in expected if ontology.akin(cls, KINDS))
        return [
            chain
            for chain in self.chains
            if (chain.names or ontology.is_a(chain.cls, EVENT))
            and (wanted != STATES or chain.cls in STATES)
            and ontology.is_any(chain.cls, KINDS)
            and ontology.is_any(chain.cls, wanted)
        ]

    @staticmethod
    def _weight(chain: Chain, before: int) -> int:
        """How often the text has spoken of it so far."""
        return sum(mention.begin < before for mention in chain.mentions)
