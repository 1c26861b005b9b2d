#include <cmath>
#include <concepts>
#include <map>
#include <optional>
#include <vector>

#include "core/json_writer.hpp"
#include "core/unicode.hpp"
#include "render/analysis_fields.hpp"
#include "render/analysis_json.hpp"

namespace errata::render {

namespace {

constexpr int indent = 1;
constexpr std::size_t broken_levels = 2;

class Writing {
 public:
  static constexpr bool is_reading = false;

  Writing(std::string& to, const Guide& guide) : json_{to, indent, broken_levels}, guide_{guide} {}

  template <typename Value>
  void operator()(std::string_view key, const Value& value) {
    json_.key(key);
    put(value);
  }

  template <typename Value>
  void optional(std::string_view key, const Value& value) {
    if (value != Value{})
      (*this)(key, value);
  }

  template <typename Body>
  void group(std::string_view key, Body body) {
    json_.key(key).begin_object();
    body();
    json_.end_object();
  }

  void absent(std::string_view key) { json_.key(key).null(); }

  void words(std::string_view rule, const std::vector<model::Fact>& facts,
             const model::Gain& gain) {
    const auto words = guide_.words(rule, facts, gain);
    json_.member("title", words.title).member("why", words.why).member("how", words.how);
    json_.member("buys", words.buys).member("rests_on", words.rests_on);
    json_.member("not_where", words.not_where);
  }

  void what(std::string_view rule, const std::vector<model::Fact>& facts) {
    json_.member("what", guide_.words(rule, facts).title);
  }

  // Each in words, where it has none of its own.
  void definitions(std::map<std::string, std::string> method,
                   const std::vector<model::Threshold>& thresholds) {
    for (auto& [name, value] : method)
      if (value.empty())
        value = guide_.definition(name, thresholds).value_or("");
    (*this)("definitions", method);
  }

  void whole(const model::Analysis& analysis) {
    json_.begin_object().member("schema", "errata/analysis/1");
    fields(*this, analysis);
    json_.end_object();
  }

 private:
  void put(bool truth) { json_.value(truth); }
  void put(std::uint64_t number) { json_.value(number); }
  void put(double number) { json_.value(std::isfinite(number) ? number : 0.0); }
  // Ids and labels come through readers that check them; a byte that is no character would make the
  // whole file unreadable.
  void put(const std::string& text) {
    if (find_invalid_utf8(text) == std::string::npos)
      json_.value(text);
    else
      json_.value(valid_utf8(text));
  }

  template <typename Enum>
  requires std::is_enum_v<Enum>
  void put(Enum value) { json_.value(name_of_value(value)); }

  template <typename Value>
  void put(const std::optional<Value>& value) {
    if (value)
      put(*value);
    else
      json_.null();
  }

  template <typename Value>
  void put(const std::vector<Value>& values) {
    json_.begin_array();
    for (const auto& value : values)
      put(value);
    json_.end_array();
  }

  template <typename Value>
  void put(const std::map<std::string, Value>& values) {
    json_.begin_object();
    for (const auto& [key, value] : values) {
      json_.key(valid_utf8(key));
      put(value);
    }
    json_.end_object();
  }

  void put(const model::Measure& m) {
    const auto interval = m.interval;
    json_.begin_object().member("value", m.value);
    (*this)("low", interval ? std::optional{interval->low} : std::nullopt);
    (*this)("high", interval ? std::optional{interval->high} : std::nullopt);
    json_.member("documents", m.documents);
    (*this)("numerator", m.numerator);
    (*this)("denominator", m.denominator);
    json_.member("defined", m.defined).end_object();
  }

  void put(const model::Fact& fact) {
    json_.begin_object();
    (*this)("name", fact.name);
    (*this)("kind", fact.kind);
    if (fact.kind == model::Fact::Kind::text)
      put_text(fact);
    else if (fact.kind == model::Fact::Kind::list)
      (*this)("value", fact.texts);
    else
      (*this)("value", fact.number);
    json_.end_object();
  }

  // A reason has its sentence for people beside its name for programs.
  void put_text(const model::Fact& fact) {
    const bool is_worded = fact.text.empty() && !fact.reason.empty();
    (*this)("value", is_worded ? guide_.reason(fact) : fact.text);
    if (!fact.reason.empty())
      (*this)("reason", fact.reason);
  }

  template <typename Value>
  requires std::is_class_v<Value>
  void put(const Value& value) {
    json_.begin_object();
    fields(*this, value);
    json_.end_object();
  }

  JsonWriter json_;
  const Guide& guide_;
};

}  // namespace

std::string write_analysis(const model::Analysis& analysis, const Guide& guide) {
  std::string text;
  Writing{text, guide}.whole(analysis);
  text += '\n';
  return text;
}

}  // namespace errata::render
