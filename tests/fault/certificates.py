"""Certificates of an authority of our own, made with openssl for one run of the tests."""
import subprocess

NOW, LATER = "20200101000000Z", "20480101000000Z"
NAMES = "DNS:localhost,DNS:two.invalid,DNS:good.invalid,IP:127.0.0.1,IP:::1"

# name, common name, subjectAltName, valid from, valid to
CERTIFICATES = [
    ("good", "localhost", NAMES, NOW, LATER),
    ("expired", "localhost", NAMES, NOW, "20210203040506Z"),
    ("future", "localhost", NAMES, "20470102030405Z", LATER),
    ("other-name", "other.example", "DNS:other.example,DNS:another.example", NOW, LATER),
    ("common-name", "localhost", "DNS:other.example", NOW, LATER),
    ("no-address", "localhost", "DNS:localhost", NOW, LATER),
    ("wildcard-top", "x", "DNS:*.invalid", NOW, LATER),
    ("wildcard-two", "x", "DNS:*.*.invalid", NOW, LATER),
    ("wildcard-part", "x", "DNS:f*.b.invalid", NOW, LATER),
]

AUTHORITY = """[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
"""


def make(folder):
    """ca.pem, and NAME.pem with NAME.key for each certificate; self-signed.pem is of nobody's authority."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=fault test authority")
    (folder / "ca.cnf").write_text(AUTHORITY)
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("1000\n")
    for name, common, alternatives, begin, end in CERTIFICATES:
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={common}",
                "-addext", f"subjectAltName={alternatives}")
        openssl("ca", "-batch", "-notext", "-config", "ca.cnf", "-in", f"{name}.csr", "-out", f"{name}.pem",
                "-startdate", begin, "-enddate", end)
    openssl("req", "-x509", *key, "-keyout", "self-signed.key", "-out", "self-signed.pem", "-days", "2",
            "-subj", "/CN=localhost", "-addext", f"subjectAltName={NAMES}")
