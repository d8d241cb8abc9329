"""The commands on a corpus: `rashomon corpus ...`, each one method of its door."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.progress import JSON, QUIET, Progress
from rashomon.cli.words import many

if TYPE_CHECKING:
    from rashomon.corpus import Corpus, Dirt
    from rashomon.corpus.listing import Story

FILES = click.argument("paths", nargs=-1, required=True, metavar="FILE...")
FOLDER = click.argument("folder", metavar="CORPUS")
ENGINE = click.option("--engine", default="native", show_default=True, metavar="ADDRESS",
                      help="Where it runs: native, ray, or ray://HOST:PORT.")  # fmt: skip


class InOrder(click.Group):
    """Lists its commands in the order in which they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of the source."""
        return list(self.commands)


@click.group(cls=InOrder)
def corpus() -> None:
    """Find stories among many articles: one event, several outlets.

    Needs what `pip install 'rashomon[corpus]'` installs.
    """


@corpus.command()
@FILES
@click.option("--limit", type=click.IntRange(1), help="Rows to look at in each file; 10,000 unless given.")
def inspect(paths: tuple[str, ...], limit: int | None) -> None:
    """Say which column would be what, and how clean rows are.

    Imports nothing.

    \b
    rashomon corpus inspect articles.parquet
    """
    from rashomon import corpus as door

    for dirt in door.inspect(paths, **({"limit": limit} if limit else {})):
        say_dirt(dirt)


@corpus.command()
@FILES
@click.option("-o", "--output", "folder", required=True, metavar="CORPUS", help="Folder of the corpus.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help='TOML file: field = "column".')
@click.option("--limit", type=click.IntRange(1), help="Only the first N rows of each file.")
@click.option("--read", type=click.Choice(["none", "stories", "all"]), default="none", show_default=True,
              help="Read articles too: those of stories with two outlets or more, or all.")  # fmt: skip
@ENGINE
@QUIET
@JSON
def build(paths: tuple[str, ...], folder: str, engine: str, quiet: bool, as_json: bool, **options: Any) -> None:
    """Take articles in and find near-duplicates and stories.

    A killed build goes on where it was.

    \b
    rashomon corpus build articles.parquet -o corpus/
    rashomon corpus build today.jsonl.gz -o corpus/      # joins the stories there are
    """
    door = opened(folder, engine)
    door.build(paths, progress=shown(quiet=quiet, as_json=as_json), **options)
    counts = door.counts()
    click.echo(
        json.dumps(counts)
        if as_json
        else f"{many(counts['articles'], 'article')}, {many(counts['skipped'], 'row')} skipped; "
        f"{many(counts['copies'], 'near-duplicate')}, {many(counts['stories'], 'story', 'stories')}"
    )


@corpus.command()
@FOLDER
@click.option("--sides", type=click.Path(path_type=Path), help="CSV of outlet,side: count each story's articles by it.")
@click.option("--outlets", type=click.IntRange(1), default=2, show_default=True, help="Least number of outlets.")
@JSON
def stories(folder: str, sides: Path | None, outlets: int, as_json: bool) -> None:
    """List the stories, the largest first.

    Each with its name, days, articles, independent ones, outlets and first title.

    \b
    rashomon corpus stories corpus/ --sides outlet-groups.csv
    """
    for story in opened(folder).stories(sides=sides, outlets=outlets):
        click.echo(json.dumps(story_row(story), ensure_ascii=False) if as_json else story_line(story))


@corpus.command("open")
@FOLDER
@click.argument("story")
@click.option("-o", "--output", "case_file", required=True, metavar="CASE", help="Case file to make.")
def open_(folder: str, story: str, case_file: str) -> None:
    """Make a case of one story.

    It is compared, served and exported as any other.

    \b
    rashomon corpus open corpus/ 3f0c8a52e1d97b46 -o story.case
    """
    with opened(folder).open(story, case_file) as case:
        click.echo(f"{many(len(case.accounts()), 'account')} in {case_file}; next: rashomon compare --case {case_file}")


@corpus.command()
@FOLDER
@click.option("--story", "chosen", multiple=True, metavar="STORY", help="This story; may be given again.")
@click.option("--all", "every", is_flag=True, help="Every story of two outlets or more.")
@ENGINE
@QUIET
@JSON
def compare(folder: str, chosen: tuple[str, ...], every: bool, engine: str, quiet: bool, as_json: bool) -> None:
    """Compare stories into tables of claims, alignments and points.

    What is current is left alone.

    \b
    rashomon corpus compare corpus/ --all
    """
    if every == bool(chosen):
        raise click.UsageError("say which: --story STORY, or --all")
    door = opened(folder, engine)
    counts = door.compare(chosen or None, progress=shown(quiet=quiet, as_json=as_json))
    named = (many(n, name.removesuffix("s")) for name, n in counts.items())
    click.echo(json.dumps(counts) if as_json else ", ".join(named))


def opened(folder: str, engine: str = "native") -> Corpus:
    """The corpus of a folder, on an engine."""
    from rashomon.corpus import Corpus, start

    start(engine)
    return Corpus(folder)


def shown(*, quiet: bool, as_json: bool) -> Progress:
    """Progress as lines on standard error, for people with rate and time left: a build outlives many a terminal."""
    if quiet:
        return lambda step, done, total: None
    if as_json:
        return lambda step, done, total: click.echo(json.dumps({"step": step, "done": done, "total": total}), err=True)
    return paced(
        lambda step, done, total: click.echo(f"{step} {done}/{total}" if total else f"{step} {done}", err=True)
    )


def paced(progress: Progress) -> Progress:
    """The same progress, the step's name with its rate and how long it will take yet."""
    began: dict[str, tuple[float, int]] = {}

    def told(step: str, done: int, total: int) -> None:
        now = time.monotonic()
        at, before = began.setdefault(step, (now, done))
        rate = (done - before) / (now - at) if now > at else 0.0
        left = f", {clock((total - done) / rate)} left" if rate and total > done else ""
        progress(f"{step} ({rate:,.1f} a second{left})" if rate else step, done, total)

    return told


