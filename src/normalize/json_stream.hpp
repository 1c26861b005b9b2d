// The records of JSON files, whatever they mean. Includes simdjson's door, so only .cpp files
// include this.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "normalize/intake.hpp"
#include "normalize/json_document.hpp"

namespace errata::normalize {

// Items of a list, bare or under one of some keys, or one value a line. `files` must outlive it.
class JsonStream {
 public:
  // What to do with a whole document that is an object without such a list: false where that is a
  // fault.
  using OtherDocument = std::function<bool(json::object, const InputFile&)>;

  JsonStream(Intake& intake, std::span<const InputFile> files,
             std::vector<std::string_view> lists = {}, OtherDocument takes = {})
      : intake_{intake}, files_{files}, lists_{std::move(lists)}, takes_{std::move(takes)} {}

  // The next record, valid until the next call, with the intake at its place. A line that is no
  // JSON, and a record that is no object, has a key twice or holds bytes that are no UTF-8, are
  // issues. False behind the last file. Throws InputError for a document over several lines that is
  // no JSON, holds no list, or has such bytes outside its records.
  bool next(json::object& record);

  // What stands before the record in a pair of text and annotations, as spaCy writes them:
  //   ["Ana came", {"entities": [[0, 3, "PER"]]}]
  std::optional<std::string_view> text() const { return text_; }

  std::uint64_t number() const { return number_; }  // of the record over all files, from 1
  const InputFile& file() const { return *file_; }  // of the record

 private:
  bool open_next();
  void open_whole();
  bool is_by_line(std::string_view head) const;
  bool find_list(json::object fields, json::array& into) const;
  bool next_element(json::element& record);
  bool next_of_list(json::element& record);
  bool next_of_lines(json::element& record);

  Intake& intake_;
  std::span<const InputFile> files_;
  std::vector<std::string_view> lists_;
  OtherDocument takes_;
  json::Parser parser_;    // of lines
  JsonDocument document_;  // of a file that is one
  const InputFile* file_ = nullptr;
  std::size_t opened_ = 0;
  std::optional<LineReader> lines_;
  std::optional<json::array::iterator> at_, end_;  // of the list, where there is one
  std::optional<std::string_view> text_;
  std::uint64_t number_ = 0;
};

}  // namespace errata::normalize
