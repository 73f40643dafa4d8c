"""Takes out of a log line what could hold a person's data: row values, query strings, person numbers."""

import logging
import re

# Database errors print the row that was refused; what stands before DETAIL is kept.
_ROW_VALUES = re.compile(r"(DETAIL|Failing row|Key \().*", re.DOTALL)
_CPR = re.compile(r"\b\d{6}[- ]?\d{4}\b")
_QUERY = re.compile(r"\?\S*")
_MAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+\.\w+")
_SEALED = re.compile(r"gAAAA[\w=-]{20,}|otpauth://\S+")
# Addresses of ours are made of such parts; anything else in one was typed by somebody.
_ADDRESS = re.compile(r"(?<=: )/[^\n]*")
_OUR_PART = re.compile(r"[a-z0-9_.-]{0,40}")


def without_person_data(text: str) -> str:
    """The text without row values, query strings and anything that looks like a CPR number."""
    text = _ADDRESS.sub(_our_address, _QUERY.sub("", _ROW_VALUES.sub("(row left out)", text)))
    return _CPR.sub("(number)", _MAIL.sub("(mail)", _SEALED.sub("(sealed)", text)))


def _our_address(found: re.Match[str]) -> str:
    parts = found[0].split("/")
    return "/".join(part if _OUR_PART.fullmatch(part) else "(text)" for part in parts)


class NoPersonData(logging.Filter):
    """Cleans each line, and reduces a traceback to its frames and the name of the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: lines are cleaned, never dropped."""
        record.msg = without_person_data(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = _frames(record)
            record.exc_info = None
        return True


def _frames(record: logging.LogRecord) -> str:
    error_type, _, trace = record.exc_info or (None, None, None)
    lines: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    name = error_type.__name__ if error_type else "error"
    return "\n".join([*lines, f"{name} (text left out: it may hold values of a row)"])
