"""Provenance as the text itself states it: who wrote it, where, when, and whose words it re-prints.

General patterns of English credit lines over the first and last lines of a text; Markdown's marks are read
through. Fills only what metadata leave open. A re-print that nowhere says so is found by `rashomon.trace`, not
here; credits in other languages are not read.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.ingest.credits import byline, days, foot, headline, lines, masthead, origin, posts, release
from rashomon.ingest.credits.labelled import labelled
from rashomon.ingest.credits.naming import NO_CREDIT, Credit, is_agency, is_outlet, same_outlet
from rashomon.ingest.facts import NO_FACTS, Facts

__all__ = ["credits"]


def credits(text: str, known: Facts = NO_FACTS) -> Facts:
    """The facts the text states about itself; `known` are those already certain, which settle what is ambiguous."""
    stated, top = labelled(lines.head(text))
    return stated.over(_read(text, top, known.over(stated)))


def _read(text: str, top: Sequence[lines.Line], known: Facts) -> Facts:
    """The facts that credit lines tell without naming them; `top` are the first lines that may be such."""
    opening, bottom = lines.opening(text), lines.tail(text)
    signed, post = byline.byline(top), posts.post(opening)
    late = byline.late_byline(bottom)
    authors = known.authors or signed.authors or post.authors or late.authors or byline.writer(top)
    carrier, source = _named(top, bottom, known, authors)
    holder = foot.copyright_holder(bottom)
    marked = origin.agency(opening, bottom, signed.others, known.outlet)
    source = _source((*opening, *bottom), source) or _agency(marked, holder)
    source = source if source.outlet else post.source
    first = masthead.at_top(top) or post.channel or (None if authors else _issuer(top, bottom))
    outlet = carrier.outlet or _outlet(
        (*signed.others, masthead.between_credits(top), foot.employer(bottom, authors), holder, first), source
    )
    published = carrier.published
    if same_outlet(known.outlet or outlet, source.outlet):  # an outlet is no re-print of itself
        published, source = published or source.published, NO_CREDIT
    published = published or signed.published or days.published(top) or post.published or late.published
    published = published or (None if source.outlet else days.written(top)) or release.released(top, opening)
    title = headline.title(top, authors)
    return Facts(title, outlet, authors, published, None, None, source.outlet, source.published)


def _issuer(top: Sequence[lines.Line], bottom: Sequence[lines.Line]) -> str | None:
    return masthead.issuer(top) or (release.issuer(bottom) if release.is_release(top, bottom) else None)


def _named(
    top: Sequence[lines.Line], bottom: Sequence[lines.Line], known: Facts, authors: Sequence[str]
) -> tuple[Credit, Credit]:
    """Who carries the text and whom they have it from, by lines that pair an outlet with a date."""
    if marked := origin.slashed(bottom):
        return marked
    named = [credit for credit in masthead.outlet_lines(top) if not same_outlet(credit.outlet, "".join(authors[:1]))]
    if len(named) == 1:  # one name beside a date may be a place or a writer; two are the carrier's and the source's
        named = [credit for credit in named if authors or is_outlet(credit.outlet or "")]
    named = named or [credit for credit in masthead.outlet_lines(bottom[-1:]) if is_outlet(credit.outlet or "")]
    if not named:
        return NO_CREDIT, NO_CREDIT
    latest = max(named[:2], key=lambda credit: (same_outlet(credit.outlet, known.outlet), credit.published or ""))
    if known.outlet and not same_outlet(known.outlet, latest.outlet):
        return NO_CREDIT, latest
    return latest, next((credit for credit in named if not same_outlet(credit.outlet, latest.outlet)), NO_CREDIT)


def _source(where: Sequence[lines.Line], named: Credit) -> Credit | None:
    """The source a sentence states, with the date a line beside its name gives; else the one lines name."""
    stated = origin.statement(where)
    if stated is None:
        return named if named.outlet else None
    dated = named.published if same_outlet(stated.outlet, named.outlet) else None
    return Credit(stated.outlet, stated.published or dated)


def _agency(marked: str | None, holder: str | None) -> Credit:
    return Credit(marked or (holder if holder and is_agency(holder) else None))


def _outlet(names: Sequence[str | None], source: Credit) -> str | None:
    """The first name that is neither an agency's nor the source's: the outlet that carries the text."""
    return next((name for name in names if name and not is_agency(name) and not same_outlet(name, source.outlet)), None)
