"""`make lint`: is the code formatted, typed, layered, translated and documented? All checks, then a verdict."""

import subprocess
import sys
import time
from pathlib import Path

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
CHECKS = {
    "format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "style": [*PYTHON, "ruff", "check", "--quiet", "."],
    "templates": [*PYTHON, "djlint", "templates", "--lint", "--quiet"],
    "types": [*PYTHON, "mypy", "--no-error-summary"],
    "imports": [str(Path(sys.executable).parent / "lint-imports")],
    "settings": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "translations": [*MANAGE, "translations", "--check"],
    "workflows in the documents": [*MANAGE, "workflow_docs", "--check"],
    "codes in the documents": [*PYTHON, "tests.card_vectors", "--check"],
    "data map in the documents": [*MANAGE, "data_map_docs", "--check"],
}


def main() -> int:
    failed = [name for name, command in CHECKS.items() if not holds(name, command)]
    print(f"\n{len(failed)} of {len(CHECKS)} failed: {', '.join(failed)}" if failed else f"\nall {len(CHECKS)} hold")
    return 1 if failed else 0


def holds(name: str, command: list[str]) -> bool:
    """Whether the check holds; what it found is shown only where it does not."""
    began = time.monotonic()
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{'ok    ' if result.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - began:.0f} s)", flush=True)
    if result.returncode:
        print(result.stdout + result.stderr, flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
