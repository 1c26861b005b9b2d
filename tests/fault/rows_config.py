"""Rows C01 to C12: what is wrong before anything is contacted, and what is said about it."""
import os

import canary
import service
from night import rows
from service import error, json_answer
from wire import Rule


def refused(night, *words, text=None, options=(), command=("run", "nightly.ini")):
    """One line, exit code 2, and nobody was contacted."""
    done = night.fails(2, *words, text=text, options=options, command=command)
    night.expect("a connection was made", night.api.connections + night.blobs.connections == 0)
    return done


@rows.row("C01", ("unknown", ["--frobnicate"]), ("twice", ["--output", "a", "--output", "b"]), ("prefix", ["--outp", "a"]),
          ("stray word", ["other.ini"]), ("misspelt", ["--verbos"]), ("no value", ["--output"]),
          ("secret as option", [f"--key={canary.KEY}"]), ("secret as word", [canary.KEY]))
def option_is_wrong(night, what, options):
    refused(night, options=options)


def unusable(night, *words):
    """A secret is the matter of the models that need it, others would run: nothing was contacted, and check says usage."""
    night.fails(4, *words)
    night.expect("a connection was made", night.api.connections + night.blobs.connections == 0)
    done = night.run(command=("check", "nightly.ini"))
    night.expect(f"check: exit code {done.returncode}", done.returncode == 2)


NUMBERS = ["-1", "99999999999999999999", "1e3", "nan", "", "0x10", "10 parsecs", "1.5.2s"]


@rows.row("C02", *((key, value) for key in ("attempts", "deadline", "retry_wait") for value in NUMBERS))
def number_is_wrong(night, key, value):
    night.set("errata", **{key: value})
    refused(night, "nightly.ini:", key)


@rows.row("C02", *NUMBERS)
def number_is_wrong_as_option(night, value):
    refused(night, "deadline", options=["--deadline", value])


@rows.row("C02", *NUMBERS)
def number_is_wrong_in_the_environment(night, value):
    night.environment["ERRATA_DEADLINE"] = value
    night.set("errata", deadline=None)
    if value:
        refused(night, "ERRATA_DEADLINE")
    else:  # an empty variable is one that is not set
        night.succeeds()


@rows.row("C03", ("source.sample", "key", canary.KEY), ("source.sample", "token", canary.TOKEN),
          ("source.sample", "key_env", canary.KEY), ("source.sample", "endpoint", f"https://localhost/?{canary.SAS}"),
          ("model.tickets", "texts", f"https://localhost/c?{canary.SAS}"), ("model.tickets", "texts_sas", canary.SAS),
          ("model.tickets", "texts_sas_env", canary.SAS), ("errata", "key", canary.KEY),
          ("source.sample", "proxy", f"http://user:{canary.PASSWORD}@proxy.example"))
def secret_stands_in_the_config(night, section, key, value):
    """The line and the key are named, the value is not; all of the harness looks for it."""
    night.set(section, **{key: value})
    refused(night, "nightly.ini")


KEY_FILES = {"missing": None, "empty": b"", "two lines": canary.KEY.encode() + b"\nsecond\n", "mark": b"\xef\xbb\xbf" + canary.KEY.encode(),
             "control": canary.KEY.encode() + b"\x01", "blank": canary.KEY[:8].encode() + b" " + canary.KEY[8:].encode(),
             "short": b"1234567", "long": b"k" * 4097, "line end twice": canary.KEY.encode() + b"\n\n"}


@rows.row("C04", *KEY_FILES)
def key_file_is_wrong(night, what):
    if KEY_FILES[what] is not None:
        night.write("service.key", KEY_FILES[what])
    night.set("source.sample", key_env=None, key_file="service.key")
    unusable(night, "service.key")


@rows.row("C04", 0o640, 0o604, 0o666)
def key_file_is_open_to_others(night, mode):
    night.write("service.key", canary.KEY, mode)
    night.set("source.sample", key_env=None, key_file="service.key")
    unusable(night, "service.key", "chmod")


@rows.row("C04", "folder", "pipe", "a gigabyte", "device")
def key_file_is_no_file(night, what):
    path = night.folder / "service.key"
    if what == "folder":
        path.mkdir(0o700)
    elif what == "pipe":
        os.mkfifo(path, 0o600)
    elif what == "a gigabyte":
        night.write("service.key", b"k")
        os.truncate(path, 1 << 30)
    night.set("source.sample", key_env=None, key_file="/dev/zero" if what == "device" else "service.key")
    unusable(night)
    if path.is_fifo() or what == "a gigabyte":
        path.unlink()


