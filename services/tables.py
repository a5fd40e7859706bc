"""Which data files hold what is offered, in the order in which they are loaded?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policies.catalogue.loading.table import Row, Table
from services.catalogue.models import Area, Entitlement, Service
from services.models import Question

DATA = Path(__file__).parent / "data"


def by_service_and_tier(content: dict[str, Any]) -> Iterator[Row]:
    """`[service]` with a line for each tier, as rows of their own."""
    for service, tiers in content.items():
        for tier, fields in tiers.items():
            yield {"service": service, "tier": tier, **fields}


TABLES = (
    Table(Area, DATA / "areas.toml"),
    Table(Service, DATA / "services.toml"),
    Table(Entitlement, DATA / "entitlements.toml", key=("service", "tier"), rows_of=by_service_and_tier),
    Table(Question, DATA / "questions.toml", key=("service", "number")),
)
