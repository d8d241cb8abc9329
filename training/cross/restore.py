"""The cross-encoder that ships as a network that can learn on; integers come back as what they stand for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training import layers
from training.cross.export import PLACES
from training.cross.network import WORDS, Cross
from training.encoder import WEIGHTS
from training.layers import BUCKETS, LEAST, MPNET, buckets, sized

PRODUCTS = ("qkv", "out", "wide", "narrow")


def shipped(path: Path = WEIGHTS / "cross.onnx") -> Cross:
    """The network of an exported file."""
    held = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    scores = np.concatenate([held[f"layers.{n}.distances"] for n in range(MPNET.layers)])
    state = {WORDS: vectors(held["words"], held["words_scale"]), "relative.weight": relative(scores)}
    places = np.zeros((layers.PLACES, MPNET.width), np.float32)
    places[: len(held["places"])] = held["places"]
    state |= {"embeddings.position_embeddings.weight": places, "marks": held["mark_table"]}
    state |= {name: one for name, one in held.items() if "orm." in name}
    for name in ("first", "last"):
        state |= {f"{name}.weight": held[name].T.astype(np.float32), f"{name}.bias": held[f"{name}_bias"]}
    for n in range(MPNET.layers):
        for part in PRODUCTS:
            name = f"layers.{n}.{part}"
            weight = held[name].T * held[f"{name}_scale"][:, None]
            moved = LEAST * weight.sum(1) if part == "narrow" else 0.0
            state |= {f"{name}.weight": weight, f"{name}.bias": held[f"{name}_bias"] + moved}
    made = Cross(replace(sized(MPNET, state), rounded=True), 0.0)
    state["embeddings.token_type_embeddings.weight"] = np.zeros((2, MPNET.width), np.float32)
    made.load_state_dict({name: torch.tensor(one) for name, one in state.items()})
    return made


def vectors(codes: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """The vectors (sub-words, width) of a table at four bits a number."""
    levels = np.concatenate([codes >> 4, codes & 15], axis=1)
    made: np.ndarray = (levels.astype(np.float32) - 7.5) * scale
    return made


def relative(table: np.ndarray) -> np.ndarray:
    """The scores (buckets, heads) of distances, from those of each distance; zeros where no distance falls."""
    of = buckets(2 * PLACES + 1)[:, PLACES].numpy()
    made = np.zeros((BUCKETS, len(table)), np.float32)
    made[of] = table.T
    return made
