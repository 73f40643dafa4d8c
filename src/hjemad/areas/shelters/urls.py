"""Addresses of the shelter. Each says on its line who may use it."""

from hjemad.areas.shelters.views import (
    admission,
    agreements,
    announcements,
    board,
    dispute_workers,
    disputes,
    elsewhere,
    house_log,
    inbox,
    incidents,
    incoming,
    leaves,
    log_days,
    no_place,
    notices,
    places,
    presence,
    prints,
    quarter,
    questions,
    residents,
    send_out,
    sharing,
    shift_print,
    shifts,
    stays,
    substitutes,
    undo,
    wishes,
)
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "shelters"

_QUARTER = "statistik/<slug:quarter>/"
_LIST = "beboere/hent/<int:file>/"
_FILE = "boformer/hent/<int:file>/"
_STAY = "ophold/<uuid:fact_id>/"
_NOTICE = "orienteringer/<uuid:fact_id>/"
_LINE = "vagt/linje/<uuid:line>/"
_ARRIVED = "modtaget/<uuid:fact_id>/"

urlpatterns = [
    page("i-nat/", board.tonight, permission=Permission.SEE_HOUSE, name="tonight"),
    page("i-nat/indskriv/", admission.admit, permission=Permission.ADMIT, name="admit"),
    page("i-nat/meld/", announcements.announce, permission=Permission.WRITE_PRESENCE, name="announce"),
    page(
        "i-nat/meldt/<int:expected>/",
        announcements.expected,
        permission=Permission.WRITE_PRESENCE,
        name="expected",
    ),
    page("i-nat/natliste/", prints.night_list, permission=Permission.SEE_HOUSE, name="night_list"),
    page(
        "i-nat/natliste.pdf", prints.night_list_file, permission=Permission.SEE_HOUSE, name="night_list_file"
    ),
    page("i-nat/papirskema/", prints.paper_form, permission=Permission.SEE_HOUSE, name="paper_form"),
    page(
        "i-nat/papirskema.pdf",
        prints.paper_form_file,
        permission=Permission.SEE_HOUSE,
        name="paper_form_file",
    ),
    page("pladser/", places.places, permission=Permission.KEEP_PLACES, name="places"),
    page("pladser/<int:place>/", places.place, permission=Permission.KEEP_PLACES, name="place"),
    page("beboere/", residents.residents, permission=Permission.SEE_RESIDENTS, name="residents"),
    page("beboere/hent/", incoming.list_new, permission=Permission.IMPORT_STAYS, name="list_new"),
    page("statistik/", quarter.quarters, permission=Permission.EXPORT_STATISTICS, name="quarters"),
    page(_QUARTER, quarter.quarter, permission=Permission.EXPORT_STATISTICS, name="quarter"),
    page(
        _QUARTER + "<slug:suffix>/",
        quarter.file,
        permission=Permission.EXPORT_STATISTICS,
        name="quarter_file",
    ),
    page(_LIST, incoming.list_preview, permission=Permission.IMPORT_STAYS, name="list_preview"),
    page(_LIST + "kolonner/", incoming.list_columns, permission=Permission.IMPORT_STAYS, name="list_columns"),
    page(_LIST + "raekker/", incoming.list_refused, permission=Permission.IMPORT_STAYS, name="list_refused"),
    page(_STAY, stays.stay, permission=Permission.SEE_RESIDENTS, name="stay"),
    page(_STAY + "set/", presence.seen, permission=Permission.WRITE_PRESENCE, name="seen"),
    page(_STAY + "ikke-set/", presence.unseen, permission=Permission.WRITE_PRESENCE, name="unseen"),
    page(
        _STAY + "set-tidligere/",
        presence.seen_later,
        permission=Permission.WRITE_PRESENCE,
        name="seen_later",
    ),
    page(_STAY + "vaek/", leaves.leave, permission=Permission.WRITE_PRESENCE, name="leave"),
    page(_STAY + "tilbage/", leaves.back, permission=Permission.WRITE_PRESENCE, name="back"),
    page(_STAY + "flyt/", leaves.move, permission=Permission.CORRECT_STAY, name="move"),
    page(_STAY + "flyt/fortryd/", leaves.undo_move, permission=Permission.CORRECT_STAY, name="undo_move"),
    page(_STAY + "udskriv/", stays.discharge, permission=Permission.DISCHARGE, name="discharge"),
    page(_STAY + "ret/", stays.correct, permission=Permission.CORRECT_STAY, name="correct"),
    page(_STAY + "traek-tilbage/", stays.withdraw, permission=Permission.CORRECT_STAY, name="withdraw"),
    page(_STAY + "spoergsmaal/", questions.questions, permission=Permission.ADMIT, name="questions"),
    page(
        _STAY + "kontakt/slet/",
        questions.remove_contact,
        permission=Permission.ADMIT,
        name="remove_contact",
    ),
    page(_STAY + "flytte/", wishes.moving, permission=Permission.CORRECT_STAY, name="moving"),
    page(_STAY + "fortryd/", undo.undo, permission=Permission.CORRECT_STAY, name="undo"),
    page(
        _STAY + "orientering/<slug:about>/", notices.notice, permission=Permission.SEND_NOTICES, name="notice"
    ),
    page(_NOTICE + "brev/", notices.letter, permission=Permission.SEND_NOTICES, name="notice_letter"),
    page("modtaget/", inbox.inbox, permission=Permission.SEE_NOTICES, name="inbox"),
    page(_ARRIVED, inbox.arrived, permission=Permission.SEE_NOTICES, name="arrived"),
    page(_ARRIVED + "brev/", inbox.arrived_letter, permission=Permission.SEE_NOTICES, name="arrived_letter"),
    page("naetter/hvem/", dispute_workers.workers, permission=Permission.NAME_DISPUTE_WORKER, name="workers"),
    page(
        "naetter/hvem/<slug:reference>/",
        dispute_workers.name_worker,
        permission=Permission.NAME_DISPUTE_WORKER,
        name="name_worker",
    ),
    page(
        "naetter/hvem/<slug:reference>/<uuid:fact_id>/slut/",
        dispute_workers.end_worker,
        permission=Permission.NAME_DISPUTE_WORKER,
        name="end_worker",
    ),
    page("naetter/", disputes.to_settle, permission=Permission.SETTLE_DISPUTES, name="disputes"),
    page(
        "naetter/<slug:reference>/", disputes.dispute, permission=Permission.SETTLE_DISPUTES, name="dispute"
    ),
    page("vagt/", shifts.shift, permission=Permission.WORK_SHIFT, name="shift"),
    page("vagt/vikar/", substitutes.substitutes, permission=Permission.OPEN_SUBSTITUTE, name="substitutes"),
    page(
        "vagt/vikar/<int:assignment>/slut/",
        substitutes.end,
        permission=Permission.OPEN_SUBSTITUTE,
        name="end_substitute",
    ),
    page("vagt/tag/", shifts.begin, permission=Permission.WORK_SHIFT, name="begin_shift"),
    page("vagt/med/", shifts.join, permission=Permission.WORK_SHIFT, name="join"),
    page("vagt/aflever/", shifts.hand_over, permission=Permission.WORK_SHIFT, name="hand_over"),
    page("vagt/overlevering/", shift_print.handover, permission=Permission.WORK_SHIFT, name="handover_print"),
    page("vagt/log/", log_days.log, permission=Permission.WORK_SHIFT, name="log"),
    page("vagt/skriv/", house_log.write, permission=Permission.WORK_SHIFT, name="write_line"),
    page(_LINE + "laest/", shifts.read, permission=Permission.WORK_SHIFT, name="read_message"),
    page(_LINE + "streg/", house_log.strike, permission=Permission.WORK_SHIFT, name="strike"),
    page("vagt/haendelse/", incidents.new, permission=Permission.WORK_SHIFT, name="incident_new"),
    page(
        "vagt/haendelse/<uuid:line>/", incidents.incident, permission=Permission.WORK_SHIFT, name="incident"
    ),
    page(_STAY + "savnet/", incidents.missing, permission=Permission.WORK_SHIFT, name="missing"),
    page("vagt/aftale/", agreements.agree, permission=Permission.WORK_SHIFT, name="agree"),
    page(
        "vagt/aftale/<uuid:fact_id>/slet/",
        agreements.drop,
        permission=Permission.WORK_SHIFT,
        name="drop_appointment",
    ),
    page("vagt/ved-siden/", agreements.keep_apart, permission=Permission.WORK_SHIFT, name="keep_apart"),
    page(
        "vagt/ved-siden/<uuid:pair>/slut/",
        agreements.end_apart,
        permission=Permission.WORK_SHIFT,
        name="end_apart",
    ),
]

