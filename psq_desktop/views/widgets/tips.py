"""Tooltips for what users typed."""

from __future__ import annotations

from html import escape


def plain(text: str) -> str:
    """The text as a tooltip that shows it letter for letter.

    Qt takes a tooltip with a tag for HTML, and would load the pictures it names: « <b> » is text here.
    """
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text
