"""Items of the to-do list as lexical entries in Turtle, ready to be pasted into a lexicon once their property is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import XSD, URIRef

from kg.gaps import Item
from kg.iris import slug
from kg.lexicon import FRAMES, LEXINFO, ONTOLEX, SYNSEM, Entry, Lexicon
from kg.model import PredicateKind
from kg.ontology import Ontology

MOST = 16
"""A choice of more properties than this is none."""
_SPEECH = {PredicateKind.NOUN: "noun", PredicateKind.ADJECTIVE: "adjective"}
_ARGUMENTS = {
    "subject": ("lexinfo:subject", "s"),
    "object": ("lexinfo:directObject", "o"),
    "self": ("lexinfo:copulativeArg", "c"),
    "possessor": ("lexinfo:possessiveAdjunct", "w"),
    "time": ("frames:temporalAdjunct", "t"),
}
"""Role → the argument of a frame that it fills, and the letter that such arguments are called by."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that a new entry may use: its own, of which a lexicon has none yet, and those of the prepositions there are."""

    entry: str
    marker: Mapping[str, str]

    def argument(self, role: str, item: Item) -> str:
        """`:courtiser.s`, for the role "subject"."""
        phrases = [role for role in item.roles if role.startswith("obl:")]
        letter = "pq"[phrases.index(role)] if role in phrases else _ARGUMENTS[role][1]
        return f":{self.entry}.{letter}"


def turtle(items: Iterable[Item], ontology: Ontology, lexicon: Lexicon) -> str:
    """The items as a file beside a lexicon's other files: for each the entry, its frame, and a sense whose property is still to be chosen.

    What a sense refused is a comment: the line that would widen it.
    """
    blocks, taken = [], {_local(entry.iri) for entry in lexicon.entries}
    prepositions = [entry for entry in reversed(lexicon.entries) if _is_preposition(entry)]
    markers = {form: _local(entry.iri) for entry in prepositions for form in entry.forms}
    for item in items:
        lines = [*_comments(item, ontology), *_prepositions(item, markers)]
        if item.refused:
            lines += _widened(item, ontology, lexicon)
        else:
            names = _Names(_free(item, taken), markers)
            taken.add(names.entry)
            lines += [*_entry(item, names), *_sense(item, names, ontology, lexicon)]
        blocks.append("\n".join(lines))
    body = "\n\n".join(blocks)
    return "\n".join((*_prefixes(body, ontology, lexicon), "", body, ""))


def _is_preposition(entry: Entry) -> bool:
    """Whether an entry says no more than prepositions do: perhaps nothing, as a mere marker."""
    return not entry.classes and all(sense.kind is PredicateKind.PREPOSITION for sense in entry.senses)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _name(words: str) -> str:
    return slug(words).replace("-", "_")


