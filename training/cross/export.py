"""A trained cross-encoder to `weights/cross.onnx`: python -m training.cross.export --run RUN --base FOLDER.

FOLDER holds MPNet, whose vectors of sub-words the file has at four bits a number, one scale a row. Products are int8,
with seven bits a weight and one scale an output, and one scale for each token that goes in, as training rounded them
(`training.layers.Rounded`): what is said of a token depends on no other token's range. The network that decides is
small and is kept as float16; the attention itself is float32.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from rashomon.reader.cross import AFTER, BEFORE, FOCUS, LONGEST
from training.cross.network import WORDS
from training.encoder import WEIGHTS
from training.graph import Graph, State
from training.layers import LEAST, MPNET, STEPS, buckets, state_of
from training.manifest import record

PLACES = 2 * (LONGEST + BEFORE + AFTER) + 3  # tokens of the longest row
NORM = {"axis": -1, "epsilon": MPNET.eps}


def build(state: State) -> onnx.ModelProto:
    """ids and marks (tokens,) -> odds (4,)."""
    graph = Graph()
    value = embedded(graph, state)
    apart = distances(graph, state)
    for n, bias in enumerate(apart):
        value = layer(graph, state, f"layers.{n}", value, bias)
    graph.storage = "float16"
    hidden = graph.gelu(graph.linear(compared(graph, value), state["first.weight"], state["first.bias"], "first"))
    logits = graph.linear(hidden, state["last.weight"], state["last.bias"], "last")
    graph.add("Softmax", logits, name="odds", axis=-1)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["tokens"]) for name in ("ids", "marks")]
    odds = helper.make_tensor_value_info("odds", TensorProto.FLOAT, [4])
    return graph.model(inputs, [odds], kind="cross")


def embedded(graph: Graph, state: State) -> str:
    """What goes into the first layer, (tokens, width)."""
    places = graph.keep(state["embeddings.position_embeddings.weight"][:PLACES].astype(np.float32), "places")
    zero, length = graph.const([0], "int64"), graph.add("Shape", "ids")
    summed = graph.add("Add", words(graph, state[WORDS]), graph.add("Slice", places, zero, length, zero))
    marked = graph.add("Gather", graph.keep(state["marks"].astype(np.float32), "mark_table"), "marks")
    return graph.add("Add", normed(graph, state, "embeddings.LayerNorm", summed), marked)


def words(graph: Graph, table: np.ndarray) -> str:
    """The vectors (tokens, width) of a table at four bits a number, two to a byte: the first half of a row above."""
    codes, scale = coded(table)
    byte = graph.add("Cast", graph.add("Gather", graph.keep(codes, "words"), "ids"), to=TensorProto.FLOAT)
    high = graph.add("Floor", graph.add("Mul", byte, graph.const(1 / 16)))
    low = graph.add("Sub", byte, graph.add("Mul", high, graph.const(16.0)))
    whole = graph.add("Sub", graph.add("Concat", high, low, axis=-1), graph.const(7.5))
    return graph.add("Mul", whole, graph.add("Gather", graph.keep(scale, "words_scale"), "ids"))


def coded(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table (rows, width) at four bits a number, (rows, width / 2) bytes, and the scales (rows, 1); see `four`."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 7.5
    levels = np.clip(np.floor(table / scale), -8, 7).astype(np.int8) + 8
    high, low = np.split(levels.astype(np.uint8), 2, axis=1)
    return high * 16 + low, scale.astype(np.float32)


def distances(graph: Graph, state: State) -> list[str]:
    """What is added to the attention scores of each layer, (heads, tokens, tokens), by how far two tokens are apart.

    The file has the score of each distance. ONNX Runtime lays them out for the longest row when it loads it, since they
    depend on no input, and a shorter row takes its part.
    """
    of = buckets(2 * PLACES + 1)[:, PLACES].numpy()  # of a token PLACES before the other, and so on
    places = np.arange(PLACES)
    far = graph.const(places[:, None] - places[None, :] + PLACES, "int32")
    zero, axes = graph.const([0, 0], "int64"), graph.const([1, 2], "int64")
    end = graph.add("Concat", *[graph.add("Shape", "ids")] * 2, axis=0)
    made = []
    for n, scores in enumerate(np.split(state["relative.weight"][of].T.astype(np.float32), MPNET.layers)):
        whole = graph.add("Gather", graph.keep(scores, f"layers.{n}.distances"), far, axis=1)
        made.append(graph.add("Slice", whole, zero, end, axes))
    return made


def layer(graph: Graph, state: State, prefix: str, value: str, bias: str) -> str:
    """One layer, (tokens, width) -> the same."""
    query, key, content = graph.split(product(graph, state, f"{prefix}.qkv", value), 3)
    size = graph.const([-1, state[f"{prefix}.out.weight"].shape[1] // MPNET.head, MPNET.head], "int64")
    query, key, content = (graph.add("Reshape", part, size) for part in (query, key, content))
    query = graph.add("Mul", graph.add("Transpose", query, perm=[1, 0, 2]), graph.const(MPNET.head**-0.5))
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[1, 2, 0]))
    odds = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
    mixed = graph.add("MatMul", odds, graph.add("Transpose", content, perm=[1, 0, 2]))
    mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[1, 0, 2]), graph.const([0, -1], "int64"))
    out = product(graph, state, f"{prefix}.out", mixed)
    value = normed(graph, state, f"{prefix}.out_norm", graph.add("Add", out, value))
    wide = graph.gelu(product(graph, state, f"{prefix}.wide", value))
    narrow = product(graph, state, f"{prefix}.narrow", wide, after_gelu=True)
    return normed(graph, state, f"{prefix}.narrow_norm", graph.add("Add", narrow, value))


def product(graph: Graph, state: State, name: str, value: str, *, after_gelu: bool = False) -> str:
    """A linear layer over integers, as `training.layers.Rounded` reckons it."""
    weight, bias = state[f"{name}.weight"], state[f"{name}.bias"]
    scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / STEPS
    whole = np.rint(weight / scale).astype(np.int8)
    zero = graph.const(0 if after_gelu else 128, "uint8")
    if after_gelu:
        value = graph.add("Add", value, graph.const(LEAST))
        bias = bias - LEAST * (whole.sum(1) * scale[:, 0])
    largest = graph.add("ReduceMax", value if after_gelu else graph.add("Abs", value), axes=[-1], keepdims=1)
    step = graph.add("Max", graph.add("Mul", largest, graph.const(1 / (255 if after_gelu else 127))), graph.const(1e-8))
    rounded = graph.add("QuantizeLinear", graph.add("Div", value, step), graph.const(1.0), zero)
    kept = graph.keep(np.ascontiguousarray(whole.T), name)
    summed = graph.add("Cast", graph.add("MatMulInteger", rounded, kept, zero), to=TensorProto.FLOAT)
    made = graph.add("Mul", graph.add("Mul", summed, graph.keep(scale[:, 0].astype(np.float32), f"{name}_scale")), step)
    return graph.add("Add", made, graph.keep(bias.astype(np.float32), f"{name}_bias"))


def normed(graph: Graph, state: State, name: str, value: str) -> str:
    """Layer normalisation of each token."""
    parts = (graph.keep(state[f"{name}.{part}"].astype(np.float32), f"{name}.{part}") for part in ("weight", "bias"))
    return graph.add("LayerNormalization", value, *parts, **NORM)


def compared(graph: Graph, value: str) -> str:
    """The opening mark; the product and the distance of the two sentences' means; their cosine: (3 width + 1,)."""
    a, b = (mean(graph, value, mark) for mark in (FOCUS, FOCUS + 2))
    opening = graph.add("Gather", value, graph.const(0, "int64"))
    apart = graph.add("Abs", graph.add("Sub", a, b))
    one, other = (graph.add("LpNormalization", side, axis=-1, p=2) for side in (a, b))
    cosine = graph.add("ReduceSum", graph.add("Mul", one, other), graph.const([0], "int64"), keepdims=1)
    return graph.add("Concat", opening, graph.add("Mul", a, b), apart, cosine, axis=0)


def mean(graph: Graph, value: str, mark: int) -> str:
    """The mean (width,) of the sub-words with this mark."""
    chosen = graph.add("Cast", graph.add("Equal", "marks", graph.const(mark, "int64")), to=TensorProto.FLOAT)
    return graph.add("Div", graph.add("MatMul", chosen, value), graph.add("ReduceSum", chosen, keepdims=1))


def main() -> None:
    """Write cross.onnx and enter it in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="a folder with MPNet")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    state = {name: value.float().numpy() for name, value in torch.load(args.run / "cross.pt").items()}
    state[WORDS] = state_of(MPNET, args.base)[WORDS].float().numpy()
    onnx.save(build(state), args.out / "cross.onnx")
    record(args.out, ["cross.onnx"])


if __name__ == "__main__":
    main()
