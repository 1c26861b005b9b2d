#!/usr/bin/env bash
# pictures.sh [ERRATA]: takes the pictures of the README anew, into sample-data/pictures: the page in the light and in the
# dark, and the ticket as GitHub would show it. Wants chromium, cmark-gfm and pngquant; other fonts give other pictures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
errata=${1:-build/release/src/errata}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# picture FILE NAME OPTIONS…: what stands above the fold.
picture() {
  chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$scratch/profile" \
    --window-size=1280,800 "${@:3}" --screenshot="$scratch/$2.png" "file://$1" 2>/dev/null
  pngquant --force --speed 1 --output "sample-data/pictures/$2.png" 48 "$scratch/$2.png"
}

"$errata" report -q sample-data/service-orders/service-orders.jsonl -o "$scratch/report"
{
  cat tests/support/ticket.html
  cmark-gfm --unsafe -e table -e tasklist "$scratch/report/report.md"
} >"$scratch/ticket.html"
picture "$scratch/report/report.html" service-orders
picture "$scratch/report/report.html" service-orders-dark --blink-settings=preferredColorScheme=0
picture "$scratch/ticket.html" service-orders-ticket
ls -l sample-data/pictures
