"""Sentences that reckon by themselves: wrong sums, shares and means of one sentence or paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.run_checks import CheckedReport
from qdesk.actions.workspace import Workspace


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = sample(Path(tmp_path_factory.mktemp("arithmetic")))
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def checked(school: Workspace) -> tuple[Workspace, CheckedReport]:
    return school, CheckedReport(school.view())


def rules_in(checked: tuple[Workspace, CheckedReport], text: str) -> dict[str, str]:
    """The rules that speak of a text that stands for the first section's, with what they expect."""
    school, report = checked
    view = school.view()
    section = next(one.section.id for one in view.headings if view.text(one.section.id))
    edit = set_text(view, section, text)
    if edit is not None:
        school.do(edit)
    return {one.rule: one.expected for one in report.findings() if one.section == section and one.quote}


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("某专业学生就业率达到102.3%。", "over_hundred", ""),
        ("获证学生占参加人数的112%。", "over_hundred", ""),
        ("聘请企业教师30人，其中女教师78人。", "parts_in_text", ""),
        ("新聘教师31人，其中男教师12人、女教师18人。", "parts_in_text", ""),
        ("获一等奖3项、二等奖5项、三等奖8项，共15项。", "parts_in_text", "16项"),
        ("新校区设备总值480万元，在校生400人，生均设备值13000元。", "per_head_in_text", "12000元"),
        ("拨入资金合计：120万元。学生数为400人，平均每生2000元。", "per_head_in_text", "3000元"),
        (
            "2020年继续开设护理、数控加工技术等2个专业，并新开设数控加工专业。",
            "said_both_ways",
            "数控加工技术",
        ),
        ("在校生1883人，较上学年增加51人。", "change_amount", "15人"),
        ("在校生1883人。比上学年增加51人。", "change_amount", "15人"),
        ("文化课合格率为96.63%，同比提高2.28个百分点。", "change_amount", "1.28个百分点"),
        ("招生859人，较上学年减少223人。", "change_word", "增加"),
        ("高级职称教师48人，占44.53%。", "share_in_text", "34.53%"),
        ("新聘教师20人，其中硕士8人、本科12人，分别占40%和50%。", "list_in_text", "60%"),
        ("校舍面积45331.36平方米，比上年度新增1294.36平方米。", "change_amount", "1194.36平方米"),
        ("机电技术应用专业招生119人。", "number_in_text", "191人"),
    ],
)
def test_a_fault_is_told_with_what_is_right(
    checked: tuple[Workspace, CheckedReport], text: str, rule: str, expected: str
) -> None:
    assert rules_in(checked, text).get(rule) == expected


@pytest.mark.parametrize(
    "text",
    [
        "完成全年计划的112%。",
        "收入相当于上年的131%，增长率达到115%。",
        "教职工208人，其中女教师98人。",
        "新聘教师30人，其中男教师12人、女教师18人。",
        "获一等奖3项、二等奖5项、三等奖8项，共16项。",
        "参加省级比赛12项、市级比赛15项，获奖20项。",
        "新校区设备总值480万元，在校生400人，生均设备值12000元。",
        "拨入资金合计：120万元。学生数为400人，生均公用经费1200元。",
        "2020年继续开设护理、会计等专业，并新开设烹饪专业。",
        "在校生1883人，较上学年增加15人，增长0.8%。",
        "在校生1883人，较2015年增加420人。",
        "培训农民工300人次，参加技能鉴定的其中有412人次。",
        "高级职称教师48人，占34.53%；占教职工的23.08%。",
        "新聘教师20人，其中硕士8人、本科12人，分别占40%和60%。",
        "共有学生2000人，其中东校区1300人、西校区800人，分别占三分之二和三分之一。",
        "机电技术应用专业招生191人。",
    ],
)
def test_what_is_right_is_left_alone(checked: tuple[Workspace, CheckedReport], text: str) -> None:
    assert rules_in(checked, text) == {}
