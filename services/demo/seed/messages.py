"""What is a person told? Inbox rows with the particulars that the texts name; nothing is sent out."""

import json
from datetime import datetime, timedelta
from typing import Any

from . import numbers
from .people import Talent
from .world import World

READ_SHARE = 0.8


def tell(world: World, talent: Talent, template: str, key: str, at: datetime, **context: Any) -> None:
    """`key` names the event, as in `notify()`; most messages have been read the next day."""
    read_at = at + timedelta(days=1)
    is_read = read_at < world.now and world.chance.random() < READ_SHARE
    world.sheets.inbox.add(
        *(numbers.public_id(world.chance).replace("-", ""), f"{key}:{talent.id}:inbox", talent.id, template),
        *(json.dumps(context, ensure_ascii=False), str(at), str(read_at) if is_read else None),
    )
