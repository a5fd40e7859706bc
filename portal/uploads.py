"""How much of a sent file is written down? The limit and a little more; what follows is counted and dropped.

So no form can fill the disk, the other fields of the form arrive, and the page can say what was wrong.
"""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MEGABYTE = 1024 * 1024


class BoundedUploadHandler(TemporaryFileUploadHandler):
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """`start` is where the chunk begins in the file: at most one chunk is kept beyond the limit."""
        if start <= settings.UPLOAD_MAX_MB * MEGABYTE:
            super().receive_data_chunk(raw_data, start)
