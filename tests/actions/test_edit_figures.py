"""Charts draw their table's numbers, follow them, and come out of Word with a workbook inside."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from examples import sample, table_named
from openpyxl import load_workbook

from qdesk.actions.convert_report import roll_and_convert
from qdesk.actions.edit_figures import (
    lines_to_draw,
    new_figure,
    place_figure,
    put_figure,
    remove_figure,
    suits,
)
from qdesk.actions.edit_front_matter import switch_page
from qdesk.actions.edit_values import set_cell
from qdesk.actions.export_word import export_word
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.table_settings import place_table, remove_table, turn_table
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.figure import ChartKind, Figure
from qdesk.model.period import Period, PeriodKind


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """The sample school without the charts that it comes with."""
    workspace = sample(tmp_path)
    for figure in workspace.archive.figures(workspace.report.id):
        workspace.do(remove_figure(workspace.view(), figure))
    yield workspace
    workspace.close()


def do(school: Workspace, edit: Edit | None) -> None:
    assert edit is not None
    school.do(edit)


def drawn(school: Workspace, caption: str, **more: object) -> Figure:
    """A chart of a table, stored."""
    view = school.view()
    figure = replace(new_figure(view, table_named(view, caption)), **more)  # pyright: ignore[reportArgumentType]
    do(school, put_figure(view, figure))
    return figure


def test_a_chart_draws_the_years_of_what_is_counted_alike(school: Workspace) -> None:
    """Persons and not per cent, both years and not the change."""
    figure = drawn(school, "学生情况对比表")
    data = school.view().chart(figure)
    assert figure.title == "学生情况对比图"
    assert [one.name for one in data.series] == ["2018-2019", "2019-2020"]
    assert data.categories[:2] == ("招生人数", "全日制在校生数")
    assert not any("巩固率" in one for one in data.categories)
    assert data.series[1].values[:2] == (Decimal(859), Decimal(1883))


def test_totals_are_left_out_unless_asked_for(school: Workspace) -> None:
    figure = drawn(school, "专业结构")
    view = school.view()
    rows, columns = lines_to_draw(view, figure)
    assert "合计" not in view.chart(figure).categories
    total = next(one for one in rows if one.name == "合计")
    assert not total.usual
    only = replace(figure, rows=(total.id,), columns=(columns[1].id,))
    assert view.chart(only).series[0].values == (Decimal(1883),)


def test_a_chart_follows_its_table(school: Workspace) -> None:
    figure = drawn(school, "学生情况对比表")
    view = school.view()
    do(school, set_cell(view, table_named(view, "学生情况对比表"), 1, 2, "900"))
    assert school.view().chart(figure).series[1].values[0] == Decimal(900)


def test_series_may_be_rows(school: Workspace) -> None:
    figure = drawn(school, "学生情况对比表", by_rows=True)
    data = school.view().chart(figure)
    assert data.categories == ("2018-2019", "2019-2020")
    assert data.series[0].name == "招生人数（人）"


def test_a_chart_turns_with_its_table(school: Workspace) -> None:
    figure = drawn(school, "学生情况对比表")
    rows, columns = lines_to_draw(school.view(), figure)
    chosen = replace(figure, rows=(rows[0].id, rows[1].id), columns=(columns[0].id, columns[1].id))
    do(school, put_figure(school.view(), chosen))
    before = school.view().chart(chosen)
    view = school.view()
    do(school, turn_table(view, table_named(view, "学生情况对比表")))
    after = school.view().archive.get(Kind.FIGURE, (figure.id,))
    assert isinstance(after, Figure)
    turned = school.view().chart(after)
    assert [one.values for one in turned.series] == [one.values for one in before.series]


def test_no_other_line_stands_in_for_a_chosen_one_that_is_gone(school: Workspace) -> None:
    figure = drawn(school, "学生情况对比表", rows=("gone",))
    assert school.view().chart(figure).categories == ()


def test_an_axis_begins_at_zero_in_word_too(school: Workspace, tmp_path: Path) -> None:
    drawn(school, "学生情况对比表")
    export_word(school.view(), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        chart = next(name for name in package.namelist() if name.startswith("word/charts/chart"))
        assert '<c:min val="0"/>' in package.read(chart).decode()


def test_charts_are_numbered_in_the_order_in_which_they_print(school: Workspace) -> None:
    later = drawn(school, "专业结构")
    first = drawn(school, "资产情况")
    numbers = school.view().caption_numbers
    assert (numbers[first.id].text, numbers[later.id].text) == ("图 1", "图 2")
    view = school.view()
    do(school, place_figure(view, first, view.headings[-1].section.id))
    assert school.view().caption_numbers[first.id].text == "图 2"


@pytest.mark.parametrize("kind", ChartKind)
def test_word_gets_a_native_chart_with_its_workbook(
    school: Workspace, tmp_path: Path, kind: ChartKind
) -> None:
    figure = drawn(school, "学生情况对比表", kind=kind)
    do(school, switch_page(school.view(), "list-of-figures", shown=True))
    target = tmp_path / "图.docx"
    export_word(school.view(), target)
    texts = [one.text for one in Document(str(target)).paragraphs]
    assert "图 1 学生情况对比图" in texts
    with zipfile.ZipFile(target) as package:
        chart = package.read("word/charts/chart1.xml").decode()
        inside = package.extract("word/embeddings/Microsoft_Excel_Sheet1.xlsx", tmp_path)
    assert "Sheet1!$B$2:$B$7" in chart
    assert chart.count("<c:ser>") == (1 if kind is ChartKind.PIE else 2)
    sheet = load_workbook(inside)["Sheet1"]
    data = school.view().chart(figure)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(data.categories)
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == [
        float(v or 0) for v in data.series[1].values
    ]


def test_a_chart_goes_where_its_table_goes(school: Workspace) -> None:
    figure = drawn(school, "学生情况对比表")
    view = school.view()
    other = view.headings[-1].section.id
    do(school, place_table(view, table_named(view, "学生情况对比表"), other))
    assert [one.id for one in school.view().headings[-1].figures] == [figure.id]
    do(school, roll_and_convert(school, Period(PeriodKind.ACADEMIC, 2021), "school-2024"))
    view = school.view()
    (rolled,) = view.archive.figures(view.report.id)
    table = table_named(view, "学生情况对比表")
    assert (rolled.table, rolled.section) == (table.id, table.section)
    do(school, remove_table(view, table))
    assert school.view().archive.figures(school.report.id) == []


def test_what_cannot_be_drawn_is_said(school: Workspace, tmp_path: Path) -> None:
    view = school.view()
    with pytest.raises(UserError, match="没有标题"):
        put_figure(view, replace(new_figure(view, table_named(view, "学生情况对比表")), title=" "))
    fresh = new_store(tmp_path / "空.qdesk", "某校", "school-2016", period_from("2019-2020"))
    with pytest.raises(UserError, match="还没有可以画图的数"):
        new_figure(fresh.view(), fresh.view().tables[0])
    fresh.close()
    assert suits(ChartKind.PIE, (1, 2))
    assert suits(ChartKind.COMBINED, (1,))
    assert suits(ChartKind.LINES, (1,)) == ""


def test_a_chart_without_numbers_prints_nothing(school: Workspace, tmp_path: Path) -> None:
    figure = drawn(school, "学生情况对比表")
    do(school, put_figure(school.view(), replace(figure, table="gone")))
    export_word(school.view(), tmp_path / "a.docx")
    assert not any("学生情况对比图" in one.text for one in Document(str(tmp_path / "a.docx")).paragraphs)
    do(school, remove_figure(school.view(), figure))
    assert school.view().archive.figures(school.report.id) == []


def test_a_chart_is_kept_in_the_store(school: Workspace) -> None:
    figure = drawn(school, "学生情况对比表", kind=ChartKind.COMBINED, by_rows=True, labels=False)
    path = school.store.path
    school.close()
    again = Workspace.open(path)
    assert again.archive.figures(again.report.id) == [figure]
    again.close()


def test_units_of_what_is_drawn_are_known(school: Workspace) -> None:
    """Rows of one unit have it, a name may say it, and rows of several units have none together."""
    persons = drawn(school, "学生情况对比表")
    assert {one.unit for one in school.view().chart(persons).series} == {"人"}
    mixed = drawn(school, "学生情况对比表", by_rows=True, rows=())
    units = {one.name: one.unit for one in school.view().chart(mixed).series}
    assert units["招生人数（人）"] == "人"
    assert "%" in units.values()
    assert {one.unit for one in school.view().chart(replace(mixed, by_rows=False)).series} == {""}


def test_a_rate_beside_persons_gets_its_own_axis_in_word(school: Workspace, tmp_path: Path) -> None:
    figure = drawn(school, "学生情况对比表", by_rows=True, rows=(), kind=ChartKind.COMBINED)
    names = {row.name: row.id for row in lines_to_draw(school.view(), figure)[0]}
    rate = next(name for name in names if "%" in name or "率" in name)
    chosen = (names["招生人数（人）"], names[rate])
    do(school, put_figure(school.view(), replace(figure, rows=chosen)))
    export_word(school.view(), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        chart = package.read("word/charts/chart1.xml").decode()
    assert chart.count("<c:valAx>") == 2
