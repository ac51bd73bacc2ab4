"""The workbook in which one reservist says its days: a row a day, no name anywhere. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from psq_desktop.french import WEEKDAYS, date_long, time_text, typeset
from psq_desktop.models.kinds import Availability, DisclosureLevel
from psq_desktop.services.forms.form_rows import Form, FormColumn, FormField, FormRow, Input, Scalar, Shown
from psq_desktop.services.reserves.days import DayState, Piece, Said
from psq_desktop.services.words import word, words

DAY, CHOICES = "JOU", "availability"
# Recognition tells mixed-up rows by these two keys.
WEEKDAY, DATE = "indicator", "share"
STATE, STARTS, ENDS, COMMENT, SAID = "state", "starts", "ends", "comment", "said"
COLUMNS = (
    FormColumn(WEEKDAY, "Jour", 12),
    FormColumn(DATE, "Date", 20),
    FormColumn(STATE, "Disponibilité", 17, Input.CHOICE, hint="Choisissez dans la liste. Vide : pas de réponse."),
    FormColumn(STARTS, "À partir de", 12, Input.TEXT, hint="Une heure : 9 h ou 14:30. Vide : dès minuit."),
    FormColumn(ENDS, "Jusqu'à", 12, Input.TEXT, hint="Une heure : 12 h ou 18:30. Vide : jusqu'à minuit."),
    FormColumn(
        COMMENT, "Commentaire", 46, Input.TEXT, hint="Lu à la réception, conservé nulle part. Ni motif, ni santé."
    ),
)  # fmt: skip
_ROW_HEIGHT = 26.5  # points: many days in sight
_NOTE = (
    "Une case vide veut dire « pas de réponse » : rien n'est effacé. Sans heures, votre réponse vaut pour la journée "
    "entière."
)
_GUIDE = (
    "La feuille « À compléter » a une ligne par jour demandé. Seules les cases jaunes sont à remplir.",
    "Choisissez « Disponible » ou « Indisponible » dans la liste qui s'ouvre par la flèche, à droite de la case.",
    "Si c'est pour quelques heures seulement, écrivez-les : 9 h ou 9:00 ; 14 h 30 ou 14:30. Sans heures, la réponse "
    "vaut pour la journée entière.",
    "Ce que vous aviez déjà dit est repris : corrigez-le, ou n'y touchez pas.",
    "Une case vide veut dire « pas de réponse » : rien n'est effacé. Si vous n'êtes plus libre un jour, écrivez-y "
    "« Indisponible ».",
    "N'écrivez jamais pourquoi vous êtes indisponible : personne n'a à le savoir. Le commentaire est lu à la "
    "réception et n'est conservé nulle part.",
    "Ce fichier ne porte que votre code, jamais votre nom. Vous pouvez le renommer, le filtrer, l'enregistrer avec "
    "LibreOffice. N'effacez aucune colonne.",
    "À renvoyer{address} au plus tard le {due}.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks, and who asks it. ``code`` is the reservist's, ``request`` the workbook's own."""

    request: str
    code: str
    first: dt.date
    last: dt.date
    due: dt.date
    asker: str
    address: str = ""
    contact: str = ""
    fictional: bool = False


def compose(asked: Asked, states: Sequence[DayState | None]) -> Form:
    """The workbook of a request; ``states`` are what is known of its days, in order."""
    until, to = date_long(asked.due), f" à {asked.address}" if asked.address else ""
    rows = tuple(_row(asked.first + place * dt.timedelta(1), state) for place, state in enumerate(states))
    plain = "Ce classeur ne contient aucune macro."
    return Form(
        dispatch=asked.request,
        reference=f"disponibilités {asked.code}",
        title=typeset(f"{asked.code} : vos disponibilités {period(asked.first, asked.last)}"),
        subtitle=typeset(
            f"{asked.asker}\nÀ renvoyer au plus tard le {until}{to}. Remplissez seulement les cases jaunes."
        ),
        mark="DONNÉES FICTIVES" if asked.fictional else "",
        note=typeset(_NOTE),
        disclosure=word(DisclosureLevel.RESTRICTED),
        columns=tuple(
            FormColumn(c.key, typeset(c.label), c.width, c.input, c.number, typeset(c.hint)) for c in COLUMNS
        ),
        choices={CHOICES: tuple((code.value, told) for code, told in words(Availability))},
        rows=rows,
        guide=tuple(typeset(line.format(due=until, address=to)) for line in _GUIDE),
        question=typeset(f"Une question ? {asked.contact}. {plain}") if asked.contact else plain,
        row_height=_ROW_HEIGHT,
    )


def period(first: dt.date, last: dt.date) -> str:
    """« du 1er au 31 décembre 2026 », « du 20 décembre 2026 au 3 janvier 2027 », « le 4 décembre 2026 »."""
    end = date_long(last, weekday=False)
    if first == last:
        return f"le {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"du {'1er' if first.day == 1 else first.day} au {end}"
    return f"du {date_long(first, weekday=False, year=first.year != last.year)} au {end}"


def day_of(ref: str) -> dt.date | None:
    """The day that a row's reference names."""
    kind, _, digits = ref.partition("-")
    if kind != DAY or len(digits) != 8:
        return None
    return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _row(day: dt.date, state: DayState | None) -> FormRow:
    weekday, on = WEEKDAYS[day.weekday()], date_long(day, weekday=False)
    piece = _told(state)
    partial = piece is not None and state is not None and not state.whole
    starts, ends = piece.hours if piece is not None and partial else (None, None)
    return FormRow(
        f"{DAY}-{day:%Y%m%d}", day.isoformat(), f"{weekday} {on}",
        {WEEKDAY: Shown(weekday), DATE: Shown(on, strong=True)},
        {
            STATE: _filled(piece.state.value if piece is not None else None, CHOICES),
            STARTS: _filled(time_text(starts) if starts is not None else None),
            ENDS: _filled(time_text(ends) if ends is not None else None),
            COMMENT: FormField(),
        },
        {SAID: said(state)},
    )  # fmt: skip


def _filled(sent: str | None, choices: str = "") -> FormField:
    return FormField(sent, filled=sent is not None, choices=choices)


def _told(state: DayState | None) -> Piece | None:
    """The part of a day that the row shows: the first one that holds what the day is."""
    return next((piece for piece in state.pieces if piece.state is state.state), None) if state is not None else None


# ---------------------------------------------------------------- a day as one value


def said(state: DayState | None) -> Scalar:
    """All that holds on a day, as one value to compare: « available 09:00-12:00 »."""
    if state is None:
        return None
    return "; ".join(_value(piece.state, *piece.hours) for piece in state.pieces)


def value(told: Said) -> str:
    """What an answer says of a day, as `said` would say it."""
    return _value(told.state, told.starts or dt.time(0), told.ends or dt.time(0))


def _value(state: Availability, starts: dt.time, ends: dt.time) -> str:
    whole = starts == ends == dt.time(0)
    return state.value if whole else f"{state.value} {starts:%H:%M}-{ends:%H:%M}"


def read(text: str) -> list[Said]:
    """What `said` or `value` wrote."""
    found = []
    for part in filter(None, text.split("; ")):
        state, _, hours = part.partition(" ")
        starts, _, ends = hours.partition("-")
        times = (dt.time.fromisoformat(starts), dt.time.fromisoformat(ends)) if hours else (None, None)
        found.append(Said(Availability(state), *times))
    return found
