"""Three voices in one picture: everything is inside, words do not touch, whiskers only where there is an interval."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.charts.shapes import Circle, Label, Path, bounds, estimate, label_box
from psq_desktop.charts.triangle import triangle
from psq_desktop.services.evaluation.survey_rows import Band, Milestone, Triangle, TrianglePoint
from psq_desktop.services.kinds import Direction

FIRST, TODAY = dt.date(2025, 9, 1), dt.date(2026, 11, 22)
DAYS = (TODAY - FIRST).days


def _data(bands: tuple[Band, ...], milestones: tuple[Milestone, ...] = ()) -> Triangle:
    return Triangle(FIRST, TODAY, TODAY, bands, milestones, (), "", "", "", None, None, ())


def _at(days: int) -> dt.date:
    return FIRST + dt.timedelta(days)


RESIDENTS = Band(
    "Habitants", "se sentent en sécurité le soir", "échantillon aléatoire, n = 412", "%", 0,
    tuple(TrianglePoint(_at(day), value, 4.7, 412) for day, value in ((30, 38.0), (220, 41.0), (400, 43.0))), 55.0,
)  # fmt: skip
OFFICIALS = Band(
    "Élus", "ressenti, note sur 10", "n = 17, sans intervalle", "", 1,
    tuple(TrianglePoint(_at(day), value, None, 17) for day, value in ((30, 4.2), (400, 5.1))), 6.5,
)  # fmt: skip
FACTS = Band(
    "Faits", "signalements par mois", "neutre : non coloré", "", 0,
    tuple(TrianglePoint(_at(29 + 30 * month), 71.0 - month) for month in range(13)), direction=Direction.NEUTRAL,
)  # fmt: skip
WHOLE = _data((RESIDENTS, OFFICIALS, FACTS), (Milestone(_at(120), "Éclairage réparé"), Milestone(_at(300), "Rodéos")))

_values = st.floats(-1e6, 1e6, allow_nan=False)
_points = st.lists(
    st.builds(TrianglePoint, st.integers(0, DAYS).map(_at), _values, st.none() | st.floats(0, 50), st.just(40)),
    max_size=20,
).map(lambda found: tuple(sorted(found, key=lambda point: point.on)))
_bands = st.builds(
    Band, st.just("Voix"), st.text("abé ", max_size=60), st.text("abé", max_size=20), st.sampled_from(["", "%"]),
    st.integers(0, 2), _points, st.none() | _values, missing=st.just("rien"),
)  # fmt: skip
_milestones = st.lists(
    st.builds(Milestone, st.integers(0, DAYS).map(_at), st.text("abé ", min_size=1, max_size=70), st.integers(0, 20)),
    max_size=15,
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(st.tuples(_bands, _bands, _bands), _milestones, st.floats(320, 900), st.floats(170, 400))
def test_everything_drawn_is_inside_and_milestones_words_never_touch(
    bands: tuple[Band, ...], milestones: tuple[Milestone, ...], width: float, height: float
) -> None:
    picture = triangle(_data(bands, milestones), width, height)
    for shape in picture.shapes:
        box = bounds(shape, estimate)
        assert box.left >= -1
        assert box.right <= width + 1
        assert box.top >= -1
        assert box.bottom <= height + 1
    top = [shape for shape in picture.shapes if isinstance(shape, Label) and shape.weight == 600 and shape.y < 30]
    top = [label for label in top if label.role == "text2"]
    assert not any(
        label_box(a, estimate).overlaps(label_box(b, estimate)) for a, b in combinations(top, 2) if a.y == b.y
    )


def test_whiskers_stand_only_where_there_is_an_interval() -> None:
    def caps(band: Band) -> int:
        picture = triangle(_data((band,)), 700, 200)
        return sum(isinstance(s, Path) and s.stroke == "line" and s.stroke_width == 1.0 for s in picture.shapes)

    assert caps(RESIDENTS) == 9
    assert caps(OFFICIALS) == 0


def test_neutral_facts_are_not_coloured() -> None:
    picture = triangle(_data((FACTS,)), 700, 200)
    assert {s.fill for s in picture.shapes if isinstance(s, Circle)} == {"line_neutral"}


def test_the_words_say_every_voice_and_every_milestone() -> None:
    alt = triangle(WHOLE, 700, 300).alt.replace("\u00a0", " ").replace("\u202f", " ")
    for words in ("38 % (± 4,7 points)", "n = 412", "cible 55 %", "5,1", "Éclairage réparé", "Faits"):
        assert words in alt
    empty = _data((Band("Habitants", "", "", "", 0, (), missing="aucune vague d’enquête"),))
    assert "aucune vague" in triangle(empty, 400, 200).alt


def test_a_monthly_figure_stands_over_the_name_of_its_month_and_says_the_month() -> None:
    points = tuple(TrianglePoint(dt.date(2026, month + 1, 1) - dt.timedelta(1), 30.0 + month) for month in range(1, 11))
    band = replace(FACTS, points=points, monthly=True)
    picture = triangle(_data((band,)), 900, 200)
    names = {s.text: s.x for s in picture.shapes if isinstance(s, Label) and s.anchor == "middle"}
    july = next(spot for spot in picture.spots if "juillet" in spot.words)
    assert july.words.replace("\u00a0", " ") == "Faits, juillet 2026 : 37"
    assert abs(july.x - names["juill."]) < 1
    assert "juillet 2026 : 37" in picture.alt.replace("\u00a0", " ")


def test_titles_that_are_cut_are_whole_when_they_are_pointed_at() -> None:
    long = "Première tournée commune du bailleur, de la police municipale et des médiateurs"
    picture = triangle(_data((replace(RESIDENTS, subject=long),), (Milestone(_at(200), long),)), 420, 170)
    cut = [s.text for s in picture.shapes if isinstance(s, Label) and s.text.endswith("…")]
    areas = [spot for spot in picture.spots if spot.area is not None]
    assert len(cut) >= 2
    assert len(areas) == 2
    assert all("et des médiateurs" in spot.words for spot in areas)
