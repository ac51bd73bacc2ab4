"""One partner at the right: identity, figures, and what is known in four tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.partners import CollegeRow, PartnerSheet
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveRow
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    Avatar,
    Button,
    Card,
    ElidedLabel,
    IconButton,
    Note,
    Stat,
    Tabs,
    boxed,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.partners.contacts import ContactsTab
from psq_desktop.views.partners.identity import IdentityForm
from psq_desktop.views.partners.mandates import MandatesTab
from psq_desktop.views.partners.names import NamesTab
from psq_desktop.views.partners.overview import Overview
from psq_desktop.views.partners.records import RecordsTab
from psq_desktop.views.partners.words import STATS, mailbox_address, subtitle
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.layouts import Item

TABS = (("sheet", "Fiche"), ("contacts", "Contacts"), ("mandates", "Mandats"), ("names", "Noms"))
RECORDS: dict[str, Callable[[Workspace], RecordsTab]] = {
    "contacts": ContactsTab, "mandates": MandatesTab, "names": NamesTab,
}  # fmt: skip
_FOUR_STATS = 620.0


class PartnerSheetView(Card):
    """The sheet of one partner; everything in it is edited in place. Tabs and forms are made when first needed."""

    meeting_chosen = Signal(int)
    decision_chosen = Signal(int)
    objective_chosen = Signal(int, str)  # id, and which part of it
    objectives_wanted = Signal()
    remove_requested = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.sheet: PartnerSheet | None = None
        self._avatar = Avatar("", 44)
        self._name = ElidedLabel("", 13, 700)
        self._subtitle = ElidedLabel("", 9, 400, "text2")
        self.write_button = Button("Écrire", "mail", tip="Écrire à la boîte fonctionnelle")
        self.edit_button = Button("Modifier", "pencil", shortcut="F2")
        self.more_button = IconButton("dots-vertical", "Plus d’actions")
        self.note = Note("info", "")
        self.note.hide()
        self._colleges: tuple[CollegeRow, ...] = ()
        self._identity: IdentityForm | None = None
        self._tabs: dict[str, RecordsTab] = {}
        self._stats = tuple(Stat("", "", "") for _ in STATS)
        self.tabs = Tabs(TABS, "Parties de la fiche")
        self.overview = Overview(workspace.today)
        super().__init__(*self._parts(), spacing=11, margins=(18, 16, 18, 14), grow=5)
        self._fill_menu()
        self._connect()

    def _parts(self) -> tuple[Item, ...]:
        words = column(self._name, self._subtitle, spacing=1)
        head = row(self._avatar, words, self.write_button, self.edit_button, self.more_button, spacing=10, grow=1)
        self._stat_row = row(*self._stats, spacing=10)
        for index in range(len(self._stats)):
            self._stat_row.setStretch(index, 1)
        self._stats_box = boxed(self._stat_row)
        self._pages = QStackedWidget()
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # the tabs scroll
        self._page_of: dict[str, QWidget] = {"sheet": scrolled(self.overview, "Fiche du partenaire")}
        self._pages.addWidget(self._page_of["sheet"])
        self._identity_place = column(spacing=0)
        tabs = column(self.tabs, hairline(), spacing=0)
        return head, self.note, self._identity_place, self._stats_box, tabs, self._pages

    # --- what is made when first needed

    @property
    def contacts(self) -> ContactsTab:
        """Its people and mailboxes."""
        return cast("ContactsTab", self._tab("contacts"))

    @property
    def mandates(self) -> MandatesTab:
        """Who sits for it."""
        return cast("MandatesTab", self._tab("mandates"))

    @property
    def names(self) -> NamesTab:
        """Its dated names."""
        return cast("NamesTab", self._tab("names"))

    def _tab(self, key: str) -> RecordsTab:
        found = self._tabs.get(key)
        if found is None:
            found = self._tabs[key] = RECORDS[key](self._workspace)
            self._page_of[key] = scrolled(found, found.title)
            self._pages.addWidget(self._page_of[key])
            if self.sheet is not None:
                found.set_sheet(self.sheet)
        return found

    @property
    def identity(self) -> IdentityForm:
        """The fields under the name."""
        if self._identity is None:
            made = self._identity = IdentityForm(self._workspace)
            made.set_colleges(self._colleges)
            if self.sheet is not None:
                made.set_sheet(self.sheet)
            made.close_button.clicked.connect(self.close_identity)
            made.rename_button.clicked.connect(self.rename)
            self._identity_place.addWidget(made)
        return self._identity

    @property
    def _editing(self) -> bool:
        return self._identity is not None and not self._identity.isHidden()

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction("Ajouter un contact", self.add_contact)
        menu.addAction("Ajouter un mandat", self.add_mandate)
        menu.addAction("Renommer à partir du…", self.rename)
        menu.addSeparator()
        menu.addAction("Supprimer le partenaire", self._on_remove)
        self.more_button.setMenu(menu)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.write_button.clicked.connect(self.write_to)
        self.edit_button.clicked.connect(self.edit)
        self.note.action_requested.connect(self.note.hide)
        self.overview.add_contact_requested.connect(self.add_contact)
        self.overview.contact_chosen.connect(self.open_contact)
        self.overview.add_mandate_requested.connect(self.add_mandate)
        self.overview.meeting_chosen.connect(self.meeting_chosen)
        self.overview.decisions.decision_chosen.connect(self.decision_chosen)
        self.overview.objectives.objective_chosen.connect(self.objective_chosen)
        self.overview.objectives.all_button.clicked.connect(self.objectives_wanted)

    # --- what is shown

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show a partner, or the same one afresh."""
        if self.sheet is None or self.sheet.row.id != sheet.row.id:
            self.note.hide()
        self.sheet = sheet
        self._avatar.set_acronym(sheet.row.acronym)
        self._name.setText(sheet.row.name)
        self._subtitle.setText(subtitle(sheet, self._workspace.today))
        self.write_button.setVisible(bool(mailbox_address(sheet)))
        for stat, words in zip(self._stats, STATS, strict=True):
            stat.set_values(*words(sheet))
        if self._identity is not None:
            self._identity.set_sheet(sheet)
        self._stats_box.setVisible(not self._editing)
        self.overview.set_sheet(sheet)
        for tab in self._tabs.values():
            tab.set_sheet(sheet)

    def set_decisions(self, rows: tuple[DecisionRow, ...]) -> None:
        """What the partner pilots or helps with."""
        if self.sheet is not None:
            self.overview.decisions.set_rows(rows, self.sheet.row.id)

    def set_objectives(self, rows: tuple[ObjectiveRow, ...]) -> None:
        """What the partner pilots, helps with or has a share in."""
        if self.sheet is not None:
            self.overview.objectives.set_rows(rows, self.sheet.row.id)

    def set_commitments(self, rows: tuple[CommitmentRow, ...]) -> None:
        """What the partner took on."""
        self.overview.objectives.set_commitments(rows)

    def set_colleges(self, colleges: tuple[CollegeRow, ...]) -> None:
        """What the college field offers."""
        self._colleges = colleges
        if self._identity is not None:
            self._identity.set_colleges(colleges)

    def commit(self) -> None:
        """Save what is still being typed."""
        for tab in self._tabs.values():
            tab.commit()
        if self._identity is not None:
            self._identity.commit()

    def say(self, kind: str, text: str) -> None:
        """A message at the top of the sheet."""
        self.note.set_message("danger" if kind == "danger" else "info", text, action="Fermer")
        self.note.show()

    # --- what the user does

    def edit(self) -> None:
        """F2: identity fields under the name, or away again."""
        if self._editing:
            self.close_identity()
        else:
            self._stats_box.hide()  # the fields need their room on low screens
            self.identity.show()
            self.identity.form.focus("name")

    def edit_focused(self) -> None:
        """The record that has the focus, else the partner."""
        tab = next((tab for tab in self._tabs.values() if tab.table.hasFocus()), None)
        if tab is not None:
            tab.edit_current()
        else:
            self.edit()

    def close_identity(self) -> None:
        """Échap."""
        self._hide_identity()
        self.edit_button.setFocus()

    def _hide_identity(self) -> None:
        if self._identity is not None:
            self._identity.commit()
            self._identity.hide()
        self._stats_box.show()

    def add_contact(self) -> None:
        """A new contact, in its tab."""
        self.tabs.set_current("contacts")
        self.contacts.start_new()

    def open_contact(self, key: int) -> None:
        """Edit a contact, in its tab."""
        self.tabs.set_current("contacts")
        self.contacts.edit_id(key)

    def add_mandate(self) -> None:
        """A new mandate, in its tab."""
        self.tabs.set_current("mandates")
        self.mandates.start_new()

    def rename(self) -> None:
        """Another name from a day on, in its tab."""
        self._hide_identity()
        self.tabs.set_current("names")
        self.names.start_new()

    def write_to(self) -> None:
        """A message to the functional mailbox, in the user's own mail program."""
        address = mailbox_address(self.sheet) if self.sheet is not None else ""
        if address and not QDesktopServices.openUrl(QUrl(f"mailto:{address}")):
            QGuiApplication.clipboard().setText(address)
            self.say(
                "info", f"Aucune messagerie ne s’est ouverte. L’adresse {address} est copiée : collez-la où il faut."
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._editing:
            self.close_identity()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stats[-1].setVisible(self.width() >= theme.px(_FOUR_STATS))

    def _on_tab(self, key: str) -> None:
        self.commit()
        if key in RECORDS:
            self._tab(key)
        self._pages.setCurrentWidget(self._page_of[key])

    def _on_remove(self) -> None:
        self.remove_requested.emit()
