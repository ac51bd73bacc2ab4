"""What was done, in French: as a noun for « Annuler : … », as a sentence for the list of recent work."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from psq_desktop import french
from psq_desktop.services.history import ChangeRow


class Phrase(NamedTuple):
    """An action as a noun; then with a verb, naming its object (``{}``); then when the journal names none."""

    noun: str
    named: str
    plain: str = ""  # the same as ``named`` when empty


PHRASES: dict[str, Phrase] = {
    "surveys.create": Phrase("création d’une enquête", "a créé l’enquête « {} »", "a créé une enquête"),
    "surveys.update": Phrase("modification d’une enquête", "a modifié l’enquête « {} »", "a modifié une enquête"),
    "surveys.remove": Phrase("suppression d’une enquête", "a supprimé l’enquête « {} »", "a supprimé une enquête"),
    "surveys.add_question": Phrase("ajout d’une question d’enquête", "a ajouté une question d’enquête"),
    "surveys.update_question": Phrase("modification d’une question d’enquête", "a modifié une question d’enquête"),
    "surveys.remove_question": Phrase("suppression d’une question d’enquête", "a supprimé une question d’enquête"),
    "surveys.add_wave": Phrase("nouvelle vague d’enquête", "a créé « {} »", "a créé une vague d’enquête"),
    "surveys.update_wave": Phrase(
        "modification d’une vague d’enquête", "a modifié « {} »", "a modifié une vague d’enquête"
    ),
    "surveys.save_wave": Phrase("saisie d’une vague d’enquête", "a saisi « {} »", "a saisi une vague d’enquête"),
    "surveys.remove_wave": Phrase(
        "suppression d’une vague d’enquête", "a supprimé « {} »", "a supprimé une vague d’enquête"
    ),
    "surveys.set_results": Phrase("saisie de résultats d’enquête", "a saisi des résultats d’enquête"),
    "surveys.land": Phrase("report d’une enquête dans les relevés", "a porté une vague d’enquête aux relevés"),
    "availability.set_days": Phrase("disponibilité", "a noté une disponibilité"),
    "availability.paint": Phrase("disponibilités", "a noté des disponibilités"),
    "availability.set_hours": Phrase("heures de disponibilité", "a noté des heures de disponibilité"),
    "availability.set_many": Phrase("disponibilités", "a noté des disponibilités"),
    "availability.add_slot": Phrase("créneau de disponibilité", "a ajouté un créneau de disponibilité"),
    "availability.remove_slot": Phrase("retrait d’un créneau", "a retiré un créneau de disponibilité"),
    "availability.set_pattern": Phrase("disponibilité de chaque semaine", "a noté une disponibilité de chaque semaine"),
    "availability.remove_pattern": Phrase(
        "retrait d’une disponibilité de chaque semaine", "a retiré une disponibilité de chaque semaine"
    ),
    "missions.create": Phrase("ajout d’une mission", "a ajouté la mission « {} »", "a ajouté une mission"),
    "missions.update": Phrase("modification d’une mission", "a modifié la mission « {} »", "a modifié une mission"),
    "missions.cancel": Phrase("annulation d’une mission", "a annulé la mission « {} »", "a annulé une mission"),
    "missions.remove": Phrase("suppression d’une mission", "a supprimé la mission « {} »", "a supprimé une mission"),
    "assigning.assign": Phrase("affectation à une mission", "a affecté des réservistes à une mission"),
    "assigning.withdraw": Phrase("retrait d’une mission", "a retiré un réserviste d’une mission"),
    "proposals.fill": Phrase("affectation automatique", "a affecté des réservistes automatiquement"),
    "requests.prepare": Phrase("demande de disponibilités", "a préparé des demandes de disponibilités"),
    "requests.mark_sent": Phrase("envoi de demandes de disponibilités", "a noté l’envoi de demandes de disponibilités"),
    "requests.remove": Phrase("suppression d’une demande", "a supprimé une demande de disponibilités"),
    "request_returns.apply": Phrase("reprise de disponibilités", "a repris des disponibilités reçues"),
    "reservists.create": Phrase("ajout d’un réserviste", "a ajouté {}", "a ajouté un réserviste"),
    "reservists.update": Phrase("modification d’un réserviste", "a modifié {}", "a modifié un réserviste"),
    "reservists.remove": Phrase("suppression d’un réserviste", "a supprimé {}", "a supprimé un réserviste"),
    "reservists.set_state": Phrase("état d’un engagement", "a changé l’état de {}", "a changé l’état d’un engagement"),
    "reservists.engage": Phrase("état d’un engagement", "a changé l’état de {}", "a changé l’état d’un engagement"),
    "reservists.set_skills": Phrase(
        "compétences d’un réserviste", "a noté les compétences de {}", "a noté les compétences d’un réserviste"
    ),
    "reserve_rules.set_rules": Phrase("règles de la réserve", "a modifié les règles de la réserve"),
    "skills.create": Phrase("ajout d’une compétence", "a ajouté la compétence « {} »", "a ajouté une compétence"),
    "skills.rename": Phrase("nom d’une compétence", "a renommé la compétence « {} »", "a renommé une compétence"),
    "skills.remove": Phrase(
        "suppression d’une compétence", "a supprimé la compétence « {} »", "a supprimé une compétence"
    ),
    "shifts.record": Phrase("saisie d’une vacation", "a saisi une vacation de {}", "a saisi une vacation"),
    "shifts.set_done": Phrase("durée d’une vacation", "a noté la durée d’une vacation de {}", "a noté une durée"),
    "shifts.validate": Phrase("validation d’heures", "a validé des heures de {}", "a validé des heures"),
    "shifts.settle": Phrase("validation d’heures", "a validé des heures de {}", "a validé des heures"),
    "shifts.cancel": Phrase("annulation d’une vacation", "a annulé une vacation de {}", "a annulé une vacation"),
    "unmasking.reveal": Phrase("affichage de noms masqués", "a affiché des noms ou des dates masqués"),
    "delegates.name": Phrase("désignation d’un délégué", "a désigné {} délégué à la cohésion", "a désigné un délégué"),
    "delegates.end": Phrase("fin d’une délégation", "a mis fin à la délégation de {}", "a mis fin à une délégation"),
    "delegates.remove": Phrase(
        "suppression d’une délégation", "a supprimé la délégation de {}", "a supprimé une délégation"
    ),
    "summons.prepare": Phrase("préparation de convocations", "a préparé des convocations"),
    "summons.mark_sent": Phrase("envoi de convocations", "a noté l’envoi de convocations"),
    "summons.mark_all_sent": Phrase("envoi des convocations", "a noté l’envoi des convocations"),
    "summons.mark_refused": Phrase("adresse refusée", "a noté une adresse refusée"),
    "summons.postpone": Phrase("report d’une séance", "a reporté une séance"),
    "summons.set_second": Phrase("seconde convocation", "a modifié le rang d’une convocation"),
    "summons.set_text": Phrase("modèle de convocation", "a modifié le modèle de convocation"),
    "agenda.add": Phrase("ajout d’un point", "a ajouté le point « {} »", "a ajouté un point à l’ordre du jour"),
    "agenda.add_objective": Phrase(
        "inscription d’un objectif à l’ordre du jour",
        "a inscrit l’objectif « {} » à l’ordre du jour",
        "a inscrit un objectif à l’ordre du jour",
    ),
    "agenda.add_partner": Phrase(
        "inscription d’un partenaire à l’ordre du jour",
        "a ajouté le point « {} »",
        "a inscrit un partenaire à l’ordre du jour",
    ),
    "templates.save_from_meeting": Phrase("enregistrement d’un modèle", "a enregistré un modèle d’ordre du jour"),
    "templates.apply": Phrase("reprise du modèle", "a repris un modèle d’ordre du jour"),
    "templates.clear": Phrase("effacement d’un modèle", "a effacé un modèle d’ordre du jour"),
    "agenda.set_field": Phrase(
        "modification d’un point", "a modifié le point « {} »", "a modifié un point de l’ordre du jour"
    ),
    "agenda.set_rapporteur": Phrase(
        "changement de rapporteur", "a changé le rapporteur du point « {} »", "a changé le rapporteur d’un point"
    ),
    "agenda.save_notes": Phrase(
        "rédaction d’un point", "a rédigé les notes du point « {} »", "a rédigé les notes d’un point"
    ),
    "agenda.move": Phrase(
        "déplacement d’un point", "a déplacé le point « {} »", "a déplacé un point de l’ordre du jour"
    ),
    "agenda.duplicate": Phrase(
        "copie d’un point", "a dupliqué le point « {} »", "a dupliqué un point de l’ordre du jour"
    ),
    "agenda.remove": Phrase(
        "suppression d’un point", "a supprimé le point « {} »", "a supprimé un point de l’ordre du jour"
    ),
    "agenda.review": Phrase(
        "inscription d’une décision à l’ordre du jour", "a inscrit une décision aux suites données"
    ),
    "agenda.review_all": Phrase(
        "inscription de décisions à l’ordre du jour", "a inscrit des décisions aux suites données"
    ),
    "agenda.drop_review": Phrase(
        "retrait d’une décision de l’ordre du jour", "a retiré une décision des suites données"
    ),
    "attendance.set_status": Phrase("pointage d’une présence", "a pointé la présence de {}", "a pointé une présence"),
    "attendance.all_present": Phrase("pointage de tous les présents", "a pointé tous les présents"),
    "attendance.set_field": Phrase(
        "modification d’une présence", "a modifié la présence de {}", "a modifié une présence"
    ),
    "attendance.set_reply": Phrase(
        "réponse à la convocation", "a noté la réponse de {}", "a noté une réponse à la convocation"
    ),
    "attendance.set_person": Phrase(
        "changement de participant", "a changé le participant : {}", "a changé un participant"
    ),
    "attendance.add_guest": Phrase("ajout d’un invité", "a invité {}", "a invité une personne"),
    "attendance.convene": Phrase("ajout d’un partenaire convié", "a convié {}", "a convié un partenaire"),
    "attendance.remove": Phrase("retrait d’un participant", "a retiré {} des participants", "a retiré un participant"),
    "committees.set_field": Phrase(
        "modification de l’instance", "a modifié la fiche de l’instance : « {} »", "a modifié la fiche de l’instance"
    ),
    "committees.set_quorum": Phrase("changement de la règle de quorum", "a changé la règle de quorum"),
    "committees.use_consultative": Phrase(
        "règles de commission consultative", "a repris les règles d’une commission consultative"
    ),
    "committees.add_formation": Phrase(
        "ajout d’une formation", "a ajouté la formation « {} »", "a ajouté une formation"
    ),
    "committees.rename_formation": Phrase(
        "changement de nom d’une formation", "a renommé une formation : « {} »", "a renommé une formation"
    ),
    "committees.remove_formation": Phrase(
        "suppression d’une formation", "a supprimé la formation « {} »", "a supprimé une formation"
    ),
    "committees.set_member": Phrase(
        "changement des partenaires d’une formation",
        "a changé les partenaires de la formation « {} »",
        "a changé les partenaires d’une formation",
    ),
    "committees.set_all_members": Phrase(
        "changement des partenaires d’une formation",
        "a changé les partenaires de la formation « {} »",
        "a changé les partenaires d’une formation",
    ),
    "decisions.create": Phrase(
        "enregistrement d’une décision", "a enregistré la décision « {} »", "a enregistré une décision"
    ),
    "decisions.set_field": Phrase(
        "modification d’une décision", "a modifié la décision « {} »", "a modifié une décision"
    ),
    "decisions.set_associates": Phrase(
        "changement des associés", "a changé les associés de « {} »", "a changé les associés d’une décision"
    ),
    "decisions.follow_up": Phrase(
        "suite donnée à une décision", "a noté une suite à « {} »", "a noté une suite à une décision"
    ),
    "decisions.postpone_many": Phrase("report de décisions", "a reporté des décisions"),
    "decisions.close_many": Phrase("clôture de décisions", "a clos des décisions"),
    "decision_reminders.remind": Phrase("relance de pilotes", "a noté des relances aux pilotes de décisions"),
    "decisions.remove": Phrase(
        "suppression d’une décision", "a supprimé la décision « {} »", "a supprimé une décision"
    ),
    "live.start": Phrase("ouverture de la séance", "a ouvert la {}", "a ouvert une séance"),
    "live.go_to": Phrase("passage à un point", "a appelé un point de l’ordre du jour"),
    "live.next_item": Phrase("passage au point suivant", "est passé au point suivant"),
    "live.previous_item": Phrase("retour au point précédent", "est revenu au point précédent"),
    "live.pause": Phrase("suspension de la séance", "a suspendu la séance"),
    "live.resume": Phrase("reprise de la séance", "a repris la séance"),
    "live.add_item": Phrase(
        "ajout d’un point imprévu", "a ajouté le point imprévu « {} »", "a ajouté un point imprévu"
    ),
    "live.close": Phrase("clôture de la séance", "a clos la {}", "a clos une séance"),
    "presence.arrive": Phrase("arrivée d’un participant", "a noté l’arrivée de {}", "a noté une arrivée"),
    "presence.leave": Phrase("départ d’un participant", "a noté le départ de {}", "a noté un départ"),
    "presence.come_back": Phrase("retrait d’un départ", "a retiré le départ de {}", "a retiré un départ"),
    "presence.withdraw": Phrase("sortie pour des points", "a noté les points où un participant ne prend pas part"),
    "presence.give_proxy": Phrase("pouvoir", "a noté le pouvoir de {}", "a noté un pouvoir"),
    "votes.record": Phrase("vote à main levée", "a noté un vote à main levée"),
    "votes.change": Phrase("correction d’un vote", "a corrigé un vote à main levée"),
    "votes.remove": Phrase("suppression d’un vote", "a supprimé un vote à main levée"),
    "votes.dissent": Phrase("désaccord consigné", "a consigné un désaccord"),
    "votes.remove_dissent": Phrase("retrait d’un désaccord", "a retiré un désaccord"),
    "meetings.create": Phrase("création d’une séance", "a créé la {}", "a créé une séance"),
    "meetings.set_field": Phrase("modification d’une séance", "a modifié la {}", "a modifié une séance"),
    "meetings.summon": Phrase(
        "envoi des convocations", "a noté l’envoi des convocations de la {}", "a noté l’envoi des convocations"
    ),
    "meetings.start": Phrase("ouverture de la séance", "a ouvert la {}", "a ouvert une séance"),
    "meetings.close": Phrase("clôture de la séance", "a clos la {}", "a clos une séance"),
    "meetings.remove": Phrase("suppression d’une séance", "a supprimé la {}", "a supprimé une séance"),
    "minutes.set_state": Phrase(
        "changement d’état du compte rendu", "a changé l’état du compte rendu, {}", "a changé l’état d’un compte rendu"
    ),
    "minutes.correct": Phrase(
        "correction du compte rendu", "a ouvert une nouvelle version du compte rendu, {}", "a corrigé un compte rendu"
    ),
    "privacy.waive": Phrase("export malgré un signalement", "a laissé sortir un document malgré des données signalées"),
    "privacy.require": Phrase(
        "export malgré un signalement", "a laissé sortir un document malgré des données signalées"
    ),
    "minutes.add_observation": Phrase("ajout d’une observation", "a noté une observation sur un compte rendu"),
    "minutes.answer_observation": Phrase("réponse à une observation", "a répondu à une observation"),
    "partners.create": Phrase("ajout d’un partenaire", "a ajouté le partenaire « {} »", "a ajouté un partenaire"),
    "partners.set_field": Phrase("modification d’un partenaire", "a modifié la fiche d’un partenaire"),
    "partners.rename": Phrase("changement de nom", "a renommé un partenaire : « {} »", "a renommé un partenaire"),
    "partners.correct_name": Phrase(
        "correction d’un nom", "a corrigé un nom : « {} »", "a corrigé le nom d’un partenaire"
    ),
    "partners.remove_name": Phrase(
        "suppression d’un nom", "a supprimé le nom « {} »", "a supprimé un nom de partenaire"
    ),
    "partners.remove": Phrase(
        "suppression d’un partenaire", "a supprimé le partenaire « {} »", "a supprimé un partenaire"
    ),
    "partners.add_contact": Phrase("ajout d’un contact", "a ajouté le contact {}", "a ajouté un contact"),
    "partners.set_contact": Phrase("modification d’un contact", "a modifié le contact {}", "a modifié un contact"),
    "partners.remove_contact": Phrase("suppression d’un contact", "a supprimé le contact {}", "a supprimé un contact"),
    "partners.add_mandate": Phrase("ajout d’un mandat", "a ajouté un mandat"),
    "partners.set_mandate": Phrase("modification d’un mandat", "a modifié un mandat"),
    "partners.remove_mandate": Phrase("suppression d’un mandat", "a supprimé un mandat"),
    "axes.create": Phrase("ajout d’un axe", "a ajouté l’axe « {} »", "a ajouté un axe"),
    "axes.rename": Phrase("changement de nom d’un axe", "a renommé un axe : « {} »", "a renommé un axe"),
    "axes.remove": Phrase("suppression d’un axe", "a supprimé l’axe « {} »", "a supprimé un axe"),
    "objectives.create": Phrase("ajout d’un objectif", "a ajouté l’objectif « {} »", "a ajouté un objectif"),
    "objectives.create_in_new_axis": Phrase(
        "ajout d’un objectif et de son axe",
        "a ajouté l’objectif « {} » et son axe",
        "a ajouté un objectif et son axe",
    ),
    "objectives.update_in_new_axis": Phrase(
        "passage d’un objectif à un nouvel axe",
        "a passé l’objectif « {} » à un nouvel axe",
        "a passé un objectif à un nouvel axe",
    ),
    "objectives.set_field": Phrase(
        "modification d’un objectif", "a modifié l’objectif « {} »", "a modifié un objectif"
    ),
    "objectives.set_axis": Phrase(
        "changement d’axe d’un objectif", "a changé l’axe de l’objectif « {} »", "a changé l’axe d’un objectif"
    ),
    "objectives.set_associates": Phrase(
        "changement des associés d’un objectif",
        "a changé les associés de l’objectif « {} »",
        "a changé les associés d’un objectif",
    ),
    "objectives.update": Phrase("modification d’un objectif", "a modifié l’objectif « {} »", "a modifié un objectif"),
    "objectives.remove": Phrase("suppression d’un objectif", "a supprimé l’objectif « {} »", "a supprimé un objectif"),
    "commitments.create": Phrase(
        "proposition d’un engagement", "a proposé un engagement à {}", "a proposé un engagement"
    ),
    "commitments.set_field": Phrase(
        "modification d’un engagement", "a modifié un engagement de {}", "a modifié un engagement"
    ),
    "commitments.set_state": Phrase(
        "changement d’état d’un engagement",
        "a changé l’état d’un engagement de {}",
        "a changé l’état d’un engagement",
    ),
    "commitments.update": Phrase(
        "modification d’un engagement", "a modifié un engagement de {}", "a modifié un engagement"
    ),
    "commitments.remove": Phrase(
        "suppression d’un engagement", "a supprimé l’engagement « {} »", "a supprimé un engagement"
    ),
    "measures.create": Phrase("ajout d’une mesure", "a ajouté la mesure « {} »", "a ajouté une mesure"),
    "measures.set_field": Phrase("modification d’une mesure", "a modifié la mesure « {} »", "a modifié une mesure"),
    "measures.set_state": Phrase(
        "changement d’état d’une mesure", "a changé l’état de la mesure « {} »", "a changé l’état d’une mesure"
    ),
    "measures.update": Phrase("modification d’une mesure", "a modifié la mesure « {} »", "a modifié une mesure"),
    "measures.remove": Phrase("suppression d’une mesure", "a supprimé la mesure « {} »", "a supprimé une mesure"),
    "indicators.create": Phrase("ajout d’un indicateur", "a ajouté l’indicateur « {} »", "a ajouté un indicateur"),
    "indicators.set_field": Phrase(
        "modification d’un indicateur", "a modifié l’indicateur « {} »", "a modifié un indicateur"
    ),
    "indicators.move": Phrase(
        "déplacement d’un indicateur", "a déplacé l’indicateur « {} »", "a déplacé un indicateur"
    ),
    "indicators.update": Phrase(
        "modification d’un indicateur", "a modifié l’indicateur « {} »", "a modifié un indicateur"
    ),
    "indicators.remove": Phrase(
        "suppression d’un indicateur", "a supprimé l’indicateur « {} »", "a supprimé un indicateur"
    ),
    "readings.record": Phrase("saisie d’un relevé", "a saisi un relevé : « {} »", "a saisi un relevé"),
    "readings.set_field": Phrase("modification d’un relevé", "a modifié un relevé : « {} »", "a modifié un relevé"),
    "readings.remove": Phrase("suppression d’un relevé", "a supprimé un relevé"),
    "outlooks.declare": Phrase("déclaration d’une météo", "a déclaré la météo de « {} »", "a déclaré une météo"),
    "outlooks.remove": Phrase("suppression d’une météo déclarée", "a supprimé une météo déclarée"),
    "supports.create": Phrase("demande d’appui", "a noté une demande d’appui de {}", "a noté une demande d’appui"),
    "supports.set_field": Phrase(
        "modification d’une demande d’appui",
        "a modifié une demande d’appui de {}",
        "a modifié une demande d’appui",
    ),
    "supports.escalate": Phrase(
        "demande d’appui portée à la présidence",
        "a porté à la présidence une demande d’appui de {}",
        "a porté une demande d’appui à la présidence",
    ),
    "supports.answer": Phrase(
        "réponse à une demande d’appui",
        "a répondu à une demande d’appui de {}",
        "a répondu à une demande d’appui",
    ),
    "supports.update": Phrase(
        "modification d’une demande d’appui", "a modifié une demande d’appui de {}", "a modifié une demande d’appui"
    ),
    "supports.remove": Phrase("suppression d’une demande d’appui", "a supprimé une demande d’appui"),
    "campaigns.create": Phrase("ouverture d’une campagne", "a ouvert la campagne « {} »", "a ouvert une campagne"),
    "campaigns.update": Phrase("modification d’une campagne", "a modifié la campagne « {} »", "a modifié une campagne"),
    "campaigns.set_scope": Phrase(
        "changement des objectifs ou des partenaires d’une campagne",
        "a changé les objectifs ou les partenaires de la campagne « {} »",
        "a changé les objectifs ou les partenaires d’une campagne",
    ),
    "campaigns.remove": Phrase(
        "suppression d’une campagne", "a supprimé la campagne « {} »", "a supprimé une campagne"
    ),
    "dispatches.prepare": Phrase("préparation de classeurs", "a préparé les classeurs des partenaires"),
    "dispatches.mark_sent": Phrase("envoi de classeurs", "a noté l’envoi de classeurs aux partenaires"),
    "dispatches.set_due": Phrase(
        "changement d’échéance d’un envoi", "a changé l’échéance de l’envoi à {}", "a changé l’échéance d’un envoi"
    ),
    "dispatches.remind": Phrase("relance", "a noté des relances aux partenaires"),
    "thresholds.set_limits": Phrase("changement des seuils d’alerte", "a changé les seuils d’alerte"),
    "returns.receive": Phrase(
        "réception de classeurs", "a reçu le classeur de {}", "a reçu des classeurs de partenaires"
    ),
    "returns.apply": Phrase(
        "application d’un retour", "a appliqué le retour de {}", "a appliqué le retour d’un partenaire"
    ),
    "returns.apply_files": Phrase("application de retours", "a appliqué des retours de partenaires"),
    "returns.remove": Phrase("abandon d’un retour", "a abandonné le retour de {}", "a abandonné un retour"),
    "returns.mark_receipt": Phrase("accusé de réception", "a noté l’accusé envoyé à {}", "a noté un accusé"),
    "victims.create": Phrase("saisie d’un mois d’accueil", "a saisi l’accueil des victimes de {}", "a saisi un mois"),
    "victims.update": Phrase(
        "modification d’un mois d’accueil", "a modifié l’accueil des victimes de {}", "a modifié un mois"
    ),
    "victims.remove": Phrase(
        "suppression d’un mois d’accueil", "a supprimé l’accueil des victimes de {}", "a supprimé un mois"
    ),
    "liaisons.create": Phrase(
        "ajout d’un référent sécurité", "a ajouté le référent {}", "a ajouté un référent sécurité"
    ),
    "liaisons.update": Phrase(
        "modification d’un référent sécurité", "a modifié le référent {}", "a modifié un référent sécurité"
    ),
    "liaisons.remove": Phrase(
        "suppression d’un référent sécurité", "a supprimé le référent {}", "a supprimé un référent sécurité"
    ),
    "quarterly.draft": Phrase(
        "rédaction de la note trimestrielle", "a actualisé la note du {}", "a actualisé une note trimestrielle"
    ),
    "quarterly.set_sentence": Phrase(
        "modification d’une phrase", "a modifié une phrase de la note du {}", "a modifié une phrase"
    ),
    "quarterly.keep": Phrase("choix d’une phrase", "a choisi une phrase de la note du {}", "a choisi une phrase"),
    "quarterly.add": Phrase("ajout d’une phrase", "a ajouté une phrase à la note du {}", "a ajouté une phrase"),
    "quarterly.pour": Phrase(
        "versement à la note trimestrielle", "a versé une phrase à la note du {}", "a versé une phrase à une note"
    ),
    "quarterly.move": Phrase(
        "déplacement d’une phrase", "a déplacé une phrase de la note du {}", "a déplacé une phrase"
    ),
    "quarterly.remove_sentence": Phrase(
        "suppression d’une phrase", "a supprimé une phrase de la note : {}", "a supprimé une phrase"
    ),
    "quarterly.finish": Phrase(
        "fin d’une note trimestrielle", "a terminé la note du {}", "a terminé une note trimestrielle"
    ),
    "quarterly.reopen": Phrase(
        "reprise d’une note trimestrielle", "a repris la note du {}", "a repris une note trimestrielle"
    ),
    "quarterly.remove": Phrase(
        "suppression d’une note trimestrielle", "a supprimé la note du {}", "a supprimé une note trimestrielle"
    ),
    "setup.create_base": Phrase("création de la base", "a créé la base"),
    "demo.load_base": Phrase("chargement des partenaires d’exemple", "a chargé les partenaires d’exemple"),
    "demo.load_meeting": Phrase(
        "chargement d’une séance d’exemple", "a chargé une séance d’exemple : {}", "a chargé une séance d’exemple"
    ),
    "demo_objectives.load_objectives": Phrase(
        "chargement d’objectifs d’exemple",
        "a chargé les objectifs d’exemple de l’axe « {} »",
        "a chargé des objectifs d’exemple",
    ),
    "demo_fieldwork.load_reserves": Phrase("chargement des réserves d’exemple", "a chargé les réserves d’exemple"),
    "demo_fieldwork.load_means": Phrase("chargement des moyens d’exemple", "a chargé les moyens d’exemple"),
    "demo_fieldwork.load_fieldwork": Phrase("chargement des actions d’exemple", "a chargé les actions d’exemple"),
    "demo_fieldwork.load_surveys": Phrase("chargement des enquêtes d’exemple", "a chargé les enquêtes d’exemple"),
    "demo_campaigns.load_campaign": Phrase(
        "chargement d’une campagne d’exemple",
        "a chargé la campagne d’exemple « {} »",
        "a chargé une campagne d’exemple",
    ),
    "demo.finish_minutes": Phrase("validation des comptes rendus d’exemple", "a validé les comptes rendus d’exemple"),
    "controls.create": Phrase(
        "programmation d’un contrôle", "a programmé le contrôle « {} »", "a programmé un contrôle"
    ),
    "controls.update": Phrase("modification d’un contrôle", "a modifié le contrôle « {} »", "a modifié un contrôle"),
    "controls.cancel": Phrase("annulation d’un contrôle", "a annulé le contrôle « {} »", "a annulé un contrôle"),
    "controls.resume": Phrase(
        "reprise d’un contrôle", "a programmé de nouveau le contrôle « {} »", "a programmé de nouveau un contrôle"
    ),
    "controls.remove": Phrase("suppression d’un contrôle", "a supprimé le contrôle « {} »", "a supprimé un contrôle"),
    "controls.enter_results": Phrase(
        "résultats d’un contrôle", "a saisi les résultats du contrôle « {} »", "a saisi les résultats d’un contrôle"
    ),
    "controls.note_follow_up": Phrase(
        "suites d’un contrôle", "a noté les suites du contrôle « {} »", "a noté les suites d’un contrôle"
    ),
    "outreach.create": Phrase(
        "ajout d’un contact avec les habitants", "a ajouté « {} »", "a ajouté un contact avec les habitants"
    ),
    "outreach.update": Phrase(
        "modification d’un contact avec les habitants", "a modifié « {} »", "a modifié un contact avec les habitants"
    ),
    "outreach.give_feedback": Phrase(
        "réponse aux habitants", "a noté la réponse aux habitants pour « {} »", "a noté une réponse aux habitants"
    ),
    "outreach.cancel": Phrase(
        "annulation d’un contact avec les habitants", "a annulé « {} »", "a annulé un contact avec les habitants"
    ),
    "outreach.resume": Phrase(
        "reprise d’un contact avec les habitants", "a repris « {} »", "a repris un contact avec les habitants"
    ),
    "outreach.remove": Phrase(
        "suppression d’un contact avec les habitants", "a supprimé « {} »", "a supprimé un contact avec les habitants"
    ),
    "outreach.add_theme": Phrase(
        "ajout d’un sujet", "a ajouté un sujet des habitants à « {} »", "a ajouté un sujet des habitants"
    ),
    "outreach.set_theme": Phrase(
        "modification d’un sujet", "a modifié un sujet des habitants de « {} »", "a modifié un sujet des habitants"
    ),
    "outreach.publish": Phrase("publication d’un sujet", "a publié un sujet des habitants"),
    "outreach.unpublish": Phrase("retrait d’un sujet de la fiche publique", "a retiré un sujet de la fiche publique"),
    "outreach.remove_theme": Phrase("suppression d’un sujet", "a supprimé un sujet des habitants"),
    "undo": Phrase("annulation", "a annulé une modification"),
    "redo": Phrase("rétablissement", "a rétabli une modification"),
    "posts.create": Phrase("ajout d’un poste", "a ajouté le poste « {} »", "a ajouté un poste"),
    "posts.update": Phrase("modification d’un poste", "a modifié le poste « {} »", "a modifié un poste"),
    "posts.set_vacant": Phrase("départ sur un poste", "a noté le départ sur le poste « {} »", "a noté un départ"),
    "posts.set_filled": Phrase("arrivée sur un poste", "a noté l’arrivée sur le poste « {} »", "a noté une arrivée"),
    "posts.remove": Phrase("suppression d’un poste", "a supprimé le poste « {} »", "a supprimé un poste"),
    "needs.create": Phrase(
        "besoin de formation", "a ajouté le besoin de formation « {} »", "a ajouté un besoin de formation"
    ),
    "needs.update": Phrase(
        "modification d’un besoin de formation",
        "a modifié le besoin de formation « {} »",
        "a modifié un besoin de formation",
    ),
    "needs.plan": Phrase(
        "programmation d’une formation", "a programmé la formation « {} »", "a programmé des besoins de formation"
    ),
    "needs.refuse": Phrase(
        "refus d’une formation", "a noté le refus de la formation « {} »", "a noté le refus d’une formation"
    ),
    "needs.remove": Phrase(
        "suppression d’un besoin de formation",
        "a supprimé le besoin de formation « {} »",
        "a supprimé un besoin de formation",
    ),
    "trainings.create": Phrase("ajout d’une session", "a ajouté la session « {} »", "a ajouté une session"),
    "trainings.update": Phrase("modification d’une session", "a modifié la session « {} »", "a modifié une session"),
    "trainings.set_done": Phrase(
        "session tenue", "a noté que la session « {} » a eu lieu", "a noté qu’une session a eu lieu"
    ),
    "trainings.enlist": Phrase(
        "inscriptions à une session", "a noté les inscrits à la session « {} »", "a noté les inscrits à une session"
    ),
    "trainings.set_attendance": Phrase(
        "présents à une session", "a noté les présents à la session « {} »", "a noté les présents à une session"
    ),
    "trainings.remove": Phrase("suppression d’une session", "a supprimé la session « {} »", "a supprimé une session"),
    "equipment.create": Phrase(
        "demande d’équipement", "a ajouté la demande « {} »", "a ajouté une demande d’équipement"
    ),
    "equipment.update": Phrase(
        "modification d’un équipement", "a modifié l’équipement « {} »", "a modifié une demande d’équipement"
    ),
    "equipment.advance": Phrase(
        "étape d’un équipement", "a fait avancer l’équipement « {} »", "a fait avancer une demande d’équipement"
    ),
    "equipment.remove": Phrase(
        "suppression d’un équipement", "a supprimé l’équipement « {} »", "a supprimé une demande d’équipement"
    ),
    "mobile.create": Phrase("ajout d’un renfort", "a ajouté le renfort « {} »", "a ajouté un renfort"),
    "mobile.update": Phrase("modification d’un renfort", "a modifié le renfort « {} »", "a modifié un renfort"),
    "mobile.remove": Phrase("suppression d’un renfort", "a supprimé le renfort « {} »", "a supprimé un renfort"),
}
_UNKNOWN = Phrase("modification", "a modifié la base")  # an action of another version of the program


def noun(action: str) -> str:
    """« suppression d’un point »."""
    return french.typeset(PHRASES.get(action, _UNKNOWN).noun)


def phrase(row: ChangeRow) -> str:
    """What was done, after the actor's name."""
    if row.reverted:
        return french.typeset(f"{'a annulé' if row.action == 'undo' else 'a rétabli'} : {noun(row.reverted)}")
    found = PHRASES.get(row.action, _UNKNOWN)
    if "{}" in found.named and not row.subject:
        return french.typeset(found.plain)
    # The subject may hold braces: it is replaced, not formatted.
    return french.typeset(found.named.replace(" de {}", f" {french.of(row.subject)}").replace("{}", row.subject))


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """« à l’instant », « il y a 12 min », « 10 h 05 », « hier », « 3 nov. »; both moments know their zone."""
    minutes = int((now - at).total_seconds()) // 60
    if minutes < 1:
        return "à l’instant"
    if minutes < 60:
        return f"il y a {minutes}{french.NBSP}min"
    local, today = at.astimezone(now.tzinfo), now.date()
    if local.date() == today:
        return french.time_text(local.time())
    if local.date() == today - dt.timedelta(days=1):
        return "hier"
    return french.date_short(local.date(), year=local.year != today.year)
