"""Controls and contacts on the screen: dates that show on request, themes that are written where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from psq_desktop.services.fieldwork import outreach
from psq_desktop.services.fieldwork.outreach_rows import OutreachRow
from psq_desktop.services.kinds import OutreachState
from psq_desktop.views.district.controls import ControlsTab
from psq_desktop.views.district.controls_forms import ResultsDialog
from psq_desktop.views.district.outreach import OutreachTab
from psq_desktop.views.district.outreach_themes import ThemeCard, ThemeEditor
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.screen import Workspace

Show = Callable[[QWidget, int, int], None]


def words(widget: QWidget) -> str:
    """Whatever may be read or heard in a widget."""
    found = []
    for each in (widget, *widget.findChildren(QWidget)):
        text = getattr(each, "text", None)
        found += [str(text()) if callable(text) else "", each.accessibleName(), each.toolTip()]
    return "\n".join(found)


def table(tab: ControlsTab) -> str:
    model = tab.list.table.model()
    cells = (model.index(line, column) for line in range(model.rowCount()) for column in range(model.columnCount()))
    return " ".join(str(cell.data()) for cell in cells)


@pytest.fixture
def controls_tab(workspace: Workspace, show: Show) -> ControlsTab:
    tab = ControlsTab(workspace)
    show(tab, 1300, 700)
    tab.reload()
    workspace.tasks.drain()
    return tab


def test_an_embargoed_date_shows_on_request_and_hides_when_the_tab_is_left(
    workspace: Workspace, controls_tab: ControlsTab
) -> None:
    tab = controls_tab
    (row,) = (row for row in tab.list.rows if row.hidden)
    tab.list.want(row.id)

    def told() -> str:
        return (words(tab) + table(tab) + tab.chart.words).replace("\u00a0", " ")

    assert "15 déc" not in told() and "Oyats" not in told() and "programmée" not in told()
    tab.run("reveal")
    workspace.tasks.drain()
    assert "mardi 15 décembre 2026" in told() and "Oyats" in told() and "en plus au programme" in told()
    tab.hide()
    assert "15 déc" not in told() and "Oyats" not in told() and "au programme" not in told()
    assert not tab.unmasked.any


def test_an_embargoed_date_hides_when_the_room_may_see_the_screen_and_never_comes_late(
    workspace: Workspace, controls_tab: ControlsTab
) -> None:
    (row,) = (row for row in controls_tab.list.rows if row.hidden)

    def told() -> str:
        return (words(controls_tab) + table(controls_tab)).replace("\u00a0", " ")

    for seen_by_others in (workspace.projection_requested, workspace.reading_requested):
        controls_tab.unmasked.reveal(row.id)
        workspace.tasks.drain()
        assert "15 déc" in told()
        seen_by_others.emit(6)
        assert "15 déc" not in told()
    controls_tab.unmasked.reveal(row.id)
    controls_tab.unmasked.mask()  # before the journal answered
    workspace.tasks.drain()
    assert "15 déc" not in told() and not controls_tab.unmasked.any


def test_the_form_of_an_embargoed_control_opens_with_its_date_and_says_that_it_was_shown(
    workspace: Workspace, controls_tab: ControlsTab
) -> None:
    (row,) = (row for row in controls_tab.list.rows if row.hidden)
    controls_tab.list.want(row.id)
    controls_tab.edit()
    workspace.tasks.drain()
    workspace.tasks.drain()
    (dialog,) = controls_tab.window().findChildren(RecordDialog)
    assert dialog.form.value("day").isoformat() == "2026-12-15"
    assert controls_tab.unmasked.alone == {row.id}
    dialog.done(0)


def test_results_of_an_embargoed_control_keep_what_was_refused(workspace: Workspace, controls_tab: ControlsTab) -> None:
    (row,) = (row for row in controls_tab.list.rows if row.hidden)
    dialog = ResultsDialog(workspace, row, controls_tab.window())
    dialog.form.set_values({"checked": 5, "fine": 2})
    dialog.submit()
    workspace.tasks.drain()
    assert "n’est pas encore venu" in dialog.form.problem("day")
    assert (dialog.form.value("checked"), dialog.form.value("fine")) == (5, 2)
    dialog.done(0)


def test_a_theme_is_written_where_it_stands_and_a_refusal_keeps_it(
    workspace: Workspace, show: Show, qapp: QApplication
) -> None:
    tab = OutreachTab(workspace)
    show(tab, 1300, 700)
    tab.reload()
    workspace.tasks.drain()
    late: OutreachRow = next(row for row in tab.list.rows if row.state is OutreachState.LATE)
    other = next(row for row in tab.list.rows if row.id != late.id)
    tab.list.want(late.id)
    tab.themes.edit(None)
    (editor,) = tab.findChildren(ThemeEditor)
    editor.form.set_values(
        {"said": "La grille est cassée.", "done": "Voir Mme Zéphyrin, 06 12 34 56 78.", "published": True}
    )
    editor.save()
    workspace.tasks.drain()
    assert "ne peut pas figurer" in editor.form.problem("done")
    tab.list.want(other.id)
    assert "Zéphyrin" in tab.unsaved_text(), "another contact is shown, what was typed waits"
    tab.list.want(late.id)
    qapp.processEvents()  # what was laid out anew is shown
    assert editor.isVisibleTo(tab)
    editor.form.set_values({"done": "Réparée.", "answered_on": workspace.today}, force=True)
    editor.save()
    workspace.tasks.drain()
    workspace.tasks.drain()
    assert tab.unsaved_text() == ""
    kept = next(row for row in workspace.tasks.store.read(outreach.search, workspace.today) if row.id == late.id)
    assert [(theme.said, theme.published) for theme in kept.themes][-1] == ("La grille est cassée.", True)
    tab.reload()
    workspace.tasks.drain()
    assert any("La grille est cassée." in words(card) for card in tab.findChildren(ThemeCard))
