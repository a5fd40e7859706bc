"""Is a thing counted once for all processes of a machine, and is no time forgotten?"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.tally import MINUTE, Tally

OTHER = """
import sys
from django.conf import settings
settings.configure(VAR_DIR=sys.argv[1], WEB_PROCESSES=2)
from portal.tally import Tally
tally = Tally("calls")
print(max(tally.add(7) for _ in range(int(sys.argv[2]))))
"""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def other_process(folder, times):
    return subprocess.Popen([sys.executable, "-c", OTHER, folder, str(times)], stdout=subprocess.PIPE, text=True)


def test_each_has_its_own_count(clock):
    calls, refused = Tally("calls"), Tally("refused")

    assert [calls.add(1), calls.add(1), calls.add(2), refused.add(1)] == [1, 2, 1, 1]


@pytest.fixture
def within_a_minute():
    """So that the minute of the other processes is this one's."""
    import time

    left = MINUTE - time.time() % MINUTE
    if left < 20:
        time.sleep(left)


def test_processes_count_together(folder, within_a_minute):
    tally = Tally("calls")
    others = [other_process(folder, 500) for _ in range(3)]
    mine = max(tally.add(7) for _ in range(500))

    told = [mine, *(int(other.communicate(timeout=60)[0]) for other in others)]

    assert max(told) == 2000
    assert tally.add(7) == 2001


def test_of_those_who_come_at_once_no_more_than_the_limit_get_through(folder, within_a_minute):
    """The control: each process by itself would let all of its own through."""
    limit, tally = 300, Tally("calls")
    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(lambda _n: tally.add(7), range(1000)))

    assert 0 < sum(count <= limit for count in counts) <= limit
    assert int(other_process(folder, 1).communicate(timeout=60)[0]) == 1001


def test_next_minute_begins_anew_and_old_files_go(folder, clock):
    tally = Tally("calls")
    tally.add(1)
    for _minute in range(3):
        clock.shift(MINUTE)
        assert tally.add(1) == 1

    assert len(list((folder / "tallies" / "calls").iterdir())) == 2


def test_where_nothing_can_be_written_one_process_stands_for_all(folder, settings, clock):
    settings.WEB_PROCESSES = 4
    (folder / "tallies").write_text("in the way")
    tally = Tally("calls")

    assert [tally.add(1), tally.add(1), tally.add(2)] == [4, 8, 4]
