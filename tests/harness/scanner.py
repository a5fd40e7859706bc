"""A USB scanner before a page: it types as fast as no hand, and may be plugged into a PC whose input method is on."""

import time

PLAIN = {
    ":": ("Semicolon", 186, True),
    "/": ("Slash", 191, False),
    ".": ("Period", 190, False),
    "-": ("Minus", 189, False),
}
BY_INPUT_METHOD = 229  # what every key is said to be while an input method takes it


def full_width(text):
    """What an input method writes that is set to full width."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


class Scanner:
    """`pause`: seconds from key to key, as the browser is told; how long the test itself takes does not matter."""

    def __init__(self, page, pause=0.005):
        self.page, self.pause = page, pause
        self.tell = page.context.new_cdp_session(page).send
        self.now = time.time()

    def writes(self, text):
        """Text that comes as a whole into what has the focus, then Enter."""
        self.tell("Input.insertText", {"text": text})
        self.page.keyboard.press("Enter")

    def keys(self, text):
        """Key by key, no input method."""
        for sign in text:
            self._key(sign, text=sign)
        self._enter(13, text="\r")

    def through_input_method(self, text):
        """As pinyin: letters are held back, a digit picks a word, a sign is written at full width, and Enter only ends
        what is held back."""
        held = ""
        for sign in text:
            self._key(sign, taken=True)
            if sign.isalpha():
                held += sign.lower()
                self._hold(held)
            else:
                self._write("号" if sign.isdigit() else full_width(sign))
                held = ""
        self._enter(BY_INPUT_METHOD)
        self._write(held)

    def composes(self, held, words):
        """Somebody writes words with the input method."""
        for end in range(1, len(held) + 1):
            self._key(held[end - 1], taken=True)
            self._hold(held[:end])
        self._write(words)

    def _hold(self, held):
        self.tell("Input.imeSetComposition", {"text": held, "selectionStart": len(held), "selectionEnd": len(held)})

    def _write(self, words):
        self.tell("Input.insertText", {"text": words})

    def _key(self, sign, *, text="", taken=False):
        code, number, is_shifted = _place(sign)
        press = {"key": "Process", "windowsVirtualKeyCode": BY_INPUT_METHOD} if taken else {"key": sign}
        self._press(code=code, modifiers=8 if is_shifted else 0, **{"windowsVirtualKeyCode": number} | press, text=text)

    def _enter(self, number, text=""):
        key = "Process" if number == BY_INPUT_METHOD else "Enter"
        self._press(code="Enter", key=key, windowsVirtualKeyCode=number, text=text)

    def _press(self, *, text, **about):
        self.now += self.pause
        kind = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.tell("Input.dispatchKeyEvent", {**kind, **about, "timestamp": self.now})
        self.tell("Input.dispatchKeyEvent", {"type": "keyUp", **about, "timestamp": self.now})


def _place(sign):
    """The key on the board: its name, its number, and whether it is struck with shift."""
    if sign in PLAIN:
        return PLAIN[sign]
    name = f"Digit{sign}" if sign.isdigit() else f"Key{sign.upper()}"
    return name, ord(sign.upper()), sign.isupper()