@rows.row("C04", b"\n", b"\r\n", b"")
def key_file_is_right(night, end):
    night.write("service.key", canary.KEY.encode() + end)
    night.set("source.sample", key_env=None, key_file="service.key")
    night.succeeds()


@rows.row("C04", "not set", "empty", "line break", "two lines")
def key_variable_is_wrong(night, what):
    value = {"not set": None, "empty": "", "line break": canary.KEY + "\r\nX-Evil: 1", "two lines": "12345678\n12345678"}[what]
    night.environment.pop("TEST_KEY")
    if value is not None:
        night.environment["TEST_KEY"] = value
    unusable(night, "TEST_KEY")


ENDPOINTS = ["http://localhost:{0}", "https://localhost:{0}/path", "https://user@localhost:{0}", "https://localhost.example.com:{0}",
             "https://contoso.cognitiveservices.azure.com:{0}", "https://10.0.0.1", "https://contoso.cognitiveservices.azure.com.evil.example",
             "https://localhost:{0}0000", "https://", "localhost:{0}", "HTTPS://[::1", "https://localhost:{0}?x=1", "https://localhost:{0}#x",
             "https://xcognitiveservices.azure.com", "https://localhost:0", "https://0x7f.1:{0}", "file:///etc/passwd"]


@rows.row("C05", *ENDPOINTS)
def endpoint_is_no_host_of_the_service(night, endpoint):
    night.set("source.sample", endpoint=endpoint.format(night.api.port))
    refused(night, "nightly.ini", "sample")


@rows.row("C05", "allow_host")
def endpoint_is_allowed(night, key):
    night.set("source.sample", endpoint="https://contoso.example.invalid", allow_host="yes")
    night.set("errata", attempts="1")
    night.fails(4, "contoso.example.invalid", "[E-NET-DNS]")


SECTION = "[errata]\noutput = reports\n"
CONFIGS = {"key twice": ("output = other\n", 3), "section twice": ("[errata]\noutput = x\n", 3), "no sign": ("output\n", 3),
           "open section": ("[source.x\n", 3), "comment behind": ("templates = x ; y\n", 3), "quotes": ("templates = \"x\"\n", 3),
           "case": ("Output = x\n", 3), "unknown section": ("[sources.x]\nkind = https\n", 3), "empty section": ("[]\n", 3)}


@rows.row("C06", *CONFIGS)
def config_is_no_ini(night, what):
    text, line = CONFIGS[what]
    refused(night, f"nightly.ini:{line}", text=SECTION + text)


@rows.row("C06", "mark", "CRLF", "no last line end")
def config_of_another_editor(night, what):
    text = night.ini()
    night.succeeds(text={"mark": "\ufeff" + text, "CRLF": text.replace("\n", "\r\n"), "no last line end": text[:-1]}[what])


@rows.row("C06", b"\0\xff\xfe" * 100, b"[" * 100000, b"a" * (2 << 20), b"")
def config_is_hostile(night, text):
    refused(night, "nightly.ini", text=text or b"\n")


@rows.row("C07", f"key {canary.KEY}\n", f"[source.x {canary.KEY}\n", f"{canary.KEY}\n", f"{canary.KEY} = 1\n", f"[{canary.KEY}]\nx = 1\n",
          f"[source.x]\nkind = {canary.KEY}\n", f"[source.x]\nkind = https\nurl = x\nca_file = {canary.KEY} ; {canary.TOKEN}\n")
def config_is_wrong_where_a_secret_stands(night, text):
    refused(night, "nightly.ini:", text=SECTION + text)


@rows.row("C08", ("json", '{"errata": {"output": "reports"}}\n'), ("info", '#include "/etc/passwd"\nerrata\n{\n  output reports\n}\n'),
          ("xml", '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/passwd">]>\n<errata>&e;</errata>\n'),
          ("nested", "[" * 50000 + "]" * 50000))
def config_in_another_language(night, what, text):
    done = refused(night, "nightly.ini", text=text)
    night.expect("another file was read", "root:" not in done.stderr)


