"""Which files are ours to look at: the modules of the four apps, the templates, everything people write."""

from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "policies", "accounts", "services")
TEMPLATES = ROOT / "templates"


def modules() -> list[Path]:
    """Every Python file of the apps but the migrations."""
    return [file for app in APPS for file in sorted((ROOT / app).rglob("*.py")) if "migrations" not in file.parts]


def templates() -> list[Path]:
    return sorted(file for file in TEMPLATES.rglob("*") if file.is_file())


def written() -> list[Path]:
    """What people read and change: code, tests, pages, styles, scripts."""
    rest = [ROOT / folder for folder in ("tests", "benchmarks", "static")]
    kinds = {".py", ".html", ".css", ".js", ".txt"}
    return modules() + templates() + [file for folder in rest for file in folder.rglob("*") if file.suffix in kinds]


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))
