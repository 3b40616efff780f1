"""Every standard: outline, guidance, states, front matter, tables; the six annex tables row by row."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from sample_archive import TEMPLATES, library

from qdesk.actions.new_report import new_store
from qdesk.actions.workspace import Workspace
from qdesk.definitions.indicator_file import load_indicators
from qdesk.definitions.library import Library, load_library
from qdesk.definitions.template_file import TemplateFile
from qdesk.errors import UserError
from qdesk.model.edit import Kind
from qdesk.model.entity import Level
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.numbering import HEADING_SCHEMES
from qdesk.model.period import Period, PeriodKind
from qdesk.model.standard import Standard, StandardSection
from qdesk.model.table_layout import Layout, LayoutKind, walk

STATES = {"read", "seen", "default"}
CHAPTERS = {
    "school-2016": "学校情况 学生发展 质量保障措施 校企合作 社会贡献 举办者履责 特色创新（案例） "
    "主要问题和改进措施",
    "school-2022": "学生发展 教学改革 政策保障 国际合作 服务贡献 面临挑战 附表",
    "school-2023": "基本情况 人才培养质量 服务贡献质量 文化传承质量 国际合作质量 产教融合质量 发展保障 "
    "特色发展质量 挑战与展望 附表",
    "school-2024": "人才培养 服务贡献 文化传承 国际合作 产教融合 发展保障 面临挑战 附表",
    "city-2024": "人才培养 服务贡献 文化传承 国际合作 产教融合 发展保障 面临挑战 附表",
}
ANNEX_ROWS = {
    "annex-scorecard": (12, 7),
    "annex-survey": (12, 5),
    "annex-survey-by-school": (12, 5),
    "annex-resources": (46, 17),
    "annex-contribution": (18, 9),
    "annex-international": (14, 8),
    "annex-policy": (21, 10),
}
"""Rows and serial numbers of the annex tables."""

SINCE_2022 = [one for one in CHAPTERS if one != "school-2016"]


def layout(table: str) -> Layout:
    """A table of whichever standard places it."""
    return next(one.tables[table] for one in library().standards if table in one.tables)


def indicators_of(table: Layout) -> set[str]:
    lines = (*walk(table.rows), *walk(table.columns))
    return {one for one in (table.at.indicator, *(line.at.indicator for line in lines)) if one}


def indicator(name: str) -> Indicator:
    (found,) = library().catalogue.named(name)
    return found


def numbers(sections: tuple[StandardSection, ...], path: tuple[int, ...] = ()) -> dict[str, str]:
    """Section id → printed number."""
    found: dict[str, str] = {}
    for position, section in enumerate(sections, 1):
        found[section.id] = HEADING_SCHEMES["decimal"].number((*path, position))
        found |= numbers(section.children, (*path, position))
    return found


# -- outlines


def test_the_standards_there_are() -> None:
    found = {one.id: one for one in library().standards}
    assert set(found) == set(CHAPTERS)
    for name, standard in found.items():
        assert [one.title for one in standard.outline] == CHAPTERS[name].split()
        assert name == f"{standard.level.value}-{standard.year}"
        assert standard.source
        assert standard.state in STATES


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_section_is_guided(name: str) -> None:
    standard = library().standard(name)
    for section_id, number in numbers(standard.outline).items():
        assert section_id == "s" + number.replace(".", "-")
    for section in standard.sections():
        assert section.title or section.numbering
        assert 10 <= len(section.guidance) <= 150, section.title
        assert section.state in STATES
        if not section.children:
            assert section.length is not None, section.title
            assert 0 <= section.length[0] < section.length[1]


def test_no_guidance_is_said_twice() -> None:
    said = Counter(section.guidance for one in library().standards for section in one.sections())
    assert [text for text, count in said.items() if count > 1] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_generated_line_names_a_breakdown_of_the_standard(name: str) -> None:
    standard = library().standard(name)
    lines = [line for one in standard.tables.values() for line in (*walk(one.rows), *walk(one.columns))]
    assert {line.members for line in lines if line.members} == set(standard.breakdowns)
    by_school = any(line.entities for line in lines)
    assert by_school == (standard.level is Level.CITY)


def test_every_table_of_every_file_has_its_place() -> None:
    written = [
        form["id"]
        for path in sorted((TEMPLATES / "tables").glob("*.toml"))
        for form in TemplateFile(path).form["table"]
    ]
    placed = {table for one in library().standards for table in one.tables}
    assert sorted(written) == sorted(placed)


def test_what_no_source_prescribes_is_a_default() -> None:
    school, city = library().standard("school-2024"), library().standard("city-2024")
    assert [one.state for one in school.outline] == ["read"] * 7 + ["seen"]
    assert {child.state for one in school.outline for child in one.children} == {"default"}
    assert city.section("s1-3") == next(one for one in city.sections() if one.title == "专业建设")
    states = {one.title: one.state for one in city.sections()}
    assert (states["专业建设"], states["服务重大项目"]) == ("seen", "default")
    assert school.table_states["dual-teachers"] == "default"
    assert school.table_states["annex-policy"] == "seen"


def test_the_annex_stands_last_with_its_six_tables() -> None:
    for name in SINCE_2022:
        *_, annex = library().standard(name).outline
        assert len(annex.tables) == 6
        assert all(table in ANNEX_ROWS for table in annex.tables)


# -- front matter


@pytest.mark.parametrize("name", SINCE_2022)
def test_front_matter_stands_in_order(name: str) -> None:
    standard = library().standard(name)
    assert [one.name for one in standard.front_matter] == [
        *("封面", "内容真实性责任声明", "编制组", "前言"),
        *("目录", "表目录", "图目录", "案例目录"),
    ]
    declaration = standard.front_matter[1]
    assert declaration.fields == ("单位（盖章）", "法定代表人（签名）", "日期")
    assert "{title}" in declaration.text
    assert all(one.on and one.guidance and one.state in STATES for one in standard.front_matter)


# -- annex tables


@pytest.mark.parametrize("table", ANNEX_ROWS)
def test_annex_rows_have_indicator_unit_kind_and_whole(table: str) -> None:
    rows = layout(table).rows
    assert (len(rows), sum(row.numbered for row in rows)) == ANNEX_ROWS[table]
    assert len({row.at.indicator for row in rows}) == len(rows)
    ids = [row.id for row in rows]
    for at, row in enumerate(rows):
        found = library().catalogue.get(row.at.indicator or "")
        assert found is not None
        assert found.unit, found.name
        assert found.kind is not IndicatorKind.TEXT
        assert found.definition
        assert found.reference_date
        assert found.department
        assert row.of is None or row.of in ids[:at], row.label


def test_a_row_without_a_name_repeats_the_thing_above_in_another_unit() -> None:
    rows = layout("annex-resources").rows
    pairs = [(rows[at - 1], row) for at, row in enumerate(rows) if row.label is None]
    assert len(pairs) == 5
    for before, row in pairs:
        above, here = (library().catalogue.get(one.at.indicator or "") for one in (before, row))
        assert above is not None
        assert here is not None
        assert (above.unit, here.unit) == ("门", "学时")


# -- schools and their city


def test_a_city_shows_what_its_schools_show() -> None:
    school = library().standard("school-2024").tables.values()
    known = set[str]().union(*(indicators_of(one) for one in school))
    for one in library().standard("city-2024").tables.values():
        if one.kind is LayoutKind.AXES:
            texts = {found for found in indicators_of(one) if _is_text(found)}
            assert indicators_of(one) - texts <= known, one.caption


def _is_text(indicator_id: str) -> bool:
    found = library().catalogue.get(indicator_id)
    return found is not None and found.kind is IndicatorKind.TEXT


@pytest.mark.parametrize(
    ("name", "how", "weight"),
    [
        ("专业群数量", Aggregate.OWN, None),
        ("专业数量", Aggregate.OWN, None),
        ("教学计划内课程总数", Aggregate.SUM, None),
        ("课证融通课时数", Aggregate.SUM, None),
        ("升入本科人数", Aggregate.SUM, None),
        ("年支付行业导师课酬", Aggregate.SUM, None),
        ("生师比", Aggregate.FORMULA, None),
        ("双师型教师比例", Aggregate.MEAN, "专任教师"),
        ("高级教师占比", Aggregate.MEAN, "专任教师"),
        ("生均校内实践教学工位数", Aggregate.MEAN, "全日制在校生数"),
        ("生均教科研仪器设备值", Aggregate.MEAN, "全日制在校生数"),
        ("课堂育人满意度", Aggregate.OWN, None),
    ],
)
def test_how_a_city_adds_up_its_schools(name: str, how: Aggregate, weight: str | None) -> None:
    found = indicator(name)
    assert found.aggregate is how
    assert found.weight == (indicator(weight).id if weight else None)


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("毕业生升学人数", "升学人数"),
        ("双师素质专任教师比例", "“双师型”教师比例"),
        ("全日制在校生人数", "全日制在校生数"),
        ("月收入", "毕业生月收入"),
    ],
)
def test_earlier_wordings_are_aliases(earlier: str, now: str) -> None:
    assert indicator(earlier) == indicator(now)


# -- a store made by a standard


@pytest.mark.parametrize(("name", "typed"), [("school-2016", False), ("city-2024", True)])
def test_a_standard_says_which_indicators_are_typed(tmp_path: Path, name: str, *, typed: bool) -> None:
    period = Period(PeriodKind.CALENDAR, 2024)
    new_store(tmp_path / "a.qdesk", "某单位", name, period, ["甲校", "乙校"]).close()
    workspace = Workspace.open(tmp_path / "a.qdesk")
    stored = {one.id: one for one in workspace.archive.catalogue}
    workspace.close()
    base, ratio, share = indicator("全日制在校生数"), indicator("生师比"), indicator("高级教师占比")
    assert (stored[base.id].formula is None) == typed
    assert stored[ratio.id] == ratio
    assert stored[share.id] == share


def test_every_report_fills_its_tables(tmp_path: Path) -> None:
    for name in CHAPTERS:
        period = Period(PeriodKind.CALENDAR, 2024)
        workspace = new_store(tmp_path / f"{name}.qdesk", "某单位", name, period, ["甲校", "乙校"])
        try:
            view = workspace.view()
            assert len(view.tables) == len(library().standard(name).tables)
            for table in view.tables:
                filled = view.filled(table)
                printed = "".join(cell.text for row in filled.header for cell in row)
                assert "{y" not in filled.caption + filled.subcaption + printed
                assert "2023-2024" not in filled.caption + filled.subcaption + printed
            kept = workspace.archive.all_of(Kind.SECTION)
            assert len(list(kept)) == len(list(library().standard(name).sections()))
        finally:
            workspace.close()


# -- bad files

HEAD = 'id = "x"\nname = "某规范"\nlevel = "school"\nyear = 2020\nsource = "某文件"\n'
PLACED = '[[section]]\nid = "s1"\ntitle = "某章"\ntables = ["assets"]\n'


def _bad(folder: Path, text: str) -> UserError:
    (folder / "standards").mkdir()
    shutil.copytree(TEMPLATES / "indicators", folder / "indicators")
    shutil.copytree(TEMPLATES / "tables", folder / "tables")
    (folder / "standards" / "bad.toml").write_text(text, encoding="utf-8")
    (problem,) = load_library(folder).problems
    return problem


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        (HEAD + 'tables = ["school-2016", "nowhere"]\n', "nowhere", "没有名为“nowhere”的数据表文件"),
        (HEAD + "tables = [3]\n", "tables", "若干个文字"),
        (HEAD + 'tables = ["school-2016"]\n' + PLACED + 'state = "sure"\n', "state", "read、seen、default"),
        (HEAD + 'tables = ["school-2016"]\n' + PLACED + PLACED.replace("s1", "s2"), "assets", "放在了两处"),
        (HEAD + 'entered = ["招生人数"]\n', "招生人数", "由公式计算"),
        (HEAD + '[[front_matter]]\nid = "a"\nname = "甲"\non = "yes"\n', "on", "true 或 false"),
        (HEAD + '[[front_matter]]\nid = "a"\nname = "甲"\ncolour = 1\n', "colour", "没有“colour”这一项"),
        (HEAD + '[[front_matter]]\nid = "a"\nname = "甲"\n' * 2, None, ""),
    ],
)
def test_a_bad_standard_is_named(tmp_path: Path, text: str, key: str | None, reason: str) -> None:
    problem = _bad(tmp_path, text)
    assert problem.where.startswith("bad.toml")
    assert key is None or problem.where.endswith(f" {key}")
    assert reason in str(problem)


def test_of_two_table_files_the_later_counts(tmp_path: Path) -> None:
    found = _with_own_table(tmp_path)
    standard = found.standard("x")
    assert standard.tables["assets"].caption == "本校资产表"
    assert standard.table_states == {"assets": "default"}


def _with_own_table(folder: Path) -> Library:
    (folder / "standards").mkdir()
    (folder / "tables").mkdir()
    shutil.copytree(TEMPLATES / "indicators", folder / "indicators")
    shutil.copy(TEMPLATES / "tables" / "school-2016.toml", folder / "tables")
    (folder / "tables" / "own.toml").write_text(
        '[[table]]\nid = "assets"\ncaption = "本校资产表"\ncolumns = [{ stub = "label" }]\n'
        'rows = [{ indicator = "学校占地面积" }]\n',
        encoding="utf-8",
    )
    text = HEAD + 'tables = ["school-2016", "own"]\n' + PLACED
    (folder / "standards" / "x.toml").write_text(text, encoding="utf-8")
    return load_library(folder)


def test_sections_inherit_their_state(tmp_path: Path) -> None:
    text = (
        HEAD + 'state = "seen"\n[[section]]\nid = "a"\ntitle = "甲"\nstate = "default"\n'
        '[[section.section]]\nid = "b"\ntitle = "乙"\n[[section]]\nid = "c"\ntitle = "丙"\n'
    )
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards" / "x.toml").write_text(text, encoding="utf-8")
    standard: Standard = load_library(tmp_path).standard("x")
    assert {one.title: one.state for one in standard.sections()} == {
        "甲": "default",
        "乙": "default",
        "丙": "seen",
    }


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [('weight = "乙"', "乙", "没有名为“乙”的指标"), ('state = "sure"', "state", "read、seen、default")],
)
def test_a_bad_weight_or_state_is_named(tmp_path: Path, line: str, key: str, reason: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(f'[[indicator]]\ncode = "AA01"\nname = "甲"\n{line}\n', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_indicators([TemplateFile(path)])
    assert caught.value.where == f"bad.toml 第 4 行 {key}"
    assert reason in str(caught.value)
