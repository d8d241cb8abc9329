"""The tagger in torch: MiniLM-L6, a word-shape embedding, and the heads on each word's first sub-word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.reader.pieces import SHAPES
from training.graph import HEADS, LAYERS, WIDTH
from training.tagger.labels import ATTRIBUTION, NER, UPOS

ARC, REL, LINK = 256, 64, 128
DROPOUT = 0.1
FROZEN = 3  # lowest layers left as they are; their output is computed once per chunk
PARTS = {
    "qkv": [f"attention.self.{part}" for part in ("query", "key", "value")],
    "out": ["attention.output.dense"],
    "out_norm": ["attention.output.LayerNorm"],
    "wide": ["intermediate.dense"],
    "narrow": ["output.dense"],
    "narrow_norm": ["output.LayerNorm"],
}


class Layer(nn.Module):
    """One transformer layer; queries, keys and values are one product. Eager: its backward is fast on a CPU."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.narrow_norm = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, value: Tensor, bias: Tensor) -> Tensor:
        """(batch, tokens, 384) -> the same; `bias` is added to the attention scores."""
        batch, length, _ = value.shape
        query, key, content = (
            self.qkv(value).view(batch, length, 3 * HEADS, WIDTH // HEADS).transpose(1, 2).split(HEADS, 1)
        )
        scores = torch.matmul(query, key.transpose(-1, -2)).mul_((WIDTH / HEADS) ** -0.5).add_(bias)
        mixed = torch.matmul(scores.softmax(-1), content).transpose(1, 2).reshape(batch, length, WIDTH)
        value = self.out_norm(value + self.out(mixed))
        made: Tensor = self.narrow_norm(value + self.narrow(F.gelu(self.wide(value))))
        return made


class Biaffine(nn.Module):
    """Dozat and Manning 2017: scores of (dependent, head) pairs through two projections."""

    def __init__(self, width: int, labels: int = 1) -> None:
        super().__init__()
        self.dependent = nn.Linear(WIDTH, width)
        self.head = nn.Linear(WIDTH, width)
        self.weight = nn.Parameter(torch.zeros(labels, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.3 / width)

    def sides(self, dependents: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Both projections with a constant 1 at the end."""
        left = F.dropout(F.gelu(self.dependent(dependents)), DROPOUT, self.training)
        right = F.dropout(F.gelu(self.head(heads)), DROPOUT, self.training)
        return F.pad(left, (0, 1), value=1.0), F.pad(right, (0, 1), value=1.0)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """(batch, words, 384), (batch, others, 384) -> (batch, words, others) for one label."""
        left, right = self.sides(dependents, heads)
        return left @ self.weight[0] @ right.transpose(1, 2)

    def chosen(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Label scores of given pairs: (n, 384), (n, 384) -> (n, labels)."""
        left, right = self.sides(dependents, heads)
        count, width = len(left), left.shape[-1]
        middle = (left @ self.weight.permute(1, 0, 2).reshape(width, -1)).view(count, -1, width)
        return torch.einsum("nlw,nw->nl", middle, right)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say; `words` are the vectors, root first, that relations are scored from."""

    upos: Tensor
    names: Tensor
    roles: Tensor
    arcs: Tensor
    links: Tensor
    facts: Tensor
    words: Tensor


class Tagger(nn.Module):
    """Encoder and heads."""

    def __init__(self, rels: tuple[str, ...]) -> None:
        super().__init__()
        self.rels = rels
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(30522, WIDTH),
                "position_embeddings": nn.Embedding(512, WIDTH),
                "token_type_embeddings": nn.Embedding(2, WIDTH),
                "LayerNorm": nn.LayerNorm(WIDTH, 1e-12),
            }
        )
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.names = nn.Linear(WIDTH, len(NER))
        self.roles = nn.Linear(WIDTH, len(ATTRIBUTION))
        self.facts = nn.Linear(WIDTH, 1)
        self.arcs = Biaffine(ARC)
        self.relations = Biaffine(REL, len(rels))
        self.links = Biaffine(LINK)
        for frozen in (*self.embeddings.values(), *self.layers[:FROZEN]):
            frozen.requires_grad_(False)

    def start_from(self, state: Mapping[str, Tensor]) -> None:
        """Take over the encoder's weights from a BERT state."""
        mine = {k: v for k, v in state.items() if k.startswith("embeddings.") and "position_ids" not in k}
        for n in range(LAYERS):
            for name, sources in PARTS.items():
                for kind in ("weight", "bias"):
                    tensors = [state[f"encoder.layer.{n}.{source}.{kind}"] for source in sources]
                    mine[f"layers.{n}.{name}.{kind}"] = torch.cat(tensors)
        if self.load_state_dict(mine, strict=False).unexpected_keys:
            raise SystemExit("the base model is not the BERT this tagger is made for")

    @torch.no_grad()
    def ground(self, ids: Tensor, mask: Tensor, layers: int = FROZEN) -> Tensor:
        """The frozen part: sub-words (batch, tokens) -> (batch, tokens, 384) after the lowest layers."""
        parts = self.embeddings
        places, types = (cast(Tensor, parts[f"{name}_embeddings"].weight) for name in ("position", "token_type"))
        value: Tensor = parts["LayerNorm"](parts["word_embeddings"](ids) + places[: ids.shape[1]] + types[0])
        bias = (1.0 - mask[:, None, None, :].to(value.dtype)) * -1e9
        for layer in self.layers[:layers]:
            value = layer(value, bias)
        return value

    def encode(self, ground: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """The trained part, with the words' shapes added: (batch, tokens, 384) -> the same."""
        value: Tensor = ground + self.shapes(shapes)
        bias = (1.0 - mask[:, None, None, :].to(value.dtype)) * -1e9
        for layer in self.layers[FROZEN:]:
            value = layer(value, bias)
        return value

    def forward(self, ground: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Scores:
        """Score every word; `first` (batch, words) is where each word's first sub-word stands."""
        value = self.encode(ground, shapes, mask)
        words = value.gather(1, first[:, :, None].expand(-1, -1, WIDTH))
        words = F.dropout(words, DROPOUT, self.training)
        rooted = torch.cat([self.root.expand(len(words), 1, WIDTH), words], 1)
        return Scores(
            upos=self.upos(words),
            names=self.names(words),
            roles=self.roles(words),
            arcs=self.arcs(words, rooted),
            links=self.links(words, words),
            facts=self.facts(words)[..., 0],
            words=rooted,
        )
