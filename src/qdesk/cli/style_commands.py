"""Commands about styles: list, save the base document of one, take a restyled one."""

from __future__ import annotations

import argparse
from pathlib import Path

from qdesk.actions.base_document import is_own_style, keep_style, read_base_document, save_base_document
from qdesk.actions.report_styles import all_styles
from qdesk.cli.output import print_json, say
from qdesk.cli.status import DONE
from qdesk.errors import UserError


def styles(arguments: argparse.Namespace) -> int:
    """List the styles, save the base document of one, or take a restyled one."""
    if arguments.save:
        style_id, target = arguments.save
        style = next((one for one in all_styles() if one.id == style_id), None)
        if style is None:
            raise UserError("没有这种版式", style_id, "用 qdesk styles 查看")
        save_base_document(style, Path(target))
        say(f"已存为 {target}，在 Word 里改好后用 qdesk styles --install 读回")
        return DONE
    if arguments.install:
        return _install(arguments.install, arguments.name)
    if arguments.json:
        print_json(
            {
                "styles": [
                    {"id": one.id, "name": one.name, "source": one.source, "own": is_own_style(one)}
                    for one in all_styles()
                ]
            }
        )
        return DONE
    for one in all_styles():
        say(f"{one.id}\t{one.name}\t{one.source}")
    return DONE


def _install(path: Path, name: str) -> int:
    """Take a restyled base document; what is taken and what is not are a line each."""
    reading = read_base_document(path)
    made = keep_style(reading, name or path.stem)
    for one in reading.taken:
        say(f"采用\t{one}")
    for one in reading.refused:
        say(f"不采用\t{one}")
    say(f"已存为版式 {made.id}\t{made.name}")
    return DONE
