// What an analysis concludes: findings, which ask for work, and checks of the data. Their words are
// not in them; see render/guidance.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/example.hpp"

namespace errata::model {

// The exact change of the scores if all items of a finding were repaired.
struct Gain {
  double micro_f1 = 0, macro_f1 = 0;
};

enum class Grade { strong, moderate, weak, ambiguous };

enum class Outcome { fail, pass, needs_review, not_assessable };

// A named value of a rule's sentence; the words are in templates/guidance/<rule>.mustache.
struct Fact {
  enum class Kind { text, count, number, share, score, gain, list };
  std::string name;
  Kind kind = Kind::text;
  std::string text;                  // Kind::text: hostile
  double number = 0;                 // of the others; share and score are 0 to 1
  std::vector<std::string> texts{};  // Kind::list: hostile
  // Kind::text in words of errata's own: their name in templates/words/reasons.mustache. `text` is
  // what they were where an analysis was read, else empty.
  std::string reason{};
};

// The fact of that name, or nothing.
inline const Fact* fact_of(const std::vector<Fact>& facts, std::string_view name) {
  for (const auto& fact : facts)
    if (fact.name == name)
      return &fact;
  return nullptr;
}

// What its number says, or 0 where it is not given.
inline double number_of(const std::vector<Fact>& facts, std::string_view name) {
  const auto* const fact = fact_of(facts, name);
  return fact == nullptr ? 0 : fact->number;
}

struct Finding {
  std::string id;    // "E-" and ten hex digits, stable from run to run
  std::string rule;  // "separate-or-merge", …: names the template of its words
  Outcome outcome = Outcome::fail;
  std::vector<Fact> facts;
  Gain gain;
  std::uint64_t effort = 0;  // documents to open
  Grade evidence = Grade::weak;
  std::vector<std::string> documents;  // the exact documents, at most `kept_documents` by id
  std::vector<Example> examples;

  static constexpr std::size_t kept_documents = 200;
};

struct HealthCheck {
  std::string rule;
  Outcome outcome = Outcome::pass;
  std::vector<Fact> facts;
  std::vector<std::string> documents;  // examples of where
};

}  // namespace errata::model
