"""The workbook inside a chart: categories down, a column a series, as the chart's formulas name them."""

from __future__ import annotations

from io import BytesIO

from qdesk.excel.xlsx_book import new_book
from qdesk.model.chart_data import ChartData


def chart_workbook(data: ChartData) -> bytes:
    """Return the workbook with the numbers that a chart shows, as the bytes of an .xlsx file."""
    buffer = BytesIO()
    book = new_book(buffer)
    sheet = book.add_worksheet("Sheet1")
    text = book.add_format({"num_format": "@"})
    for row, name in enumerate(data.categories, 1):
        sheet.write_string(row, 0, name, text)
    for column, one in enumerate(data.series, 1):
        shape = book.add_format({"num_format": "0." + "0" * one.decimals if one.decimals else "0"})
        sheet.write_string(0, column, one.name, text)
        for row, value in enumerate(one.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value), shape)
    book.close()
    return buffer.getvalue()
