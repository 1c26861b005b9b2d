"""A language service and its container on the loopback over TLS, that notes every request and when it came."""
import contextlib
import json
import socket
import ssl
import threading
import time
import urllib.parse

KEY, SAS = "CANARY0KEY7d1f4c2e9b8a6d5f3c1b0a9e8d7c6b5a", "sv=2023-11-03&sr=c&sp=rl&sig=CANARY0SIGNATURE"
BASE = "/language/authoring/analyze-text/projects/"
LABELS = ["Billing", "Delivery", "Refund", "Outage"]
LONGEST_STOP = 30  # seconds


def item(number):
    """A document of the evaluation; every fifth is predicted wrong."""
    gold = LABELS[number % 4]
    predicted = LABELS[(number + 1) % 4] if number % 5 == 0 else gold
    return {"location": f"doc-{number:06}.txt", "language": "en-us", "projectKind": "CustomSingleLabelClassification",
            "customSingleLabelClassificationResult": {"expectedClass": gold, "predictedClass": predicted}}


def summary(documents):
    """The service's own count of these documents."""
    items = [item(number)["customSingleLabelClassificationResult"] for number in range(documents)]
    classes = {}
    for label in LABELS:
        hits = sum(i["expectedClass"] == i["predictedClass"] == label for i in items)
        missed = sum(i["expectedClass"] == label for i in items) - hits
        extra = sum(i["predictedClass"] == label for i in items) - hits
        classes[label] = {"f1": 2 * hits / max(2 * hits + missed + extra, 1), "precision": hits / max(hits + extra, 1),
                          "recall": hits / max(hits + missed, 1), "truePositiveCount": hits,
                          "trueNegativeCount": documents - hits - missed - extra,
                          "falsePositiveCount": extra, "falseNegativeCount": missed}
    return {"projectKind": "CustomSingleLabelClassification",
            "customSingleLabelClassificationEvaluation": {"confusionMatrix": {}, "classes": classes},
            "evaluationOptions": {"kind": "manual"}}


def body_of(value):
    return json.dumps(value).encode()


class Service:
    """Answers by target; what is asked is in `requests` as (method, target, seconds)."""

    def __init__(self, pages, documents_per_page, project="tickets"):
        self.pages, self.per_page, self.project = pages, documents_per_page, project
        self.requests, self.lock, self.rules = [], threading.Lock(), []

    def answer(self, method, target):
        """Status, more fields, body."""
        with self.lock:
            self.requests.append((method, target, time.monotonic()))
            for rule in self.rules:
                given = rule(method, target)
                if given:
                    return given
        path, _, query = target.partition("?")
        project = BASE + self.project
        if path == project:
            return 200, {}, body_of({"projectName": self.project, "projectKind": "CustomSingleLabelClassification",
                                     "language": "en-us"})
        if path == project + "/models":
            return 200, {}, body_of({"value": [{"label": "m1", "lastTrainedDateTime": "2026-01-02T00:00:00Z"}]})
        if path == project + "/models/m1/evaluation/summary-result":
            return 200, {}, body_of(summary(self.pages * self.per_page))
        if path == project + "/models/m1/evaluation/result":
            return 200, {}, self.page(query)
        if path.startswith("/store/"):
            return 200, {"Content-Type": "text/plain"}, f"text of {path} ".encode() * 10
        return 404, {}, body_of({"error": {"code": "NotFound", "message": "There is no such thing."}})

    def page(self, query):
        skip = int(urllib.parse.parse_qs(query).get("skip", ["0"])[0])
        end = skip + self.per_page
        link = f"https://localhost:{self.port}{BASE}{self.project}/models/m1/evaluation/result?api-version=2023-04-01" \
               f"&skip={end}" if end < self.pages * self.per_page else None
        return body_of({"value": [item(n) for n in range(skip, end)], "nextLink": link})

    def start(self, folder):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self.socket.getsockname()[1]
        self.served = {}  # thread -> its connection
        self.acceptor = threading.Thread(target=self.accept, args=(context,), daemon=True)
        self.acceptor.start()

    def stop(self):
        """Closes everything and waits for every thread: one that is within OpenSSL when Python ends may never end."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.acceptor.join(LONGEST_STOP)
        with self.lock:
            served = dict(self.served)
        for stream in served.values():
            with contextlib.suppress(OSError):  # it has ended by itself
                socket.socket.shutdown(stream, socket.SHUT_RDWR)  # not that of TLS, which its thread is using
        for thread in served:
            thread.join(LONGEST_STOP)
        if any(thread.is_alive() for thread in [self.acceptor, *served]):
            raise RuntimeError("the server does not stop")

    def accept(self, context):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with contextlib.suppress(OSError):  # the client was killed
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                stream = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                thread = threading.Thread(target=self.serve, args=(stream,), daemon=True)
                with self.lock:
                    self.served[thread] = stream
                thread.start()

    def serve(self, stream):
        try:
            with stream, stream.makefile("rb") as lines:
                stream.do_handshake()
                while self.serve_one(stream, lines):
                    pass
        except OSError:
            pass  # the client was killed
        finally:
            with self.lock:
                del self.served[threading.current_thread()]

    def serve_one(self, stream, lines):
        words = lines.readline().decode("latin-1").split()
        if len(words) != 3:
            return False
        length = 0
        while (line := lines.readline().strip()):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        lines.read(length)
        method, target = words[0], words[1].replace("&" + SAS, "").replace("?" + SAS, "")
        status, more, body = self.answer(method, target)
        fields = {"Content-Type": "application/json; charset=utf-8", "Content-Length": len(body), **more}
        head = f"HTTP/1.1 {status} S\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
        stream.sendall(head.encode() + body)
        return True


def config(service, more="", texts=True):
    text_lines = f"texts = https://localhost:{service.port}/store/c\ntexts_sas_env = TEST_SAS\n" if texts else ""
    return (f"[errata]\noutput = reports\n{more}[source.s]\nkind = azure-language\n"
            f"endpoint = https://localhost:{service.port}\nkey_env = TEST_KEY\nca_file = ca.pem\nrequests_per_minute = 0\n"
            f"[model.tickets]\nsource = s\nproject = {service.project}\n{text_lines}")


ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TEST_KEY": KEY, "TEST_SAS": SAS}
