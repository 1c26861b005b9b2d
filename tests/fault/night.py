"""One run of the real binary at night: its folder, its servers, and what is promised about it."""
import contextlib
import copy
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
import threading
import time

import canary
import certificates
import service
from wire import Answer, Rule, Wire

EARLIER = "2020-01-01T000000Z"
LIMITS = {"attempts": "3", "retry_wait": "20ms", "deadline": "30s", "attempt_timeout": "4s", "read_timeout": "2s",
          "connect_timeout": "1s"}
GRACE = 5  # seconds that a run may need beyond its deadline


class World:
    """What all nights share: the program, the certificates, the result without a fault."""

    def __init__(self, errata, scratch, resolver=None):
        self.errata, self.scratch, self.resolver = errata, scratch, resolver
        self.watch, self.contexts = canary.Watch(), {}
        self.certificates = scratch / "certificates"
        self.certificates.mkdir()
        certificates.make(self.certificates)
        self.results, self.earlier = {}, None
        self.codes = set()  # that messages ended with

    def context(self, name="good"):
        if name not in self.contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificates / f"{name}.pem", self.certificates / f"{name}.key")
            self.contexts[name] = context
        return self.contexts[name]

    def learn(self):
        """The results that runs are held against: with all that there is, and with what may be missing."""
        refused = service.error(403, "Forbidden", "No export.")
        for name, rules, change in [("whole", [], {}), ("no export", [(":export", refused)], {}),
                                    ("no texts", [], {"texts": None, "texts_sas_env": None}), ("file", [], {})]:
            with Night(self, name) as night:
                night.api.rules = [Rule(*rule) for rule in rules]
                night.set("model.tickets", **change)
                if name == "file":
                    night.use_file()
                done = night.run()
                if done.returncode != 0 or night.faults:
                    raise SystemExit(f"a run without a fault fails: exit {done.returncode}: {done.stderr} {night.faults}")
                self.results[name] = night.result()
                if name == "whole":
                    self.earlier = self.scratch / "earlier"
                    shutil.copytree(night.newest(), self.earlier / "tickets" / EARLIER)
                    (self.earlier / "tickets/latest").symlink_to(EARLIER)