_ELSEWHERE = "andre-steder/"

# Nobody is let in, somebody must leave, and where they can go instead.
urlpatterns += [
    page("i-nat/ingen-plads/", no_place.say_no, permission=Permission.SAY_NO, name="say_no"),
    page("ingen-plads/", no_place.no_places, permission=Permission.SEE_DECISIONS, name="no_places"),
    page(
        "ingen-plads/<uuid:fact_id>/", no_place.refusal, permission=Permission.SEE_DECISIONS, name="refusal"
    ),
    page(
        "ingen-plads/<uuid:fact_id>/ark/",
        no_place.refusal_sheet,
        permission=Permission.SEE_DECISIONS,
        name="refusal_sheet",
    ),
    page(_STAY + "skal-forlade/", send_out.send_out, permission=Permission.SAY_NO, name="send_out"),
    page(_ELSEWHERE, sharing.places_elsewhere, permission=Permission.SHARE_PLACES, name="places_elsewhere"),
    page(_ELSEWHERE + "vis/", sharing.share, permission=Permission.SHARE_PLACES, name="share"),
    page(
        _ELSEWHERE + "vis/<uuid:fact_id>/slut/",
        sharing.stop_sharing,
        permission=Permission.SHARE_PLACES,
        name="stop_sharing",
    ),
    page(_ELSEWHERE + "sted/", sharing.new_nearby, permission=Permission.SHARE_PLACES, name="new_nearby"),
    page(
        _ELSEWHERE + "sted/<int:nearby>/",
        sharing.change_nearby,
        permission=Permission.SHARE_PLACES,
        name="change_nearby",
    ),
]

_FROM_FILE = Permission.IMPORT_STAYS_ELSEWHERE

# A municipality reads in the stays of a shelter that is not here; the pages are those of any list.
urlpatterns += [
    page("boformer/hent/", elsewhere.elsewhere_new, permission=_FROM_FILE, name="elsewhere_new"),
    page(_FILE, incoming.list_preview, permission=_FROM_FILE, name="elsewhere_preview"),
    page(_FILE + "kolonner/", incoming.list_columns, permission=_FROM_FILE, name="elsewhere_columns"),
    page(_FILE + "raekker/", incoming.list_refused, permission=_FROM_FILE, name="elsewhere_refused"),
]
