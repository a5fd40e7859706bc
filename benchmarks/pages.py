"""How long do the pages take that people open most, beside a view that only draws a template?"""

from collections.abc import Callable
from itertools import repeat

from . import load as http
from .load import Load
from .registry import Result, benchmark
from .rounds import compared, in_turn
from .server import Site, environment, granian, inside, manage

SECONDS = 2.0


@benchmark("pages")
def pages() -> list[Result]:
    with environment():
        for command in ("migrate --noinput", "translations --compile", "collectstatic --noinput", "load_catalogue"):
            manage(*command.split())
        opened = inside("pages")
        with granian("benchmarks.bare.wsgi:application") as bare, granian("portal.wsgi:application") as portal:
            sides = {name: _opening(portal, *page) for name, page in opened.items()}
            found = in_turn({"bare": _opening(bare, "/page", ""), **sides})
    times = {name: [load.ms(0.5) for load in loads] for name, loads in found.items()}
    return [compared(f"pages: {name}", times[name], times["bare"], "ms") for name in opened]


def _opening(site: Site, path: str, session: str) -> Callable[[], Load]:
    """One reader at a time, so that the time is the page's own."""
    asked = http.request("GET", path, headers={"Cookie": f"sessionid={session}"} if session else {})
    return lambda: site.load(repeat(asked), status=200, connections=1, seconds=SECONDS)
