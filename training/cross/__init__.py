"""The cross-encoder: two sentences read together, and what they are to each other."""
