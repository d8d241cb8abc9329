"""What holds the claims of a point together is told by the strongest links."""

from rashomon.model import Alignment
from rashomon.web.held import held


def link(a: str, b: str, score: float) -> Alignment:
    return Alignment(a, b, "agree", score, "")


def test_a_claim_that_is_linked_needs_nobody_between() -> None:
    assert held([link("a", "b", 0.3), link("c", "b", 0.9), link("a", "c", 0.9)], "a") == {"b": (), "c": ()}


def test_one_that_is_not_is_held_by_the_way_whose_weakest_link_is_strongest() -> None:
    weak, strong = [link("a", "b", 0.9), link("b", "d", 0.3)], [link("a", "c", 0.6), link("d", "c", 0.7)]
    assert held([*weak, *strong], "a")["d"] == ("c",)


def test_a_way_may_have_many_steps() -> None:
    links = [link("a", "b", 0.5), link("b", "c", 0.5), link("d", "c", 0.5)]
    assert held(links, "a") == {"b": (), "c": ("b",), "d": ("b", "c")}


def test_what_no_link_reaches_is_not_there() -> None:
    assert held([link("b", "c", 0.5)], "a") == {}
