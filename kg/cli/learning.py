"""`kg learn`: what annotated articles teach about which claims to believe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import CacheFolder, Ontology, show_table

if TYPE_CHECKING:
    from kg.learn import Learned, Lesson
    from kg.ontology import Ontology as Known


def learn(
    gold: Annotated[list[Path], typer.Argument(help="Folders of annotated articles, as kg score takes them.", show_default=False)],
    ontology: Ontology = "news",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write the weights; beside the ontology otherwise.")] = None,
    cache: CacheFolder = None,
) -> None:
    """Learn which claims to believe: weigh the cues of each proposed claim by what is right in annotated articles.

    A claim's confidence, and whether it is said, comes from these weights: learn them anew where you annotated articles of
    your own or changed the lexicon. What they are worth is measured on each article by the weights that the others teach.
    They are written as weights.toml beside the ontology, to be read, and decide from then on. Needs scikit-learn: pip install '.[learn]'.
    """
    from kg import ontology as ontologies
    from kg.learn import equipped, written
    from kg.learn import learn as learned
    from kg.store import whole

    equipped()
    known = ontologies.load(ontology)
    path = out or known.folder / "weights.toml"
    with whole(path) as beside:
        beside.touch()  # what cannot be written is said before the work
        found = learned(list(_lessons(gold, known, cache)), known)
        beside.write_text(written(found, gold), encoding="utf-8")
    _show(found)
    print(f"\n{path}: {len(found.weights.cues)} weights, threshold {found.weights.threshold}")


def _lessons(folders: Sequence[Path], known: Known, cache: Path | None) -> Iterator[Lesson]:
    from kg.cache import Cache
    from kg.cli.measuring import named
    from kg.console import progress
    from kg.extract import consider, load
    from kg.learn import lesson
    from kg.parse import parse
    from kg.score.gold import read

    annotations = [annotation for folder in folders for annotation in read(folder, known)]
    articles = [named(annotation, None) for annotation in annotations]
    resources = {lang: load(known.folder, lang) for lang in sorted({article.lang for article in articles})}
    with progress() as seen:
        readings = Cache(cache).readings(articles) if cache else parse(articles)
        for annotation, reading in zip(annotations, readings, strict=True):
            yield lesson(annotation, consider(reading, resources[reading.article.lang]), known)
            seen(reading)


def _show(found: Learned) -> None:
    print(f"{found.proposals} proposed claims, {found.right} of them right; on articles left out:\n")
    show_table(
        ("threshold", "precision", "recall", "F1", "F1 with status"),
        (
            (f"{threshold:.2f}" + (" *" if threshold == found.weights.threshold else ""), *(f"{shares[key].value:.3f}" for key in _FIGURES))
            for threshold, shares in found.curve
        ),
    )
    print()
    show_table(
        ("confidence", "claims", "promised", "right"),
        ((f"{b.low:.1f} to {b.high:.1f}", str(b.count), f"{b.promised:.2f}", f"{b.kept:.2f}") for b in found.bands),
    )


_FIGURES = ("precision", "recall", "f1", "f1_with_status")
