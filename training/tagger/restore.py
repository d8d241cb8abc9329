"""The tagger that ships as a run to go on from: python -m training.tagger.restore --run DIR.

Training then starts there with `python -m training.tagger.train --run NEXT --start DIR`. Weights kept as int8 come back
as the numbers that they stand for, so that nothing is lost but the optimiser's memory.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.encoder import WEIGHTS
from training.graph import LAYERS
from training.layers import MINILM, sized, state_of
from training.tagger.export import HEADS
from training.tagger.model import Tagger

SIDES = tuple(f"{head}.{side}" for head in ("arcs", "links", "relations") for side in ("dependent", "head"))
QUERY = MINILM.head**-0.5  # the graph divides the queries by the root of a head's width


def tensors(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Every stored array under the name it was exported by, int8 ones widened, whoever made them so."""
    raw = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    stems = [name.removesuffix("_quantized") for name in raw if name.endswith("_quantized")]
    scaled = [name for name, one in raw.items() if one.dtype == np.int8 and f"{name}_scale" in raw]
    return (
        raw
        | {name: raw[name].astype(np.float32) * raw[f"{name}_scale"] for name in scaled}
        | {stem: raw[f"{stem}_quantized"].astype(np.float32) * raw[f"{stem}_scale"] for stem in stems}
    )


def encoder(kept: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The layers' weights under the names of `training.layers`."""
    made = {}
    for n in range(LAYERS):
        old, new = f"encoder.layer.{n}", f"layers.{n}"
        for part in ("qkv", "out", "wide", "narrow"):
            made[f"{new}.{part}.weight"] = kept[f"{old}.{part}"].T.copy()
            made[f"{new}.{part}.bias"] = kept[f"{old}.{part}_bias"].copy()
        for kind in ("weight", "bias"):
            queries = made[f"{new}.qkv.{kind}"]
            queries[: len(queries) // 3] /= QUERY
            made[f"{new}.out_norm.{kind}"] = kept[f"{old}.attention.output.LayerNorm.{kind}"]
            made[f"{new}.narrow_norm.{kind}"] = kept[f"{old}.output.LayerNorm.{kind}"]
    return made


def heads(kept: dict[str, np.ndarray], rels: int) -> dict[str, np.ndarray]:
    """The heads' weights under the names of `Tagger`."""
    made = {"shapes.weight": kept["shape_table"], "root": kept["root"][0]}
    for name in (*HEADS, *SIDES):
        made[f"{name}.weight"], made[f"{name}.bias"] = kept[f"head_{name}"].T, kept[f"head_{name}_bias"]
    for name in ("arcs", "links"):
        made[f"{name}.weight"] = kept[f"head_{name}_middle"][None]
    flat = kept["head_relations_middle"]
    made["relations.weight"] = flat.reshape(len(flat), rels, len(flat)).transpose(1, 0, 2)
    return made


def widened(path: Path) -> Tagger:
    """The tagger of an exported file; its embeddings are those of the base, which training leaves alone."""
    model = onnx.load(path)
    labels = next(json.loads(note.value) for note in model.metadata_props if note.key == "labels")
    kept = tensors(model)
    layers = encoder(kept)
    made = Tagger(tuple(labels["rels"]), sized(MINILM, layers))
    state = layers | heads(kept, len(labels["rels"]))
    base = {name: value for name, value in state_of(MINILM).items() if name.startswith("embeddings.")}
    made.load_state_dict(base | {name: torch.tensor(value) for name, value in state.items()})
    return made


def main() -> None:
    """Write a checkpoint that `--start` reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    model = widened(WEIGHTS / "tagger.onnx")
    torch.save({"model": model.state_dict(), "rels": model.rels}, args.run / "checkpoint.pt")


if __name__ == "__main__":
    main()
