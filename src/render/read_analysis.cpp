#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "render/analysis_fields.hpp"
#include "render/analysis_json.hpp"
#include "render/render.hpp"

namespace errata::render {

namespace {

class Reading {
 public:
  static constexpr bool is_reading = true;

  Reading(json::object from, std::string_view file) : from_{from}, file_{file} {}

  template <typename Value>
  void operator()(std::string_view key, Value& value) {
    const Step step{*this, key};
    json::element element;
    if (from_.at_key(key).get(element) != simdjson::SUCCESS)
      fail("is missing");
    get(element, value);
  }

  template <typename Value>
  void optional(std::string_view key, Value& value) {
    json::element element;
    if (from_.at_key(key).get(element) == simdjson::SUCCESS)
      (*this)(key, value);
  }

  template <typename Body>
  void group(std::string_view key, Body body) {
    const Step step{*this, key};
    json::element element;
    if (from_.at_key(key).get(element) != simdjson::SUCCESS)
      fail("is missing");
    inside(object_of(element), body);
  }

  // Derived by the writer, or not read by this version.
  void absent(std::string_view) {}
  template <typename Rule, typename Facts, typename Gain>
  void words(const Rule&, const Facts&, const Gain&) {}
  template <typename Thresholds>
  void definitions(std::map<std::string, std::string>& method, const Thresholds&) {
    (*this)("definitions", method);
  }
  template <typename Rule, typename Facts>
  void what(const Rule&, const Facts&) {}

  [[noreturn]] void fail(const std::string& reason) const {
    std::string path;
    for (const auto& key : path_)
      path += (path.empty() ? "" : ".") + printable(key, 60);
    throw InputError{printable(file_) + ": " + (path.empty() ? "" : path + ": ") + reason};
  }

 private:
  // A key on the path of messages, for as long as it is read.
  class Step {
   public:
    Step(Reading& reading, std::string_view key) : reading_{reading} {
      reading_.path_.emplace_back(key);
    }
    ~Step() { reading_.path_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reading& reading_;
  };

  template <typename Body>
  void inside(json::object object, Body body) {
    const auto outer = from_;
    from_ = object;
    body();
    from_ = outer;
  }

  json::object object_of(json::element element) const {
    json::object object;
    if (element.get(object) != simdjson::SUCCESS)
      fail("is not an object");
    return object;
  }

  void get(json::element element, bool& truth) {
    if (element.get(truth) != simdjson::SUCCESS)
      fail("is not true or false");
  }

  void get(json::element element, std::uint64_t& number) {
    if (element.get(number) != simdjson::SUCCESS)
      fail("is not a whole number from 0");
  }

  void get(json::element element, double& number) {
    if (element.get(number) != simdjson::SUCCESS)
      fail("is not a number");
  }

  void get(json::element element, std::string& text) {
    std::string_view view;
    if (element.get(view) != simdjson::SUCCESS)
      fail("is not a text");
    text = view;
  }

  template <typename Enum>
  requires std::is_enum_v<Enum>
  void get(json::element element, Enum& value) {
    std::string name;
    get(element, name);
    const auto& names = names_of<Enum>;
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
      fail("unknown value " + in_quotes(name, 60) + did_you_mean(name, names));
    value = static_cast<Enum>(found - names.begin());
  }

  template <typename Value>
  void get(json::element element, std::optional<Value>& value) {
    if (element.is_null())
      return;
    value = Value{};  // not emplace(), with which Clang 14 makes no aggregate
    get(element, *value);
  }

  template <typename Value>
  void get(json::element element, std::vector<Value>& values) {
    json::array array;
    if (element.get(array) != simdjson::SUCCESS)
      fail("is not a list");
    for (const auto item : array) {
      const Step step{*this, std::to_string(values.size())};
      get(item, values.emplace_back());
    }
  }

  template <typename Value>
  void get(json::element element, std::map<std::string, Value>& values) {
    for (const auto field : object_of(element)) {
      const Step step{*this, field.key};
      get(field.value, values[std::string{field.key}]);
    }
  }

