"""A partner's workbook: its own rows, yellow cells to fill in, and the code by which it is known when it returns."""

from __future__ import annotations

from datetime import date

from psq_desktop.exports.xlsx import looks
from psq_desktop.exports.xlsx.form import form_workbook
from psq_desktop.services.forms.form_rows import Form

_LOOKS = {**looks.OUTLOOKS, **looks.MEASURES, **looks.COMMITMENTS}
_AUTHOR = "Concertation"


def workbook(form: Form, issued: date) -> bytes:
    """The workbook of a form, also of one sent back with what is to be corrected. Raises ``disk_full``."""
    return form_workbook(form, issued, _LOOKS, _AUTHOR)
