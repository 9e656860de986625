"""`kg` on the command line: the only package that prints.

Nothing but the names of things is imported here; each command brings what it needs, so that `kg --help` is there at once
and a command that reads no text never loads a model.
"""

from __future__ import annotations

from kg.cli.app import app, examples
from kg.cli.asking import explain, query
from kg.cli.checking import check
from kg.cli.comparing import diff
from kg.cli.corroborating import conflicts, facts
from kg.cli.drawing import render
from kg.cli.exporting import export
from kg.cli.keeping import add, info, list_, remove
from kg.cli.learning import learn
from kg.cli.linking import link
from kg.cli.measuring import gaps, score
from kg.cli.reasoning import reason
from kg.cli.reviewing import review
from kg.cli.serving import mcp, serve
from kg.cli.streams import streams
from kg.cli.vocabulary import ontology
from kg.cli.writing import build, merge

__all__ = ["app", "main"]

COMMANDS = (
    (
        build,
        (
            "kg build article.txt",
            "kg build press/ --out graphs --name press",
            "cat page.html | kg build - --lang fr",
            "kg build press/ --min-confidence 0.8",
            "kg build press/ --include planned --base https://press.example/",
            "kg build press/ --store press.kg",
        ),
    ),
    (add, ("kg add press.kg today.txt", "kg add press.kg new/ --lang fr")),
    (remove, ("kg remove press.kg today",)),
    (list_, ("kg list press.kg", "kg list outputs/press.trig --format csv")),
    (info, ("kg info press.kg",)),
    (review, ("kg review press.kg", "kg review press.kg --same 3f2a9c01 --different 77b0d1e2")),
    (
        link,
        (
            "kg link press.kg --service http://127.0.0.1:5000/reconcile",
            "kg link g.trig --service https://wikidata.reconci.link/fr/api --type schema:Person=Q5 --out candidates.ttl",
        ),
    ),
    (
        query,
        (
            "kg query g.trig",
            "kg query g.trig who-uses-what",
            'kg query g.trig everything-about "Zoé Marchetti"',
            'kg query g.trig "SELECT ?who { ?who news:opposes ?what }" --format csv',
            "kg query g.trig -f mine.rq",
        ),
    ),
    (
        explain,
        (
            'kg explain g.trig "Zoé Marchetti"',
            'kg explain g.trig "la marée haute" --lang en --why',
            "kg explain g.trig work:la-maree-haute",
        ),
    ),
    (
        facts,
        (
            "kg facts g.trig --min-sources 2 --status asserted",
            'kg facts g.trig --about "Zoé Marchetti" --since 2012-06',
            "kg facts g.trig --property news:acquires --format csv",
        ),
    ),
    (conflicts, ("kg conflicts g.trig", "kg conflicts g.trig --property news:deathToll --format json")),
    (
        reason,
        (
            "kg reason g.trig",
            "kg reason press.kg --out press.trig",
            'kg query g.trig "SELECT ?who { ?firm schema:employee ?who }" --entail',
        ),
    ),
    (check, ("kg check g.trig", "kg check g.trig --format turtle", "kg check --shapes --ontology ./mine")),
    (
        render,
        (
            'kg render g.trig -o page.html --title "Ma revue"',
            'kg render g.trig --focus "Zoé Marchetti" --depth 2 -o zoe.svg',
        ),
    ),
    (
        export,
        (
            "kg export g.trig",
            "kg export g.trig --to graphml",
            "kg export press.kg -o press.nq",
            "kg export g.trig --to claims --lang en",
            "kg export g.trig --to neo4j -o import/",
        ),
    ),
    (serve, ("kg serve press.kg", "kg serve outputs/article.trig --port 8080", "KG_TOKEN=… kg serve press.kg --update")),
    (mcp, ("kg mcp press.kg",)),
    (diff, ("kg diff before.trig after.trig", "kg diff before.trig after.trig --lang en --all", "kg diff a.ttl b.ttl --format json")),
    (merge, ("kg merge a.trig b.trig --out all.trig", "kg merge old.trig new.trig --out all.trig --prefer last")),
    (
        ontology,
        (
            "kg ontology",
            "kg ontology --properties",
            "kg ontology ./mine --senses --lang fr",
            "kg ontology new mine",
            "kg ontology check ./mine",
        ),
    ),
    (gaps, ("kg gaps press/", "kg gaps g.trig --ontology ./mine --limit 100", "kg gaps press/ --turtle >> mine/lexicon.fr.more.ttl")),
    (score, ("kg score gold/", "kg score gold/ g.trig --errors", "kg score gold/ press/ --ontology ./mine --format json")),
    (learn, ("kg learn gold/ --ontology ./mine", "kg learn gold/ more-gold/ --out weights.toml")),
)
"""The commands in the order of the help page, each with its examples."""

for command, lines in COMMANDS:
    app.command(command.__name__.rstrip("_"), epilog=examples(*lines))(command)


def main() -> None:
    """Run the command line."""
    with streams():
        app()
