"""The report: a Comparison laid out as a plain dict, and that dict as one self-contained HTML page.

`view` decides what is shown and in which words, `page` how it looks. The page asks the network for nothing,
runs only its own script (held by a Content-Security-Policy with hashes), reads without JavaScript, and prints.
"""

from rashomon.report.assemble import Live, view
from rashomon.report.render import page

__all__ = ["Live", "page", "view"]
