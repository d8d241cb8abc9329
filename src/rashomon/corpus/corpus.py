"""A corpus: many articles in one folder, and the stories found among them; the door every face goes through."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import daft
import pyarrow as pa

from rashomon import pipeline
from rashomon.case import Case, quiet
from rashomon.corpus import compare
from rashomon.corpus.accounts import COLUMNS
from rashomon.corpus.columns import read as read_mapping
from rashomon.corpus.copies import copies
from rashomon.corpus.edges import edges
from rashomon.corpus.gather import Source, gather, known, with_new
from rashomon.corpus.listing import Story, listed, read_sides
from rashomon.corpus.prints import SETTINGS, prints
from rashomon.corpus.readings import read_by, readings
from rashomon.corpus.shelf import Shelf
from rashomon.corpus.sources import files
from rashomon.corpus.stories import stories
from rashomon.errors import InputError
from rashomon.store import Store

FORMAT = 1
"""Of the folder; a corpus of another format is built anew."""

Reads = Literal["none", "stories", "all"]
FilePath = str | os.PathLike[str]


class Corpus:
    """One folder of articles and stories. Everything that was finished there is kept; a build only adds."""

    def __init__(self, folder: FilePath) -> None:
        self._shelf = Shelf(Path(folder))

    def build(
        self,
        paths: Sequence[str],
        *,
        mapping: Path | None = None,
        limit: int | None = None,
        read: Reads = "none",
        progress: pipeline.Progress = quiet,
    ) -> None:
        """Take the articles of files or folders in, and find copies and stories; a killed build goes on where it was.

        A file known by its bytes is not read again, an article known by its content is skipped as taken in before,
        and new articles join the stories there are. `limit` takes the first so many rows of each file. `read` reads
        the articles of all stories with two outlets or more, or all articles, so that comparing them later is quick.
        """
        columns = read_mapping(mapping) if mapping else None
        sources = with_new(known(self._manifest()["sources"]), files(paths), columns)
        self._note(sources)
        self._note(gather(self._shelf, sources, progress, limit=limit))
        prints(self._shelf, progress)
        for number, step in enumerate((copies, edges, stories), start=1):
            step(self._shelf)
            progress(step.__name__, number, 3)
        if read != "none":
            readings(self._shelf, self._to_read(read), progress)
        self._note(known(self._manifest()["sources"]), finished=True)

    def _to_read(self, read: Reads) -> list[str]:
        if read == "all":
            return [str(name) for name in self._shelf.read("articles", ["article"])["article"].to_pylist()]
        return [article for story in self.stories(outlets=2) for article in story.articles]

    def counts(self) -> dict[str, int]:
        """Rows of the sources that were articles, that were skipped, and what was made of the articles."""
        names = ("articles", "skipped", "copies", "edges", "readings", "compared")
        counts = {name: self._shelf.rows(name) for name in names}
        found = self._shelf.read("stories", ["story"])
        return counts | {"stories": len(set(found["story"].to_pylist())) if found.num_rows else 0}

    def skipped(self) -> list[dict[str, Any]]:
        """Every row that became no article: file, row, reason."""
        rows: list[dict[str, Any]] = self._shelf.read("skipped").to_pylist()
        return rows

    def stories(self, *, sides: Path | None = None, outlets: int = 1) -> list[Story]:
        """The stories of at least so many outlets, the largest first; `sides` is a CSV of outlet, side."""
        self._built()
        return listed(self._shelf, read_sides(sides) if sides else {}, outlets=outlets)

    def open(self, story: str, path: FilePath) -> Case:
        """Make a case file of one story's articles, and open it; what was read of them is not read again."""
        articles = self._of([story])[story]
        rows = self._articles(articles)
        Case.new(path).close()
        store = Store(Path(path))
        compare.fill(store, rows)
        return Case(store)

    def compare(self, chosen: Sequence[str] | None = None, *, progress: pipeline.Progress = quiet) -> dict[str, int]:
        """Read and compare the chosen stories, or all with two outlets or more; how many rows each table has then."""
        wanted = self._of(chosen) if chosen is not None else {s.id: s.articles for s in self.stories(outlets=2)}
        readings(self._shelf, [article for articles in wanted.values() for article in articles], progress)
        compare.compare(self._shelf, wanted, progress)
        return {name: self.table(name).num_rows for name in compare.TABLES}

    def table(self, name: str) -> pa.Table:
        """A table of the comparisons, `claims`, `alignments` or `points`, or any other table of the folder."""
        return compare.table(self._shelf, name) if name in compare.TABLES else self._shelf.read(name)

    def _of(self, chosen: Sequence[str]) -> dict[str, tuple[str, ...]]:
        known = {story.id: story.articles for story in self.stories()}
        unknown = [name for name in chosen if name not in known]
        if unknown:
            raise InputError(f"there is no story '{unknown[0]}'; `rashomon corpus stories` lists them")
        return {name: known[name] for name in chosen}

    def _articles(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """These articles, with the reading of each that has one."""
        wanted = daft.from_pydict({"article": list(names)})
        found = daft.read_parquet(self._shelf.paths("articles")).select(*COLUMNS).join(wanted, on="article", how="semi")
        rows = found.to_pylist()
        program = pipeline.program_key()
        if read_by(self._shelf, program) & set(names):
            read = daft.read_parquet(self._shelf.paths("readings")).join(wanted, on="article", how="semi")
            records = {row["article"]: row["record"] for row in read.to_pylist() if row["program"] == program}
            rows = [row | {"record": records.get(row["article"])} for row in rows]
        return rows

    def _built(self) -> None:
        if not self._shelf.pieces("stories"):
            raise InputError(f"'{self._shelf.root}' holds no stories yet; run `rashomon corpus build` first")

    def _manifest(self) -> dict[str, Any]:
        manifest = self._shelf.read_json("manifest.json")
        if manifest is None:
            if self._shelf.root.exists() and any(self._shelf.root.iterdir()):
                raise InputError(f"'{self._shelf.root}' is a folder of something else; name a new one")
            return {"sources": []}
        if (manifest["format"], manifest["settings"]) != (FORMAT, SETTINGS):
            raise InputError(f"'{self._shelf.root}' was built by another version of rashomon; build into a new folder")
        return dict(manifest)

    def _note(self, sources: Sequence[Source], *, finished: bool = False) -> None:
        """Write the manifest; only that of a finished build lists the pieces."""
        self._shelf.write_json("manifest.json", {
            "format": FORMAT,
            "rashomon": version("rashomon"),
            "daft": version("daft"),
            "settings": SETTINGS,
            "sources": [source.as_json() for source in sources],
            "pieces": dict(self._shelf.hashes()) if finished else {},
        })  # fmt: skip
