"""« Nouvelle campagne » and « Modifier la campagne »: what is asked, of whom, by when, and the e-mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.services import setup
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.rounds import campaigns, letters
from psq_desktop.services.rounds.campaign_rows import Board, CampaignChoice, Proposal
from psq_desktop.services.setup import BaseInfo
from psq_desktop.views import theme
from psq_desktop.views.dialogs.form import FieldSpec
from psq_desktop.views.kit import ChoiceField, Inset, Label, Tabs, boxed, column, row
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.returns.ticks import (
    OBJECTIVE_COLUMNS,
    PARTNER_COLUMNS,
    TicksCard,
    lines_in,
    objective_line,
    partner_line,
)
from psq_desktop.views.screen import Workspace

_WIDTH, _MESSAGE, _LOW_MESSAGE = 920.0, 176.0, 96.0
_LOW = 660.0  # design pixels of the screen's height: less, and the preview would be below the fold
SCOPE, MAIL = "scope", "mail"
_NEW, _EDIT = ("Nouvelle campagne", "Ouvrir la campagne"), ("Modifier la campagne", "Enregistrer")
_LINES = (
    (FieldSpec("title", "Titre", required=True, share=3), FieldSpec("due", "Échéance", "day", required=True)),
    (
        FieldSpec("reply_to", "Adresse de retour", placeholder="psq@exemple.invalid"),
        FieldSpec("contact", "Personne à joindre", placeholder="Nom, téléphone"),
    ),
    (FieldSpec("subject", "Objet du courriel", required=True),),
    (FieldSpec("message", "Texte du courriel", "lines", hint="Remplacés à l’envoi : " + ", ".join(
        "{" + name + "}" for name in letters.FIELDS)),),
)  # fmt: skip
_FIELDS = {
    "title": SCOPE, "due": SCOPE, "reply_to": SCOPE, "contact": SCOPE, "subject": MAIL, "message": MAIL,
}  # fmt: skip


def _usual(objectives: tuple[CampaignChoice, ...]) -> frozenset[int]:
    return frozenset(c.id for c in objectives if c.level is not DisclosureLevel.RESTRICTED)


class CampaignDialog(RecordDialog):
    """Two parts: what is asked and of whom; the e-mail, with what one partner would read."""

    def __init__(self, workspace: Workspace, board: Board | None, parent: QWidget) -> None:
        self._board = board
        self._objectives: tuple[CampaignChoice, ...] = ()
        self._partners: tuple[CampaignChoice, ...] = ()
        self._secretary = ""
        self._dropped: set[int] = set()  # partners unticked by hand
        self.objectives = TicksCard(OBJECTIVE_COLUMNS, "Objectifs de la campagne", "objectif", "objectifs")
        self.partners = TicksCard(PARTNER_COLUMNS, "Partenaires interrogés", "partenaire", "partenaires")
        self._lists = boxed(row(self.objectives, self.partners, spacing=12))
        self.reader = ChoiceField("Aperçu pour", ((0, "—"),))
        self._subject = Label("", 10, 600, wrap=True)
        self._text = Label("", 9.5, 400, "text2", wrap=True)
        head = row(Label("Aperçu pour", 9.5, 600), self.reader, spacing=8, grow=1)
        self._preview = boxed(column(head, Inset(self._subject, self._text, spacing=6), spacing=6))
        titles = (
            ("Nouvelle campagne", "Ouvrir la campagne") if board is None else ("Modifier la campagne", "Enregistrer")
        )
        super().__init__(workspace, *titles, _LINES, parent, below=(self._lists, self._preview))
        theme.fix_width(self, _WIDTH)
        low = self.screen().availableGeometry().height() < theme.px(_LOW)
        theme.fix_height(self.form.field("message"), _LOW_MESSAGE if low else _MESSAGE)
        self.tabs = Tabs(((SCOPE, "Contenu et partenaires"), (MAIL, "Courriel")), "Parties de la campagne")
        self._body.layout().insertWidget(0, self.tabs)  # type: ignore[union-attr]
        self._connect()
        self.show_part(SCOPE)
        self.submit_button.setEnabled(False)
        workspace.read(setup.info, then=self._take_info)
        workspace.read(campaigns.propose, workspace.today, then=self._take, failed=self.on_refused)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_part)
        self.objectives.changed.connect(self._show_lines)
        self.partners.changed.connect(self._on_partners)
        self.reader.value_changed.connect(self._show_preview)
        self.form.edited.connect(self._show_preview)
        self.form.field_left.connect(self._show_preview)

    # --- what is shown

    def show_part(self, part: str) -> None:
        """One part of the form."""
        self.tabs.set_current(part)
        for name, where in _FIELDS.items():
            self.form.set_field_visible(name, where == part)
        self._lists.setVisible(part == SCOPE)
        self._preview.setVisible(part == MAIL)
        self._show_preview()
        self._shrink()

    def _shrink(self) -> None:
        """As tall as this part needs: a dialog grows by itself, it never shrinks."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.setMinimumHeight(0)
        self.resize(self.width(), self.minimumSizeHint().height())
        self._fit()

    def _take_info(self, info: BaseInfo | None) -> None:
        self._secretary = info.secretary if info is not None else ""

    def _take(self, proposal: Proposal) -> None:
        board = self._board
        self._objectives, self._partners = proposal.objectives, proposal.partners
        if board is None:
            values: dict[str, Any] = {name: getattr(proposal, name) for name in _FIELDS}
            chosen = _usual(proposal.objectives)
        else:
            values = {name: getattr(board, name, None) for name in _FIELDS}
            values |= {"title": board.campaign.title, "due": board.campaign.due}
            chosen = board.objective_ids
            asked = {card.partner_id for card in board.cards}
            self._dropped = {choice.id for choice in proposal.partners if choice.id not in asked}
        self.objectives.set_lines(objective_line(c, c.id in chosen, 0) for c in self._objectives)
        self._show_lines()
        self._scope = (self.objectives.ticked, self.partners.ticked)
        self.show_values(**values)
        self.submit_button.setEnabled(True)
        self._show_preview()
        self._shrink()
        self.form.focus("title")

    def _show_lines(self) -> None:
        """Each list counts the lines of what is ticked in the other."""
        asked = self.objectives.ticked
        self.partners.set_lines(partner_line(c, c.id not in self._dropped, asked) for c in self._partners)
        wanted = [c for c in self._partners if c.id in self.partners.ticked]
        self.objectives.set_lines(
            objective_line(c, c.id in asked, sum(lines_in(p, (c.id,)) for p in wanted)) for c in self._objectives
        )
        self.reader.set_choices(tuple((c.id, c.name) for c in wanted) or ((0, "—"),))

    def _on_partners(self) -> None:
        able = {c.id for c in self._partners if lines_in(c, self.objectives.ticked)}
        self._dropped = (self._dropped - able) | (able - self.partners.ticked)
        self._show_lines()

    def _show_preview(self, *_: object) -> None:
        if self.tabs.current != MAIL:
            return
        values, due = self.form.values(), self.form.value("due")
        partner = next((c for c in self._partners if c.id == self.reader.value), None)
        filled = {
            "partenaire": partner.name if partner else "",
            "campagne": values["title"],
            "echeance": french.date_long(due) if isinstance(due, dt.date) else "",
            "lignes": french.plural(lines_in(partner, self.objectives.ticked), "ligne") if partner else "",
            "contact": values["contact"] or values["reply_to"] or self._secretary,
            "expediteur": self._secretary or values["reply_to"],
        }
        self._subject.setText(letters.fill(values["subject"], filled))
        self._text.setText(letters.fill(values["message"], filled))

    # --- sending

    def on_refused(self, error: UserError) -> None:
        """Show the part where the first problem is."""
        part = next((_FIELDS[p.field] for p in error.problems if p.field in _FIELDS), None)
        if part is not None:
            self.show_part(part)
        super().on_refused(error)

    def submit(self) -> None:
        """Write it, or go to the part where something is missing."""
        empty = [name for name in ("title", "due", "subject") if not self.form.value(name)]
        if empty:
            self.show_part(_FIELDS[empty[0]])
        super().submit()

    def write(self) -> None:
        """A new round, or what was changed of one."""
        values, scope = self.values(), (self.objectives.ticked, self.partners.ticked)
        if self._board is None:
            title, due = values.pop("title"), values.pop("due")
            self.send(
                campaigns.create, title, due, today=self.workspace.today,
                objective_ids=scope[0], partner_ids=scope[1], note="Campagne ouverte", **values,
            )  # fmt: skip
            return
        campaign_id, changes = self._board.campaign.id, self.changes()
        if scope != self._scope:
            if changes:
                self.workspace.write(campaigns.update, campaign_id, changes, failed=self.on_refused)
            self.send(campaigns.set_scope, campaign_id, *scope, self.workspace.today, note="Campagne modifiée")
        elif changes:
            self.send(campaigns.update, campaign_id, changes, note="Campagne modifiée")
        else:
            self.accept()


def open_new_campaign(workspace: Workspace, parent: QWidget) -> CampaignDialog:
    """Ask for a new round over a screen."""
    return _open(CampaignDialog(workspace, None, parent.window()))


def open_edit_campaign(workspace: Workspace, board: Board, parent: QWidget) -> CampaignDialog:
    """Change a round over a screen."""
    return _open(CampaignDialog(workspace, board, parent.window()))


def _open(dialog: CampaignDialog) -> CampaignDialog:
    dialog.open()
    return dialog
