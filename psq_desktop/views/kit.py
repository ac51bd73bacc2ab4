"""Every shared widget by name, for screens. What is shown before a base is open imports the single modules."""

from psq_desktop.views.widgets.avatar import Avatar, initials
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.bars import Bar, Part, StackedBar
from psq_desktop.views.widgets.buttons import Button, IconButton
from psq_desktop.views.widgets.cards import (
    Card,
    CardHead,
    EmptyState,
    IconLine,
    Inset,
    KeyFigure,
    Legend,
    LineCard,
    Pair,
    Panel,
    SectionHead,
    Stat,
    TableCard,
)
from psq_desktop.views.widgets.cells import (
    NONE,
    AvatarText,
    BadgeCell,
    Badges,
    BarCell,
    Cell,
    Dot,
    Dots,
    IconCell,
    Painted,
    Text,
    TwoLines,
)
from psq_desktop.views.widgets.chips import Chip, Chips, Tabs
from psq_desktop.views.widgets.dates import DateField, MinutesField, TimeField
from psq_desktop.views.widgets.fields import (
    ChoiceField,
    FieldRow,
    FilterField,
    NotesField,
    TextField,
)
from psq_desktop.views.widgets.layouts import STRETCH, boxed, column, hairline, row, scrolled
from psq_desktop.views.widgets.note import Note
from psq_desktop.views.widgets.painting import Place
from psq_desktop.views.widgets.picture import PictureView, paint_picture, pixels_per_point
from psq_desktop.views.widgets.rows import Column, Group, RowsModel
from psq_desktop.views.widgets.table import COMPACT, NORMAL, TWO_LINES, TableView
from psq_desktop.views.widgets.text import ElidedLabel, IconBox, IconLabel, Label, NumberDisc
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.toast import Toast

__all__ = [
    "COMPACT",
    "NONE",
    "NORMAL",
    "STRETCH",
    "TWO_LINES",
    "Avatar",
    "AvatarText",
    "Badge",
    "BadgeCell",
    "Badges",
    "Bar",
    "BarCell",
    "Button",
    "Card",
    "CardHead",
    "Cell",
    "Chip",
    "Chips",
    "ChoiceField",
    "Column",
    "DateField",
    "Dot",
    "Dots",
    "ElidedLabel",
    "EmptyState",
    "FieldRow",
    "FilterField",
    "Group",
    "IconBox",
    "IconButton",
    "IconCell",
    "IconLabel",
    "IconLine",
    "Inset",
    "KeyFigure",
    "Label",
    "Legend",
    "LineCard",
    "MinutesField",
    "Note",
    "NotesField",
    "NumberDisc",
    "Painted",
    "Pair",
    "Panel",
    "Part",
    "PictureView",
    "Place",
    "RowsModel",
    "SectionHead",
    "StackedBar",
    "Stat",
    "TableCard",
    "TableView",
    "Tabs",
    "Text",
    "TextField",
    "Themed",
    "TimeField",
    "Toast",
    "TwoLines",
    "boxed",
    "column",
    "hairline",
    "initials",
    "paint_picture",
    "pixels_per_point",
    "row",
    "scrolled",
]
