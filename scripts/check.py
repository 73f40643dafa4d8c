"""Run every check that needs no test: format, lint, types, contracts, migrations, pages, messages, faults.

All run even when one fails, so that one look shows everything; the last line counts failures.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "import contracts": ["lint-imports", "--no-logo"],
    "migrations": ["hjemad", "makemigrations", "--check", "--dry-run"],
    "reference pages": ["python", "scripts/docs.py", "--check"],
    "messages": ["python", "scripts/check_messages.py"],
    "known faults": ["python", "scripts/audit_dependencies.py"],
}


def run(name: str, command: list[str]) -> bool:
    """True when the check passed; its output is shown when it did not, or when it could not look."""
    began = time.monotonic()
    environment = {**os.environ, "HJEMAD_ENV": "test"}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if not passed or "not audited" in done.stdout:
        print(done.stdout + done.stderr, flush=True)
    return passed


def main() -> int:
    """Exit code 1 when a check failed."""
    failed = [name for name, command in CHECKS.items() if not run(name, command)]
    print(f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
