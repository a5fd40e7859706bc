"""May a test be skipped? Where CI is true nothing may: each skip then fails the run, with its reason."""

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    if _skipped(session.config) and os.environ.get("CI") == "true" and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    count = len(_skipped(config))
    if count and os.environ.get("CI") == "true":
        terminalreporter.write_line(f"CI allows no skipped test, and {count} were skipped.", red=True)


def _skipped(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []
