"""Forms of this area: admission, stays, notices, disputed nights.

Not here: any rule. Start reading at `admission.py`.
"""