@rows.row("C09", "check", "run --help", "--version", "--help", "check --help", "formats")
def secrets_are_set_and_nothing_is_run(night, line):
    command = (*line.split(" "), *(["nightly.ini"] if line == "check" else []))
    done = night.run(command=command)
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    if line == "check":
        night.expect(f"says {done.stdout!r}", f"<set: {len(canary.KEY)} chars, sha256 " in done.stdout)
    night.expect("a connection was made", night.api.connections == 0)


HOSTILE = "x\ny\x1b[2Jz\u202e\u2028\u0000\x07"


@rows.row("C10", "error body", "model names", "project names", "status of the export", "document name")
def outside_strings_are_hostile(night, where):
    """Every night checks that no control character reached a message, and that there is one line."""
    if where == "error body":
        night.api.rules = [Rule("models", error(400, HOSTILE, HOSTILE))]
    elif where == "model names":
        night.set("model.tickets", model="v7")
        night.api.rules = [Rule("models", json_answer({"value": [{**service.models()[0], "label": HOSTILE}], "nextLink": None}))]
    elif where == "project names":
        night.set("model.tickets", project="absent")
        night.api.rules = [Rule("projects", json_answer({"value": [service.project(HOSTILE)], "nextLink": None}), 2)]
    elif where == "document name":
        item = {**service.item(0), "location": HOSTILE}
        night.api.rules = [Rule("evaluation/result", json_answer({"value": [item, {**item, "language": "fr"}], "nextLink": None}))]
    else:
        night.api.rules = [Rule("jobs/j_1", json_answer({"status": "failed", "errors": [{"code": HOSTILE, "message": HOSTILE}]}))]
        done = night.run("--verbose")
        night.expect("not told", "\\u{001B}" in done.stderr)
        return
    done = night.fails(4, "\\u{001B}" if where != "project names" else "absent")
    night.expect(f"a bidi control: {done.stderr!r}", "\u202e" not in done.stderr and "\u2028" not in done.stderr)


@rows.row("C10", "unknown key", "model", "path")
def strings_of_the_config_are_hostile(night, where):
    hostile = "x\x1b[2Jy\u202ez\x07"
    night.set({"unknown key": "errata", "model": "model.tickets", "path": "source.sample"}[where],
              **{{"unknown key": hostile, "model": "source", "path": "ca_file"}[where]: hostile})
    done = refused(night, "nightly.ini", "\\u{001B}")
    night.expect("a bidi control", "\u202e" not in done.stderr)


def warned(night, *words):
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    for word in words:
        night.expect(f"does not warn of {word!r}: {done.stderr!r}", word in done.stderr)


@rows.row("C11", ("no signature", canary.SAS.split("&sig=")[0], "sig"), ("expired", canary.SAS.replace("2099", "2020"), "expired"),
          ("no end", canary.SAS.replace("se=2099-01-01T00:00:00Z&", ""), None))
def signature_cannot_work(night, what, sas, word):
    night.environment["TEST_SAS"] = sas
    if what == "no end":  # an access policy of the container may hold it
        warned(night)
    elif what == "no signature":
        done = night.fails(4, "403", "[E-AUTH]")
        night.expect(f"no warning: {done.stderr!r}", "TEST_SAS" in done.stderr and word in done.stderr)
    else:
        unusable(night, "TEST_SAS", word)


@rows.row("C11", ("may write", canary.SAS.replace("sp=rl", "sp=rwdl"), "sp=rwdl"), ("plain http too", canary.SAS.replace("spr=https", "spr=https,http"), "without TLS"),
          ("whole account", canary.SAS.replace("sr=c", "ss=b&srt=sco"), "account"))
def signature_may_too_much(night, what, sas, word):
    night.environment["TEST_SAS"] = sas
    warned(night, "TEST_SAS", word)


@rows.row("C12", "input", "project")
def pattern_would_backtrack(night, where):
    """Patterns are globs, matched in linear time."""
    pattern, name = "a*" * 40 + "b", "a" * 200
    if where == "input":
        night.write(name, b"x")
        night.config = {"errata": {"output": "reports"}, "model.files": {"input": pattern}}
        night.fails(4, "matches no file")
    else:
        night.set("model.tickets", project=pattern)
        night.api.rules = [Rule("projects", json_answer({"value": [service.project(name[:50])], "nextLink": None}))]
        night.fails(4, "a*a*")
    night.expect(f"took {night.seconds} s", night.seconds < 5)
