"""The benchmark of coreference: its metrics on small chains, and how it reads GUM's entities."""

from __future__ import annotations

from benchmarks.coreference import Chains, _gum_document, ceaf, cubed, muc

GOLD: Chains = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
SPLIT: Chains = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2"}


def test_equal_chains_score_one_by_every_metric() -> None:
    for metric in (muc, cubed, ceaf):
        found, there, right, made = metric(GOLD, GOLD)
        assert found == there == right == made


def test_a_mention_in_the_wrong_chain_costs_what_the_papers_say() -> None:
    assert muc(GOLD, SPLIT) == (2, 3, 2, 3)
    found, there, right, made = cubed(GOLD, SPLIT)
    assert (round(found, 3), there) == (round(5 / 3 + 2, 3), 5)
    assert (round(right, 3), made) == (round(2 + 5 / 3, 3), 5)
    assert ceaf(GOLD, SPLIT)[0] == 2 * 2 / 5 + 2 * 2 / 5


def test_entities_of_gum_nest_and_singletons_are_left_out() -> None:
    words = [
        ("Ada", "Entity=(1-person-new-s"), ("Moss", "Entity=1)"), ("left", "_"), ("Ostrow", "Entity=(2-place-new-s)"),
        (".", "_"), ("Her", "Entity=(3-person-new-s(1-person-acc-s)"), ("sister", "Entity=3)"), ("stayed", "_"),
    ]  # fmt: skip
    lines = "\n".join("\t".join([str(i), word, *"_______", misc]) for i, (word, misc) in enumerate(words, 1))
    found = _gum_document("d", lines)
    assert found.account.text.startswith("Ada Moss left Ostrow . Her sister")
    assert [(found.account.slice(span), chain) for span, chain in found.mentions.items()] == [
        ("Ada Moss", "1"), ("Her", "1"),
    ]  # fmt: skip
