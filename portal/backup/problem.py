"""What a person at the terminal is told when a backup or a restore cannot go on."""


class Problem(Exception):
    """One sentence that says what is wrong and what to do."""
