"""A trained judge to `weights/judge.onnx` and `judge.npz`: python -m training.judge.export --run RUN.

Weights of the encoder are stored as int8 with one scale per output, arithmetic stays float32; the network of a pair
is small and stays float32.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from rashomon.align.judge import WIDTH
from training.encoder import WEIGHTS, base
from training.graph import Graph, State, Storage, bert, words_input
from training.judge.network import FROZEN
from training.layers import under_bert
from training.manifest import record

PAIR = ("hidden.weight", "hidden.bias", "out.weight", "out.bias", "line.weight", "line.bias")


def build(state: State, trained: State, *, storage: Storage) -> onnx.ModelProto:
    """words (windows, sub-words, 384) and mask -> tokens (windows, sub-words, WIDTH)."""
    graph = Graph(storage=storage)
    value = bert(graph, {**state, **under_bert(trained, FROZEN)}, "words", mask="mask")
    graph.storage = "float32"
    rows = graph.linear(value, trained["tokens.weight"], trained["tokens.bias"], "head_tokens")
    graph.add("Identity", rows, name="tokens")
    inputs = [words_input(), helper.make_tensor_value_info("mask", TensorProto.INT64, ["batch", "tokens"])]
    output = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["batch", "tokens", WIDTH])
    return graph.model(inputs, [output], kind="judge", storage=storage)


def main() -> None:
    """Write both files and enter them in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--storage", choices=["int8", "float16", "float32"], default="int8")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    trained = {name: value.numpy() for name, value in torch.load(args.run / "all.pt").items()}
    state = {name: np.asarray(value) for name, value in load_file(base() / "model.safetensors").items()}
    onnx.save(build(state, trained, storage=args.storage), args.out / "judge.onnx")
    np.savez_compressed(args.out / "judge.npz", **{name: trained[name].astype(np.float32) for name in PAIR})
    record(args.out, ["judge.onnx", "judge.npz"])


if __name__ == "__main__":
    main()
