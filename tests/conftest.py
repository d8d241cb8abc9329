"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("RASHOMON_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """The folder of annotated cases, which are not part of the project."""
    cases = SHARED / "cases"
    if not cases.is_dir():
        pytest.skip(f"the annotated cases are not at {cases}; set RASHOMON_SHARED to the folder that holds cases/")
    return cases


@pytest.fixture(scope="session")
def examples() -> Path:
    """The fictional cases that come with the project."""
    return Path(__file__).parent.parent / "examples"
