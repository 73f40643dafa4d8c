"""Pages that may take up to one and a half times their queries, each for its reason (docs/adr/0030)."""

REASONS = {
    "overview:work": (
        "the leader's first page: six areas, and unusual reading needs the log, the stays and the protections"
    ),
    "overview:person": (
        "each area's part of the line in its own tables, asked for the records the reader sees"
    ),
    "billing:invoice": (
        "nights, rates, payers, payments and absences of everybody on it, and what was claimed and answered"
    ),
    "billing:invoice_lines": "names of hundreds, and who of them is protected, written in the read log",
    "billing:invoice_send": "as the invoice: what the shelter will read is compared anew",
    "refunds:year": (
        "the draft of the quarter under way, and the year's requests and statements with their steps"
    ),
    "refunds:claims": "the draft, and every claim with its steps",
    "refunds:draft": "the ledger's facts: each is its own table with its own dates",
    "refunds:since": "the draft, and every line that was ever closed about the quarter",
    "refunds:check": "as the draft",
    "refunds:accept": "as the draft",
    "refunds:draw_up": "as the draft; it is a form, so its budget is the smaller one",
    "refunds:claim": "the lines, and what followed from them in later claims",
    "refunds:claim_line": (
        "the line's whole story: nights, rates, payers and payments as they were and as they are"
    ),
    "refunds:deadlines": "the year's days and what was done by each",
    "citizens:person": "twelve kinds of facts about one record, each with its own way to change it",
    "shelters:stay": "everything one house wrote about a stay; each kind is a table of its own",
    "shelters:shift": "the house in the night, its log, agreements, and names of those who have left",
    "shelters:hand_over": "as the shift",
    "shelters:tonight": "the night, who is coming, what was left, notices, and nights claimed elsewhere",
    "shelters:move": "the night and the plan of the beds, beside the stay",
    "shelters:notice": "the letter is made from stay, person, municipality and earlier letters",
    "shelters:disputes": "both sides' stays and decisions, and who of them may be named",
    "shelters:workers": "people protected, and who is named for them",
    "billing:bills": "a month is drawn from stays, rates, payers, payments and absences: one table each",
    "billing:month": "as the bills",
    "billing:draft_bill": "as the bills",
    "billing:payments_to_write": "whose payment nobody said: stays, payments, names and what is proposed",
    "billing:payment": "one person's payments, and the periods that are paid for",
    "overview:today": "tasks of every area, and the names of those on the page",
    "rights:who_has_seen": (
        "who looked is told only where the person may know it: owners, payers and visible records"
    ),
}
