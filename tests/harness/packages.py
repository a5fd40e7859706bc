"""Which programs do the tests need that pip cannot bring, and may they be installed here?"""

import os
import shutil
import subprocess
from pathlib import Path

# package -> is it here?
NEEDED = {
    "redis-server": lambda: bool(shutil.which("redis-server")),
    "chromium-headless-shell": lambda: bool(chromium()),
    "default-jdk-headless": lambda: bool(shutil.which("javac") and shutil.which("java")),
    "fonts-noto-cjk": lambda: any(Path("/usr/share/fonts").rglob("NotoSansCJK*")),
}


CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first is the quickest


def chromium():
    """The path of the browser, or None; `CHROMIUM` in the environment names another, an old one for example."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def install_missing():
    """Install with apt what is missing, where this user may; says so. Without, the tests that need it are skipped."""
    missing = [name for name, is_here in NEEDED.items() if not is_here()]
    if not missing:
        return
    may = _how_to_be_root()
    if may is None or not shutil.which("apt-get"):
        print(f"Not here and not to be installed by this user: {', '.join(missing)}; tests that need it are skipped.")
        return
    print(f"Installing with apt: {', '.join(missing)} …", flush=True)
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        if subprocess.run([*may, "apt-get", *command], check=False, **quiet).returncode:
            print(f"apt-get {command[0]} failed; tests that need what is missing are skipped.", flush=True)
            return


def _how_to_be_root():
    """The words to put before a command, or None."""
    if os.geteuid() == 0:
        return []
    can_sudo = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n"] if can_sudo else None
