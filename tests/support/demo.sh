#!/usr/bin/env bash
# demo.sh BUILD_FOLDER: reports the sample projects, fetched over TLS from the sample server.
#
# The server listens on the loopback with a certificate authority that it makes at its start; the
# run trusts that authority and nothing else. Key and signature are made for this run and end with
# it. The server ends when its standard input closes, that is, with this script.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$1
demo=build/demo
rm -rf "$demo/server"
mkdir -p "$demo/server"

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
SAMPLE_KEY=$(random)
SAMPLE_SAS="sv=2023-11-03&sr=c&sp=rl&se=2099-01-01T00%3A00%3A00Z&spr=https&sig=$(random)"
export SAMPLE_KEY SAMPLE_SAS

exec {server}> >("$build/tests/support/errata_sample_server" --root sample-data \
  --key "$SAMPLE_KEY" --sas "$SAMPLE_SAS" \
  --ca-out "$demo/server/ca.pem" --port-out "$demo/server/port" >/dev/null)
for _ in $(seq 100); do
  [ -s "$demo/server/port" ] && break
  sleep 0.1
done
port=$(cat "$demo/server/port")
host=localhost
getent hosts "$host" >/dev/null || host=127.0.0.1  # a root without /etc/hosts

{
  printf '[errata]\noutput = reports\n\n'
  printf '[source.sample]\nkind = azure-language\nendpoint = https://%s:%s\n' "$host" "$port"
  printf 'key_env = SAMPLE_KEY\nca_file = server/ca.pem\n'
  for project in support-tickets film-notes service-orders; do
    printf '\n[model.%s]\nsource = sample\nproject = %s\nmodel = latest\n' "$project" "$project"
    printf 'texts = https://%s:%s/devstoreaccount1/%s\ntexts_sas_env = SAMPLE_SAS\n' "$host" "$port" "$project"
  done
} >"$demo/demo.ini"

"$build/src/errata" run "$demo/demo.ini" -v
exec {server}>&-

echo "Open the sample reports:"
tests/support/gallery.sh "$build/src/errata" "$demo"
