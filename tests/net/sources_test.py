#!/usr/bin/env python3
"""Drives the real binary against every kind of source, credential and proxy that a config can name.

  sources_test.py ERRATA SAMPLE_DATA

Each case is a run with its exit code, words that it must say, and what the servers saw. In nothing that was
written may any secret stand. Exits with 77 (skipped) where the openssl command is not there.
"""
import json
import pathlib
import socket
import tempfile

from language_service import Proxy, Service, in_eight_encodings
from world import ENTRA, KEY, PASSWORD, SECRET, run_all
from loopback_tls import make_certificates  # world.py knows where it is


def check_kinds(world):
    service = world.service
    world.expect("a key from a variable", world.run(world.config()), 0, "report.html")
    done = world.run(world.config(model="project = tickets-eu\nmodel = all"))
    world.expect("all models of a project", done, 0, both=world.runs() == ["tickets.v2", "tickets.v3"])
    done = world.run(world.config(model="project = tickets-*"), "-v")
    world.expect("a pattern of projects", done, 0, "'tickets-new': left out", "'tickets-sums': left out",
                 both=world.runs() == ["tickets.tickets-eu", "tickets.tickets-us"])
    done = world.run(world.config(model="project = tickets-?u\nmodel = v*"))
    world.expect("patterns of both", done, 0, both=world.runs() == ["tickets.tickets-eu.v2", "tickets.tickets-eu.v3"])
    world.expect("a pattern that means nothing", world.run(world.config(model="project = nothing-*")), 4,
                 "model tickets: project 'nothing-*': matches no trained project; there are: ", "[E-NOTFOUND]")
    done = world.run(world.config(model="project = tickets-eu\nmodel = all") + "[model.tickets.v2]\ninput = x.csv\n")
    world.expect("a name that is taken", done, 3, "model tickets.v2: it (project 'tickets-eu', model 'v2', section "
                 "model.tickets) and model tickets.v2 (section model.tickets.v2) would share a folder [E-NAME]",
                 both=world.runs() == ["tickets.v3"])
    two = world.config(model="project = tickets-?u\nmodel = v*")
    done = world.run(two + "[model.tickets.tickets-eu]\nsource = s\nproject = tickets-eu\nmodel = v2*\n")
    world.expect("a name that two patterns give", done, 3, "model tickets.tickets-eu.v2: it (project 'tickets-eu', model 'v2', "
                 "section model.tickets) and", "section model.tickets.tickets-eu) would share a folder [E-NAME]",
                 only_the_other=world.runs() == ["tickets.tickets-eu.v3"])
    clu = world.config(kind="azure-clu", model="project = talk")
    world.expect("conversations are fetched", world.run(clu, command="fetch"), 0, "raw/tickets",
                 kind='"azure-clu"' in (world.folder / "raw/tickets/index.json").read_text())
    done = world.run(clu)
    world.expect("and their intents are reported", done, 0, "report.html", "tickets: the intents were read; the entities of these "
                 "utterances are read with --task entities; in nightly.ini that is written task = …")
    csv = f"url = https://localhost:{service.port}/files/a.csv"
    (service.root / "a.csv").write_text("text,gold,predicted\nhello,A,B\nbye,B,B\n")
    https = lambda source: world.config(kind="https", where=csv, source=source, model="ticket = T-1")
    world.expect("a file by URL, with a header", world.run(https("key_env = TEST_KEY\nheader = X-Api")), 0)
    world.expect("a file by URL, without it", world.run(https("allow_host = yes")), 4, f"'s': {csv[6:]}: no credential was sent",
                 "name one by key_env, key_file or key_credential (and header), or by token_env, ", "[E-AUTH]")
    (service.root / "a.csv").rename(world.folder / "a.csv")
    files = "[source.s]\nkind = files\npath = *.csv\n[model.tickets]\nsource = s\n"
    world.expect("files by a pattern", world.run(files), 0, "report.html")
    world.expect("files that are not there", world.run(files.replace("*.csv", "*.tsv")), 4, "matches no file")


