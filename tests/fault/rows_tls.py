"""Rows T01 to T11: certificates, names, versions."""
import os
import ssl

from night import rows
from wire import Rule, Wire, cut, close
import service


def fails_at_once(night, *words):
    night.fails(4, *words)
    night.expect(f"{night.api.connections} connections for a certificate that cannot get better",
                 night.api.connections == 1)
    night.expect("a request was sent", night.api.count() == 0)


@rows.row("T01")
def certificate_is_expired(night):
    night.api.context = night.world.context("expired")
    fails_at_once(night, "localhost", "expired", "2021-02-03", "[E-TLS-EXPIRED]")


@rows.row("T02")
def certificate_is_not_yet_valid(night):
    night.api.context = night.world.context("future")
    fails_at_once(night, "localhost", "2047-01-02", "clock", "[E-TLS-TIME]")


@rows.row("T03", "self-signed", "unknown issuer")
def issuer_is_unknown(night, what):
    if what == "self-signed":
        night.api.context = night.world.context("self-signed")
    else:
        night.set("source.sample", ca_file=None)
    fails_at_once(night, "ca_file", "[E-TLS-CA]")


@rows.row("T04")
def certificate_is_for_another_host(night):
    night.api.context = night.world.context("other-name")
    fails_at_once(night, "another host", "other.example", "another.example", "[E-TLS-NAME]")


@rows.row("T05")
def common_name_is_right_and_alternative_name_is_not(night):
    night.api.context = night.world.context("common-name")
    fails_at_once(night, "another host", "[E-TLS-NAME]")


@rows.row("T06", ("wildcard-top", "good.invalid"), ("wildcard-top", "a.b.invalid"), ("wildcard-two", "a.b.invalid"),
          ("wildcard-part", "foo.b.invalid"), needs="resolver")
def wildcard_is_too_wide(night, certificate, host):
    night.use_resolver(host, "127.0.0.1")
    night.api.context = night.world.context(certificate)
    fails_at_once(night, host, "[E-TLS-NAME]")


def weak_context(night, what):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    folder = night.world.certificates
    context.load_cert_chain(folder / "good.pem", folder / "good.key")
    if what == "TLS 1.1":
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
    else:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("ECDHE-ECDSA-NULL-SHA:aNULL:@SECLEVEL=0")
    return context


@rows.row("T07", "TLS 1.1", "no cipher")
def protocol_is_too_old(night, what):
    night.api.context = weak_context(night, what)
    night.fails(4, "localhost", "handshake", "[E-TLS-HANDSHAKE]")
    night.expect("a request was sent", night.api.count() == 0)


@rows.row("T08", "missing", "empty", "folder", "no PEM", "PEM of nothing", "unreadable")
def authority_file_cannot_be_used(night, what):
    contents = {"empty": b"", "no PEM": b"\x00\x01 no certificate\n",
                "PEM of nothing": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "unreadable": b"x"}
    if what in contents:
        night.write("own-ca.pem", contents[what], 0o000 if what == "unreadable" else 0o600)
    elif what == "folder":
        (night.folder / "own-ca.pem").mkdir()
    night.set("source.sample", ca_file="own-ca.pem")
    night.fails(2, "own-ca.pem")
    night.expect("a connection was made", night.api.connections == 0)


@rows.row("T09")
def trust_comes_from_the_environment(night):
    night.set("source.sample", ca_file=None)
    night.environment["SSL_CERT_FILE"] = str(night.world.certificates / "ca.pem")
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
    night.expect(f"no word of SSL_CERT_FILE: {done.stderr!r}", "SSL_CERT_FILE" in done.stderr and "ca.pem" in done.stderr)


@rows.row("T10", (close, "farewell"), (cut, "no farewell"))
def body_without_length_ends_with_the_connection(night, end, what):
    night.api.rules = [Rule("evaluation/result", lambda request, answer: [
        answer.with_fields(("Content-Length", None), ("Connection", "close")).bytes(), end])]
    night.fails(4, "page 1 of", "its end cannot be known")


@rows.row("T11", "entry", "no entry")
def endpoint_is_an_address(night, what):
    context = night.world.context("good" if what == "entry" else "no-address")
    with Wire(service.language, context) as api:
        night.set("source.sample", endpoint=f"https://127.0.0.1:{api.port}")
        if what == "entry":
            done = night.run()
            night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
        else:
            night.fails(4, "127.0.0.1", "[E-TLS-NAME]")
        night.expect("the key was sent to a stranger", what == "entry" or api.count() == 0)


@rows.row("T08")
def authority_file_is_of_others(night):
    os.symlink(night.world.certificates / "self-signed.pem", night.folder / "linked.pem")
    night.set("source.sample", ca_file="linked.pem")
    fails_at_once(night, "[E-TLS-CA]")
