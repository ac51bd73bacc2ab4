"""Where the item's objective stands: a card for each figure, one for what its pilot declares."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from psq_desktop.french import typeset
from psq_desktop.services.sitting.projection import ProjectedFigure, ProjectedObjective
from psq_desktop.views import badges
from psq_desktop.views.projection import words
from psq_desktop.views.projection.canvas import SMALLEST, Canvas, advance, elided, fitted, pill_width, tall
from psq_desktop.wording import word

_INSIDE = 33.0
_LOW, _HIGH = 186.0, 218.0  # of cards: with titles on one line, or on two


def card_height(objective: ProjectedObjective, width: float, gap: float) -> float:
    """Height of the cards over a width: a long title takes a second line."""
    room = _card_width(objective, width, gap) - 2 * _INSIDE
    titles = [each.title for each in objective.figures] + [words.declared(objective)]
    return _HIGH if any(advance(each, SMALLEST) > room for each in titles) else _LOW


def _card_width(objective: ProjectedObjective, width: float, gap: float) -> float:
    count = len(objective.figures) + 1
    return (width - gap * (count - 1)) / count


def paint_objective(canvas: Canvas, objective: ProjectedObjective, box: QRectF, gap: float) -> None:
    """Cards side by side over the whole width."""
    width = _card_width(objective, box.width(), gap)
    for rank, figure in enumerate(objective.figures):
        _figure(canvas, figure, objective, QRectF(box.left() + rank * (width + gap), box.top(), width, box.height()))
    _outlook(canvas, objective, QRectF(box.right() - width, box.top(), width, box.height()))


def _inside(canvas: Canvas, box: QRectF) -> QRectF:
    canvas.card(box)
    return box.adjusted(_INSIDE, 0, -_INSIDE, 0)


def _figure(canvas: Canvas, shown: ProjectedFigure, objective: ProjectedObjective, box: QRectF) -> None:
    inside = _inside(canvas, box)
    left, width, foot = inside.left(), inside.width(), box.bottom()
    title, _pixels = fitted(typeset(shown.title), width, box.height() - 118, (SMALLEST,))
    canvas.paragraph(title, QRectF(left, box.top() + 22, width, 80), SMALLEST, 400, "text2")
    value, goal = words.value(shown), words.goal(shown)
    beside = (pixels for pixels in (62.0, 38.0) if advance(value, pixels, 700) + 16 + advance(goal, 27) <= width)
    if pixels := next(beside, 0.0):
        canvas.words(value, QRectF(left, foot - 124, width, 76), pixels, 700)
        taken = advance(value, pixels, 700) + 16
        canvas.words(goal, QRectF(left + taken, foot - 120, width - taken, 76), 27, 400, "text2")
    else:  # one above the other
        canvas.words(value, QRectF(left, foot - 130, width, 46), 36, 700)
        canvas.words(goal, QRectF(left, foot - 86, width, 34), SMALLEST, 400, "text2")
    first, said = shown is objective.figures[0], words.backwards(shown)
    tone, mark = words.bar_tone(shown, objective, first), objective.elapsed if first and not said else None
    rest = width - (advance(said, SMALLEST, 600) + 16 if said else 0)
    canvas.bar(QRectF(left, foot - 40, rest, 14), words.share(shown), tone, mark)
    canvas.words(said, QRectF(left + rest + 16, foot - 53, width - rest, 40), SMALLEST, 600, "text2")


def _outlook(canvas: Canvas, objective: ProjectedObjective, box: QRectF) -> None:
    inside = _inside(canvas, box)
    left, width = inside.left(), inside.width()
    title, _pixels = fitted(words.declared(objective), width, 70, (SMALLEST,))
    canvas.paragraph(title, QRectF(left, box.top() + 22, width, 80), SMALLEST, 400, "text2")
    top = box.top() + tall(title, width, SMALLEST) - tall("M", width, SMALLEST)
    look = badges.look(objective.outlook)
    state, gap = typeset(word(objective.outlook)), words.gap(objective)
    both = pill_width(state, look.icon) + (12 + pill_width(gap, badges.GAP.icon) if gap else 0)
    if both <= width:
        taken = canvas.pill(left, top + 93, state, look.icon, look.tone)
        if gap:
            canvas.pill(left + taken + 12, top + 93, gap, badges.GAP.icon, badges.GAP.tone)
        last = words.objective_due(objective)
        canvas.words(last, QRectF(left, top + 130, width, 40), SMALLEST, 400, "text2")
    else:  # one below the other, and the due date leaves its place
        canvas.pill(left, top + 86, state, look.icon, look.tone)
        frame = pill_width("", badges.GAP.icon) + 10
        canvas.pill(left, top + 140, elided(gap, width - frame, SMALLEST, 600), badges.GAP.icon, badges.GAP.tone)