def check_credentials(world):
    service, folder = world.service, world.folder
    key = folder / "credentials" / "azure-key"
    key.parent.mkdir()
    key.write_text(KEY + "\n")
    key.chmod(0o440)
    place = {"CREDENTIALS_DIRECTORY": str(key.parent)}
    stored = world.config("key_credential = azure-key")
    world.expect("a credential of systemd", world.run(stored, **place), 0)
    world.expect("no folder of credentials", world.run(stored), 4, "CREDENTIALS_DIRECTORY is not set")
    world.expect("a credential that others may read", (key.chmod(0o444), world.run(stored, **place))[1], 4, "chmod 600")
    world.expect("a key in the place of its name", world.run(world.config(f"key_env = {KEY}")), 2)

    service.client_secret = SECRET
    authority = {"AZURE_AUTHORITY_HOST": f"https://localhost:{service.port}/"}
    entra = world.config("auth = entra")
    posts = lambda: sum(path.endswith("/token") for _, path, _, _ in service.asked)
    done = world.run(entra, **ENTRA, **authority)
    world.expect("Entra", done, 0, one_token=posts() == 1,
                 no_key=not any("Ocp-Apim-Subscription-Key" in headers for _, _, headers, _ in service.asked))
    service.uses_of_token, service.uses = 3, 0
    world.expect("a token that is withdrawn", world.run(entra, **ENTRA, **authority), 0, two_tokens=posts() == 2)
    here = f"endpoint = https://localhost:{service.port}\nca_file = ca.pem\nauth = entra\n"
    two = entra + f"[source.s2]\nkind = azure-language\n{here}[model.two]\nsource = s2\nproject = tickets-us\n"
    world.expect("two sources of one client", world.run(two, **ENTRA, **authority), 0, one_token=posts() == 1)
    service.same_token = True
    apart = two.replace("[source.s2]\n", "[source.s2]\nallow_host = yes\n")
    world.expect("two that need a login each, and get the same token", world.run(apart, **ENTRA, **authority), 0,
                 two_logins=posts() == 2)
    service.same_token = False
    service.echo = lambda request: (403, '{"error":{"code":"403","message":"No role"}}')
    world.expect("a client of Entra without the role", world.run(entra, **ENTRA, **authority), 4,
                 "(environment variables AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET): status 403", "[E-AUTH]")
    service.echo = lambda request: (401, '{"error":{"code":"401","message":"No"}}')
    world.expect("a token that is never accepted", world.run(entra, **ENTRA, **authority), 4,
                 "(environment variables AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET): status 401", "[E-AUTH]")
    service.echo = None
    service.client_secret = "another"
    world.expect("a secret that Entra does not know", world.run(entra, **ENTRA, **authority), 4,
                 "the token of Entra for source 's'", "AADSTS7000215", "[E-AUTH]")
    world.expect("no tenant", world.run(entra, **(ENTRA | {"AZURE_TENANT_ID": ""})), 4, "AZURE_TENANT_ID")
    world.expect("an authority that is none", world.run(entra, **ENTRA, AZURE_AUTHORITY_HOST="https://evil.example"),
                 4, "is not a host of the service", nothing_was_asked=not service.asked)

    for index, form in enumerate(in_eight_encodings(KEY)[0]):
        service.echo = lambda request, form=form: (400, '{"error":{"code":"X","message":"you said %s!"}}' % form)
        world.expect(f"a server that repeats the key, way {index + 1}", world.run(world.config()), 4, "you said")
    service.echo = lambda request: (200, '{"value":[],"note":"%s"}' % KEY)
    world.expect("an answer that repeats the key", world.run(world.config()), 4, "[E-SECRET]")
    service.echo = None


