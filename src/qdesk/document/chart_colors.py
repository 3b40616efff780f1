"""The colours of a chart's series, in the order in which they are used; they differ in brightness too."""

CHART_COLORS = ("9DB4C8", "1F6F68", "E0A458", "6A8CAF", "B7791F", "4F9D8F", "8C8C8C", "C8372D")
