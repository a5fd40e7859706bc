"""Which of two columns a reader sees."""

from types import SimpleNamespace

from django.utils import translation

from portal.bilingual import in_language, localised


def test_in_language_reads_the_active_language_and_falls_back():
    both, chinese = SimpleNamespace(name_zh="层次", name_en="Tier"), SimpleNamespace(name_zh="层次", name_en="")

    with translation.override("en"):
        assert (in_language(both, "name"), in_language(chinese, "name"), localised("name")) == (
            "Tier",
            "层次",
            "name_en",
        )
    with translation.override("zh-hans"):
        assert (in_language(both, "name"), localised("name")) == ("层次", "name_zh")
    with translation.override(None):
        assert in_language(both, "name") == "层次"
