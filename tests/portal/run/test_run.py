"""Does each way in which the portal can end leave one clear line and no process behind?"""

import os
import signal
import socket
import sys
import urllib.error
import urllib.request

import pytest

from tests.harness import processes

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("run")]  # the folder is prepared once
RUNNING = "Ctrl-C stops everything."


def pid_of(folder, words):
    return next(pid for pid, command in processes.using(folder).items() if words in command)


def test_run_first_time_ends_with_ctrl_c_in_one_line(prepared):
    assert prepared.ended == (0, "Stopped.")
    assert prepared.lines[0] == "[1] Bringing the database up to date …"
    assert processes.using(prepared.folder) == {}


def test_run_again_shows_a_page_on_both_names(start):
    port = processes.free_port()
    run = start(PORT=str(port))
    run.wait_for(RUNNING)

    for host in ("localhost", "127.0.0.1"):
        with urllib.request.urlopen(f"http://{host}:{port}/accounts/login/") as page:
            assert page.status == 200
    processes.wait_until(lambda: is_ready(port), 60, "the heartbeat of a worker")


@pytest.mark.redis
def test_run_with_redis_has_beat_apart_and_is_ready(start, redis_server):
    port = processes.free_port()
    run = start(PORT=str(port), REDIS_URL=redis_server)
    run.wait_for(RUNNING)

    assert pid_of(run.folder, "celery --app portal beat")
    processes.wait_until(lambda: is_ready(port), 60, "the heartbeat of a worker")


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == 200
    except urllib.error.HTTPError as error:
        with error:
            return False


@pytest.mark.parametrize(
    ("words", "name"), [("celery", "worker"), ("granian", "web server")], ids=["worker", "web server"]
)
def test_run_death_of_one_process_stops_the_rest_and_says_which(start, words, name):
    run = start()
    run.wait_for(RUNNING)

    os.kill(pid_of(run.folder, words), signal.SIGKILL)

    code, line = run.end()
    assert code == 1
    assert line.startswith(f"CommandError: The {name} ended by SIGKILL; its last words are in ")
    assert run.lines[-2] == RUNNING
    assert processes.left_after(run.folder, 2) == {}


def test_run_killed_itself_leaves_nothing_running(start):
    run = start()
    run.wait_for(RUNNING)
    assert len(processes.using(run.folder)) >= 3

    run.process.kill()

    run.process.wait()
    assert processes.left_after(run.folder, 15) == {}


def test_run_ends_when_what_called_it_is_killed(start):
    caller = start(command=["sh", "-c", f"{sys.executable} manage.py run --end-with-parent; true"])
    caller.wait_for(RUNNING)

    caller.process.kill()

    caller.process.wait()
    assert processes.left_after(caller.folder, 15) == {}


def test_run_taken_port_is_one_line(start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = start(PORT=str(port))

        code = run.process.wait(20)

    assert code == 1
    assert run.lines == [
        f"CommandError: Port {port} on 127.0.0.1 is taken; stop what uses it, or try: make run PORT={port + 1}"
    ]


def test_run_twice_in_one_folder_is_one_line(start):
    first = start()
    first.wait_for("[1]")

    second = start()

    assert second.process.wait(20) == 1
    assert second.lines == [
        f"CommandError: The portal already runs on {first.folder} (process {first.process.pid}); stop that one first."
    ]


def test_run_without_its_database_is_one_line(start):
    run = start(DATABASE_URL=f"postgres://nobody@127.0.0.1:{processes.free_port()}/none")

    assert run.process.wait(30) == 1
    assert run.lines[0] == "[1] Bringing the database up to date …"
    assert run.lines[1].startswith("CommandError: Bringing the database up to date failed: OperationalError: ")
    assert len(run.lines) == 2


def test_run_after_one_was_killed_while_it_made_ready_goes_on(start, tmp_path):
    half = start(VAR_DIR=str(tmp_path), DEMO="0")
    processes.wait_until((tmp_path / "portal.sqlite3").exists, 30, "a database")
    half.process.kill()
    half.process.wait()

    again = start(VAR_DIR=str(tmp_path), DEMO="0")

    again.wait_for(RUNNING)
    again.process.send_signal(signal.SIGTERM)
    assert again.end() == (0, "Stopped.")
    assert processes.left_after(tmp_path, 2) == {}


def test_run_ctrl_c_while_making_ready_is_one_line(start, tmp_path):
    run = start(VAR_DIR=str(tmp_path))
    processes.wait_until((tmp_path / "portal.sqlite3").exists, 30, "a database")

    run.process.send_signal(signal.SIGINT)

    assert run.end() == (0, "Stopped.")
    assert processes.using(tmp_path) == {}
