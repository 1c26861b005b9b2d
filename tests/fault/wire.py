"""A server on the loopback that speaks bytes, so that any fault can be put at any request.

A script is a list of steps: bytes are sent, numbers are pauses in seconds, and functions of the
connection do the rest. Where no rule has a script for a request, the good answer is sent.
"""
import dataclasses
import math
import socket
import ssl
import struct
import threading
import time
import urllib.parse


@dataclasses.dataclass
class Request:
    method: str
    target: str
    fields: dict  # names in lower case
    body: bytes
    time: float

    @property
    def path(self):
        return urllib.parse.unquote(self.target.split("?")[0])

    @property
    def query(self):
        return dict(urllib.parse.parse_qsl(self.target.partition("?")[2], keep_blank_values=True))


@dataclasses.dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    fields: tuple = ()  # pairs of text; a value of None takes a field away

    def with_fields(self, *fields):
        return dataclasses.replace(self, fields=(*self.fields, *fields))

    def head(self):
        fields = {"Date": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime()), "Content-Type": self.type,
                  "Content-Length": str(len(self.body))}
        lines = [f"HTTP/1.1 {self.status} Said"]
        fields.update(self.fields)
        lines += [f"{name}: {value}" for name, value in fields.items() if value is not None]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def bytes(self):
        return self.head() + self.body


class Gone(Exception):
    """The other side has left, or the test has ended."""


class Connection:
    def __init__(self, wire, plain):
        self.wire, self.socket, self.request, self.answer = wire, plain, None, None
        self.is_open, self.rest = True, b""

    def play(self, steps):
        for step in steps:
            if isinstance(step, bytes):
                self.socket.sendall(step)
            elif isinstance(step, (int, float)):
                self.pause(step)
            else:
                step(self)

    def pause(self, seconds):
        if self.wire.stopping.wait(seconds):
            raise Gone

    def read(self):
        data = self.socket.recv(65536)
        if not data:
            raise Gone
        return data

    def read_request(self):
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.read()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:])}
        length = int(fields.get("content-length", 0))
        while len(self.rest) < length:
            self.rest += self.read()
        body, self.rest = self.rest[:length], self.rest[length:]
        method, target = (lines[0].split(" ") + ["", ""])[:2]
        return Request(method, target, fields, body, time.monotonic())


# Steps of scripts.

def tls(connection):
    connection.socket = connection.wire.context.wrap_socket(connection.socket, server_side=True)


def good(connection):
    connection.socket.sendall(connection.answer.bytes())


def close(connection):
    """Ends the connection as TLS wants it."""
    connection.is_open = False
    try:
        if isinstance(connection.socket, ssl.SSLSocket):
            connection.socket.settimeout(1)
            connection.socket = connection.socket.unwrap()
    finally:
        connection.socket.close()


def cut(connection):
    """Ends the TCP connection without a farewell of TLS."""
    connection.is_open = False
    connection.socket.close()


def reset(connection):
    connection.is_open = False
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.socket.close()


def stall(connection):
    connection.pause(600)


def drip(data, every):
    """One byte after the other."""
    def step(connection):
        for byte in data:
            connection.play([bytes([byte]), every])
    return step


def endless(data, most=math.inf):
    """The same bytes again and again, up to `most` bytes."""
    def step(connection):
        piece = data * max(1, 65536 // len(data))
        sent = 0
        while sent < most and not connection.wire.stopping.is_set():
            connection.socket.sendall(piece)
            sent += len(piece)
    return step


@dataclasses.dataclass
class Rule:
    """For requests whose path holds `path`, from the `first` to the `last` of them."""
    path: str
    script: object  # a list of steps, or a function of (request, good answer) that returns one, or an Answer
    first: int = 1
    last: float = math.inf
    seen: int = 0

    def matches(self, request):
        if self.path not in request.path:
            return False
        self.seen += 1
        return self.first <= self.seen <= self.last


def once(path, script, nth=1):
    return Rule(path, script, nth, nth)


class Wire:
    """Listens from `with` on; `seen` has every request, `connections` every accepted connection."""

    def __init__(self, service=None, context=None, rules=(), hello=(tls,), address="127.0.0.1", port=0, backlog=100):
        self.service, self.context, self.rules, self.hello = service, context, list(rules), hello
        self.address, self.backlog = address, backlog
        self.seen, self.connections, self.faults = [], 0, 0
        self.stopping, self.lock, self.open = threading.Event(), threading.Lock(), set()
        self.listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((address, port))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.listener.listen(self.backlog)
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()
        with self.lock:
            for plain in self.open:
                try:
                    plain.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def accept(self):
        while not self.stopping.is_set():
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.connections += 1
                self.open.add(plain)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=[plain], daemon=True).start()

    def serve(self, plain):
        connection = Connection(self, plain)
        try:
            connection.play(self.hello)
            while connection.is_open:
                self.serve_one(connection)
        except (OSError, Gone, ValueError):
            pass
        finally:
            with self.lock:
                self.open.discard(plain)
            try:
                connection.socket.close()
            except OSError:
                pass

    def serve_one(self, connection):
        request = connection.read_request()
        connection.request = request
        with self.lock:
            self.seen.append(request)
            connection.answer = self.service(request)
            script = next((rule.script for rule in self.rules if rule.matches(request)), None)
            self.faults += script is not None
        if callable(script):
            script = script(request, connection.answer)
        if isinstance(script, Answer):
            script = [script.bytes()]
        connection.play([good] if script is None else script)

    def count(self, path=""):
        with self.lock:
            return sum(path in request.path for request in self.seen)

    def times(self, path=""):
        with self.lock:
            return [request.time for request in self.seen if path in request.path]
