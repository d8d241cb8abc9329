"""The cross-encoder in torch: all layers of an encoder over two sentences at once, and a small network above them.

Unlike the judge, which compares sentences read apart, it lets the words of one attend to those of the other: slower,
since every pair is read anew, and better at telling what two sentences that look alike are to each other.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.reader.cross import FOCUS
from training.cross.pairs import CLASSES
from training.layers import MINILM, Encoder, Shape, state_of

HIDDEN = 256
DROPOUT = 0.1
FIRST, SECOND = FOCUS, FOCUS + 2  # marks of the two sentences; see rashomon.reader.cross for the others
MARKS = 5
WORDS = "embeddings.word_embeddings.weight"


class Batch(NamedTuple):
    """Pairs of sentences, one sequence each, padded: sub-words, token types, marks and mask, all (pairs, tokens)."""

    ids: Tensor
    types: Tensor
    marks: Tensor
    mask: Tensor

    def to(self, device: torch.device) -> Batch:
        """The batch on another device."""
        return Batch(*(part.to(device, non_blocking=True) for part in self))


class Cross(Encoder):
    """An encoder that reads two sentences as one sequence; of its embeddings only those of words stay as they were.

    The first token's vector, the product and the distance of the two sentences' means (Conneau and others 2017,
    InferSent) and their cosine go into one hidden layer. `marks` tells the sentences from what stands around them. If
    `coarse`, products are in bfloat16 on a CPU too.
    """

    def __init__(self, shape: Shape = MINILM, drop: float = DROPOUT) -> None:
        super().__init__(shape, drop)
        self.drop, self.coarse = drop, False
        self.embeddings.requires_grad_(True)
        self.embeddings["word_embeddings"].requires_grad_(False)
        self.embeddings["token_type_embeddings"].requires_grad_(not shape.relative)  # MPNet knows no types: zeros
        self.marks = nn.Parameter(torch.randn(MARKS, shape.width) * 0.02)
        with torch.no_grad():
            self.marks[FIRST].zero_()
            self.marks[SECOND].zero_()
        self.first = nn.Linear(3 * shape.width + 1, HIDDEN)
        self.last = nn.Linear(HIDDEN, CLASSES)

    def inputs(self, batch: Batch) -> Tensor:
        """What goes into the first layer, (pairs, tokens, width)."""
        words, places, types = (self.embeddings[f"{name}_embeddings"] for name in ("word", "position", "token_type"))
        order = torch.arange(batch.ids.shape[1], device=batch.ids.device)
        summed = words(batch.ids) + places(order) + types(batch.types)
        value = self.embeddings["LayerNorm"](summed) + F.embedding(batch.marks, self.marks)
        return F.dropout(value, self.drop, self.training)

    def forward(self, batch: Batch) -> Tensor:
        """Logits (pairs, 4): unrelated, agree, differ, conflict."""
        return self.judged(self.encoded(self.inputs(batch), batch.mask), batch)

    def judged(self, value: Tensor, batch: Batch) -> Tensor:
        """Logits (pairs, 4), of what the last layer makes of a batch."""
        value = value.float()
        u, v = (mean(value, batch.marks == mark) for mark in (FIRST, SECOND))
        alike = F.cosine_similarity(u, v, dim=-1)[:, None]
        rows = torch.cat([value[:, 0], u * v, (u - v).abs(), alike], -1)
        hidden = F.dropout(F.gelu(self.first(rows)), self.drop, self.training)
        logits: Tensor = self.last(hidden).float()
        return logits


def mean(value: Tensor, chosen: Tensor) -> Tensor:
    """Mean of the chosen tokens, (pairs, tokens, width) -> (pairs, width)."""
    weight = chosen[:, :, None].to(value.dtype)
    return (value * weight).sum(1) / weight.sum(1).clamp(min=1)


def fresh(shape: Shape, folder: Path | None = None, *, seed: int = 0) -> Cross:
    """A cross-encoder on the installed MiniLM, or on the MPNet of a folder, before any training."""
    torch.manual_seed(seed)
    model = Cross(shape)
    model.load_state_dict({name: value.float() for name, value in state_of(shape, folder).items()}, strict=False)
    return model


def trained(model: Cross) -> dict[str, Tensor]:
    """What a training changes: the state as float16 without the vectors of words, which all models share."""
    return {name: value.half().cpu() for name, value in model.state_dict().items() if name != WORDS}


def four(words: Tensor) -> Tensor:
    """Vectors (sub-words, width) as 4 bits a number say them, one scale a row, as in the file that ships."""
    scale = words.abs().amax(1, keepdim=True).clamp(min=1e-8) / 7.5
    return (torch.floor(words / scale).clamp(-8, 7) + 0.5) * scale
