"""The card of a line: what was sent, what came back, what stands here, side by side, with what can be decided."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.french import date_long, typeset
from psq_desktop.services.forms.form_rows import Scalar
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views.badges import Look
from psq_desktop.views.kit import STRETCH, Badge, Button, ElidedLabel, IconLabel, Label, LineCard, column, row
from psq_desktop.views.review.choices import Choices, Standing, corrections_of, standing
from psq_desktop.views.review.columns import after_words
from psq_desktop.views.review.deciding import CORRECT, KEEP, TAKE
from psq_desktop.views.review.values import day_words, last_words, shown, state_look, typed
from psq_desktop.views.widgets.tips import plain

LONGEST = 260  # characters of a comment that a box shows; the whole is in its tooltip


@dataclass(frozen=True, slots=True)
class Box:
    """One value: where it comes from, its words, and the decision that chooses it."""

    caption: str
    text: str
    look: Look | None = None
    action: str = ""  # TAKE, KEEP…
    verb: str = ""
    chosen: bool = False
    typed: str = ""  # with CORRECT: what is put in the place of the cell


def _day(review: Review) -> str:
    return f" le {date_long(review.sent_on, weekday=False, year=False)}" if review.sent_on is not None else ""


def _here(row: ReviewLine) -> str:
    told = [date_long(row.changed_on, weekday=False, year=False)] if row.changed_on is not None else []
    told += [f"par {row.changed_by}"] if row.changed_by else []
    return ", ".join(["Chez nous", *told])


def _box(caption: str, value: Scalar, of: ReviewLine, action: str = "", verb: str = "", chosen: bool = False) -> Box:
    return Box(caption, shown(value, of), state_look(value, of), action, verb, chosen)


def boxes(review: Review, of: ReviewLine, choices: Choices, *, locked: bool) -> tuple[Box, ...]:
    """The values of a line that is not to be corrected."""
    line = of.line
    stand = standing(of, choices, review.settled)
    taken = stand is Standing.TAKEN and not review.old_version
    kept = stand in (Standing.KEPT, Standing.LEFT)
    if line.kind is LineKind.MISSING:
        return (Box("Ligne absente du fichier", "Rien ne change ici pour cette ligne."),)
    if line.kind is LineKind.UNCHANGED:
        return (_box(f"Envoyé{_day(review)}", line.sent, of), _box("Rendu", line.returned, of),
                _box(_here(of), line.current, of))  # fmt: skip
    keep = _ours(of, *(("", "") if locked or kept else (KEEP, "Garder")), chosen=kept)
    if line.others:
        return (*_copies(of, locked=locked), keep)
    corrected = corrections_of(of, choices, review.lines)
    caption = "Corrigé ici" if corrected else f"Rendu par {review.acronym}" if review.acronym else "Rendu"
    caption = ", ".join(filter(None, (caption, day_words(of))))
    untakable = locked or taken or line.kind is LineKind.ERROR
    action = ("", "") if untakable else (TAKE, "Choisir" if line.kind is LineKind.CONFLICT else "Reprendre")
    back = Box(caption, after_words(of), state_look(line.returned, of), *action, chosen=taken)
    if line.kind is LineKind.CONFLICT:
        return (_box(f"Envoyé{_day(review)}", line.sent, of), back, keep)
    return (keep, back, *_proposed(of, locked=locked or taken))


def _ours(of: ReviewLine, action: str, verb: str, *, chosen: bool) -> Box:
    """What stands here; where nothing does, the last figure known."""
    last = last_words(of) if of.line.current is None else ""
    if not last:
        return _box(_here(of), of.line.current, of, action, verb, chosen)
    return Box("Chez nous, dernier relevé connu", last, None, action, "Ne pas reprendre" if verb else "", chosen)


def _proposed(of: ReviewLine, *, locked: bool) -> tuple[Box, ...]:
    """What the partner may have meant, where a figure is strange."""
    if locked or of.line.caution is None or of.line.suggestion is None:
        return ()
    meant = of.line.suggestion
    return (Box("Peut-être", shown(meant, of), None, CORRECT, "Corriger", typed=typed(meant, of)),)


def _copies(of: ReviewLine, *, locked: bool) -> tuple[Box, ...]:
    first = (of.line.cell, of.line.returned)
    cells = [first, *((each.cell, each.value) for each in of.line.others)]
    action = ("", "") if locked else (CORRECT, "Choisir")
    return tuple(
        Box(f"Cellule {cell}", shown(value, of), state_look(value, of), *action, typed=typed(value, of))
        for cell, value in cells
    )


class BoxCard(LineCard):
    """One value in a frame; its button decides for it."""

    pressed = Signal(object)  # the box

    def __init__(self, box: Box) -> None:
        self._box = box
        text = typeset(box.text)
        cut = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
        words = Label(cut, 10, 600, wrap=True)
        words.setToolTip(plain(text) if cut != text else "")
        value: QWidget = Badge(box.text, *box.look) if box.look is not None else words
        caption = ElidedLabel(box.caption, 8.5, 600, "text2")
        self.button: Button | None = None
        end: tuple[QWidget, ...] = ()
        if box.action:
            self.button = Button(box.verb, tip=f"{box.verb} : {text}")
            end = (self.button,)
        elif box.chosen:
            end = (IconLabel("circle-check", "accent_text", 18),)
        inside = column(caption, value, STRETCH, spacing=3)
        if box.look is not None:
            inside.setAlignment(value, Qt.AlignmentFlag.AlignLeft)
        super().__init__(row(inside, *end, margins=(12, 7, 10, 8), grow=0))
        if self.button is not None:
            self.button.clicked.connect(self._on_clicked)
        self.set_current(box.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        state = ", choisi" if box.chosen else ""
        self.setAccessibleName(typeset(f"{box.caption} : {text}{state}"))

    def _on_clicked(self) -> None:
        self.pressed.emit(self._box)
