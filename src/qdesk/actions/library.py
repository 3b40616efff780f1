"""The templates at hand: what the program brings and what the user has made or installed."""

from __future__ import annotations

from functools import lru_cache

from qdesk.definitions.library import Library, load_library
from qdesk.places import own_templates_dir, templates_dir


@lru_cache(maxsize=1)
def library() -> Library:
    """The templates shipped with the program and the user's own, read once until `forget_library`."""
    return load_library(templates_dir(), own_templates_dir())


def forget_library() -> None:
    """Read the templates again when they are asked for next."""
    library.cache_clear()
