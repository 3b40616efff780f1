"""What the kinds of text that a style describes are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping

from qdesk.document.style import TextName

TEXT_LABELS: Mapping[TextName, str] = {
    "body": "正文",
    "subheading": "小标题",
    "list": "列表",
    "heading1": "一级标题",
    "heading2": "二级标题",
    "heading3": "三级标题",
    "heading4": "四级标题",
    "title": "封面标题",
    "cover_school": "封面单位",
    "cover_year": "封面年度",
    "cover_issuer": "封面编制单位",
    "cover_date": "封面日期",
    "front": "文前居中",
    "front_title": "文前标题",
    "signature": "落款",
    "case_title": "案例标题",
    "case": "案例正文",
    "contents_title": "目录标题",
    "contents1": "目录一级",
    "contents2": "目录二级",
    "contents3": "目录三级",
    "list_of_captions": "表、图、案例目录",
    "caption": "题注",
    "continued": "续表",
    "subcaption": "副题注",
    "unit": "表单位",
    "note": "表注",
    "cell": "表格文字",
    "header_cell": "表头文字",
    "picture": "图片",
    "after_table": "表后间隔",
    "page_number": "页码",
}
