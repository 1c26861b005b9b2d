// The answers of the service in a file, however they were kept, one after another. Only .cpp files
// include this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "normalize/azure_body.hpp"
#include "normalize/intake.hpp"
#include "normalize/json_document.hpp"

namespace errata::normalize {

// One JSON document, or one a line.
class AzureAnswers {
 public:
  explicit AzureAnswers(Intake& intake) : intake_{intake} {}

  // `file` outlives the reading of it. Throws InputError where it cannot be read.
  void open(const InputFile& file);

  // The next answer, valid until the next call. False behind the last. Throws InputError for what
  // is no JSON, and for an object that has a key twice. What was recorded and is no JSON object, or
  // one that has a key twice, is counted and passed over unless it names results.
  bool next(json::object& answer);

  bool is_recorded() const { return is_recorded_; }  // the last answer: any call may be among them
  std::uint64_t line() const { return lines_ ? lines_->number() : 0; }  // of the last answer, or 0
  std::uint64_t passed_over() const { return passed_over_; }            // of this file

  json::element element() const { return answer_; }  // the last answer

  // As of JsonDocument, for the last answer.
  bool is_broken(json::element item) const { return document_.is_broken(item); }
  void check_rest(std::span<const json::element> items) const {
    document_.check_rest(answer_, items, *file_);
  }

 private:
  bool next_document();
  void parse(std::string_view text, const std::string& what);
  bool parse_recorded(std::string_view text);
  bool take(const KeptAnswer& kept, json::object& answer);

  Intake& intake_;
  const InputFile* file_ = nullptr;
  std::optional<LineReader> lines_;  // where the file has a document a line
  std::string whole_;                // where it is one
  bool has_whole_ = false;
  JsonDocument document_;
  json::Parser recorded_;
  std::string what_;              // messages call the document
  std::vector<KeptAnswer> kept_;  // in the document
  std::size_t next_ = 0;
  json::element answer_;
  bool is_recorded_ = false;
  std::uint64_t passed_over_ = 0;
};

}  // namespace errata::normalize