def check_proxies(world):
    port = world.service.port
    with Proxy(login=f"svc-errata:{PASSWORD}") as proxy:
        url = f"http://svc-errata:{PASSWORD}@localhost:{proxy.port}"
        done = world.run(world.config(), https_proxy=url, HTTPS_PROXY="http://nobody.invalid:1")
        world.expect("a proxy with a login", done, 0, it_was_used=f"CONNECT localhost:{port} " in proxy.heads[0],
                     the_login_ends_there=not any("Proxy-Authorization" in h for _, _, h, _ in world.service.asked))
        proxy.heads.clear()
        done = world.run(world.config(), https_proxy=url, no_proxy="other.example,localhost")
        world.expect("an exception", done, 0, it_was_not_used=not proxy.heads)
        done = world.run(world.config("key_env = TEST_KEY\nproxy = none"), https_proxy=url)
        world.expect("no proxy", done, 0, it_was_not_used=not proxy.heads)
        world.expect("a proxy without its login", world.run(world.config(), ERRATA_PROXY=f"http://localhost:{proxy.port}"),
                     4, "wants a user and a password", "[E-NET-PROXY]")
        source = f"key_env = TEST_KEY\nproxy = http://localhost:{proxy.port}\nproxy_login_env = LOGIN"
        done = world.run(world.config(source), LOGIN=f"svc-errata:{PASSWORD}")
        world.expect("a login of its own", done, 0, it_was_used=bool(proxy.heads))
        proxy.heads.clear()
        done = world.run(world.config("auth = entra"), https_proxy=url, **ENTRA,
                         AZURE_AUTHORITY_HOST=f"https://localhost:{port}")
        world.expect("Entra behind a proxy", done, 4, "AADSTS", it_was_used=bool(proxy.heads))
    for name, refusal, words in [
            ("403", b"HTTP/1.1 403 No\r\n\r\n", ["refused the tunnel (status 403)", "[E-NET-PROXY]"]),
            ("502", b"HTTP/1.1 502 Later\r\n\r\n", ["refused the tunnel (status 502)", "attempt 2 of 2"]),
            ("garbage", b"\x00\xff" * 5000, ["is it one?", "[E-NET-PROXY]"]),
            ("long line", b"HTTP/1.1 200 " + b"a" * 100_000, ["is it one?"]),
            ("early bytes", b"HTTP/1.1 200 Yes\r\n\r\nhello", ["is it one?"]),
            ("nothing", b"", ["may have refused the tunnel", "[E-NET-PROXY]"])]:
        with Proxy(refusal=refusal) as proxy:
            done = world.run(world.config(), "--proxy", f"http://localhost:{proxy.port}")
            world.expect(f"a proxy that answers: {name}", done, 4, f"the proxy localhost:{proxy.port}", *words)
    world.expect("a proxy that is not there", world.run(world.config(), "--proxy", "localhost:1"), 4,
                 "the proxy cannot be reached: Connection refused (the proxy localhost:1); the proxy is that of --proxy",
                 "attempt 2 of 2", "[E-NET-PROXY]")
    world.expect("a proxy whose name is unknown", world.run(world.config(), https_proxy=f"http://u:{PASSWORD}@proxy.invalid:1"), 4,
                 "looking up the proxy", "(the proxy proxy.invalid:1); the proxy is that of environment variable 'https_proxy'",
                 "[E-NET-PROXY]")
    named = world.config(tool="proxy = localhost:1\n")
    world.expect("a proxy of the config that is not there", world.run(named), 4, "the proxy is that of ", "nightly.ini:5: 'proxy'")
    nowhere = world.config(where="endpoint = https://localhost:1")
    world.expect("a server that is not there", world.run(nowhere), 4, "no connection could be made: Connection refused (attempt 2 of 2",
                 "[E-NET-CONNECT]")
    for where, arguments, environment in [
            ("https_proxy", [], {"https_proxy": f"http://u:{PASSWORD}@bad host"}),
            ("--proxy", ["--proxy", f"http://u:{PASSWORD}@h:1"], {}),
            ("--proxy", ["--proxy", "socks5://h:1"], {})]:
        world.expect(f"a proxy that cannot be meant, in {where}", world.run(world.config(), *arguments, **environment), 2, where)
    world.expect("a proxy's password in the config",
                 world.run(world.config(tool=f"proxy = http://u:{PASSWORD}@h:1\n")), 2, "nightly.ini:5: 'proxy'", "login")


