"""rashomon: conflicting accounts of the same events, compared with every cell a slice of a stored text."""
