"""Tables that others send, CSV or XLSX, as text cells: within limits, and never run as formulas.

Not here: what the columns mean; `invoice_files` and `stay_files` say that. Start reading at `sheet.py`.
"""
