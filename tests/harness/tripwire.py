"""Did a stranger's words or file do anything in a browser? A wire that every planted script would touch.

A script calls `tripped()`; an element that came out of a text asks for `/tripwire`, even where no script may run.
"""

ADDRESS = "/tripwire"
SCRIPT = b"fetch('/tripwire');alert(1);tripped('script')"
LISTEN = """addEventListener("securitypolicyviolation", event => tripped(`policy: ${event.violatedDirective}`))"""


class Tripwire:
    """`touched` says what touched it, and on which page; an empty list is what a test expects."""

    def __init__(self, page):
        self.page, self.touched, self.asked = page, [], []
        page.context.expose_function("tripped", self._note)
        page.context.add_init_script(LISTEN)
        page.context.on("page", lambda opened: self._note(f"window {opened.url}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _note(self, what="script"):
        self.touched.append(f"{self.page.url}: {what}")

    def _dialog(self, dialog):
        self._note(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request):
        self.asked.append(request.url)
        if ADDRESS in request.url:
            self._note(f"request {request.url}")
