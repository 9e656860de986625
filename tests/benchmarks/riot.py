"""What Jena's riot, as Debian packages it, makes of the exports: `PYTHONPATH=.:tests python -m tests.benchmarks.riot`.

It needs `apt-get install libapache-jena-java`, 19 packages and a Java, which is why no test asks for it. As packaged, Jena 4.5
looks for its XML parser's messages where they are not, so they are put before it; its reader of JSON-LD 1.1 loads no document
at all, so that JSON-LD is read by its reader of 1.0.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from strangers import samples

from kg.export import RDF_FORMATS, export
from kg.export.source import merged

JARS = Path("/usr/share/java")
MESSAGES = "org/apache/jena/ext/xerces/"


def class_path(folder: Path) -> str:
    """Jena's jars and what they need, behind the messages."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(MESSAGES) and name.endswith(".properties"):
                place = folder / "xerces" / name.removeprefix(MESSAGES)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    jars = (path for path in sorted(JARS.glob("*.jar")) if not re.search(r"-\d|log4j", path.name))
    return ":".join(map(str, (folder, *jars)))


def main() -> None:
    """Count what riot reads of each RDF format, and what there is."""
    with tempfile.TemporaryDirectory() as folder:
        jena = class_path(Path(folder))
        for graph, source in samples().items():
            for form in RDF_FORMATS:
                (path,) = export(source, Path(folder) / f"{graph}{form.suffix}", form)
                syntax = ["--syntax=jsonld10"] if form.name == "jsonld" else []
                command = ["java", "-cp", jena, "riotcmd.riot", "--count", *syntax, str(path)]
                said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
                counted = sum(int(n.replace(",", "")) for n in re.findall(r"(?:Triples|Quads) = ([\d,]+)", said))
                there_are = sum(1 for _ in (source.quads() if form.named_graphs else merged(source.quads())))
                print(f"{graph}\t{form.name}\t{counted} of {there_are}")


if __name__ == "__main__":
    main()
