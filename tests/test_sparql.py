"""What is said of a query that is no SPARQL: the place, what stands there, and nothing that misleads."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import prefixes
from kg.sparql import Fault, fault

NAMES = prefixes()
SAVED = sorted(Path("ontologies/news/queries").glob("*.rq")) + [
    path for path in sorted(Path("kg").rglob("*.rq")) if "starter" not in path.parts
]
WRONG = [
    # words
    ("SELCT ?x { ?x a ?y }", 1, "'SELCT' is no word of SPARQL; did you mean SELECT?"),
    ("SELECT DISTICT ?x { ?x a ?y }", 8, "'DISTICT' is no word of SPARQL; did you mean DISTINCT?"),
    ("SELECT ?x { ?x a ?y FILTR(?y) }", 21, "'FILTR' is no word of SPARQL; did you mean FILTER?"),
    ("SELECT ?x { FILTER(CONTIANS(?x, 'a')) }", 20, "'CONTIANS' is no word of SPARQL; did you mean CONTAINS?"),
    ("SELECT ?x { ?x a ?y } LIMT 5", 23, "'LIMT' is no word of SPARQL; did you mean LIMIT?"),
    ("select ?s { ?s uses ?o }", 16, "'uses' is no word of SPARQL; a variable is ?uses, and a name has its prefix, as news:uses"),
    ("SELECT ?s { ?s name ?o }", 16, "'name' is no word of SPARQL; a variable is ?name, and a name has its prefix, as news:name"),
    ("SELECT ?s { ?s a Person }", 18, "'Person' is no word of SPARQL; a variable is ?Person, and a name has its prefix, as schema:Person"),
    ("select ?s { ?s a ?t } limt 5", 23, "did you mean LIMIT? if not, a variable is ?limt"),
    ('ASK { ?x a ?y FILTER(?x = "a" AND ?y = "b") }', 31, "'AND' is no word of SPARQL; write &&"),
    ('ASK { ?x a ?y FILTER(?x = "a" or ?y = "b") }', 31, "'or' is no word of SPARQL; write ||"),
    ("ASK { ?s a ?l FILTER(?l LIKE '%Net%') }", 25, "'LIKE' is no word of SPARQL; write CONTAINS(?x, \"…\") or REGEX("),
    ("MATCH (n) RETURN n", 1, "this is Cypher, and kg is asked in SPARQL; as SELECT ?x { ?x a schema:Person }"),
    ("ASK { ?x a ?y FILTER(?y == 'a') }", 25, "'==' is no sign of SPARQL; write ="),
    ("SELECT x { ?x a ?y }", 8, "a variable is ?x"),
    ("foo { }", 1, "a query does not begin with 'foo'; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ("PREFIX a: <x:> INSERT DATA { a:a a:b a:c }", 16, "a query only reads; to change a graph, build it again"),
    # prefixes
    ("SELECT ?x { ?x new:uses ?y }", 16, "no prefix 'new'; did you mean news:? if not, declare it: PREFIX new: <…>"),
    ("SELECT ?x { ?x sport:bat ?y }", 16, "no prefix 'sport'; without PREFIX sport: <…> there are activity, dcat"),
    ("PREFIX news <http://x/> SELECT * { }", 8, "a prefix is declared as PREFIX name: <IRI>"),
    # brackets and marks
    ("SELECT ?x { ?x a ?y ", 11, "the '{' is not closed; close it with a '}'"),
    ("SELECT ?x { FILTER(CONTAINS(?l, 'a') }", 19, "the '(' is not closed; close it before the '}'"),
    ("SELECT ?x { ?x a ?y }}", 22, "nothing is open that this '}' could close"),
    ("SELECT ?x { ?x a ?y }, LIMIT 3", 22, "',' stands outside of the pattern"),
    ('SELECT ?x { ?x a "abc }', 18, 'the text that begins with this " is not closed'),
    ("SELECT ?x { ?x a 'l'IA' }", 23, 'where it has a \' in it, put it between " and "'),
    ("SELECT ?x { ?x a «IA» }", 18, '« is no quotation mark of SPARQL; write a text between " and "'),
    ("SELECT ?x { ?x a 'été'@ }", 23, "no language follows the @"),
    ("SELECT ?x { ?x a <http://a b> }", 18, "is not closed, or has a space in it"),
    ("SELECT ?x { ?x a $ }", 18, "'$' is no sign of SPARQL"),
    # what belongs together
    ("SELECT ?x WHERE ?x a ?y }", 17, "a { follows WHERE"),
    ("SELECT ?x { ?x a ?y } LIMIT ten", 29, "a whole number follows LIMIT"),
    ("SELECT ?x { ?x a ?y } ORDER ?x", 29, "BY follows ORDER"),
    ("SELECT ?x { ?x a ?y FILTER ?y = 1 }", 28, "the condition of a FILTER stands between ( and )"),
    ("SELECT ?x { BIND 1 AS ?x }", 18, "what BIND gives a name stands between ( and )"),
    ("SELECT * FROM WHERE { }", 15, "the IRI of a graph follows FROM"),
    ("CONSTRUCT ?s ?p ?o WHERE { ?s ?p ?o }", 11, "the triples of a CONSTRUCT stand between { and }"),
    ("ASK", 4, "it asks for nothing; say what is looked for between { and }"),
    ("BASE <x> ASK {}", 6, "<x> is not a whole IRI; begin it with its scheme, as <https://example.org/>"),
    ("PREFIX a: <x> ASK {}", 11, "<x> is not a whole IRI"),
    ("SELECT *", 9, "it asks for nothing; say what is looked for between { and }"),
    ("SELECT ?x, ?y { ?x a ?y }", 10, "take the comma out"),
    ("SELECT COUNT(?y) { ?x a ?y }", 8, "write (COUNT(…) AS ?count)"),
    ("SELECT (COUNT(?y)) { ?x a ?y }", 9, "what is computed stands between ( and ), with a name"),
    ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }", 8, "?x is in no GROUP BY; say GROUP BY ?x"),
    ("SELECT ?x { ?x a ?y . BIND(1 AS ?x) }", 33, "?x has a value already"),
    ("SELECT ?s { ?s ?p ?o } HAVING (COUNT(?o) > 1)", 24, "HAVING judges groups, and there is no GROUP BY"),
    ("ASK { VALUES (?x ?y) { ('a' 'b') ('a') } }", 34, "VALUES names 2 variables, and this row has 1; give each its value"),
    ("ASK { VALUES (?x) { (UNDEF 'a'^^xsd:string) } }", 21, "VALUES names 1 variable, and this row has 2"),
    # triples
    ("ASK { ?x news:uses/ ?y }", 21, "a path goes on behind the '/', and ?y is no property; take the / out, or put one there"),
    ("ASK { ?s news:confidence > 0.5 }", 26, "a comparison with > stands in a FILTER, not in a triple; write … ?x FILTER(?x > 0.5)"),
    ("SELECT ?x { ?x a news:A ?x news:b ?z }", 25, "a triple ends before '?x', and no dot stands between"),
    ("SELECT ?x { ?x a news:A ; news:b ?z ?z a ?x }", 37, "a triple ends before '?z'"),
    ("SELECT ?x { ?x a }", 18, "a triple is not whole before this '}'; it needs a subject, a property and an object"),
    ("SELECT ?x { ?x a ?y ; news:b }", 30, "it needs a property and an object after ;"),
    # what no rule knows: no guess
    ("SELECT ?x { FILTER(1 + ) }", 27, "the query cannot end here; look at what stands before it, too"),
    ("SELECT ?x { ?x (a ?y ?z) }", 22, "'?z' cannot stand here"),
]
RIGHT = [
    "SELECT ?x (COUNT(DISTINCT ?y) AS ?n) (SUM(?c + 1) AS ?b) FROM <x:g> WHERE { ?x a ?y, ?z ; news:b [ a ?c ; news:d 'x'@fr ], -1.5 ; } "
    "GROUP BY ?x HAVING (COUNT(?y) > 1) ORDER BY DESC(?n) ?x LIMIT 5 OFFSET 2",
    'ASK { ?x news:a/news:b*|^news:c ?y . FILTER(?x < ?y && ?y>3 || !bound(?z)) ?z a "a\\"b"^^xsd:string FILTER NOT EXISTS { ?z a ?q } }',
    "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } MINUS { ?s a news:A. } OPTIONAL { ?s a ?t } }",
    "SELECT * { VALUES (?a ?b) { (1 UNDEF) ('x' true) } ?a news:b ( 1 2 ) . { SELECT ?a { ?a a ?b } GROUP BY ?a } BIND(STR(?b) AS ?c) }",
    "DESCRIBE person:ted-sarandos",
    "PREFIX x: <x:> BASE <http://a/> SELECT * { <b> x:c.d '''it's \"so\"\n''' . ?s !(a|^a) ?o FILTER regex(?o, 'a', 'i') } # the end {",
    "SELECT ?s { ?s a ?t . FILTER(?t IN (news:A, news:B)) FILTER EXISTS { ?s ?p ?o } FILTER CONTAINS(?t, 'a') ?s a ?u }",
    "SELECT (GROUP_CONCAT(?n; SEPARATOR=', ') AS ?all) { ?s rdfs:label ?n } VALUES ?s { wd:Q1 }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "SELECT (COUNT(?o) AS ?n) { ?s ?p ?o } HAVING (?n > 1)",
    "SELECT ?s { ?s ?p ?o } HAVING (?o > 1)",
    "SELECT * { VALUES (?a ?b) { ('x'@fr 'y'^^xsd:string) (UNDEF -1) (true <x:a>) } VALUES () { () } }",
    "SELECT * { ?s news:a/^news:b|!(news:c) ?o FILTER(xsd:integer(?s) / ?o > 1) BIND(?s = ?o AS ?same) } ORDER BY (?s > 1) LIMIT 5",
]


def refused(text: str) -> str | None:
    """Oxigraph's message, where it takes a text for no SPARQL."""
    try:
        ox.Store().query(text, prefixes=NAMES)
    except SyntaxError as error:
        return str(error)
    return None


