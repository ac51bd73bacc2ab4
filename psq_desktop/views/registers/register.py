"""What tells one register from another, as data: its list, its filters, its sheet, its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from psq_desktop.views.dialogs.form import Lines
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.views.widgets.cells import BadgeCell
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.views.widgets.rows import Column
from psq_desktop.views.widgets.table import TWO_LINES

if TYPE_CHECKING:
    from psq_desktop.views.registers.tab import RegisterTab

ALL = "all"


def every_row(_row: Any) -> bool:
    """The filter that hides nothing."""
    return True


@dataclass(frozen=True, slots=True)
class Filter:
    """A button above the list: its key (a route's part may name it), its words and what it keeps."""

    key: str
    text: str
    keep: Callable[[Any], bool] = every_row


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure above the list; ``value`` (0 to 1) gives it a bar, ``mark`` a tick on it."""

    title: str
    figure: str
    unit: str = ""
    detail: str = ""
    value: float | None = None
    tone: Tone = "accent"
    mark: float | None = None


# --- the sheet


@dataclass(frozen=True, slots=True)
class Fact:
    """« Présidence … M. Philippe Garnier »; a click follows ``route``."""

    label: str
    value: str
    tone: Token = "text"
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: icon, words, and a short value at the right."""

    icon: str
    title: str
    detail: str = ""
    value: str = ""
    tone: Tone = "neutral"
    value_tone: Token = "text2"
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A tinted message, with one action by its key among the register's."""

    kind: NoteKind
    title: str
    text: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the sheet under a hairline; what is empty is left out. ``make`` gives a widget of one's own."""

    title: str = ""
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    text: str = ""
    callout: Callout | None = None
    make: Callable[[], QWidget] | None = None
    rule: bool = True  # a hairline above


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands at the right of the list."""

    kind: str  # « Contrôle programmé », « PF-01 »
    title: str
    badges: tuple[BadgeCell, ...] = ()
    blocks: tuple[Block, ...] = ()
    foot: str = ""  # quiet words above the main action


# --- what can be done


@dataclass(frozen=True, slots=True)
class Action:
    """Something done with the chosen record; the ``primary`` one that shows stands at the foot of the sheet."""

    key: str
    words: str
    icon: str
    run: Callable[[RegisterTab, Any], None]
    shows: Callable[[Any], bool] = every_row
    primary: bool = False


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a form is called, and what is said once it is written."""

    new: str  # « Nouveau poste »
    create: str  # « Créer le poste »
    created: str  # « Poste créé »
    edit: str  # « Modifier le poste »
    changed: str  # « Poste modifié »


def nothing_more(_today: date) -> dict[str, Any]:
    """No value but those of the form."""
    return {}


@dataclass(frozen=True, slots=True)
class RecordForm:
    """How records are typed. Services: ``create(session, **values)``, ``update(session, id, values)``.

    ``choices`` are services ``(session) -> ((value, words), …)`` for fields of kind « choice », asked for once.
    """

    words: FormWords
    lines: Callable[[Workspace], Lines]
    shown: Callable[[Any], dict[str, Any]]  # a row's values, by field; the same names as in ``lines``
    create: Callable[..., int]
    update: Callable[..., None]
    blank: Callable[[date], dict[str, Any]] = nothing_more  # what a new record starts with
    more: Callable[[date], dict[str, Any]] = nothing_more  # what ``create`` is given besides the fields
    choices: Mapping[str, Callable[..., Sequence[tuple[object, str]]]] = field(default_factory=dict)
    copied: Callable[[Any], dict[str, Any]] | None = None  # what a copy starts with; none: no copy
    about: Callable[[Any], str] | None = None  # under the title while a record is changed
    first: str = ""  # the field that has the cursor


def no_figures(_rows: tuple[Any, ...], _today: date) -> tuple[Figure, ...]:
    """Nothing above the list."""
    return ()


@dataclass(frozen=True)
class Register:
    """One kind of record on one screen. Rows have an ``id``."""

    key: str  # also a route's part
    title: str  # « Postes fidélisés »
    icon: str
    tables: tuple[str, ...]
    search: Callable[..., tuple[Any, ...]]  # (session, today, **asked)
    columns: tuple[Column[Any], ...]
    searched: Callable[[Any], str]  # what the filter field looks in
    called: Callable[[Any], str]  # « PF-03 »: in toasts and menus
    sheet: Callable[[Any, date], Sheet]  # of a row, or of what ``detail`` found
    invitation: str  # a positive sentence while there is none
    hint: str  # what stands at the right while none is chosen
    filters: tuple[Filter, ...] = (Filter(ALL, "Tous"),)
    counted: Callable[[tuple[Any, ...], date], str] | None = None  # « 12 postes · 9 pourvus »
    figures: Callable[[tuple[Any, ...], date], tuple[Figure, ...]] = no_figures
    figure_count: int = 0
    detail: Callable[..., Any] | None = None  # (session, id, today)
    form: RecordForm | None = None
    remove: Callable[..., None] | None = None
    removed: str = "supprimé"  # agrees with what ``called`` gives
    actions: tuple[Action, ...] = ()
    row_height: float = TWO_LINES
    rule: str = ""  # a line of small words under the table
    rule_icon: str = "info-circle"
    help_page: str = "dispositif"
    copy_words: str = "Dupliquer"


def linked_objective(objective_id: int | None, code: str, title: str = "", label: str = "Objectif lié") -> Fact:
    """The objective that a record serves; a click opens it."""
    if objective_id is None:
        return Fact(label, "aucun", "text2")
    return Fact(label, " ".join(filter(None, (code, title))), "accent_text", Route("objectives", objective_id))
