"""The fields of a register: typed columns that may belong to a year, and its total row."""

from __future__ import annotations

from qdesk.model.table_layout import At, FieldType, LayoutKind, Line, Stub, Total
from qdesk.recognition.grid import one_line
from qdesk.recognition.header_tree import header_tree
from qdesk.recognition.labels import LineRole, line_role
from qdesk.recognition.matching import guess_unit
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.skeleton import Skeleton, SkeletonMaker
from qdesk.recognition.understood_table import UnderstoodLine, UnderstoodTable


def register_skeleton(table: UnderstoodTable, context: FileContext, year: int) -> Skeleton:
    """The fields of a register."""
    return _Register(table, context, year).register()


class _Register(SkeletonMaker):
    def register(self) -> Skeleton:
        table = self.table
        fields: dict[int, At] = {c.index: At(period=self.offset(c)) for c in table.columns}

        def make(index: int, label: str | None) -> Line:
            column = next(one for one in table.columns if one.index == index)
            stub = Stub.SERIAL if column.role is LineRole.SERIAL else None
            name = column.parts.name or one_line(column.label) or str(index)
            offset = fields[index].period
            line_id = self.unique(f"{name}@{offset}" if offset is not None else name)
            return Line(
                id=line_id,
                label=None if label is None else self.label(label, column),
                at=fields[index],
                stub=stub,
                unit=column.parts.unit or guess_unit(name, ""),
                field=FieldType.NUMBER if column.role is LineRole.VALUE else FieldType.TEXT,
            )

        columns = header_tree(table.grid, table.region, make, self.group_label)
        totals = tuple(
            Line(
                id=self.unique("r:total"),
                label=table.grid.at(row.index, table.region.left).text,
                compute=Total(),
                label_place=self.label_place(row),
            )
            for row in table.rows
            if is_register_total(table, row)
        )
        return self.skeleton(self.layout(columns, totals, LayoutKind.REGISTER, At()), {}, fields)


def is_register_total(table: UnderstoodTable, row: UnderstoodLine) -> bool:
    """Whether a row of a register is its total row."""
    first = table.grid.at(row.index, table.region.left).text
    return row.role is LineRole.TOTAL or line_role(first) is LineRole.TOTAL
