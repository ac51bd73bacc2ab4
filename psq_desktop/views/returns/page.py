"""« Retours »: one round on its board, files received by dropping them, workbooks and reminders sent from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from psq_desktop.services import setup
from psq_desktop.services.rounds import campaigns
from psq_desktop.services.rounds.campaign_rows import Board, CampaignRow, Checked, DispatchRow
from psq_desktop.services.setup import BaseInfo
from psq_desktop.views import theme
from psq_desktop.views.file_work import FileWork, Folders
from psq_desktop.views.kit import EmptyState, column
from psq_desktop.views.notice import Notice, Told
from psq_desktop.views.returns import facts
from psq_desktop.views.returns.acting import CardActions
from psq_desktop.views.returns.board import BoardView
from psq_desktop.views.returns.drop import DropZone, WorkStrip
from psq_desktop.views.returns.head import CampaignHead
from psq_desktop.views.returns.heading import HeadingActions
from psq_desktop.views.returns.notice import written
from psq_desktop.views.returns.outcome import OutcomeCard
from psq_desktop.views.returns.receiving import Receiving
from psq_desktop.views.returns.reminders import Reminders
from psq_desktop.views.returns.sending import Sending, Written
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

_SUBTITLE = "Une campagne, un classeur par partenaire, un seul tableau"
_NEW, _GO_TO_OBJECTIVES = "Ouvrir une campagne", "Ouvrir les objectifs"
_INVITATION = (
    "Chaque partenaire reçoit un classeur avec ses seules lignes à remplir ; ses réponses reviennent ici, "
    "comparées à ce qui est déjà connu."
)
_NO_OBJECTIVES = (
    "Il manque des objectifs : une campagne demande à chaque partenaire ses relevés, l’état de ses engagements "
    "et de ses mesures."
)
_NOTHING_TO_SEND = "Rien à préparer : tous les classeurs de cette campagne sont déjà préparés."
_NOBODY_LATE = "Personne à relancer : aucun retour de cette campagne n’est en retard."
# Parts of a route: the first card of that kind takes the keyboard.
_PARTS: dict[str, Callable[[Board], tuple[DispatchRow, ...]]] = {"late": facts.late, "check": facts.to_check}


class ReturnsPage(Screen):
    """The board of a round and everything around it."""

    tables: ClassVar[tuple[str, ...]] = (
        "campaign", "campaign_objective", "dispatch", "reminder", "workbook_return", "partner", "partner_name",
        "contact", "objective", "indicator", "reading", "commitment", "measure", "outlook", "committee",
    )  # fmt: skip
    help_page: ClassVar[str] = "retours"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rounds: tuple[CampaignRow, ...] = ()
        self._round = 0  # id of the one shown; 0 for the newest
        self._shown: Board | None = None
        self._wanted = ""  # the part of the route that is still to be shown
        self._asked = ""  # the command that waits for the board
        folders = Folders(self)
        self.work = FileWork(workspace.tasks, self)
        self.receiving = Receiving(workspace, self.work, self)
        self.sending = Sending(workspace, self.work, folders)
        self.reminders = Reminders(workspace, self.work, folders)
        self.cards = CardActions(workspace, self.sending, self.reminders, self)
        self.controls = HeadingActions(self)
        self.head = CampaignHead()
        self.drop_zone = DropZone()
        self.strip = WorkStrip(self.work)
        self.note = Notice()
        self.outcome = OutcomeCard()
        self.board = BoardView()
        icon = "inbox"
        self.empty = EmptyState(icon, "Ouvrez votre première campagne", _INVITATION, ((_NEW, "plus"),))
        self.bare = EmptyState(
            icon, "Aucun objectif à suivre encore", _NO_OBJECTIVES, ((_GO_TO_OBJECTIVES, "target-arrow"),)
        )
        self._lay()
        self._connect()

    def _lay(self) -> None:
        for part in (self.strip, self.outcome, self.empty, self.bare):
            part.hide()
        parts = (self.head, self.drop_zone, self.strip, self.note, self.outcome, self.board, self.empty, self.bare)
        whole = column(*parts, spacing=theme.GAP, margins=theme.PAGE_MARGINS)
        for filling in (self.board, self.empty, self.bare):
            whole.setStretchFactor(filling, 1)
        self._whole = whole
        self.setLayout(whole)

    def _connect(self) -> None:
        self.controls.round_chosen.connect(self._choose_round)
        self.controls.new_wanted.connect(self.create_new)
        self.empty.chosen.connect(self.create_new)
        self.bare.chosen.connect(self._go_to_objectives)
        self.head.send_wanted.connect(self._send_all)
        self.head.remind_wanted.connect(self._remind_all)
        self.head.edit_wanted.connect(self._edit)
        self.head.remove_wanted.connect(self._remove)
        self.drop_zone.chosen.connect(self.take_files)
        self.board.acted.connect(self.cards.do_verb)
        self.board.menu_wanted.connect(self.cards.show_menu)
        self.outcome.opened.connect(self._review)
        self.outcome.closed.connect(self._close_outcome)
        self.work.began.connect(self._on_began)
        self.work.ended.connect(self._on_ended)
        self.receiving.received.connect(self._show_outcome)
        self.receiving.hindered.connect(self._on_hindered)
        for writer in (self.sending, self.reminders):
            writer.written.connect(self._on_written)
            writer.hindered.connect(self._on_hindered)
        for asked in (self.sending, self.reminders, self.receiving, self.cards):
            asked.refused.connect(self.note.say_refused)

    # --- the screen

    def heading(self) -> Heading:
        some = bool(self._rounds)
        return Heading("Retours", _SUBTITLE if some else "", actions=self.controls.widgets if some else ())

    def reload(self) -> None:
        self.workspace.read(campaigns.search, self.workspace.today, then=self._take_rounds)
        self.workspace.read(setup.info, then=self._take_info)

    def open(self, route: Route) -> None:
        self._wanted = route.part
        if route.id is not None and route.id != self._round:
            self._show_round(route.id)
        elif self._wanted and not self._stale:
            self._show_wanted()

    def take_focus(self) -> None:
        if self._shown is not None and self._shown.cards:
            self.board.take_focus()
        else:
            super().take_focus()

    def create_new(self) -> None:
        from psq_desktop.views.returns.campaign_form import open_new_campaign

        open_new_campaign(self.workspace, self).saved.connect(self._choose_round)

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Receive what was dropped or chosen; without paths, ask which files."""
        if paths:
            self.receiving.take(paths)
        else:
            self.drop_zone.choose()

    def perform(self, key: str) -> None:
        """A command about the round shown, as soon as it is there."""
        self._asked = key
        if self._shown is not None:
            self._do_asked()

    def _do_asked(self) -> None:
        actions = {
            "prepare_round": self._send_all, "remind_round": self._remind_all,
            "edit_round": self._edit, "remove_round": self._remove,
        }  # fmt: skip
        action, self._asked = actions.get(self._asked), ""
        if action is not None:
            action()

    def interrupt(self) -> None:
        self.work.cancel()

    # --- the round shown

    def _take_rounds(self, rounds: tuple[CampaignRow, ...]) -> None:
        self._rounds = rounds
        if self._round not in {each.id for each in rounds}:
            self._round = rounds[0].id if rounds else 0
        self.controls.show_rounds(rounds, self._round)
        self.heading_changed.emit()
        if self._round:
            self.workspace.read(campaigns.board, self._round, self.workspace.today, then=self._take_board)
        else:
            self._shown, self._asked = None, ""

    def _take_info(self, info: BaseInfo | None) -> None:
        some = bool(self._rounds)
        bare = not some and info is not None and not info.objectives
        self.head.setVisible(some)
        self.drop_zone.setVisible(some and not self.work.busy)
        self.board.setVisible(some and not (self.outcome.many and not self.outcome.isHidden()))
        self.empty.setVisible(not some and not bare)
        self.bare.setVisible(bare)

    def _take_board(self, board: Board) -> None:
        if board.campaign.id != self._round:
            return  # another one was chosen meanwhile
        self._shown = board
        self.head.show_board(board, self.workspace.today)
        self.board.show_board(board)
        self._show_wanted()
        self._do_asked()

    def _show_wanted(self) -> None:
        cards = _PARTS.get(self._wanted)
        self._wanted = ""
        if cards is not None and self._shown is not None and (found := cards(self._shown)):
            self.board.select(found[0].id)
            self.board.take_focus()

    def _choose_round(self, campaign_id: int) -> None:
        self._show_round(campaign_id)
        self.workspace.go.emit(Route("returns", campaign_id))

    def _show_round(self, campaign_id: int) -> None:
        self._round, self._stale = campaign_id, True
        if self.isVisible():
            self._refresh()

    def _send_all(self) -> None:
        if self._shown is not None and (cards := facts.to_send(self._shown)):
            self.sending.send(cards)
        else:
            self._on_hindered(_NOTHING_TO_SEND)

    def _remind_all(self) -> None:
        if self._shown is not None and (cards := facts.late(self._shown)):
            self.reminders.remind(cards)
        else:
            self._on_hindered(_NOBODY_LATE)

    def _edit(self) -> None:
        from psq_desktop.views.returns.campaign_form import open_edit_campaign

        if self._shown is not None:
            open_edit_campaign(self.workspace, self._shown, self)

    def _remove(self) -> None:
        if self._shown is not None:
            campaign = self._shown.campaign
            note = f"Campagne n° {campaign.number} supprimée"
            self.workspace.write(campaigns.remove, campaign.id, note=note, failed=self.note.say_refused)

    def _go_to_objectives(self) -> None:
        self.workspace.go.emit(Route("objectives"))

    # --- files

    def _on_began(self, _name: str) -> None:
        self._close_account()
        self.drop_zone.hide()
        self.note.hide()
        self.strip.show()

    def _on_ended(self, stopped: str) -> None:
        self.strip.hide()
        self.drop_zone.setVisible(bool(self._rounds))
        if stopped:
            self.note.say(Told("info", stopped))

    def _show_outcome(self, found: tuple[Checked, ...]) -> None:
        own = next((each.campaign_id for each in found if each.campaign_id and not each.refusal), None)
        if own is not None and own != self._round:
            self._show_round(own)  # the board of what was recognised
        self.note.hide()
        self.outcome.show_files(found)
        self.outcome.show()
        self._whole.setStretchFactor(self.outcome, 1 if self.outcome.many else 0)
        self.board.setVisible(bool(self._rounds) and not self.outcome.many)

    def _close_outcome(self) -> None:
        self._close_account()
        self.take_focus()

    def _close_account(self) -> None:
        """An account of files goes when something else is to be said."""
        self.outcome.hide()
        self.board.setVisible(bool(self._rounds))

    def _on_written(self, done: Written) -> None:
        self.note.say(written(done))

    def _on_hindered(self, why: str) -> None:
        self._close_account()
        self.note.say(Told("warning", why))

    def _review(self, return_id: int) -> None:
        self.workspace.go.emit(Route("review", return_id))