  void get(json::element element, model::Measure& m) {
    inside(object_of(element), [&] {
      std::optional<double> low;
      std::optional<double> high;
      (*this)("value", m.value);
      (*this)("low", low);
      (*this)("high", high);
      (*this)("documents", m.documents);
      (*this)("numerator", m.numerator);
      (*this)("denominator", m.denominator);
      (*this)("defined", m.defined);
      if (low && high)
        m.interval = model::Measure::Interval{*low, *high};
    });
  }

  void get(json::element element, model::Fact& fact) {
    inside(object_of(element), [&] {
      (*this)("name", fact.name);
      (*this)("kind", fact.kind);
      if (fact.kind == model::Fact::Kind::list)
        (*this)("value", fact.texts);
      else if (fact.kind != model::Fact::Kind::text)
        (*this)("value", fact.number);
      else
        (*this)("value", fact.text);
      fact.reason = json::text_or(from_, "reason", "");
    });
  }

  template <typename Value>
  requires std::is_class_v<Value>
  void get(json::element element, Value& value) {
    inside(object_of(element), [&] { fields(*this, value); });
  }

  json::object from_;
  std::string_view file_;
  std::vector<std::string> path_;
};

void check_matrix(const model::Matrix& matrix, const Reading& reading) {
  const auto size = matrix.rows.size();
  const bool is_empty = size == 0 && matrix.labels.empty();
  const bool is_square = std::ranges::all_of(
      matrix.rows, [size](const std::vector<double>& row) { return row.size() == size; });
  if (!is_empty && (!is_square || size != matrix.labels.size() + 1))
    reading.fail("matrix: rows do not fit the labels");
}

void check_sweep(const model::ThresholdSweep& sweep, const Reading& reading) {
  const bool is_ordered =
      std::ranges::is_sorted(sweep.rows, {}, &model::ThresholdScores::threshold);
  if (sweep.best >= sweep.rows.size() || sweep.rows[0].threshold != 0 || !is_ordered)
    reading.fail("thresholds: rows do not ascend from 0, or the best one is not there");
}

void check_pairs(const model::DocumentResult& document, const Reading& reading) {
  for (const auto& pair : document.pairs) {
    const bool fits = (!pair.gold || *pair.gold < document.gold.size()) &&
                      (!pair.predicted || *pair.predicted < document.predicted.size());
    if (!fits)
      reading.fail("documents: " + in_quotes(document.id, 60) + ": a pair has no such span");
  }
}

// The text is as long as its windows, which stand apart and in order.
void check_windows(const model::DocumentResult& document, const Reading& reading) {
  if (document.windows.empty())
    return;
  std::uint64_t held = 0;
  std::uint64_t end = 0;
  bool fits = true;
  for (const auto& window : document.windows) {
    fits &= (&window == document.windows.data() || window.begin > end) && window.begin < window.end;
    held += window.end - window.begin;
    end = window.end;
  }
  fits &= end <= document.length &&
          (!document.has_text || held == length_in(document.unit, document.text));
  if (!fits)
    reading.fail("documents: " + in_quotes(document.id, 60) + ": a window does not fit its text");
}

}  // namespace

model::Analysis parse_analysis(std::string_view text, std::string_view what) {
  json::Parser parser;
  const auto element = parser.parse(text, what);
  json::object object;
  const auto name = printable(what);
  if (element.get(object) != simdjson::SUCCESS)
    throw InputError{name + ": is not an analysis: no object"};
  if (const auto schema = json::text_or(object, "schema", ""); schema != "errata/analysis/1")
    throw InputError{name + ": schema is " + in_quotes(schema, 60) + ", not 'errata/analysis/1'"};
  if (json::has_duplicate_keys(element))
    throw InputError{name + ": has a key twice in one object"};
  Reading reading{object, what};
  model::Analysis analysis;
  fields(reading, analysis);
  check_matrix(analysis.matrix, reading);
  if (analysis.sweep)
    check_sweep(*analysis.sweep, reading);
  for (const auto& document : analysis.shown) {
    check_pairs(document, reading);
    check_windows(document, reading);
  }
  return analysis;
}

model::Analysis read_analysis(const std::filesystem::path& path) {
  return read_analysis(path, path.string());
}

model::Analysis read_analysis(const std::filesystem::path& path, const std::string& name) {
  return parse_analysis(read_file(path), name);
}

}  // namespace errata::render
