"""How are a programme's yearly results drawn beside what was set?"""

from policies.programmes.models import Programme
from portal.charts import BarChart, bar_chart


def results_chart(programme: Programme) -> BarChart | None:
    """One bar a year; a target stands over its own year only. None where no result is printed."""
    rows = [(str(row.year), row.result, row.target) for row in programme.results.all()]
    return bar_chart(programme.result_label, rows) if rows else None
