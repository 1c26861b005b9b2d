#include "render/guidance.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "render/format.hpp"

namespace errata::render {

namespace {

constexpr auto table = std::to_array<Rule>({
    {"absent-from-test", "because count labels"},
    {"add-examples", "label count documents support predicted recall precision"},
    {"below-recommended-labels", "because count labels threshold"},
    {"break-down",
     "label count documents support rate partly compared simple_rate complex_rate all_labels "
     "ratio parts covered shares"},
    {"conflicting-labels", "because count"},
    {"duplicate-ids", "because count"},
    {"duplicate-texts", "because count"},
    {"few-test-labels", "because count labels threshold"},
    {"few-training-labels", "because count labels threshold"},
    {"fix-boundaries",
     "label count documents support rate begins_early begins_late ends_early ends_late shares"},
    {"imbalanced", "because count labels ratio where"},
    {"label-more", "label count documents support rate partly compared shares"},
    {"never-predicted-labels", "because count labels"},
    {"no-summary", "because"},
    {"one-way-confusion",
     "gold predicted count documents support rate whole reverse_count reverse_support "
     "reverse_rate merged_micro_f1 merged_macro_f1 cues"},
    {"over-predicted", "label count documents support predicted recall precision"},
    {"predicted-only-labels", "because count labels hint"},
    {"random-split", "because"},
    {"reconciled", "compared"},
    {"records-skipped", "count seen reason"},
    {"remarks", "count remarks"},
    {"review-labels", "label count documents strong moderate"},
    {"separate-or-merge",
     "gold predicted count documents support rate whole reverse_count reverse_support "
     "reverse_rate merged_micro_f1 merged_macro_f1 cues"},
    {"split-differs", "because count labels"},
    {"summary-differs", "compared differences counts_agree scores_agree ours theirs fewer"},
    {"texts-missing", "count documents"},
});

constexpr std::array<std::string_view, 3> sections{"title", "why", "how"};

// Reasons that the analysis gives in words of its own. They come back from analysis.json as well,
// so they are taken for words only while nothing in them can have a meaning anywhere.
bool is_plain_reason(const model::Fact& fact) {
  const bool is_reason = fact.name == "because" || fact.name == "where";
  return is_reason && fact.text.size() <= View::longest_outside &&
         std::ranges::all_of(fact.text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == ',';
         });
}

std::string number_text(const model::Fact& fact) {
  switch (fact.kind) {
    case model::Fact::Kind::count:
      return weight(fact.number);
    case model::Fact::Kind::share:
      return percent(fact.number);
    case model::Fact::Kind::score:
      return score(fact.number);
    default:
      return fixed(fact.number, 1);
  }
}

void set_fact(View& view, const model::Fact& fact) {
  const bool is_text = fact.kind == model::Fact::Kind::text;
  view.flag("has_" + fact.name, is_text ? !fact.text.empty() : fact.number != 0);
  view.flag("one_" + fact.name, !is_text && fact.number == 1);
  if (!is_text)
    view.own(fact.name, number_text(fact));
  else if (is_plain_reason(fact))
    view.own(fact.name, fact.text);
  else
    view.outside(fact.name, fact.text);
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
    view.flag("has_" + name, false).flag("one_" + name, false).own(name, undefined);
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
    names.insert("one_" + fact);
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
