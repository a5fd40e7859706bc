"""A partner's system in one file of plain Python: token, check, use, events, and the signature of a webhook.

python talent_partner.py https://talent.example.cn CLIENT_ID SECRET CODE medical-green-channel
"""

import base64
import hashlib
import hmac
import json
import sys
import time
import uuid
from collections.abc import Iterator
from typing import IO, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TRIES, SECONDS, MOST_SECONDS_OLD = 4, 10, 300
NOT_ASKED = 2  # what the program ends with where no answer of the portal was had


class Refused(Exception):
    """The portal said no; `code` is for programs, `detail` names the field that was wrong."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(": ".join(filter(None, (f"{status} {code}", detail.strip()))))
        self.status, self.code = status, code


class NoAnswer(ValueError):
    """What came back is no answer of the portal: most likely the address is another's."""


class Partner:
    """The calls of one partner's system. Fetches a token when it needs one."""

    def __init__(self, site: str, client_id: str, secret: str) -> None:
        self.site, self.client_id, self.secret = site.rstrip("/"), client_id, secret
        self.bearer = ""

    def check(self, code: str, service: str) -> dict:
        """The answer for the code that the holder shows; asked again with the same key where the answer is lost."""
        return self._write("checks/", {"code": code, "service": service})

    def use(self, check_id: str, outcome: str, **more: object) -> dict:
        """What became of the check: served, postponed or refused. Counted once, however often it is sent."""
        return self._write("uses/", {"check": check_id, "outcome": outcome, **more})

    def events(self, after: str = "") -> Iterator[dict]:
        """Everything that happened after the event `after`, oldest first. Keep the id of the last one you handled."""
        while True:
            query = urlencode({"after": after, "page_size": 100} if after else {"page_size": 100})
            page = self._call("GET", f"events/?{query}")
            yield from page["results"]
            if page["next"] is None:
                return
            after = page["results"][-1]["id"]

    def _write(self, path: str, body: dict) -> dict:
        """One key for all tries: a lost answer is given again, and nothing is done twice."""
        key = str(uuid.uuid4())
        for number in range(TRIES):
            try:
                return self._call("POST", path, body, {"Idempotency-Key": key})
            except (URLError, TimeoutError, ConnectionError):
                if number == TRIES - 1:
                    raise
                time.sleep(2**number)
        raise AssertionError("not reached")

    def _call(self, method: str, path: str, body: dict | None = None, headers: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        for is_second in (False, True):
            own = {"Authorization": f"Bearer {self._token(anew=is_second)}", "Content-Type": "application/json"}
            asked = Request(f"{self.site}/api/v1/partner/{path}", data, own | (headers or {}), method=method)
            try:
                return _answer(asked)
            except Refused as refused:
                if is_second or refused.status not in (401, 429):
                    raise
        raise AssertionError("not reached")

    def _token(self, *, anew: bool) -> str:
        if anew or not self.bearer:
            asked = {"grant_type": "client_credentials", "scope": "partner"}
            asked |= {"client_id": self.client_id, "client_secret": self.secret}
            self.bearer = _answer(Request(f"{self.site}/identity/o/api/token", urlencode(asked).encode()))[
                "access_token"
            ]
        return self.bearer


def is_secret(text: str) -> bool:
    """Whether it is a webhook's secret as the portal shows it."""
    try:
        return text.startswith("whsec_") and bool(base64.b64decode(text.removeprefix("whsec_"), validate=True))
    except ValueError:
        return False


def is_genuine(secret: str, headers: dict[str, str], body: bytes, *, now: float | None = None) -> bool:
    """Whether a webhook is the portal's and no old one sent again. `headers` in small letters, `body` as it came."""
    try:
        moment = int(headers["webhook-timestamp"])
        said = f"{headers['webhook-id']}.{moment}.".encode() + body
        signatures = headers["webhook-signature"].split()
    except (KeyError, ValueError):
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    is_fresh = abs((time.time() if now is None else now) - moment) <= MOST_SECONDS_OLD
    return is_fresh and any(hmac.compare_digest(expected, signature) for signature in signatures)


def _answer(asked: Request) -> dict:
    try:
        with urlopen(asked, timeout=SECONDS) as answer:
            return _object(answer)
    except HTTPError as error:
        if error.code >= 500:
            raise URLError(f"answered {error.code}") from error
        if error.code == 429:
            time.sleep(min(60, int(error.headers.get("Retry-After", "5"))))
        told = _object(error)
        detail = " ".join(
            [told.get("detail", ""), *(f"{name}: {said}" for name, said in told.get("errors", {}).items())]
        )
        raise Refused(error.code, told.get("code") or told.get("error", ""), detail) from error


def _object(answer: IO[bytes]) -> dict:
    try:
        found = json.load(answer)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NoAnswer("This is no answer of the portal. Is the address the portal's own?")
    return found


def main() -> None:
    if len(sys.argv) != 6:
        _end(__doc__)
    site, client_id, secret, code, service = sys.argv[1:]
    partner = Partner(site, client_id, secret)
    answer = partner.check(code, service)
    print(answer["verdict"], answer["reason"], *answer["instructions"], sep="\n")
    if answer["verdict"] == "eligible":
        print(partner.use(answer["id"], "served"))
    for event in partner.events():
        print(event["type"], event["data"])


def _end(words: object) -> NoReturn:
    print(words, file=sys.stderr)
    sys.exit(NOT_ASKED)


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(f"Refused: {refused}")
    except NoAnswer as error:
        _end(error)
    except (URLError, TimeoutError, ConnectionError) as error:
        _end(f"The portal was not reached ({getattr(error, 'reason', error)}). Look at the address and the network.")
