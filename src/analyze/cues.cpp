#include "analyze/cues.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "analyze/caps.hpp"
#include "analyze/surface.hpp"
#include "analyze/thresholds.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::Annotation;
using model::Document;
using model::ErrorClass;

namespace {

constexpr std::size_t context_words = 5;
constexpr std::size_t text_words = 400;
constexpr std::size_t longest_word = 64;  // bytes: longer runs are no words
// Before a span: so many bytes are searched for words, then more, and no more than the last.
constexpr std::array<std::size_t, 3> context_bytes{100, 400, 2000};

// The words of `text` in order, at most `limit` of them.
std::vector<std::string> words_in(std::string_view text, std::size_t limit) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t previous = std::string_view::npos;  // where an unspaced character just ended begins
  const auto close = [&] {
    if (end > begin && end - begin <= longest_word)
      words.push_back(lowered(text.substr(begin, end - begin)));
    begin = end;
  };
  for (std::size_t at = 0; at < text.size() && words.size() < limit;) {
    const auto [c, bytes] = code_point_at(text, at);
    const bool unspaced = is_unspaced_script(c);
    if (unspaced || !is_word(c)) {
      close();
      begin = end = at + bytes;
    } else {
      end = at + bytes;
    }
    if (unspaced && previous != std::string_view::npos)
      words.emplace_back(text.substr(previous, at + bytes - previous));
    previous = unspaced ? at : std::string_view::npos;
    at += bytes;
  }
  if (words.size() < limit)
    close();
  return words;
}

std::size_t boundary_at_or_after(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
    ++at;
  return at;
}

// Most words are near: more of the text is looked at only where there are not enough of them. Only
// the first word of a piece may be cut, and where there are more than enough it is not kept.
std::vector<std::string> last_words(std::string_view text) {
  std::vector<std::string> words;
  for (const auto piece : context_bytes) {
    const auto begin = text.size() > piece ? boundary_at_or_after(text, text.size() - piece) : 0;
    words = words_in(text.substr(begin), piece);
    if (begin == 0 || words.size() > context_words)
      break;
  }
  if (words.size() > context_words)
    words.erase(words.begin(), words.end() - context_words);
  return words;
}

std::vector<std::string> sorted_set(std::vector<std::string> words) {
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

std::vector<std::string> words_around(const Document& document, const Annotation& span) {
  const std::string_view text{document.text};
  if (span.begin == 0 && span.end == 0)
    return sorted_set(words_in(text, text_words));
  auto words = words_in(text_of(document, span), text_words);
  std::ranges::move(last_words(text.substr(0, span.begin)), std::back_inserter(words));
  std::ranges::move(words_in(text.substr(span.end), context_words), std::back_inserter(words));
  return sorted_set(std::move(words));
}

void Cues::Words::add(const std::vector<std::string>& words, std::uint64_t document) {
  total += words.size();
  for (const auto& word : words) {
    auto& count = counts[word];
    count.instances += 1;
    count.documents += count.last_document != document;
    count.last_document = document;
  }
}

Cues::Cues(const std::vector<Tally::Pair>& wanted, const Thresholds& thresholds)
    : thresholds_{thresholds} {
  for (const auto& pair : wanted) {
    confused_.try_emplace(pair);
    right_.try_emplace(pair.first);
  }
}

void Cues::add_item(const Document& document, const Annotation& span, Words& to) {
  to.add(words_around(document, span), document_);
}

void Cues::add(const Place& place, const std::vector<Match>& matches, model::Task task) {
  const auto& document = place.document();
  if (!document.has_text || confused_.empty())
    return;
  document_ += 1;
  for (const auto& match : matches) {
    if (match.gold == no_item || match.predicted == no_item)
      continue;
    const auto& gold = document.gold[match.gold];
    if (match.kind == ErrorClass::correct) {
      if (const auto found = right_.find(gold.label); found != right_.end())
        add_item(document, gold, found->second);
    } else if (task != model::Task::multi_label) {
      const auto found = confused_.find({gold.label, document.predicted[match.predicted].label});
      if (found != confused_.end())
        add_item(document, gold, found->second);
    }
  }
  if (task == model::Task::multi_label)
    add_label_pairs(document, matches);
}

void Cues::add_label_pairs(const Document& document, const std::vector<Match>& matches) {
  if (document.gold.size() + document.predicted.size() > Tally::most_labels)
    return;
  for (const auto& missing : matches)
    for (const auto& extra : matches) {
      if (missing.kind != ErrorClass::type || missing.gold == no_item ||
          extra.kind != ErrorClass::type || extra.predicted == no_item)
        continue;
      const auto& gold = document.gold[missing.gold];
      const auto found = confused_.find({gold.label, document.predicted[extra.predicted].label});
      if (found != confused_.end())
        add_item(document, gold, found->second);
    }
}

std::vector<model::Cue> Cues::of(model::LabelId gold, model::LabelId predicted) const {
  const auto found = confused_.find({gold, predicted});
  if (found == confused_.end() || found->second.total == 0)
    return {};
  const auto& confused = found->second;
  const auto& right = right_.at(gold);
  const auto n_confused = static_cast<double>(confused.total);
  const auto n_right = static_cast<double>(right.total);
  const double prior_of_one = thresholds_.cue_prior / (n_confused + n_right);
  const auto log_odds = [this](double count, double total, double prior) {
    return std::log((count + prior) / (total + thresholds_.cue_prior - count - prior));
  };
  std::vector<model::Cue> cues;
  for (const auto& [word, count] : confused.counts) {
    if (count.documents < thresholds_.cue_documents)
      continue;
    const auto other = right.counts.find(word);
    const double in_confused = static_cast<double>(count.instances);
    const double in_right =
        other != right.counts.end() ? static_cast<double>(other->second.instances) : 0;
    const double prior = prior_of_one * (in_confused + in_right);
    const double delta =
        log_odds(in_confused, n_confused, prior) - log_odds(in_right, n_right, prior);
    const double z = delta / std::sqrt(1 / (in_confused + prior) + 1 / (in_right + prior));
    if (z > thresholds_.cue_z)
      cues.push_back({word, z, count.documents});
  }
  std::ranges::sort(cues, [](const model::Cue& a, const model::Cue& b) {
    return std::tie(b.z, a.word) < std::tie(a.z, b.word);
  });
  cues.resize(std::min(cues.size(), caps::kept_cues));
  return cues;
}

}  // namespace errata::analyze
