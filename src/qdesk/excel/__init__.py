"""Spreadsheets: any workbook into grids of cells."""
