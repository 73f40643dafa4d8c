"""Addresses of claims. Each says on its line who may use it."""

from hjemad.areas.refunds.views import (
    acceptance,
    business_case,
    deadlines,
    exports,
    ledger,
    lines,
    opening,
    remarks,
    requests,
    settings,
    since,
    statements,
    what_if,
)
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.urls import page

app_name = "refunds"

_DRAFT = "anmodninger/kvartal/<str:quarter>/"
_CLAIM = "anmodninger/<int:number>/"
_LINE = "linje/<int:position>/"
_YEAR = "anmodninger/aar/<int:year>/"
_STATEMENT = _YEAR + "<slug:slug>/"
_REMARKS = "anmodninger/bemaerkninger/"
_SEE, _DRAW, _CHECK = Permission.SEE_CLAIMS, Permission.CLOSE_CLAIMS, Permission.CHECK_CLAIMS
_CHOOSE, _OPEN = Permission.WRITE_SETTINGS, Permission.WRITE_OPENING_BALANCE
_IF = Permission.ASK_WHAT_IF
_SEND, _ENDORSE = Permission.SEND_CLAIMS, Permission.ENDORSE_CLAIMS

urlpatterns = [
    page("anmodninger/", ledger.claims, permission=_SEE, name="claims"),
    page(_DRAFT, ledger.draft, permission=_SEE, name="draft"),
    page(_DRAFT + "borger/<uuid:citizen>/", lines.draft_lines, permission=_SEE, name="draft_lines"),
    page(_DRAFT + "opstil/", requests.draw_up, permission=_DRAW, name="draw_up"),
    page(_DRAFT + "kontroller/", requests.check, permission=_CHECK, name="check"),
    page(_DRAFT + "godkend/", acceptance.accept, permission=_SEE, name="accept"),
    page("anmodninger/valg/", settings.settings, permission=_SEE, name="settings"),
    page("anmodninger/valg/<slug:name>/", settings.choose, permission=_CHOOSE, name="choose_setting"),
    page("anmodninger/hvad-nu-hvis/", what_if.what_if, permission=_IF, name="what_if"),
    page("anmodninger/herberg-eller-bolig/", business_case.compare, permission=_IF, name="business_case"),
    page("anmodninger/aabning/", opening.openings, permission=_SEE, name="openings"),
    page("anmodninger/aabning/ny/", opening.enter, permission=_OPEN, name="enter_opening"),
    page("anmodninger/aabning/fil/", opening.read_file, permission=_OPEN, name="opening_file"),
    page("anmodninger/aabning/gem/", opening.confirm, permission=_OPEN, name="confirm_openings"),
    page("anmodninger/aabning/<int:pk>/traek/", opening.withdraw, permission=_OPEN, name="withdraw_opening"),
    page(_CLAIM, ledger.claim, permission=_SEE, name="claim"),
    page(_CLAIM + "siden/", since.then_and_now, permission=_SEE, name="since"),
    page(_CLAIM + _LINE, lines.claim_line, permission=_SEE, name="claim_line"),
    page(_CLAIM + "fil/<str:suffix>/", exports.claim_file, permission=_SEE, name="claim_file"),
    page(_CLAIM + "send/", requests.send, permission=_SEND, name="send"),
    page(_CLAIM + "bemaerk/", remarks.write, permission=_ENDORSE, name="write_remark"),
    page("anmodninger/andre-kommuner/", deadlines.deadlines, permission=_SEE, name="deadlines"),
    page(_REMARKS, remarks.remarks, permission=_SEE, name="remarks"),
    page(_REMARKS + "<int:remark>/", remarks.answer, permission=_SEE, name="remark"),
    page(_YEAR, requests.year, permission=_SEE, name="year"),
    page(_YEAR + "bevis.zip", exports.evidence, permission=_SEE, name="evidence"),
    page(_STATEMENT, statements.statement, permission=_SEE, name="statement"),
    page(_STATEMENT + "opstil/", statements.draw_up, permission=_DRAW, name="statement_draw_up"),
    page(_STATEMENT + "kontroller/", statements.check, permission=_CHECK, name="statement_check"),
    page(_STATEMENT + "send/", statements.send, permission=_SEND, name="statement_send"),
    page(_STATEMENT + "paategn/", statements.endorse, permission=_ENDORSE, name="statement_endorse"),
]
