"""Which tests come first, and which one after the other in one process, since they share a stage dear to set up?

pytest-xdist knows groups by a mark, which it writes into the id of a test; since pytest 9.2 that has no effect.
"""

import pytest

GROUPS = {
    "tests/benchmarks/test_miniature.py": "benchmarks",
    "tests/faults/processes/": "processes",
    "tests/lists/test_plans.py": "plans",
    "tests/hostile/test_routes.py": "routes",
    "tests/hostile/test_schema.py": "schema",
    "tests/portal/run/": "run",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The long ones first: one that begins last would keep a single processor busy at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return next((group for start, group in GROUPS.items() if nodeid.startswith(start)), nodeid)

    return Together(config, log)
