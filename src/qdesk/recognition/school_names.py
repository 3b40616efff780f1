"""Which school a label means: by name, by alias, or by an abbreviation that fits only one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qdesk.model.value import fold_text


def find_schools(labels: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Label → school id for the labels of one axis; what is not sure is left out.

    `known` maps folded names and aliases to ids. A name fits exactly; an abbreviation (五原职高 for
    五原县高级职业中学) has all its characters in the full name, and counts only where one label
    fits one school and no other label fits that school. Where all schools but one are found, the
    one label that is left may be that one under another name (五原职中 for 五原职高).
    """
    wanted = list(dict.fromkeys(labels))
    found = {label: known[name] for label in wanted if (name := fold_text(label)) in known}
    fits = {
        label: {school for name, school in known.items() if is_abbreviation(fold_text(label), name)}
        for label in wanted
        if label not in found
    }
    named = set(found.values())
    claimed = [school for schools in fits.values() for school in schools]
    for label, schools in fits.items():
        school = next(iter(schools), "")
        if len(schools) == 1 and claimed.count(school) == 1 and school not in named:
            found[label] = school
    left = [label for label in wanted if label not in found and looks_like_school(label)]
    missing = set(known.values()) - set(found.values())
    if len(left) == 1 and len(missing) == 1:
        # Every other school stands under its name: what is left is the one that is left.
        school = missing.pop()
        names = [name for name, one in known.items() if one == school]
        if any(_is_alike(fold_text(left[0]), name) for name in names):
            found[left[0]] = school
    return found


def _is_alike(label: str, name: str) -> bool:
    shared = sum((Counter(label) & Counter(name)).values())
    return shared * 2 > len(label)


_SCHOOL_ENDINGS = (
    *("学校", "职校", "艺校", "体校", "技校", "卫校", "农校", "职中", "职高", "中专", "一职", "二职", "三职"),
    *("职教", "中心", "学院", "中学", "高中"),
)


def looks_like_school(label: str) -> bool:
    """Whether a label ends as the names of schools do."""
    return fold_text(label).endswith(_SCHOOL_ENDINGS)


_SHORTEST = 2


def is_abbreviation(short: str, full: str) -> bool:
    """Whether all characters of `short` stand in `full`."""
    return _SHORTEST <= len(short) < len(full) and not Counter(short) - Counter(full)
