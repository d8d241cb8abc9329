"""The command line: one command, one method of the case; it prints, and owns no default.

Progress goes to standard error: a bar on a terminal, plain lines when piped, JSON lines with `--json`,
nothing with `--quiet`. Results go to standard output.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from rashomon.cli.corpus import InOrder, corpus
from rashomon.cli.output import make, put, spare
from rashomon.cli.progress import JSON, QUIET, progress_shown
from rashomon.cli.words import many, unread
from rashomon.codec import decode, encode
from rashomon.errors import InputError, RashomonError
from rashomon.model import Judgement, JudgeServer

if TYPE_CHECKING:
    from rashomon.case import Case
    from rashomon.result import Result

LOG = logging.getLogger(__name__)

ACCOUNTS_PER_WORKER = 8
"""Below this many accounts a worker process costs more to start than it saves (about 3 s each)."""

PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...")

FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
"""A file to write, or `-`."""

WRITTEN = ("report.html", "comparison.json")
"""What `compare` writes into its folder."""

SQLITE = b"SQLite format 3\0"
"""What a case file begins with (https://www.sqlite.org/fileformat.html)."""


class Commands(InOrder):
    """Turns every error raised on purpose into its message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RashomonError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rashomon")
def main() -> None:
    """Compare conflicting accounts of the same events: who says what, on whose word, and where they part.

    Everything happens on this machine; only URLs you name are fetched, and only a language model you name is asked.
    """


@main.command()
@PATHS
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("comparison"),
              show_default=True, help="Folder for report.html and comparison.json.")  # fmt: skip
@click.option("--case", "case_file", type=click.Path(), help="Compare this case file, after adding PATH... to it.")
@click.option("--judge-url", metavar="URL", help="Put doubtful pairs before the language model at this address; "
              "'none' sets the answers of an earlier one aside.")  # fmt: skip
@click.option("--judge-model", metavar="NAME", help="Which of its models; not needed where it has one only.")
@click.option("--judge-calls", type=click.IntRange(0), default=200, show_default=True,
              help="Put at most so many pairs before it.")  # fmt: skip
@QUIET
@JSON
def compare(
    paths: tuple[str, ...],
    output: Path,
    case_file: str | None,
    quiet: bool,
    as_json: bool,
    **judge: Any,
) -> None:
    """Read accounts and write what they share and where they part.

    An account is a file, a folder's file, or the page at a URL. Exits with 1 if none could be read.

    \b
    rashomon compare examples/bridge -o out
    rashomon compare statement.pdf paper.html https://example.org/story
    rashomon compare --case bridge.case -o out
    """
    named = judge_of(**judge)
    refuse_cases(paths)
    if not paths and not case_file:
        raise click.UsageError("name files, folders or URLs to compare, or a case with --case FILE")
    with opened(case_file) as case, progress_shown(quiet=quiet, as_json=as_json) as progress:
        case.add(paths, progress=progress) if paths else None
        make(output)  # before the work, not after it
        for name in WRITTEN:
            spare(output / name, case_file, case.accounts())
        if judge["judge_url"] == "none":
            case.set_aside_judge()
        result = case.compare(progress=progress, workers=workers(len(case.accounts())), judge=named)
        if result.counts()["independent"] == 1:
            LOG.info("there is one independent account only, and nothing to set it against")
        written = write(result, output)
    say_result(result, written, as_json=as_json)
    if not result.counts()["read"]:
        raise click.ClickException("no account could be read, so nothing was compared")


def judge_of(*, judge_url: str | None, judge_model: str | None, judge_calls: int) -> JudgeServer | None:
    """The language model the options name, if they name one."""
    address = None if judge_url == "none" else judge_url
    if judge_model and not address:
        raise click.UsageError("--judge-model needs the address of its server with --judge-url")
    return JudgeServer(address, judge_model, judge_calls) if address else None


def refuse_cases(paths: Iterable[str]) -> None:
    """A case is no account: say how to compare it."""
    for path in filter(is_case, paths):
        raise click.UsageError(f"'{path}' is a case, not an account; compare it with --case {path}")


def is_case(path: str) -> bool:
    """True for a file that begins as a case does."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read(len(SQLITE)) == SQLITE


@main.command()
@click.argument("case_file", metavar="CASE")
@PATHS
@QUIET
def new(case_file: str, paths: tuple[str, ...], quiet: bool) -> None:
    """Create a case file, and add PATH... to it.

    \b
    rashomon new bridge.case examples/bridge
    """
    from rashomon.case import Case

    refuse_cases(paths)
    if os.path.exists(case_file) and not is_case(case_file):
        raise click.UsageError(f"'{case_file}' is no case; name one to make first: rashomon new NAME.case {case_file}")
    case = Case.new(case_file)
    try:
        with case:
            say_added(case, paths, quiet=quiet)
    except InputError:
        Path(case_file).unlink()  # or the corrected command would find it in its way
        raise


@main.command()
@click.argument("case_file", metavar="CASE")
@click.argument("paths", nargs=-1, metavar="PATH...", required=True)
@QUIET
def add(case_file: str, paths: tuple[str, ...], quiet: bool) -> None:
    """Add files, folders or URLs to a case.

    What it already holds stays as it is.

    \b
    rashomon add bridge.case late-edition.html
    """
    from rashomon.case import Case

    refuse_cases(paths)
    with Case.open(case_file) as case:
        say_added(case, paths, quiet=quiet)


@main.command()
@click.argument("case_file", metavar="CASE")
@click.argument("query", metavar="QUERY...", nargs=-1, required=True)
def search(case_file: str, query: tuple[str, ...]) -> None:
    """Find words in the accounts of a case.

    QUERY is words that an account must all have, "a phrase" or NEAR(two words).

    \b
    rashomon search bridge.case '"north span"'
    """
    from rashomon.case import Case

    with Case.open(case_file) as case:
        accounts = {account.id: account for account in case.accounts()}
        found = case.search(" ".join(query))
        if not found:
            click.echo(f"nothing found in {many(len(accounts), 'account')}", err=True)
        for span in found:
            text = accounts[span.account].text
            before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
            before = before.partition(" ")[2] if span.start > 40 else before  # no half words at the edges
            after = after.rpartition(" ")[0] if span.end + 40 < len(text) else after
            around = " ".join(f"{before}{text[span.start : span.end]}{after}".split())
            click.echo(f"{accounts[span.account].path}:{span.start}-{span.end}\t{around}")


@main.command()
@click.argument("case_file", metavar="CASE")
@click.option("--export", "target", type=FILE, help="Write the log there (- for here).")
@click.option("--import", "source", type=click.File("r", encoding="utf-8"), help="Take over another log.")
def log(case_file: str, target: Path | None, source: IO[str] | None) -> None:
    """Show the judgements made on a case, or exchange them.

    They travel to another machine as JSON lines.

    \b
    rashomon log bridge.case --export mine.jsonl
    rashomon log bridge.case --import theirs.jsonl
    """
    from rashomon.case import Case

    with Case.open(case_file) as case:
        if target:
            spare(target, case_file, case.accounts())
        if source:
            click.echo(f"{many(case.merge_log(parse_log(source)), 'new judgement')} taken over", err=True)
        if target:
            lines = (json.dumps(encode(one), ensure_ascii=False) + "\n" for one in case.log())
            put(target, "".join(lines).encode())
        elif not source:
            say_log(case)


@main.command()
@click.argument("case_file", metavar="CASE")
@click.option("--to", "name", required=True,
              type=click.Choice(["csv", "jsonl", "parquet", "webannotation", "csl-json", "ach"]))  # fmt: skip
@click.option("-o", "--output", required=True, type=FILE, help="File, or -.")
def export(case_file: str, name: str, output: Path) -> None:
    """Write the comparison of a case for other programs.

    Every row has the account, offsets and exact words.

    \b
    rashomon export bridge.case --to csv -o claims.csv
    """
    from rashomon.case import Case
    from rashomon.export import FORMATS

    with Case.open(case_file) as case:
        spare(output, case_file, case.accounts())
        made = FORMATS[name](current(case).record)
    put(output, made if isinstance(made, bytes) else made.encode("utf-8", "replace"))


@main.command()
@click.argument("case_file", metavar="CASE")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--all", "every", is_flag=True, help="Every feature, also those that weigh next to nothing.")
@click.option("--json", "as_json", is_flag=True, help="The explanation as JSON, with every feature.")
def explain(case_file: str, ids: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Say why claims are aligned as they are.

    Shows the rule that decided, what fits next best, and the features that weigh. ID is a point, a claim, or two
    claims, as they are named in comparison.json. A claim alone is set against every other account, also where
    nothing there was found to match it.

    \b
    rashomon explain bridge.case p0
    rashomon explain bridge.case a0.3 a1.5
    """
    from rashomon.case import Case
    from rashomon.cli.explanation import as_rows, say

    with Case.open(case_file) as case:
        result = current(case, as_json=as_json)
        found = case.explain(result, *ids)
    if as_json:
        click.echo(json.dumps(as_rows(result.record, found), ensure_ascii=False, indent=1))
    else:
        say(result.record, found, every=every)


@main.command()
@click.argument("case_file", metavar="CASE")
@click.option("--port", type=click.IntRange(1, 65535),
              help="Port on 127.0.0.1; 8747 unless given, or a free one where that is in use.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Print the address, and leave the browser alone.")
def serve(case_file: str, port: int | None, no_open: bool) -> None:
    """Open a case in the browser, to read, check and correct it.

    It answers on this machine only.

    \b
    rashomon serve bridge.case
    """
    from rashomon.web import serve as run

    run(case_file, port=port, browse=not no_open, say=lambda url: click.echo(f"open {url}\nstop with Ctrl-C"))


@main.command()
def doctor() -> None:
    """Say what is installed and whether it works.

    Uses no network.
    """
    from rashomon.doctor import examine

    checks = list(examine())
    for check in checks:
        click.echo(f"{'ok ' if check.good else 'BAD'}  {check.name:<18} {check.found}")
    if not all(check.good for check in checks):
        raise click.ClickException("something is missing or broken, see the lines marked BAD")


@contextlib.contextmanager
def opened(case_file: str | None) -> Iterator[Case]:
    """The named case, or one in memory."""
    from rashomon.case import Case

    with Case.open(case_file) if case_file else Case.in_memory() as case:
        yield case


def current(case: Case, *, as_json: bool = False) -> Result:
    """The comparison of a case, brought up to date with progress shown."""
    with progress_shown(quiet=False, as_json=as_json) as progress:
        return case.compare(progress=progress, workers=workers(len(case.accounts())))


def workers(accounts: int) -> int:
    """One process for a handful of accounts, then one more for every few, up to the processors there are."""
    return max(1, min(os.cpu_count() or 1, accounts // ACCOUNTS_PER_WORKER))


def write(result: Result, folder: Path) -> tuple[Path, Path]:
    """Write report.html and comparison.json into a folder."""
    from rashomon import report
    from rashomon.export.contract import to_json

    page, data = (folder / name for name in WRITTEN)
    put(page, report.page(report.view(result.record)).encode())
    put(data, to_json(result.record).encode())
    return page, data


def say_added(case: Case, paths: tuple[str, ...], *, quiet: bool) -> None:
    """Say, an account a line, what was added and what could not be read."""
    with progress_shown(quiet=quiet, as_json=False) as progress:
        added = case.add(paths, progress=progress) if paths else ()
    for account in added:
        note = "" if account.status == "read" else f"\tnot read: {unread(account)}"
        click.echo(f"{account.id}\t{account.path}{note}")
    click.echo(f"{len(added)} added, {len(case.accounts())} in the case")


def parse_log(lines: Iterable[str]) -> Iterator[Judgement]:
    """The judgements of an exported log; an InputError names the line that is none."""
    for number, line in enumerate(lines, start=1):
        try:
            yield decode(Judgement, json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(f"line {number} of the log is no judgement ({error}); export it again") from error


def say_log(case: Case) -> None:
    """One judgement a line, then how far people agree."""
    if not case.log():
        click.echo("nobody has judged anything yet", err=True)
    for one in case.log():
        words = " | ".join(anchor.exact or anchor.sha256[:12] for anchor in one.about)
        click.echo(f"{one.at}  {one.by}  {one.id}  {one.action} {one.after or ''}  {words}  {one.why}".rstrip())
    found = case.agreement()
    if found.subjects:
        click.echo(f"judged by more than one: {found.subjects}, agreed on {found.agreed}")


def say_result(result: Result, written: tuple[Path, Path], *, as_json: bool) -> None:
    """The counts, the accounts that were not read or not understood, and where the files are."""

    counts = result.counts()
    failed = [account for account in result.record.accounts if account.status == "failed"]
    if as_json:
        click.echo(json.dumps({"result": counts, "report": str(written[0]), "comparison": str(written[1])}))
        return
    click.echo(
        f"{many(counts['accounts'], 'account')}, {counts['read']} read, {counts['independent']} independent; "
        f"{many(counts['points'], 'point')}: {counts['contested']} contested, {counts['differs']} differ, "
        f"{counts['shared']} shared, {counts['single']} told by one alone"
    )
    for one in result.record.appeals:
        asked = f"asked about {one.answered} of {one.doubtful} doubtful pairs, changed {one.changed}"
        click.echo(f"judge {one.model}: {asked}")
    for account in failed:
        click.echo(f"not read: {account.path}: {unread(account)}")
    for account in result.record.accounts:
        if account.status == "read" and account.is_foreign:
            click.echo(f"not in English ({account.language}): {account.path}: its claims are not understood")
    click.echo(f"report: {written[0]}\ndata:   {written[1]}")


main.add_command(corpus)
