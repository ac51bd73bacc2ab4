"""The items of the agenda on one line or two."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from psq_desktop.services.sitting.live_rows import Progress
from psq_desktop.services.sitting.projection import RailItem
from psq_desktop.views.projection.canvas import pill_width
from psq_desktop.views.projection.rail import lines

ROOM = 1792.0
LONG = "Contrôles inter-services des commerces de nuit et des débits de boissons"


def rail(count: int, title: str) -> tuple[RailItem, ...]:
    states = {0: Progress.LEFT, 1: Progress.CURRENT}
    return tuple(RailItem(rank, rank + 1, title, states.get(rank, Progress.COMING), 10) for rank in range(count))


def width(text: str, item: RailItem) -> float:
    return pill_width(text, "check" if item.progress is Progress.LEFT else "", 48, 28)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 7, 9, 14, 20, 40])
@pytest.mark.parametrize("title", ["Halls", "Bus du soir et alerte conducteur", LONG])
def test_all_items_stand_on_one_line_or_two(qapp: QApplication, count: int, title: str) -> None:
    items = rail(count, title)
    shown = lines(items, ROOM)
    assert sum(map(len, shown)) == count
    assert len(shown) <= 2
    rest = iter(items)
    for line in shown:
        assert sum(width(text, next(rest)) for text in line) + 12 * (len(line) - 1) <= ROOM


def test_a_second_line_keeps_titles_whole(qapp: QApplication) -> None:
    two = lines(rail(6, "Bus du soir et alerte conducteur"), ROOM)
    assert len(two) == 2
    assert all(text.endswith("Bus du soir et alerte conducteur") for line in two for text in line)
    assert len(lines(rail(3, "Halls"), ROOM)) == 1


def test_titles_end_at_a_word_that_means_something(qapp: QApplication) -> None:
    done, current, coming, *_ = (text for line in lines(rail(9, LONG), ROOM) for text in line)
    assert current.startswith("2  Contrôles inter-services")
    assert done in ("Contrôles…", "Contrôles inter-services…")
    assert coming.startswith("3  Contrôles") and not coming.endswith(("des…", "de…"))


def test_in_a_long_agenda_only_the_current_item_keeps_its_title(qapp: QApplication) -> None:
    done, current, *coming = (text for line in lines(rail(30, LONG), ROOM) for text in line)
    assert (done, coming) == ("1", [str(rank) for rank in range(3, 31)])
    assert current.startswith("2  Contrôles inter-services")
