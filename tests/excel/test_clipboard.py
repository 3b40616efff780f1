"""Cells that Excel, WPS, LibreOffice, Word and browsers put on the clipboard are read as they were meant."""

from __future__ import annotations

from time import monotonic

import pytest

from qdesk.excel.clipboard_cell import css_format, format_as_css
from qdesk.excel.clipboard_table import PastedBlock, read_clipboard
from qdesk.files.tabbed_text import tabbed

_NAMESPACES = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">"""

EXCEL = (
    _NAMESPACES
    + r"""

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 11">
<style>
<!--table
	{mso-displayed-decimal-separator:"\.";
	mso-displayed-thousand-separator:"\,";}
td
	{mso-number-format:General;
	text-align:general;}
.xl24
	{mso-number-format:Percent;}
.xl25
	{mso-number-format:"\#\,\#\#0\.00_ ";}
.xl26
	{mso-number-format:"\@";}
.xl27
	{mso-number-format:"0\.00_\)\;\[Red\]\\(0\.00\\)";}
.xl28
	{mso-number-format:"Short Date";}
.xl29
	{mso-number-format:"0\0022人\0022";}
-->
</style>
</head>
<body>
<table x:str border=0 cellpadding=0 cellspacing=0 width=288 style='border-collapse:
 collapse;table-layout:fixed;width:216pt'>
<!--StartFragment-->
 <col width=72 span=4 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td colspan=2 height=19 class=xl26 width=144 style='height:14.25pt;width:108pt'>项目</td>
  <td class=xl26 width=72 style='width:54pt'>2018-2019</td>
  <td class=xl26 width=72 style='width:54pt'>2019-2020</td>
 </tr>
 <tr height=19>
  <td rowspan=2 height=38 style='height:28.5pt'>招生</td>
  <td>人数</td>
  <td class=xl29 align=right x:num="636">636人</td>
  <td align=right x:num="16483.302000000001" x:fmla="=B2*3">16483.3</td>
 </tr>
 <tr height=19>
  <td height=19>比例<br>
    （%）</td>
  <td class=xl24 align=right x:num="0.93123456">93.12%</td>
  <td class=xl25 align=right x:num="6423.8437"> 6,423.84 </td>
 </tr>
 <tr height=19>
  <td height=19 class=xl26>007</td>
  <td class=xl26>510123199901011234</td>
  <td class=xl27 align=right x:num="-42.5"><span style='mso-spacerun:yes'> </span>(42.50)</td>
  <td class=xl28 align=right x:num="44075">2020/9/1</td>
 </tr>
 <tr height=19>
  <td height=19 align=right x:num="123456789012">1.23457E+11</td>
  <td class=xl25 align=right x:num="1234567.891">#######</td>
  <td colspan=2 style='mso-ignore:colspan'>一句长的话&nbsp;&amp; 更多</td>
 </tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=72 style='width:54pt'></td>
  <td width=72 style='width:54pt'></td>
  <td width=72 style='width:54pt'></td>
  <td width=72 style='width:54pt'></td>
 </tr>
 <![endif]>
<!--EndFragment-->
</table>
</body>
</html>"""
)

WPS = (
    _NAMESPACES
    + r"""
 <head>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
  <meta name="ProgId" content="Excel.Sheet"/>
  <meta name="Generator" content="WPS Office ET"/>
  <!--[if gte mso 9]>
   <xml><o:DocumentProperties><o:Author>办公室</o:Author></o:DocumentProperties></xml>
  <![endif]-->
  <style>
<!-- @page
	{margin:1.00in 0.75in 1.00in 0.75in;}
.font0
	{color:#000000;
	font-family:"宋体";
	mso-font-charset:134;}
.style0
	{mso-number-format:"General";
	mso-style-name:"常规";}
td
	{mso-style-parent:style0;
	mso-number-format:"General";}
.et2
	{mso-number-format:"0\.00%";}
.et3
	{mso-number-format:"\@";}
 -->  </style>
 </head>
 <body>
<!--StartFragment-->
  <table width="216.00" border="0" cellpadding="0" cellspacing="0" style='width:162.00pt;'>
   <col width="72" span="3" style='width:54.00pt;'/>
   <tr height="19" style='height:14.25pt;'>
    <td class="et3" height="19" width="72" style='height:14.25pt;' x:str>0012</td>
    <td class="et2" width="72" align="right" x:num="0.0725">7.25%</td>
    <td width="72" align="right" x:num>1883</td>
   </tr>
   <tr height="19">
    <td class="et0" height="19" x:str>两行<br/>文字</td>
    <td align="right" x:num="0.33333333333333331">0.333333</td>
    <td></td>
   </tr>
  </table>
<!--EndFragment-->
 </body>
</html>"""
)

