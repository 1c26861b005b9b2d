// Whatever stands in a text from outside, an independent parser finds only what the templates
// wrote.
#include <cstdlib>
#include <filesystem>

#include "core/files.hpp"
#include "render/render.hpp"
#include "render/write_ticket.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> corpus{
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"'`> onmouseover=alert(1) x=",
    "</bdi></p></section></main></style></script><!--",
    "--><![CDATA[ &lt; &#60; &amp; {{name}} {{{name}}} {{>name}} {{#labels}}",
    "javascript:alert(1) https://evil.example/x www.evil.example a@evil.example",
    "@all #1 !1 ~bug %1 GH-1 octo/repo#1 [x](http://evil.example) ![y](z) <http://evil.example>",
    "a | b \\| c ` d `` e ``` f \\` | \\",
    "`",
    "``",
    " ` ",
    "|",
    "\\",
    "\\|",
    "`|`",
    " ",
    "\n",
    "\n\n/close\n\n# h\n- x\n1. y\n> z\n```\n",
    "<details><summary>x</summary></details></details>\n\n<!-- y",
    "\xE2\x80\xAE"
    "evil \xE2\x81\xA6 \xE2\x80\x8B\xEF\xBB\xBF\xF3\xA0\x81\x81\x01\x1B[31m\x7F\r x",
    "**b** _i_ ~~s~~ $x$ :smile: [[_TOC_]] ```mermaid\ngraph\n```",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9 \xD8\xA3\xD8\xAD\xD9\x85\xD8\xAF \xE6\x9D\x8E",
    "{code}x{code} {noformat} {color:red}y{color} {{m}} [~user] [t|http://evil.example] [^f] "
    "!i.png!",
    "h1. a\nbq. b\n---- \n* c\n# d\n|| e || f ||\n| g",
    "*b* _i_ -d- +u+ ^s^ ~t~ ??c?? {*}x{*} -- --- ---- \\\\ \\{ \\| &#42; &amp; ABC-123 UTF-8",
    ":) :-( :P ;-) (y) (/) (!) (*b) (flagoff) http://evil.example mailto:a@evil.example ftp://evil "
    "irc:x",
    "[ open | ] [a] [ [b | !x | y!",
    ".\nFrom evil\n> evil\nStatus: resolved\n%x%",
    std::string(3000, '<') + std::string(3000, '`') + std::string(3000, '|'),
};

bool is_there(const std::string& command) {
  const auto found = std::system((command + " >/dev/null 2>&1").c_str());  // NOLINT(cert-env33-c)
  if (found != 0)
    WARN("NOT CHECKED: " + command + " does not run here");
  return found == 0;
}

std::string said_by(const std::string& command, const fs::path& into) {
  const auto ended =
      std::system((command + " >" + into.string() + " 2>&1").c_str());  // NOLINT(cert-env33-c)
  return ended == 0 ? "" : read_file(into) + " [" + std::to_string(ended) + "]";
}

std::string ticket_of(const std::string& text, const render::TicketDialect& dialect,
                      std::size_t budget) {
  render::Templates templates{std::nullopt};
  return render::write_ticket(test::hostile(text), templates, text, dialect, budget);
}

const std::string python =
    "/usr/bin/python3 " + (test::source_folder() / "tests/support/").string();

// What is alive in FOLDER/report.md, as GitHub shows it; empty where nothing is.
std::string alive_in_markdown(const fs::path& folder) {
  const auto page = folder / "md.html";
  const auto fault =
      said_by("cmark-gfm --unsafe -e table -e autolink -e strikethrough -e tasklist " +
                  (folder / "report.md").string(),
              page);
  return fault.empty()
             ? said_by(python + "oracle_markdown.py " + page.string() + " evil @all '#1' alert {{",
                       folder / "said")
             : fault;
}

}  // namespace

