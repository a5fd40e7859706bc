"""How the press names a page it wrote."""


def page_file(number: int) -> str:
    """`number` 1 is the first page."""
    return f"{number:04}.jpg"