CALC = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">body,td { font-family:"Calibri" }</style></head><body>
<table cellspacing="0" border="0">
	<colgroup span="3" width="80"></colgroup>
	<tr><td height="20" align="left" sdnum="1033;0;@"><font color="#000000">007</font></td>
		<td align="right" sdval="0.93123" sdnum="1033;0;0.00%"><font color="#000000">93.12%</font></td>
		<td align="right" sdval="0.333333333333333" sdnum="1033;"><font color="#000000">0.33</font></td></tr>
	<tr><td align="right" sdval="-42.5" sdnum="1033;0;0.00_);(0.00)"><font>(42.50)</font></td>
		<td align="right" sdval="44075" sdnum="1033;0;YYYY/M/D"><font>###</font></td><td><br></td></tr>
</table></body></html>"""

WORD = (
    _NAMESPACES
    + """<head><meta name=ProgId content=Word.Document></head>
<body lang=ZH-CN><!--StartFragment-->
<table class=MsoTableGrid border=1><tr>
  <td><p class=MsoNormal>第一段<o:p></o:p></p><p class=MsoNormal>第二段<o:p></o:p></p></td>
  <td><p class=MsoNormal align=right><span lang=EN-US>42<o:p></o:p></span></p></td></tr></table>
<!--EndFragment--></body></html>"""
)

BROWSER = """<html><head><meta charset="utf-8"><title>x</title><style>td {color: red}</style></head><body>
<!--StartFragment--><table border=1><tbody>
<tr><th>项目</th><th colspan="2">人数</th></tr>
<tr><td rowspan=2>招生<br>人数</td><td>1,200&nbsp;人</td><td> 95.5% </td></tr>
<tr><td>610</td><td></td></tr>
</tbody></table><!--EndFragment--></body></html>"""

XML = r"""<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style>
  <Style ss:ID="s62"><NumberFormat ss:Format="Percent"/></Style>
  <Style ss:ID="s63" ss:Parent="s62"><Font ss:Bold="1"/></Style>
  <Style ss:ID="s64"><NumberFormat ss:Format="0.0_);\(0.0\)"/></Style>
  <Style ss:ID="s65"><NumberFormat ss:Format="Short Date"/></Style>
 </Styles>
 <Worksheet ss:Name="数据">
  <Table ss:ExpandedColumnCount="4" ss:ExpandedRowCount="4">
   <Column ss:Index="4" ss:StyleID="s64"/>
   <Row>
    <Cell ss:MergeAcross="1"><Data ss:Type="String">项目</Data></Cell>
    <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>人</B><Font>数</Font></ss:Data>
     <Comment><ss:Data><B>我</B></ss:Data></Comment></Cell>
    <Cell><Data ss:Type="Number">-42.54</Data></Cell>
   </Row>
   <Row ss:StyleID="s62">
    <Cell ss:MergeDown="1"><Data ss:Type="String">比例</Data></Cell>
    <Cell><Data ss:Type="Number">0.93123456</Data></Cell>
    <Cell ss:StyleID="s63"><Data ss:Type="Number">0.5</Data></Cell>
    <Cell ss:StyleID="s65"><Data ss:Type="DateTime">2020-09-01T00:00:00.000</Data></Cell>
   </Row>
   <Row ss:Index="3">
    <Cell ss:Index="2" ss:StyleID="Default"><Data ss:Type="Number">0.33333333333333331</Data></Cell>
    <Cell ss:StyleID="Default"><Data ss:Type="Number">123456789012</Data></Cell>
    <Cell ss:Formula="=1/0" ss:StyleID="Default"><Data ss:Type="Error">#DIV/0!</Data></Cell>
   </Row>
  </Table>
 </Worksheet>
 <Worksheet ss:Name="别的"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet>
