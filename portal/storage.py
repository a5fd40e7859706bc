"""How does a file come to lie on the disk whole or not at all?"""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """What was written before an error (a full disk) is taken away again. Names are random: no other file has it."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except BaseException:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
