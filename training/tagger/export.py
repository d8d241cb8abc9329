"""A trained tagger to `weights/tagger.onnx`: python -m training.tagger.export --run DIR [--storage dynamic].

Storage `dynamic` quantises weights and activations of all products but the attention itself to int8 (ONNX Runtime's
dynamic quantisation; 7-bit weights, so that CPUs without VNNI do not saturate). The opening mark, whose outliers would
spoil the scale of the words, is no input but constants. Storage `int8` computes in float32. The graph reads one chunk
at a time without padding, because dynamic quantisation has one scale for a whole tensor: neighbours in a batch would
change each other's results.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]

from rashomon.reader.pieces import MARK, OPEN
from training.encoder import WEIGHTS
from training.graph import WIDTH, Graph, State, Storage, bert, normed, opened, words_input
from training.layers import under_bert
from training.manifest import record
from training.tagger.labels import ATTRIBUTION, NER, UPOS
from training.tagger.model import REL

HEADS = ("upos", "names", "roles", "facts")


def build(state: State, rels: tuple[str, ...], *, storage: Storage, **notes: str) -> onnx.ModelProto:
    """The tagger for one chunk: words (1, tokens, 384), shapes (1, tokens), first (words,) -> the outputs listed below.

    The tokens are those after the opening mark, which reads itself alone and is held as constants.

    upos (W, 17), names (W, 13), roles (W, 7) logits; facts (W,); arcs (W, W + 1), column 0 the root; links
    (W, W); dependents (W, relations * 65) and heads (W + 1, 65), whose product scores relations of any pair.
    """
    graph = Graph(storage=storage)
    extra = graph.table(state["shapes.weight"], "shape_table", "shapes")
    named = bert_state(state)
    value = bert(graph, named, "words", extra=(0, extra), wanted="first", opening=opened(named, mark(state)))
    words = graph.add("Reshape", value, graph.const([-1, WIDTH], "int64"))
    rooted = graph.add("Concat", graph.keep(state["root"][None], "root"), words, axis=0)
    graph.storage = "float32"
    for name in HEADS:
        out = graph.linear(words, state[f"{name}.weight"], state[f"{name}.bias"], f"head_{name}")
        if name == "facts":
            graph.add("Squeeze", out, graph.const([1], "int64"), name=name)
        else:
            graph.add("Identity", out, name=name)
    pairs(graph, state, "arcs", words, rooted)
    pairs(graph, state, "links", words, words)
    relations(graph, state, words, rooted)
    inputs = [
        words_input(),
        helper.make_tensor_value_info("shapes", TensorProto.INT64, [1, "tokens"]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
    ]
    sizes: dict[str, list[str | int]] = {
        "upos": ["words", len(UPOS)], "names": ["words", len(NER)], "roles": ["words", len(ATTRIBUTION)],
        "facts": ["words"], "arcs": ["words", "rooted"], "links": ["words", "words"],
        "dependents": ["words", len(rels) * (REL + 1)], "heads": ["rooted", REL + 1],
    }  # fmt: skip
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in sizes.items()]
    labels = {"upos": UPOS, "rels": rels, "names": NER, "roles": ATTRIBUTION}
    return graph.model(inputs, outputs, kind="tagger", labels=json.dumps(labels), **notes)


def bert_state(state: State) -> State:
    """The encoder's weights under BERT's names."""
    return {k: v for k, v in state.items() if k.startswith("embeddings.")} | dict(under_bert(state))


def mark(state: State) -> np.ndarray:
    """The opening mark's value before the first layer."""
    parts = (("word", OPEN), ("position", 0), ("token_type", 0))
    value = sum(state[f"embeddings.{name}_embeddings.weight"][place] for name, place in parts)
    return normed(state, "embeddings.LayerNorm", np.asarray(value)) + state["shapes.weight"][MARK]


def projected(graph: Graph, state: State, prefix: str, value: str) -> str:
    """One side of a biaffine: projection, GELU, a constant 1 at the end."""
    hidden = graph.gelu(graph.linear(value, state[f"{prefix}.weight"], state[f"{prefix}.bias"], f"head_{prefix}"))
    return graph.add("Pad", hidden, graph.const([0, 0, 0, 1], "int64"), graph.const(1.0))


def pairs(graph: Graph, state: State, name: str, left: str, right: str) -> None:
    """A one-label biaffine as an output."""
    one = projected(graph, state, f"{name}.dependent", left)
    other = graph.add("Transpose", projected(graph, state, f"{name}.head", right), perm=[1, 0])
    middle = graph.add("MatMul", one, graph.keep(state[f"{name}.weight"][0], f"head_{name}_middle"))
    graph.add("MatMul", middle, other, name=name)


def relations(graph: Graph, state: State, words: str, rooted: str) -> None:
    """Both sides of the relation biaffine; the decoder joins them for the heads it settles on."""
    weight = state["relations.weight"]
    count, width, _ = weight.shape
    one = projected(graph, state, "relations.dependent", words)
    flat = weight.transpose(1, 0, 2).reshape(width, count * width)
    graph.add("MatMul", one, graph.keep(flat, "head_relations_middle"), name="dependents")
    graph.add("Identity", projected(graph, state, "relations.head", rooted), name="heads")


def quantised(model: onnx.ModelProto, *parts: str) -> onnx.ModelProto:
    """Int8 products with the weights whose names begin with one of `parts`, where they are still float32."""
    weighted = [n.name for n in model.graph.node if n.op_type == "MatMul" and n.input[1].startswith(parts)]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.onnx", Path(folder) / "out.onnx"
        onnx.save(model, source)
        quantize_dynamic(
            source, target, nodes_to_quantize=weighted, weight_type=QuantType.QInt8,
            per_channel=True, reduce_range=True,
        )  # fmt: skip
        return without_zeros(onnx.load(target))


def without_zeros(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model without the zero points of its weights: symmetric int8 has none but 0, and products ask for each."""
    stored = {one.name: one for one in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and not onnx.numpy_helper.to_array(stored[node.input[3]]).any():
            del node.input[3:]
    used = {name for node in model.graph.node for name in node.input}
    for name in stored.keys() - used:
        model.graph.initializer.remove(stored[name])
    return model


def state_of(path: Path) -> tuple[dict[str, np.ndarray], tuple[str, ...]]:
    """Weights and relation labels of a checkpoint."""
    kept = torch.load(path, weights_only=False, map_location="cpu")
    return {k: v.float().numpy() for k, v in kept["model"].items()}, tuple(kept["rels"])


def main() -> None:
    """Write tagger.onnx and enter it in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--storage", choices=["dynamic", "int8", "float32"], default="dynamic")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    state, rels = state_of(args.run / "checkpoint.pt")
    storage: Storage = "int8" if args.storage == "int8" else "float32"
    model = build(state, rels, storage=storage)
    waiting = args.out / "tagger.tmp"
    stored = quantised(model, "encoder.", "head_") if args.storage == "dynamic" else model
    waiting.write_bytes(stored.SerializeToString())
    waiting.rename(args.out / "tagger.onnx")
    record(args.out, ["tagger.onnx"])


if __name__ == "__main__":
    main()
