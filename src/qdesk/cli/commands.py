"""Running a command: 0 done, 1 done with findings that must be mended, 2 could not be done."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from qdesk.cli.output import complain, say, use_utf8
from qdesk.cli.parser import build_parser
from qdesk.cli.status import DONE, NOT_DONE, Command
from qdesk.errors import UserError
from qdesk.places import log_dir

log = logging.getLogger("qdesk")
OpenDesk = Callable[[list[str]], int]
"""Opens the window; handed in by the entry, because the command line does not know Qt."""

GrabWindow = Callable[[Path], None]
"""Shows the window and leaves pictures of it in a folder, for the self-test."""


def run(words: list[str], open_desk: OpenDesk, grab_window: GrabWindow) -> int:
    """Run one command and return its exit status; a failure is one Chinese sentence on stderr."""
    use_utf8()
    try:
        return _perform(words, open_desk, grab_window)
    except UserError as error:
        complain(str(error))
        return NOT_DONE
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        complain(
            f"读写失败：{error.strerror or error}（{error.filename or ''}），请检查路径、权限和磁盘空间。"
        )
        return NOT_DONE
    except KeyboardInterrupt:
        complain("已取消，没有改动。")
        return NOT_DONE
    except MemoryError:
        complain("内存不足，没有完成，请关闭其他程序后再试。")
        return NOT_DONE
    except Exception as error:  # a bug: logged in full, told in one sentence
        from qdesk.files.log_file import log_to_file

        log_to_file()
        log.exception("not caught")
        complain(f"程序内部出错（{type(error).__name__}），没有完成，请把日志发给我们：{log_dir()}")
        return NOT_DONE


def _perform(words: list[str], open_desk: OpenDesk, grab_window: GrabWindow) -> int:
    arguments = build_parser().parse_args(words)
    if arguments.selftest:
        from qdesk.actions.selftest import selftest

        return DONE if selftest(arguments.selftest, say, grab_window) else NOT_DONE
    if arguments.command == "open":
        return open_desk([str(arguments.store)])
    if not arguments.command:
        build_parser().print_help()
        return DONE
    return _command(arguments.command)(arguments)


def _command(name: str) -> Command:
    """The function of a command; no more is loaded than that one needs."""
    match name:
        case "import":
            from qdesk.cli.import_command import import_files

            return import_files
        case "return":
            from qdesk.cli.return_command import read_back

            return read_back
        case "fill":
            from qdesk.cli.fill_command import fill

            return fill
        case "check":
            from qdesk.cli.check_command import check

            return check
        case "export":
            from qdesk.cli.export_command import export

            return export
        case "styles":
            from qdesk.cli.style_commands import styles

            return styles
        case "standards" | "roll" | "convert" | "limits":
            from qdesk.cli.standard_commands import STANDARD_COMMANDS

            return STANDARD_COMMANDS[name]
        case _:
            from qdesk.cli.data_commands import DATA_COMMANDS

            return DATA_COMMANDS[name]
