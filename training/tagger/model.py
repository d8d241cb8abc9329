"""The tagger in torch: an encoder, a word-shape embedding, and the heads on each word's first sub-word."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.reader.pieces import SHAPES
from training.layers import MINILM, Encoder, Shape
from training.tagger.labels import ATTRIBUTION, NER, UPOS

ARC, REL, LINK = 256, 64, 128
DROPOUT = 0.1


class Biaffine(nn.Module):
    """Dozat and Manning 2017: scores of (dependent, head) pairs through two projections."""

    def __init__(self, inner: int, width: int, labels: int = 1) -> None:
        super().__init__()
        self.dependent = nn.Linear(inner, width)
        self.head = nn.Linear(inner, width)
        self.weight = nn.Parameter(torch.zeros(labels, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.3 / width)

    def sides(self, dependents: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Both projections with a constant 1 at the end."""
        left = F.dropout(F.gelu(self.dependent(dependents)), DROPOUT, self.training)
        right = F.dropout(F.gelu(self.head(heads)), DROPOUT, self.training)
        return F.pad(left, (0, 1), value=1.0), F.pad(right, (0, 1), value=1.0)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """(batch, words, inner), (batch, others, inner) -> (batch, words, others) for one label."""
        left, right = self.sides(dependents, heads)
        return left @ self.weight[0] @ right.transpose(1, 2)

    def chosen(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Label scores of given pairs: (n, inner), (n, inner) -> (n, labels)."""
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


class Tagger(Encoder):
    """Encoder and heads."""

    def __init__(self, rels: tuple[str, ...], shape: Shape = MINILM) -> None:
        super().__init__(shape, DROPOUT)
        self.rels = rels
        width = shape.width
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.upos = nn.Linear(width, len(UPOS))
        self.names = nn.Linear(width, len(NER))
        self.roles = nn.Linear(width, len(ATTRIBUTION))
        self.facts = nn.Linear(width, 1)
        self.arcs = Biaffine(width, ARC)
        self.relations = Biaffine(width, REL, len(rels))
        self.links = Biaffine(width, LINK)

    def bias(self, mask: Tensor) -> Tensor:
        """As in any encoder, but the opening mark reads itself alone.

        So its values in all layers are the same whatever it opens: the exported graph holds them as constants, and the
        outliers that stand on it never meet the words in one quantised tensor.
        """
        alone = torch.zeros(mask.shape[1], mask.shape[1], device=mask.device)
        alone[0, 1:] = -1e9
        return super().bias(mask) + alone

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Scores:
        """Score every word; `first` (batch, words) is where each word's first sub-word stands."""
        value = self.encoded(self.embedded(ids) + self.shapes(shapes), mask)
        words = value.gather(1, first[:, :, None].expand(-1, -1, value.shape[-1]))
        words = F.dropout(words, DROPOUT, self.training)
        rooted = torch.cat([self.root.to(words.dtype).expand(len(words), 1, -1), words], 1)
        return Scores(
            upos=self.upos(words),
            names=self.names(words),
            roles=self.roles(words),
            arcs=self.arcs(words, rooted),
            links=self.links(words, words),
            facts=self.facts(words)[..., 0],
            words=rooted,
        )
