// The words of findings and health checks: templates/guidance/<rule>.mustache filled with facts.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"
#include "render/dialect.hpp"
#include "render/templates.hpp"

namespace errata::render {

// A rule and the facts that its words may use, separated by blanks. For each fact there are two
// flags: "has_<fact>" where it is given and neither empty nor 0, and "one_<fact>" where it is 1; a
// count of which only a part was counted, as a whole number, has "part_<fact>". A fact "<fact>[]"
// is a list, whose rows have "<fact>_item" and the flag "<fact>_more".
struct Rule {
  std::string_view name;
  std::string_view facts;
};
std::span<const Rule> rules();  // sorted by name

// The names that the template of a rule may use: its facts, their flags, the sections "title",
// "why", "how", "buys", "rests_on" and "not_where", the flag "portal", and of findings "gain_micro"
// and "gain_macro". Empty for an unknown rule.
std::set<std::string> names_of_rule(std::string_view rule);

// One line each, written in a dialect.
struct Words {
  std::string title;  // what to do, in the imperative, or what is the case
  std::string why;    // in numbers
  // These may be empty.
  std::string how;        // in the portal, or in files
  std::string buys;       // what it is expected to bring
  std::string rests_on;   // of findings: when its evidence is of which grade
  std::string not_where;  // it does not apply
};

// Writes words in one dialect. A fact that the analysis does not give reads "n/a"; a rule without a
// template is named and its facts are listed, so that an analysis of a newer errata can be read.
class Guide {
 public:
  // `in_portal`: whoever mends the labels does so in the labelling portal of Azure AI Language.
  Guide(Templates& templates, const Dialect& dialect, bool in_portal = false)
      : templates_{templates}, dialect_{dialect}, in_portal_{in_portal} {}

  // `gained`: what the repair of a finding would gain.
  Words words(std::string_view rule, const std::vector<model::Fact>& facts,
              const std::optional<model::Gain>& gained = {}) const;
  // The words of a reason of errata's own, which has them in `text` or names them.
  std::string reason(const model::Fact& fact) const;
  // How something was counted, by its name in the method; nothing for a name that
  // words/definitions.mustache does not know. A threshold that is not given reads "n/a".
  std::optional<std::string> definition(std::string_view name,
                                        const std::vector<model::Threshold>& thresholds) const;

 private:
  Templates& templates_;
  const Dialect& dialect_;
  bool in_portal_;
};

// Whether a test set came from there.
bool is_of_portal(const model::Analysis& analysis);

}  // namespace errata::render
