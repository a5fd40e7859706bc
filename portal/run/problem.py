"""What does the person who started the portal read when it cannot go on?"""


class Problem(Exception):
    """One clear line; nothing of the portal is left running when it is shown."""