</Workbook>"""
SHOWN = "项目\t\t人数\t(42.5)\r\n比例\t93.12%\t50.00%\t2020/9/1\r\n\t0.333333\t1.23E+11\t#DIV/0!\r\n"


def said(text: str = "", html: str = "", xml: str = "") -> PastedBlock:
    return read_clipboard(text, html, xml.encode())


def test_excel_numbers_come_whole_or_as_shown_and_texts_stay_texts() -> None:
    assert said(html=EXCEL) == [
        ["项目", "", "2018-2019", "2019-2020"],
        ["招生", "人数", "636人", "16483.302"],
        [None, "比例\n（%）", "93.12%", "6,423.84"],
        ["007", "510123199901011234", "-42.50", "2020/9/1"],
        ["123456789012", "1234567.89", "一句长的话 & 更多", ""],
    ]


def test_wps() -> None:
    assert said(html=WPS) == [["0012", "7.25%", "1883"], ["两行\n文字", "0.333333333333333", ""]]


def test_libreoffice() -> None:
    assert said(html=CALC) == [["007", "93.12%", "0.333333333333333"], ["-42.50", "2020-09-01", ""]]


def test_a_cell_of_several_paragraphs_is_one_cell() -> None:
    assert said("第一段\r\n第二段\t42\r\n", WORD) == [["第一段\n第二段", "42"]]


def test_a_table_of_a_browser_is_a_block() -> None:
    assert said("项目\t人数\n招生", BROWSER) == [
        ["项目", "人数", ""],
        ["招生\n人数", "1,200 人", "95.5%"],
        [None, "610", ""],
    ]


def test_xml_tells_the_numbers_behind_what_is_shown() -> None:
    wanted = [
        ["项目", "", "人数", "-42.5"],
        ["比例", "93.12%", "50.00%", "2020/9/1"],
        [None, "0.333333333333333", "123456789012", "#DIV/0!"],
    ]
    assert said(SHOWN, xml=XML) == wanted


@pytest.mark.parametrize(
    "xml",
    [
        XML.replace("比例", "别的"),  # of other cells
        XML.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook'),
        XML.replace('ss:Index="3"', 'ss:Index="900000000"'),
        XML.replace('ss:Index="3"', 'ss:Index="x"'),
        XML.replace('ss:MergeAcross="1"', 'ss:MergeAcross="-9"'),
        XML.replace('ss:Index="4"', 'ss:Index="999999999"'),
        XML[:900],
        "no xml",
        "",
    ],
)
def test_xml_that_cannot_be_believed_changes_nothing(xml: str) -> None:
    rows = said(SHOWN, xml=xml)
    assert rows[1] == ["比例", "93.12%", "50.00%", "2020/9/1"]
    assert rows[2] == ["", "0.333333", "1.23E+11", "#DIV/0!"]


def test_a_column_too_narrow_is_read_from_the_text_beside() -> None:
    html = "<table><tr><td>####</td><td>##</td></tr></table>"
    assert said("1883\t##", html) == [["1883", "##"]]
    assert said("1883", html) == [["####", "##"]]


def test_text_goes_before_a_page_with_a_table_in_it() -> None:
    assert said("1\t2", "<p>说明</p><table><tr><td>x</td></tr></table>") == [["1", "2"]]


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", [["1", "2"], ["3", "4"]]),  # ends left out
        ("<TABLE><TR><TD>1</TD></TR></TABLE><table><tr><td>2</td></tr></table>", [["1"]]),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>", [["a\nb", "c"]]),
        ("<table><tr><td rowspan=2 colspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
         [["1", "", "2"], [None, None, "3"]]),
        ("<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>", [["1", ""], ["2", "3"]]),
        ("<p>12</p><p>13</p>", [["12"], ["13"]]),
        ("<table></table>", []),
        ("<table><tr><td colspan=99999999>x</td></tr></table>", [["x", *[""] * 199]]),
        ("", []),
        ("<table><tr><td>1</td></tr></table><![nonsense here]>", [["1"]]),
        ('<table><tr><td x:num="1e999999999">1</td><td x:num="NaN">2</td></tr></table>', [["1", "2"]]),
        ("<table><tr><td rowspan=9>1</td></tr></table>", [["1"]]),
    ],
)  # fmt: skip
def test_other_html_is_read_as_it_looks(html: str, block: PastedBlock) -> None:
    assert said(html=html) == block


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr>" + "<td colspan=200>x" * 9_000 + "</table>",
        "<table><tr>" + "<td colspan=200 rowspan=200>x" * 100 + "<tr>" * 400 + "</table>",
        "<style>" + "x " * 500_000,
        "<table><tr><td>" * 2_000,
    ],
)
def test_html_that_would_take_all_memory_or_time_leaves_the_text(html: str) -> None:
    started = monotonic()
    assert said("1\t2", html) == [["1", "2"]]
    assert monotonic() - started < 10


@pytest.mark.parametrize("code", ["0.00%", '#,##0.0"人"', "@", "+0;-0;0", 'General"%"', "0.00_);(0.00)"])
def test_a_format_goes_to_css_and_back(code: str) -> None:
    assert css_format(format_as_css(code)) == code


def test_tabbed_text_quotes_what_would_break_a_row() -> None:
    rows = [["两\n行", '带"引号"'], ["a\tb", ""]]
    assert said(tabbed(rows)) == rows
