"""What an import really stores, counted: before it for the button, after it for the message."""

from __future__ import annotations

from dataclasses import dataclass

from qdesk.actions.imported import ImportedTable, ImportPreview, Verdict


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """Tables are those that bring a value or a record; `bare` ones are new in the report, but empty."""

    tables: int = 0
    values: int = 0
    records: int = 0
    texts: int = 0
    bare: int = 0
    doubtful: int = 0
    asked: int = 0
    """Values that wait for one answer for the whole file; none of them is counted as doubtful."""
    refused: int = 0
    """Contradictions where what is stored was kept."""
    known: int = 0
    """Values that are stored already."""
    section: str = ""
    table: str = ""
    """The first place that something goes to."""

    @property
    def stores_nothing(self) -> bool:
        """Whether no value, no record and no text would be stored."""
        return not (self.values or self.records or self.texts)

    @property
    def told(self) -> str:
        """3 张表，12 个值、4 条记录、2 节正文；"" where nothing is stored."""
        named = ((self.values, "个值"), (self.records, "条记录"), (self.texts, "节正文"))
        parts = "、".join(f"{count} {word}" for count, word in named if count)
        return f"{self.tables} 张表，{parts}" if self.tables else parts

    @property
    def left(self) -> str:
        """What of the file was not taken: 有 4 个值存疑未采用; "" where all was."""
        parts = [f"有 {self.asked} 个值等您回答上面的问题"] if self.asked else []
        parts += [f"有 {self.doubtful} 个值存疑未采用"] if self.doubtful else []
        parts += [f"{self.refused} 个冲突保留已有的"] if self.refused else []
        parts += [f"{self.bare} 张新表没有数"] if self.bare else []
        return "，".join(parts)


def import_counts(preview: ImportPreview) -> ImportCounts:
    """Count what `import_edit` would store of a preview as it is now chosen."""
    taken = [table for table in preview.tables if table.taken]
    told = [table for table in taken if _values(table) or _records(table)]
    values = [one for table in taken if not table.is_register for one in table.values]
    placed = next((one for one in told if not one.scattered), None)
    texts = preview.texts.taken
    return ImportCounts(
        len(told),
        sum(map(_values, taken)),
        sum(map(_records, taken)),
        len(texts),
        sum(_is_bare(table) for table in taken if table not in told),
        sum(bool(one.read.doubt) and not one.read.cause.is_of_file and not one.taken for one in values),
        sum(one.read.cause.is_of_file and not one.taken for one in values),
        sum(one.verdict is Verdict.CONFLICT and not one.taken and not one.read.doubt for one in values),
        sum(one.verdict is Verdict.SAME for one in values),
        placed.section if placed else texts[0].section if texts else "",
        placed.target.id if placed and placed.target else "",
    )


def _is_bare(table: ImportedTable) -> bool:
    return table.target is None and not table.scattered and not table.waits


def _values(table: ImportedTable) -> int:
    return sum(one.is_stored and one.key is not None for one in table.values)


def _records(table: ImportedTable) -> int:
    told = table.is_register and table.takes_records and not table.scattered
    return len(table.proposal.records) if told else 0
