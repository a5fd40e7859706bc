"""Which data files hold what is promised, in the order in which they are loaded?"""

from pathlib import Path

from policies import models
from policies.catalogue.loading.table import Table

DATA = Path(__file__).parent / "data"
TABLES = (
    Table(models.Source, DATA / "sources.toml"),
    Table(models.Authority, DATA / "authorities.toml"),
    Table(models.Tier, DATA / "tiers.toml"),
    Table(models.Criterion, DATA / "criteria.toml"),
    Table(models.Document, DATA / "documents.toml"),
    Table(models.Measure, DATA / "measures.toml"),
    Table(models.Programme, DATA / "programmes.toml"),
    Table(models.ProgrammeResult, DATA / "programme_results.toml", key=("programme", "year")),
    Table(models.FigureGroup, DATA / "figure_groups.toml"),
    Table(models.Figure, DATA / "figures.toml"),
)
