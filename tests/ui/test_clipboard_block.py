"""What stands in Qt's clipboard becomes a block, whichever way it was put there."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData

from qdesk.ui.table.clipboard_block import clipboard_block, clipboard_text

XML = b"""<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="1"><Table><Row>
<Cell><Data ss:Type="Number">16483.302</Data></Cell></Row></Table></Worksheet></Workbook>\x00"""


def test_every_form_of_the_clipboard_is_asked() -> None:
    data = QMimeData()
    data.setHtml("<table><tr><td colspan=2>x</td></tr></table>")
    assert clipboard_block(data) == [["x", ""]]
    assert clipboard_text(data) == "x\t"
    data = QMimeData()
    data.setText("1\t2")
    assert clipboard_block(data) == [["1", "2"]]
    assert clipboard_text(data) == "1\t2"
    data.setText("16483.3")
    data.setData('application/x-qt-windows-mime;value="XML Spreadsheet"', QByteArray(XML))
    assert clipboard_block(data) == [["16483.302"]]


def test_an_empty_clipboard_is_no_block() -> None:
    assert clipboard_block(None) == []
    assert clipboard_text(None) == ""
    assert clipboard_block(QMimeData()) == []
