"""Secrets that are looked for in everything that a run leaves behind or shows of itself."""
import base64
import contextlib
import dataclasses
import html
import pathlib
import re
import threading
import time
import urllib.parse

KEY = "CANARYKEY7d1f4c2e/9b8a+6d5f=3c1b0a9e8d7c6b5a"
TOKEN = "CANARYTOKEN.eyJhbGciOiJub25lIn0.b64-_~7d1f4c2e9b8a"
PASSWORD = "CANARYPASSWORD!x9(7)"
SIGNATURE = "CANARY%2BSIG%3D4c2e9b8a%2F6d5f3c1b0a9e8d7c%3D"
SAS = f"sv=2022-11-02&sp=rl&sr=c&spr=https&se=2099-01-01T00:00:00Z&sig={SIGNATURE}"
SECRETS = {"key": KEY, "token": TOKEN, "password": PASSWORD, "signature": SIGNATURE}
SENTENCE = "A canary sentence of the customer:"


def base64_forms(data):
    """The middle part of the text as base64, wherever in a longer text it begins."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + data).decode()
        yield coded[(0, 2, 3)[shift]:].rstrip("=")[:-1]


def escaped(secret, is_meant, form):
    return "".join(form % ord(c) if is_meant(c) else c for c in secret)


def base64_whole(data):
    return [base64.b64encode(b"x" * shift + data + b"y" * more).decode() for shift in range(3) for more in range(2)]


def encodings(secret, base64_of=base64_forms):
    """Plain, percent-encoded four ways, decoded, base64 and base64url, hex, JSON five ways, HTML."""
    data = secret.encode()
    forms = {secret, urllib.parse.quote(secret, safe=""), urllib.parse.unquote(secret), data.hex(), data.hex().upper(),
             secret.replace("/", "\\/"), html.escape(secret)}
    for form in ("%%%02X", "%%%02x"):
        forms.add(escaped(secret, lambda c: True, form))
    for form in ("\\u%04X", "\\u%04x"):
        for is_meant in (lambda c: True, lambda c: not c.isalnum(), lambda c: c in "\"&'+<>`"):
            forms.add(escaped(secret, is_meant, form))
    for form in base64_of(data):
        forms |= {form, form.replace("+", "-").replace("/", "_")}
    return {form.encode() for form in forms}


FORMS_OF_KEY = sorted(encodings(KEY, base64_whole))  # as a server may send it; looked for are the parts that are certain
FORMS = {name: encodings(secret) for name, secret in SECRETS.items()}


def secrets_in(data):
    return sorted(name for name, forms in FORMS.items() if any(form in data for form in forms))


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


@dataclasses.dataclass
class Seen:
    secrets: set = dataclasses.field(default_factory=set)
    own_peak: int = 0  # bytes of memory
    worker_peak: int = 0


def peak(process):
    found = re.search(rb"VmHWM:\s*(\d+) kB", read(pathlib.Path(f"/proc/{process}/status")))
    return int(found[1]) << 10 if found else 0


class Watch:
    """Looks at arguments, environment and memory of runs and of their workers while they run."""

    def __init__(self, every=0.05):
        self.every, self.watched, self.lock, self.samples = every, {}, threading.Lock(), 0
        threading.Thread(target=self.look, daemon=True).start()

    def add(self, process):
        with self.lock:
            self.watched[process] = Seen()

    def remove(self, process):
        with self.lock:
            return self.watched.pop(process)

    def look(self):
        while True:
            with self.lock:
                watched = list(self.watched.items())
            for process, seen in watched:
                with contextlib.suppress(OSError):  # it has ended meanwhile
                    self.sample(process, seen)
            time.sleep(self.every)

    def sample(self, process, seen):
        """Once a worker is there the secrets have been read, so that they may stand nowhere any more."""
        tasks = list(pathlib.Path(f"/proc/{process}/task").glob("*/children"))
        workers = [int(worker) for task in tasks for worker in read(task).split()]
        seen.own_peak = max(seen.own_peak, peak(process))
        seen.worker_peak = max([seen.worker_peak, *map(peak, workers)])
        for member in [process, *workers] if workers else []:
            who = "the run" if member == process else "a worker"
            for what in ("cmdline", "environ"):
                names = secrets_in(read(pathlib.Path(f"/proc/{member}/{what}")))
                seen.secrets |= {f"the {name} is in {what} of {who}" for name in names}
            self.samples += 1
