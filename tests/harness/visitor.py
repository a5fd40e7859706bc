"""Who visits a site all the while, and what was each request answered?"""

import json
import threading
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener


class Visitor(threading.Thread):
    """Signs in, looks at the card, shows a code which the hospital checks, and so on; `seen`: what was answered."""

    def __init__(self, site, people):
        super().__init__(daemon=True)
        self.site, self.people, self.seen, self.has_enough = site, people, [], threading.Event()

    def run(self):
        token = json.loads(self._fetch("token", "/identity/o/api/token", self._credentials()) or "{}")
        partner = {"Authorization": f"Bearer {token.get('access_token')}", "Content-Type": "application/json"}
        while not self.has_enough.is_set():
            self.cookies = CookieJar()
            self.browser = build_opener(HTTPCookieProcessor(self.cookies))
            self._fetch("front page", "/")
            self._fetch("sign-in page", "/accounts/login/")
            form = {"login": self.people["login"], "password": self.people["password"]}
            self._fetch("sign-in", "/accounts/login/", urlencode(form | {"csrfmiddlewaretoken": self._csrf()}).encode())
            for _ in range(5):
                self._fetch("card", "/me/card/")
                shown = self._fetch("code", "/api/v1/me/card/codes/", b"{}", self._as_talent())
                body = {"code": json.loads(shown or "{}").get("code", "?"), "service": "medical-green-channel"}
                self._fetch("check", "/api/v1/partner/checks/", json.dumps(body).encode(), partner)

    def _as_talent(self):
        return {"X-CSRFToken": self._csrf(), "Content-Type": "application/json"}

    def _csrf(self):
        return next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def _credentials(self):
        form = {"grant_type": "client_credentials", "client_id": self.people["client"], "scope": "partner"}
        return urlencode(form | {"client_secret": self.people["secret"]}).encode()

    def _fetch(self, kind, path, data=None, headers=None):
        opener = build_opener() if kind in {"token", "check"} else self.browser
        try:
            with opener.open(Request(self.site + path, data, headers or {}), timeout=30) as answer:
                status, text = answer.status, answer.read().decode()
        except HTTPError as error:
            status, text = error.code, ""
        except OSError as error:
            status, text = repr(error), ""
        self.seen.append((kind, status, time.monotonic()))
        self.has_enough.wait(0.05)
        return text
