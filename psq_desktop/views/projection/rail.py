"""The items of the agenda as pills on one line or two: done, current, to come."""

from __future__ import annotations

from itertools import chain

from psq_desktop.french import typeset
from psq_desktop.services.sitting.live_rows import Progress
from psq_desktop.services.sitting.projection import ProjectionView, RailItem
from psq_desktop.views.projection.canvas import MARGIN, Canvas, advance, elided, pill_width
from psq_desktop.views.tokens import Tone

_GAP = 12.0
_HEIGHT, _PIXELS = 48.0, 28.0
_STEP = 60.0  # from one line to the next
_WIDTHS = range(900, 139, -20)  # of the widest pill: below the last, only numbers are shown
_DONE = 300  # of those that are done, before the others are shortened too
_CURRENT = 480  # of the current one, at least, beside shorter ones
_LINK = 3  # letters of a word after which no title ends: « et », « des »
_STOPS = " :,;–\u00a0\u202f"
_LOOKS: dict[Progress, tuple[str, Tone]] = {
    Progress.LEFT: ("check", "success"),
    Progress.CURRENT: ("", "solid"),
    Progress.COMING: ("", "neutral"),
}


Texts = tuple[str, ...]
Ends = list[tuple[int, int]]  # where each line begins and ends


def paint_rail(canvas: Canvas, view: ProjectionView, middle: float) -> float:
    """Paint the pills from the left margin; returns how far a second line reaches below the first."""
    shown = lines(view.rail, canvas.width - 2 * MARGIN)
    items = iter(view.rail)
    for rank, line in enumerate(shown):
        left = MARGIN
        for text in line:
            left += (
                canvas.pill(left, middle + rank * _STEP, text, *_LOOKS[next(items).progress], _HEIGHT, _PIXELS) + _GAP
            )
    return _STEP * max(len(shown) - 1, 0)


def lines(rail: tuple[RailItem, ...], room: float) -> tuple[tuple[str, ...], ...]:
    """What the pills of each line say: whole titles where two lines hold them, else shortened, else numbers."""
    numbers = tuple(str(item.number) for item in rail)
    spared = (_titled(rail, _WIDTHS[0], done) for done in range(_WIDTHS[0], _DONE, -20))
    for texts in chain(spared, (_titled(rail, widest, widest) for widest in _WIDTHS), (_numbered(rail), numbers)):
        found = _laid(tuple(map(_width, rail, texts)), room)
        if len(found) <= 2:
            break
    if texts is not numbers:
        texts, found = _lengthened(rail, texts, room)
    return tuple(texts[start:end] for start, end in found)


def _lengthened(rail: tuple[RailItem, ...], texts: tuple[str, ...], room: float) -> tuple[Texts, Ends]:
    """Give back the whole title to those for which the lines have room, to what is done last."""
    for rank, item in sorted(enumerate(rail), key=lambda each: each[1].progress is Progress.LEFT):
        longer = (*texts[:rank], _whole(item), *texts[rank + 1 :])
        if texts[rank] != str(item.number) and len(_laid(tuple(map(_width, rail, longer)), room)) <= 2:
            texts = longer
    return texts, _laid(tuple(map(_width, rail, texts)), room)


def _titled(rail: tuple[RailItem, ...], widest: float, done: float) -> Texts:
    widths = {Progress.LEFT: done, Progress.CURRENT: max(widest, _CURRENT), Progress.COMING: widest}
    return tuple(_short(item, widths[item.progress]) for item in rail)


def _numbered(rail: tuple[RailItem, ...]) -> Texts:
    return tuple(_short(item, _CURRENT) if _is_current(item) else str(item.number) for item in rail)


def _laid(widths: tuple[float, ...], room: float) -> Ends:
    """Where each line begins and ends, when every line takes as many as it can."""
    found, start, left = [], 0, 0.0
    for rank, width in enumerate(widths):
        if rank > start and left + width > room:
            found.append((start, rank))
            start, left = rank, 0.0
        left += width + _GAP
    return [*found, (start, len(widths))] if widths else []


def _is_current(item: RailItem) -> bool:
    return item.progress is Progress.CURRENT


def _whole(item: RailItem) -> str:
    return _marked(item, typeset(item.title))


def _marked(item: RailItem, title: str) -> str:
    return title if item.progress is Progress.LEFT else f"{item.number}  {title}"


def _width(item: RailItem, text: str) -> float:
    return pill_width(text, _LOOKS[item.progress][0], _HEIGHT, _PIXELS)


def _short(item: RailItem, widest: float) -> str:
    """The title up to the last word that fits and means something."""
    text = _whole(item)
    if _width(item, text) <= widest:
        return text
    words = typeset(item.title).split(" ")
    while len(words) > 1:
        words.pop()
        text = _marked(item, " ".join(words).rstrip(_STOPS) + "…")
        if len(words[-1]) > _LINK and _width(item, text) <= widest:
            return text
    frame = _width(item, "0") - advance("0", _PIXELS, 600)
    return elided(_whole(item), widest - frame, _PIXELS, 600)
