"""The entry that a meeting becomes in its members' calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from psq_desktop.french import time_text, typeset
from psq_desktop.richtext import clean
from psq_desktop.services.preparing.summons_rows import SummonsDocument

PARIS = ZoneInfo("Europe/Paris")
USUAL_LENGTH = dt.timedelta(hours=2)  # of a meeting whose end nobody planned
_PRODUCER = "-//Concertation//Convocation//FR"


class _Text(vText):
    """A text as it was typed: the library takes a « \\N » in it, of a folder's name, for a line end."""

    def to_ical(self) -> bytes:
        told = re.sub(r"[\\;,]", r"\\\g<0>", self)
        return told.replace("\n", "\\n").encode()


def entry(document: SummonsDocument) -> bytes:
    """The bytes of an .ics file; the same document gives the same bytes.

    A meeting that moved keeps its ``UID`` under a higher ``SEQUENCE``: importing it again moves the entry. Without
    an hour it lasts the whole day.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    # People answer the e-mail, not their calendar program: PUBLISH offers the entry, while REQUEST would have each
    # program send an acceptance of its own to the organizer. PUBLISH demands one; without an address, no method.
    if document.contact_email:
        calendar.add("method", "PUBLISH")
    if document.starts is not None:
        calendar.add_component(_paris())
    calendar.add_component(_event(document))
    return bytes(calendar.to_ical())


def _event(document: SummonsDocument) -> Event:
    event = Event()
    event.add("uid", f"{document.uid}@concertation.invalid")
    event.add("sequence", document.sequence)
    event.add("dtstamp", dt.datetime.combine(document.issued_on, dt.time(), dt.UTC))
    starts, ends = _span(document)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", _Text(_line(f"{document.committee}, séance n° {document.number}")))
    if document.place:
        event.add("location", _Text(_line(document.place)))
    event.add("description", _Text(_description(document)))
    event.add("status", "CONFIRMED")
    if document.contact_email:
        organizer = vCalAddress(f"mailto:{document.contact_email}")
        if document.secretary:
            organizer.params["cn"] = vText(_line(document.secretary).replace('"', ""))
        event["organizer"] = organizer
    if document.starts is not None:
        event.add_component(_alarm(document))
    return event


def _paris() -> Timezone:
    """The hours of Paris, by the rule of the European directive 2000/84: short, and true as long as it stands."""
    zone = Timezone()
    zone.add("tzid", PARIS.key)
    for kind, name, since, month, hours in (
        (TimezoneDaylight, "CEST", dt.datetime(1996, 3, 31, 2), 3, (1, 2)),
        (TimezoneStandard, "CET", dt.datetime(1996, 10, 27, 3), 10, (2, 1)),
    ):
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", since)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", dt.timedelta(hours=hours[0]))
        part.add("tzoffsetto", dt.timedelta(hours=hours[1]))
        zone.add_component(part)
    return zone


def _span(document: SummonsDocument) -> tuple[Any, Any]:
    """Beginning and end: instants in Paris, or whole days."""
    if document.starts is None:
        return document.date, document.date + dt.timedelta(days=1)
    starts = dt.datetime.combine(document.date, document.starts, PARIS)
    if document.ends is not None and document.ends > document.starts:
        return starts, dt.datetime.combine(document.date, document.ends, PARIS)
    return starts, starts + USUAL_LENGTH


def _alarm(document: SummonsDocument) -> Alarm:
    """A reminder the day before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _Text(_line(f"{document.committee}, séance n° {document.number}")))
    alarm.add("trigger", dt.timedelta(days=-1))
    return alarm


def _description(document: SummonsDocument) -> str:
    """The titles of the agenda with their hours, and whom to answer."""
    lines = [document.notice, "Ordre du jour :" if document.items else ""]
    lines += [f"{time_text(item.starts) if item.starts else item.number} – {item.title}" for item in document.items]
    if document.contact_line:
        lines.append(f"Réponse et questions : {document.contact_line}")
    return "\n".join(_line(line) for line in lines if line)


def _line(text: str) -> str:
    return typeset(clean(text)).strip()
