"""Our page against pyvis as it comes, on the same graphs: when one can act, how long it freezes, how smoothly it moves, what it asks for.

    python -m tests.benchmarks.pages [NODES …]

Three facts a node, from `page_synthetic`. pyvis gets the same nodes and edges by `add_node` and `add_edge` with its own settings
(physics on), and its libraries inline, without which it shows nothing offline. Both open from disk in headless Chromium. One
can act once our page is drawn, and once pyvis's physics has settled; what has not after LONGEST seconds is told so.
"""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from page_synthetic import synthetic
from playwright.sync_api import Browser, TimeoutError, sync_playwright
from pyvis.network import Network

from kg import ontology as ontologies
from kg.export import page
from kg.export.graph import project

SIZES = (50, 500, 5000, 20000)
FACTS = 3
LONGEST = 60
"""Seconds after which a page is given up."""
WATCH = """
window.longest = 0;
const seen = (list) => list.getEntries().forEach((one) => { window.longest = Math.max(window.longest, one.duration); });
new PerformanceObserver(seen).observe({ entryTypes: ["longtask"] });
"""
SETTLED = "() => window.network && window.network.physics.stabilized"
FRAMES = """() => new Promise((done) => {
  const end = performance.now() + 2000;
  let frames = 0;
  const tick = () => { frames += 1; performance.now() < end ? requestAnimationFrame(tick) : done(frames / 2); };
  requestAnimationFrame(tick);
})"""
DRAG = """() => {
  const canvas = document.querySelector("canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const at = (kind, x) => canvas.dispatchEvent(
    new PointerEvent(kind, { bubbles: true, pointerId: 1, clientX: left + 40 + x, clientY: top + 40, buttons: 1 }));
  let step = 0;
  at("pointerdown", 0);
  const move = setInterval(() => {
    at("pointermove", (step += 3) % 300);
    if (step > 600) { clearInterval(move); at("pointerup", 0); }
  }, 10);
}"""


def main(sizes: list[int]) -> None:
    """Print a line for each page."""
    print(f"{'nodes':>6} {'page':<6} {'MB':>6} {'act after s':>12} {'frozen s':>9} {'frames/s':>9} {'requests':>9}")
    with TemporaryDirectory() as folder, sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for nodes in sizes:
            for name, made, ready in (("kg", ours, "() => window.kgPage"), ("pyvis", theirs, SETTLED)):
                path = Path(folder) / f"{name}-{nodes}.html"
                path.write_text(made(nodes), encoding="utf-8")
                print(f"{nodes:>6} {name:<6} {path.stat().st_size / 1e6:>6.2f} {_measured(chromium, path, ready)}", flush=True)


def ours(nodes: int) -> str:
    """The page that `kg render` writes."""
    return page.render(synthetic(nodes, FACTS * nodes), ontology=ontologies.load("news"), title=str(nodes))


def theirs(nodes: int) -> str:
    """The same graph as pyvis draws it by itself."""
    graph, net = project(synthetic(nodes, FACTS * nodes)), Network(directed=True, cdn_resources="in_line")
    things = [node for node, data in graph.nodes(data=True) if data["kind"] == "thing"]
    net.add_nodes(things, label=[graph.nodes[node]["label"] for node in things])
    net.edges = [{"from": s, "to": o, "arrows": "to"} for s, o in graph.edges()]  # add_edge would take hours: it compares with each
    return str(net.generate_html())


def _measured(chromium: Browser, path: Path, ready: str) -> str:
    tab = chromium.new_context(viewport={"width": 1300, "height": 850}).new_page()
    asked: list[Any] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.add_init_script(WATCH)
    begun = time.monotonic()
    took, frozen, frames = f"> {LONGEST}", "-", "-"
    with suppress(TimeoutError):  # a page that cannot be acted on cannot be asked how it moves either
        tab.goto(path.as_uri(), wait_until="commit")
        tab.wait_for_function(ready, timeout=LONGEST * 1000, polling=50)
        took = f"{time.monotonic() - begun:.1f}"
        frozen = f"{tab.evaluate('() => window.longest') / 1000:.1f}"
        tab.evaluate(DRAG)
        frames = f"{tab.evaluate(FRAMES):.0f}"
    outside = sum(not url.startswith(("file:", "data:", "blob:")) for url in asked)
    tab.context.close()
    return f"{took:>12} {frozen:>9} {frames:>9} {outside:>9}"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
