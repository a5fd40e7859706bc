"""Does each reader get the story that is theirs: the applicant without names and inner words, the office with all?"""

from portal.audit.chain import append
from portal.workflow.buttons import actions
from portal.workflow.engine import perform, start
from portal.workflow.models import Reason
from portal.workflow.story import office_story, public_story

from .papers.models import Paper


def refused_paper(writer, reader):
    paper = start(Paper(writer=writer, title="On ice"), by=writer)
    perform(paper, "submit", by=writer)
    append(paper, "case_opened", by=reader)
    perform(paper, "ask", by=reader, reason="Ask Mr Li, quietly.")
    return perform(paper, "refuse", by=reader, reason="A copy.")


def test_public_story_has_public_words_and_only_the_reasons_that_are_due(writer, reader):
    paper = refused_paper(writer, reader)

    assert [(str(event.label), event.to_status, event.actor, event.reason) for event in public_story(paper)] == [
        ("开始填写", "draft", "", ""),
        ("Hand in", "submitted", "", ""),
        ("Asked", "submitted", "", ""),
        ("Refused", "refused", "", "A copy."),
    ]


def test_office_story_has_everything(writer, reader):
    paper = refused_paper(writer, reader)

    assert [(event.action, event.actor, event.reason) for event in office_story(paper)] == [
        ("create", "talent@example.cn", ""),
        ("submit", "talent@example.cn", ""),
        ("case_opened", "reader@example.cn", ""),
        ("ask", "reader@example.cn", "Ask Mr Li, quietly."),
        ("refuse", "reader@example.cn", "A copy."),
    ]


def test_erased_reason_leaves_the_story_whole(writer, reader):
    paper = refused_paper(writer, reader)
    Reason.objects.all().delete()

    assert [(event.action, event.reason) for event in office_story(paper)][-1] == ("refuse", "")


def test_stories_cost_the_same_for_few_and_many_rows(writer, reader, django_assert_num_queries):
    paper = refused_paper(writer, reader)
    with django_assert_num_queries(3):
        office_story(paper)
    for _time in range(3):
        append(paper, "case_opened", by=writer)

    with django_assert_num_queries(3):
        office_story(paper)
    with django_assert_num_queries(2):
        public_story(paper)


def test_actions_for_an_answer_name_what_is_possible(submitted, reader, writer):
    assert actions(submitted, writer) == [{"name": "withdraw", "label": "Take back", "needs_reason": False}]
    assert [action["name"] for action in actions(submitted, reader) if action["needs_reason"]] == ["refuse"]
