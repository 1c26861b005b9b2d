#include "normalize/azure_answers.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base64.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/open_input.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

// In JSON nothing that opens follows at once on something that closes, so that this is no document
// over several lines.
bool is_by_line(std::string_view head) {
  const auto text = head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  const auto end = std::min(text.find('\n'), text.size());
  const auto first = trimmed(text.substr(0, end));
  const auto rest = trimmed(text.substr(end));
  return (first.ends_with('}') || first.ends_with(']')) &&
         (rest.starts_with('{') || rest.starts_with('['));
}

// Blanks stand in its place, so that messages count the lines of the file.
std::string without_http_head(std::string text) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(http_head_size(text));
  std::replace_if(
      text.begin(), end, [](char c) { return c != '\n'; }, ' ');
  return text;
}

// Its first line, and of what follows enough to tell. No line is longer than `longest_line`.
std::string_view peek_telling(PeekSource& source) {
  for (auto size = head_size;; size = std::min(2 * size, longest_line + head_size)) {
    const auto head = source.peek(size);
    const auto text = trimmed(head);
    if (head.size() < size || text.find('\n') != text.npos || size > longest_line)
      return head;
  }
}

}  // namespace

void AzureAnswers::open(const InputFile& file) {
  file_ = &file;
  lines_.reset();
  kept_.clear();
  next_ = 0;
  passed_over_ = 0;
  auto source = std::make_unique<PeekSource>(open_input(file));
  has_whole_ = !is_by_line(peek_telling(*source));
  if (has_whole_)
    whole_ = without_http_head(read_whole(*source, file));
  else
    lines_.emplace(std::move(source), printable(file.name));
}

bool AzureAnswers::next_document() {
  if (std::exchange(has_whole_, false)) {
    const auto text = std::exchange(whole_, {});
    parse(text, printable(file_->name));
    return true;
  }
  for (std::string_view line; lines_ && lines_->next(line);) {
    if (trimmed(line).empty())
      continue;
    parse(line, printable(file_->name) + ":" + std::to_string(lines_->number()));
    return true;
  }
  return false;
}

void AzureAnswers::parse(std::string_view text, const std::string& what) {
  const auto root = document_.parse(text, *file_, what);
  if (json::has_duplicate_keys(root))
    throw InputError{what + ": an object has a key twice"};
  if (document_.had_lone_surrogates())
    intake_.test_set.remarks.push_back(what + ": unpaired surrogates were replaced by U+FFFD");
  what_ = what;
  kept_ = kept_answers(root);
  next_ = 0;
}

// As text any call's answer may stand there; one of results that is damaged is not to be missed.
bool AzureAnswers::parse_recorded(std::string_view text) {
  const bool is_json =
      recorded_.try_parse(text, answer_) || try_parse_repaired(recorded_, text, answer_);
  if (is_json && !json::has_duplicate_keys(answer_))
    return true;
  if (names_results(text))
    throw InputError{what_ + ": answer " + std::to_string(next_) +
                     " of the recording holds results, but " +
                     (is_json ? "an object has a key twice" : recorded_.fault())};
  return false;
}

bool AzureAnswers::take(const KeptAnswer& kept, json::object& answer) {
  is_recorded_ = kept.is_recorded;
  answer_ = kept.value;
  std::string_view text;
  if (answer_.get(text) == simdjson::SUCCESS &&
      !parse_recorded(kept.is_base64 ? from_base64(text) : text))
    return false;
  return answer_.get(answer) == simdjson::SUCCESS;
}

bool AzureAnswers::next(json::object& answer) {
  do {
    while (next_ < kept_.size()) {
      if (take(kept_[next_++], answer))
        return true;
      ++passed_over_;
    }
  } while (next_document());
  return false;
}

}  // namespace errata::normalize
