"""What can go wrong around a meeting: summons, room, minutes, search."""

from __future__ import annotations

# code -> cause and remedy; a sentence may name the error's parameters
MEETING_ERRORS: dict[str, str] = {
    "brief_is_restricted": "La note pour la présidence n’existe qu’en version « restreinte » : elle réunit des faits qui "
    "ne sortent pas du secrétariat. Aucun fichier n’a été écrit : retirez --disclosure.",
    "search_lags": "Les textes de la base sont saufs, mais l’index de recherche ne leur correspond plus : il est fait à "
    "partir d’eux. La commande « migrate » le refait.",
    "meeting_running": "La séance n° {number} est ouverte : elle ne peut pas être supprimée. Ouverte par erreur, "
    "annulez d’abord son ouverture (Ctrl+Z).",
    "notes_changed": "Les notes du point « {title} » ont changé pendant que vous les écriviez. Rien n’est remplacé : "
    "votre texte reste dans l’éditeur. Revenez à ce point et choisissez quelle version garder.",
    "observations_closed": "Le compte rendu de la séance n° {number} n’est pas soumis aux membres : une observation se "
    "note entre sa diffusion et son approbation. Pour un texte déjà approuvé, corrigez-le ou dites-le à la séance "
    "suivante.",
    "answers_closed": "Le compte rendu de la séance n° {number} est approuvé : les réponses aux observations ne "
    "changent plus. Pour y revenir, corrigez-le avec un motif.",
    "correction_needed": "Le compte rendu de la séance n° {number} est validé. "
    "Pour le reprendre, choisissez « Corriger » et dites pourquoi : une nouvelle version commence.",
    "not_validated": "Le compte rendu de la séance n° {number} n’est pas encore validé : corrigez-le directement.",
    "personal_data": "Ce document contient peut-être des données personnelles ({count} passages signalés). "
    "Corrigez les textes, ou donnez le motif pour lequel il sort quand même.",
    "no_seats": "La séance n° {number} n'a aucun participant : personne à convoquer. Ajoutez d'abord ses participants.",
    "summons_not_sent": "Aucune convocation n'est partie pour {name} : marquez-la d'abord envoyée.",
    "hidden_decisions": "Ce qui est choisi relève d'un point restreint et n'est pas montré dans la version « {version} ». Ouvrez l'aperçu (Ctrl+P) et choisissez une version plus complète.",
    "no_meeting_coming": "Aucune séance n'est en cours ni à venir. Créez-en une : Ctrl+N dans « Séances ».",
}

# code -> what is wrong with one field
MEETING_PROBLEMS: dict[str, str] = {
    "quorum_range": "Le nombre de membres nécessaires va de 1 à {most}.",
    "days_range": "Le délai va de 1 à {longest} jours.",
    "advice_below_notice": "L'envoi conseillé précède le délai obligatoire, qui est de {days} j : indiquez-en autant ou davantage.",
    "notice_above_advice": "Le délai obligatoire ne dépasse pas l'envoi conseillé, qui est de {days} j. Changez d'abord celui-ci.",
    "hour_shape": "Heure illisible. Écrivez par exemple 9 h 30, ou 14h.",
    "postponed_to_past": "Cette date est déjà passée. Choisissez une date à venir.",
    "postponed_nowhere": "La séance est déjà prévue à ce moment. Choisissez une autre date, ou une autre heure.",
    "due_past": "Cette échéance est déjà passée. Choisissez une date à venir.",
    "none_postponed": "Rien n'a été reporté : {refs} sont closes, ou ont déjà une échéance aussi tardive. Choisissez une date plus lointaine.",
    "proxy_members_only": "Un pouvoir va d'un membre à un autre : un invité n'en donne ni n'en reçoit.",
    "proxy_to_oneself": "Un membre ne se donne pas pouvoir à lui-même. Choisissez quelqu'un d'autre.",
    "proxy_chain": "Un pouvoir ne se transmet pas : celui qui l'a donné n'en détient aucun. Choisissez quelqu'un d'autre.",
    "proxy_holder_away": "Ce membre n'est pas dans la salle et n'y est plus attendu. Choisissez quelqu'un d'autre, ou pointez d'abord sa présence.",
    "hands_range": "Le nombre de voix va de 0 à {most}.",
    "more_hands_than_voters": "Voix comptées : {hands}. Membres qui peuvent voter dans la salle, pouvoirs compris : {voters}. Recomptez, ou pointez d'abord les présences.",
    "ends_before_start": "La séance finirait avant d'avoir commencé. Corrigez l'une des deux heures.",
    "meeting_number_range": "Le numéro doit être compris entre 1 et {highest}.",
    "meeting_number_taken": "La séance n° {number} existe déjà ({date}). Choisissez un autre numéro.",
}
