"""A tab of records: a table, and under it a form in place, for a new record or the chosen one."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services.partners import PartnerSheet
from psq_desktop.views import theme
from psq_desktop.views.dialogs.form import Form, Lines
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Column,
    Inset,
    Label,
    Note,
    RowsModel,
    TableView,
    boxed,
    column,
    row,
)

_LEAST_TABLE = 130.0  # header and two rows: below that the tab scrolls


class RecordsTab(QWidget):
    """Subclasses say what is added, changed and removed; the keyboard and the states are here."""

    title = ""
    add_words = ""
    create_words = ""
    hint = ""

    form_closed = Signal()

    def __init__(self, columns: tuple[Column[Any], ...], lines: Lines, today: date, row_height: float) -> None:
        super().__init__()
        self.editing: int | None = None  # the record in the form; None while a new one is written
        self._created: int | None = None  # to be chosen as soon as its row is there
        self.note = Note("info", "")
        self.note.hide()
        self.table = TableView(RowsModel(columns), self.title, row_height=row_height)
        self.add_button = Button(self.add_words, "plus", "small", tip=self.hint)
        self.form = Form(lines, today)
        self._form_title = Label("", 10, 600)
        self.create_button = Button(self.create_words, "check", "primary")
        self.close_button = Button("Fermer", kind="ghost", shortcut="Échap")
        self.remove_button = Button("Supprimer", "trash", "danger", shortcut="Suppr")
        buttons = row(self.remove_button, STRETCH, self.close_button, self.create_button)
        self.panel = Inset(self._form_title, self.form, buttons, spacing=10, margins=(14, 10, 14, 12))
        self.panel.hide()
        head = row(Label(self.title, 11, 600), STRETCH, self.add_button)
        self.setLayout(column(boxed(head), self.note, self.table, self.panel, spacing=8, grow=2))
        self._connect()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.table.setMinimumHeight(theme.px(_LEAST_TABLE))

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.start_new)
        self.create_button.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.close_form)
        self.remove_button.clicked.connect(self._on_remove_edited)
        self.form.field_left.connect(self._on_field)
        self.form.submitted.connect(self._on_enter)
        self.table.row_activated.connect(self.edit)
        self.table.remove_requested.connect(self.remove)
        self.table.set_menu(self._fill_menu)

    # --- what a tab says of its records

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show the records of a partner."""
        raise NotImplementedError

    def blank(self) -> dict[str, Any]:
        """Values of a new record."""
        raise NotImplementedError

    def shown(self, record: Any) -> dict[str, Any]:
        """Values of a record, by field."""
        raise NotImplementedError

    def words(self, record: Any) -> str:
        """Title of the form for a record."""
        raise NotImplementedError

    def add_record(self, values: dict[str, Any]) -> None:
        """Write a new record."""
        raise NotImplementedError

    def write_field(self, key: int, name: str, value: Any) -> None:
        """Change one field of a record."""
        raise NotImplementedError

    def remove(self, record: Any) -> None:
        """Delete a record."""
        raise NotImplementedError

    def first_field(self, new: bool) -> str:
        """Where the cursor goes when the form opens."""
        raise NotImplementedError

    # --- the form

    def set_records(self, records: tuple[Any, ...]) -> None:
        """Show fresh rows; the form follows its record, or closes when it is gone."""
        self.table.set_rows(records, empty=self.hint)
        if self._created is not None and self.table.select(self._created):
            self._created = None
        if self.panel.isHidden() or self.editing is None:
            return
        found = next((record for record in records if record.id == self.editing), None)
        if found is None:
            self.close_form()
        else:
            self.form.set_values(self.shown(found))
            self._form_title.setText(self.words(found))

    def start_new(self) -> None:
        """Open the form for a new record."""
        self.editing = None
        self._open(self.add_words, self.blank())

    def edit(self, record: Any) -> None:
        """Open the form on a record; it is saved field by field."""
        self.form.commit()
        self.editing = record.id
        self.table.select(record.id)
        self._open(self.words(record), self.shown(record))

    def _open(self, title: str, values: dict[str, Any]) -> None:
        new = self.editing is None
        self.note.hide()
        self._form_title.setText(title)
        self.form.clear_problems()
        self.form.set_values(values, force=True)
        self.create_button.setVisible(new)
        self.remove_button.setVisible(not new)
        self.panel.setAccessibleName(title)
        self.panel.show()
        self.form.focus(self.first_field(new))

    def close_form(self) -> None:
        """Échap: what was typed in an open record is saved first."""
        if self.editing is not None:
            self.form.commit()
        self.panel.hide()
        self.editing = None
        self.table.setFocus()
        self.form_closed.emit()

    def submit(self) -> None:
        """Write the new record, or say what is missing."""
        self.note.hide()
        self.form.clear_problems()
        if not self.form.missing():
            self.add_record(self.form.values())

    def commit(self) -> None:
        """Save what is still being typed."""
        if self.editing is not None and not self.panel.isHidden():
            self.form.commit()

    def on_created(self, key: int) -> None:
        """The new record is written: the form closes on it."""
        self._created = key
        self.panel.hide()
        self.table.setFocus()
        self.form_closed.emit()

    def on_failed(self, error: UserError) -> None:
        """Problems under their fields, anything else above the table; nothing typed is lost."""
        if self.panel.isHidden() or not self.form.show_error(error):
            self.show_note("danger", wording.explain(error))

    def show_note(self, kind: Any, text: str, action: str = "") -> None:
        """Say something above the table."""
        title, _, rest = text.partition("\n")
        self.note.set_message(kind, title, rest, action)
        self.note.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _on_field(self, name: str, value: object) -> None:
        if self.editing is not None:
            self.note.hide()
            self.write_field(self.editing, name, value)

    def _on_enter(self) -> None:
        if self.editing is None:
            self.submit()

    def edit_current(self) -> None:
        """F2 or Entrée."""
        if self.table.current_row is not None:
            self.edit(self.table.current_row)

    def _on_remove_edited(self) -> None:
        model = self.table.model()
        if isinstance(model, RowsModel) and self.editing is not None:
            position = model.position_of(self.editing)
            if position is not None:
                self.remove(model.row_at(position))

    def _fill_menu(self, record: Any, menu: QMenu) -> None:
        self.table.select(record.id)
        menu.addAction("Modifier", self.edit_current)
        menu.addAction("Supprimer", self._on_remove_key)

    def _on_remove_key(self) -> None:
        if self.table.current_row is not None:
            self.remove(self.table.current_row)
