"""How is one setting read from the environment, and refused by its own name when it is wrong?"""

import base64
import os
import secrets
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "on", "yes"}, {"0", "false", "off", "no"}
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


class Environment:
    """Typed readers. A variable that is empty counts as absent; a bad one raises `ImproperlyConfigured` by name."""

    def __init__(self, secrets_folder: Path | None = None) -> None:
        self.secrets_folder = secrets_folder
        self.is_production = False

    def text(self, name: str, default: str = "") -> str:
        return os.environ.get(name, "").strip() or default

    def whole_number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Between `least` and `most`, both included."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
        return int(value)

    def truth(self, name: str, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
        return value in TRUE

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
        return value

    def folder(self, name: str, default: Path) -> Path:
        """An absolute folder, made if it is not there."""
        path = Path(self.text(name, str(default))).resolve()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"{name} must be a folder that can be written, not {path}.") from error
        return path

    def site(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ImproperlyConfigured(f"{name} must look like https://talent.example.cn, not {value!r}.")
        return value

    def hosts(self, name: str, site: str) -> list[str]:
        """Which host names are answered: those given, else that of `site`, and this machine's own where it is that."""
        host = urlsplit(site).hostname or ""
        given = [part.strip() for part in self.text(name).split(",") if part.strip()]
        if any("*" in part or "/" in part or " " in part for part in given):
            raise ImproperlyConfigured(f"{name} must list host names parted by commas, without * or /.")
        return given or (LOCAL_HOSTS if host in {"localhost", "127.0.0.1"} else [host])

    def required(self, name: str, development: str) -> str:
        """The variable, or `development` where this is no production."""
        value = self.text(name)
        if not value and self.is_production:
            raise ImproperlyConfigured(f"{name} must be set where PUBLIC_URL is https.")
        return value or development

    def secret(self, name: str) -> str:
        """At least 50 characters; outside production made once and kept in the folder of secrets."""
        value = self.required(name, "") or self._kept(name, lambda: secrets.token_urlsafe(48))
        if len(value) < 50:
            raise ImproperlyConfigured(f"{name} must be at least 50 characters long.")
        return value

    def key_ring(self, name: str) -> dict[str, bytes]:
        """`kid:base64,kid:base64` of 32-byte keys, the first in use, as `{kid: key}`."""
        text = self.required(name, "") or self._kept(name, lambda: f"dev1:{_new_key()}")
        try:
            pairs = [part.strip().split(":") for part in text.split(",")]
            ring = {kid: base64.b64decode(key, validate=True) for kid, key in pairs}
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must look like kid:base64,kid:base64.") from error
        if any(len(key) != 32 for key in ring.values()) or len(ring) != len(pairs):
            raise ImproperlyConfigured(f"{name} must hold keys of 32 bytes in base64, each under its own kid.")
        return ring

    def kids_of(self, name: str, ring: dict[str, bytes]) -> frozenset[str]:
        """Some of the keys of `ring` by kid, parted by commas; never all, or nothing could be signed."""
        given = frozenset(part.strip() for part in self.text(name).split(",") if part.strip())
        if not given <= ring.keys() or given == ring.keys():
            raise ImproperlyConfigured(f"{name} must name keys of the ring, and leave one in use.")
        return given

    def rsa_key(self, name: str) -> str:
        """A private RSA key as PEM; its line ends may stand as `\\n`, as they must in an .env file."""
        text = self.required(name, "") or self._kept(name, new_rsa_key)
        pem = text.replace("\\n", "\n")
        try:
            key = serialization.load_pem_private_key(pem.encode(), password=None)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be a private RSA key in PEM without a password.") from error
        if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < 2048:
            raise ImproperlyConfigured(f"{name} must be an RSA key of at least 2048 bits.")
        return pem

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        """Several processes may ask at once: the first to put its file in place wins, and all read that one."""
        folder = self.secrets_folder or Path()
        file, mine = folder / f"{name.lower()}.txt", folder / f".{name.lower()}.{os.getpid()}"
        if not file.exists():
            mine.touch(mode=0o600)
            mine.write_text(make())
            try:
                file.hardlink_to(mine)
            except FileExistsError:
                pass
            finally:
                mine.unlink()
        return file.read_text().strip()


def new_rsa_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*pem).decode()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
