"""What the room did, in sentences: votes, disagreements, members who left for an item, quorum; and which version."""

from __future__ import annotations

from psq_desktop.french import date_long, number, plural, typeset
from psq_desktop.services.minuting.minutes_rows import ItemLine, MeetingDocument, VoteLine

NOT_REACHED = "Point non abordé."
_QUORUM_MISSED = "Le quorum n’était pas atteint à l’ouverture de ce point."


def vote_sentence(vote: VoteLine, *known: str) -> str:
    """« Vote à main levée (calendrier) : 9 pour, 1 contre, 1 abstention (11 votants). »

    The subject is left out when it is among what the reader has just read.
    """
    hands = (
        f"{number(vote.in_favour)} pour",
        f"{number(vote.against)} contre",
        plural(vote.abstained, "abstention"),
    )
    about = f" ({vote.subject})" if vote.subject not in known else ""
    return typeset(f"Vote à main levée{about} : {', '.join(hands)} ({plural(vote.voters, 'votant')}).")


def votes_of(item: ItemLine, ref: str = "") -> tuple[str, ...]:
    """What was voted on one decision of an item; without a reference, on none that stands under it."""
    texts = {line.ref: line.text for line in item.decisions}
    return tuple(
        vote_sentence(vote, "", item.title, ref, texts.get(ref, ""))
        for vote in item.votes
        if (vote.decision if vote.decision in texts else "") == ref
    )


def dissent_sentence(words: str) -> str:
    """« Désaccord consigné, Habitat du Détroit : délai trop court. »"""
    return typeset(f"Désaccord consigné, {words.removesuffix('.')}.")


def withdrawn_sentence(item: ItemLine) -> str:
    """« Sort pour ce point et ne prend pas part : Opale Mobilités. » Empty when everybody stayed."""
    if not item.withdrawn:
        return ""
    verb = "Sort pour ce point et ne prend" if len(item.withdrawn) == 1 else "Sortent pour ce point et ne prennent"
    return typeset(f"{verb} pas part : {' ; '.join(item.withdrawn)}.")


def remarks(item: ItemLine) -> tuple[str, ...]:
    """What stands before an item's notes: that nobody spoke of it, that too few were there, who went out."""
    said = (
        NOT_REACHED if item.not_reached else "",
        _QUORUM_MISSED if item.quorum_missed else "",
        withdrawn_sentence(item),
    )
    return tuple(filter(None, said))


def quorum_sentence(document: MeetingDocument) -> str:
    """« Quorum : 8 membres requis, 11 présents ou représentés à l’ouverture. » Empty when none is asked."""
    if document.quorum_needed is None or not document.held:
        return ""
    asked = f"{plural(document.quorum_needed, 'membre')} requis"
    came = f"{plural(document.quorum_counted, 'présent ou représenté', 'présents ou représentés')} à l’ouverture"
    missed = "" if document.quorum_counted >= document.quorum_needed else " ; il n’est pas atteint"
    return typeset(f"Quorum : {asked}, {came}{missed}.")


def version_sentence(document: MeetingDocument) -> str:
    """« Version 2, corrigée le 12 décembre 2026 : erreur de date au point 3. » Empty for the first."""
    if document.version < 2:
        return ""
    on = document.corrected_on or document.issued_on
    reason = f" : {document.correction.removesuffix('.')}" if document.correction else ""
    return typeset(f"Version {document.version}, corrigée le {date_long(on, weekday=False)}{reason}.")
