"""`make test`: every test on SQLite or PostgreSQL, many on both (tests/harness/databases.py says which).

`--fast` is the part to run while working, on SQLite.
`--faults` the fault tests alone (FULL=1 as long as they are written).
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.harness import packages, postgres

PYTEST = [sys.executable, "-m", "pytest", "--dist", "loadgroup", "-q"]
LEFT_OUT = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "PYTHONDONTWRITEBYTECODE"}  # the last: all compile all, each time
ON_SQLITE, ON_POSTGRESQL = "not postgres and not feature", "not browser and not sqlite"
PROCESSES = {"PostgreSQL": 4}  # there one of them waits most of its time for what it broke to come back


def main() -> int:
    if "--fast" in sys.argv:
        return pytest("SQLite, the quick part", "not slow and not browser and not postgres and not redis")
    packages.install_missing()
    if "--faults" in sys.argv:
        with postgres.server() as url:
            return pytest("The fault tests", "postgres", "tests/faults", DATABASE_URL=url)
    with postgres.server() as url, ThreadPoolExecutor(1) as meanwhile:
        template = meanwhile.submit(postgres.migrated, url)  # one processor's work, for which two would wait
        on_sqlite = pytest("SQLite", ON_SQLITE)
        own = {"DATABASE_URL": url, "TEST_TEMPLATE": template.result()}
        on_postgresql = pytest("PostgreSQL", ON_POSTGRESQL, **own)
    return on_sqlite or on_postgresql


def pytest(title: str, marks: str, *paths: str, **environment: str) -> int:
    print(f"\n== {title} ==", flush=True)
    clean = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    processes = ["-n", str(PROCESSES.get(title, 3))]
    return subprocess.run([*PYTEST, *processes, "-m", marks, *paths], env=clean | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
