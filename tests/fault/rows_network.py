"""Rows N01 to N14: the way to the server, and the server that is not itself."""
import socket
import time

import canary
from night import rows
from service import json_answer
from wire import Answer, Rule, Wire, close, cut, drip, good, once, reset, stall, tls

RESULT = "evaluation/result"


def first_part(request, answer):
    return [answer.bytes()[:-20], reset]


@rows.row("N01", ("unknown", "attempt 2 of 2"), ("again", "attempt 3 of 3"), needs="resolver")
def host_name_is_unknown(night, answer, attempts):
    night.use_resolver("good.invalid", answer)
    night.fails(4, "good.invalid", attempts, "[E-NET-DNS]")


@rows.row("N02", needs="resolver")
def resolver_hangs(night):
    night.use_resolver("good.invalid", "hangs")
    night.set("errata", attempts="1", attempt_timeout="2s")
    night.fails(4, "good.invalid", "2 s", "[E-NET-TIMEOUT]", most=10)


@rows.row("N03")
def connection_is_refused(night):
    night.api.__exit__()
    night.fails(4, "localhost", "attempt 3 of 3", "[E-NET-CONNECT]")


@rows.row("N04")
def packets_are_dropped(night):
    with full_backlog("127.0.0.1", 0) as (port, _):
        night.set("errata", attempts="2")
        night.set("source.sample", endpoint=f"https://localhost:{port}")
        night.fails(4, "localhost", "attempt 2 of 2", "[E-NET-CONNECT]", most=10)
        night.expect("did not wait for the connection", night.seconds > 2)


class full_backlog:
    """A port where nobody accepts and the queue is full, so that the first packet is dropped."""

    def __init__(self, address, port):
        self.sockets = [socket.socket()]
        self.sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sockets[0].bind((address, port))

    def __enter__(self):
        self.sockets[0].listen(0)
        where = self.sockets[0].getsockname()
        for _ in range(4):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(where)
            self.sockets.append(waiting)
        time.sleep(0.1)
        return where[1], self.sockets[0]

    def __exit__(self, *_):
        for one in self.sockets:
            one.close()


@rows.row("N05", "refuses", "drops", needs="resolver")
def first_of_two_addresses_is_dead(night, how):
    night.use_resolver("two.invalid", "127.0.0.2", "127.0.0.1")
    if how == "drops":
        with full_backlog("127.0.0.2", night.api.port):
            night.succeeds()
    else:
        night.succeeds()


@rows.row("N03", ("127.0.0.1", "255.255.255.255", "Connection refused"),
          ("255.255.255.255", "127.0.0.1", "Network is unreachable"), needs="resolver")
def reason_is_that_of_the_first_address(night, first, second, reason):
    night.use_resolver("two.invalid", first, second)
    night.api.__exit__()
    night.fails(4, "two.invalid", f"no connection could be made: {reason}", "[E-NET-CONNECT]")


@rows.row("N06", 1, 99)
def reset_in_the_body(night, times):
    night.api.rules = [Rule(RESULT, first_part, 1, times)]
    if times == 1:
        night.succeeds()
    else:
        night.fails(4, "page 1 of", "attempt 3 of 3", "[E-NET-CUT]")
        night.expect(f"{night.api.count(RESULT)} requests", night.api.count(RESULT) == 3)


@rows.row("N07", "kept connection", "each connection", "always")
def closed_before_an_answer(night, when):
    if when == "kept connection":
        # not before the POST of the export, which is not sent twice where it may have arrived
        night.api.rules = [Rule("", lambda request, answer: [
            answer.bytes(), *([] if request.path.endswith("summary-result") else [close])])]
        night.succeeds()
    elif when == "each connection":
        night.api.rules = [once(RESULT, [close]), once("models", [cut])]
        night.succeeds()
    else:
        night.api.rules = [Rule("", [close])]
        night.fails(4, "closed before an answer", "[E-NET-CUT]")


@rows.row("N08")
def body_drips(night):
    """Never silent for long; the lowest rate is looked at as often as silence is."""
    night.set("errata", attempts="1", attempt_timeout="20s", read_timeout="4s")
    night.api.rules = [Rule(RESULT, lambda request, answer: [answer.head(), drip(answer.body, 1)])]
    night.fails(4, "page 1 of", "bytes in 4 s", "[E-NET-SLOW]", most=15)


@rows.row("N09", ("the handshake", (drip(b"\x16\x03\x03\x10\x00\x02\x00\x0f\x00" + b"\3" * 80, 0.4),)), ("the status line", None),
          ("the head", None), ("nothing at all", None))
