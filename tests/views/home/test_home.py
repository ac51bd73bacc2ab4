"""The home page says what waits and leads to it."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from psq_desktop import db
from psq_desktop.services import field_due, home, setup
from psq_desktop.services.deciding import decisions
from psq_desktop.services.home import FirstStep, Todo
from psq_desktop.services.kinds import DecisionState
from psq_desktop.services.rounds import campaigns
from psq_desktop.services.steering import commitments, supports
from psq_desktop.views import theme
from psq_desktop.views.dialogs.new_meeting import NewMeetingDialog
from psq_desktop.views.home.aside import PartnerLine
from psq_desktop.views.home.page import HomePage, first_name
from psq_desktop.views.home.timeline import MARKS
from psq_desktop.views.home.todos import LOOKS, STEPS, is_young, step_lines, todo_line
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tasks import Tasks
from psq_desktop.views.tokens import ThemeName
from tests.views import audit

Show = Callable[..., None]


@pytest.fixture
def page(workspace: Workspace, show: Show) -> HomePage:
    made = HomePage(workspace)
    show(made)
    return made


@pytest.fixture
def routes(workspace: Workspace) -> list[Route]:
    """Where the page asked to go."""
    found: list[Route] = []
    workspace.go.connect(found.append)
    return found


@pytest.fixture
def young(qapp: QApplication, empty_database: db.Database, today: dt.date) -> Iterator[Workspace]:
    """A base that was just set up."""
    empty_database.write(setup.create_base, district="Beau-Marais", city="Calais", committee="Comité de suivi")
    made = Workspace(Tasks(empty_database), today)
    yield made
    made.tasks.close()


def _names(buttons: tuple[QPushButton, ...]) -> list[str]:
    return [button.accessibleName() for button in buttons]


def test_the_heading_greets_by_first_name_and_tells_the_week(page: HomePage) -> None:
    heading = page.heading()
    assert heading.title == "Bonjour Inès"
    assert heading.subtitle.replace("\u00a0", " ") == "Dimanche 22 novembre 2026 · semaine 47"


@pytest.mark.parametrize(
    ("person", "expected"),
    [("Mme\u00a0Inès Delarue", "Inès"), ("Inès Delarue", "Inès"), ("Mme Delarue", ""), ("", ""), ("Secrétariat", "")],
)
def test_a_first_name_is_never_a_family_name(person: str, expected: str) -> None:
    assert first_name(person) == expected


def test_the_key_figures_are_those_of_the_base(page: HomePage) -> None:
    said = [name.replace("\u00a0", " ").replace("\u202f", " ") for name in _names(page.figures.figures)]
    assert said == [
        "Prochaine séance : J−21 dim. 13 décembre, 9 h 30 · 9 réponses sur 16",
        "Objectifs suivis : 15 dont 2 en écart, 4 sécurisé, 7 atteignable, 2 appuis nécessaires, 1 compromis, "
        "1 non renseigné",
        "Décisions ouvertes : 9 dont 2 en retard, aucune échéance cette semaine",
        "Retours reçus : 5 sur 16, 3 à vérifier · 3 en retard",
        "Réserve opérationnelle : 242 jours sur 390, un plafond atteint le 11 décembre",
    ]


def test_every_key_figure_opens_what_it_counts(page: HomePage, routes: list[Route]) -> None:
    for figure in page.figures.figures:
        QTest.keyClick(figure, Qt.Key.Key_Space)
    assert routes == [
        Route("meeting", 6, "agenda"),
        Route("objectives", None, "gap"),
        Route("decisions", None, "late"),
        Route("returns", 2, "check"),
        Route("reserves"),
    ]


def test_each_thing_to_do_has_one_verb_that_leads_to_it(page: HomePage, routes: list[Route]) -> None:
    assert [name.replace("\u00a0", " ") for name in _names(page.todos.verbs)] == [
        "Traiter : 2 décisions ont dépassé leur échéance",
        "Voir : 5 engagements ont dépassé leur échéance",
        "Répartir : Un réserviste atteindra son plafond de jours le vendredi 11 décembre",
        "Vérifier : 3 classeurs reçus sont à vérifier",
        "Relancer : 3 retours sont en retard",
        "Affecter : 2 missions proches cherchent des réservistes",
        "Répondre : Des habitants attendent une réponse",
    ]
    page.todos.show_all()
    assert [name.replace("\u00a0", " ") for name in _names(page.todos.verbs)][7:] == [
        "Compléter : Une décision est sans pilote ou sans échéance",
        "Comparer : 2 objectifs en écart entre météo déclarée et chiffres",
        "Voir : Un objectif est sans nouvelles",
        "Convoquer : 3 convocations restent à envoyer pour la séance n° 6",
        "Pointer : 7 partenaires n’ont pas répondu à la convocation",
        "Trancher : Un appui est demandé à la présidence",
        "Répondre : Une observation attend une réponse",
        "Rédiger : La note trimestrielle est à écrire",
        "Voir : Une livraison d’équipement est en retard",
        "Renouveler : Un mandat se termine bientôt",
        "Renouveler : Le mandat d’un référent sécurité se termine",
    ]
    for verb in page.todos.verbs:
        QTest.keyClick(verb, Qt.Key.Key_Space)
    rows = page.workspace.tasks.store.read(supports.search, page.workspace.today, objective_id=7)
    asked = next(row.id for row in rows if row.escalated_on)
    assert routes == [
        Route("decisions", None, "late"),
        Route("objectives", None, "late"),
        Route("reserves", 2, "roster"),
        Route("returns", 2, "check"),
        Route("returns", 2, "late"),
        Route("reserves", 4, "missions:free"),
        Route("district", 6, "outreach:late"),
        Route("decisions", None, "incomplete"),
        Route("objectives", None, "gap"),
        Route("objectives", None, "silent"),
        Route("meeting", 6, "summons"),
        Route("meeting", 6, "participants"),
        Route("objectives", 7, f"supports:{asked}"),
        Route("meeting", 5, "minutes"),
        Route("note"),
        Route("district", None, "equipment:late"),
        Route("partners"),
        Route("district", None, "liaisons"),
    ]


def test_every_code_of_the_service_has_its_words() -> None:
    source = inspect.getsource(home)
    codes = set(re.findall(r'Todo\(\s*"(\w+)"', source))
    codes |= set(re.findall(r'"(\w+_(?:minutes|observations)|summon(?:_late)?)"', source))
    codes |= set(re.findall(r'(?:Due|_due)\(\s*"(\w+)"', inspect.getsource(field_due)))
    codes |= set(re.findall(r'\("(\w+)", found\.', source))  # what waits in each round
    assert codes == set(LOOKS)
    assert set(re.findall(r'FirstStep\("(\w+)"', source)) == set(STEPS)
    assert set(re.findall(r'TimelineMark\([^"()]*"(\w+)"', source)) <= set(MARKS)


@pytest.mark.parametrize("code", LOOKS)
@pytest.mark.parametrize("count", [1, 3])
def test_things_to_do_agree_in_number_and_leave_no_blank(code: str, count: int, today: dt.date) -> None:
    line = todo_line(Todo(code, count, ("D-1", "D-2")[:count], 6, 6, today))
    assert "{" not in line.title + line.detail
    assert line.verb
    assert line.detail
    plural = line.title.replace("\u00a0", " ").startswith("3 ")
    assert plural == (count == 3) or "compte rendu de la séance" in line.title


def test_a_change_elsewhere_is_shown_at_once(page: HomePage, workspace: Workspace, today: dt.date) -> None:
    workspace.tasks.written.connect(page.on_written)
    late = [row for row in workspace.tasks.store.read(decisions.register, today) if row.late_days]
    for row in late:
        workspace.write(decisions.follow_up, row.id, DecisionState.DONE, today)
    workspace.tasks.drain()
    assert "aucune en retard" in page.figures.figures[2].accessibleName()
    assert not any("Traiter" in verb.accessibleName() for verb in page.todos.verbs)


def test_partners_show_the_outlook_of_what_they_pilot_and_open_their_sheet(page: HomePage, routes: list[Route]) -> None:
    first = page.aside.loads.lines[0]
    assert isinstance(first, PartnerLine)
    said = "Ville de Calais\u00a0: 1 sécurisé, 1 atteignable, 1 compromis, 1 non renseigné"
    assert first.accessibleName() == said
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert routes == [Route("partners", first.partner_id)]


def test_partners_that_there_is_no_room_for_are_counted(page: HomePage, workspace: Workspace, today: dt.date) -> None:
    from psq_desktop.services import partners
    from psq_desktop.services.steering import objectives

    workspace.tasks.written.connect(page.on_written)
    piloted = {row.pilot_id for row in workspace.tasks.store.read(objectives.search, today)}
    others = [row.id for row in workspace.tasks.store.read(partners.search, today) if row.id not in piloted]
    rows = workspace.tasks.store.read(objectives.search, today)
    assert page.aside.rest == 0
    for row, pilot in zip([r for r in rows if r.acronym == "VC"], others[:3], strict=False):
        workspace.write(objectives.set_field, row.id, "pilot_id", pilot)
    workspace.tasks.drain()
    page.resize(1308, 602)
    QApplication.processEvents()
    shown = sum(line.isVisible() for line in page.aside.loads.lines)
    pilots = len(workspace.tasks.store.read(home.overview, today).pilots)
    assert shown < pilots
    assert page.aside.rest == pilots - shown


def test_objectives_due_within_six_weeks_are_on_the_line(page: HomePage, workspace: Workspace, today: dt.date) -> None:
    facts = workspace.tasks.store.read(home.overview, today)
    assert [(mark.on, mark.label) for mark in facts.timeline if mark.code == "objective"] == [
        (dt.date(2026, 12, 31), "4.1"),
        (dt.date(2027, 1, 1), "1.4"),
    ]
    said = page.timeline.accessibleDescription().replace("\u00a0", " ")
    assert "échéance de l’objectif 4.1 le jeudi 31 décembre" in said


def test_a_proposal_is_not_an_overdue_promise(workspace: Workspace, today: dt.date) -> None:
    before = workspace.tasks.store.read(home.overview, today).todos
    key = workspace.tasks.store.write(
        commitments.create, 1, 1, "Passer deux fois par semaine", due=dt.date(2026, 10, 31)
    )
    assert key is not None
    assert workspace.tasks.store.read(home.overview, today).todos == before


def test_recent_activity_is_a_sentence(page: HomePage) -> None:
    said = page.aside.changes.lines[0].accessibleName()
    assert said.startswith("Inès Delarue a validé les comptes rendus d’exemple, ")


def test_a_young_base_shows_the_checklist_and_one_way_on(young: Workspace, show: Show) -> None:
    page = HomePage(young)
    routes: list[Route] = []
    young.go.connect(routes.append)
    show(page)
    young.tasks.drain()
    assert page.heading().title == "Bonjour"
    assert len(page.todos.verbs) == 1
    QTest.mouseClick(page.todos.verbs[0], Qt.MouseButton.LeftButton)
    assert routes == [Route("partners")]
    assert "aucun objectif encore" in page.figures.figures[1].accessibleName()
    assert "aucune décision encore" in page.figures.figures[2].accessibleName()


def test_the_checklist_goes_on_step_by_step_and_ends(workspace: Workspace, today: dt.date) -> None:
    facts = workspace.tasks.store.read(home.overview, today)
    assert not is_young(facts)
    codes = [step.code for step in facts.first_steps]
    for done in range(1, len(codes)):
        steps = tuple(FirstStep(code, rank < done) for rank, code in enumerate(codes))
        young = type(facts)(**{name: getattr(facts, name) for name in facts.__slots__} | {"first_steps": steps})
        assert is_young(young)
        assert [bool(line.verb) for line in step_lines(young)] == [rank == done for rank in range(len(codes))]


def test_the_checklist_opens_the_new_meeting_dialog(young: Workspace, show: Show) -> None:
    from psq_desktop.services import partners

    college = young.tasks.store.read(partners.colleges)[0].id
    for name in ("Ville", "Parquet"):
        young.tasks.store.write(partners.create, college, name, name[:2].upper())
    page = HomePage(young)
    show(page)
    young.tasks.drain()
    QTest.mouseClick(page.todos.verbs[0], Qt.MouseButton.LeftButton)
    young.tasks.drain()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewMeetingDialog)
    dialog.reject()


@pytest.mark.parametrize(("width", "height"), [(1308, 602), (1320, 738)])
def test_the_page_fits_small_and_usual_windows_without_scrolling(page: HomePage, width: int, height: int) -> None:
    page.resize(width, height)
    QApplication.processEvents()  # the bottom card takes less room,
    QApplication.processEvents()  # then the page is laid out again
    area = page.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0
    for line in (*page.aside.loads.lines, *page.aside.changes.lines):
        if line.isVisible():
            parent = line.parentWidget()
            assert parent is not None
            assert line.geometry().bottom() <= parent.height()


def test_with_large_text_the_key_figures_take_two_rows_and_one_again(qapp: QApplication, page: HomePage) -> None:
    tops = {figure.y() for figure in page.figures.figures}
    assert len(tops) == 1
    theme.apply(qapp, "light", 1.4)
    for _ in range(3):
        QApplication.processEvents()
    assert len({figure.y() for figure in page.figures.figures}) == 2
    assert min(figure.height() for figure in page.figures.figures) == theme.px(124)
    theme.apply(qapp, "light", 1.0)
    for _ in range(3):
        QApplication.processEvents()
    assert {figure.y() for figure in page.figures.figures} == tops


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_nothing_is_unnamed_or_cut(
    qapp: QApplication, workspace: Workspace, show: Show, name: ThemeName, scale: float
) -> None:
    theme.apply(qapp, name, scale)
    page = HomePage(workspace)
    show(page, 1308, 602)
    QApplication.processEvents()  # lay out what came
    _audit(page)


def _audit(widget: QWidget) -> None:
    assert list(audit.unnamed_controls(widget)) == []
    assert list(audit.cut_texts(widget)) == []


def test_without_a_round_the_figure_leads_to_the_board(young: Workspace) -> None:
    page = HomePage(young)
    page.show()
    young.tasks.drain()
    figure = page.figures.figures[3]
    assert figure.accessibleName().replace("\u00a0", " ") == "Retours reçus : —, aucune campagne ouverte"
    found: list[Route] = []
    young.go.connect(found.append)
    figure.click()
    assert found == [Route("returns")]
    page.deleteLater()


def test_a_new_round_does_not_hide_what_waits_in_the_one_before(
    workspace: Workspace, show: Show, today: dt.date
) -> None:
    store = workspace.tasks.store
    opened = store.write(campaigns.create, "Hiver", today + dt.timedelta(days=12), today=today).result
    page = HomePage(workspace)
    show(page)
    figure = page.figures.figures[3]
    assert figure.accessibleName().replace("\u00a0", " ") == "Retours reçus : 0 sur 16, 3 à vérifier · 3 en retard"
    found: list[Route] = []
    workspace.go.connect(found.append)
    figure.click()
    assert found == [Route("returns", opened - 1, "check")]