def visible(folder):
    """Everything that a reader of reports sees, with its content."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            found[str(name)] = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
    return found


class Night:
    def __init__(self, world, name):
        self.world, self.name, self.faults, self.lines, self.is_verbose = world, name, [], [], False
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=world.scratch, prefix="night-"))
        self.reports = self.folder / "reports"
        if world.earlier:
            shutil.copytree(world.earlier, self.reports, symlinks=True)
        self.api = Wire(service.language, world.context())
        self.blobs = Wire(service.blobs, world.context())
        self.other = Wire(lambda request: Answer(200, b"{}"), world.context())
        self.environment = {"PATH": "/usr/bin:/bin", "TEST_KEY": canary.KEY, "TEST_SAS": canary.SAS}
        self.given = {"nightly.ini"}  # files of ours, which may hold secrets
        self.seconds, self.own_peak, self.peak = 0.0, 0, 0  # bytes, of the run itself and of its largest worker
        self.config = {
            "errata": {"output": "reports", **LIMITS},
            "source.sample": {"kind": "azure-language", "endpoint": f"https://localhost:{self.api.port}",
                              "key_env": "TEST_KEY", "ca_file": str(world.certificates / "ca.pem"),
                              "requests_per_minute": "0"},
            "model.tickets": {"source": "sample", "project": service.PROJECT, "texts_sas_env": "TEST_SAS",
                              "texts": f"https://localhost:{self.blobs.port}{service.CONTAINER}"}}

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        for wire in (self.api, self.blobs, self.other):
            self.stack.enter_context(wire)
        return self

    def __exit__(self, *_):
        self.stack.close()
        if self.other.connections:
            self.faults.append(f"the other origin saw {self.other.connections} connections")
        shutil.rmtree(self.folder, ignore_errors=True)

    # What the night is like.

    def set(self, section, **values):
        for key, value in values.items():
            if value is None:
                self.config[section].pop(key, None)
            else:
                self.config[section][key] = value

    def add_model(self, name, **values):
        self.config[f"model.{name}"] = {**copy.copy(self.config["model.tickets"]), **values}

    def use_file(self):
        """The model is a file by its URL, without a credential."""
        self.use_file_beside("sample")
        self.config["model.tickets"] = self.config.pop("model.sample")

    def use_file_beside(self, name):
        """A model more, which is such a file."""
        source = {"kind": "https", "url": f"https://localhost:{self.blobs.port}{service.FILE}",
                  "ca_file": self.config["source.sample"]["ca_file"], "allow_host": "yes"}
        self.config |= {f"source.{name}": source, f"model.{name}": {"source": name}}

    def write(self, name, content, mode=0o600):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        self.given.add(name)
        return path

    def use_resolver(self, host, *addresses):
        """Names end in .invalid; what they resolve to: addresses, or one of unknown, again, hangs."""
        self.environment.update(LD_PRELOAD=str(self.world.resolver), FAKE_HOSTS=f"{host}={','.join(addresses)}")
        self.set("source.sample", endpoint=f"https://{host}:{self.api.port}", allow_host="yes")

    def ini(self):
        return "".join(f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in keys.items())
                       for name, keys in self.config.items())

    # What comes of it.

    def run(self, *options, text=None, command=("run", "nightly.ini"), most=None):
        """Runs to the end, or kills what has not ended in time; looks for secrets in all that is left."""
        config = text if isinstance(text, bytes) else (text or self.ini()).encode()
        (self.folder / "nightly.ini").write_bytes(config)
        # a secret that no section names is not the tool's to clear away
        environment = {n: v for n, v in self.environment.items() if not n.startswith("TEST_") or n.encode() in config}
        begin = time.monotonic()
        process = subprocess.Popen([self.world.errata, *command, *options], cwd=self.folder, env=environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)
        self.world.watch.add(process.pid)
        try:
            out, err = process.communicate(timeout=most or 30 + GRACE)
        except subprocess.TimeoutExpired:
            self.faults.append(f"still runs after {most or 30 + GRACE} s")
            process.send_signal(signal.SIGKILL)
            out, err = process.communicate()
        self.seconds = time.monotonic() - begin
        seen = self.world.watch.remove(process.pid)
        self.faults += sorted(seen.secrets)
        self.own_peak, self.peak = seen.own_peak, seen.worker_peak
        if process.returncode < 0:
            self.faults.append(f"ended by signal {-process.returncode}")
        self.check_output(out, err)
        done = subprocess.CompletedProcess(process.args, process.returncode, out.decode(errors="replace"),
                                           err.decode(errors="replace"))
        self.lines = [line for line in done.stderr.split("\n") if line.startswith("errata: ")]
        self.world.codes |= set(re.findall(r"\[(E-[A-Z-]+)\]$", done.stderr, re.M))
        return done

    def check_output(self, out, err):
        for where, data in [("standard output", out), ("standard error", err)]:
            self.faults += [f"the {name} is in {where}" for name in canary.secrets_in(data)]
        if canary.SENTENCE.encode() in out + err:
            self.faults.append("a text of the customer is in the messages")
        if any(byte < 32 and byte != 10 or byte == 127 for byte in err):
            self.faults.append(f"control characters on standard error: {err[-300:]!r}")
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_symlink() and str(path.relative_to(self.folder)) not in self.given:
                self.faults += [f"the {name} is in {path.relative_to(self.folder)}"
                                for name in canary.secrets_in(path.read_bytes())]

    def expect(self, what, fact):
        if not fact:
            self.faults.append(what)

    def fails(self, code, *words, lines=1, options=(), text=None, most=None, command=("run", "nightly.ini")):
        """One line that says it, the documented exit code, and reports as they were."""
        before = visible(self.reports)
        details = ["--verbose"] if self.is_verbose and "--verbose" not in options else []
        done = self.run(*options, *details, text=text, most=most, command=command)
        self.expect(f"exit code {done.returncode}, not {code}", done.returncode == code)
        self.expect(f"{len(self.lines)} lines, not {lines}: {done.stderr!r}", len(self.lines) == lines)
        for line in self.lines:
            self.expect(f"a line of {len(line.encode())} bytes", len(line.encode()) <= 1000)
            self.expect(f"a full stop: {line!r}", not line.endswith("."))
        for word in words:
            self.expect(f"does not say {word!r}: {done.stderr!r}", any(word in line for line in self.lines))
        self.expect("reports changed", visible(self.reports) == before)
        return done

    def succeeds(self, like="whole", options=(), text=None, most=None):
        """Nothing is wrong: the result of a run without a fault, beside the earlier reports."""
        before = visible(self.reports)
        done = self.run(*options, text=text, most=most)
        self.expect(f"exit code {done.returncode}, not 0: {done.stderr!r}", done.returncode == 0)
        after = visible(self.reports)
        self.expect("earlier reports changed", all(after.get(name) == content for name, content in before.items()
                                                   if not name.endswith("latest")))
        if done.returncode == 0:
            self.expect("the result is not that of a run without a fault", self.result() == self.world.results[like])
        return done

    def newest(self, model="tickets"):
        return self.reports / model / os.readlink(self.reports / model / "latest")

    def result(self, model="tickets"):
        """What was found, without ports and what follows from them: sizes and digests of pages with links."""
        files = [self.newest(model) / name for name in ("evaluation.jsonl", "analysis.json")]
        ports = {f":{self.api.port}": ":API", f":{self.blobs.port}": ":BLOBS"}
        texts = [file.read_text(encoding="utf-8") for file in files]
        for port, name in ports.items():
            texts = [text.replace(port, name) for text in texts]
        texts = [re.sub(r"https://[^/:]+(:API|:BLOBS)", r"https://localhost\1", text) for text in texts]
        return [re.sub(r'"bytes":\s*\d+,\s*"sha256":\s*"[0-9a-f]+"', '"bytes":0,"sha256":""', text) for text in texts]


class Rows:
    """The rows of the fault table and their tests."""

    def __init__(self):
        self.tests, self.untested = [], {}
        self.lock = threading.Lock()

    def row(self, name, *variants, needs=None):
        """A function of (night, *variant) tests the row `name`; each variant is a night of its own."""
        def keep(function):
            for variant in variants or [()]:
                values = variant if isinstance(variant, tuple) else (variant,)
                self.tests.append((name, function, values, needs))
            return function
        return keep


rows = Rows()
