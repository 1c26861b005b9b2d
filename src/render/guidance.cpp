#include "render/guidance.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/wording.hpp"

namespace errata::render {

namespace {

constexpr auto table = std::to_array<Rule>({
    {"absent-from-test", "because count labels[] labels_left"},
    {"add-examples",
     "label limit count documents support predicted recall precision whole multi training_known "
     "training "
     "few_training taken_for taken_count shares shares_count"},
    {"below-recommended-labels", "because count labels[] labels_left threshold"},
    {"break-down",
     "label count documents support rate partly confused compared simple_rate complex_rate "
     "all_labels ratio parts[] spans covered covered_missed "
     "covered_documents shares shares_count"},
    {"complex-entities", "because count failed harder"},
    {"conflicting-labels", "because count"},
    {"duplicate-ids", "because count"},
    {"duplicate-texts", "because count"},
    {"fallback-threshold",
     "label threshold changed wrong becomes_right becomes_wrong accuracy accuracy_after share "
     "others others_right others_right_after break_even tried macro_falls shares shares_count"},
    {"few-test-labels", "because count labels[] labels_left threshold"},
    {"few-training-labels", "because count labels[] labels_left threshold"},
    {"fix-boundaries",
     "label limit count documents support rate begins_early begins_late ends_early ends_late "
     "shares "
     "shares_count title_inside title_outside mark_inside mark_outside habit_count habit_of "
     "habit_begin habit_added habit_text habit_blank habit_punctuation "
     "habit_number habit_word habit_words habit_pieces[] habit_gold_with habit_gold_without "
     "habit_gold_rate habit_gain habit_rest habit_one_way relabel with_text"},
    {"imbalanced", "because count labels[] labels_left ratio"},
    {"imbalanced-test", "because count labels[] labels_left ratio"},
    {"label-more",
     "label limit count documents support rate partly confused compared harder easier medium "
     "complex "
     "band_rate simple_rate overlapping overlapping_rate apart_rate shares shares_count"},
    {"labels-confused", "because count failed"},
    {"labels-cut-or-missed", "because count failed"},
    {"labels-inconsistent",
     "because count forgotten alone minority edges conflicts at_least listed"},
    {"model-expires", "because expires days threshold"},
    {"multilingual-option", "because count"},
    {"near-limits",
     "because near project_labels project_labels_over most_labels project_documents "
     "project_documents_over most_documents few_documents least_documents long_texts "
     "long_texts_over longest_text long_spans long_spans_over longest_span odd_names[] "
     "odd_names_left"},
    {"never-predicted-labels",
     "because count labels[] labels_left hints[] hints_left few_training training_known "
     "untrained[] "
     "untrained_left scarce[] scarce_left"},
    {"no-summary", "because"},
    {"one-way-confusion",
     "gold predicted limit count documents pair_documents support rate whole multi reverse_count "
     "reverse_support reverse_rate gold_never gold_over micro_f1 merged_micro_f1 merged_macro_f1 "
     "merge no_others cues[] group[] group_micro_f1 merge_group alike shares shares_count"},
    {"over-predicted",
     "label limit count documents support predicted recall precision whole multi instead_of[] "
     "instead_of_left untouching replacing shares shares_count"},
    {"predicted-only-labels", "because count labels[] labels_left hints[] hints_left"},
    {"predictions-follow-labels",
     "because count predictions right by_chance unclear below_chance mixed_up one_for_all"},
    {"random-split", "because"},
    {"reconciled", "compared matrix no_matrix"},
    {"records-skipped", "count seen reason"},
    {"remarks", "count remarks[] remarks_left"},
    {"review-labels",
     "label count documents strong moderate untouching rest weak among among_of whole multi given "
     "suggested pair_count shares shares_count"},
    {"scores-far-apart", "because best best_f1 worst worst_f1 threshold"},
    {"scores-of-labels",
     "because count well least threshold rare[] rare_left eager[] eager_left poor[] poor_left"},
    {"separate-or-merge",
     "gold predicted limit count documents pair_documents support rate whole multi reverse_count "
     "reverse_support reverse_rate gold_never gold_over micro_f1 merged_micro_f1 merged_macro_f1 "
     "merge no_others cues[] group[] group_micro_f1 merge_group shares shares_count"},
    {"small-test-set", "because documents without with_items threshold"},
    {"split-differs", "because count labels[] labels_left factor"},
    {"summary-differs",
     "compared differences counts_agree scores_agree ours theirs fewer more means matrix_only "
     "matrix no_matrix"},
    {"tested-in-training", "because count documents"},
    {"texts-missing", "count documents"},
    {"two-labels-fit", "because count at_least"},
    {"unlabelled-documents", "because count documents"},
    {"unlabelled-predictions", "because count failed"},
    {"weak-languages", "because count of_slices slices[] slices_left worst_f1 others_f1 main"},
    {"weak-lengths", "because count of_slices slices[] slices_left worst_f1 others_f1 main"},
});

constexpr std::array<std::string_view, 6> sections{"title", "why",      "how",
                                                   "buys",  "rests_on", "not_where"};
// What every rule may be told beside its facts.
constexpr std::array<std::string_view, 5> of_every_rule{"portal", "gain_micro", "has_gain_micro",
                                                        "gain_macro", "has_gain_macro"};

std::string number_text(const model::Fact& fact) {
  switch (fact.kind) {
    case model::Fact::Kind::count:
      return about(fact.number);
    case model::Fact::Kind::share:
      return percent(fact.number);
    case model::Fact::Kind::score:
      return score(fact.number);
    case model::Fact::Kind::gain:
      return gain(fact.number);
    default:
      return fixed(fact.number, 1);
  }
}

void set_text(View& view, const model::Fact& fact, Templates& templates) {
  const bool is_given = !fact.text.empty() || !fact.reason.empty();
  view.flag("has_" + fact.name, is_given).flag("one_" + fact.name, false);
  view.flag("part_" + fact.name, false);
  if (auto words = templates.term("reasons", fact.reason))
    view.own(fact.name, std::move(*words));
  else if (fact.name == "because")
    view.said(fact.name, fact.text);
  else
    view.outside(fact.name, fact.text);
}

void set_number(View& view, const model::Fact& fact) {
  view.flag("has_" + fact.name, fact.number != 0).flag("one_" + fact.name, fact.number == 1);
  const bool is_part = fact.kind == model::Fact::Kind::count && !is_whole(fact.number);
  view.flag("part_" + fact.name, is_part).own(fact.name, number_text(fact));
}

// "Long number 2: 10115 12", a part of a break-down and its example.
void set_part(View& row, const std::string& text, Templates& templates) {
  const auto end = std::min(text.find(": "), text.size());
  const auto name = text.substr(0, end);
  if (auto words = part_words(templates, name))
    row.own("parts_item", std::move(*words));
  else
    row.outside("parts_item", name);
  row.optional_outside("parts_example", end < text.size() ? text.substr(end + 2) : "");
}

// Remarks are errata's own sentences, the other lists are names from outside.
void set_list(View& view, const model::Fact& fact, Templates& templates) {
  std::vector<View> rows;
  for (const auto& text : fact.texts) {
    View row;
    if (fact.name == "remarks")
      row.said(fact.name + "_item", text);
    else if (fact.name == "parts")
      set_part(row, text, templates);
    else
      row.outside(fact.name + "_item", text);
    rows.push_back(std::move(row));
  }
  set_more(rows, fact.name);
  view.flag("one_" + fact.name, rows.size() == 1).flag("part_" + fact.name, false);
  view.list(fact.name, std::move(rows));
}

// What a rule may be told: a name, and whether it is a list.
struct Declared {
  std::string name;
  bool is_list = false;
};

std::vector<Declared> facts_of(std::string_view rule) {
  const auto* const found = std::ranges::find(table, rule, &Rule::name);
  std::vector<Declared> facts;
  if (found == table.end())
    return facts;
  for (const auto fact : split(found->facts, ' ')) {
    const bool is_list = fact.ends_with("[]");
    facts.push_back({std::string{fact.substr(0, fact.size() - (is_list ? 2 : 0))}, is_list});
  }
  return facts;
}

// An analysis of another errata may give a fact in another kind.
bool fits(const model::Fact& fact, const Declared& declared) {
  return fact.name == declared.name && (fact.kind == model::Fact::Kind::list) == declared.is_list;
}

void set_fact(View& view, const model::Fact& fact, Templates& templates) {
  switch (fact.kind) {
    case model::Fact::Kind::text:
      return set_text(view, fact, templates);
    case model::Fact::Kind::list:
      return set_list(view, fact, templates);
    default:
      return set_number(view, fact);
  }
}

View view_of(const std::vector<Declared>& declared, const std::vector<model::Fact>& facts,
             Templates& templates) {
  View view;
  for (const auto& wanted : declared) {
    const auto found = std::ranges::find_if(
        facts, [&wanted](const model::Fact& fact) { return fits(fact, wanted); });
    if (found != facts.end()) {
      set_fact(view, *found, templates);
      continue;
    }
    for (const auto* const prefix : {"has_", "one_", "part_"})
      view.flag(prefix + wanted.name, false);
    if (wanted.is_list)
      view.list(wanted.name, {});
    else
      view.own(wanted.name, undefined);
  }
  return view;
}

std::string value_of(const model::Fact& fact, const Dialect& dialect) {
  if (fact.kind == model::Fact::Kind::text)
    return dialect.outside(fact.text);
  if (fact.kind != model::Fact::Kind::list)
    return dialect.own(number_text(fact));
  std::string values;
  for (const auto& text : fact.texts)
    values += (values.empty() ? "" : " ") + dialect.outside(text);
  return values;
}

Words unknown_rule(std::string_view rule, const std::vector<model::Fact>& facts,
                   const Dialect& dialect, Templates& templates) {
  const auto named = templates.term("unknown", "rule").value_or("");
  Words words;
  words.title = dialect.own(named) + " " + dialect.outside(rule);
  for (const auto& fact : facts) {
    words.why += words.why.empty() ? "" : ", ";
    words.why += dialect.outside(fact.name) + " " + value_of(fact, dialect);
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
  names.insert(of_every_rule.begin(), of_every_rule.end());
  for (const auto& [name, is_list] : facts) {
    names.insert({name, "has_" + name, "one_" + name, "part_" + name});
    if (is_list)
      names.insert({name + "_item", name + "_more"});
    if (name == "parts")
      names.insert({"parts_example", "has_parts_example"});
  }
  return names;
}

Words Guide::words(std::string_view rule, const std::vector<model::Fact>& facts,
                   const std::optional<model::Gain>& gained) const {
  const auto file = "guidance/" + std::string{rule} + ".mustache";
  const auto declared = facts_of(rule);
  if (declared.empty() || !templates_.has(file))
    return unknown_rule(rule, facts, dialect_, templates_);
  auto view = view_of(declared, facts, templates_);
  view.flag("portal", in_portal_);
  view.optional_own("gain_micro", gained ? gain(gained->micro_f1) : "");
  view.optional_own("gain_macro", gained ? gain(gained->macro_f1) : "");
  const auto section = [&](std::string_view wanted) {
    for (const auto name : sections)
      view.flag(name, name == wanted);
    return templates_.line(file, view, dialect_);
  };
  return {.title = section("title"),
          .why = section("why"),
          .how = section("how"),
          .buys = section("buys"),
          .rests_on = section("rests_on"),
          .not_where = section("not_where")};
}

std::string Guide::reason(const model::Fact& fact) const {
  return templates_.term("reasons", fact.reason).value_or(fact.text);
}

std::optional<std::string> Guide::definition(
    std::string_view name, const std::vector<model::Threshold>& thresholds) const {
  View values;
  for (const auto& known : names_for("words/definitions.mustache"))
    if (known.starts_with("threshold_"))
      values.own(known, undefined);
  for (const auto& threshold : thresholds)
    values.own("threshold_" + threshold.name, decimal(threshold.value));
  return templates_.term("definitions", name, std::move(values));
}

bool is_of_portal(const model::Analysis& analysis) {
  return analysis.test_set.source.kind.starts_with("azure-");
}

}  // namespace errata::render
