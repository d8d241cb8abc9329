"""Stories out of a corpus: from one case to millions of articles, on one machine or on a Ray cluster.

    from rashomon.corpus import Corpus

    corpus = Corpus("corpus/")
    corpus.build(["articles.parquet"])
    corpus.stories()
    corpus.open(story, "story.case")

The engine is Daft (extra `corpus`): every step that grows with the corpus is a Daft query over tables in the corpus's
folder. Only this package knows it, and only who uses a corpus pays for it. What it costs is written in docs/scale.md.
"""

from rashomon.corpus.engine import start

# The engine is set up before anything else imports it.
# isort: split
from rashomon.corpus.corpus import Corpus
from rashomon.corpus.look import Dirt, inspect

__all__ = ["Corpus", "Dirt", "inspect", "start"]
