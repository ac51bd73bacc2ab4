"""What a meeting that was just closed still lacks, in words."""

from __future__ import annotations

from psq_desktop.french import plural
from psq_desktop.services.minutes import Check

_DECISIONS = (("no_pilot", "sans pilote"), ("no_due", "sans échéance"))


def missing(checks: tuple[Check, ...]) -> str:
    """One line per thing that is missing; empty when nothing is."""
    lines = [_attendance(int(check.subject)) for check in checks if check.code == "attendance_open"]
    for code, words in _DECISIONS:
        subjects = [check.subject for check in checks if check.code == code]
        if subjects:
            lines.append(f"{plural(len(subjects), 'décision')} {words} : {', '.join(subjects)}.")
    return "\n".join(lines)


def _attendance(count: int) -> str:
    words = "comptée absente" if count < 2 else "comptées absentes"
    return f"{plural(count, 'présence')} non pointée{'s' if count > 1 else ''}, {words} : à vérifier."
