"""The action sheets on paper: one page an objective, in versions and for one partner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from psq_desktop import db
from psq_desktop.exports import catalogue, objective_facts
from psq_desktop.services.facts import Gap
from psq_desktop.services.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    MeasureState,
    OutlookState,
    SupportState,
)
from psq_desktop.services.steering import progress
from psq_desktop.services.steering.progress_rows import ObjectiveSheet, SupportRow
from psq_desktop.wording import word
from tests.conftest import TODAY
from tests.exports import pdf_checks
from tests.exports.progress_documents import AS_OF, OTHER, PERSON, document, indicator, months, objective
from tests.exports.test_progress_pdf import LONG, bare, pages, pdf_of, plain, said, wordy

WHAT = "action-sheets"


def sheet(*readings: float | None, **more: object) -> ObjectiveSheet:
    """An objective of one indicator."""
    return objective(1, "2.1", (indicator(11, 1, *months(11, *readings), **more),))


def support(**more: object) -> SupportRow:
    row = SupportRow(
        1, 1, 1, "Ville de Calais", None, "", "Une date ferme du fournisseur.", AS_OF, date(2026, 12, 10), None,
        SupportState.ASKED, "",
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


@cache
def outline(content: bytes) -> list[tuple[str, list[str]]]:
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as found:
        return [(plain(item.title), [plain(kid.title) for kid in item.children]) for item in found.root]


# ---------------------------------------------------------------- the booklet


def test_every_objective_of_the_demonstration_is_told_on_one_page(demo_database: db.Database) -> None:
    made = demo_database.read(progress.compose, TODAY)
    content = catalogue.render(WHAT, ".pdf", made)
    cover, *rest = pages(content)
    assert len(rest) == len(made.sheets)
    for text, own in zip(rest, made.sheets, strict=True):
        row = own.row
        assert f"FA-{row.code} Diffusion : partenaires Données arrêtées au 22 novembre 2026" in text
        assert f"{row.code} {plain(row.title)}" in text and f"{row.code} {plain(row.title)}" in cover
        assert word(row.outlook) in text and plain(row.pilot) in text
        for written in (own.finding, own.success, own.brakes, own.public):
            assert all(plain(part) in text for part in plain(written).split(". "))
        for c in own.commitments:
            assert plain(c.text) in text and plain(c.referent) in text and word(c.state) in text
        for m in own.measures:
            assert plain(m.text) in text
            assert (plain(objective_facts.lateness(m)) or word(m.state)) in text
        for i in own.indicators:
            assert plain(i.title) in text
            assert plain(objective_facts.value_text(i, i.target, TODAY)) in text


def test_bookmarks_lead_to_every_objective(demo_database: db.Database) -> None:
    made = demo_database.read(progress.compose, TODAY)
    ((title, children),) = outline(catalogue.render(WHAT, ".pdf", made))
    assert title == "Fiches-actions"
    assert children == [f"{s.row.code} {plain(s.row.title)}" for s in made.sheets]


def test_one_objective_is_a_document_of_its_own() -> None:
    content = catalogue.render(WHAT, ".pdf", document(sheet(30.0)))
    (text,) = pages(content)
    assert "FA-2.1 Diffusion : partenaires" in text
    ((title, _),) = outline(content)
    assert title == "2.1 Objectif 2.1"


def test_a_partner_has_its_objectives_and_its_own_share_first(demo_database: db.Database) -> None:
    whole = demo_database.read(progress.compose, TODAY)
    partner = next(p for p in whole.matrix.partners if p.acronym == "VC")
    made = demo_database.read(progress.compose, TODAY, partner_id=partner.id)
    cover, *rest = pages(catalogue.render(WHAT, ".pdf", made))
    assert f"Fiches-actions : {partner.name}" in cover
    assert 0 < len(made.sheets) < len(whole.sheets)
    assert [s.row.code for s in made.sheets] == [s.row.code for s in whole.sheets if partner.id in s.row.partner_ids]
    for text, own in zip(rest, made.sheets, strict=True):
        mine = [c for c in own.commitments if c.partner_id == partner.id]
        assert text.count("votre engagement") == len(mine)
        others = [text.index(plain(c.text)) for c in own.commitments if c.partner_id != partner.id]
        assert all(text.index(plain(c.text)) < min(others, default=len(text)) for c in mine)


def test_without_objectives_a_sentence_says_so() -> None:
    assert "Aucun objectif à cette date, dans cette version." in said(WHAT, document())
    assert "Aucun objectif de Habitat du Détroit" in said(WHAT, replace(document(), partner=OTHER))


def test_120_objectives_keep_their_references() -> None:
    texts = pages(pdf_of(WHAT, "many"))
    assert f"Page {len(texts)} sur {len(texts)}" in texts[-1]
    assert "FA-1.1 " in next(text for text in texts if "Fiche-action · axe 1" in text)
    assert "FA-8.15 " in texts[-1]


# ---------------------------------------------------------------- one sheet


def test_a_bare_objective_says_what_is_missing() -> None:
    (text,) = pages(pdf_of(WHAT, "bare"))
    for words in ("Pilote à désigner", "à fixer – à fixer", "Non renseigné", "Aucun indicateur ne mesure encore"):
        assert words in text
    assert "Engagements" not in text and "Mesures" not in text and bare().commitments == ()


def test_long_texts_go_on_without_losing_a_word() -> None:
    text = " ".join(pages(pdf_of(WHAT, "wordy"))).replace("Sous-préfecture", "")
    for part in (wordy().finding, wordy().success, wordy().brakes, wordy().commitments[0].text):
        assert text.count("46 occupations, 12 jours, 57 % des appels") >= part.count("46 occupations")
    assert text.count("Fiche-action") == 2
    assert LONG.count("constat") * 14 <= text.count("constat")


def test_gap_is_explained_with_its_figures_and_limit() -> None:
    own = sheet(30.0)
    text = said(WHAT, document(replace(own, row=replace(own.row, progress=0.24, elapsed=0.65, gap=Gap(-41, 94)))))
    assert "Écart à expliquer : 41 points Avancement 24 %" in text
    assert "Hachuré : retard sur le temps écoulé (65 %). Seuil : 30 points." in text
    assert "Sans relevé depuis 94 jours Seuil : 90 jours." in text
    calm = replace(own, row=replace(own.row, gap=None))
    assert "Écart à expliquer" not in said(WHAT, document(calm))


def test_pilot_is_quoted_and_named_but_not_to_everybody() -> None:
    own = sheet(30.0)
    declared = replace(own.outlooks[0], comment="La baisse est nette.", on=date(2026, 11, 2))
    made = document(replace(own, outlooks=(declared,)))
    assert f"« La baisse est nette. » {PERSON}, le 2 novembre 2026." in said(WHAT, made)
    public = said(WHAT, replace(made, level=DisclosureLevel.PUBLIC))
    assert "« La baisse est nette. » Le 2 novembre 2026." in public
    assert "Quatremère" not in public and "Référent" not in public


def test_charts_tell_their_readings_and_the_third_indicator_is_a_row() -> None:
    three = tuple(indicator(10 + n, 1, *months(10 + n, 40.0, None, 30.0 + n), title=f"Mesure {n}") for n in range(1, 4))
    content = catalogue.render(WHAT, ".pdf", document(objective(1, "2.1", three)))
    with pikepdf.open(BytesIO(content)) as pdf:
        told = [plain(str(e.Alt)) for e in pdf_checks.tree(pdf) if pdf_checks.role(e) == "Figure"]
    assert [text.partition(".")[0] for text in told] == ["Mesure 1", "Mesure 2"]
    assert all("néant" in text for text in told)
    (text,) = pages(content)
    assert "Mesure 3 Baisse attendue 40 33 (oct. 2026) 20" in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"needed_per_period": 0.04, "reached": False}, "rythme nécessaire : +0,04 par mois"),
        ({"needed_per_period": -1.25, "reached": False}, "Baisse attendue · rythme nécessaire : −1,2 par mois"),
        ({"reached": True}, "Baisse attendue · cible atteinte"),
        ({"direction": Direction.NEUTRAL, "reached": None}, "Lecture neutre, sans jugement"),
        ({"direction": Direction.THRESHOLD, "at_most": True, "reached": False}, "Seuil à tenir, 20 au plus"),
    ],
)
def test_reading_direction_is_said(more: dict[str, object], words: str) -> None:
    assert words in said(WHAT, document(sheet(30.0, **more)))


def test_states_have_words_and_lateness_figures() -> None:
    own = sheet(30.0)
    commitments = tuple(
        replace(own.commitments[0], id=n, state=state, late_days=19 if state is CommitmentState.ACCEPTED else 0)
        for n, state in enumerate(CommitmentState)
    )
    measures = tuple(
        replace(own.measures[0], id=n, state=state, late_days=36 if state is MeasureState.IN_PROGRESS else 0)
        for n, state in enumerate(MeasureState)
    )
    text = " ".join(
        pages(catalogue.render(WHAT, ".pdf", document(replace(own, commitments=commitments, measures=measures))))
    )
    for words in ("Retard 19 j", "Retard 36 j", "Jalon. Poser les caméras", *map(word, CommitmentState), "Faite"):
        assert words in text


@pytest.mark.parametrize(
    ("state", "late", "told"),
    [
        (MeasureState.ABANDONED, 0, "Abandonnée : Le devis a doublé."),
        (MeasureState.IN_PROGRESS, 36, "Retard : Le devis a doublé."),
        (MeasureState.IN_PROGRESS, 0, ""),
        (MeasureState.DONE, 0, ""),
    ],
)
def test_a_step_late_or_given_up_has_its_reason(state: MeasureState, late: int, told: str) -> None:
    own = sheet(30.0)
    step = replace(own.measures[0], state=state, late_days=late, comment="Le devis\na doublé.")
    text = said(WHAT, document(replace(own, measures=(step,))))
    assert told in text and ("devis" in text) is bool(told)


@pytest.mark.parametrize("state", CommitmentState)
def test_a_promise_not_kept_has_its_reason(state: CommitmentState) -> None:
    own = sheet(30.0)
    broken = replace(own.commitments[0], state=state, comment="Le fournisseur a fait défaut.")
    told = f"{word(state)} : Le fournisseur a fait défaut." in said(WHAT, document(replace(own, commitments=(broken,))))
    assert told is (state in (CommitmentState.PARTIAL, CommitmentState.NOT_KEPT, CommitmentState.ABANDONED))


def test_everybody_who_takes_part_is_named_beside_the_pilot() -> None:
    own = sheet(30.0)
    proposed = replace(own.commitments[0], state=CommitmentState.PROPOSED)
    assert "Associés Police municipale, Habitat du Détroit Période" in said(
        WHAT, document(replace(own, associates=("Police municipale",), commitments=(proposed, proposed)))
    )


def test_progress_stands_against_time() -> None:
    own = sheet(30.0)
    text = said(WHAT, document(replace(own, row=replace(own.row, progress=0.44, elapsed=0.75))))
    assert "avancement 44 %, temps écoulé 75 %" in text


def test_requests_for_support_stand_out_until_they_are_answered() -> None:
    own = sheet(30.0)
    granted = support(id=2, asked_of_id=9, asked_of="DIPN 62", state=SupportState.GRANTED, answer="Accès ouvert.")
    passed_on = support(id=3, asked_of_id=9, asked_of="DIPN 62", escalated_on=AS_OF, text="Un renfort.")
    text = said(WHAT, document(replace(own, supports=(support(), granted, passed_on))))
    assert "Appui demandé à la présidence Ville de Calais, le 22 novembre 2026 : Une date ferme du fournisseur." in text
    assert "Attendu pour le 10 décembre 2026." in text
    assert text.count("Appui demandé à la présidence") == 2
    assert "Appui demandé à DIPN 62. Une date ferme du fournisseur. Accordé : Accès ouvert." in text


def test_restricted_sheets_are_marked_and_stay_below_their_level(demo_database: db.Database) -> None:
    made = {level: demo_database.read(progress.compose, TODAY, level) for level in DisclosureLevel}
    shown = {level: {sheet.row.code for sheet in composed.sheets} for level, composed in made.items()}
    assert shown[DisclosureLevel.PUBLIC] < shown[DisclosureLevel.PARTNERS] <= shown[DisclosureLevel.RESTRICTED]
    restricted = pages(catalogue.render(WHAT, ".pdf", made[DisclosureLevel.RESTRICTED]))
    assert all("RESTREINT" in text for text in restricted)


def test_public_sheets_of_the_demonstration_name_nobody(demo_database: db.Database) -> None:
    whole = demo_database.read(progress.compose, TODAY)
    people = {c.referent for s in whole.sheets for c in s.commitments}
    people |= {o.author for s in whole.sheets for o in s.outlooks}
    names = {person.split(" ", 1)[-1] for person in people if person.startswith(("M. ", "Mme "))}
    text = said(WHAT, demo_database.read(progress.compose, TODAY, DisclosureLevel.PUBLIC))
    assert len(names) > 10
    assert [name for name in names if plain(name) in text] == []


def test_outlook_states_have_their_own_marks() -> None:
    own = sheet(30.0)
    for state in OutlookState:
        text = said(WHAT, document(replace(own, row=replace(own.row, outlook=state, gap=None))))
        assert word(state) in text
