"""The workbench: a local web application in which a person reads a case, checks it and corrects it.

`serve` opens it on this machine alone; `application` is the same as an ASGI application, for tests. Every page
works without JavaScript; what a person decides goes through the case's log of judgements and nowhere else.
"""

from rashomon.web.app import application
from rashomon.web.serve import serve

__all__ = ["application", "serve"]
