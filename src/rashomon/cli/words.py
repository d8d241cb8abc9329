"""What several commands say in the same words."""

from __future__ import annotations

import os

from rashomon.model import Account


def many(number: int, thing: str, things: str | None = None) -> str:
    """A number with its noun: "1 account", "5 accounts"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def unread(account: Account) -> str:
    """Why an account was not read, for a line that begins with its path: without the name a reason begins with."""
    name = account.path if "://" in account.path else os.path.basename(account.path)
    return (account.reason or "no reason given").removeprefix(f"'{name}' ")
