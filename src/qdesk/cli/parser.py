"""The words that the command line understands."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn, TypeAlias

from qdesk import __version__
from qdesk.errors import UserError


class _Parser(argparse.ArgumentParser):
    """Complains in Chinese through the same road as everything else."""

    def error(self, message: str) -> NoReturn:
        # argparse speaks English; the words that it quotes are what the user wrote.
        words = re.search(r"'[^']*'|--[\w-]+|\b[A-Z]{2,}\b", message)
        raise UserError("命令写法不对", words.group() if words else "", f"用 {self.prog} -h 查看写法")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _Parser(prog="qdesk", description="职业教育质量年度报告：数据、正文与 Word 文档")
    parser.add_argument("--version", action="version", version=f"qdesk {__version__}")
    parser.add_argument("--selftest", metavar="DIR", type=Path, help="自检：把能做到的写进 DIR")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)
    _add_new(commands)
    _add_import(commands)
    _add_return(commands)
    _add_fill(commands)
    _add_set(commands)
    _store_command(commands, "tables", "列出所有表，与印出来的一样", json=True).add_argument(
        "--explain", action="store_true", help="给出每个计算格的算法"
    )
    _store_command(commands, "indicators", "列出指标的代码、名称、单位和用处", json=True)
    _add_standard_commands(commands)
    check = _store_command(
        commands, "check", "核查：数据文件，或任何一份报告的 .docx、.xlsx（不存任何东西）", json=True
    )
    check.add_argument("--period", metavar="YEAR", help="外来文件报告的年度；不写时从文件里认")
    check.add_argument("--protocol", type=Path, metavar="OUT", help="存成核查记录，.docx 或 .xlsx")
    export = _store_command(commands, "export", "导出：.docx 是 Word 文档，.pdf 是 PDF，.xlsx 是 Excel 表格")
    export.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")
    export.add_argument(
        "--page-numbers",
        choices=("office", "own"),
        default="office",
        help="目录页码：本机有 Word、WPS 或 LibreOffice 时取它排出的（office），或由本程序计算（own）",
    )
    export.add_argument(
        "--no-check", dest="check", action="store_false", help="只导出，不核查：状态不说有没有必改的问题"
    )
    export.add_argument(
        "--pdf-by",
        choices=("office", "own"),
        default="office",
        help="PDF：本机有 Word、WPS 或 LibreOffice 时由它生成（office），或由本程序生成（own）",
    )
    _store_command(commands, "demo", "建立示例学校（两年数据）")
    _store_command(commands, "open", "打开桌面")
    return parser


# argparse has no public name for what add_subparsers returns.
_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def _store_command(
    commands: _Commands, name: str, text: str, *, json: bool = False
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text)
    command.add_argument("store", type=Path, metavar="STORE", help="数据文件（.qdesk）")
    if json:
        command.add_argument("--json", action="store_true", help="输出 JSON")
    return command


def _add_new(commands: _Commands) -> None:
    new = _store_command(commands, "new", "新建数据文件和第一份报告")
    new.add_argument("--school", required=True, metavar="NAME", help="学校或地区的全称")
    new.add_argument("--standard", required=True, metavar="ID", help="编写规范，见 qdesk standards")
    new.add_argument("--period", required=True, metavar="P", help="2019-2020（学年）或 2019（年度）")
    new.add_argument("--schools", default="", metavar="A,B,...", help="所辖学校（地区报告）")


def _add_standard_commands(commands: _Commands) -> None:
    standards = commands.add_parser("standards", help="列出编写规范")
    standards.add_argument("--json", action="store_true")
    standards.add_argument("--install", type=Path, metavar="FILE", help="安装别人给的编写规范")
    standards.add_argument("--save", nargs=2, metavar=("ID", "FILE"), help="把一个编写规范存成文件")
    styles = commands.add_parser("styles", help="列出版式，存成可以在 Word 里改的文档，读回改过的")
    styles.add_argument("--json", action="store_true")
    styles.add_argument("--save", nargs=2, metavar=("ID", "FILE"), help="把一种版式存成 Word 文档")
    styles.add_argument("--install", type=Path, metavar="FILE", help="读回改过的文档，成为自己的版式")
    styles.add_argument("--name", default="", metavar="NAME", help="新版式的名称；不写时用文件名")
    roll = _store_command(commands, "roll", "滚动到下一年度：本年变为上年")
    roll.add_argument("--to", required=True, metavar="P", help="新年度，如 2020-2021")
    roll.add_argument("--standard", default="", metavar="ID", help="同时改用另一个编写规范")
    convert = _store_command(commands, "convert", "本报告改用另一个编写规范", json=True)
    convert.add_argument("--standard", required=True, metavar="ID", help="见 qdesk standards")
    convert.add_argument("--dry-run", action="store_true", help="只看各章节去哪里，不存")
    _store_command(commands, "limits", "对照办学条件", json=True)


def _add_import(commands: _Commands) -> None:
    command = _store_command(commands, "import", "导入表格文件，或上年的 Word 报告", json=True)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--period", metavar="P", help="文件里的“本年”是哪一年度")
    command.add_argument("--dry-run", action="store_true", help="只看会读到什么，不存")
    command.add_argument("--doubtful", action="store_true", help="存疑的值也采用")
    command.add_argument("--overwrite", action="store_true", help="与已保存的冲突时，以文件为准")


def _add_return(commands: _Commands) -> None:
    command = _store_command(commands, "return", "读回导出以后被人改过的 Word 文档", json=True)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--take", choices=("safe", "all"), help="采用没有冲突的改动（safe），或能采用的全部（all）"
    )


def _add_fill(commands: _Commands) -> None:
    command = _store_command(
        commands, "fill", "把数填进上级发的 Excel 表（另存一份，格式和公式不动）", json=True
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="不写时只看会填哪些格")


def _add_set(commands: _Commands) -> None:
    command = _store_command(commands, "set", "填一个数")
    command.add_argument("value", metavar="VALUE")
    command.add_argument("--table", metavar="ID", help="表的 id 或编号（如 “表 2”）")
    command.add_argument("--at", metavar="ROW,COLUMN", help="行,列：与 tables --json 同样从 0 数起")
    command.add_argument("--indicator", metavar="CODE", help="指标代码或名称")
    command.add_argument("--period", metavar="P")
    command.add_argument("--member", default="", metavar="M")
    command.add_argument("--entity", default="", metavar="E")
    command.add_argument("--overwrite", action="store_true", help="改写由程序计算的格")
