"""Where do the flows stand? In `workflow.py` of an app or of one of its subjects, found at start like `admin.py`."""

from importlib import import_module
from pathlib import Path

from django.apps import apps


def discover() -> None:
    """Import every such module, so that its flow is in the table of flows."""
    for config in apps.get_app_configs():
        folder = Path(config.path)
        for file in sorted([*folder.glob("workflow.py"), *folder.glob("*/workflow.py")]):
            import_module(".".join([config.name, *file.relative_to(folder).with_suffix("").parts]))
