"""A trained cross-encoder to `weights/cross.onnx`: python -m training.cross.export --run RUN.

Weights and activations of the layers' products are int8, as in the tagger (training/tagger/export): twice as fast as
float32, where time is what limits how many pairs can be read. The network that decides is small and stays float32. The
graph reads one pair at a time, without padding, because dynamic quantisation has one scale for a whole tensor. Word
vectors come from `words.npz`, as for every model.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from rashomon.reader.cross import FOCUS
from training.encoder import WEIGHTS
from training.graph import Graph, State, Storage, bert, words_input
from training.manifest import record
from training.tagger.export import bert_state, quantised


def build(state: State, *, storage: Storage) -> onnx.ModelProto:
    """words (1, tokens, 384), types and marks (1, tokens) -> odds (1, 4)."""
    graph = Graph(storage=storage)
    kinds = state["embeddings.token_type_embeddings.weight"]
    second = graph.keep((kinds[1] - kinds[0]).astype(np.float32), "second")
    turned = graph.add("Unsqueeze", graph.add("Cast", "types", to=TensorProto.FLOAT), graph.const([2], "int64"))
    words = graph.add("Add", "words", graph.add("Mul", turned, second))
    marked = graph.add("Gather", graph.keep(state["marks"].astype(np.float32), "mark_table"), "marks")
    value = bert(graph, bert_state(state), words, extra=(0, marked), apart=True)
    graph.storage = "float32"
    hidden = graph.gelu(graph.linear(compared(graph, value), state["first.weight"], state["first.bias"], "head_first"))
    logits = graph.linear(hidden, state["last.weight"], state["last.bias"], "head_last")
    graph.add("Softmax", logits, name="odds", axis=-1)
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in ("types", "marks")]
    odds = helper.make_tensor_value_info("odds", TensorProto.FLOAT, ["batch", 4])
    return graph.model([words_input(), *inputs], [odds], kind="cross", storage=storage)


def compared(graph: Graph, value: str) -> str:
    """The opening mark; the two sentences' means multiplied, and how far apart they are; their cosine."""
    a, b = (mean(graph, value, mark) for mark in (FOCUS, FOCUS + 2))
    first, axis = graph.const([0], "int64"), graph.const([1], "int64")
    opening = graph.add("Squeeze", graph.add("Gather", value, first, axis=1), axis)
    apart = graph.add("Abs", graph.add("Sub", a, b))
    one, other = (graph.add("LpNormalization", side, axis=-1, p=2) for side in (a, b))
    cosine = graph.add("ReduceSum", graph.add("Mul", one, other), axis, keepdims=1)
    return graph.add("Concat", opening, graph.add("Mul", a, b), apart, cosine, axis=-1)


def mean(graph: Graph, value: str, mark: int) -> str:
    """The mean (pairs, 384) over the sub-words with this mark."""
    chosen = graph.add("Cast", graph.add("Equal", "marks", graph.const(mark, "int64")), to=TensorProto.FLOAT)
    total = graph.add("MatMul", graph.add("Unsqueeze", chosen, graph.const([1], "int64")), value)
    count = graph.add("ReduceSum", chosen, graph.const([1], "int64"), keepdims=1)
    return graph.add("Div", graph.add("Squeeze", total, graph.const([1], "int64")), count)


def main() -> None:
    """Write cross.onnx and enter it in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--storage", choices=["dynamic", "int8", "float32"], default="dynamic")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    state = {name: value.float().numpy() for name, value in torch.load(args.run / "cross.pt").items()}
    storage: Storage = "int8" if args.storage == "int8" else "float32"
    model = build(state, storage=storage)
    onnx.save(quantised(model, "encoder.") if args.storage == "dynamic" else model, args.out / "cross.onnx")
    record(args.out, ["cross.onnx"])


if __name__ == "__main__":
    main()
