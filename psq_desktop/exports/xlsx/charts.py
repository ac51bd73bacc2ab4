"""Horizontal bars, told by the cells of their sheet: categories from the top down, values at the bars' ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

TEXT = "1A2233"
_EMU = 12700  # a point


class Bars(NamedTuple):
    """A series: the column of its header and values, its fill (none: white with a dark outline), bold figures."""

    column: int
    fill: str = ""
    bold: bool = True


class Chart(NamedTuple):
    """Rows ``first`` to ``last`` under their header row; ``size`` in centimetres, ``fills`` by category."""

    first: int
    last: int
    categories: int  # column of the names
    series: Sequence[Bars]
    size: tuple[float, float]
    number_format: str
    fills: Sequence[str] = ()


def bars(target: Any, told: Chart) -> Any:
    """The chart of cells of a sheet."""
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "bar", "clustered", 45, 0
    chart.width, chart.height = told.size
    for series in told.series:
        values = Reference(target, min_col=series.column, min_row=told.first - 1, max_row=told.last)
        chart.add_data(values, titles_from_data=True)  # the header names the series
        drawn = chart.series[-1]
        drawn.graphicalProperties = _fill(series.fill)
        drawn.invertIfNegative = False  # else Excel empties the bars below zero
        drawn.dLbls = _labels(told.number_format, series.bold)
        drawn.dPt = [DataPoint(idx=i, invertIfNegative=False, spPr=_fill(fill)) for i, fill in enumerate(told.fills)]
    chart.set_categories(Reference(target, min_col=told.categories, min_row=told.first, max_row=told.last))
    _axes(chart)
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    if len(told.series) > 1:
        chart.legend.position, chart.legend.txPr = "b", _words(False)
    else:
        chart.legend = None
    return chart


def _axes(chart: Any) -> None:
    names, values = chart.x_axis, chart.y_axis
    names.delete, values.delete = False, True
    names.scaling.orientation = "maxMin"
    names.majorTickMark = names.minorTickMark = "none"
    names.tickLblPos = "low"  # beside the plot, also when a bar runs below zero
    names.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=TEXT, w=_EMU * 3 // 4))
    names.txPr = _words(False)
    values.majorGridlines = None


def _fill(colour: str) -> GraphicalProperties:
    line = LineProperties(solidFill=TEXT, w=_EMU * 3 // 4)
    return GraphicalProperties(solidFill=colour) if colour else GraphicalProperties(solidFill="FFFFFF", ln=line)


def _labels(number_format: str, bold: bool) -> DataLabelList:
    labels = DataLabelList(numFmt=number_format, dLblPos="outEnd", showVal=True)
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.txPr = _words(bold)
    return labels


def _words(bold: bool) -> RichText:
    character = CharacterProperties(sz=900, b=bold, solidFill=TEXT, latin=Font(typeface="Calibri"))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=character), endParaRPr=character)])
