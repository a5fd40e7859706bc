"""Which photos did holders and their families send, and what became of them?"""

from accounts.models import FamilyMember, Portrait
from accounts.portrait.actions import ANSWER_DAYS
from accounts.portrait.workflow import FORGET
from portal.workflow.table import Transition

from .cards import Issued
from .offices import Account
from .people import Talent
from .questions import Question, moment
from .world import World

STORIES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("accept",),),
    ((),),  # still waits
    (("refuse",), ("accept",)),
    (("replace",), ("accept",)),  # another one came before anybody had looked
    (("accept", "remove"),),
    *((("accept",),),) * 7,
)
"""Of one person each, photo after photo; in turn."""


class Photo(Question):
    prefix, why, answer_days = "ZP", "示例：面部被帽檐遮挡，请另拍一张。", ANSWER_DAYS

    def change(self, step: Transition, by: Account | None) -> None:
        super().change(step, by)
        if step.effect == FORGET:
            self.row.image, self.row.sha256 = "", ""


def portraits(world: World, talent: Talent, card: Issued, member: FamilyMember | None = None) -> None:
    """A few send a photo of the person whom the card names, as long as there are pictures."""
    if not (world.pictures and card.lasted) or world.chance.random() >= world.photo_share:
        return
    story = STORIES[world.next_number("photographed") % len(STORIES)]
    if () in story and card.until < world.now:
        story = STORIES[0]
    at = moment(world, card, is_open=() in story)
    for steps in story:
        picture = world.pictures[-1]
        row = Portrait(owner_id=talent.id, member=member, image=picture.original, sha256=picture.sha256)
        photo = Photo(world, talent, card, row, at)
        for step in steps:
            photo.take(step)
        if row.image:
            world.pictures.pop()
        row.pk, at = world.sheets.portraits.next_id(), photo.at
        world.sheets.portraits.put(row)
