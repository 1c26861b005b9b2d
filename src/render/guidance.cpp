#include "render/guidance.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "render/format.hpp"

namespace errata::render {

namespace {

constexpr auto table = std::to_array<Rule>({
    {"absent-from-test", "labels count total"},
    {"add-examples", "label support rate missed total needed count documents predicted"},
    {"below-recommended-labels", "labels count needed total"},
    {"break-down", "label missed support rate documents count total labels"},
    {"conflicting-labels", "count documents total what labels"},
    {"duplicate-texts", "count documents total what"},
    {"few-test-labels", "labels count needed total"},
    {"few-training-labels", "labels count needed total"},
    {"fix-boundaries", "label count documents support rate total what"},
    {"imbalanced", "labels count what total"},
    {"label-more", "label missed support rate documents needed total"},
    {"no-summary", "what"},
    {"one-way-confusion", "gold predicted count support rate documents total"},
    {"over-predicted", "label count predicted support rate documents total"},
    {"predicted-only-labels", "labels count what total"},
    {"random-split", "what"},
    {"reconciled", "count what"},
    {"records-skipped", "count total rate what"},
    {"remarks", "count what"},
    {"review-labels", "label candidates strong documents count total predicted rate"},
    {"separate-or-merge", "gold predicted count support rate documents total"},
    {"split-differs", "labels count what total"},
    {"summary-differs", "count total what"},
    {"texts-missing", "count total documents what rate"},
});

constexpr std::array<std::string_view, 3> sections{"title", "why", "how"};

void set_fact(View& view, const model::Fact& fact) {
  const std::string flag = "has_" + fact.name;
  switch (fact.kind) {
    case model::Fact::Kind::text:
      view.flag(flag, !fact.text.empty()).outside(fact.name, fact.text);
      return;
    case model::Fact::Kind::count:
      view.flag(flag, true).own(fact.name, weight(fact.number));
      return;
    case model::Fact::Kind::number:
      view.flag(flag, true).own(fact.name, shortest(fact.number));
      return;
    case model::Fact::Kind::share:
      view.flag(flag, true).own(fact.name, percent(fact.number));
      return;
    case model::Fact::Kind::score:
      view.flag(flag, true).own(fact.name, score(fact.number));
      return;
  }
}

std::vector<std::string> facts_of(std::string_view rule) {
  const auto* const found = std::ranges::find(table, rule, &Rule::name);
  std::vector<std::string> facts;
  if (found != table.end())
    for (const auto fact : split(found->facts, ' '))
      facts.emplace_back(fact);
  return facts;
}

View view_of(const std::vector<std::string>& declared, const std::vector<model::Fact>& facts) {
  View view;
  for (const auto& name : declared) {
    view.flag("has_" + name, false).own(name, undefined);
    const auto found = std::ranges::find(facts, name, &model::Fact::name);
    if (found != facts.end())
      set_fact(view, *found);
  }
  return view;
}

// Templates break lines where they like; a sentence is one line with single blanks.
std::string folded(std::string_view text) {
  std::string line;
  for (const char c : trimmed(text)) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank)
      line += c;
    else if (line.back() != ' ')
      line += ' ';
  }
  return line;
}

Words unknown_rule(std::string_view rule, const std::vector<model::Fact>& facts,
                   const Dialect& dialect) {
  Words words{.title = dialect.own("rule ") + dialect.outside(rule), .why = {}, .how = {}};
  for (const auto& fact : facts) {
    View view;
    set_fact(view, fact);
    const auto& text = view.texts().begin()->second;
    words.why += words.why.empty() ? "" : ", ";
    words.why += dialect.outside(fact.name) + " " +
                 (text.kind == Text::Kind::outside ? dialect.outside(text.value) : text.value);
  }
  return words;
}

}  // namespace

std::span<const Rule> rules() {
  return table;
}

std::set<std::string> names_of_rule(std::string_view rule) {
  const auto facts = facts_of(rule);
  std::set<std::string> names;
  if (facts.empty())
    return names;
  names.insert(sections.begin(), sections.end());
  for (const auto& fact : facts) {
    names.insert(fact);
    names.insert("has_" + fact);
  }
  return names;
}

Words Guide::words(std::string_view rule, const std::vector<model::Fact>& facts) const {
  const auto file = "guidance/" + std::string{rule} + ".mustache";
  const auto declared = facts_of(rule);
  if (declared.empty() || !templates_.has(file))
    return unknown_rule(rule, facts, dialect_);
  auto view = view_of(declared, facts);
  const auto section = [&](std::string_view wanted) {
    for (const auto name : sections)
      view.flag(name, name == wanted);
    std::string text;
    templates_.parsed(file).render(view, dialect_, text);
    return folded(text);
  };
  return {.title = section("title"), .why = section("why"), .how = section("how")};
}

}  // namespace errata::render
