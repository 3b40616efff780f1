"""What a sentence mentions moves, and the open text says the new number at once."""

from __future__ import annotations

from desk_hands import show

from qdesk.actions.edit_text import set_text
from qdesk.actions.table_settings import place_table
from qdesk.ui.main_window import MainWindow
from qdesk.ui.narrative.prose_editor import ProseEdit


def written(desk: MainWindow) -> str:
    assert desk.desk is not None
    editors = [one for one in desk.desk.page.findChildren(ProseEdit) if one.isVisible()]
    return "".join(one.toPlainText() for one in editors)


def test_the_open_text_follows_and_goes_back(desk: MainWindow) -> None:
    session = desk.session
    assert session is not None
    show(desk, "1.2.2")
    assert desk.desk is not None
    heading = next(one for one in session.view.headings if one.number == "1.2.2")
    edit = set_text(session.view, heading.section.id, "见表 2。")
    assert edit is not None
    session.do(edit)
    assert written(desk) == "见表 2。"
    first = session.view.tables[0]
    session.do(place_table(session.view, first, session.view.headings[-1].section.id))
    assert written(desk) == "见表 1。"
    session.undo_stack.undo()
    assert written(desk) == "见表 2。"
    session.undo_stack.redo()
    assert written(desk) == "见表 1。"
