"""Articles to read in tests, and ways to look at what was read."""

from __future__ import annotations

from pathlib import Path

from kg.model import Article, BlockKind
from kg.read import read
from kg.read.draft import Draft

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "ontologies/news/examples/netflix-eternaute.txt"
GOLD = ROOT / "../shared/gold/dev"
PAGES = ROOT / "../shared/articles"
T, H, P, ITEM = BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM

PARAGRAPHS = (
    "Le conseil municipal de Brest a voté lundi la construction d’une troisième ligne de tramway.",
    "Les travaux, confiés à une entreprise de Quimper, dureront trois ans et coûteront 140 millions d’euros.",
    "L’opposition dénonce une dépense « démesurée » et annonce qu’elle saisira le tribunal administratif.",
)
PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Brest aura son tramway - Le Ponant</title>
<meta property="og:site_name" content="Le Ponant"><meta name="author" content="Anne Le Goff">{head}
<link rel="canonical" href="https://ponant.example/brest-tramway"><script>var titre = "Publicité cachée";</script></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Toute l’actualité du sport en Bretagne</a></li></ul></nav>
<article><h1>Brest aura son tramway</h1>{body}</article>
<aside><p>Abonnez-vous à notre lettre du matin pour ne rien manquer.</p></aside>
<footer><p>Tous droits réservés, Le Ponant, société coopérative.</p></footer></body></html>"""


def page(*paragraphs: str, lang: str = "fr-FR", head: str = "") -> str:
    return PAGE.format(lang=lang, head=head, body="".join(f"<p>{words}</p>" for words in paragraphs or PARAGRAPHS))


def blocks(of: Article | Draft) -> list[tuple[BlockKind, str]]:
    return [(block.kind, of.text[block.begin : block.end]) for block in of.blocks]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def one(path: Path, **options: object) -> Article:
    (article,) = read([path], **options)  # type: ignore[arg-type]
    return article
