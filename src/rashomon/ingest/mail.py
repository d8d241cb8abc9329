"""An e-mail, or a web page a browser saved with all its parts in one file (MHTML), to text.

Of an e-mail the head ("From", "Date", "To", "Subject") and the message: as plain text where it has that, else the main
content of its page. Attachments are left out.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from rashomon.ingest import page
from rashomon.ingest.decode import decode
from rashomon.ingest.facts import Draft, Facts, Unreadable, label, web_address
from rashomon.ingest.limits import Limits

_HEAD = ("From", "Date", "To", "Subject")


def parse(data: bytes, limits: Limits) -> Draft:
    """The head and the words of a message, or the saved page; an Unreadable if there are no words in it."""
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise Unreadable("is an e-mail without a text; save what is attached to it")
    content = body.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable("is an e-mail without a text; save what is attached to it")
    head = [f"{name}: {value}" for name in _HEAD if (value := label(message[name]))]
    if "@" not in "".join(head[:1]):  # a browser sends no mail
        saved = page.parse(content, limits)
        address = message["Snapshot-Content-Location"] or body["Content-Location"]
        return Draft(saved.text, saved.facts.over(Facts(url=web_address(address))))
    return Draft("\n".join(head) + "\n\n" + _words(body, content, limits))


def _words(body: EmailMessage, content: bytes, limits: Limits) -> str:
    if body.get_content_subtype() == "html":
        return page.parse(content, limits).text
    return decode(content, body.get_content_charset())[0].replace("\r\n", "\n").strip()