def check_entra_variables(world):
    """What `errata check` says of them without a network."""
    config = world.config(source="auth = entra")
    missing = [f"source 's': environment variable '{name}': is not set" for name in ENTRA]
    world.expect("check of Entra without its variables", world.run(config, command="check"), 2, *missing)
    world.expect("check of Entra with its variables", world.run(config, command="check", **ENTRA), 0, "nothing is wrong",
                 nothing_was_asked=not world.service.asked)


def check_many(world, check):
    """More than the pace of the source lets anybody ask in a minute."""
    models = json.dumps({"value": [{"label": "v1", "lastTrainedDateTime": "2026-01-01T00:00:00Z"}]})
    sections = "".join(f"[model.m{number}]\nsource = s\nproject = p{number}\n" for number in range(100))
    world.service.echo = lambda request: (200, models if request.path.split("?")[0].endswith("/models") else "{}")
    done = check(world.config() + sections)
    world.service.echo = None
    not_asked = done.stderr.count(": not asked: the time of the check is up")
    world.expect("check --online of more models than may be asked for", done, 0, "model m0: project 'p0', model 'v1'",
                 it_ends_in_seconds=done.seconds < 40, those_were_not_asked=101 - 89 <= not_asked < 101,
                 the_pace_is_kept=len(world.service.asked) <= 90)


def check_seats(world):
    """Several models of one source at a time; the authoring API allows two connections."""
    config = world.config() + "".join(f"[model.{name}]\nsource = s\nproject = {project}\nmodel = {model}\n" for name, project, model in [
        ("b", "tickets-us", "v2"), ("c", "tickets-eu", "v2"), ("d", "tickets-us", "v3"), ("e", "gone-1", "x"), ("f", "gone-2", "x")])
    for command, arguments in [("run", []), ("check", ["--online"])]:
        world.service.delay, world.service.most_at_once = 0.2, 0
        done = world.run(config, *arguments, command=command)
        world.service.delay = 0
        world.expect(f"{command} of six models of one source", done, 3, "model e: ", "model f: ",
                     two_requests_at_a_time=world.service.most_at_once == 2)


def check_first_words(world):
    check = lambda text, *arguments, **environment: world.run(text, "--online", *arguments, command="check", **environment)
    done = check(world.config(model="project = tickets-*\nmodel = all"))
    world.expect("check --online names what a run would take", done, 0, "model tickets.tickets-eu.v2: project 'tickets-eu', model 'v2', trained",
                 "project 'tickets-us', model 'v3'", nothing_was_written=not (world.folder / "reports").exists(),
                 no_question_twice=len(world.service.asked) == 5)  # the projects, the models of three, one summary
    done = check(world.config(model="project = tickets-*\nmodel = all"), "--model", "tickets.tickets-us.v3")
    world.expect("check --online of one that a pattern means", done, 0, "model tickets.tickets-us.v3: ", only_that="tickets-eu" not in done.stderr)
    check_many(world, check)
    world.expect("check without --online asks nothing", world.run(world.config(), command="check"), 0,
                 nothing_was_asked=not world.service.asked)
    world.expect("a wrong key", check(world.config(), TEST_KEY="WRONG" + KEY[5:]), 4, "401", "[E-AUTH]")
    two = world.config() + "[model.other]\nsource = s\nproject = gone\n"
    world.expect("one of two models", check(two), 3, "model other: ", "model tickets: project 'tickets-eu'")
    world.expect("a config that is wrong", check(world.config(model="projcet = x")), 2, nothing_was_asked=not world.service.asked)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as silent:
        done = check(world.config(where=f"endpoint = https://localhost:{silent.getsockname()[1]}"))
        world.expect("a server that says nothing", done, 4, "localhost", it_ends_in_seconds=done.seconds < 40)
        done = check(world.config(where=f"endpoint = https://localhost:{silent.getsockname()[1]}"), "--attempt-timeout", "700ms",
                     "--attempts", "1", "--read-timeout", "1min")
        world.expect("limits that are set, where they are shorter", done, 4, "\n  attempt_timeout   700ms\n", "\n  attempts          1\n",
                     "\n  read_timeout      5s\n", "(attempt 1 of 1", it_ends_sooner=done.seconds < 4)
    csv = f"url = https://localhost:{world.service.port}/files/tickets-eu/models.json"
    world.expect("a file by URL", check(world.config(kind="https", where=csv, source="key_env = TEST_KEY\nheader = X-Api",
                                                     model="ticket = T-1")), 0, "models.json is there")


