"""What the service answers when all is well: the authoring API and a container of blobs.

Sixteen documents of entities on four pages, two trained models, an export. A credential that came
to the wrong host is an error that no test forgives.
"""
import base64
import hashlib
import json
import urllib.parse

from canary import KEY, SENTENCE, SIGNATURE, TOKEN
from wire import Answer

BASE = "/language/authoring/analyze-text/projects"
CONTAINER = "/devstoreaccount1/tickets"
FILE = "/lines.jsonl"
PAGE, DOCUMENTS = 4, 16
PROJECT = "support-tickets"
KIND = "CustomEntityRecognition"
TIMES = {"createdDateTime": "2026-01-01T00:00:00Z", "lastModifiedDateTime": "2026-01-02T00:00:00Z"}


def location(number):
    return f"ticket {number:02}+ü.txt" if number == 3 else f"ticket-{number:02}.txt"


def text(number):
    return f"{SENTENCE} Anna asks for {number + 10} boxes.\r\n"


def spans(number):
    words = text(number)
    return [{"category": "Person", "offset": words.index("Anna"), "length": 4},
            {"category": "Quantity", "offset": words.index(str(number + 10)), "length": 8}]


def item(number):
    """Every third person is missed, every fifth quantity is cut short."""
    expected, predicted = spans(number), spans(number)
    if number % 5 == 0:
        predicted[1]["length"] = 2
    if number % 3 == 0:
        predicted = predicted[1:]
    return {"location": location(number), "language": "en-us", "projectKind": KIND,
            "customEntityRecognitionResult": {"entities": [
                {"expectedEntities": expected, "predictedEntities": predicted, "regionOffset": 0,
                 "regionLength": len(text(number))}]}}


def scores(found, spurious, missed):
    precision, recall = found / (found + spurious), found / (found + missed)
    return {"f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall,
            "truePositiveCount": found, "trueNegativeCount": 0, "falsePositiveCount": spurious,
            "falseNegativeCount": missed}


def summary(shift=0):
    missed = len(range(0, DOCUMENTS, 3))
    short = len(range(0, DOCUMENTS, 5))
    mean = {f"{kind}{name}": 0.8 for kind in ("micro", "macro") for name in ("F1", "Precision", "Recall")}
    return {"projectKind": KIND, "customEntityRecognitionEvaluation": {
        "entities": {"Person": scores(DOCUMENTS - missed, shift, missed),
                     "Quantity": scores(DOCUMENTS - short, short, short)}, **mean},
            "evaluationOptions": {"kind": "percentage", "trainingSplitPercentage": 80, "testingSplitPercentage": 20}}


def project(name=PROJECT):
    return {"projectName": name, "projectKind": KIND, "storageInputContainerName": "tickets", "language": "en-us",
            **TIMES}


def models():
    return [{"label": label, "modelId": f"{label}-x", "lastTrainedDateTime": f"2026-01-0{day}T00:00:00Z",
             "lastTrainingDurationInSeconds": 10, "modelExpirationDate": "2027-01-01",
             "modelTrainingConfigVersion": "2022-05-01", "hasSnapshot": True} for label, day in [("v2", 3), ("v1", 2)]]


def export():
    documents = [{"location": f"train-{n}.txt", "language": "en-us", "dataset": "Train", "entities": [
        {"regionOffset": 0, "regionLength": 40, "labels": [{"category": ["Person", "Quantity"][n % 2], "offset": 3,
                                                            "length": 4}]}]} for n in range(40)]
    return {"projectFileVersion": "2022-05-01", "stringIndexType": "Utf16CodeUnit",
            "metadata": {"projectKind": KIND, "storageInputContainerName": "tickets", "projectName": PROJECT,
                         "language": "en-us", "settings": {}},
            "assets": {"projectKind": KIND, "entities": [{"category": "Person"}, {"category": "Quantity"}],
                       "documents": documents}}


def json_answer(value, status=200):
    return Answer(status, json.dumps(value, ensure_ascii=False).encode())


def error(status, code, message):
    return json_answer({"error": {"code": code, "message": message}}, status)


def page(request, items):
    """As the service writes its links: a slash before '?', what is left of top, no stringIndexType."""
    query = request.query
    size, skip = int(query.get("maxpagesize", PAGE)), int(query.get("skip", 0))
    link = None
    if skip + size < len(items):
        link = (f"https://{request.fields.get('host')}{urllib.parse.quote(request.path).rstrip('/')}/?api-version="
                f"{query.get('api-version')}&top={2147483647 - skip - size}&skip={skip + size}&maxpagesize={size}")
    return json_answer({"value": items[skip:skip + size], "nextLink": link})


def language(request):
    """One request to the authoring API."""
    proofs = {request.fields.get("ocp-apim-subscription-key"), request.fields.get("authorization")}
    if not proofs & {KEY, f"Bearer {TOKEN}"}:
        return error(401, "401", "Access denied due to invalid subscription key or wrong API endpoint.")
    parts = request.path.removeprefix(BASE).strip("/").split("/")
    host = f"https://{request.fields.get('host')}{BASE}/{PROJECT}"
    if parts == [""]:
        return page(request, [project(), project("complaints")])
    if parts[0] != PROJECT:
        return error(404, "ProjectNotFound", "The specified project does not exist.")
    below = "/".join(parts[1:])
    answers = {
        "": lambda: json_answer(project()),
        "models": lambda: page(request, models()),
        "models/v2/evaluation/summary-result": lambda: json_answer(summary()),
        "models/v2/evaluation/result": lambda: page(request, [item(n) for n in range(DOCUMENTS)]),
        ":export": lambda: Answer(202, b"", fields=(
            ("operation-location", f"{host}/export/jobs/j_1?api-version=2023-04-01"),)),
        "export/jobs/j_1": lambda: json_answer({
            "jobId": "j_1", "createdDateTime": TIMES["createdDateTime"], "lastUpdatedDateTime": TIMES["createdDateTime"],
            "status": "succeeded", "resultUrl": f"{host}/export/jobs/j_1/result?api-version=2023-04-01"}),
        "export/jobs/j_1/result": lambda: json_answer(export()),
    }
    if below not in answers:
        return error(404, "NotFound", "The requested item does not exist.")
    if below.endswith("evaluation/result") and "stringIndexType" not in request.query:
        return error(400, "InvalidArgument", "The query parameter 'stringIndexType' is required.")
    return answers[below]()


def blob_error(status, code):
    body = f'<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>No.</Message></Error>'
    return Answer(status, body.encode(), "application/xml", (("x-ms-error-code", code),))


def lines():
    return b"".join(b'{"id": "d%d", "expected": "a", "predicted": "%c"}\n' % (n, b"ab"[n % 3 == 0]) for n in range(40))


def blobs(request):
    """One request to the container, or for a file; a key that belongs to the API must not come here."""
    if request.path == FILE:
        return Answer(200, lines(), "application/x-ndjson")
    if "ocp-apim-subscription-key" in request.fields or "authorization" in request.fields:
        return blob_error(400, "InvalidHeaderValue")
    if request.query.get("sig") != urllib.parse.unquote(SIGNATURE):
        return blob_error(403, "AuthenticationFailed")
    for number in range(DOCUMENTS):
        if request.path == f"{CONTAINER}/{location(number)}":
            body = text(number).encode()
            md5 = base64.b64encode(hashlib.md5(body).digest()).decode()
            return Answer(200, body, "text/plain", (("Content-MD5", md5), ("x-ms-blob-type", "BlockBlob")))
    return blob_error(404, "BlobNotFound")
