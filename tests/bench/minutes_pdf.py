"""Minutes of fifty pages as a tagged PDF/A, against the same words by plain untagged reportlab: see `plain_pdf`."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from psq_desktop import french
from psq_desktop.exports import catalogue
from psq_desktop.exports.pdf import fonts
from tests.bench import long_minutes, plain_pdf
from tests.bench.measure import Ratio, compare, cpu_in_fork
from tests.exports import documents

ROUNDS = 8


def run() -> Ratio:
    """Each side in a child of its own: modules and fonts are loaded, but nothing of the text is known yet."""
    document = long_minutes.make()
    minutes = plain_pdf.prepare(document)
    catalogue.render("minutes", ".pdf", documents.MEETING)  # loads modules and fonts for both sides
    plain_pdf.render(plain_pdf.prepare(documents.MEETING))
    tagged, plain = _pages(catalogue.render("minutes", ".pdf", document)), _pages(plain_pdf.render(minutes))
    assert abs(tagged - plain) <= tagged / 10, f"{tagged} pages against {plain}"
    _forget()
    return compare(
        lambda: cpu_in_fork(lambda: catalogue.render("minutes", ".pdf", document)),
        lambda: cpu_in_fork(lambda: plain_pdf.render(minutes)),
        ROUNDS,
        f"{tagged} pages against {plain}",
    )


def _pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _forget() -> None:
    """Empty what counting the pages left in the caches of the words."""
    french.typeset.cache_clear()
    fonts.measure.cache_clear()