def clock(seconds: float) -> str:
    """A length of time, in the two largest of hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def story_row(story: Story) -> dict[str, Any]:
    """A story as a JSON object."""
    from dataclasses import asdict

    return asdict(story)


def story_line(story: Story) -> str:
    """A story as one line."""
    days = story.first if story.first == story.last else f"{story.first} to {story.last}"
    sides = "".join(f"  {side} {count}" for side, count in story.sides.items())
    return (
        f"{story.id}  {days or 'undated'}  {many(len(story.articles), 'article')},"
        f" {story.independent} independent, {many(len(story.outlets), 'outlet')}{sides}  {story.title or ''}"
    )


def say_dirt(dirt: Dirt) -> None:
    """The report on one file, and the mapping as a file for --map."""
    from rashomon.corpus.columns import as_toml

    click.echo(f"{dirt.path}: {many(dirt.rows, 'row')} looked at" + (f" of {dirt.of:,}" if dirt.of else ""))
    click.echo(f"  columns: {', '.join(dirt.names) or 'web pages'}")
    for line in lines(dirt):
        click.echo(f"  {line}")
    click.echo("\n# proposed mapping: save what follows, correct it, and give it with --map")
    click.echo(as_toml(dirt.columns))


def lines(dirt: Dirt) -> Iterator[str]:
    """What there is to say of the rows, a line each."""
    if dirt.characters:
        lengths = sorted(dirt.characters)
        yield f"length: {lengths[0]:,} to {lengths[-1]:,} characters, half under {lengths[len(lengths) // 2]:,}"
        yield "language: " + ", ".join(f"{name} {n}" for name, n in dirt.languages.most_common(5))
    if dirt.first:
        yield f"dates: {dirt.first} to {dirt.last}"
    if dirt.unread_dates:
        yield f"dates that cannot be read: {dirt.unread_dates}, such as {', '.join(dirt.examples)}"
    if dirt.missing:
        yield "missing: " + ", ".join(f"{name} {n}" for name, n in sorted(dirt.missing.items()))
    if dirt.same_text:
        yield f"the same text again: {dirt.same_text}"
    for reason, n in dirt.skipped.most_common(5):
        yield f"no article: {many(n, 'row')}, {reason}"
