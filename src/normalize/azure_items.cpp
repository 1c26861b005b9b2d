#include "normalize/azure_items.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

AzureItems::AzureItems(Intake& intake, Take take)
    : intake_{intake}, take_{std::move(take)}, answers_{intake} {
}

void AzureItems::read(const InputFile& file, const std::function<bool(json::object)>& take) {
  answers_.open(file);
  for (json::object answer; answers_.next(answer);)
    if (take(answer))
      answers_.check_rest({});
}

void AzureItems::add(json::array page) {
  page_.assign(page.begin(), page.end());
}

void AzureItems::add_answer() {
  page_ = {answers_.element()};
}

bool AzureItems::open_next() {
  const auto& files = intake_.inputs.documents;
  if (opened_ == files.size())
    return false;
  file_ = &files[opened_++];
  number_ = known_ = unknown_ = 0;
  answers_.open(*file_);
  return true;
}

void AzureItems::finish_file() {
  const auto others = unknown_ + answers_.passed_over();
  const auto what = printable(file_->name);
  if (known_ == 0)
    throw InputError{what + ": holds no evaluation result" +
                     (others == 0 ? "" : ", but " + count_of(others, "other answer"))};
  if (others > 0)
    intake_.test_set.remarks.push_back(what + ": " + count_of(others, "other answer") +
                                       " of the recording passed over");
}

// To the next answer with items, over those without.
bool AzureItems::next_page() {
  page_.clear();
  at_ = 0;
  json::object answer;
  if (file_ == nullptr || !answers_.next(answer)) {
    if (file_ != nullptr)
      finish_file();
    file_ = nullptr;
    return open_next();
  }
  if (!take_(answer, *file_, answers_.is_recorded())) {
    ++unknown_;
    page_.clear();
    return true;
  }
  ++known_;
  answers_.check_rest(page_);
  return true;
}

bool AzureItems::next(json::element& item) {
  while (at_ == page_.size())
    if (!next_page())
      return false;
  item = page_[at_++];
  ++number_;
  return true;
}

}  // namespace errata::normalize
