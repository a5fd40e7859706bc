"""How does a test work on a database that is not the suite's, one that may be restarted under it?"""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from portal import servers


@contextmanager
def standing_on(url):
    """The default connection of this process, in every thread, leads to `url`."""
    before = dict(connection.settings_dict)
    _move_to(servers.database(url))
    try:
        yield
    finally:
        _move_to(before)


def _move_to(config):
    connection.close()
    connection.settings_dict.update(config)
    ContentType.objects.clear_cache()
