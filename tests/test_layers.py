"""The layers of docs/design.md hold: each module imports only from layers below its own."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "rashomon"

WORDS = {
    "errors",
    "model",
    "codec",
    "text",
    "dates",
    "quantities",
    "names",
    "lexicon",
    "diff",
    "tokens",
    "proper",
    "headline",
}
READER = {"reader", "weights"}
STEPS = {
    "ingest", "clean", "annotate", "attribute", "mention", "extract", "embed", "judge",
    "resolve", "trace", "align", "appeal", "contrast", "frame", "relate", "chronicle",
}  # fmt: skip
MACHINERY = {"store", "pipeline", "engine"}
DOORS = {"case", "corpus", "result", "doctor"}
FACES = {"cli", "report", "web", "export", "__main__", "__init__"}

# What a module of each layer may import. A step never imports another step; only the pipeline knows the steps.
MAY_IMPORT = (
    dict.fromkeys(WORDS | READER, WORDS)
    | {name: WORDS | READER | {name} for name in STEPS}
    | {"store": WORDS, "pipeline": WORDS | STEPS | {"store", "engine"}, "engine": WORDS}
    # What to add and what was decided come from the caller, not from the pipeline, so `case` knows those two steps.
    | {"case": WORDS | MACHINERY | {"ingest", "judge", "result"}, "corpus": WORDS | MACHINERY | {"case", "ingest"}}
    # How labels compare is worked out from the labels when it is asked for; nothing of it is stored.
    | {"result": WORDS | {"frame"}, "doctor": WORDS | READER | MACHINERY}
    | dict.fromkeys(FACES, WORDS | DOORS | FACES - {"__main__"})
)


def room(path: Path) -> str:
    """The top-level module or package of src/rashomon a file belongs to."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms of rashomon a file imports, at any depth of the file, type-checking imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            pytest.fail(f"{path}: relative import; write 'from rashomon...' so that the layers can be read")
        elif isinstance(node, ast.ImportFrom) and node.module == "rashomon":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("rashomon."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("rashomon.")}
    return found


FILES = sorted(SRC.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_imports_only_from_below(path: Path) -> None:
    allowed = MAY_IMPORT[room(path)] | {room(path)}
    assert imports(path) <= allowed


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_assert_on_user_input(path: Path) -> None:
    """`assert` vanishes under -O; the package raises typed errors instead."""
    assert not [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Assert)]


CONFINED = {
    "sqlite3": {"store"},
    "onnxruntime": {"reader"},
    "trafilatura": {"ingest"},
    "pypdfium2": {"ingest"},
    "docx": {"ingest"},
    "jinja2": {"report", "web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "openai": {"appeal"},
    "click": {"cli"},
    "daft": {"corpus"},
    "ray": {"corpus"},
    "rich": {"cli"},
}


@pytest.mark.parametrize("library", CONFINED)
def test_library_is_confined(library: str) -> None:
    """Each heavy library is known to one room, so that it can be replaced there."""
    users = {room(path) for path in FILES if third_party(path, library)}
    assert users <= CONFINED[library]


def third_party(path: Path, library: str) -> bool:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == library:
            return True
    return False
