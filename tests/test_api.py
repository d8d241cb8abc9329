"""The public names, and what importing them costs."""

import subprocess
import sys

import pytest

import rashomon


def test_public_names() -> None:
    expected = ["Case", "Comparison", "JudgeServer", "RashomonError", "Result", "compare", "open"]
    assert sorted(rashomon.__all__) == expected
    assert all(getattr(rashomon, name) for name in expected)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="verdict"):
        _ = rashomon.verdict


@pytest.mark.parametrize("library", ["spacy", "onnxruntime", "numpy", "trafilatura", "pandas", "rich", "jinja2"])
def test_import_is_light(library: str) -> None:
    """`import rashomon.cli` loads no heavy library, so that --help and --version answer at once."""
    code = f"import sys, rashomon.cli; sys.exit('{library}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
