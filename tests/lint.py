"""`make lint`: is the code formatted, typed, layered, translated and documented? All checks, then a verdict."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
AT_ONCE = 2
CHECKS = {  # the one that takes longest first
    "types": [*PYTHON, "mypy", "--no-error-summary"],
    "format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "style": [*PYTHON, "ruff", "check", "--quiet", "."],
    "templates": [*PYTHON, "djlint", "templates", "--lint", "--quiet"],
    "imports": [str(Path(sys.executable).parent / "lint-imports")],
    "settings": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "translations": [*MANAGE, "translations", "--check"],
    "workflows in the documents": [*MANAGE, "workflow_docs", "--check"],
    "codes in the documents": [*PYTHON, "tests.card_vectors", "--check"],
    "data map in the documents": [*MANAGE, "data_map_docs", "--check"],
}


def main() -> int:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = zip(CHECKS, pool.map(holds, CHECKS, CHECKS.values()), strict=True)
        failed = [name for name, is_fine in found if not is_fine]
    print(f"\n{len(failed)} of {len(CHECKS)} failed: {', '.join(failed)}" if failed else f"\nall {len(CHECKS)} hold")
    return 1 if failed else 0


def holds(name: str, command: list[str]) -> bool:
    """Whether the check holds; what it found is shown only where it does not."""
    began = time.monotonic()
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    is_fine = result.returncode == 0
    said = f"{'ok    ' if is_fine else 'FAILED'} {name} ({time.monotonic() - began:.0f} s)"
    print(said if is_fine else f"{said}\n{result.stdout}{result.stderr}", flush=True)
    return is_fine


if __name__ == "__main__":
    sys.exit(main())
