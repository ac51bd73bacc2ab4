"""What is said of the drafts of a round: nothing has left yet."""

from __future__ import annotations

from psq_desktop import french
from psq_desktop.views.notice import Told
from psq_desktop.views.returns.sending import Written

_TO_SEND = "Rien n’est encore parti : ouvrez chaque brouillon (.eml), relisez-le, puis envoyez-le de votre messagerie."


def written(done: Written) -> Told:
    """Where the files are."""
    words = f"{done.words} dans « {done.folder.name or done.folder} »"
    replaced = french.plural(done.replaced, "fichier du même nom remplacé", "fichiers du même nom remplacés")
    more = (done.more, f"{replaced}." if done.replaced else "")
    return Told("success", words, " ".join(filter(None, (_TO_SEND, *more))), done.folder)
