"""Web pages, PDFs and Word documents become texts with paragraphs, and facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile import mail, page, pdf, word
from rashomon.errors import InputError
from rashomon.ingest import Limits, ingest
from rashomon.ingest.facts import Draft
from rashomon.ingest.jail import parse
from rashomon.ingest.mail import parse as parse_mail
from rashomon.ingest.page import parse as parse_page
from rashomon.ingest.pdf import HYPHEN, dehyphenated
from rashomon.ingest.pdf import parse as parse_pdf
from rashomon.ingest.word import parse as parse_word

LIMITS = Limits()
FIRST = (
    "The ferry between Sandmoor and Oster was stopped on Wednesday after a crack was found in its hull, the operator"
    " said. It had carried four hundred people that day."
)
SECOND = "Two of the crew said that the crack had been known for weeks, and asked not to be named in this report."
NEWS_HEAD = """
<title>Ferry stopped at Sandmoor - Harbour Post</title><meta property="og:site_name" content="Harbour Post">
<link rel="canonical" href="https://harbour.example/ferry">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Ferry stopped at Sandmoor", "datePublished": "2021-03-04T09:14:00+01:00",
"author": [{"@type": "Person", "name": "Ada Moss"}, {"@type": "Person", "name": "Ben Lund"}],
"publisher": {"@type": "Organization", "name": "Harbour Post"}}</script>"""


def from_page(data: bytes) -> Draft:
    return parse_page(data, LIMITS)


def test_page_keeps_headline_and_paragraphs_and_drops_navigation() -> None:
    draft = from_page(page.page(FIRST, SECOND, head=NEWS_HEAD))
    assert draft.text == f"Ferry stopped at Sandmoor\n\n{FIRST}\n\n{SECOND}"


def test_page_facts_come_from_its_metadata() -> None:
    facts = from_page(page.page(FIRST, SECOND, head=NEWS_HEAD, lang="en-GB")).facts
    assert (facts.title, facts.outlet, facts.authors) == (
        "Ferry stopped at Sandmoor",
        "Harbour Post",
        ("Ada Moss", "Ben Lund"),
    )
    assert (facts.published, facts.language, facts.url) == (
        "2021-03-04T09:14+01:00",
        "en",
        "https://harbour.example/ferry",
    )


def test_outlet_in_a_byline_is_no_author() -> None:
    byline = '<p class="byline">By Ada Moss and Ben Lund, Evening Letter</p>'
    facts = from_page(page.page(FIRST, SECOND).replace(b"<article>", b"<article>" + byline.encode())).facts
    assert facts.authors == ("Ada Moss", "Ben Lund")


def test_date_of_the_day_alone_has_no_hour() -> None:
    head = '<meta property="article:published_time" content="2021-03-04">'
    assert from_page(page.page(FIRST, SECOND, head=head)).facts.published == "2021-03-04"


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Ferry stopped at Sandmoor | The Oster Post", "The Oster Post"),
        ("Ferry &ndash; a crack\n - Harbour &amp; Coast News", "Harbour & Coast News"),
        ("Statement on the ferry - Ministry of Ports - Government of Renn", "Government of Renn"),
        ("Ferry stopped - Sandmoor waits", None),
        ("Ferry stopped - News", None),
        ("The Oster Post", None),
    ],
)
def test_the_title_of_a_page_ends_in_its_outlet(title: str, outlet: str | None) -> None:
    assert from_page(page.page(FIRST, SECOND, head=f"<title>{title}</title>")).facts.outlet == outlet


def test_a_day_in_words_in_the_record_of_a_page_is_read() -> None:
    head = NEWS_HEAD.replace("2021-03-04T09:14:00+01:00", "March 4, 2021")
    assert from_page(page.page(FIRST, SECOND, head=head)).facts.published == "2021-03-04"


def test_the_times_of_a_live_blog_stay() -> None:
    """So does the day the tag of a time tells of the page."""
    entries = [
        f'<time datetime="2021-03-04T{at}">{at}</time><p>{text}' for at, text in (("14:32", FIRST), ("9:05", SECOND))
    ]
    draft = from_page(page.page(*entries))
    assert draft.text == f"14:32\n\n{FIRST}\n\n9:05\n\n{SECOND}"
    assert draft.facts.published == from_page(page.page(*entries).replace(b">9:05<", b">now<")).facts.published


def test_headings_lists_tables_and_quotations_stay_apart() -> None:
    body = (
        f"{FIRST}</p><h2>What the crew say</h2><p>{SECOND}<br>A second line.</p>"
        "<ul><li>The first thing on the list</li><li>The second thing on the list</li></ul>"
        "<blockquote>“It was a matter of time,” one said.</blockquote>"
        f"<table><tr><th>Day</th><th>Ships</th></tr><tr><td>Monday</td><td>4</td></tr></table><p>{SECOND[:-1]} at all."
    )
    blocks = from_page(page.page(body)).text.split("\n\n")
    assert blocks == [
        FIRST,
        "What the crew say",
        f"{SECOND}\nA second line.",
        "The first thing on the list\nThe second thing on the list",
        "“It was a matter of time,” one said.",
        "Day | Ships\nMonday | 4",
        f"{SECOND[:-1]} at all.",
    ]


def test_markup_in_the_words_stays_characters() -> None:
    text = from_page(page.page(f"{FIRST} &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; {SECOND}")).text
    assert "<script>alert(1)</script> &amp; Two" in text


def test_page_in_the_encoding_it_declares() -> None:
    html = page.page(f"{FIRST} Le café était fermé – dit-on.").decode().replace("utf-8", "iso-8859-1")
    assert "Le café était fermé – dit-on." in from_page(html.encode("cp1252")).text


def test_page_without_main_content_gives_all_its_text() -> None:
    assert from_page(b"<div>Three small<br>words<script>not these</script></div>").text == "Three small\nwords"


def test_page_that_only_scripts_fill_is_refused() -> None:
    with pytest.raises(InputError, match="holds no text"):
        from_page(b"<html><body><div id=app></div><script>render()</script></body></html>")


def from_pdf(data: bytes) -> Draft:
    return parse_pdf(data, LIMITS)


def test_pdf_lines_become_paragraphs() -> None:
    data = pdf.pdf([pdf.columns_of(f"{FIRST}\n\n{SECOND}"), [(72, 700, 20, "A heading"), (72, 670, 11, "More words.")]])
    assert from_pdf(data).text == f"{FIRST}\n\n{SECOND}\n\nA heading\n\nMore words."


def test_pdf_headline_of_two_lines_is_one() -> None:
    head = [
        (72.0, 740.0, 22.0, "Ferry between Sandmoor and"),
        (72.0, 712.0, 22.0, "Oster stopped"),
        (72.0, 670.0, 14.0, "Ada Moss"),
    ]
    text = from_pdf(pdf.pdf([[*head, *pdf.columns_of(f"{FIRST} {SECOND}", top=640)]])).text
    assert text == f"Ferry between Sandmoor and Oster stopped\n\nAda Moss\n\n{FIRST} {SECOND}"


def test_pdf_paragraphs_by_short_last_line_where_there_is_no_gap() -> None:
    lines = [*pdf.wrap(FIRST, 60), *pdf.wrap(SECOND, 60)]
    data = pdf.pdf([[(72, 700 - 14 * number, 11, line) for number, line in enumerate(lines)]])
    assert from_pdf(data).text == f"{FIRST}\n\n{SECOND}"


def test_pdf_sentence_goes_on_over_a_page_break() -> None:
    lines = pdf.wrap(f"{FIRST} {SECOND}", 60)
    pages = [[(72, 700 - 14 * n, 11, line) for n, line in enumerate(part)] for part in (lines[:2], lines[2:])]
    assert from_pdf(pdf.pdf(pages)).text == f"{FIRST} {SECOND}"


def test_pdf_running_heads_and_feet_stand_around_the_text_once() -> None:
    """As a browser prints a page; a sentence goes on past them."""
    words = FIRST.split(" ")
    parts = [" ".join(words[:12]), " ".join(words[12:24]), " ".join(words[24:])]
    pages = [
        [*pdf.columns_of(part), (72, 760, 8, "4/3/21, 9:14 AM"), (300, 760, 8, "Ferry stopped"),
         (72, 30, 8, "https://harbour.example/24/ferry"), (500, 30, 8, f"{number}/3")]
        for number, part in enumerate(parts, start=1)
    ]  # fmt: skip
    assert from_pdf(pdf.pdf(pages)).text == (
        f"4/3/21, 9:14 AM Ferry stopped\n\n{FIRST}\n\nhttps://harbour.example/24/ferry 1/3"
    )


def test_pdf_lines_that_differ_in_more_than_the_page_stay() -> None:
    """So does one that is there again in the midst of a page."""
    pages = [
        [(72, 700, 11, f"Hurt in {year}: {hurt}."), (72, 660, 11, "It rained."), (72, 620, 11, f"In all {hurt + 3}.")]
        for year, hurt in ((2020, 40), (2021, 44))
    ]
    told = "Hurt in 2020: 40. It rained. In all 43. Hurt in 2021: 44. It rained. In all 47."
    assert " ".join(from_pdf(pdf.pdf(pages)).text.split()) == told


def test_pdf_hyphen_at_a_line_end_is_mended() -> None:
    lines = ["The harbour authority closed the whole pas-", "senger terminal, a well-", "known place, on Monday."]
    data = pdf.pdf([[(72, 700 - 14 * number, 11, line) for number, line in enumerate(lines)]])
    assert (
        from_pdf(data).text
        == "The harbour authority closed the whole passenger terminal, a well-known place, on Monday."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"the opera{HYPHEN}tor said", "the operator said"),
        (f"a co{HYPHEN}pilot and a copilot", "a copilot and a copilot"),
        (f"a sea{HYPHEN}worthy, sea-worthy ship", "a sea-worthy, sea-worthy ship"),
        (f"the ship, the owner, a ship{HYPHEN}owner", "the ship, the owner, a ship-owner"),
        (f"state{HYPHEN}owned", "state-owned"),
        (f"EU{HYPHEN}funded", "EU-funded"),
        (f"Moss{HYPHEN}Lund", "Moss-Lund"),
        (f"pages 4{HYPHEN}7", "pages 4-7"),
        (f"ends {HYPHEN}", "ends -"),
    ],
)
def test_hyphen_is_kept_or_dropped_by_what_the_document_writes(text: str, expected: str) -> None:
    assert dehyphenated(iter([text])) == expected


def test_pdf_title_counts_only_where_the_text_bears_it_out() -> None:
    lines = [(72.0, 700.0, 18.0, "Ferry stopped at Sandmoor"), (72.0, 670.0, 11.0, "By Ada Moss")]
    facts = from_pdf(pdf.pdf([lines], title="Ferry stopped at Sandmoor", author="Ada Moss")).facts
    assert (facts.title, facts.authors) == ("Ferry stopped at Sandmoor", ("Ada Moss",))
    assert from_pdf(pdf.pdf([lines], title="Microsoft Word - draft7", author="user")).facts.title is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf.scanned(), "no text layer: needs OCR"),
        (pdf.encrypted(), "is encrypted: open it with its password"),
        (pdf.looping(), "pages, over the limit"),
        (b"The ferry left Orrin Quay at dawn.", "is no PDF .* name it by what it is"),
        (b"%PDF-1.4 and nothing more", "is damaged: .*; fetch or save it again"),
        (pdf.pdf([pdf.columns_of(FIRST)])[:200], "is damaged"),
    ],
)
def test_pdf_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_pdf(data)


def from_word(data: bytes) -> Draft:
    return parse_word(data, LIMITS)


def test_word_paragraphs_lists_tables_and_notes_in_order() -> None:
    cells = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    first = cells.format(word.paragraph("Day"), word.paragraph("Ships"))
    second = cells.format(word.paragraph("Monday"), word.paragraph("4") + word.paragraph("or 5"))
    control = f"<w:sdt><w:sdtContent>{word.paragraph('In a control.')}</w:sdtContent></w:sdt>"
    body = f"{word.paragraph('First.')}<w:tbl>{first}{second}</w:tbl>{control}"
    assert from_word(word.docx(body=body)).text == "First.\n\nDay | Ships\nMonday | 4 or 5\n\nIn a control."
    assert from_word(word.with_footnote("A text.", "A note.")).text == "A text.\n\nA note."


def test_word_reads_insertions_links_and_boxes_but_no_deletions() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('One')}<w:ins>{run.format(' two')}</w:ins>"
        "<w:del><w:r><w:delText> gone</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run.format(' three')}</w:hyperlink><w:r><w:tab/><w:t>four</w:t><w:br/><w:t>five</w:t></w:r>"
        f"<w:r><w:pict><w:txbxContent>{word.paragraph('In a box.')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert from_word(word.docx(body=body)).text == "One two three\tfour\nfive\n\nIn a box."


def test_word_markup_in_the_words_stays_characters() -> None:
    assert from_word(word.docx("a <script>alert(1)</script> & b")).text == "a <script>alert(1)</script> & b"


def from_mail(data: bytes) -> Draft:
    return parse_mail(data, LIMITS)


MAIL_HEAD = """From: Ada Möss <ada@tern.example>
Date: Thu, 04 Mar 2021 08:12:44 +0100
To: Ben Lund <ben@tern.example>
Subject: The ferry – what we know"""


@pytest.mark.parametrize(
    "data",
    [
        mail.mail(f"{FIRST} “No.”"),
        mail.mail(f"{FIRST} “No.”", b"<p>Of no use.</p>"),
        mail.mail(html=page.page(f"{FIRST} “No.”")),
    ],
)
def test_mail_is_its_head_and_its_words(data: bytes, tmp_path: Path) -> None:
    """A plain text wins over a page; what is attached is left out."""
    assert from_mail(data).text == f"{MAIL_HEAD}\n\n{FIRST} “No.”"
    (tmp_path / "a.eml").write_bytes(data)
    (account,) = ingest([str(tmp_path / "a.eml")])
    assert (account.title, account.authors) == ("The ferry – what we know", ("Ada Möss",))
    assert account.published == "2021-03-04T08:12:44+01:00"


@pytest.mark.parametrize("data", [mail.mail(), mail.mail(" "), b"From: a@tern.example"])
def test_mail_without_words_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match="is an e-mail without a text"):
        from_mail(data)


def test_page_saved_in_one_file_is_a_page() -> None:
    data = page.page(
        FIRST, SECOND, head=NEWS_HEAD.replace('<link rel="canonical" href="https://harbour.example/ferry">', "")
    )
    found, there = from_mail(mail.saved_page(data, "https://harbour.example/saved")), from_page(data)
    assert (found.text, found.facts.title, found.facts.authors) == (there.text, there.facts.title, there.facts.authors)
    assert found.facts.url == "https://harbour.example/saved"


@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "mail"])
def test_confined_process_gives_what_the_parser_gives(kind: str) -> None:
    data = {
        "html": page.page(FIRST, SECOND, head=NEWS_HEAD),
        "pdf": pdf.pdf([pdf.columns_of(f"{FIRST}\n\n{SECOND}")]),
        "docx": word.docx(FIRST, SECOND),
        "mail": mail.mail(FIRST),
    }
    here = {"html": from_page, "pdf": from_pdf, "docx": from_word, "mail": from_mail}
    assert parse(kind, data[kind], LIMITS) == here[kind](data[kind])  # type: ignore[arg-type]


def test_documents_keep_their_order_among_text_files(tmp_path: Path) -> None:
    """Slow files are read ahead in threads; the accounts come in the order of the paths all the same."""
    contents = [
        ("0.pdf", pdf.pdf([pdf.columns_of(FIRST)])), ("1.txt", FIRST.encode()), ("2.html", page.page(FIRST, SECOND)),
        ("3.docx", word.docx(FIRST)), ("4.txt", b""), ("5.docx", word.bomb(12)), ("6.txt", FIRST.encode()),
    ]  # fmt: skip
    for name, data in contents:
        (tmp_path / name).write_bytes(data)
    accounts = list(ingest([str(tmp_path)]))
    assert [Path(account.path).name for account in accounts] == [name for name, _ in contents]
    assert [account.status for account in accounts] == ["read", "read", "read", "read", "failed", "failed", "read"]
    assert all(account.language == "en" for account in accounts if account.status == "read")
