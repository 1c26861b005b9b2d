#include "normalize/azure_items.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/azure_body.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

AzureItems::AzureItems(Intake& intake, Take take) : intake_{intake}, take_{std::move(take)} {
}

std::vector<json::object> AzureItems::read(const InputFile& file, bool& repaired) {
  return azure_bodies(parse_azure(parser_, read_input(file), printable(file.name), repaired));
}

std::vector<json::object> AzureItems::answers_in(const InputFile& file) {
  bool repaired = false;
  return read(file, repaired);
}

bool AzureItems::open_next() {
  const auto& files = intake_.inputs.documents;
  if (opened_ == files.size())
    return false;
  file_ = &files[opened_++];
  pages_.clear();
  page_ = 0;
  at_.reset();
  number_ = 0;
  const auto what = printable(file_->name);
  bool repaired = false;
  const auto answers = read(*file_, repaired);
  if (repaired)
    intake_.test_set.remarks.push_back(what + ": unpaired surrogates were replaced by U+FFFD");
  if (answers.empty())
    throw InputError{what + ": holds no evaluation result"};
  for (const auto answer : answers)
    take_(answer, *file_);
  return true;
}

bool AzureItems::next(json::element& item) {
  while (!at_ || !(*at_ != *end_)) {
    if (page_ == pages_.size()) {
      if (!open_next())
        return false;
      continue;
    }
    at_ = pages_[page_].begin();
    end_ = pages_[page_].end();
    ++page_;
  }
  item = **at_;
  ++*at_;
  ++number_;
  return true;
}

}  // namespace errata::normalize