def check_same_codes(world):
    """A first word fails where a run does, and with the same code."""
    service = world.service
    where = f"https://localhost:{service.port}/files/a.csv"
    csv = world.config(kind="https", where=f"url = {where}?v=hidden", source="key_env = TEST_KEY\nheader = X-Api", model="ticket = T-1")
    rows = "".join(f"{number},hello,A,A\n" for number in range(20_000))
    good = "id,text,gold,predicted\n" + rows
    for name, answer, code in [
            ("a page to sign in", (200, "<html>who are you</html>", {"Content-Type": "text/html"}), "[E-HTTP-TYPE]"),
            ("bytes packed without leave", (200, good, {"Content-Encoding": "gzip"}), "[E-HTTP-ENCODING]"),
            ("no bytes", (200, ""), "[E-HTTP-EMPTY]"),
            ("a service that throttles", (429, "", {"Retry-After": "600"}), "[E-THROTTLED]"),
            ("a service that is busy", (503, ""), "[E-HTTP-BUSY]"),
            ("a file that is not there", (404, ""), "[E-NOTFOUND]"),
            ("a redirect", (302, "", {"Location": "https://login.example/in?x=hidden"}), "'https://login.example/in' (status 302)")]:
        service.echo = lambda request, answer=answer: answer
        for command, arguments in [("run", []), ("check", ["--online"])]:
            done = world.run(csv, *arguments, command=command)
            world.expect(f"{command} of {name}", done, 4, f"source 's': {where}: ", code, no_query="hidden" not in done.stderr)
    service.echo = lambda request: (200, good)
    world.expect("check --online of a large file", world.run(csv, "--online", command="check"), 0, "a.csv?v=… is there")
    service.echo = None
    gone = world.config(model="project = tickets-uk")
    no_evaluation = lambda request: (404, "{}") if "summary-result" in request.path else service.language(request.path.split("?")[0])
    for command, arguments in [("run", []), ("check", ["--online"])]:
        world.expect(f"{command} of a project that is not there", world.run(gone, *arguments, command=command), 4,
                     "; there are the projects: 'tickets-eu', ", "[E-NOTFOUND]")
        service.echo = no_evaluation
        world.expect(f"{command} of a model without evaluation", world.run(world.config(), *arguments, command=command), 4,
                     "; there are the models: 'v2', 'v3' [E-NOTFOUND]")
        service.echo = None


def check_texts(world):
    service = world.service
    box = f"texts = https://localhost:{service.port}/box\ntexts_sas_env = SAS"
    sas = {"SAS": f"sv=2022-11-02&sp=r&se=2099-01-01T00:00:00Z&sig={PASSWORD}0"}
    config = lambda more="": world.config(model=f"project = tickets-eu\n{box}\n{more}")

    def serve(is_there):
        def answer(request):
            path = request.path.split("?")[0]
            if not path.startswith("/box/"):
                return service.language(path)
            texts.append(path)
            return is_there(len(texts))
        texts = []
        service.echo = answer

    serve(lambda number: (200, "a text"))
    done = world.run(config(), "--log-format", "json", **sas)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    warned = [line["message"] for line in lines if line["level"] == "warning"]
    record = json.loads(((world.folder / "reports/tickets/latest").resolve() / "run.json").read_text())
    listed = lambda words, among: any(words in text for text in among)
    world.expect("warnings stand in run.json and on standard error", done, 0, "the report does without the labels of the training",
                 **{f"{words} {where}": listed(words, among)
                    for words in ["may be used without TLS", "the export of the project: was not found"]
                    for where, among in [("is said", warned), ("is in run.json", record["warnings"])]})
    serve(lambda number: (403, ""))
    world.expect("a signature that is refused", world.run(config(), **sas), 4, "(environment variable SAS): status 403", "[E-AUTH]")
    check = lambda text: world.run(text, "--online", command="check", **sas)
    serve(lambda number: (404, "") if number == 1 else (200, "a text"))
    world.expect("a first text that is not there, and may be missing", check(config("missing_texts = 5%")), 0,
                 "can be read; 1 text before it could not, where 5 % (missing_texts) may be missing")
    serve(lambda number: (404, "") if number == 1 else (200, "a text"))
    world.expect("a first text that is not there, and may not", check(config()), 4, "[E-TEXT-MISSING]")
    serve(lambda number: (404, ""))
    world.expect("no text is there, though some may be missing", check(config("missing_texts = 5%")), 4,
                 "none of 5 texts could be read")
    service.echo = None


