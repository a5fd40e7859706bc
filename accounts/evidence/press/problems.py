"""What the press answers when a file cannot be used: one code, which the portal turns into words."""


class Unusable(Exception):
    """The file cannot be used; `code` is one of corrupted, locked_pdf, too_many_pixels, too_few_pixels, too_heavy,
    no_code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
