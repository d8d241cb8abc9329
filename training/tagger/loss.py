"""The losses of the tagger, each a mean over the words its labels are known for."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.tagger.batches import NONE, Batch
from training.tagger.labels import ATTRIBUTION
from training.tagger.model import Scores, Tagger

FAR = -1e4
WEIGHTS = {"upos": 0.5, "arcs": 1.0, "rels": 0.7, "names": 1.0, "roles": 1.2, "links": 0.3, "facts": 0.1}
STARTS = torch.tensor([tag.startswith("B-") for tag in ATTRIBUTION])


def masked_arcs(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores with heads outside the sentence ruled out; column 0 is the root."""
    same = sentence[:, :, None] == sentence[:, None, :]
    itself = torch.eye(sentence.shape[1], dtype=torch.bool)
    return arcs.masked_fill(F.pad(~same | itself, (1, 0), value=False), FAR)


def masked_links(links: Tensor, starts: Tensor) -> Tensor:
    """Link scores with targets other than the first words of spans ruled out."""
    return links.masked_fill(~starts[:, None, :], FAR)


def losses(model: Tagger, scores: Scores, batch: Batch) -> dict[str, Tensor]:
    """Every loss that has labels in this batch."""
    made = {
        "upos": mean(scores.upos, batch.upos),
        "arcs": mean(masked_arcs(scores.arcs, batch.sentence), batch.heads),
        "rels": relation_loss(model, scores, batch),
        "names": names_loss(scores.names, batch),
        "roles": mean(scores.roles, batch.roles),
        "links": links_loss(scores.links, batch),
        "facts": facts_loss(scores.facts, batch.facts),
    }
    return {name: value for name, value in made.items() if value is not None}


def mean(scores: Tensor, gold: Tensor) -> Tensor | None:
    """Cross-entropy where gold is known."""
    known = gold != NONE
    return F.cross_entropy(scores[known], gold[known]) if known.any() else None


def relation_loss(model: Tagger, scores: Scores, batch: Batch) -> Tensor | None:
    """Relations, scored with the gold heads."""
    rows, places = torch.nonzero(batch.rels != NONE, as_tuple=True)
    if not len(rows):
        return None
    heads = scores.words[rows, batch.heads[rows, places]]
    return F.cross_entropy(model.relations.chosen(scores.words[rows, places + 1], heads), batch.rels[rows, places])


def names_loss(scores: Tensor, batch: Batch) -> Tensor | None:
    """Minus the log of the probability of all allowed tags together."""
    known = batch.names.any(-1) & batch.word
    if not known.any():
        return None
    chosen = scores[known].float()
    inside = chosen.masked_fill(~batch.names[known], FAR).logsumexp(-1)
    return (chosen.logsumexp(-1) - inside).mean()


def links_loss(scores: Tensor, batch: Batch) -> Tensor | None:
    """Which attribution each span belongs to, as the first word of the span that stands for it."""
    starts = STARTS[batch.roles.clamp(min=0)] & (batch.roles != NONE)
    reached = starts.gather(1, batch.anchors.clamp(min=0))  # an anchor inside another span cannot be a target
    return mean(masked_links(scores, starts), batch.anchors.masked_fill(~(starts & reached), NONE))


def facts_loss(scores: Tensor, gold: Tensor) -> Tensor | None:
    """Huber loss of the factuality."""
    known = ~gold.isnan()
    return F.smooth_l1_loss(scores[known], gold[known]) if known.any() else None