@pytest.mark.parametrize(("text", "column", "said"), WRONG)
def test_a_fault_is_named_where_it_is(text: str, column: int, said: str) -> None:
    message = refused(text)
    assert message is not None
    found = fault(text, message, NAMES)
    assert (found.line, found.column) == (1, column)
    assert said in f"{found.what}; {found.mend}"


@pytest.mark.parametrize("text", [*RIGHT, *(path.read_text(encoding="utf-8") for path in SAVED)])
def test_nothing_is_found_in_what_is_sparql(text: str) -> None:
    assert refused(text) is None
    assert fault(text, "", NAMES) == Fault(1, 1, "it cannot be read", "mend the query")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "# nothing", "# one\n  # two\n"])
def test_a_query_with_nothing_in_it_is_told_so(text: str) -> None:
    found = fault(text, refused(text) or "", NAMES)
    assert (found.line, found.column, found.what) == (1, 1, "there is nothing in it") and found.shown(text)


@given(st.sampled_from(RIGHT), st.integers(0, 300), st.integers(0, 12), st.text("{}()<>'\".;,?:@«ax1 \n", max_size=3))
def test_whatever_is_wrong_has_a_place_in_the_text(text: str, at: int, cut: int, more: str) -> None:
    broken = text[:at] + more + text[at + cut :]
    found = fault(broken, refused(broken) or "", NAMES)
    lines = broken.split("\n")
    assert 1 <= found.line <= len(lines) and 1 <= found.column <= len(lines[found.line - 1]) + 1
    assert "expected" not in found.what


def test_the_line_is_shown_with_a_caret_below_the_fault_and_a_long_one_round_it() -> None:
    long = f"SELECT *\n{{ ?s rdfs:label '{'x' * 500}' .\n ?s new:uses ?o }}"
    assert fault(long, refused(long) or "", NAMES).shown(long).splitlines()[1:] == ["   ?s new:uses ?o }", "     " + " ^"]
    far = f"SELECT * {{ ?s rdfs:label '{'x' * 500}' . ?s new:uses ?o }}"
    line, caret = fault(far, refused(far) or "", NAMES).shown(far).splitlines()[1:]
    assert len(line) < 110 and line[caret.index("^") :].startswith("new:uses")


@pytest.mark.parametrize("text", ["a." * 40_000, "a" * 100_000, "'" * 99_999, "<" * 50_000, "SELECT * { " * 20_000, "BIND " * 20_000])
def test_a_long_text_takes_no_time_and_a_message_is_short(text: str) -> None:
    begun = process_time()
    assert len(fault(text, "", NAMES).shown(text)) < 600
    assert process_time() - begun < 5
