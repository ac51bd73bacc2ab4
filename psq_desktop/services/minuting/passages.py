"""Every text of a document that people typed, and where it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from psq_desktop import richtext
from psq_desktop.services.deciding.register_rows import RegisterDocument, RegisterLine
from psq_desktop.services.evaluation.note_rows import QuarterlyDocument
from psq_desktop.services.evaluation.survey_rows import SurveyDocument
from psq_desktop.services.fieldwork.public_rows import PublicSheet
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import DecisionLine, MeetingDocument
from psq_desktop.services.minuting.personal_data import Passage
from psq_desktop.services.preparing.brief_rows import BriefDocument
from psq_desktop.services.preparing.dossier_rows import DossierDocument
from psq_desktop.services.preparing.summons_rows import SummonsDocument
from psq_desktop.services.reserves.roster_rows import RosterDocument, StatementDocument
from psq_desktop.services.steering.progress_rows import ObjectiveSheet, ProgressDocument

OfField = RosterDocument | StatementDocument | PublicSheet | QuarterlyDocument | SurveyDocument
Checked = (
    MeetingDocument | DossierDocument | RegisterDocument | SummonsDocument | BriefDocument | ProgressDocument | OfField
)


def passages(document: Checked, what: str = "minutes") -> Iterator[Passage]:
    """Every text of a document (« minutes », « decisions »…) that people typed.

    Those of an earlier meeting are of no item of this one; whom to ask, at its foot, is the secretariat's own.
    """
    if isinstance(document, DossierDocument):
        yield from _dossier(document)
    elif isinstance(document, SummonsDocument):
        yield from _summons(document)
    elif isinstance(document, RegisterDocument):
        for line in document.lines:
            yield from _register_line(line)
    elif isinstance(document, BriefDocument):
        yield from _brief(document)
    elif isinstance(document, ProgressDocument):
        for sheet in document.sheets:
            yield from _objective(sheet, what)
    elif isinstance(document, OfField):
        yield from (Passage(text, None, place) for text, place in _of_field(document))
    elif what == "attendance":
        yield Passage(document.place, None, "lieu")
    elif what == "decisions":
        numbers = {line.ref: item.number for item in document.items for line in item.decisions}
        yield from (_decision(line, numbers.get(line.ref)) for line in (*document.decisions, *document.follow_up))
        yield Passage(document.correction, None, "correction")
        yield Passage(document.place, None, "lieu")
    else:
        yield from _account(document)


def level_of(document: Checked) -> DisclosureLevel:
    """Of all that the document holds."""
    return document.level if isinstance(document, ProgressDocument) else document.disclosure


def _of_field(document: OfField) -> Iterator[tuple[str, str]]:
    """Roster and statement bear names on purpose; what is on the public sheet was checked when it was published."""
    if isinstance(document, QuarterlyDocument):
        yield from ((line.text, "note") for section in document.sections for line in section.lines)
    elif isinstance(document, SurveyDocument):
        yield _lines(document.title, document.note), "enquête"
        for wave in document.waves:
            groups = {line.group for result in wave.results for line in result.lines}
            asked = (result.question.text for result in wave.results)
            yield _lines(wave.note, wave.wording, *asked, *groups), f"vague {wave.row.number}"


def _dossier(document: DossierDocument) -> Iterator[Passage]:
    yield from _summons(document.summons)
    yield from (_decision(line, None) for line in document.meeting.follow_up)
    if document.previous is not None:
        place = f"séance n° {document.previous.number}"
        yield from (Passage(passage.text, None, place) for passage in _account(document.previous))
    if document.objectives is not None:
        yield from passages(document.objectives, "action-sheets")


def _summons(document: SummonsDocument) -> Iterator[Passage]:
    yield from (Passage(text, None, "") for text in (*document.paragraphs, *document.closing))
    yield from (Passage(_lines(item.title, item.rapporteur), item.number, "") for item in document.items)
    yield Passage(document.place, None, "lieu")


def _register_line(line: RegisterLine) -> Iterator[Passage]:
    ref = line.decision.ref
    yield _decision(line.decision, None)
    yield Passage(_lines(*(event.comment for event in line.events)), None, ref)
    yield Passage(_lines(line.objective_title, *(vote.subject for vote in line.votes)), None, ref)


def _account(document: MeetingDocument) -> Iterator[Passage]:
    seen = set()
    for item in document.items:
        yield Passage(_lines(item.title, item.rapporteur), item.number, "")
        yield Passage(richtext.to_plain(item.notes), item.number, "notes")
        yield Passage(_lines(*(vote.subject for vote in item.votes), *item.withdrawn), item.number, "")
        for line in item.decisions:
            seen.add(line.ref)
            yield _decision(line, item.number)
    for line in (*document.decisions, *document.follow_up):
        if line.ref not in seen:
            yield _decision(line, None)
    for observation in document.observations:
        yield Passage(_lines(observation.text, observation.answer), None, "observations")
    yield Passage(document.correction, None, "correction")
    yield Passage(_lines(document.place, document.next_meeting.place if document.next_meeting else ""), None, "lieu")


def _decision(line: DecisionLine, number: int | None) -> Passage:
    return Passage(_lines(line.text, line.proof, line.comment, line.item, *line.dissents), number, line.ref)


def _brief(document: BriefDocument) -> Iterator[Passage]:
    yield from (Passage(_lines(each.title, each.presenter, each.objective), each.number, "") for each in document.items)
    yield from (Passage(matter.subject, matter.item, matter.source) for matter in document.matters)
    yield from (Passage(late.text, None, late.source) for late in document.late)
    yield from (Passage(thanks.text, None, thanks.source) for thanks in document.thanks)
    yield from (Passage(_lines(each.text, each.proof), None, each.ref) for each in document.drafts)
    yield from (Passage(each.title, None, f"objectif {each.code}") for each in document.outlooks)
    yield Passage(document.place, None, "lieu")


def _objective(sheet: ObjectiveSheet, what: str) -> Iterator[Passage]:
    """The matrix prints titles alone; the dashboard no account of the situation."""
    place = f"objectif {sheet.row.code}"
    texts = [sheet.row.title, sheet.row.short_title]
    if what != "matrix":
        for promise in sheet.commitments:
            texts += (promise.text, promise.means, promise.proof, promise.comment)
        for step in sheet.measures:
            texts += (step.text, step.proof, step.comment)
        for indicator in sheet.indicators:
            texts += (indicator.title, indicator.source, *(reading.comment for reading in indicator.readings))
        texts += (each.comment for each in sheet.outlooks)
        texts += (text for each in sheet.supports for text in (each.text, each.answer))
    if what == "action-sheets":
        texts += (sheet.finding, sheet.public, sheet.success, sheet.brakes)
        texts += (each.text for each in sheet.decisions)
    yield Passage(_lines(*texts), None, place)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
