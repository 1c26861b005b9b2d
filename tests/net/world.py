"""A folder, a service on the loopback, and the real binary between them."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from language_service import Service, in_eight_encodings, write_projects

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from loopback_tls import make_certificates  # noqa: E402

KEY = "CANARY0KEY7d1f4c2e9b8a6d5f3c1b0a9e8d7c6b5a"
SECRET = "CANARY~SECRET+with/odd&characters"
PASSWORD = "CANARYpassword"
ENTRA = {"AZURE_TENANT_ID": "tenant-1", "AZURE_CLIENT_ID": "client-1", "AZURE_CLIENT_SECRET": SECRET}


class World:
    def __init__(self, errata, folder, service):
        self.errata, self.folder, self.service, self.faults, self.cases = errata, folder, service, [], 0

    def config(self, source="", model="", kind="azure-language", where=None, tool=""):
        where = where or f"endpoint = https://localhost:{self.service.port}"
        return (f"[errata]\noutput = reports\nattempts = 2\nretry_wait = 100ms\n{tool}"
                f"[source.s]\nkind = {kind}\n{where}\nca_file = ca.pem\n{source or 'key_env = TEST_KEY'}\n"
                f"[model.tickets]\nsource = s\n{model or 'project = tickets-eu'}\n")

    def run(self, text, *arguments, command="run", keeps=False, **environment):
        """`keeps`: what earlier runs have left stays."""
        (self.folder / "nightly.ini").write_text(text)
        self.service.asked.clear()
        for place in [] if keeps else ["reports", "raw"]:
            shutil.rmtree(self.folder / place, ignore_errors=True)
        begin = time.monotonic()
        done = subprocess.run([self.errata, command, "nightly.ini", *arguments], cwd=self.folder, capture_output=True,
                              text=True, timeout=120, env={"PATH": "/usr/bin:/bin", "TEST_KEY": KEY} | environment)
        done.seconds = time.monotonic() - begin
        return done

    def expect(self, name, done, code, *words, **claims):
        self.cases += 1
        seen = [] if done.returncode == code else [f"exit code {done.returncode}, not {code}"]
        said = done.stdout + done.stderr
        seen += [f"does not say {word!r}" for word in words if word not in said]
        seen += [f"not so: {claim.replace('_', ' ')}" for claim, holds in claims.items() if not holds]
        if code and any(len(line) > 1000 for line in done.stderr.splitlines()):
            seen.append("a line is too long")
        written = said.encode() + b"".join(p.read_bytes() for place in ("reports", "raw")
                                           for p in (self.folder / place).rglob("*") if p.is_file())
        tokens = [header.get("Authorization", "Bearer ")[7:] for _, _, header, _ in self.service.asked]
        for secret in [KEY, SECRET, PASSWORD, *filter(None, tokens)]:
            forms, everything = in_eight_encodings(secret)
            seen += ["a secret is in the output" for form in [*forms, everything] if form.encode() in written]
        print(f"{'FAILED' if seen else 'ok    '} {name}: {done.stderr.strip()[:300]}")
        self.faults += [f"{name}: {fault}" for fault in seen]

    def runs(self):
        return sorted(p.name for p in (self.folder / "reports").iterdir() if not p.name.startswith("."))


@contextlib.contextmanager
def new_world():
    """For a test whose arguments are the binary and the sample data. Skips where openssl is not there."""
    errata, sample = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    if shutil.which("openssl") is None:
        print("skipped: the openssl command is not there")
        sys.exit(77)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        make_certificates(folder, names="DNS:localhost,IP:127.0.0.1,IP:::1")
        (folder / "projects").mkdir()
        write_projects(folder / "projects", sample)
        with Service(folder, folder / "projects", KEY) as service:
            yield World(errata, folder, service)


def run_all(*parts):
    with new_world() as world:
        for part in parts:
            part(world)
    print("\n".join(world.faults))
    print(f"{world.cases} cases, {len(world.faults)} promises broken")
    sys.exit(1 if world.faults else 0)
