"""Pre-trained encoders in torch: MiniLM-L6, which everything that ships is made of, and MPNet, a teacher."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.encoder import base
from training.graph import HEADS, LAYERS, WIDTH, State

VOCABULARY, PLACES = 30522, 512
BUCKETS, FAR = 32, 128  # of MPNet's relative places
REST = {"out_norm": ("attention.output.LayerNorm",), "wide": ("intermediate.dense",),
        "narrow": ("output.dense",), "narrow_norm": ("output.LayerNorm",)}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder, and the names its parts have in a state; `relative` if scores depend on distance.

    `inner` is the width of the feed-forward blocks, four times the encoder's unless some were taken out; `left` are the
    heads that attend in each layer, all `heads` unless some were taken out. If `rounded`, what goes into products and
    their weights are rounded as they will be once they are int8, so that training makes up for it.
    """

    width: int
    heads: int
    layers: int
    eps: float
    parts: Mapping[str, tuple[str, ...]]
    relative: bool = False
    inner: int = 0
    left: int = 0
    rounded: bool = False

    @property
    def head(self) -> int:
        """Width of one attention head."""
        return self.width // self.heads

    @property
    def attending(self) -> int:
        """Attention heads of each layer."""
        return self.left or self.heads

    @property
    def feed(self) -> int:
        """Width of the feed-forward blocks."""
        return self.inner or 4 * self.width

    @property
    def distances(self) -> int:
        """How many scores a distance has: one a head, of each layer once heads were taken out."""
        return self.left * self.layers or self.heads


MINILM = Shape(
    WIDTH, HEADS, LAYERS, 1e-12,
    {"qkv": tuple(f"attention.self.{part}" for part in ("query", "key", "value")),
     "out": ("attention.output.dense",), **REST},
)  # fmt: skip
MPNET = Shape(
    768, 12, 12, 1e-5,
    {"qkv": tuple(f"attention.attn.{part}" for part in "qkv"), "out": ("attention.attn.o",),
     **REST, "out_norm": ("attention.LayerNorm",)},
    relative=True,
)  # fmt: skip
PARTS = MINILM.parts


def sized(shape: Shape, state: Mapping[str, Tensor] | State) -> Shape:
    """The shape with the heads and feed-forward units that the layers of a state have left."""
    heads, inner = state["layers.0.out.weight"].shape[1] // shape.head, len(state["layers.0.wide.bias"])
    return replace(shape, left=heads, inner=inner)


LEAST = 0.17  # below what GELU gives there is nothing
STEPS = 63  # of a weight to either side of 0: seven bits, so that no CPU saturates the sums of two products


class Rounded(nn.Linear):
    """A linear layer with inputs and weights rounded to integers, as in files that ship; gradients pass as if not.

    Each token has a scale of its own. Inputs after a GELU are moved by its least value, and use all of eight bits.
    """

    after_gelu = False

    def forward(self, value: Tensor) -> Tensor:
        """(..., inputs) -> (..., outputs)."""
        return F.linear(
            passed(value, self.eight(value.detach().float())), passed(self.weight, seven(self.weight)), self.bias
        )

    def eight(self, value: Tensor) -> Tensor:
        """Inputs as 8 bits a token say them."""
        moved, steps = (value + LEAST, 255) if self.after_gelu else (value, 127)
        scale = moved.abs().amax(-1, keepdim=True).clamp(min=1e-8) / steps
        return torch.round(moved / scale) * scale - (LEAST if self.after_gelu else 0.0)


def seven(weight: Tensor) -> Tensor:
    """A matrix as 7 bits a weight say it, one scale an output."""
    scale = weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / STEPS
    return torch.round(weight.detach() / scale) * scale


def passed(value: Tensor, rounded: Tensor) -> Tensor:
    """The rounded value, with the gradient of the value (Bengio and others 2013, straight-through)."""
    return value + (rounded - value.detach()).to(value.dtype)


class Layer(nn.Module):
    """One transformer layer; queries, keys and values are one product. Eager: its backward is fast on a CPU."""

    def __init__(self, shape: Shape = MINILM, drop: float = 0.0) -> None:
        super().__init__()
        self.shape, self.drop = shape, drop
        width = shape.width
        mixed = shape.attending * shape.head
        linear = Rounded if shape.rounded else nn.Linear
        self.qkv = linear(width, 3 * mixed)
        self.out = linear(mixed, width)
        self.out_norm = nn.LayerNorm(width, shape.eps)
        self.wide = linear(width, shape.feed)
        self.narrow = linear(shape.feed, width)
        if isinstance(self.narrow, Rounded):
            self.narrow.after_gelu = True
        self.narrow_norm = nn.LayerNorm(width, shape.eps)

    def forward(self, value: Tensor, bias: Tensor) -> Tensor:
        """(batch, tokens, width) -> the same; `bias` is added to the attention scores."""
        batch, length, _ = value.shape
        heads, width = self.shape.attending, self.shape.head
        parts = self.qkv(value).view(batch, length, 3 * heads, width)
        query, key, content = parts.transpose(1, 2).split(heads, 1)
        scores = torch.matmul(query, key.transpose(-1, -2)).mul_(width**-0.5).add_(bias)
        mixed = torch.matmul(scores.softmax(-1).to(content.dtype), content)
        mixed = mixed.transpose(1, 2).reshape(batch, length, heads * width)
        value = self.out_norm(value + F.dropout(self.out(mixed), self.drop, self.training))
        inner = F.dropout(self.narrow(F.gelu(self.wide(value))), self.drop, self.training)
        made: Tensor = self.narrow_norm(value + inner)
        return made


