"""A layout as text comes back as it was, whatever of it is empty: a store must be readable again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qdesk.model.comparison import ChangeKind
from qdesk.model.layout_form import layout_from_text, layout_to_text
from qdesk.model.table_layout import At, CellText, Change, Layout, LayoutKind, Line, Per, Stub, Total

NAMES = st.sampled_from(["", "a", "招生人数", "b/c"])
PLACES = st.builds(
    At,
    entity=st.none() | NAMES,
    indicator=st.none() | NAMES,
    member=st.none() | NAMES,
    period=st.none() | st.integers(-2, 1),
)
COMPUTES = st.none() | st.builds(Change) | st.builds(Total) | st.builds(Per, base=st.just("x"))
LEAVES = st.builds(
    Line,
    id=NAMES,
    label=st.none() | NAMES,
    at=PLACES,
    compute=COMPUTES,
    stub=st.none() | st.sampled_from(Stub),
    of=st.none() | st.just("a"),
)
LINES = st.lists(
    LEAVES | st.builds(Line, id=NAMES, label=NAMES, at=PLACES, lines=st.lists(LEAVES, max_size=2).map(tuple)),
    max_size=3,
).map(tuple)


@given(
    st.builds(
        Layout,
        id=NAMES,
        caption=NAMES,
        columns=LINES,
        rows=LINES,
        kind=st.sampled_from(LayoutKind),
        subcaption=NAMES,
        unit_line=NAMES,
        notes=st.lists(NAMES, max_size=2).map(tuple),
        at=PLACES,
        compare=st.sampled_from(ChangeKind),
        cells=st.dictionaries(st.tuples(NAMES, NAMES), st.builds(CellText, text=NAMES), max_size=2),
    )
)
def test_every_layout_comes_back(layout: Layout) -> None:
    assert layout_from_text(layout_to_text(layout)) == layout
