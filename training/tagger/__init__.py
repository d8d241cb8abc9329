"""The tagger: words to parts of speech, dependencies, names and attribution, in one encoder pass."""
