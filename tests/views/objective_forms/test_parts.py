"""Commitments, measures, requests for support, declared outlooks: each form against the base."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop import rules
from psq_desktop.services import partners
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.steering import outlooks
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views import theme
from psq_desktop.views.objective_forms import open_commitment, open_measure, open_outlook, open_support
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.objective_forms.outlook import OutlookDialog
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tokens import ThemeName
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.objective_forms.conftest import Fill, freed, sheet, submit


def ready(dialog: RecordDialog) -> None:
    dialog.workspace.tasks.drain()


# Commitments


def test_a_commitment_is_proposed_to_a_partner_with_its_referent(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = open_commitment(workspace, sheet(workspace, "4.1").row.id, None, window)
    ready(dialog)
    fill(dialog, "partner_id", "dipn")
    fill(dialog, "text", "Fournir une équipe par trimestre")
    fill(dialog, "due", "30/06/2027")
    submit(dialog)
    made = sheet(workspace, "4.1").commitments[-1]
    contacts = workspace.tasks.store.read(partners.sheet, made.partner_id, TODAY).contacts
    assert made.text == "Fournir une équipe par trimestre"
    assert made.referent_id == next(each.id for each in contacts if each.referent)
    assert freed(dialog)


@pytest.mark.parametrize(("text", "problem"), [("120", "0 à 100"), ("7,5", "entier"), ("-1", "0 à 100")])
def test_a_share_that_is_none_is_said_under_it(
    workspace: Workspace, window: QWidget, fill: Fill, text: str, problem: str
) -> None:
    found = sheet(workspace, "4.1")
    dialog = open_commitment(workspace, found.row.id, found.commitments[0].id, window)
    ready(dialog)
    fill(dialog, "share", text)
    submit(dialog)
    assert problem in dialog.form.problem("share")
    assert dialog.isVisible()
    fill(dialog, "share", "80")
    submit(dialog)
    assert sheet(workspace, "4.1").commitments[0].share == 80


def test_a_commitment_due_before_the_objective_starts_is_refused(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    found = sheet(workspace, "4.1")
    assert found.row.start is not None
    dialog = open_commitment(workspace, found.row.id, found.commitments[0].id, window)
    ready(dialog)
    assert dialog.changes() == {}
    fill(dialog, "due", f"{found.row.start - dt.timedelta(1):%d/%m/%Y}")
    submit(dialog)
    assert dialog.form.problem("due")


def test_an_unknown_partner_is_told_as_such_where_one_is_needed(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = open_commitment(workspace, sheet(workspace, "4.1").row.id, None, window)
    ready(dialog)
    fill(dialog, "text", "Sa part")
    fill(dialog, "partner_id", "Mairie")
    assert "Partenaire inconnu" in dialog.form.problem("partner_id")
    submit(dialog)
    assert dialog.isVisible()
    assert "Partenaire inconnu" in dialog.form.problem("partner_id")


# Measures


def test_a_measure_belongs_to_the_pilot_unless_another_is_named(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    found = sheet(workspace, "4.1")
    dialog = open_measure(workspace, found.row.id, None, window)
    ready(dialog)
    submit(dialog)
    assert dialog.form.problem("text")
    fill(dialog, "text", "Signer le protocole")
    submit(dialog)
    made = next(each for each in sheet(workspace, "4.1").measures if each.text == "Signer le protocole")
    assert (made.owner_id, made.milestone) == (found.row.pilot_id, False)


def test_a_measure_is_changed_in_one_step(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    found = sheet(workspace, "4.1")
    dialog = open_measure(workspace, found.row.id, found.measures[0].id, window)
    ready(dialog)
    assert dialog.changes() == {}
    fill(dialog, "proof", "Procès-verbal")
    fill(dialog, "owner_id", "parquet")
    fill(dialog, "comment", "Le texte est prêt.")
    submit(dialog)
    after = next(each for each in sheet(workspace, "4.1").measures if each.id == found.measures[0].id)
    assert (after.proof, after.owner, after.text, after.comment) == (
        "Procès-verbal", "Parquet de Boulogne-sur-Mer", found.measures[0].text, "Le texte est prêt.",
    )  # fmt: skip


# Support


def test_support_asked_of_nobody_goes_to_the_chair(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    found = sheet(workspace, "1.4")
    dialog = open_support(workspace, found.row.id, None, window)
    ready(dialog)
    fill(dialog, "text", "Fourrière disponible le samedi")
    submit(dialog)
    made = next(each for each in sheet(workspace, "1.4").supports if each.text.startswith("Fourrière"))
    assert (made.partner_id, made.asked_of_id, made.asked_on, made.escalated_on) == (
        found.row.pilot_id, None, TODAY, TODAY,
    )  # fmt: skip


def test_support_is_not_asked_of_oneself_nor_wanted_before_today(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = open_support(workspace, sheet(workspace, "1.4").row.id, None, window)
    ready(dialog)
    fill(dialog, "text", "Fourrière disponible le samedi")
    fill(dialog, "asked_of_id", "ville")
    submit(dialog)
    assert dialog.form.problem("asked_of_id")
    fill(dialog, "asked_of_id", "dipn")
    fill(dialog, "wanted_by", "01/01/2026")
    submit(dialog)
    assert dialog.form.problem("wanted_by")


# Outlooks


def declare(workspace: Workspace, window: QWidget, code: str) -> OutlookDialog:
    dialog = open_outlook(workspace, sheet(workspace, code).row.id, window)
    workspace.tasks.drain()
    return dialog


def said(dialog: OutlookDialog) -> str:
    return f"{dialog.effect.accessibleName()} {dialog.effect.accessibleDescription()}"


def gap_words(found: ObjectiveSheet) -> str:
    assert found.row.gap is not None
    return rules.gap_words(found.row.gap)


@pytest.mark.parametrize(
    ("code", "state", "words"),
    [("4.1", OutlookState.ATTAINABLE, "demeure"), ("4.1", OutlookState.COMPROMISED, "sera levée"),
     ("2.3", OutlookState.SECURED, "déclenchera"), ("1.1", OutlookState.SECURED, "Aucune alerte")],
)  # fmt: skip
def test_the_alert_that_an_outlook_raises_or_lifts_is_said_and_comes_true(
    workspace: Workspace, window: QWidget, code: str, state: OutlookState, words: str
) -> None:
    dialog = declare(workspace, window, code)
    dialog.outlook_field.cards[state].radio.click()
    foretold = said(dialog)
    assert words in foretold
    submit(dialog)
    after = sheet(workspace, code)
    assert after.row.outlook is state
    assert (after.row.gap is not None) is (words in ("demeure", "déclenchera"))
    if after.row.gap is not None:
        assert gap_words(after) in foretold


def test_an_outlook_is_signed_by_the_pilots_referent_and_dated_today(workspace: Workspace, window: QWidget) -> None:
    found = sheet(workspace, "4.1")
    dialog = declare(workspace, window, "4.1")
    contacts = workspace.tasks.store.read(partners.sheet, found.row.pilot_id, TODAY).contacts
    assert dialog.form.value("author") == next(each.display for each in contacts if each.referent)
    submit(dialog)
    made = sheet(workspace, "4.1").outlooks[0]
    assert (made.on, made.author) == (TODAY, dialog_author(contacts))


def dialog_author(contacts: tuple[partners.ContactRow, ...]) -> str:
    return next(each.display for each in contacts if each.referent)


@pytest.mark.parametrize(("text", "on"), [("2/11", dt.date(2026, 11, 2)), ("25/12", dt.date(2025, 12, 25)),
                                          ("hier", dt.date(2026, 11, 21))])  # fmt: skip
def test_a_day_without_a_year_is_one_that_has_come(
    workspace: Workspace, window: QWidget, fill: Fill, text: str, on: dt.date
) -> None:
    dialog = declare(workspace, window, "4.1")
    fill(dialog, "on", text)
    assert dialog.form.value("on") == on


def test_a_day_to_come_is_refused_under_its_field(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    dialog = declare(workspace, window, "4.1")
    fill(dialog, "on", "demain")
    submit(dialog)
    assert "pas encore venue" in dialog.form.problem("on")


def test_an_older_outlook_says_that_it_goes_into_the_history(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    before = sheet(workspace, "4.1")
    dialog = declare(workspace, window, "4.1")
    dialog.outlook_field.cards[OutlookState.COMPROMISED].radio.click()
    fill(dialog, "on", f"{before.outlooks[0].on - dt.timedelta(1):%d/%m/%Y}")
    assert "historique" in said(dialog)
    submit(dialog)
    after = sheet(workspace, "4.1")
    assert after.row.outlook is before.row.outlook
    assert len(after.outlooks) == len(before.outlooks) + 1


def test_a_click_anywhere_on_a_card_and_a_figure_choose_an_outlook(
    workspace: Workspace, window: QWidget, qtbot: QtBot
) -> None:
    dialog = declare(workspace, window, "4.1")
    card = dialog.outlook_field.cards[OutlookState.SUPPORT_NEEDED]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 8, card.height() - 8))
    assert dialog.outlook_field.state is OutlookState.SUPPORT_NEEDED
    qtbot.keyClick(dialog.outlook_field, Qt.Key.Key_4)
    assert dialog.outlook_field.cards[OutlookState.COMPROMISED].radio.isChecked()


def test_an_objective_without_outlook_starts_with_none_declared(workspace: Workspace, window: QWidget) -> None:
    found = sheet(workspace, "1.4")
    for each in found.outlooks:
        workspace.tasks.store.write(outlooks.remove, each.id)
    assert declare(workspace, window, "1.4").outlook_field.state is OutlookState.UNKNOWN


# Looks


@pytest.mark.parametrize(("name", "scale"), [("light", 1.0), ("dark", 1.4), ("contrast", 1.4)])
def test_every_control_has_a_name_and_no_word_is_cut(
    qapp: QApplication, workspace: Workspace, window: QWidget, name: ThemeName, scale: float
) -> None:
    theme.apply(qapp, name, scale)
    found = sheet(workspace, "4.1")
    key = found.row.id
    for dialog in (
        open_commitment(workspace, key, found.commitments[0].id, window),
        open_commitment(workspace, key, None, window),
        open_measure(workspace, key, None, window),
        open_support(workspace, key, None, window),
        open_outlook(workspace, key, window),
    ):
        ready(dialog)
        assert unnamed_controls(dialog) == []
        assert cut_texts(dialog) == []
        dialog.done(0)
