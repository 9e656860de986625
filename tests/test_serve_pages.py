"""`kg serve` as those see it who read it: pages of things and of the ontology, in the reader's language, and mistakes told by a page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from serving import BASE, SAMPLE, Server, serving

from kg.rdf import USUAL

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(SAMPLE, "--workers", "2") as running:
        yield running


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "status", "french", "english", "detail"),
    [
        ("/person/%3Cb%3E", 404, "Il n’y a rien de tel ici", "There is no such thing here", "the graph says nothing of"),
        ("/sparql?query=SELECT", 400, "La requête telle qu’elle est écrite", "The query cannot be answered", "line 1, column 7"),
        ("/static/nope.js", 404, "Il n’y a rien de tel ici", "There is no such thing here", "there are pages.css"),
    ],
)
def test_a_browser_is_told_by_a_page_in_its_readers_language(
    server: Server, path: str, status: int, french: str, english: str, detail: str
) -> None:
    for lang, title in (("fr", french), ("en", english)):
        page = server.get(path, Accept=BROWSER, Accept_Language=lang)
        data = server.get(path, Accept_Language=lang)
        text = page.body.decode()
        assert (page.status, page.type, data.type) == (status, "text/html", "application/problem+json")
        assert title in text and detail in text and str(status) in text and f'<html lang="{lang}">' in text and "<b>" not in text
        assert data.json["title"].startswith(title) and page.headers["content-security-policy"].startswith("default-src 'none'")
    assert server.get(path, Accept="*/*").json["title"].startswith(english)


def test_the_editor_speaks_the_readers_language(server: Server) -> None:
    for lang, words in (("fr", "Requêtes enregistrées"), ("en", "Saved queries")):
        assert words in server.get("/query", Accept_Language=lang).body.decode()


def test_every_iri_of_the_graph_leads_to_what_is_said_of_it(server: Server) -> None:
    store = Store()
    store.bulk_load(path=str(SAMPLE), format=RdfFormat.TRIG)
    nodes = {
        node.value.partition("#")[0]
        for quad in store
        for node in (quad.subject, quad.predicate, quad.object)
        if isinstance(node, NamedNode)
    }
    own = sorted(iri for iri in nodes if iri.startswith(BASE))
    assert len(own) > 20
    for iri in own:
        there = server.get("/" + iri.removeprefix(BASE), Accept="text/turtle")
        assert there.status == 303, iri
        document = server.get(there.headers["location"])
        assert document.type == "text/turtle" and any(iri in str(quad) for quad in parse(document.body, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("accept", "suffix"), [("text/html", ".html"), ("application/ld+json", ".jsonld"), ("application/rdf+xml", ".rdf")]
)
def test_a_thing_comes_as_page_or_as_data(server: Server, accept: str, suffix: str) -> None:
    reply = server.get("/person/ted-sarandos", Accept=accept)
    assert (reply.status, reply.headers["location"]) == (303, f"/person/ted-sarandos{suffix}")
    assert server.get(reply.headers["location"]).type == accept


def test_a_base_may_have_a_path_of_its_own(tmp_path: Path) -> None:
    mine, text = "http://127.0.0.1:8000/kg/", SAMPLE.read_text(encoding="utf-8")
    graph = tmp_path / "based.trig"
    graph.write_text(text.replace(BASE, mine).replace(f"{mine}ontology/", f"{BASE}ontology/"), encoding="utf-8")
    with serving(graph, "--workers", "1") as server:
        assert server.get("/kg/person/ted-sarandos", Accept="text/turtle").headers["location"] == "/kg/person/ted-sarandos.ttl"
        assert b'<a href="/kg/organization/netflix">' in server.get("/kg/person/ted-sarandos.html").body
        assert server.get("/person/ted-sarandos").status == 404
        assert server.get("/ontology/news", Accept="text/turtle").status == 303


def test_a_page_shows_each_fact_with_its_sentence_in_the_readers_language(server: Server) -> None:
    french, english = (server.get("/person/ted-sarandos.html", Accept_Language=lang).body.decode() for lang in ("fr", "en-GB, fr;q=0.5"))
    for page in (french, english):
        assert "Une avancée technique défendue par Ted Sarandos, co-directeur de Netflix." in page
        assert '<a href="/organization/netflix">Netflix</a>' in page
    assert "est co-directeur général de" in french and "is co-CEO of" in english
    assert 'id="claim-' in server.get("/article/netflix-eternaute.html").body.decode()


def test_a_page_has_the_signs_and_the_words_of_its_language(server: Server) -> None:
    for path in ("/organization/netflix.html", "/graph/about.html", "/article/netflix-eternaute.html"):
        french, english = (server.get(path, Accept_Language=lang).body.decode() for lang in ("fr", "en"))
        for page, colon, names in ((french, "en données\u00a0:", {"nom", "classe"}), (english, "as data:", {"name", "class"})):
            heads = set(re.findall("<th>([^<]*)</th>", page))
            assert colon in page and heads & names and not heads & {"label", "altLabel", "type", "sameAs", "wasGeneratedBy"}, (path, heads)
        numbers = [re.findall(r" · (\d+[.,]\d+)</p>", page) for page in (french, english)]
        assert [one.replace(",", ".") for one in numbers[0]] == numbers[1] and not any("." in one for one in numbers[0])
        assert numbers[0] or "graph/" in path


def test_what_is_said_of_a_thing_stands_once_though_an_article_and_the_merged_graph_say_it(server: Server) -> None:
    amounts = server.ask("SELECT ?amount { GRAPH ?article { ?amount schema:value ?number } } LIMIT 1").rows
    for path in ("/article/netflix-eternaute", "/" + amounts[0][0].removeprefix(BASE)):
        rows = re.findall("<tr>.*?</tr>", server.get(f"{path}.html").body.decode())
        assert rows and len(rows) == len(set(rows)), path


def test_a_fact_is_worded_as_its_language_does_whoever_it_is_about(tmp_path: Path) -> None:
    graph = tmp_path / "born.ttl"
    claim = f"a news:Claim ; rdf:subject <{BASE}person/ada> ; news:status news:Asserted ; rdf:predicate schema:"
    head = "".join(f"@prefix {name}: <{USUAL[name]}> .\n" for name in ("rdf", "rdfs", "xsd", "news", "schema"))
    said = ("birthDate ; rdf:object '1971'^^xsd:gYear", "birthDate ; rdf:object '1971-05-02'^^xsd:date", "birthPlace ; rdf:object 'Brest'")
    facts = "".join(f"<{BASE}article/a#claim-{n}> {claim}{one} .\n" for n, one in enumerate(said))
    amount = f"<{BASE}value/eur> a schema:MonetaryAmount ; schema:value 80000000 ; schema:currency 'EUR' .\n"
    graph.write_text(f"{head}<{BASE}person/ada> a schema:Person ; rdfs:label 'Ada Lune'@fr .\n{facts}{amount}", encoding="utf-8")
    with serving(graph, "--workers", "1") as server:
        page = server.get("/person/ada.html", Accept_Language="fr").body.decode()
        told = [re.sub("<[^>]*>", "", one) for one in re.findall('<p class="fact">(.*?)</p>', page)]
        assert sorted(told) == ["Ada Lune est né(e) en 1971", "Ada Lune est né(e) le 1971-05-02", "Ada Lune est né(e) à Brest"]
        for lang, figure in (("fr", "80 000 000 EUR"), ("en", "80,000,000 EUR")):
            page = server.get("/value/eur.html", Accept_Language=lang).body.decode().replace("\N{NO-BREAK SPACE}", " ")
            assert f"<h1>{figure}</h1>" in page and f"<td>{figure.removesuffix(' EUR')}</td>" in page


@pytest.mark.parametrize(("lang", "label", "other"), [("fr", "travaille pour", "works for"), ("en", "works for", "travaille pour")])
def test_the_ontology_is_a_page_whose_every_link_leads_somewhere(server: Server, lang: str, label: str, other: str) -> None:
    page = server.get("/ontology/news.html", Accept_Language=lang).body.decode()
    lexicon = server.get("/ontology/news/lexicon/fr.html", Accept_Language=lang).body.decode()
    start = page.index('<section class="term" id="schema:worksFor">')
    stanza = page[start : page.index("</section>", start)]
    links = ('href="#leads"', 'href="#schema:employee"', 'href="#schema:Organization"')
    for said in (label, other, "<code>schema:worksFor</code>", *links, "salarié"):
        assert said in stanza, said
    for text, others in ((page, lexicon), (lexicon, page)):
        ids, there = (re.findall('id="([^"]+)"', one) for one in (text, others))
        assert len(ids) == len(set(ids))
        assert set(re.findall('href="#([^"]+)"', text)) <= set(ids)
        assert set(re.findall('href="/ontology/news[^"]*#([^"]+)"', text)) <= set(there)
    sense = "co_directeur.coChiefExecutiveOf"
    assert f'id="{sense}"' in lexicon and "news:coChiefExecutiveOf" in page


@pytest.mark.parametrize("path", ["/", "/static/pages.css"])
def test_what_a_browser_has_already_is_not_sent_again_and_what_it_has_not_is_compressed(server: Server, path: str) -> None:
    plain, packed = server.get(path), server.get(path, Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body)
    assert "content-encoding" not in plain.headers and "Accept-Encoding" in packed.headers["vary"]
    tag = plain.headers["etag"]
    assert packed.headers["etag"] == tag and tag.startswith('W/"')
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = server.get(path, If_None_Match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == plain.headers["cache-control"]
    assert server.get(path, If_None_Match='"other"').body == plain.body


def test_the_page_of_another_language_is_another(server: Server) -> None:
    tags = {lang: server.get("/", Accept_Language=lang).headers["etag"] for lang in ("fr", "en")}
    assert tags["fr"] != tags["en"] and server.get("/", Accept_Language="en", If_None_Match=tags["fr"]).status == 200


def test_pages_bring_nothing_from_elsewhere(server: Server) -> None:
    for path in ("/query", "/person/ted-sarandos.html", "/ontology/news.html"):
        reply = server.get(path)
        assert reply.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert reply.headers["x-content-type-options"] == "nosniff"
    assert b"Content-Security-Policy" in server.get("/").body
    for name in ("pages.css", "query.js", "completion.js"):
        assert server.get(f"/static/{name}").status == 200
    assert server.get("/static/query.html").status == server.get("/static/..%2F__init__.py").status == 404
