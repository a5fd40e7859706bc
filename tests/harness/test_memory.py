"""Does the measure of memory see who eats it, for a moment, in a process or in one that it starts?"""

import subprocess
import sys

import pytest

from .memory import Memory

EATEN = 200
EATS = f"import time; food = b'1' * ({EATEN} << 20); del food; time.sleep(0.3)"
ITSELF = f"input(); {EATS}"
ITS_CHILD = f"import subprocess, sys; input(); subprocess.run([sys.executable, '-c', {EATS!r}])"
NOBODY = "input()"


@pytest.mark.parametrize(
    ("program", "who"), [(ITSELF, (True, False)), (ITS_CHILD, (False, True)), (NOBODY, (False, False))]
)
def test_who_eats_memory_for_a_moment_is_seen(program, who):
    eater = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)

    with eater, Memory(eater.pid) as memory:
        eater.communicate(b"\n")

    assert (memory.grown >= EATEN, memory.started >= EATEN) == who
