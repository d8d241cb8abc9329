"""ONNX graphs written by hand with `onnx.helper`: a BERT encoder with weights stored as int8, float16 or float32.

Writing the graph out keeps torch's exporter (and its version) out of the shipped file, and lets each weight
be stored on its own terms. Arithmetic is always float32 here; full int8 comes from ONNX Runtime's quantiser.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
HEADS, WIDTH, LAYERS = 12, 384, 6
HEAD = WIDTH // HEADS
EPSILON = 1e-12  # of layer normalisation
Storage = Literal["int8", "float16", "float32"]
State = Mapping[str, np.ndarray]


class Graph:
    """A list of nodes and initialisers under construction."""

    def __init__(self, *, storage: Storage = "float32") -> None:
        self.storage = storage
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self.kept: set[str] = set()

    def add(self, op: str, *inputs: str, name: str | None = None, **attributes: object) -> str:
        """Append one node and return the name of its output."""
        output = name or f"{op.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [output], name=f"n_{output}", **cast(Any, attributes)))
        return output

    def split(self, value: str, parts: int) -> list[str]:
        """Split the last axis into equal parts."""
        outputs = [f"split_{len(self.nodes)}_{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [value], outputs, name=f"n_{outputs[0]}", axis=-1))
        return outputs

    def const(self, value: object, dtype: str = "float32") -> str:
        """A small constant, stored once however often it is asked for."""
        array = np.asarray(value, dtype=dtype, order="C")
        key = (str(array.dtype), array.shape, array.tobytes())
        if key not in self.constants:
            self.constants[key] = self.keep(array, f"c_{len(self.constants)}")
        return self.constants[key]

    def keep(self, array: np.ndarray, name: str) -> str:
        """Store an array as it is, once a name."""
        if name in self.kept:
            return name
        self.kept.add(name)
        self.weights.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def matrix(self, array: np.ndarray, name: str) -> str:
        """Store a weight matrix (in, out) in the graph's storage; int8 has one scale per output column."""
        if self.storage == "float32":
            return self.keep(array.astype(np.float32), name)
        if self.storage == "float16":
            return self.add("Cast", self.keep(array.astype(np.float16), name), to=TensorProto.FLOAT)
        quantised, scale = int8(array, axis=0)
        stored, scales = self.keep(quantised, name), self.keep(scale.reshape(-1), f"{name}_scale")
        return self.add("DequantizeLinear", stored, scales, axis=1)

    def table(self, array: np.ndarray, name: str, ids: str) -> str:
        """Look rows of an embedding table up; int8 has one scale per row, so that only used rows are widened."""
        if self.storage == "float32":
            return self.add("Gather", self.keep(array.astype(np.float32), name), ids)
        if self.storage == "float16":
            rows = self.add("Gather", self.keep(array.astype(np.float16), name), ids)
            return self.add("Cast", rows, to=TensorProto.FLOAT)
        quantised, scale = int8(array, axis=1)
        rows = self.add("Cast", self.add("Gather", self.keep(quantised, name), ids), to=TensorProto.FLOAT)
        return self.add("Mul", rows, self.add("Gather", self.keep(scale, f"{name}_scale"), ids))

    def linear(self, value: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        """`value @ weight.T + bias`, torch's convention for `weight`."""
        product = self.add("MatMul", value, self.matrix(weight.T, name))
        return self.add("Add", product, self.keep(bias.astype(np.float32), f"{name}_bias"))

    def norm(self, value: str, state: State, prefix: str) -> str:
        """Layer normalisation over the last axis."""
        scale = self.keep(state[f"{prefix}.weight"].astype(np.float32), f"{prefix}.weight")
        shift = self.keep(state[f"{prefix}.bias"].astype(np.float32), f"{prefix}.bias")
        return self.add("LayerNormalization", value, scale, shift, axis=-1, epsilon=EPSILON)

    def gelu(self, value: str) -> str:
        """Exact GELU; ONNX Runtime fuses this pattern."""
        wave = self.add("Erf", self.add("Div", value, self.const(np.sqrt(2.0))))
        return self.add("Mul", self.add("Mul", value, self.add("Add", wave, self.const(1.0))), self.const(0.5))

    def model(
        self, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto], **notes: str
    ) -> onnx.ModelProto:
        """The checked ONNX model; `notes` become its metadata."""
        graph = helper.make_graph(self.nodes, "rashomon", list(inputs), list(outputs), self.weights)
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
        made.producer_name = "rashomon"
        helper.set_model_props(made, notes)
        onnx.checker.check_model(made)
        return made


