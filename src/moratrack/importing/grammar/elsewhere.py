"""The commonest of the words of the vocabulary in German, French, Spanish, Italian, Portuguese and Dutch.

Only words that are none in English, or none that stands in such a cell.
"""

from __future__ import annotations

from .meanings import Group, Marker, Role

CUES: dict[tuple[Role | None, Group | None], str] = {
    ("adopted", "adopted"): (
        "beschlossen|erlassen|verabschiedet|adopté|adoptée|promulgué|promulguée|décrété|aprobado|aprobada"
        "|promulgada|adottato|adottata|approvato|approvata|aprovado|aprovada|vastgesteld|aangenomen"
    ),
    ("effective", "active"): (
        "in kraft|gilt ab|en vigueur|entrée en vigueur|entré en vigueur|en vigor|entrada en vigor|in vigore"
        "|em vigor|van kracht|in werking"
    ),
    ("effective", None): "gültig ab|ab dem|à partir du|à compter du|a partir del|a partire dal|vanaf",
    (None, "active"): "aktiv|gültig|vigente|actif|activo|activa|attivo|attiva|ativo|ativa|actief|geldig",
    ("extended", "extended"): (
        "verlängert|prolongé|prolongée|prorogé|prorogée|reconduit|reconduite|prorrogado|prorrogada|prolongado"
        "|prorogato|prorogata|prorogado|prorogada|verlengd"
    ),
    ("through", "expired"): (
        "abgelaufen|ausgelaufen|expiré|expirée|expirado|expirada|vencido|vencida|caducado|caducada|scaduto"
        "|scaduta|verlopen|afgelopen"
    ),
    ("through", None): "läuft ab|endet am|endet|expire le|vence el|scade il",
    ("ended", "expired"): "beendet|terminé|terminée|terminado|terminada|finalizado|finalizada|beëindigd",
    ("ended", "rescinded"): (
        "aufgehoben|widerrufen|außer kraft|abrogé|abrogée|levé|levée|annulé|annulée|abrogado|derogado"
        "|derogada|levantado|levantada|anulado|anulada|revocado|revocada|abrogato|abrogata|revocato|revocata"
        "|revogado|revogada|ingetrokken|opgeheven"
    ),
    ("ended", "replaced"): "ersetzt|abgelöst|remplacé|remplacée|reemplazado|reemplazada|sostituito|vervangen",
    ("introduced", "pending"): (
        "geplant|eingebracht|beantragt|en attente|proposé|proposée|propuesto|propuesta|pendiente|proposto"
        "|proposta|voorgesteld"
    ),
    ("failed", "failed"): "abgelehnt|rejeté|rejetée|rechazado|rechazada|respinto|respinta|verworpen",
    ("suspended", "suspended"): (
        "ausgesetzt|suspendu|suspendue|suspendido|suspendida|sospeso|sospesa|geschorst"
    ),
}
MARKERS: dict[Marker, str] = {
    "until": (
        "bis|bis zum|bis zur|befristet bis|jusqu'au|jusqu'à|jusqu'en|hasta|hasta el|hasta la"
        "|fino al|fino alla|fino a|até|tot en met"
    ),
    "open": "unbefristet|indéfini|indéfinie|durée indéterminée|indefinido|indefinida|indeterminato|onbepaald",
    "unknown": "unbekannt|inconnu|inconnue|desconocido|desconocida|sconosciuto|onbekend",
    "glue": "am|vom|dem|der|le|du|el|il|dal|op|aan",
}
