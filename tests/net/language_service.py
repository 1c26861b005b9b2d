"""A language service, Entra, a web server and a proxy on the loopback, for tests that drive the real binary."""
import base64
import http.server
import json
import pathlib
import select
import socket
import ssl
import threading
import time
import urllib.parse

FORM = "grant_type=client_credentials&client_id=client-1&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default"


class Service:
    """Serves the projects below `root`: their files are the answers. What it was asked stands in `asked`."""

    def __init__(self, folder, root, key, address="127.0.0.1"):
        self.root, self.key = root, key
        self.client_secret = None        # None: Entra knows nobody
        self.uses_of_token = None        # so many requests, then it is withdrawn
        self.same_token = False          # the token that was given before is given again
        self.tokens, self.uses = [], 0
        self.asked, self.echo, self.delay = [], None, 0
        self.lock, self.at_once, self.most_at_once = threading.Lock(), 0, 0  # requests that are being answered
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            do_GET = do_POST = lambda self: service.serve(self)
            log_message = lambda *_: None

        class Server(http.server.ThreadingHTTPServer):
            address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
            handle_error = lambda *_: None

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        self.server = Server((address, 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def serve(self, request):
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.answer(request)
        finally:
            with self.lock:
                self.at_once -= 1

    def answer(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length", 0))).decode()
        self.asked.append((request.command, request.path, dict(request.headers), body))
        status, content, *more = self.content(request, body)
        content = content.encode() if isinstance(content, str) else content
        request.send_response(status)
        fields = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in (fields | (more[0] if more else {})).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)

    def content(self, request, body):
        path = urllib.parse.unquote(request.path.split("?")[0])
        if path == "/tenant-1/oauth2/v2.0/token":
            return self.token(body)
        time.sleep(self.delay)
        if self.echo:
            return self.echo(request)
        if not self.knows(request):
            return 401, json.dumps({"error": {"code": "401", "message": "Access denied"}})
        if path.startswith("/files/"):
            return 200, (self.root / path[len("/files/"):]).read_bytes()
        return self.language(path)

    def knows(self, request):
        if request.headers.get("Ocp-Apim-Subscription-Key") == self.key or request.headers.get("X-Api") == self.key:
            return True
        token = request.headers.get("Authorization", "")[len("Bearer "):]
        self.uses += 1
        if self.uses_of_token is not None and self.uses > self.uses_of_token:
            self.uses_of_token, self.tokens = None, []
        return token in self.tokens

    def token(self, body):
        if self.client_secret is None or body != f"{FORM}&client_secret={urllib.parse.quote(self.client_secret, safe='')}":
            return 401, json.dumps({"error": "invalid_client", "error_description": f"AADSTS7000215: not right: {body}"})
        if not (self.same_token and self.tokens):
            self.tokens.append(f"TOKEN{len(self.asked)}CANARY" + "x" * 30)
        return 200, json.dumps({"token_type": "Bearer", "expires_in": 3599, "access_token": self.tokens[-1]})

    def language(self, path):
        parts = path.split("/")[3:]  # analyze-…, projects, NAME, …
        if parts[0] == "analyze-conversations":
            return self.conversations(parts[2:])
        if len(parts) == 2:
            projects = [json.loads((p / "project.json").read_text()) for p in sorted(self.root.iterdir())]
            return 200, json.dumps({"value": projects})
        folder = self.root / parts[2]
        rest = "/".join(parts[3:])
        names = {"": "project.json", "models": "models.json"}
        if rest.endswith("/summary-result"):
            name = rest.replace("/evaluation/summary-result", "/summary.json")
        elif rest.endswith("/evaluation/result"):
            name = rest.replace("/evaluation/result", "/result-0001.json")
        else:
            name = names.get(rest)
        if name is None or not (folder / name).exists():
            return 404, json.dumps({"error": {"code": "NotFound", "message": "there is none"}})
        return 200, (folder / name).read_text()

    @staticmethod
    def conversations(parts):
        rest = "/".join(parts[1:])
        answers = {"": {"projectKind": "Conversation", "projectName": parts[0]},
                   "models": {"value": [{"label": "c1", "lastTrainedDateTime": "2026-01-01T00:00:00Z"}]},
                   "models/c1/evaluation/summary-result": {"intentsEvaluation": {}},
                   "models/c1/evaluation/result": {"value": [
                       {"text": "mail Ana", "language": "en-us", "entitiesResult": {"expectedEntities": [], "predictedEntities": []},
                        "intentsResult": {"expectedIntent": "SendEmail", "predictedIntent": "None"}}]}}
        return (200, json.dumps(answers[rest])) if rest in answers else (404, "{}")


class Proxy:
    """Tunnels on CONNECT, or answers with the bytes of `refusal`."""

    def __init__(self, login=None, refusal=None):
        self.login, self.refusal, self.heads = login, refusal, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.tunnel, args=(client,), daemon=True).start()

    def tunnel(self, client):
        with client:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                piece = client.recv(4096)
                if not piece:
                    return
                head += piece
            self.heads.append(head.decode())
            known = self.login is None or base64.b64encode(self.login.encode()) in head
            refusal = self.refusal if known else b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n"
            if refusal is not None:
                client.sendall(refusal)
                return
            host, port = head.split()[1].decode().rsplit(":", 1)
            with socket.create_connection((host.strip("[]"), int(port))) as server:
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                pipe(client, server)


def pipe(one, other):
    ways = {one: other, other: one}
    while True:
        for ready in select.select(list(ways), [], [], 60)[0]:
            data = ready.recv(65536)
            if not data:
                return
            ways[ready].sendall(data)


def in_eight_encodings(secret):
    quoted = urllib.parse.quote(secret, safe="")
    everything = "".join(f"%{ord(c):02X}" for c in secret)
    return [secret, urllib.parse.unquote(secret), quoted, quoted.lower() if "%" in quoted else quoted,
            urllib.parse.quote(quoted, safe=""), base64.b64encode(secret.encode()).decode(),
            json.dumps(secret)[1:-1], secret.replace("&", "&amp;").replace("<", "&lt;")], everything


def write_projects(root, sample):
    """Two projects to read, one that was never trained, one of a kind that is not read."""
    for name, of in [("tickets-eu", "support-tickets"), ("tickets-us", "support-tickets")]:
        folder = pathlib.Path(root) / name
        project = json.loads((sample / of / "project.json").read_text())
        project["projectName"] = name
        project.setdefault("lastTrainedDateTime", "2026-02-18T09:41:07Z")
        for version in ["v2", "v3"]:
            (folder / "models" / version).mkdir(parents=True)
            models = sample / of / "models" / version
            pages = [json.loads(page.read_text())["value"] for page in sorted(models.glob("result-*.json"))]
            (folder / "models" / version / "result-0001.json").write_text(json.dumps({"value": sum(pages, [])}))
            (folder / "models" / version / "summary.json").write_bytes((models / "summary.json").read_bytes())
        (folder / "project.json").write_text(json.dumps(project))
        models = json.loads((sample / of / "models.json").read_text())["value"]
        (folder / "models.json").write_text(json.dumps({"value": [m for m in models if m["label"] != "v1"]}))
    for name, project in [("tickets-new", {"projectKind": "CustomEntityRecognition"}),
                          ("tickets-sums", {"projectKind": "CustomAbstractiveSummarization",
                                            "lastTrainedDateTime": "2026-01-01T00:00:00Z"})]:
        (pathlib.Path(root) / name).mkdir()
        (pathlib.Path(root) / name / "project.json").write_text(json.dumps({"projectName": name} | project))
        (pathlib.Path(root) / name / "models.json").write_text(json.dumps({"value": []}))