def _free(item: Item, taken: set[str]) -> str:
    """A name that no entry has: "courtiser", "courtiser_avec", "courtiser_2"."""
    name = _name(item.predicate)
    others = [f"{name}_{_name(role.removeprefix('obl:'))}" for role in item.roles if role.startswith("obl:")]
    numbered = (f"{name}_{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (name, *others, *numbered) if one not in taken)


def _comments(item: Item, ontology: Ontology) -> Iterator[str]:
    kind = f"reflexive {item.kind.value}" if item.reflexive else item.kind.value
    linked = ", ".join(" → ".join(map(ontology.short, pair)) for pair in item.classes[:3])
    yield f"# {item.predicate}  {kind}  {', '.join(item.roles)}  {item.count} × {linked}"
    for example in item.examples:
        yield f"#   {' '.join(example.passage.text.split())}  ({example.article})"


def _prepositions(item: Item, markers: dict[str, str]) -> Iterator[str]:
    """Entries for the prepositions that the lexicon does not have."""
    for role in item.roles:
        form = role.removeprefix("obl:")
        if form != role and form not in markers and not item.refused:
            markers[form] = _name(form)
            word = "MultiWordExpression" if " " in form else "Word"
            yield f":{markers[form]} a ontolex:{word} ; lexinfo:partOfSpeech lexinfo:preposition ; {_form(form, item.lang)} ."


def _form(words: str, lang: str) -> str:
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'ontolex:canonicalForm [ ontolex:writtenRep "{quoted}"@{lang} ]'


def _entry(item: Item, names: _Names) -> Iterator[str]:
    name = names.entry
    word = "MultiWordExpression" if " " in item.predicate else "Word"
    yield f":{name} a ontolex:{word} ; lexinfo:partOfSpeech lexinfo:{_SPEECH.get(item.kind, 'verb')} ; {_form(item.predicate, item.lang)} ;"
    yield f"    synsem:synBehavior :{name}.f ; ontolex:sense :{name}.sense ."
    frame, roles = _frame(item)
    phrase = "lexinfo:prepositionalAdjunct" if item.kind is PredicateKind.NOUN else "lexinfo:prepositionalObject"
    arguments = [f"{phrase if role.startswith('obl:') else _ARGUMENTS[role][0]} {names.argument(role, item)}" for role in roles]
    yield f":{name}.f a {frame} ; {' ; '.join(arguments)} ."
    for role in roles:
        if role.startswith("obl:"):
            yield f"{names.argument(role, item)} synsem:marker :{names.marker[role.removeprefix('obl:')]} ."


def _frame(item: Item) -> tuple[str, tuple[str, ...]]:
    """The frame class for a predicate with these roles, and the roles that it has to have."""
    phrases = any(role.startswith("obl:") for role in item.roles)
    if item.kind is PredicateKind.LIGHT:
        return "frames:LightVerbFrame", tuple(dict.fromkeys(("subject", *item.roles)))
    if item.kind is PredicateKind.ADJECTIVE:
        return "lexinfo:AdjectivePPFrame", item.roles
    if item.kind is PredicateKind.NOUN:
        if "self" not in item.roles:
            return "lexinfo:NounPPFrame", item.roles
        return ("frames:RoleNounFrame" if phrases else "frames:PossessedNameFrame"), item.roles
    direct = item.transitive or "object" in item.roles
    roles = tuple(dict.fromkeys(("subject", *(("object",) if direct else ()), *item.roles)))
    if item.reflexive:
        return f"frames:Reflexive{'Transitive' if direct else 'PP' if phrases else ''}Frame", roles
    return f"lexinfo:{'Transitive' if direct else 'Intransitive'}{'PP' if phrases else ''}Frame", roles


def _sense(item: Item, names: _Names, ontology: Ontology, lexicon: Lexicon) -> Iterator[str]:
    sense = f":{names.entry}.sense"
    yield f"{sense} a ontolex:LexicalSense, synsem:OntoMap ; synsem:ontoMapping {sense} ;"
    yield "    # the property: take the # away from one line"
    linking = [ontology.linking(*pair) for pair in item.classes]
    common = [choice for choice in linking[0] if all(choice in other for other in linking)] or list(linking[0])
    for prop, inverted in _likeliest_first(common, ontology, lexicon)[:MOST]:
        ends = [names.argument(role, item) for role in (reversed(item.roles) if inverted else item.roles)]
        yield f"    # ontolex:reference {ontology.short(prop)} ; synsem:subjOfProp {ends[0]} ; synsem:objOfProp {ends[1]} ;"
    yield "    ."


def _likeliest_first(choices: Iterable[tuple[URIRef, bool]], ontology: Ontology, lexicon: Lexicon) -> list[tuple[URIRef, bool]]:
    """What the lexicon says of other words before what it never says, and read forwards before backwards; a symmetric property once."""
    said = {sense.reference for entry in lexicon.entries for sense in entry.senses}
    once = [(prop, inverted) for prop, inverted in choices if not (inverted and ontology.property(prop).symmetric)]
    return sorted(once, key=lambda choice: (choice[0] not in said, choice[1]))


def _widened(item: Item, ontology: Ontology, lexicon: Lexicon) -> Iterator[str]:
    """For each sense that refused: the reason, and the line with which it would not."""
    senses = {sense.iri: sense for entry in lexicon.entries for sense in entry.senses}
    for iri, reason in item.refused:
        yield f"# {_local(iri)} takes none: {reason}"
        sense = senses.get(iri)
        if sense is None:
            continue
        subject = 0 if item.roles[0] in sense.subject.roles else 1
        for end, term, takes in ((subject, "propertyDomain", sense.domain), (1 - subject, "propertyRange", sense.range)):
            more = sorted({pair[end] for pair in item.classes if takes and not any(ontology.is_a(pair[end], cls) for cls in takes)})
            if more:
                yield f"# :{_local(iri)} synsem:{term} {', '.join(map(ontology.short, (*takes, *more)))} ."


def _prefixes(body: str, ontology: Ontology, lexicon: Lexicon) -> Iterator[str]:
    own = lexicon.entries[0].iri.rpartition("#")[0] + "#" if lexicon.entries else f"{ontology.iri}/lexicon/{lexicon.lang}#"
    known = {"frames": FRAMES, "lexinfo": LEXINFO, "ontolex": ONTOLEX, "synsem": SYNSEM, "xsd": XSD}
    spaces = {**ontology.prefixes, **{prefix: URIRef(str(space)) for prefix, space in known.items()}}
    yield f"@prefix : <{own}> ."
    for prefix in sorted(prefix for prefix in spaces if prefix and re.search(rf"(?<![\w:]){prefix}:", body)):
        yield f"@prefix {prefix}: <{spaces[prefix]}> ."
