#!/usr/bin/env python3
"""Drives the real binary against the sample server in the ways that go wrong at night.

  faults_test.py ERRATA SAMPLE_SERVER SAMPLE_DATA

For each fault: one line on standard error that names the thing at fault, the documented exit code, no
new folder, the reports of an earlier run untouched, and the key nowhere in anything that was written.
"""
import base64
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

KEY = "CANARY0KEY7d1f4c2e9b8a6d5f3c1b0a9e8d7c6b5a"
MODEL = "[model.tickets]\nsource = sample\nproject = support-tickets\n"


class Server:
    def __init__(self, program, root, folder, *options):
        self.ca, port = folder / "ca.pem", folder / "port"
        port.unlink(missing_ok=True)
        self.process = subprocess.Popen([program, "--root", root, "--key", KEY, "--ca-out", self.ca, "--port-out", port,
                                         *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def config(server, *, ca=True, host="localhost", source="", output="reports"):
    ca_line = "ca_file = ca.pem\n" if ca else ""
    return (f"[errata]\noutput = {output}\nretry_wait = 100ms\n[source.sample]\nkind = azure-language\n"
            f"endpoint = https://{host}:{server.port}\nkey_env = TEST_KEY\n{ca_line}{source}{MODEL}")


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None
            for p in sorted(folder.rglob("*")) if p.name != ".errata.lock"} if folder.exists() else {}


def secrets_in(data):
    forms = [KEY, urllib.parse.quote(KEY, safe=""), "".join(f"%{ord(c):02X}" for c in KEY),
             base64.b64encode(KEY.encode()).decode().rstrip("=")[:-1], KEY.encode().hex()]
    return [form for form in forms if form.encode() in data]


class Check:
    def __init__(self, errata):
        self.errata, self.faults, self.cases = errata, [], 0

    def run(self, folder, text, key=KEY):
        (folder / "nightly.ini").write_text(text)
        environment = {"PATH": "/usr/bin:/bin"} | ({"TEST_KEY": key} if key else {})
        return subprocess.run([self.errata, "run", "nightly.ini"], cwd=folder, capture_output=True, text=True,
                              timeout=200, env=environment)

    def expect(self, name, folder, text, code, *words, key=KEY):
        """Runs, and holds what came of it against what is promised."""
        self.cases += 1
        before = tree(folder / "reports")
        done = self.run(folder, text, key)
        seen = []
        if done.returncode != code:
            seen.append(f"exit code {done.returncode}, not {code}")
        lines = done.stderr.splitlines()
        if len(lines) != 1 or not lines[0].startswith("errata: ") or len(lines[0]) > 1000:
            seen.append("not one line")
        seen += [f"does not say {word!r}" for word in words if word not in done.stderr]
        if tree(folder / "reports") != before:
            seen.append("reports changed")
        written = b"".join(content or b"" for n, content in tree(folder).items() if n != "nightly.ini")
        if secrets_in(done.stdout.encode() + done.stderr.encode() + written):
            seen.append("the key is in the output")
        print(f"{'FAILED' if seen else 'ok    '} {name}: {done.stderr.strip()}")
        self.faults += [f"{name}: {fault}" for fault in seen]


def main():
    errata, program, root = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
    check = Check(errata)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        serve = lambda *options: Server(program, root, folder, *options)
        with serve() as server:
            check.expect("the first run meets a wrong key", folder, config(server), 4, "401", "tickets",
                         key="WRONG" + KEY[5:])
            if (folder / "reports").exists():
                check.faults.append("a first run that fails leaves an output folder")
            done = check.run(folder, config(server))
            if done.returncode != 0 or not (folder / "reports/tickets/latest/report.html").exists():
                sys.exit(f"a run without a fault fails: exit {done.returncode}: {done.stderr}")
            if secrets_in(b"".join(content or b"" for content in tree(folder / "reports").values())):
                check.faults.append("the key is in the reports of a good run")
            check.expect("wrong key", folder, config(server), 4, "401", key="WRONG" + KEY[5:])
            check.expect("key variable not set", folder, config(server), 4, "TEST_KEY", key=None)
            check.expect("key with a line break inside", folder, config(server), 4, "TEST_KEY", key=KEY + "\nX-Evil: 1")
            check.expect("certificate of an unknown authority", folder, config(server, ca=False), 4, "certificate")
            check.expect("authority file is not there", folder,
                         config(server, ca=False, source="ca_file = absent.pem\n"), 2, "absent.pem")
            check.expect("project that does not exist", folder,
                         config(server).replace("support-tickets", "suport-tickets"), 4, "suport-tickets", "404")
            check.expect("model that does not exist", folder, config(server) + "model = v99\n", 4, "v99")
            check.expect("output that cannot be written", folder, config(server, output="/proc/errata"), 5, "/proc/errata")
            check.expect("output that is a file", folder, config(server, output="ca.pem"), 5, "ca.pem")
            check.expect("plain http", folder, config(server).replace("https:", "http:"), 2, "https")
        check.expect("nobody listens", folder, config(server), 4, "localhost")
        for flaw, word in [("other-name", "another host"), ("self-signed", "certificate"), ("expired", "expired")]:
            with serve("--certificate", flaw) as server:
                check.expect(f"certificate: {flaw}", folder, config(server), 4, word)
        for damage in ["short-body", "cut-json", "random-bytes", "looping-link"]:
            with serve("--damage", damage, "--page-size", "20") as server:
                check.expect(f"page: {damage}", folder, config(server), 4, "tickets", "page")
    print("\n".join(check.faults))
    print(f"{check.cases} faults, {len(check.faults)} promises broken")
    sys.exit(1 if check.faults else 0)


if __name__ == "__main__":
    main()
