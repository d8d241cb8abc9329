"""The judge in torch: the upper layers of MiniLM, one linear layer a sub-word, and a small network a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from rashomon.align.judge import CONTENT, STANCE, WIDTH, WORD
from training.graph import LAYERS
from training.graph import WIDTH as INNER
from training.layers import Layer

FROZEN = 2  # lowest layers left as they are; their output is computed once per window
HIDDEN = 48
CLOSE = 6  # similarities a pair has
DROPOUT = 0.1


class Side(NamedTuple):
    """An account's sentences, padded: words (n, length, WORD), their shares, content and stance of each sentence."""

    words: Tensor
    counts: Tensor
    content: Tensor
    stance: Tensor


class Network(nn.Module):
    """What training/judge/export writes to judge.onnx (layers, tokens) and judge.npz (the rest)."""

    def __init__(self, *, coarse: bool = False) -> None:
        super().__init__()
        self.coarse = coarse
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - FROZEN))
        self.tokens = nn.Linear(INNER, WIDTH)
        self.hidden = nn.Linear(CLOSE + 2 * CONTENT + 2 * STANCE, HIDDEN)
        self.out = nn.Linear(HIDDEN, 4)
        self.line = nn.Linear(CLOSE, 3)
        nn.init.orthogonal_(self.tokens.weight[:WORD].detach())
        with torch.no_grad():
            self.tokens.weight[WORD : WORD + CONTENT] = self.tokens.weight[:WORD]
            self.tokens.weight[-2:] = 0
            self.tokens.bias.zero_()

    def start_from(self, state: Mapping[str, Tensor]) -> None:
        """Take over the upper layers from an encoder's state."""
        whole = nn.ModuleList(Layer() for _ in range(LAYERS))
        whole.load_state_dict({k.removeprefix("layers."): v for k, v in state.items() if k.startswith("layers.")})
        self.layers.load_state_dict(whole[FROZEN:].state_dict())

    def encode(self, ground: Tensor, mask: Tensor) -> Tensor:
        """Windows after the frozen layers -> after all (windows, length, 384); products in bfloat16 if `coarse`."""
        bias = (1.0 - mask[:, None, None, :]) * -1e9
        with torch.autocast("cpu", torch.bfloat16, enabled=self.coarse):
            for layer in self.layers:
                ground = layer(ground, bias)
        return ground

    def rows(self, encoded: Tensor) -> Tensor:
        """Encoded sub-words (..., 384) -> (..., WIDTH)."""
        rows: Tensor = self.tokens(F.dropout(encoded, DROPOUT, self.training))
        return rows

    def side(self, rows: Sequence[Tensor]) -> Side:
        """The rows of each sentence of an account, as they are compared."""
        held = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
        present = nn.utils.rnn.pad_sequence([row.new_ones(len(row)) for row in rows], batch_first=True)[..., None]
        words, content, stance, counts, focus = held.split([WORD, CONTENT, STANCE, 1, 1], -1)
        counts = F.softplus(counts) * present
        counts = counts / counts.sum(1, keepdim=True)
        focus = focus.masked_fill(present == 0, -1e9).softmax(1)
        return Side(
            F.normalize(words, dim=-1) * present,
            counts[..., 0],
            F.normalize((content * counts).sum(1), dim=-1),
            torch.tanh((stance * focus).sum(1)),
        )

    def pairs(self, a: Side, b: Side, rows: Tensor, columns: Tensor) -> Tensor:
        """Logits (pairs, 4) of chosen pairs: sentence rows[n] of one account with columns[n] of the other."""
        similarity = a.words[rows] @ b.words[columns].transpose(1, 2)
        there = (similarity.amax(2) * a.counts[rows]).sum(1)
        back = (similarity.amax(1) * b.counts[columns]).sum(1)
        x, y, s, t = a.content[rows], b.content[columns], a.stance[rows], b.stance[columns]
        low, high, content = torch.minimum(there, back), torch.maximum(there, back), (x * y).sum(1)
        close = torch.stack([low, high, content, low * high, content * content, content * low], 1)
        scaled = (close - 0.4) * 4
        inputs = torch.cat([scaled, x * y * 8, (x - y).abs() * 4, s * t, (s - t).abs()], 1)
        hidden = F.dropout(F.relu(self.hidden(inputs)), 2 * DROPOUT, self.training)
        logits = self.out(hidden)
        return torch.cat([logits[:, :1], logits[:, 1:] + self.line(scaled)], 1)
