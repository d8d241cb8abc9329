"""The losses of the tagger, each a mean over the words its labels are known for.

Nothing is picked out by a condition: every word is scored and those without a label weigh nothing, so that a GPU
never has to wait for the CPU to count.
"""

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
    itself = torch.eye(sentence.shape[1], dtype=torch.bool, device=sentence.device)
    return arcs.float().masked_fill(F.pad(~same | itself, (1, 0), value=False), FAR)


def masked_links(links: Tensor, starts: Tensor) -> Tensor:
    """Link scores with targets other than the first words of spans ruled out."""
    return links.float().masked_fill(~starts[:, None, :], FAR)


def losses(model: Tagger, scores: Scores, batch: Batch) -> dict[str, Tensor]:
    """Every loss; 0 where the batch has no such labels."""
    rels = relation(model, scores, batch.heads.clamp(min=0))
    return {
        "upos": entropy(scores.upos, batch.upos),
        "arcs": entropy(masked_arcs(scores.arcs, batch.sentence), batch.heads),
        "rels": entropy(rels, batch.rels),
        "names": names_loss(scores.names, batch),
        "roles": entropy(scores.roles, batch.roles),
        "links": links_loss(scores.links, batch),
        "facts": facts_loss(scores.facts, batch.facts),
    }


def mean(values: Tensor, known: Tensor) -> Tensor:
    """Mean of the values that are known, 0 if none is."""
    return torch.where(known, values, 0.0).sum() / known.sum().clamp(min=1)


def entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy where gold is known."""
    values = F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), reduction="none", ignore_index=NONE)
    return mean(values, gold.flatten() != NONE)


def relation(model: Tagger, scores: Scores, heads: Tensor) -> Tensor:
    """Relation scores of every word with its head: heads (batch, words) -> (batch, words, relations)."""
    above = scores.words.gather(1, heads[..., None].expand(-1, -1, scores.words.shape[-1]))
    return model.relations.chosen(scores.words[:, 1:].flatten(0, 1), above.flatten(0, 1)).unflatten(0, heads.shape)


def names_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Minus the log of the probability of all allowed tags together."""
    chosen = scores.float()
    inside = chosen.masked_fill(~batch.names, FAR).logsumexp(-1)
    return mean(chosen.logsumexp(-1) - inside, batch.names.any(-1) & batch.word)


def links_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Which attribution each span belongs to, as the first word of the span that stands for it."""
    starts = STARTS.to(batch.roles.device)[batch.roles.clamp(min=0)] & (batch.roles != NONE)
    reached = starts.gather(1, batch.anchors.clamp(min=0))  # an anchor inside another span cannot be a target
    return entropy(masked_links(scores, starts), batch.anchors.masked_fill(~(starts & reached), NONE))


def facts_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Huber loss of the factuality."""
    values = F.smooth_l1_loss(scores.float(), gold.nan_to_num(0.0), reduction="none")
    return mean(values, ~gold.isnan())


def lessons(model: Tagger, scores: Scores, teacher: Tagger, taught: Scores, batch: Batch) -> dict[str, Tensor]:
    """How far the tagger is from its teacher on every word, labelled or not (Hinton and others 2015)."""
    arcs, wanted = (masked_arcs(one.arcs, batch.sentence) for one in (scores, taught))
    heads = wanted.argmax(-1)
    pairs = {name: (getattr(scores, name), getattr(taught, name)) for name in ("upos", "names", "roles")}
    pairs["arcs"] = arcs, wanted
    pairs["rels"] = relation(model, scores, heads), relation(teacher, taught, heads)
    return {name: mean(divergence(*pair), batch.word) for name, pair in pairs.items()}


def divergence(scores: Tensor, taught: Tensor) -> Tensor:
    """Kullback-Leibler divergence of what is said of each word from what is taught."""
    said, wanted = scores.float().log_softmax(-1), taught.float().log_softmax(-1)
    return F.kl_div(said, wanted, reduction="none", log_target=True).sum(-1)
