"""Does every sentence of code and pages stand in both languages?"""

from django.core.management import call_command


def test_every_sentence_has_its_chinese():
    call_command("translations", check=True)
