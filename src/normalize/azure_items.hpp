// The items of all pages, file after file. Only .cpp files include this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/json_reader.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

class AzureItems {
 public:
  // Told of each answer in a file that is opened; hands on the items of a page with add().
  using Take = std::function<void(json::object answer, const InputFile& file)>;

  // `intake` outlives it.
  AzureItems(Intake& intake, Take take);

  // False behind the last item of the last file. Throws InputError for a file that is not JSON or
  // holds no answer, and what `take` throws.
  bool next(json::element& item);
  void add(json::array page) { pages_.push_back(page); }

  const InputFile& file() const { return *file_; }  // of the last item
  std::uint64_t number() const { return number_; }  // of the last item in it, from 1

  // The answers in a file that is not one of results. Those of the file that is open die.
  std::vector<json::object> answers_in(const InputFile& file);

 private:
  bool open_next();
  std::vector<json::object> read(const InputFile& file, bool& repaired);

  Intake& intake_;
  Take take_;
  json::Parser parser_;
  std::size_t opened_ = 0;
  const InputFile* file_ = nullptr;
  std::vector<json::array> pages_;  // of the file that is open
  std::size_t page_ = 0;            // that is being read
  std::optional<json::array::iterator> at_, end_;
  std::uint64_t number_ = 0;
};

}  // namespace errata::normalize
