"""The reader: vectors and tags do not depend on their neighbours; damaged weights are named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import reader
from rashomon.errors import ReaderError
from rashomon.reader import models, spans, tagger, tree
from rashomon.reader.lemma import lemma
from rashomon.reader.pieces import CAP, case, pieces

TEXTS = (
    "The dam above Oldmarsh broke at dawn.",
    "Engineers had warned of cracks since March, the water board said.",
    "",
    " ",
    "😀 naïve — “quoted”",
    "word " * 600,
    "Rain.",
)


def test_embed_gives_unit_vectors_for_any_text() -> None:
    vectors = reader.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_embed_of_nothing_is_empty() -> None:
    assert reader.embed([]).shape == (0, 384)


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=12))
@settings(max_examples=8, deadline=None)
def test_a_vector_does_not_depend_on_its_batch(texts: list[str]) -> None:
    alone = np.concatenate([reader.embed([text]) for text in texts])
    np.testing.assert_allclose(reader.embed(texts), alone, atol=1e-6)


def test_like_sentences_are_nearer_than_unlike_ones() -> None:
    near, same, far = reader.embed(["The dam broke.", "The barrage collapsed.", "Taxes on tea will rise."])
    assert near @ same > near @ far


def sentence(text: str, *, paragraph: bool = False) -> reader.Sentence:
    words = text.split()
    return reader.Sentence(words, [True] * len(words), paragraph)


def test_tag_counts_words_through_all_sentences() -> None:
    tags = reader.tag([sentence("Mara Quist left ."), sentence(""), sentence("She sold the mill .")])
    expected = 9
    lengths = {len(tags.upos), len(tags.heads), len(tags.rels), len(tags.facts), len(tags.confidence)}
    assert lengths == {expected}
    assert all(0 <= head < 4 for head in tags.heads[:4])
    assert all(4 <= head < 9 for head in tags.heads[4:])


def test_tag_of_nothing_is_empty() -> None:
    assert reader.tag([]) == reader.Tags()


def test_every_sentence_has_one_root_and_no_cycle() -> None:
    tags = reader.tag(
        [sentence("The old bridge , which the council had closed twice , fell into the river ."), sentence("Why ?")]
    )
    roots = [n for n, head in enumerate(tags.heads) if head == n]
    assert [tags.rels[n] for n in roots] == ["root", "root"]
    for word in range(len(tags.heads)):
        at, steps = word, 0
        while at not in roots:
            at, steps = tags.heads[at], steps + 1
            assert steps < len(tags.heads)


def test_a_long_sentence_is_one_tree() -> None:
    """Pieces of a sentence longer than the model reads at once hang on its first root."""
    tags = reader.tag([sentence(" , ".join(["the mayor of the town sold the mill"] * 60))])
    assert sum(head == n for n, head in enumerate(tags.heads)) == 1
    assert "parataxis" in tags.rels


def test_chunks_far_apart_do_not_touch_each_other() -> None:
    """What stands before a full chunk does not change what is read in it."""
    long = sentence("word " * 190)
    last = [sentence("Mara Quist sold the mill .")]
    alone, after = reader.tag([long, *last]), reader.tag([long, long, *last])
    assert alone.rels[190:] == after.rels[380:]
    assert alone.confidence[190:] == after.confidence[380:]


def test_nonsense_is_read_with_less_confidence() -> None:
    plain = reader.tag([sentence("The water board closed the dam on Monday .")])
    noise = reader.tag([sentence("xq 00|17 ]] zvb {;; ptk== 9f:: ~~ qqx ,,, <<a kr")])
    assert np.mean(noise.confidence) < np.mean(plain.confidence)


def test_parts_of_one_attribution_share_a_number() -> None:
    tags = reader.tag([sentence("The water board said that the dam was safe .", paragraph=True)])
    roles = {part.role: part for part in tags.parts}
    assert set(roles) == {"SOURCE", "CUE", "CONTENT"}
    assert len({part.number for part in tags.parts}) == 1


# --- Trees and spans ----------------------------------------------------------------------------------------

matrices = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n)
)


def every_tree(count: int) -> Iterator[np.ndarray]:
    """All head assignments that are a tree with one root."""
    for heads in np.ndindex(*[count + 1] * count):
        found = np.array(heads)
        if (found == 0).sum() == 1 and tree.rooted(found):
            yield found


@given(matrices.filter(lambda rows: len(rows) <= 4))
@settings(deadline=None)
def test_heads_are_the_best_tree(rows: list[list[int]]) -> None:
    scores = np.array(rows, np.float32)
    count = len(scores)

    def total(heads: np.ndarray) -> float:
        return float(scores[np.arange(count), heads].sum())

    found = tree.heads(scores)
    assert (found == 0).sum() == 1
    assert tree.rooted(found)
    assert total(found) == max(map(total, every_tree(count)))


@given(st.lists(matrices, min_size=1, max_size=4))
def test_a_forest_is_each_of_its_trees(sentences: list[list[list[int]]]) -> None:
    count = sum(map(len, sentences))
    scores = np.full((count, count + 1), 99, np.float32)  # arcs across sentences are never taken
    bounds, alone = [], []
    start = 0
    for rows in sentences:
        end = start + len(rows)
        own = np.array(rows, np.float32)
        scores[start:end, 0], scores[start:end, start + 1 : end + 1] = own[:, 0], own[:, 1:]
        bounds.append((start, end))
        alone += [head and head + start for head in tree.heads(own).tolist()]
        start = end
    assert tree.forest(scores, bounds).tolist() == alone


def test_rooted_sees_cycles() -> None:
    assert tree.rooted(np.array([0, 1, 2]))
    assert not tree.rooted(np.array([0, 3, 2]))


TAGS = ("O", "B-A", "I-A", "B-B", "I-B")


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), min_size=1, max_size=8))
def test_paths_are_valid(rows: list[list[float]]) -> None:
    path = spans.valid(np.array(rows, np.float32), TAGS)
    tags = [TAGS[n] for n in path]
    for before, after in zip(["O", *tags], tags, strict=False):
        assert not after.startswith("I-") or before[2:] == after[2:]


@given(st.lists(st.lists(st.floats(0.001, 1), min_size=5, max_size=5), min_size=1, max_size=40))
@settings(deadline=None)
def test_no_valid_path_is_more_probable(rows: list[list[float]]) -> None:
    """Only the words around a forbidden step are decided anew; a search over all of them finds nothing better."""
    chances = np.array(rows, np.float32)
    scores = np.log(chances)
    every = spans.viterbi(scores.tolist(), spans.before(TAGS))
    words = np.arange(len(rows))
    assert scores[words, spans.valid(chances, TAGS)].sum() == pytest.approx(scores[words, every].sum(), abs=1e-3)


def test_no_words_have_an_empty_path() -> None:
    assert not len(spans.valid(np.zeros((0, len(TAGS)), np.float32), TAGS))


def test_a_forbidden_step_gives_way_to_the_best_valid_path() -> None:
    chances = np.array([[0.9, 0.05, 0.01, 0.02, 0.02], [0.05, 0.25, 0.3, 0.01, 0.39]], np.float32)
    assert [TAGS[n] for n in spans.valid(chances, TAGS)] == ["O", "B-A"]


def test_spans_of_a_path() -> None:
    assert spans.spans(["B-A", "I-A", "O", "B-B", "B-B"]) == [(0, 2, "A"), (3, 4, "B"), (4, 5, "B")]


# --- Words --------------------------------------------------------------------------------------------------


def test_a_word_has_at_least_one_and_at_most_so_many_pieces() -> None:
    assert len(pieces("\u200b")) == 1
    assert len(pieces("/".join("abcdefghijklmnop"))) == CAP


@pytest.mark.parametrize(
    ("word", "expected"),
    [("...", 0), ("1912", 1), ("3rd", 2), ("mill", 3), ("A", 4), ("NGO", 5), ("Mara", 6), ("McQuist", 7)],
)
def test_case_of_a_word(word: str, expected: int) -> None:
    assert case(word) == expected


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("hoped", "VERB", "hope"),
        ("Stopped", "VERB", "stop"),
        ("denied", "VERB", "deny"),
        ("was", "AUX", "be"),
        ("flooded", "VERB", "flood"),
        ("flood", "VERB", "flood"),
        ("fled", "VERB", "flee"),
        ("freed", "VERB", "free"),
        ("seed", "VERB", "seed"),
        ("telephoned", "VERB", "telephone"),
        ("retreated", "VERB", "retreat"),
        ("underwent", "VERB", "undergo"),
        ("re-sent", "VERB", "re-send"),
        ("honest", "ADJ", "honest"),
        ("whistle-blower", "ADJ", "whistle-blower"),
        ("whistle-blowers", "NOUN", "whistle-blower"),
        ("1,200", "NUM", "1200"),
        ("cities", "NOUN", "city"),
        ("men", "NOUN", "man"),
        ("worst", "ADJ", "bad"),
        ("Oldmarsh", "PROPN", "Oldmarsh"),
    ],
)
def test_lemma(word: str, upos: str, expected: str) -> None:
    assert lemma(word, upos) == expected


# --- Weights ------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty weights folder in the place of the real one."""
    monkeypatch.setattr(models, "files", lambda _: tmp_path)
    (tmp_path / "weights").mkdir()
    return tmp_path / "weights"


