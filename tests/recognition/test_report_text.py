"""Headings, prose and pictures of last year's report, with styles and without."""

from __future__ import annotations

import pytest

from qdesk.recognition.report_text import (
    BlockKind,
    OutlinePlace,
    TextBlock,
    TextSection,
    match_sections,
    numbered_heading,
    sections_of,
)


def blocks(*lines: str) -> list[TextBlock]:
    return [TextBlock(BlockKind.TEXT, line) for line in lines]


def headings(found: list[TextSection]) -> list[str]:
    return [one.heading for one in found]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1.2 学生情况", (2, "1.2", "学生情况")),
        ("1. 1 学校概况", (2, "1.1", "学校概况")),
        ("3学校基本情况", (1, "3", "学校基本情况")),
        ("2.2.1 满意度调查情况", (3, "2.2.1", "满意度调查情况")),
        ("5.2 社会服务：", (2, "5.2", "社会服务")),
        ("一、学校情况", (1, "1", "学校情况")),
        ("十二、附表", (1, "12", "附表")),
        ("（三）教师队伍", (2, "（三）", "教师队伍")),
        ("第二部分 学生发展", (1, "二", "学生发展")),
        ("2020年学校招生859人", None),
        ("1.学校坚持立德树人，深化产教融合。", None),
        ("3.5万元用于设备", None),
        ("1.1 学校概况............3", None),
        ("100 人", None),
    ],
)
def test_lines_that_are_numbered_as_headings_are(line: str, heading: tuple[int, str, str] | None) -> None:
    assert numbered_heading(line) == heading


def test_steps_of_a_list_and_rows_of_a_table_are_no_headings() -> None:
    found = sections_of(
        blocks(
            *("某校质量年度报告", "1 学校情况", "1.1 学校概况", "学校在城东。"),
            *("1 机电技术应用 383", "2 护理 244", "1.2 学生情况", "在校生很多。"),
            *("2 学生发展", "2.1 学生素质", "素质好。", "2.2 在校体验", "体验好。"),
        )
    )
    assert headings(found) == [
        "1 学校情况",
        "1.1 学校概况",
        "1.2 学生情况",
        "2 学生发展",
        "2.1 学生素质",
        "2.2 在校体验",
    ]
    assert found[1].paragraphs == ["学校在城东。", "1 机电技术应用 383", "2 护理 244"]


def test_styles_count_where_a_document_uses_them() -> None:
    styled = [TextBlock(BlockKind.TEXT, title, level) for title, level in (("学校情况", 1), ("学校概况", 2))]
    more = [TextBlock(BlockKind.TEXT, title, 2) for title in ("学生情况", "教师队伍")]
    found = sections_of([*styled, *blocks("1.1 条文里的编号", "一段正文。"), *more])
    assert headings(found) == ["学校情况", "学校概况", "学生情况", "教师队伍"]
    assert found[1].paragraphs == ["1.1 条文里的编号", "一段正文。"]


def test_a_title_of_the_outline_heads_what_follows_even_without_a_number() -> None:
    lines = (
        "1.1 学校概况",
        "甲",
        "校园文化建设情况：",
        "乙",
        "1.2 学生情况",
        "丙",
        "1.3 教师",
        "丁",
        "1.4 设施",
        "戊",
    )
    found = sections_of(blocks(*lines), ["校园文化建设情况"])
    assert headings(found)[:3] == ["1.1 学校概况", "校园文化建设情况", "1.2 学生情况"]
    assert found[1].paragraphs == ["乙"]


def test_contents_captions_and_pictures_are_no_prose() -> None:
    contents = [TextBlock(BlockKind.TEXT, "1.1 学校概况", is_contents=True)]
    body = blocks("1.1 学校概况", "正文一。", "表 2 学生情况对比表", "1.2 二", "1.3 三", "1.4 四", "五。")
    picture = [TextBlock(BlockKind.PICTURE), *blocks("图 1 校门")]
    found = sections_of([*contents, *body, *picture])
    assert found[0].paragraphs == ["正文一。"]
    assert found[-1].paragraphs == ["五。"]
    assert found[-1].pictures == ["图 1 校门"]


OUTLINE = [
    OutlinePlace("a", 1, "1", "学校情况"),
    OutlinePlace("a1", 2, "1.1", "学校概况", "a"),
    OutlinePlace("a2", 2, "1.2", "学生情况", "a"),
    OutlinePlace("b", 1, "2", "学生发展"),
    OutlinePlace("b1", 2, "2.1", "学生素质", "b"),
    OutlinePlace("b2", 2, "2.2", "与上学年比较", "b"),
    OutlinePlace("c", 1, "3", "质量保障"),
    OutlinePlace("c1", 2, "3.1", "与上学年比较", "c"),
]


def matched(*lines: str) -> list[tuple[str, bool]]:
    found = match_sections(sections_of(blocks(*lines, "1.9 尾", "1.10 尾尾")), OUTLINE)
    return [(one.place, one.sure) for one in found][: len(lines)]


def test_sections_are_found_by_title_number_and_likeness() -> None:
    assert matched("1 学校情况", "1.1 学校概况", "1.2 学生的情况", "2 学生发展", "2.1 素质") == [
        ("a", True),
        ("a1", True),
        ("a2", True),
        ("b", True),
        ("b1", True),
    ]


def test_equal_titles_are_told_apart_by_what_they_stand_under() -> None:
    assert matched("2 学生发展", "2.1 与上学年比较", "3 质量保障", "3.1 与上学年比较") == [
        ("b", True),
        ("b2", True),
        ("c", True),
        ("c1", True),
    ]


def test_a_section_that_fits_nowhere_goes_with_the_one_above_and_is_asked_about() -> None:
    assert matched("1 学校情况", "1.1 学校概况", "1.2 后勤餐饮") == [("a", True), ("a1", True), ("a", False)]
