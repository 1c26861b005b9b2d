// The items of all pages, file after file. Only .cpp files include this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/json_reader.hpp"
#include "normalize/azure_answers.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

class AzureItems {
 public:
  // Told of each answer of a file; hands on the items of a page with add(). False: the answer is of
  // no kind that is known, which is a fault of what was not recorded and throws InputError there.
  using Take = std::function<bool(json::object answer, const InputFile& file, bool is_recorded)>;

  // `intake` outlives it.
  AzureItems(Intake& intake, Take take);

  // False behind the last item of the last file. Throws InputError for a file that is not JSON or
  // holds no answer, and what `take` throws. How many other answers were recorded is a remark.
  bool next(json::element& item);
  void add(json::array page);
  void add_answer();  // which is an item itself

  const InputFile& file() const { return *file_; }        // of the last item
  std::uint64_t line() const { return answers_.line(); }  // of its page in a file by line, or 0
  std::uint64_t number() const { return number_; }        // of the last item in the file, from 1
  // Whether the last item holds bytes that are no UTF-8.
  bool is_broken(json::element item) const { return answers_.is_broken(item); }

  // Each answer in a file. Those of the file that is open die. Throws InputError for bytes that are
  // no UTF-8 in an answer that `take` says it has used.
  void read(const InputFile& file, const std::function<bool(json::object answer)>& take);

 private:
  bool open_next();
  bool next_page();
  void finish_file();

  Intake& intake_;
  Take take_;
  AzureAnswers answers_;
  std::size_t opened_ = 0;
  const InputFile* file_ = nullptr;
  std::uint64_t known_ = 0, unknown_ = 0;  // answers of the file
  std::vector<json::element> page_;        // the items of the last answer
  std::size_t at_ = 0;                     // the next of them
  std::uint64_t number_ = 0;
};

}  // namespace errata::normalize
