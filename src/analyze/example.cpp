#include "analyze/example.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "analyze/surface.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t context_code_points = 60;

std::size_t step_back(std::string_view text, std::size_t at) {
  do
    --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return at;
}

std::size_t step_on(std::string_view text, std::size_t at) {
  return at + code_point_at(text, at).bytes;
}

// The nearest word boundary from `from` towards `to`, or `from` where one long word lies between.
std::size_t at_word(std::string_view text, std::size_t from, std::size_t to) {
  for (auto at = from; at != to; at = at < to ? step_on(text, at) : step_back(text, at))
    if (is_word_boundary(text, at))
      return at;
  return from;
}

std::string before(std::string_view text, std::size_t end) {
  auto begin = end;
  for (std::size_t i = 0; i < context_code_points && begin > 0; ++i)
    begin = step_back(text, begin);
  begin = at_word(text, begin, end);
  return std::string{text.substr(begin, end - begin)};
}

std::string after(std::string_view text, std::size_t begin) {
  auto end = begin;
  for (std::size_t i = 0; i < context_code_points && end < text.size(); ++i)
    end = step_on(text, end);
  end = at_word(text, end, begin);
  return std::string{text.substr(begin, end - begin)};
}

std::string first_code_points(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < count && end < text.size(); ++i)
    end = step_on(text, end);
  return std::string{text.substr(0, end)};
}

auto key_of(const model::Example& e) {
  return std::tie(e.document, e.begin, e.end, e.gold, e.predicted, e.surface, e.predicted_surface,
                  e.before, e.after);
}

}  // namespace

ReportOffsets::ReportOffsets(const model::Document& document) : document_{&document} {
  if (!document.has_text)
    return;
  const std::string_view text{document.text};
  std::uint64_t count = 0;
  for (std::size_t at = 0; at <= text.size(); at += stride) {
    code_points_.push_back(count);
    count += length_in(OffsetUnit::codepoints, text.substr(at, stride));
  }
}

std::uint64_t ReportOffsets::operator()(std::uint32_t offset) const {
  if (!document_->has_text)
    return offset;
  const auto full = offset / stride;
  const auto rest = std::string_view{document_->text}.substr(full * stride, offset % stride);
  return code_points_[full] + length_in(OffsetUnit::codepoints, rest);
}

std::uint64_t Place::offset(std::uint32_t at) const {
  if (offsets_.empty())
    offsets_.emplace_back(*document_);
  return offsets_.front()(at);
}

model::Example Place::example(const model::Annotation& span) const {
  model::Example e;
  e.document = document_->id;
  const bool whole = span.begin == 0 && span.end == 0;
  if (!whole) {
    e.begin = offset(span.begin);
    e.end = offset(span.end);
  }
  if (!document_->has_text)
    return e;
  e.text_length = offset(static_cast<std::uint32_t>(document_->text.size()));
  e.surface = surface(span);
  if (whole)
    return e;
  e.before = before(document_->text, span.begin);
  e.after = after(document_->text, span.end);
  return e;
}

model::Example Place::example(const model::Annotation& span, const std::string& gold,
                              const std::string& predicted) const {
  auto e = example(span);
  e.gold = gold;
  e.predicted = predicted;
  return e;
}

std::string Place::surface(const model::Annotation& span) const {
  if (!document_->has_text)
    return {};
  const bool whole = span.begin == 0 && span.end == 0;
  const auto text = whole ? std::string_view{document_->text} : text_of(*document_, span);
  return first_code_points(text, model::longest_surface);
}

std::string Place::joined_names(const std::vector<model::Annotation>& annotations) const {
  std::vector<std::string> names;
  for (const auto& a : annotations)
    names.push_back(name(a.label));
  std::ranges::sort(names);
  std::string joined;
  for (const auto& name : names) {
    joined += joined.empty() ? "" : ", ";
    joined += name;
  }
  return joined;
}

const std::string& Place::gold_names() const {
  if (!gold_names_)
    gold_names_ = joined_names(document_->gold);
  return *gold_names_;
}

const std::string& Place::predicted_names() const {
  if (!predicted_names_)
    predicted_names_ = joined_names(document_->predicted);
  return *predicted_names_;
}

bool ExampleOrder::operator()(const model::Example& a, const model::Example& b) const {
  return key_of(a) < key_of(b);
}

}  // namespace errata::analyze
