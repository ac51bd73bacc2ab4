"""A partner's workbook holds its own lines, what is known of them, and what changed since the last one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import db
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.objective import Commitment, Measure, Objective
from psq_desktop.services import partners
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.form_rows import FormField, FormRow, Shown
from psq_desktop.services.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    MeasureState,
    OutlookState,
    Period,
    ReadingStatus,
)
from psq_desktop.services.rounds import campaigns, form_changes, partner_forms
from psq_desktop.services.steering import commitments, indicators, measures, objectives
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.rounds.collected import forms, opened, prepared, sent, words

OWNERS = {"IND": (Indicator, "provider_id"), "ENG": (Commitment, "partner_id"), "MES": (Measure, "owner_id"),
          "OBJ": (Objective, "pilot_id")}  # fmt: skip


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")


# ---------------------------------------------------------------- whose lines


def test_each_partner_has_as_many_lines_as_were_announced(demo_database: db.Database) -> None:
    announced = {p.id: p.rows for p in demo_database.read(campaigns.propose, TODAY).partners}
    campaign = opened(demo_database)
    prepared(demo_database, campaign)
    assert {key: len(form.rows) for key, form in forms(demo_database, campaign).items()} == announced
    assert len(announced) == 16 and sum(announced.values()) > 100


def test_a_workbook_holds_only_lines_of_its_partner(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    prepared(demo_database, campaign)
    for partner, form in forms(demo_database, campaign).items():
        assert {demo_database.read(_owner, row.ref) for row in form.rows} == {partner}


def _owner(session: Session, ref: str) -> int:
    kind, _, key = ref.partition("-")
    table, column = OWNERS[kind]
    return int(getattr(session.get_one(table, int(key)), column))


def test_a_workbook_says_no_word_of_another_partners_share(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    prepared(demo_database, campaign)
    shares = demo_database.read(lambda session: session.execute(select(Commitment.partner_id, Commitment.text)).all())
    for partner, form in forms(demo_database, campaign).items():
        shown = words(form)
        assert [text for owner, text in shares if owner != partner and text in shown] == []


def test_lines_stand_by_objective_then_outlook_figures_commitments_measures(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    prepared(demo_database, campaign)
    kinds = ["OBJ", "IND", "ENG", "MES"]
    for form in forms(demo_database, campaign).values():
        keys = [([int(n) for n in row.code.split(".")], kinds.index(row.ref[:3])) for row in form.rows]
        assert keys == sorted(keys)


def test_what_is_given_up_or_done_is_not_asked(made: Made) -> None:
    kept, dropped = (made.base.write(commitments.create, made.objective, made.helper, t).result for t in ("A", "B"))
    made.base.write(commitments.set_state, kept, CommitmentState.KEPT, TODAY)
    made.base.write(commitments.set_state, dropped, CommitmentState.ABANDONED, TODAY, "Sans objet")
    planned, done = (
        made.base.write(measures.create, made.objective, t, owner_id=made.helper).result for t in ("C", "D")
    )
    made.base.write(measures.set_state, done, MeasureState.DONE, TODAY)
    campaign = opened(made.base)
    prepared(made.base, campaign)
    form = forms(made.base, campaign)[made.helper]
    assert [row.ref for row in form.rows] == [f"ENG-{kept}", f"MES-{planned}"]


def test_a_restricted_objective_is_asked_only_when_the_round_says_so(made: Made) -> None:
    secret = made.base.write(objectives.create, made.axis, "Sous embargo", pilot_id=made.helper).result
    made.base.write(objectives.set_field, secret, "disclosure", DisclosureLevel.RESTRICTED)
    made.base.write(commitments.create, made.objective, made.helper, "Aider")
    usual, whole = opened(made.base), opened(made.base, objective_ids=[made.objective, secret])
    for campaign in (usual, whole):
        prepared(made.base, campaign)
    assert "Sous embargo" not in words(forms(made.base, usual)[made.helper])
    assert forms(made.base, usual)[made.helper].disclosure == "Partenaires"
    assert "Sous embargo" in words(forms(made.base, whole)[made.helper])
    assert forms(made.base, whole)[made.helper].disclosure == "Restreint"
    assert forms(made.base, whole)[made.pilot].disclosure == "Partenaires"  # it has no line there


# ---------------------------------------------------------------- what is known and asked


def indicator_row(made: Made, indicator: int, today: dt.date = TODAY) -> FormRow:
    campaign = opened(made.base, today=today)
    prepared(made.base, campaign, today)
    row = forms(made.base, campaign)[made.helper].row(f"IND-{indicator}")
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("period", "reported", "asked", "label"),
    [
        (Period.MONTH, None, "2026-10-31", "Mesure, oct. 2026"),
        (Period.MONTH, dt.date(2026, 10, 31), "2026-11-30", "Mesure, nov. 2026"),
        (Period.QUARTER, None, "2026-09-30", "Mesure, T3 2026"),
        (Period.YEAR, None, "2025-12-31", "Mesure, 2025"),
        (Period.ONCE, None, "2026-11-22", "Mesure"),
    ],
)
def test_the_period_asked_is_the_last_one_without_a_reading(
    made: Made, period: Period, reported: dt.date | None, asked: str, label: str
) -> None:
    indicator = made.indicator(provider_id=made.helper, period=period)
    if reported:
        made.reading(indicator, reported, 7.0)
    row = indicator_row(made, indicator)
    assert row.fields["value"].asked == asked
    assert (row.fields["value"].sent, row.fields["value"].filled) == (None, False)
    assert plain(row.label) == plain(row.shown["indicator"].value) == label


@pytest.mark.parametrize(
    ("period", "said"), [(Period.MONTH, "Votre relevé"), (Period.QUARTER, "Votre relevé (période en cours)")]
)
def test_a_period_that_is_not_over_by_the_due_day_is_said_to_be_under_way(
    made: Made, period: Period, said: str
) -> None:
    indicator = made.indicator(provider_id=made.helper, period=period)
    made.reading(indicator, {Period.MONTH: dt.date(2026, 10, 31), Period.QUARTER: dt.date(2026, 9, 30)}[period], 7.0)
    assert indicator_row(made, indicator).shown["share"].under == said


def test_a_figure_shows_its_last_value_and_target_as_numbers(made: Made) -> None:
    indicator = made.indicator(
        provider_id=made.helper, unit="%", decimals=1, baseline=10.0, target=90.0, direction=Direction.UP
    )
    made.reading(indicator, dt.date(2026, 9, 30), 33.5)
    made.reading(indicator, dt.date(2026, 10, 31), 35.0)
    shown = indicator_row(made, indicator).shown
    assert (shown["last"].value, shown["last"].unit, shown["last"].decimals) == (35.0, "%", 1)
    assert plain(shown["last"].under) == "oct. 2026"  # the period asked for is November
    assert (shown["target"].value, shown["target"].unit) == (90.0, "%")


@pytest.mark.parametrize(
    ("status", "shown"), [(ReadingStatus.NONE, "néant"), (ReadingStatus.NOT_APPLICABLE, "non concerné")]
)
def test_nothing_to_report_is_shown_in_words_never_as_zero(made: Made, status: ReadingStatus, shown: str) -> None:
    from psq_desktop.services.steering import readings

    indicator = made.indicator(provider_id=made.helper)
    made.base.write(readings.record, indicator, readings.Draft(dt.date(2026, 10, 31), status=status), TODAY)
    assert indicator_row(made, indicator).shown["last"] == Shown(shown, under="oct.\u00a02026", strong=True)


def test_zero_is_a_value(made: Made) -> None:
    indicator = made.indicator(provider_id=made.helper)
    made.reading(indicator, dt.date(2026, 10, 31), 0.0)
    assert indicator_row(made, indicator).shown["last"].value == 0.0


def test_levels_are_shown_by_name(made: Made) -> None:
    indicator = made.indicator(
        provider_id=made.helper, direction=Direction.ORDINAL, levels="Mauvais\nMoyen\nBon", target=3.0
    )
    made.reading(indicator, dt.date(2026, 10, 31), 2.0)
    row = indicator_row(made, indicator)
    assert (row.shown["last"].value, row.shown["target"].value) == ("Moyen", "Bon")
    assert row.fields["value"].levels == ("Mauvais", "Moyen", "Bon")


def test_a_reading_that_exists_already_for_the_period_asked_is_what_was_sent(made: Made) -> None:
    indicator = made.indicator(provider_id=made.helper)
    made.reading(indicator, dt.date(2026, 10, 31), 4.0)
    made.reading(indicator, dt.date(2026, 11, 20), 5.0, comment="Provisoire")
    row = indicator_row(made, indicator)
    assert (row.fields["value"].asked, row.fields["value"].sent) == ("2026-11-30", 5.0)
    assert row.fields["comment"].sent == "Provisoire"


def test_readings_reported_after_the_day_are_not_known(made: Made) -> None:
    indicator = made.indicator(provider_id=made.helper)
    made.reading(indicator, dt.date(2026, 10, 31), 4.0, today=TODAY)
    row = indicator_row(made, indicator, today=dt.date(2026, 11, 2))
    assert (row.shown["last"].value, row.fields["value"].asked) == (None, "2026-10-31")


def test_states_are_shown_and_come_from_their_list(made: Made) -> None:
    share = made.base.write(commitments.create, made.objective, made.helper, "Aider", due=dt.date(2026, 6, 30)).result
    step = made.base.write(measures.create, made.objective, "Poser", owner_id=made.helper, milestone=True).result
    made.base.write(objectives.set_field, made.objective, "pilot_id", made.helper)
    campaign = opened(made.base)
    prepared(made.base, campaign)
    form = forms(made.base, campaign)[made.helper]
    outlook, eng, mes = (form.row(ref) for ref in (f"OBJ-{made.objective}", f"ENG-{share}", f"MES-{step}"))
    assert outlook and eng and mes
    told = [
        (row.fields["state"].sent, row.fields["state"].filled, row.fields["state"].choices)
        for row in (outlook, eng, mes)
    ]
    assert told == [(None, True, "outlook"), ("proposed", True, "commitment"), ("planned", True, "measure")]
    assert [code for code, _ in form.choices["outlook"]] == [
        s.value for s in OutlookState if s is not OutlookState.UNKNOWN
    ]
    assert dict(form.choices["commitment"])["in_progress"] == "En cours"
    assert plain(eng.shown["target"].value) == "30 juin 2026"
    assert [row.shown["indicator"].value for row in (outlook, eng, mes)] == [
        "Météo de l’objectif",
        "Engagement",
        "Jalon",
    ]
    assert mes.fields["on"] == FormField()


def test_the_latest_outlook_is_what_the_pilot_is_shown(made: Made) -> None:
    made.declare(OutlookState.SECURED, dt.date(2026, 9, 1))
    made.declare(OutlookState.COMPROMISED, dt.date(2026, 11, 1))
    campaign = opened(made.base)
    prepared(made.base, campaign)
    row = forms(made.base, campaign)[made.pilot].rows[0]
    assert (row.ref, row.fields["state"].sent) == (f"OBJ-{made.objective}", "compromised")


# ---------------------------------------------------------------- the words around


def test_the_words_around_the_table(demo_database: db.Database) -> None:
    campaign = opened(
        demo_database, due=dt.date(2026, 12, 4), reply_to="retours@exemple.invalid", contact="Mme X, 03 53"
    )
    prepared(demo_database, campaign)
    form = next(f for f in forms(demo_database, campaign).values() if "Habitat" in f.title)
    assert plain(form.title) == "Habitat du Détroit : à compléter"
    assert plain(form.subtitle) == (
        "Relevés · Préfecture du Pas-de-Calais, Sous-préfecture de Calais · "
        "Comité de suivi QRR, Beau-Marais / Centre-ville\n"
        "À renvoyer au plus tard le vendredi 4 décembre 2026 à retours@exemple.invalid. "
        "Remplissez seulement les cases jaunes, environ 20 minutes."
    )
    number = demo_database.read(campaigns.search, TODAY)[0].number
    assert (form.mark, form.reference, form.disclosure) == ("DONNÉES FICTIVES", f"envoi {number}/HD", "Partenaires")
    assert len(form.guide) == 10 and "retours@exemple.invalid au plus tard le" in form.guide[-1]
    told = " ".join(form.guide)
    assert all(text in told for _, text in partner_forms.CHOICES["outlook"]) and "Relevée le" in told
    assert plain(form.question).startswith("Une question ? Mme X, 03 53. ")


def test_without_an_address_nothing_says_where_to_send(made: Made) -> None:
    campaign = opened(made.base)
    prepared(made.base, campaign)
    form = forms(made.base, campaign)[made.pilot]
    assert form.subtitle.startswith("Relevés · Comité, Quartier\nÀ renvoyer")
    assert " à ." not in form.subtitle and "décembre 2026. " in plain(form.subtitle)
    assert form.question == "Ce classeur ne contient aucune macro." and form.mark == ""


def test_braces_in_names_do_no_harm(made: Made) -> None:
    made.base.write(partners.rename, made.pilot, "Ville {due} {0}", "VI", None)
    campaign = opened(made.base, "{campagne} {", contact="{address}", reply_to="a{b}@c")
    prepared(made.base, campaign)
    assert forms(made.base, campaign)[made.pilot].title.startswith("Ville {due} {0}")


def test_a_partner_is_called_as_on_the_day_of_its_workbook(made: Made) -> None:
    made.base.write(partners.rename, made.pilot, "Métropole", "ME", dt.date(2026, 12, 1))
    before, after = opened(made.base), opened(made.base, today=dt.date(2026, 12, 2))
    prepared(made.base, before)
    prepared(made.base, after, dt.date(2026, 12, 2))
    titles = [plain(forms(made.base, campaign)[made.pilot].title) for campaign in (before, after)]
    assert titles == ["Ville : à compléter", "Métropole : à compléter"]


def test_a_form_is_read_back_as_it_was_written(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    prepared(demo_database, campaign)
    found = forms(demo_database, campaign)
    assert all(form_rows.load(form_rows.dump(form)) == form for form in found.values())


# ---------------------------------------------------------------- what changed since


FIELD = FormField(unit="min", decimals=0)


def row_with(told: dict[str, Any], field: FormField = FIELD, state: str = "") -> FormRow:
    fields = {"value": field, "state": FormField(choices=state)} if state else {"value": field}
    return FormRow("IND-1", "1.1", "", {}, fields, told)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({}, {}, "–"),
        ({"target": 4.0}, {"target": 3.0}, "Cible ramenée de 4 à 3 min"),
        ({"target": 3.0}, {"target": 4.5}, "Cible portée de 3 à 4,5 min"),
        ({"target": None}, {"target": 4.0}, "Cible fixée à 4 min"),
        ({"target": 4.0}, {"target": None}, "Cible retirée"),
        ({"due": "2026-12-31"}, {"due": "2027-06-30"}, "Échéance repoussée au 30 juin 2027"),
        ({"due": "2027-06-30"}, {"due": "2027-01-01"}, "Échéance avancée au 1er janvier 2027"),
        ({"due": None}, {"due": "2027-01-31"}, "Échéance fixée au 31 janvier 2027"),
        ({"due": "2027-01-31"}, {"due": None}, "Échéance retirée"),
        ({"title": "A"}, {"title": "B"}, "Intitulé reformulé"),
        ({"objective": "A"}, {"objective": "B"}, "Objectif reformulé"),
        ({"unit": "min"}, {"unit": "j"}, "Unité changée"),
        ({"last": 7.0, "last_on": "2026-10-31"}, {"last": 8.0, "last_on": "2026-11-30"}, "–"),
        ({"last": 7.0, "last_on": "2026-10-31"}, {"last": 8.0, "last_on": "2026-10-31"},
         "Dernière valeur corrigée : 8 min au lieu de 7 min"),
        ({"target": 4.0, "due": "2026-12-31"}, {"target": 3.0, "due": "2027-06-30"},
         "Cible ramenée de 4 à 3 min ; échéance repoussée au 30 juin 2027"),
    ],
)  # fmt: skip
def test_a_line_tells_what_changed(before: dict[str, Any], now: dict[str, Any], told: str) -> None:
    previous = _form_of(row_with(before))
    assert plain(form_changes.told(row_with(now), previous, partner_forms.CHOICES)) == told


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("proposed", "accepted", "État passé de « Proposé » à « Accepté »"),
        ("accepted", "accepted", "–"),
        ("in_progress", "kept", "Engagement tenu : plus rien à saisir, sauf correction"),
        ("kept", "kept", "Engagement tenu : plus rien à saisir, sauf correction"),
        ("kept", "in_progress", "État passé de « Tenu » à « En cours »"),
    ],
)
def test_a_commitment_tells_its_new_state(before: str, now: str, told: str) -> None:
    previous = _form_of(row_with({"state": before}, state="commitment"))
    row = row_with({"state": now}, state="commitment")
    assert plain(form_changes.told(row, previous, partner_forms.CHOICES)) == told


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, "secured", "Météo : « Sécurisé »"),
        ("secured", "compromised", "Météo passée de « Sécurisé » à « Compromis »"),
        ("secured", None, "–"),
    ],
)
def test_a_pilot_reads_its_new_outlook(before: str | None, now: str | None, told: str) -> None:
    previous = _form_of(row_with({"state": before}, state="outlook"))
    row = row_with({"state": now}, state="outlook")
    assert plain(form_changes.told(row, previous, partner_forms.CHOICES)) == told


def test_a_first_workbook_and_a_new_line_say_so() -> None:
    row = row_with({})
    assert form_changes.told(row, None, partner_forms.CHOICES) == "Premier envoi"
    assert form_changes.told(row, _form_of(), partner_forms.CHOICES) == "Nouvelle ligne"


def test_a_target_in_levels_is_told_by_name() -> None:
    field = FormField(levels=("Mauvais", "Bon"))
    previous = _form_of(row_with({"target": 1.0}, field))
    told = form_changes.told(row_with({"target": 2.0}, field), previous, partner_forms.CHOICES)
    assert plain(told) == "Cible portée de « Mauvais » à « Bon »"


def _form_of(*rows: FormRow) -> form_rows.Form:
    return form_rows.Form("E-1", "", "", "", "", "", "", partner_forms.COLUMNS, partner_forms.CHOICES, rows, (), "")


def test_changes_are_told_from_the_last_workbook_that_went_out(made: Made) -> None:
    indicator = made.indicator(provider_id=made.helper, baseline=10.0, target=4.0, direction=Direction.DOWN)
    first = opened(made.base)
    sent(made.base, first)
    assert _changes(made, first, indicator) == "Premier envoi"
    made.base.write(indicators.set_field, indicator, "target", 3.0)
    never_sent = opened(made.base)
    prepared(made.base, never_sent)
    made.base.write(indicators.set_field, indicator, "target", 2.0)
    third = opened(made.base)
    prepared(made.base, third)
    assert _changes(made, third, indicator) == "Cible ramenée de 4 à 2"


def _changes(made: Made, campaign: int, indicator: int) -> str:
    row = forms(made.base, campaign)[made.helper].row(f"IND-{indicator}")
    assert row is not None
    return plain(row.shown["changes"].under)
