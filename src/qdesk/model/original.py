"""The picture behind a photo, byte for byte as it is kept in the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Original:
    """A picture named by the SHA-256 of its bytes: the same picture is kept once, and never changes.

    `width` and `height` count pixels of the upright picture. `content` reads the bytes: an open store
    leaves them on the disk until somebody needs them.
    """

    id: str
    name: str
    media_type: str
    width: int
    height: int
    content: Callable[[], bytes] = field(compare=False, repr=False)