def head_drips(night, where, hello):
    night.set("errata", attempts="1", attempt_timeout="3s", read_timeout="2s")
    answers = {"the status line": [drip(b"HTTP/1.1 200 OK\r\n" * 5, 1)],
               "the head": [b"HTTP/1.1 200 OK\r\n", drip(b"X-Drip: 1\r\n" * 10, 1)], "nothing at all": [stall]}
    if hello:
        night.api.hello = hello
    else:
        night.api.rules = [Rule(RESULT, answers[where])]
    night.fails(4, "[E-NET-TIMEOUT]", most=10)


def tunnel(connection):
    """Takes CONNECT, and then is the server itself."""
    request = connection.read_request()
    with connection.wire.lock:
        connection.wire.seen.append(request)
    connection.play([b"HTTP/1.1 200 Connection established\r\n\r\n", tls])


def refuse(answer):
    def step(connection):
        connection.read_request()
        connection.play([answer, close])
    return step


REFUSALS = {"403": b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            "502": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\n\r\noops!",
            "407": b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
            "garbage": b"\x00\xff\x1b[31m" * 300, "silence": b""}


@rows.row("N10", "tunnel", *REFUSALS)
def proxy_refuses(night, how):
    hello = (tunnel,) if how == "tunnel" else (refuse(REFUSALS[how]),)
    from service import language
    with Wire(language, night.world.context(), hello=hello) as proxy:
        night.set("source.sample", proxy=f"http://127.0.0.1:{proxy.port}")
        night.set("model.tickets", texts=None, texts_sas_env=None)
        if how == "tunnel":
            done = night.run()
            night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
            asked = proxy.seen[0]
            night.expect(f"asked for {asked.method} {asked.target}",
                         (asked.method, asked.target) == ("CONNECT", f"localhost:{night.api.port}"))
            night.expect("the proxy saw the key", canary.KEY not in str(asked.fields))
        else:
            night.fails(4, "proxy")
        night.expect("went past the proxy", night.api.connections == 0)


@rows.row("N11", ("no URL", "not a url"), ("another scheme", "ftp://proxy.example:1"), ("no port number", "http://proxy:99999999"),
          ("password", f"http://user:{canary.PASSWORD}@proxy.example:x1"))
def proxy_variable_is_malformed(night, what, value):
    night.environment["HTTPS_PROXY"] = value
    night.fails(2, "HTTPS_PROXY")


@rows.row("N12")
def network_goes_away(night):
    """Three requests in a row that used all attempts end the requests to that origin; several models are under way."""
    for number in range(6):
        night.add_model(f"again{number}")
    night.api.rules = [Rule("", [close])]
    done = night.fails(4, "[E-NET-CUT]", "[E-BREAKER]", lines=7)
    cut_off = done.stderr.count("E-NET-CUT")
    night.expect(f"{cut_off} requests before the breaker", 3 <= cut_off < 7)
    night.expect(f"{night.api.count()} requests", 9 <= night.api.count() < 7 * 3)
    night.api.rules = []
    night.config = {name: keys for name, keys in night.config.items() if "again" not in name}
    night.succeeds()


@rows.row("N13", ("::1", "[::1]", 0), ("trailing dot", "localhost.", 0), ("upper case", "LOCALHOST", 0),
          ("zone", "[fe80::1%25lo]", 2), ("raw zone", "[fe80::1%lo]", 2), ("number", "2130706433", 2))
def host_is_written_in_another_way(night, what, host, code):
    from service import language
    with Wire(language, night.world.context(), address="::1" if what == "::1" else "127.0.0.1") as api:
        night.set("source.sample", endpoint=f"https://{host}:{api.port}")
        if code == 0:
            done = night.run()
            night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
            night.expect("the server saw nothing", api.count(RESULT) > 0)
        else:
            night.fails(2, "nightly.ini")


@rows.row("N14", "page", "text")
def log_in_page_instead_of_data(night, where):
    page = Answer(200, b"<html>\x1b[31m<title>Guest network</title>" + b"x" * 200, "text/html; charset=utf-8")
    (night.api if where == "page" else night.blobs).rules = [Rule(RESULT if where == "page" else "ticket-05", page)]
    shown = ["<html>\\u{001B}[31m<title>Guest network"] if where == "page" else []  # a text may be the customer's
    done = night.fails(4, "text/html", *shown, "attempt 2 of 2", "[E-HTTP-TYPE]")
    night.expect("shows what may be a text", where == "page" or "Guest" not in done.stderr)


@rows.row("N14")
def log_in_page_once(night):
    night.api.rules = [once("models", json_answer({"wrong": 1}).with_fields(("Content-Type", "text/html"))),
                       once(RESULT, [good])]
    night.succeeds()