def check_tls(world):
    store = str(world.folder / "ca.pem")
    of_system = world.config().replace("ca_file = ca.pem\n", "")
    done = world.run(of_system, SSL_CERT_FILE=store)
    world.expect("a store named by the environment", done, 0, f"warning: SSL_CERT_FILE is set: for sources without ca_file, {store}")
    done = world.run(of_system, "--log-format", "json", SSL_CERT_FILE=store)
    levels = [json.loads(line)["level"] for line in done.stderr.splitlines() if "SSL_CERT_FILE" in line]
    world.expect("its warning for machines", done, 0, a_warning=levels == ["warning"])
    world.expect("a check of it", world.run(of_system, command="check", SSL_CERT_FILE=store), 0, "warning: SSL_CERT_FILE is set")
    done = world.run(of_system, "--online", command="check", SSL_CERT_FILE=store)
    world.expect("a warning comes once", done, 0, once=done.stderr.count("SSL_CERT_FILE") == 1)
    done = world.run(world.config(), SSL_CERT_FILE="/nowhere/certificates.pem")
    world.expect("a store that does not count beside ca_file", done, 0, no_warning="SSL_CERT_FILE" not in done.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        make_certificates(pathlib.Path(scratch), names="DNS:localhost")
        other = world.config().replace("ca.pem", scratch + "/ca.pem")
        world.expect("a ca_file is trusted alone", world.run(other, SSL_CERT_FILE=store), 4,
                     f"; trusted is ca_file {scratch}/ca.pem alone, which does not hold its authority", "[E-TLS-CA]")
    (world.folder / "broken.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    broken = world.config().replace("ca.pem", "broken.pem")
    world.expect("an authority that is no certificate", world.run(broken), 2, "broken.pem", "holds no PEM certificate")
    with tempfile.TemporaryDirectory() as scratch:
        other = pathlib.Path(scratch)
        make_certificates(other, names="DNS:a.example,DNS:*.b.example,IP:10.1.2.3")
        with Service(other, world.service.root, KEY) as service:
            where = f"endpoint = https://localhost:{service.port}"
            text = world.config(where=where).replace("ca.pem", str(other / "ca.pem"))
            world.expect("a certificate for others", world.run(text), 4, "'a.example', '*.b.example', '10.1.2.3'", "[E-TLS-NAME]",
                         nothing_was_asked=not service.asked)
    if pathlib.Path("/proc/net/if_inet6").exists() and "lo" in pathlib.Path("/proc/net/if_inet6").read_text():
        # The library compares 16 bytes with each address of a certificate, also with one of 4, which the sanitizer stops.
        with tempfile.TemporaryDirectory() as scratch:
            other = pathlib.Path(scratch)
            make_certificates(other, names="IP:::1")
            with Service(other, world.service.root, KEY, address="::1") as service:
                text = world.config(where=f"endpoint = https://[::1]:{service.port}")
                world.expect("an IPv6 address", world.run(text.replace("ca.pem", str(other / "ca.pem"))), 0)
    world.expect("an IPv6 address with a zone", world.run(world.config(where="endpoint = https://[fe80::1%25lo]:1")), 2)
    world.expect("a host with a dot behind", world.run(world.config(where=f"endpoint = https://LOCALHOST.:{world.service.port}")), 0)


if __name__ == "__main__":
    run_all(check_kinds, check_credentials, check_proxies, check_first_words, check_seats, check_same_codes, check_texts,
            check_entra_variables, check_tls)
