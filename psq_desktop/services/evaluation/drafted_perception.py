"""« Ressenti de la population »: survey waves, reception of victims, what residents raised and how soon they heard."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from psq_desktop.french import date_long, figure, percent, plural
from psq_desktop.models.fieldwork import OutreachAction, OutreachTheme
from psq_desktop.models.kinds import QuestionKind
from psq_desktop.services.evaluation import surveys
from psq_desktop.services.evaluation.note_rows import NoteFigure
from psq_desktop.services.evaluation.quarters import Draft, Quarter
from psq_desktop.services.evaluation.survey_rows import QuestionResult, WaveSheet
from psq_desktop.services.fieldwork import outreach, victims
from psq_desktop.services.fieldwork.victim_rows import mean_wait, total_share
from psq_desktop.services.words import word


def waves(quarter: Quarter) -> Iterator[Draft]:
    """What the surveys that ended in the quarter say, with their margin; the wave before when it may be compared."""
    for row in reversed(surveys.search(quarter.session, quarter.known)):
        if row.wave_id is None or not quarter.holds(row.ends_on):
            continue
        sheet = surveys.wave(quarter.session, row.wave_id)
        told = [result for result in sheet.results if result.headline is not None]
        if told:
            said = " ; ".join(f"« {each.question.text.rstrip(' .')} » : {_headline(each)}" for each in told)
            yield Draft(
                f"wave:{row.wave_id}",
                f"Enquête « {row.title} », vague {row.number} ({plural(row.answered or 0, 'réponse')}) : {said}."
                + (
                    " À comparer avec prudence à la vague précédente."
                    if sheet.cautions and (row.number or 1) > 1
                    else ""
                ),
                f"Enquête « {row.title} », vague {row.number}, {_how(sheet)}",
                (
                    NoteFigure("Réponses", row.answered or 0, "", _dates(sheet)),
                    *(_figure(each, sheet) for each in told),
                ),
            )


def _headline(result: QuestionResult) -> str:
    if result.question.kind is QuestionKind.SCORE:
        highest = result.question.highest
        return figure(round(result.headline or 0, 1), 1) + (f" sur {figure(highest)}" if highest is not None else "")
    share = (
        f"{percent((result.headline or 0) / 100)} répondent {' ou '.join(a.lower() for a in result.question.headline)}"
    )
    margin = result.margin
    return share + (f" (± {figure(round(margin, 1), 1)} points)" if margin is not None else "")


def _figure(result: QuestionResult, sheet: WaveSheet) -> NoteFigure:
    unit = "" if result.question.kind is QuestionKind.SCORE else "%"
    return NoteFigure(result.question.text, round(result.headline or 0, 1), unit, _dates(sheet))


def _how(sheet: WaveSheet) -> str:
    sampling = sheet.row.sampling
    return word(sampling).lower() if sampling is not None else ""


def _dates(sheet: WaveSheet) -> str:
    ends = sheet.row.ends_on
    return f"au {date_long(ends, weekday=False)}" if ends is not None else ""


def reception(quarter: Quarter) -> Iterator[Draft]:
    """What victims who were received think of it, and how long they waited."""
    rows = tuple(row for row in victims.search(quarter.session, quarter.as_of) if quarter.holds(row.month))
    share, asked = total_share(rows)
    wait = mean_wait(rows)
    received = sum(row.received for row in rows)
    told, figures = [], [quarter.figure("Personnes reçues", received)]
    if share is not None:
        given = plural(asked, "avis", "avis")
        told.append(f"{percent(share)} des {given} recueillis à l’accueil des victimes sont favorables")
        figures += (quarter.figure("Victimes satisfaites", round(100 * share, 1), "%"), quarter.figure("Avis", asked))
    if wait is not None:
        told.append(f"l’attente est de {figure(round(wait))} minutes en moyenne")
        figures.append(quarter.figure("Attente moyenne", round(wait, 1), "min"))
    if told:
        text = f"{' ; '.join(told)}, pour {plural(received, 'personne reçue', 'personnes reçues')}."
        provisional = " Chiffres provisoires." if any(row.provisional for row in rows) else ""
        yield Draft(
            "victims",
            text[:1].upper() + text[1:] + provisional,
            f"Accueil des victimes, {plural(len(rows), 'mois', 'mois')} du {quarter.label}",
            tuple(figures),
        )


def themes(quarter: Quarter) -> Iterator[Draft]:
    """What residents raised. In their words only what is already public."""
    query = select(OutreachTheme).join(OutreachAction).where(OutreachAction.cancelled.is_(False))
    raised = [theme for theme in quarter.session.scalars(query) if quarter.holds(theme.action.day)]
    if not raised:
        return
    codes = {row.id: f"{row.code}, {row.title}" for row in quarter.objectives}
    by_objective = Counter[str]()
    for theme in raised:
        if theme.objective_id in codes:
            by_objective[codes[theme.objective_id]] += 1
    public = sorted((t for t in raised if t.published), key=lambda t: (-(t.times or 0), t.id))
    voices = f" ; le plus souvent : « {public[0].said.rstrip(' .')} »" if public else ""
    about = f" (d’abord pour l’objectif {by_objective.most_common(1)[0][0]})" if by_objective and not public else ""
    yield Draft(
        "themes",
        f"Les habitants ont soulevé {plural(len(raised), 'sujet')}{about}{voices}.",
        f"Contacts avec les habitants : sujets soulevés, {quarter.label}",
        (
            quarter.figure("Sujets soulevés", len(raised)),
            quarter.figure("Sujets qui ont une réponse", sum(t.answered_on is not None for t in raised)),
        ),
    )


def feedback(quarter: Quarter) -> Iterator[Draft]:
    """Whether residents heard within thirty days what became of what they raised, of subjects whose time is over."""
    query = select(OutreachTheme).join(OutreachAction).where(OutreachAction.cancelled.is_(False))
    raised = [each for each in quarter.session.scalars(query) if quarter.holds(each.action.day)]
    asked = [(_limit(each.action), each.answered_on) for each in raised]
    over = [(limit, told) for limit, told in asked if told is not None or limit < quarter.known]
    if over:
        in_time = sum(told is not None and told <= limit for limit, told in over)
        yield Draft(
            "feedback",
            f"{percent(in_time / len(over))} des sujets ont reçu une réponse dans les trente jours ({in_time} sur "
            f"{len(over)}).",
            f"Contacts avec les habitants : réponses connues {quarter.now}",
            (
                quarter.figure("Sujets à répondre", len(over)),
                quarter.figure("Réponses sous 30 jours", in_time),
            ),
        )


def _limit(action: OutreachAction) -> dt.date:
    return (action.ends_on or action.day) + outreach.ANSWER


RULES = (waves, reception, themes, feedback)
