"""The control of the storm: how are messages written that travel in the broker itself, and stand in no outbox?"""

from tests.harness.provider import without_outbox

from .storm import BATCH, START

BREATH = 2  # seconds, until whoever writes goes on although a batch was lost


def into_the_broker(numbers):
    """Each message is a task and nothing else."""
    for number in numbers:
        without_outbox.apply_async(args=[f"{number:032}"])


def steadily(storm):
    """The next batch when one has left, so that a fault finds a batch or two in the broker, and never all of them."""

    def put(numbers):
        into_the_broker(numbers)
        left = storm.outside.reached()
        if numbers[0]:
            storm.until_left(1, START)
            storm.until_left(left + BATCH, BREATH)

    return put