class Encoder(nn.Module):
    """Embeddings and layers; the embeddings stay as they were pre-trained."""

    def __init__(self, shape: Shape = MINILM, drop: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        sizes = {"word": VOCABULARY, "position": PLACES, "token_type": 2}
        parts: dict[str, nn.Module] = {
            f"{name}_embeddings": nn.Embedding(size, shape.width) for name, size in sizes.items()
        }
        self.embeddings = nn.ModuleDict(parts | {"LayerNorm": nn.LayerNorm(shape.width, shape.eps)})
        self.embeddings.requires_grad_(False)
        self.layers = nn.ModuleList(Layer(shape, drop) for _ in range(shape.layers))
        self.relative = nn.Embedding(BUCKETS, shape.distances) if shape.relative else None

    def embedded(self, ids: Tensor) -> Tensor:
        """Sub-words (batch, tokens) -> (batch, tokens, width), before any layer."""
        words, places, types = (self.embeddings[f"{name}_embeddings"] for name in ("word", "position", "token_type"))
        made: Tensor = self.embeddings["LayerNorm"](words(ids) + places.weight[: ids.shape[1]] + types.weight[0])
        return made

    def bias(self, mask: Tensor) -> Tensor:
        """What is added to the attention scores: padding is out of reach, distance counts if `relative`."""
        bias = (1.0 - mask[:, None, None, :].float()) * -1e9
        if self.relative is None:
            return bias
        return bias + self.relative(buckets(mask.shape[1]).to(mask.device)).permute(2, 0, 1)

    def encoded(self, value: Tensor, mask: Tensor, layers: slice = slice(None)) -> Tensor:
        """(batch, tokens, width) after these layers."""
        for after in self.states(value, mask, layers):
            value = after
        return value

    def states(self, value: Tensor, mask: Tensor, layers: slice = slice(None)) -> Iterator[Tensor]:
        """(batch, tokens, width) after each of these layers."""
        bias = self.bias(mask)
        own = self.relative is not None and self.shape.left
        apiece = bias.chunk(self.shape.layers, 1) if own else (bias,) * len(self.layers)
        for layer, part in zip(self.layers[layers], apiece[layers], strict=True):
            value = layer(value, part)
            yield value


def under_bert(trained: State, skipped: int = 0) -> State:
    """The weights of MiniLM's layers after the first `skipped` under BERT's names, from `Encoder`'s or a list's."""
    made = {}
    for n in range(LAYERS - skipped):
        for name, targets in PARTS.items():
            for kind in ("weight", "bias"):
                parts = np.split(trained[f"layers.{n}.{name}.{kind}"], len(targets))
                made |= {
                    f"encoder.layer.{n + skipped}.{t}.{kind}": part for t, part in zip(targets, parts, strict=True)
                }
    return made


@cache
def buckets(length: int) -> Tensor:
    """Which bucket the distance of two places falls into (Raffel and others 2020, T5), (length, length)."""
    places = torch.arange(length)
    far = places[:, None] - places[None, :]
    half, near = BUCKETS // 2, BUCKETS // 4
    away = far.abs()
    steps = torch.log(away.clamp(min=1).float() / near) / math.log(FAR / near) * (half - near)
    return (far < 0).long() * half + torch.where(away < near, away, (near + steps.long()).clamp(max=half - 1))


def state_of(shape: Shape, folder: Path | None = None) -> dict[str, Tensor]:
    """A pre-trained state under `Encoder`'s names: of the installed MiniLM, or of a folder that holds MPNet.

    MPNet's word pieces are BERT's in another order, its places begin at 2, and it knows no token types.
    """
    state = {k.removeprefix("mpnet."): v for k, v in load_file((folder or base()) / "model.safetensors").items()}
    made = {k: v for k, v in state.items() if k.startswith("embeddings.") and "position_ids" not in k}
    for n in range(shape.layers):
        for name, sources in shape.parts.items():
            for kind in ("weight", "bias"):
                tensors = [state[f"encoder.layer.{n}.{source}.{kind}"] for source in sources]
                made[f"layers.{n}.{name}.{kind}"] = torch.cat(tensors)
    if shape.relative and folder:
        made["relative.weight"] = state["encoder.relative_attention_bias.weight"]
        made["embeddings.word_embeddings.weight"] = made["embeddings.word_embeddings.weight"][renumbered(folder)]
        made["embeddings.position_embeddings.weight"] = made["embeddings.position_embeddings.weight"][2:]
        made["embeddings.token_type_embeddings.weight"] = torch.zeros(2, shape.width)
    return made


def renumbered(folder: Path) -> Tensor:
    """Where the word pieces of BERT, in its order, stand in MPNet's vocabulary."""
    theirs = {piece: n for n, piece in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))}
    special = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
    ours = json.loads((base() / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    order = sorted(ours, key=ours.__getitem__)
    return torch.tensor([theirs.get(special.get(piece, piece), theirs["[UNK]"]) for piece in order])
