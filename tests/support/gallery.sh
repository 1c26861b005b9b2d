#!/usr/bin/env bash
# gallery.sh ERRATA FOLDER: writes FOLDER/index.html, which links the reports of FOLDER/reports/PROJECT/latest of all
# sample projects, and beside them the same reports in the other languages, dialects and modes, in FOLDER/more.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
errata=$(realpath "$1")
cd "$2"

# A form of the report: its folder, what it is called, its file, and the options of `errata render`.
forms=(
  "german|in German|report.html|--lang de"
  "jira|ticket for Jira|report.jira|--dialect jira"
  "plain|ticket as plain text|report.txt|--dialect plain"
  "masked|page with masked texts|report.html|--text masked"
)
files=(
  "report.md|ticket for GitHub, GitLab and Azure DevOps" "analysis.json|analysis.json" "errors.csv|errors.csv"
  "worklist.jsonl|worklist.jsonl"
)

# project NAME TITLE WORDS: a section of the gallery, with its files.
project() {
  local latest=reports/$1/latest row name words file options
  printf '<section aria-labelledby="%s">\n<h2 id="%s">%s</h2>\n<p>%s</p>\n' "$1" "$1" "$2" "$3"
  printf '<ul class="page">\n<li><a href="%s/report.html">report</a></li>\n' "$latest"
  for row in "${forms[@]}"; do
    IFS='|' read -r name words file options <<<"$row"
    # shellcheck disable=SC2086 # options are words
    "$errata" render -q "$latest/analysis.json" -o "more/$1/$name" $options
    printf '<li><a href="more/%s/%s/%s">%s</a></li>\n' "$1" "$name" "$file" "$words"
  done
  printf '</ul>\n<ul class="muted">\n'
  for row in "${files[@]}"; do
    IFS='|' read -r file words <<<"$row"
    printf '<li><a href="%s/%s">%s</a></li>\n' "$latest" "$file" "$words"
  done
  printf '</ul>\n</section>\n'
}

# The digest that a policy allows a style by.
digest_of_style() {
  sed -n '/<style>/,/<\/style>/p' "$1" | sed '1s/.*<style>//; $s/<\/style>.*//' |
    { IFS= read -r -d '' style || true; printf '%s' "${style%$'\n'}"; } |
    sha256sum | cut -d' ' -f1 | tr -d '\n' | sed 's/../\\x&/g' | xargs -0 printf '%b' | base64
}

rm -rf more
mkdir -p more
{
  project service-orders 'Service orders' 'Entities of nine types in orders and service requests: addresses that are missed or cut, firms that were not labelled, and boundaries that nobody settled.'
  project support-tickets 'Support tickets' 'One of thirteen classes for each mail: classes that are taken for each other, and labels that are probably wrong.'
  project film-notes 'Film notes' 'None to three of ten genres for each note: genres that go together, labels that were forgotten, and empty predictions.'
} >more/projects.html
awk -v policy="sha256-$(digest_of_style "$here/gallery.html")" '
  /@PROJECTS@/ { while ((getline line < "more/projects.html") > 0) print line; next }
  { gsub(/@POLICY@/, policy); print }' "$here/gallery.html" >index.html
rm more/projects.html
printf '%s\n' "$PWD/index.html"
