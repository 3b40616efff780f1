"""Reading one TOML template, and saying exactly where it is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from qdesk.errors import UserError

MAX_BYTES = 2_000_000
MAX_DEPTH = 12

STATES = ("read", "seen", "default")
"""How sure a template is: read in a public rule, seen in published reports, or an editable default."""

Form = Mapping[str, Any]
Item = TypeVar("Item")


class TemplateFile:
    """A parsed template; `wrong` makes the error that names file, line and key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._text = _read(path)
        try:
            self.form: Form = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            line = self._line_of_mistake(str(error))
            where = f"{path.name} 第 {line} 行"
            raise UserError("模板文件不合 TOML 的写法", where, f"请改正这一行（{error}）") from error
        except RecursionError as error:
            raise UserError("模板文件嵌套过深", path.name, "请减少层级") from error
        if _is_deeper(self.form, MAX_DEPTH):
            raise UserError("模板文件嵌套过深", path.name, f"请不要超过 {MAX_DEPTH} 层")

    def wrong(self, key: str, expected: str, form: Form | None = None) -> UserError:
        """The error for a key (or a text that stands in the file) and what was expected there.

        With `form` the line is looked for below the line where that entry's code or id stands.
        """
        line = self._line_of(key, form or {})
        where = f"{self.path.name} 第 {line} 行 {key}" if line else f"{self.path.name} {key}"
        return UserError(f"模板文件有误：{expected}", where, "请改正后重新打开 qdesk")

    def text(self, form: Form, key: str, default: str | None = None) -> str:
        """A text; required unless a default is given."""
        value = form.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "这里应是文字" if key in form else f"缺少 {key}", form)
        return value

    def entries(self, form: Form, key: str) -> list[Form]:
        """A list of tables, empty where the key is absent."""
        found = as_list(form.get(key, []), cast("type[dict[str, Any]]", dict))
        if found is None:
            raise self.wrong(key, "这里应是若干个条目", form)
        return [*found]

    def texts(self, form: Form, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent."""
        found = as_list(form.get(key, []), str)
        if found is None:
            raise self.wrong(key, "这里应是若干个文字", form)
        return tuple(found)

    def state(self, form: Form, inherited: str = "default") -> str:
        """How sure an entry is (one of STATES); one that does not say so inherits."""
        state = self.text(form, "state", inherited)
        if state not in STATES:
            raise self.wrong("state", "state 只能是 " + "、".join(STATES), form)
        return state

    def only(self, form: Form, allowed: Collection[str], what: str) -> None:
        """Refuse the first key that is not allowed; `what` is what the entry is."""
        for key in form:
            if key not in allowed:
                raise self.wrong(key, f"{what}里没有“{key}”这一项", form)

    def _line_of_mistake(self, message: str) -> int:
        """The line that the parser speaks of; the last one where it speaks of the end."""
        found = re.search(r"at line (\d+)", message)
        return int(found[1]) if found else max(1, len(self._text.splitlines()))

    def _line_of(self, key: str, form: Form) -> int:
        """The line of `key`: with this entry's value, else as a key, else as a text; 0 where it is not."""
        lines = self._text.splitlines()
        name = next((form[one] for one in ("code", "id") if isinstance(form.get(one), str)), None)
        first = next((at for at, line in enumerate(lines) if name and f'"{name}"' in line), 0)
        as_key = rf'(?:^|[\s{{,."])"?{re.escape(key)}"?(?:\.\w+)?\s*='
        value = form.get(key)
        written = f'"{value}"' if isinstance(value, str) else str(value)
        exact = rf"{as_key}\s*{re.escape(written)}"
        for pattern in (exact, rf"{as_key}|^\[+{re.escape(key)}\]", f'"{re.escape(key)}"', re.escape(key)):
            for at in (*range(first, len(lines)), *range(first)):
                if re.search(pattern, lines[at]):
                    return at + 1
        return 0


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError("模板文件过大", path.name, f"请不要超过 {MAX_BYTES // 1_000_000} MB")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("模板文件不是 UTF-8 编码", path.name, "请另存为 UTF-8 后再试") from error
    except OSError as error:
        raise UserError("读不到模板文件", path.name, "请检查文件是否存在、能否读取") from error


def as_list(value: object, kind: type[Item]) -> list[Item] | None:
    """`value` where it is a list of such items only, else None."""
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    found = [one for one in items if isinstance(one, kind)]
    return found if len(found) == len(items) else None


def _is_deeper(form: Form, most: int) -> bool:
    """Whether tables lie in each other more than `most` deep; a hostile file may be as deep as it is long."""
    waiting: list[tuple[object, int]] = [(form, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            if depth > most:
                return True
            waiting += ((one, depth + 1) for one in cast("Mapping[str, object]", value).values())
        elif isinstance(value, list):
            waiting += ((one, depth) for one in cast("list[object]", value))
    return False
