"""What stands in the clipboard becomes a block, whichever way it was put there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData

from qdesk.ui.table.clipboard_block import clipboard_block, clipboard_text, html_block

BROWSER = """<html><head><meta charset="utf-8"><title>x</title><style>td {color: red}</style></head><body>
<!--StartFragment--><table border=1><tbody>
<tr><th>项目</th><th colspan="2">人数</th></tr>
<tr><td rowspan=2>招生<br>人数</td><td>1,200&nbsp;人</td><td> 95.5% </td></tr>
<tr><td>610</td><td></td></tr>
</tbody></table><!--EndFragment--></body></html>"""


def test_a_table_of_a_browser_is_a_block() -> None:
    assert html_block(BROWSER) == [
        ["项目", "人数", ""],
        ["招生\n人数", "1,200 人", "95.5%"],
        ["", "610", ""],
    ]


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", [["1", "2"], ["3", "4"]]),  # ends left out
        ("<TABLE><TR><TD>1</TD></TR></TABLE><table><tr><td>2</td></tr></table>", [["1"]]),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>", [["a\nb", "c"]]),
        ("<table><tr><td rowspan=2 colspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
         [["1", "", "2"], ["", "", "3"]]),
        ("<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>", [["1", ""], ["2", "3"]]),
        ("<p>12</p><p>13</p>", [["12"], ["13"]]),
        ("<table></table>", []),
        ("<table><tr><td colspan=99999999>x</td></tr></table>", [["x", *[""] * 199]]),
        ("", []),
    ],
)  # fmt: skip
def test_other_html_is_read_as_it_looks(html: str, block: list[list[str]]) -> None:
    assert html_block(html) == block


def test_a_text_goes_before_html() -> None:
    data = QMimeData()
    data.setHtml("<table><tr><td>x</td></tr></table>")
    assert clipboard_block(data) == [["x"]]
    data.setText("1\t2")
    assert clipboard_block(data) == [["1", "2"]]
    assert clipboard_text(data) == "1\t2"
    assert clipboard_block(None) == []
