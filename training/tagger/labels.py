"""The label inventories of the tagger."""

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
NAMES = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "DATE")
ROLES = ("SOURCE", "CUE", "CONTENT")


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """O, then B and I of each type."""
    return ("O", *(f"{mark}-{kind}" for kind in types for mark in "BI"))


NER = bio(NAMES)
ATTRIBUTION = bio(ROLES)
