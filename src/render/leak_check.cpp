#include "render/leak_check.hpp"

#include <algorithm>
#include <concepts>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/analysis_fields.hpp"
#include "render/grams.hpp"
#include "render/kept_texts.hpp"
#include "render/readings.hpp"

namespace errata::render {

namespace {

// An archive of analysis_fields.hpp that shows every text, and whether it may stay.
class Visiting {
 public:
  static constexpr bool is_reading = false;
  using Visit = std::function<void(std::string_view text, bool stays)>;

  explicit Visiting(Visit visit) : visit_{std::move(visit)} {}

  template <typename Value>
  void operator()(std::string_view key, const Value& value) {
    show(value, may_stay(key) || key == "remarks");
  }
  template <typename Value>
  void optional(std::string_view key, const Value& value) {
    (*this)(key, value);
  }
  template <typename Body>
  void group(std::string_view, Body body) {
    body();
  }
  void absent(std::string_view) {}
  template <typename Thresholds>
  void definitions(const std::map<std::string, std::string>& method, const Thresholds&) {
    show(method, true);
  }
  template <typename Rule, typename Facts, typename Gain>
  void words(const Rule&, const Facts&, const Gain&) {}
  template <typename Rule, typename Facts>
  void what(const Rule&, const Facts&) {}

 private:
  template <typename Number>
  requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>) void show(Number, bool) {}
  void show(const model::Measure&, bool) {}
  void show(const std::string& text, bool stays) { visit_(text, stays); }

  template <typename Value>
  void show(const std::optional<Value>& value, bool stays) {
    if (value)
      show(*value, stays);
  }
  template <typename Value>
  void show(const std::vector<Value>& values, bool stays) {
    for (const auto& value : values)
      show(value, stays);
  }
  template <typename Value>
  void show(const std::map<std::string, Value>& values, bool stays) {
    for (const auto& [key, value] : values) {
      show(key, stays);
      show(value, stays);
    }
  }
  void show(const model::Fact& fact, bool) {
    const bool stays = may_stay_as_fact(fact.name) || fact.name == "remarks";
    show(fact.text, stays);
    show(fact.texts, stays);
  }
  template <typename Value>
  requires std::is_class_v<Value>
  void show(const Value& value, bool) { fields(*this, value); }

  Visit visit_;
};

void each_text(const model::Analysis& analysis, const Visiting::Visit& visit) {
  Visiting visiting{visit};
  fields(visiting, analysis);
}

using Hashes = std::vector<std::uint64_t>;

void make_set(Hashes& hashes) {
  std::ranges::sort(hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

// What may be said.
class Allowed {
 public:
  void add(std::string_view text) {
    const auto tokens = tokens_of(text);
    for (const auto& token : tokens)
      if (token.weight > 1)
        words_.push_back(token.hash);
    each_gram(tokens, [this](std::uint64_t hash, auto) { grams_.push_back(hash); });
  }

  void finish() {
    make_set(words_);
    make_set(grams_);
  }

  bool has(std::uint64_t hash, std::span<const Token> gram) const {
    return std::ranges::all_of(gram,
                               [this](const Token& token) {
                                 return token.is_blank ||
                                        std::ranges::binary_search(words_, token.hash);
                               }) ||
           std::ranges::binary_search(grams_, hash);
  }

 private:
  Hashes words_, grams_;
};

Allowed allowed_in(const model::Analysis& shared, const Templates& templates,
                   const std::string& ticket) {
  Allowed allowed;
  each_text(shared, [&](std::string_view text, bool stays) {
    if (stays)
      allowed.add(text);
  });
  templates.each_source([&](std::string_view source) { allowed.add(source); });
  allowed.add(ticket);
  allowed.finish();
  return allowed;
}

}  // namespace

LeakCheck::LeakCheck(const model::Analysis& full, const model::Analysis& shared,
                     const Templates& templates, const std::string& ticket) {
  if (full.text_mode != model::TextMode::full)
    return;  // its texts are masked already
  const auto allowed = allowed_in(shared, templates, ticket);
  each_text(full, [&](std::string_view text, bool stays) {
    if (stays)
      return;
    each_gram(tokens_of(text), [&](std::uint64_t hash, std::span<const Token> gram) {
      if (!allowed.has(hash, gram))
        leaks_.push_back(hash);
    });
  });
  make_set(leaks_);
}

void LeakCheck::check(const std::filesystem::path& file) const {
  bool leaks = false;
  each_piece(file, [&](std::string_view piece) {
    each_gram(tokens_of(piece), [&](std::uint64_t hash, auto) {
      leaks = leaks || std::ranges::binary_search(leaks_, hash);
    });
  });
  if (leaks)
    throw OutputError{printable(file.filename().string()) +
                      ": holds words of a document, which --text is to keep out of it; nothing is "
                      "published"};
}

}  // namespace errata::render
