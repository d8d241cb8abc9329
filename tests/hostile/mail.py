"""E-mails, and pages saved with all their parts."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

HEAD = {
    "From": "Ada Möss <ada@tern.example>",
    "Date": "Thu, 04 Mar 2021 08:12:44 +0100",
    "To": "Ben Lund <ben@tern.example>",
    "Subject": "The ferry – what we know",
}


def mail(text: str | None = None, html: bytes | None = None, head: dict[str, str] = HEAD) -> bytes:
    """A message of these parts, its words and head encoded as they travel, with a picture attached."""
    message = EmailMessage(SMTP)
    for name, value in head.items():
        message[name] = value
    if text is not None:
        message.set_content(text, cte="quoted-printable")
    if html is not None:
        add = message.set_content if text is None else message.add_alternative
        add(html.decode(), subtype="html", cte="base64")
    message.add_attachment(b"GIF8", "image", "gif", filename="quay.gif")
    return message.as_bytes()


def saved_page(html: bytes, address: str) -> bytes:
    """A page as a browser saves it in one file (MHTML)."""
    message = EmailMessage(SMTP)
    message["From"], message["Snapshot-Content-Location"] = "<Saved by Blink>", address
    message["Subject"] = "Ferry stopped at Sandmoor"
    message.set_content(html.decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"GIF8", "image", "gif", cid="<quay>")
    return message.as_bytes()
