"""How does a row carry the text it is found by, with pinyin, without anyone having to remember to fill it?"""

from typing import Any

from django.db import models


class SearchColumn(models.TextField):
    """Filled from the named fields of its own row each time the row is saved."""

    def __init__(self, *sources: str, **options: Any) -> None:
        self.sources = sources
        super().__init__(**{"editable": False, "blank": True, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, [*args, *self.sources], options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        from portal.search import search_text

        value = search_text(*(str(getattr(model_instance, source) or "") for source in self.sources))
        setattr(model_instance, self.attname, value)
        return value
