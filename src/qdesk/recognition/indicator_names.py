"""Which indicators a stretch of prose names, and where."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from qdesk.model.indicator import Catalogue, Indicator
from qdesk.model.value import fold_text

_TAILS = re.compile(r"(?:总人数|总数|人数|数)$")
_OWNER = re.compile(r"^(?:学校|全校|本校)(?=[一-龥]{4})")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """An indicator that a text names, from `start` to before `end`."""

    indicator: Indicator
    start: int
    end: int

    @property
    def length(self) -> int:
        """How long the name is: the longer, the surer."""
        return self.end - self.start


class IndicatorNames:
    """The names of a catalogue's indicators as sentences use them: also without 数 and 人数 at the end."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_head: dict[str, list[tuple[str, Indicator]]] = defaultdict(list)
        for indicator in catalogue:
            for name in names_in_prose(indicator):
                self._by_head[name[:_SHORTEST]].append((name, indicator))

    def is_generic(self, name: str, indicator: Indicator) -> bool:
        """Whether another indicator's name ends with this one: 合格率 may be 体质测评合格率 said short."""
        return any(
            other is not indicator and one != name and one.endswith(name) and not one.startswith("非")
            for names in self._by_head.values()
            for one, other in names
        )

    def found(self, words: str) -> dict[str, NamedIndicator]:
        """Indicator id → its longest name in folded words, the last one among equals."""
        best: dict[str, NamedIndicator] = {}
        for at in range(len(words) - _SHORTEST + 1):
            for name, indicator in self._by_head.get(words[at : at + _SHORTEST], ()):
                if words.startswith(name, at):
                    known = best.get(indicator.id)
                    if known is None or known.length <= len(name):
                        best[indicator.id] = NamedIndicator(indicator, at, at + len(name))
        return best


_KNOWN: WeakKeyDictionary[Catalogue, IndicatorNames] = WeakKeyDictionary()


def names_of(catalogue: Catalogue) -> IndicatorNames:
    """The names of a catalogue, gathered once."""
    known = _KNOWN.get(catalogue)
    if known is None:
        known = _KNOWN[catalogue] = IndicatorNames(catalogue)
    return known


def names_in_prose(indicator: Indicator) -> tuple[str, ...]:
    """How a sentence may call an indicator, folded."""
    found: dict[str, None] = {}
    for name in (indicator.name, *indicator.aliases):
        folded = fold_text(name)
        own = _OWNER.sub("", folded)
        for one in (folded, _TAILS.sub("", folded), own, _TAILS.sub("", own)):
            if len(one) >= _SHORTEST:
                found[one] = None
    return tuple(found)