TEST_CASE("no text from outside becomes an element, an attribute or a link of the page") {
  if (!is_there("/usr/bin/python3 -c 'import html5lib'"))
    return;
  const test::Scratch scratch;
  for (const auto& text : corpus) {
    CAPTURE(text.substr(0, 80));
    render::Options options;
    options.ticket = text;
    render::write_reports(test::hostile(text), options, scratch.path());
    const auto page = (scratch.path() / "report.html").string();
    CHECK(said_by(python + "oracle_html.py " + page, scratch.path() / "said") == "");
  }
}

TEST_CASE("no text from outside comes alive in the ticket") {
  if (!is_there("cmark-gfm --version") || !is_there("/usr/bin/python3 -c 'import html5lib'"))
    return;
  const test::Scratch scratch;
  for (const auto& text : corpus) {
    CAPTURE(text.substr(0, 80));
    render::Options options;
    options.ticket = text;
    render::write_reports(test::hostile(text), options, scratch.path());
    CHECK(alive_in_markdown(scratch.path()) == "");
  }
}

TEST_CASE("no text from outside comes alive in Jira, and the budget is held") {
  if (!is_there("/usr/bin/python3 -c 'import re'"))
    return;
  const test::Scratch scratch;
  const auto& jira = *render::find_ticket_dialect("jira");
  const auto budget = GENERATE(as<std::size_t>{}, render::least_budget, 1'000'000);
  for (const auto& text : corpus) {
    CAPTURE(text.substr(0, 80), budget);
    const auto report = ticket_of(text, jira, budget);
    CHECK(jira.measure(report) <= budget);
    write_file(scratch.path() / "report.jira", report);
    CHECK(said_by(python + "oracle_jira.py " + scratch.path().string() +
                      "/report.jira evil @all '#1' alert {{",
                  scratch.path() / "said") == "");
  }
}

TEST_CASE("no line of plain text begins with text from outside") {
  const auto& plain = *render::find_ticket_dialect("plain");
  const auto budget = GENERATE(as<std::size_t>{}, render::least_budget, 20'000, 1'000'000);
  for (const auto& text : corpus) {
    CAPTURE(text.substr(0, 80), budget);
    const auto report = ticket_of(text, plain, budget);
    CHECK(report.size() <= budget);
    CHECK(report.find_first_of("\r\t\x1B\x7F") == std::string::npos);
    for (const auto* begin : {"\n/", "\n.", "\n>", "\nFrom evil", "\nStatus", "\n%", "\n#", "\n@",
                              "\n<", "\n&", "\nhttp"})
      CHECK(report.substr(std::min(report.find(begin), report.size()), 60) == "");
  }
}

TEST_CASE("a ticket of GitHub is whole, however short it is") {
  if (!is_there("cmark-gfm --version") || !is_there("/usr/bin/python3 -c 'import html5lib'"))
    return;
  const test::Scratch scratch;
  const auto& github = *render::find_ticket_dialect("github");
  const auto budget = GENERATE(as<std::size_t>{}, render::least_budget, 30'000);
  for (const auto& text : corpus) {
    CAPTURE(text.substr(0, 80), budget);
    const auto report = ticket_of(text, github, budget);
    CHECK(report.size() <= budget);
    CHECK(report.find("**Micro F1 ") != std::string::npos);
    CHECK(report.find("### Do first") != std::string::npos);
    write_file(scratch.path() / "report.md", report);
    CHECK(alive_in_markdown(scratch.path()) == "");
  }
}

TEST_CASE("the sample reports of all tasks are what the parsers expect, too") {
  if (!is_there("cmark-gfm --version") || !is_there("/usr/bin/python3 -c 'import html5lib'"))
    return;
  const auto analysis =
      GENERATE(test::entities(), test::single_label(), test::multi_label(), model::Analysis{});
  const test::Scratch scratch;
  render::write_reports(analysis, {}, scratch.path());
  const auto folder = scratch.path().string();
  CHECK(said_by(python + "oracle_html.py " + folder + "/report.html", scratch.path() / "said") ==
        "");
  CHECK(said_by("cmark-gfm --unsafe -e table -e autolink " + folder + "/report.md",
                scratch.path() / "md.html") == "");
  CHECK(said_by(python + "oracle_markdown.py " + folder + "/md.html", scratch.path() / "said") ==
        "");
}
