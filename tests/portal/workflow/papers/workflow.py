"""The life of a paper, in the order of life."""

from portal.workflow.table import Notice, Transition, Workflow, no, register, yes

from .models import Receipt


def is_writer(user, paper):
    return yes() if user == paper.writer else no("not_yours", "This paper is not yours.")


def is_reader(user, paper):
    return yes() if user is None or user.is_staff else no("not_reader", "Only readers decide.")


def has_title(user, paper):
    return yes() if paper.title else no("title_missing", "Give the paper a title.")


def give_receipt(paper, *, by, reason, data):
    if data.get("fail"):
        raise RuntimeError("the effect failed")
    Receipt.objects.create(paper=paper, note=data.get("note", "taken"))


def change_reader(paper, *, by, reason, data):
    paper.reader = data["reader"]
    paper.save(update_fields=["reader"])


def days_by_pages(paper):
    """a day for each page"""
    return paper.pages


def writer_of(paper):
    return [paper.writer]


PATH = "tests.portal.workflow.papers.workflow"
PAPER = register(
    Workflow(
        name="paper",
        model="papers.Paper",
        transitions=(
            Transition("submit", "Hand in", "Hand in", ("draft",), "submitted", is_writer, has_title),
            Transition("withdraw", "Take back", "Take back", ("submitted",), "draft", is_writer, clears_deadline=True),
            Transition(
                "take",
                "Take",
                "Taken",
                ("submitted",),
                "taken",
                is_reader,
                effect=f"{PATH}.give_receipt",
                notify=(Notice("paper_taken", writer_of, lambda paper: {"pages": paper.pages}),),
                deadline_days=0,
            ),
            Transition("refuse", "Refuse", "Refused", ("submitted",), "refused", is_reader, needs_reason=True),
            Transition("ask", "Ask", "Asked", ("submitted",), None, is_reader, deadline_days=5),
            Transition("delay", "Delay", "Delayed", ("submitted",), None, is_reader, deadline_days=days_by_pages),
            Transition(
                "hand_over",
                "Hand over",
                "Handed over",
                ("submitted",),
                None,
                is_reader,
                effect=f"{PATH}.change_reader",
            ),
        ),
    )
)