def words_input() -> onnx.ValueInfoProto:
    """The input every model has: the vectors of its sub-words, from `words.npz`."""
    return helper.make_tensor_value_info("words", TensorProto.FLOAT, ["batch", "tokens", WIDTH])


def int8(array: np.ndarray, *, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 with one scale along the other axis: (quantised, scales with `axis` kept as length 1)."""
    scale = np.maximum(np.abs(array).max(axis=axis, keepdims=True), 1e-8) / 127.0
    return np.rint(array / scale).astype(np.int8), scale.astype(np.float32)


def bert(
    graph: Graph, state: State, words: str, *,
    mask: str | None = None, extra: tuple[int, str] | None = None, wanted: str | None = None,
    opening: Sequence[Held] = (),
) -> str:  # fmt: skip
    """MiniLM-L6 over the vectors of sub-words, `words` (batch, tokens, 384) -> the same.

    `mask` is 1 for real tokens; without it every token is real. `extra` is (n, value): a value (batch, tokens,
    384) to add to the input of layer n. `wanted` are the indices of the tokens to give out, all without it.
    `opening` are what `opened` gives: the opening mark is then no input, and the first word stands in the second place.
    """
    value = embedded(graph, state, words, place=1 if opening else 0)
    bias = None
    if mask is not None:
        absent = graph.add("Sub", graph.const(1.0), graph.add("Cast", mask, to=TensorProto.FLOAT))
        spread = graph.add("Unsqueeze", absent, graph.const([1, 2], "int64"))
        bias = graph.add("Mul", spread, graph.const(-1e9))
    for n in range(LAYERS):
        prefix = f"encoder.layer.{n}"
        if extra is not None and n == extra[0]:
            value = graph.add("Add", value, extra[1])
        mixed = attention(graph, state, prefix, value, bias, opening[n] if opening else None)
        if wanted is not None and n == LAYERS - 1:
            mixed, value = (graph.add("Gather", each, wanted, axis=1) for each in (mixed, value))
        out = graph.linear(mixed, *pair(state, f"{prefix}.attention.output.dense"), f"{prefix}.out")
        value = graph.norm(graph.add("Add", out, value), state, f"{prefix}.attention.output.LayerNorm")
        narrow = fed(graph, state, prefix, value)
        value = graph.norm(graph.add("Add", narrow, value), state, f"{prefix}.output.LayerNorm")
    return value


def embedded(graph: Graph, state: State, words: str, *, place: int = 0) -> str:
    """Word, position and type embeddings, summed and normalised; the one token type is folded into positions.

    `place` is where the first of the words stands.
    """
    length = graph.add("Shape", words, start=1, end=2)
    places = state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
    places = places[place:]
    kept = graph.keep(places.astype(np.float32), "positions")
    used = graph.add("Slice", kept, graph.const([0], "int64"), length, graph.const([0], "int64"))
    return graph.norm(graph.add("Add", words, used), state, "embeddings.LayerNorm")


def attention(
    graph: Graph, state: State, prefix: str, value: str, bias: str | None, held: Held | None = None
) -> str:  # fmt: skip
    """Self-attention of one layer before its output product, with queries, keys and values in one product."""
    weight, shift = projections(state, prefix)
    mixed = len(weight) // 3
    weight[:mixed] /= np.sqrt(HEAD)
    shift[:mixed] /= np.sqrt(HEAD)
    query, key, content = graph.split(graph.linear(value, weight, shift, f"{prefix}.qkv"), 3)
    if held is not None:
        key, content = (
            graph.add("Concat", graph.keep(one[None, None], f"{prefix}.opening_{name}"), rest, axis=1)
            for name, one, rest in (("key", held.key, key), ("content", held.content, content))
        )
    return attend(graph, query, key, content, bias, heads=mixed // HEAD, alone=held is not None)


def projections(state: State, prefix: str) -> tuple[np.ndarray, np.ndarray]:
    """Weight and bias of one layer's queries, keys and values, one under the other."""
    parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
    return (
        np.concatenate([state[f"{part}.weight"] for part in parts]),
        np.concatenate([state[f"{part}.bias"] for part in parts]),
    )


class Held(NamedTuple):
    """Key and content (heads * 32,) by which one layer attends to an opening mark that reads itself alone."""

    key: np.ndarray
    content: np.ndarray


def opened(state: State, value: np.ndarray) -> list[Held]:
    """What every layer has of an opening mark that reads nothing but itself, from its value before the first layer.

    As it attends to one token only, its attention is that token's content.
    """
    made = []
    for n in range(LAYERS):
        prefix = f"encoder.layer.{n}"
        weight, shift = projections(state, prefix)
        _, key, content = np.split(weight @ value + shift, 3)
        made.append(Held(key, content))
        out = product(state, f"{prefix}.attention.output.dense", content)
        value = normed(state, f"{prefix}.attention.output.LayerNorm", out + value)
        wide = product(state, f"{prefix}.intermediate.dense", value)
        wide *= (1 + np.vectorize(math.erf, otypes=[np.float32])(wide / math.sqrt(2))) / 2
        value = normed(state, f"{prefix}.output.LayerNorm", product(state, f"{prefix}.output.dense", wide) + value)
    return made


def product(state: State, prefix: str, value: np.ndarray) -> np.ndarray:
    """One vector through a linear layer."""
    weight, shift = pair(state, prefix)
    return np.asarray(weight @ value + shift)


def normed(state: State, prefix: str, value: np.ndarray) -> np.ndarray:
    """One vector through a layer normalisation."""
    scale, shift = pair(state, prefix)
    return np.asarray((value - value.mean()) / np.sqrt(value.var() + EPSILON) * scale + shift)


def fed(graph: Graph, state: State, prefix: str, value: str) -> str:
    """The feed-forward block of one layer."""
    wide = graph.gelu(graph.linear(value, *pair(state, f"{prefix}.intermediate.dense"), f"{prefix}.wide"))
    return graph.linear(wide, *pair(state, f"{prefix}.output.dense"), f"{prefix}.narrow")


def attend(
    graph: Graph, query: str, key: str, content: str, bias: str | None, *, heads: int = HEADS, alone: bool = False
) -> str:  # fmt: skip
    """Multi-head attention; the queries are already divided by the root of the head's width.

    `alone` is for a batch of one, whose axis is left out: ONNX Runtime does the transpositions of three axes inside
    the products, those of four before them.
    """
    batch, first = ([], 0) if alone else ([0], 1)
    tokens, head, inside = first, first + 1, first + 2
    shape = graph.const([*([-1] if alone else [0, 0]), heads, HEAD], "int64")
    query = graph.add("Transpose", graph.add("Reshape", query, shape), perm=[*batch, head, tokens, inside])
    key = graph.add("Transpose", graph.add("Reshape", key, shape), perm=[*batch, head, inside, tokens])
    content = graph.add("Transpose", graph.add("Reshape", content, shape), perm=[*batch, head, tokens, inside])
    scores = graph.add("MatMul", query, key)
    if bias is not None:
        scores = graph.add("Add", scores, bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), content)
    back = graph.add("Transpose", mixed, perm=[*batch, head, tokens, inside])
    return graph.add("Reshape", back, graph.const([*([1, -1] if alone else [0, 0]), heads * HEAD], "int64"))


def pair(state: State, prefix: str) -> tuple[np.ndarray, np.ndarray]:
    """Weight and bias of a linear layer."""
    return state[f"{prefix}.weight"], state[f"{prefix}.bias"]
