"""Where the minutes stand on their way, and the one step that comes next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import date_long, plural, typeset
from psq_desktop.services.kinds import MeetingStage, MinutesState
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Button,
    Card,
    IconButton,
    IconLabel,
    Label,
    Note,
    TextField,
    Themed,
    boxed,
    row,
)
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word


@dataclass(frozen=True, slots=True)
class Step:
    """The next step from a state: the verb, its icon, where it leads, what the toast says."""

    verb: str
    icon: str
    to: MinutesState
    note: str


NEXT_STEPS: dict[MinutesState, Step] = {
    MinutesState.DRAFT: Step("Marquer relu", "eye-check", MinutesState.REVIEWED, "Compte rendu marqué relu"),
    MinutesState.REVIEWED: Step("Valider", "check", MinutesState.VALIDATED, "Compte rendu validé par la présidence"),
    MinutesState.VALIDATED: Step("Diffuser", "send", MinutesState.CIRCULATED, "Compte rendu diffusé"),
    MinutesState.CIRCULATED: Step("Approuver", "file-check", MinutesState.APPROVED, "Compte rendu approuvé"),
    MinutesState.OBSERVATIONS: Step("Approuver", "file-check", MinutesState.APPROVED, "Compte rendu approuvé"),
    MinutesState.APPROVED: Step("Sceller", "lock", MinutesState.SEALED, "Compte rendu scellé"),
}
_ASIDE = Step("Recueillir les observations", "messages", MinutesState.OBSERVATIONS, "Observations recueillies")
_BACK = Step("Revenir au brouillon", "arrow-back-up", MinutesState.DRAFT, "Compte rendu ramené au brouillon")
CORRECT = (
    "Corriger le compte rendu ?",
    "Une nouvelle version commence, et son motif y sera imprimé. Celle-ci est gardée.",
)
UNANSWERED = "Elles seront imprimées sans réponse. Vous pouvez y répondre d’abord, à droite de la page."
_CORRECT = Step("Corriger…", "pencil", MinutesState.DRAFT, "Nouvelle version ouverte")
PREPARING = "Préparez les notes dès maintenant : elles formeront le compte rendu une fois la séance tenue."
WRITING = "Séance en cours : vos notes formeront le compte rendu une fois la séance close."
SEAL = (
    "Sceller le compte rendu ?",
    "Son texte sera figé et son empreinte imprimée sur chaque exemplaire. Le scellement ne s’annule pas.",
)


class StateSteps(Themed, QWidget):
    """The states in a row; where the room is short, only the current one keeps its word."""

    def __init__(self) -> None:
        super().__init__()
        self._state = MinutesState.DRAFT
        self._observed = True
        self._badges: list[Badge] = []
        widgets: list[QWidget] = []
        for rank, _state in enumerate(MinutesState):
            badge = Badge("", "", height=26, points=9.5)
            self._badges.append(badge)
            widgets += [badge] if rank == 0 else [Label("›", 11, 400, "text3"), badge]
        self.setLayout(row(*widgets, STRETCH, spacing=6))
        self.setAccessibleName("État du compte rendu")

    def set_observed(self, observed: bool) -> None:
        """Whether members wrote anything: else that state was passed over."""
        if observed != self._observed:
            self._observed = observed
            self._fit()

    def show_state(self, state: MinutesState) -> None:
        """Mark the current state."""
        self._state = state
        self.setAccessibleDescription(typeset(f"État : {word(state)}"))
        self._fit()

    def restyle(self) -> None:
        if self._badges:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._write(short=False)
        layout = self.layout()
        if layout is not None and layout.sizeHint().width() > self.width() > theme.px(60):
            self._write(short=True)

    def _write(self, *, short: bool) -> None:
        order = list(MinutesState)
        now = order.index(self._state)
        for rank, (state, badge) in enumerate(zip(order, self._badges, strict=True)):
            passed = rank < now and (self._observed or state is not MinutesState.OBSERVATIONS)
            tone: Tone = "success" if passed else "solid" if rank == now else "neutral"
            icon = "check" if passed else badges.look(state).icon if rank == now or rank == len(order) - 1 else ""
            text = word(state) if rank == now or not short else ""
            badge.set_state(text, icon or ("" if text else "circle"), tone)
            said = "passé" if passed else "actuel" if rank == now else "sans objet" if rank < now else "à venir"
            badge.setAccessibleName(typeset(f"{word(state)}, {said}"))
            badge.setToolTip("" if text else typeset(word(state)))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(theme.px(120))
        return hint


class StatesCard(Card):
    """States, next step, menu; before the meeting one sentence.

    `state_wanted`: the state and the toast's words; `correction_wanted`: the reason, and the popover that asked.
    """

    state_wanted = Signal(object, str)
    correction_wanted = Signal(str, object)
    versions_wanted = Signal()

    def __init__(self) -> None:
        self._steps = StateSteps()
        self._versions = Button("Versions", "history", "ghost", tip="Versions gardées et différences")
        self._next = Button("", "check", "primary")
        self._more = IconButton("dots-vertical", "Autres états")
        self._states = boxed(row(self._steps, self._versions, self._next, self._more, spacing=6, grow=0))
        self._sentence = Label(PREPARING, 10, 500, "text2", wrap=True)
        self._before = boxed(row(IconLabel("pencil", "accent_text", 18), self._sentence, spacing=9, grow=1))
        super().__init__(self._states, self._before, margins=(14, 8, 10, 8))
        self._step: Step | None = None
        self._locked = False
        self._waiting = self._findings = 0
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._next.clicked.connect(self._on_next)
        self._versions.clicked.connect(self.versions_wanted)

    def set_facts(self, observed: bool, waiting: int, findings: int) -> None:
        """Whether members wrote, how many of them nobody answered, how many stretches look like personal data."""
        self._waiting, self._findings = waiting, findings
        self._steps.set_observed(observed)

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Show where the minutes stand."""
        held = sheet.stage is MeetingStage.HELD
        self._sentence.setText(WRITING if sheet.stage is MeetingStage.IN_SESSION else PREPARING)
        self._states.setVisible(held)
        self._before.setVisible(not held)
        self._locked = sheet.locked
        self._step = NEXT_STEPS.get(sheet.minutes_state) if held else None
        self._next.setVisible(self._step is not None)
        if self._step is not None:
            self._next.set_text(self._step.verb)
            self._next.set_icon(self._step.icon)
        self._steps.show_state(sheet.minutes_state)
        self._fill_menu(sheet.minutes_state)

    def _fill_menu(self, state: MinutesState) -> None:
        self._menu.clear()
        steps = [_ASIDE] if state is MinutesState.CIRCULATED else []
        if state not in (MinutesState.DRAFT, MinutesState.SEALED):
            steps.append(_CORRECT if self._locked else _BACK)
        for step in steps:
            action = QAction(icons.icon(step.icon), typeset(step.verb), self._menu)
            action.setData(step)
            action.triggered.connect(self._on_menu)
            self._menu.addAction(action)
        self._more.setVisible(bool(steps))

    def correct(self) -> None:
        """Ask why validated minutes are corrected."""
        fields: dict[str, tuple[str, QWidget]] = {"reason": ("Motif", TextField("Motif", "Erreur de date au point 3"))}
        popover = Popover(CORRECT[0], fields, "Corriger", self.window(), CORRECT[1])
        popover.submitted.connect(self._on_corrected)
        popover.show_at(self._next if self._next.isVisible() else self._more)

    def _on_corrected(self, values: dict[str, str]) -> None:
        self.correction_wanted.emit(values["reason"], self.sender())

    def _on_next(self) -> None:
        if self._step is None:
            return
        verb, to = self._step.verb, self._step.to
        personal = ""
        if self._findings and to is not MinutesState.REVIEWED:
            count = plural(self._findings, "passage ressemble", "passages ressemblent")
            personal = f"{count} à des données personnelles : les contrôles, à droite, les montrent."
        if to is MinutesState.SEALED:
            self._ask(SEAL[0], " ".join(filter(None, (SEAL[1], personal))), verb)
        elif to is MinutesState.APPROVED and self._waiting:
            count = plural(self._waiting, "observation")
            text = " ".join(filter(None, (UNANSWERED, personal)))
            self._ask(f"{count} sans réponse : approuver ?", text, "Approuver quand même")
        elif personal:
            self._ask(f"{verb} malgré ces données ?", personal, f"{verb} quand même")
        else:
            self._go_on()

    def _ask(self, title: str, text: str, verb: str) -> None:
        popover = Popover(title, {}, verb, self.window(), text)
        popover.submitted.connect(self._go_on)
        popover.submitted.connect(popover.close)
        popover.show_at(self._next)

    def _go_on(self, _values: object = None) -> None:
        if self._step is not None:
            self.state_wanted.emit(self._step.to, self._step.note)

    def _on_menu(self) -> None:
        sender = self.sender()
        if not isinstance(sender, QAction):
            return
        step: Step = sender.data()
        if step is _CORRECT:
            self.correct()
        else:
            self.state_wanted.emit(step.to, step.note)


def tell_locked(note: Note, sheet: MeetingSheet) -> None:
    """Say why the text does not change any more, and the way back if there is one."""
    note.setVisible(sheet.locked)
    if sheet.minutes_state is MinutesState.SEALED:
        day = date_long(sheet.sealed_on, weekday=False) if sheet.sealed_on else ""
        note.set_message("info", f"Compte rendu scellé le {day}", f"Empreinte : {sheet.digest}")
    elif sheet.locked:
        text = "Une correction ouvre une nouvelle version, dont le motif est imprimé."
        reached = "approuvé" if sheet.minutes_state is MinutesState.APPROVED else "validé"
        note.set_message("info", f"Compte rendu {reached} : son texte ne change plus", text, "Corriger…")