def manifest(folder: Path, **given: object) -> None:
    (folder / "manifest.json").write_text(json.dumps({"format": models.FORMAT, "files": {}} | given), "utf-8")


def test_a_missing_manifest_is_named(folder: Path) -> None:
    with pytest.raises(ReaderError, match=r"manifest\.json.* is missing.*reinstall"):
        models.weights("tagger.onnx")


def test_a_broken_manifest_is_named(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]", "utf-8")
    with pytest.raises(ReaderError, match="not a manifest"):
        models.weights("tagger.onnx")


def test_another_format_is_named(folder: Path) -> None:
    manifest(folder, format=models.FORMAT + 1)
    with pytest.raises(ReaderError, match=f"of format {models.FORMAT + 1}, this version reads {models.FORMAT}"):
        models.weights("tagger.onnx")


def test_a_file_the_manifest_lacks_is_named(folder: Path) -> None:
    manifest(folder)
    with pytest.raises(ReaderError, match=r"'tagger\.onnx' is not in the manifest"):
        models.weights("tagger.onnx")


def test_a_missing_file_is_named(folder: Path) -> None:
    manifest(folder, files={"tagger.onnx": {"sha256": "0" * 64}})
    with pytest.raises(ReaderError, match=r"tagger\.onnx' is missing"):
        models.weights("tagger.onnx")


def test_a_damaged_file_is_named(folder: Path) -> None:
    manifest(folder, files={"tagger.onnx": {"sha256": "0" * 64}})
    (folder / "tagger.onnx").write_bytes(b"half a file")
    with pytest.raises(ReaderError, match="damaged or of another version"):
        models.weights("tagger.onnx")


def test_a_wrong_number_of_threads_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_THREADS", "many")
    with pytest.raises(ReaderError, match="RASHOMON_THREADS is 'many'"):
        models.threads()


def test_labels_come_with_the_model() -> None:
    assert "root" in tagger.labels().rels
