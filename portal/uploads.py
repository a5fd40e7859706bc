"""How much of a sent file is written down? The limit and a little more; what follows is counted and dropped.

So no form can fill the disk, the other fields of the form arrive, and the page can say what was wrong. A file for which
there is no room arrives as `NotWritten`, so that even then nothing else of the form is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any, NoReturn

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from portal.disk import is_full

MEGABYTE = 1024 * 1024


class NotWritten(UploadedFile):
    """A file that was sent and not kept: whoever reads it meets the error of the full disk."""

    def __init__(self, error: OSError, name: str, content_type: str, size: int) -> None:
        super().__init__(BytesIO(), name, content_type, size)
        self.error = error

    def _fail(self, *args: Any, **named: Any) -> NoReturn:
        raise OSError(self.error.errno, self.error.strerror)

    read = chunks = multiple_chunks = open = _fail


class BoundedUploadHandler(TemporaryFileUploadHandler):
    error: OSError | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.error = None
        self.__dict__.pop("file", None)
        with self._room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """`start` is where the chunk begins in the file: at most one chunk is kept beyond the limit."""
        if self.error is None and start <= settings.UPLOAD_MAX_MB * MEGABYTE:
            with self._room():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        if self.error is None:
            with self._room():
                return super().file_complete(file_size)
        return NotWritten(self.error, self.file_name or "", self.content_type or "", file_size)

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Where there is none, what was written gives its room back at once."""
        try:
            yield
        except OSError as error:
            if not is_full(error):
                raise
            self.error = error
            half = self.__dict__.pop("file", None)
            if half is not None:
                with suppress(OSError):  # closing writes what is still in memory; the file is gone all the same
                    half.close()
