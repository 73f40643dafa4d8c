"""Addresses of a person's rights. Each says on its line who may use it."""

from hjemad.areas.rights.views import done, duties, emergencies, requests, retention, seen
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "rights"

_PERSON = "borger/<uuid:public_id>/"
_SEEN, _WORDS = Permission.SEE_READ_LOG, Permission.WRITE_DISAGREEMENT
_ANSWER, _DELETE = Permission.ANSWER_ACCESS_REQUESTS, Permission.RUN_RETENTION
_UNUSUAL, _REGISTER = Permission.SEE_UNUSUAL_READING, Permission.SEE_REGISTER

urlpatterns = [
    page("noedsituation/", emergencies.open_record, permission=Permission.OPEN_EMERGENCY, name="emergency"),
    page(
        "noedsituation/aabnet/",
        emergencies.emergencies,
        permission=Permission.SEE_EMERGENCIES,
        name="emergencies",
    ),
    page(
        "noedsituation/aabnet/<uuid:fact_id>/",
        emergencies.look,
        permission=Permission.SEE_EMERGENCIES,
        name="look_at_emergency",
    ),
    page(_PERSON + "hvem-har-set/", seen.who_has_seen, permission=_SEEN, name="who_has_seen"),
    page(_PERSON + "hvem-har-set/<int:event_id>/", seen.ask, permission=_SEEN, name="ask"),
    page(_PERSON + "uenig/", seen.disagree, permission=_WORDS, name="disagree"),
    page("rettigheder/ord/<uuid:fact_id>/", seen.change_words, permission=_WORDS, name="change_words"),
    page(_PERSON + "indsigt/", requests.receive, permission=_ANSWER, name="receive_request"),
    page("rettigheder/", requests.requests, permission=_ANSWER, name="requests"),
    page(
        "rettigheder/indsigt/<uuid:fact_id>/",
        requests.access_request,
        permission=_ANSWER,
        name="access_request",
    ),
    page("rettigheder/indsigt/<uuid:fact_id>/mere-tid/", requests.extend, permission=_ANSWER, name="extend"),
    page("rettigheder/indsigt/<uuid:fact_id>/udlever/", requests.release, permission=_ANSWER, name="release"),
    page(
        "rettigheder/spoergsmaal/<uuid:fact_id>/",
        requests.answer_question,
        permission=_ANSWER,
        name="answer_question",
    ),
    page(
        "rettigheder/uenighed/<uuid:fact_id>/",
        requests.answer_disagreement,
        permission=_ANSWER,
        name="answer_disagreement",
    ),
    page("sletning/", retention.retention, permission=_DELETE, name="retention"),
    page("sletning/<uuid:public_id>/", retention.proof, permission=_DELETE, name="retention_proof"),
    page("sletning/tilbagehold/<uuid:public_id>/", retention.hold, permission=_DELETE, name="hold"),
    page("sletning/slip/<uuid:fact_id>/", retention.end_hold, permission=_DELETE, name="end_hold"),
    page("brud/", duties.breaches, permission=Permission.SEE_BREACHES, name="breaches"),
    page("brud/nyt/", duties.new_breach, permission=_UNUSUAL, name="new_breach"),
    page("brud/<uuid:fact_id>/", duties.breach, permission=Permission.SEE_BREACHES, name="breach"),
    page("usaedvanlige-opslag/", duties.unusual_reading, permission=_UNUSUAL, name="unusual"),
    page("usaedvanlige-opslag/<str:key>/", duties.note_unusual, permission=_UNUSUAL, name="note_unusual"),
    page("hvem-gjorde-hvad/", done.done, permission=Permission.SEE_LOGS, name="done"),
    page("fortegnelse/", duties.register, permission=_REGISTER, name="register"),
    page("fortegnelse/fil/", duties.register_file, permission=_REGISTER, name="register_file"),
]
