#include "analyze/habits.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/hypergeometric.hpp>

#include "analyze/caps.hpp"
#include "analyze/gain.hpp"
#include "analyze/surface.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::BoundaryHabit;
using model::EdgeHabit;
using model::LabelId;
using model::PieceKind;

namespace {

// The same piece at the same edge, whatever the label.
Edge of_any_label(Edge edge) {
  edge.label = 0;
  return edge;
}

Edge of_kind(Edge edge) {
  edge.kind = kind_of_piece(edge.text);
  edge.text.clear();
  return edge;
}

// A kind of piece is a habit by itself where it is in most boundary errors of the label.
constexpr double expected_of_kind = 0.5;

// P(X >= k) of n.
double upper_tail(std::uint64_t k, std::uint64_t n, double p) {
  if (k == 0)
    return 1;
  const boost::math::binomial distribution{static_cast<double>(n), p};
  return boost::math::cdf(boost::math::complement(distribution, static_cast<double>(k) - 1));
}

bool is_tested(const EdgeTally& tally, const Thresholds& thresholds) {
  return tally.items >= thresholds.habit_items && tally.documents >= thresholds.habit_documents;
}

struct Tested {
  const Thresholds& thresholds;
  std::map<Edge, double> p_values{};
  std::map<Edge, std::uint64_t> of_all_labels{};

  bool is_habit(const Edge& edge) const {
    const auto found = p_values.find(edge);
    return found != p_values.end() &&
           found->second * static_cast<double>(p_values.size()) < thresholds.habit_p;
  }
};

// A habit against other labels, or by itself: what all labels do is one as well. Of two tests of
// the same, the better counts twice.
double p_of(const Edge& edge, double against_others, std::uint64_t k, std::uint64_t n,
            const Thresholds& thresholds) {
  const auto expected = edge.kind == PieceKind::text ? thresholds.habit_expected : expected_of_kind;
  const auto by_itself = upper_tail(k, n, expected);
  return std::min(1.0, 2 * std::min(against_others, by_itself));
}

Tested test(const Edges& edges, const Thresholds& thresholds) {
  Tested tested{thresholds};
  for (const auto& [edge, tally] : edges.counts())
    tested.of_all_labels[of_any_label(edge)] += tally.items;
  for (const auto& [edge, tally] : edges.counts())
    if (is_tested(tally, thresholds)) {
      const auto n = edges.errors_of(edge.label);
      const auto others = tested.of_all_labels[of_any_label(edge)] - tally.items;
      tested.p_values[edge] = p_of(edge, chance_of(tally.items, n, others, edges.errors() - n),
                                   tally.items, n, thresholds);
    }
  return tested;
}

bool is_most_of(const EdgeTally& text, const EdgeTally& kind, double share) {
  return static_cast<double>(text.items) >= share * static_cast<double>(kind.items);
}

// Kinds that are habits and have one text nearly always.
std::map<Edge, Edge> named_by_text(const Edges& edges, const Tested& tested) {
  std::map<Edge, Edge> named;
  for (const auto& [edge, tally] : edges.counts())
    if (edge.kind == PieceKind::text && tested.is_habit(edge) &&
        is_most_of(tally, edges.counts().at(of_kind(edge)), tested.thresholds.habit_share))
      named.emplace(of_kind(edge), edge);
  return named;
}

std::vector<BoundaryHabit::Piece> commonest(const Edges& edges, const Edge& kind) {
  std::vector<BoundaryHabit::Piece> pieces;
  const Edge first{kind.label, kind.habit, PieceKind::text, ""};
  for (auto at = edges.counts().lower_bound(first);
       at != edges.counts().end() && at->first.label == kind.label &&
       at->first.habit == kind.habit && at->first.kind == PieceKind::text;
       ++at)
    if (of_kind(at->first) == kind)
      pieces.push_back({at->first.text, at->second.items});
  std::ranges::sort(pieces, [](const auto& a, const auto& b) {
    return std::tie(b.count, a.text) < std::tie(a.count, b.text);
  });
  pieces.resize(std::min(pieces.size(), caps::kept_pieces));
  return pieces;
}

BoundaryHabit describe(const Edge& edge, const Tally& tally, const Tested& tested,
                       const model::LabelSet& labels) {
  const auto& edges = tally.edges;
  const auto& counts = edges.counts().at(edge);
  BoundaryHabit habit;
  habit.label = labels.name(edge.label);
  habit.habit = edge.habit;
  habit.kind = edge.kind;
  habit.text = edge.text;
  habit.count = counts.items;
  habit.documents = counts.documents;
  habit.of = edges.errors_of(edge.label);
  habit.others = tested.of_all_labels.at(of_any_label(edge)) - counts.items;
  habit.of_others = edges.errors() - habit.of;
  habit.p_value = tested.p_values.at(edge);
  habit.settled = counts.alone;
  Repair repair;
  repair.add({Cell::Kind::boundary, edge.label, edge.label}, counts.alone);
  habit.gain = gain_of(counts_of(tally), repair);
  if (edge.kind != PieceKind::text)
    habit.pieces = commonest(edges, edge);
  return habit;
}

bool is_begin(EdgeHabit habit) {
  return habit == EdgeHabit::begins_early || habit == EdgeHabit::begins_late;
}

// Room for a piece whose white space was collapsed.
constexpr std::size_t window = 3 * longest_piece;

std::string_view text_before(std::string_view text, std::size_t at) {
  auto from = at > window ? at - window : 0;
  while (from < at && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U)
    ++from;
  return text.substr(from, at - from);
}

std::string_view text_behind(std::string_view text, std::size_t at) {
  auto to = std::min(text.size(), at + window);
  while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xC0U) == 0x80U)
    ++to;
  return text.substr(at, to - at);
}

bool is_mark(char32_t c) {
  return kind_of(c) == LetterKind::other;
}

// Surfaces of a gold span and of what stands beside it.
struct Surroundings {
  std::string inside, before, behind;

  Surroundings(std::string_view text, const model::Annotation& span)
      : inside{normalized_surface(text.substr(span.begin, span.end - span.begin))},
        before{normalized_surface(text_before(text, span.begin))},
        behind{normalized_surface(text_behind(text, span.end))} {}
};

// Whether the surface begins with the piece, more following.
bool leads(const std::string& surface, PieceKind kind, std::string_view piece) {
  if (kind == PieceKind::punctuation)
    return !surface.empty() && is_mark(code_point_at(surface, 0).value);
  return surface.size() > piece.size() && surface.starts_with(piece) &&
         is_word_boundary(surface, piece.size());
}

bool trails(const std::string& surface, PieceKind kind, std::string_view piece) {
  if (kind == PieceKind::punctuation)
    return !surface.empty() && is_mark(code_point_before(surface, surface.size()));
  return surface.size() > piece.size() && surface.ends_with(piece) &&
         is_word_boundary(surface, surface.size() - piece.size());
}

// A text that only just fits stands alone there: "Mr" at the beginning of a document.
bool is_all(const std::string& surface, PieceKind kind, std::string_view piece) {
  return kind == PieceKind::text && surface == piece;
}

void count_gold(const Surroundings& at, BoundaryHabit& habit) {
  if (habit.kind != PieceKind::text && habit.kind != PieceKind::punctuation)
    return;
  const bool begin = is_begin(habit.habit);
  const bool with =
      begin ? leads(at.inside, habit.kind, habit.text) : trails(at.inside, habit.kind, habit.text);
  const auto& outside = begin ? at.before : at.behind;
  const bool without =
      (begin ? trails(outside, habit.kind, habit.text) : leads(outside, habit.kind, habit.text)) ||
      is_all(outside, habit.kind, habit.text);
  habit.gold_with += with;
  habit.gold_without += !with && without;
}

}  // namespace

double chance_of(std::uint64_t k, std::uint64_t n, std::uint64_t others, std::uint64_t of_others) {
  const auto with = k + others;
  const auto least = with > of_others ? with - of_others : 0;  // that the label must have of them
  if (k <= least)
    return 1;
  const boost::math::hypergeometric distribution{
      static_cast<unsigned>(with), static_cast<unsigned>(n), static_cast<unsigned>(n + of_others)};
  return boost::math::cdf(boost::math::complement(distribution, static_cast<unsigned>(k - 1)));
}

Habits::Habits(const Tally& tally, const model::LabelSet& labels) {
  const auto tested = test(tally.edges, tally.thresholds);
  const auto named = named_by_text(tally.edges, tested);
  for (const auto& [edge, p] : tested.p_values) {
    if (!tested.is_habit(edge))
      continue;
    const bool is_text = edge.kind == PieceKind::text;
    const auto kind = is_text ? of_kind(edge) : edge;
    const auto name = named.find(kind);
    const bool wanted =
        is_text ? !tested.is_habit(kind) || (name != named.end() && name->second == edge)
                : name == named.end();
    if (wanted)
      kept_[edge].habit = describe(edge, tally, tested, labels);
  }
}

void Habits::note_match(const Place& place, const Match& match) {
  const auto& document = place.document();
  const auto& gold = document.gold[match.gold];
  const auto& predicted = document.predicted[match.predicted];
  for (const auto& d : differences(document, match))
    for (const auto& edge : {Edge{gold.label, d.habit, PieceKind::text, d.text},
                             Edge{gold.label, d.habit, d.kind, ""}}) {
      const auto found = kept_.find(edge);
      if (found == kept_.end() || !found->second.examples.wants(document.id))
        continue;
      auto example = place.example(gold, place.name(gold.label), place.name(predicted.label));
      example.predicted_surface = place.surface(predicted);
      found->second.examples.add(std::move(example));
    }
}

void Habits::add(const Place& place, const std::vector<Match>& matches) {
  const auto& document = place.document();
  if (kept_.empty() || !document.has_text)
    return;
  for (const auto& match : matches)
    if (match.kind == model::ErrorClass::boundary)
      note_match(place, match);
  for (const auto& span : document.gold)
    count_beside(document, span);
}

void Habits::count_beside(const model::Document& document, const model::Annotation& span) {
  auto at = kept_.lower_bound(Edge{span.label, {}, {}, {}});
  if (at == kept_.end() || at->first.label != span.label)
    return;
  const Surroundings surroundings{document.text, span};
  for (; at != kept_.end() && at->first.label == span.label; ++at)
    count_gold(surroundings, at->second.habit);
}

std::vector<BoundaryHabit> Habits::finish() const {
  std::vector<BoundaryHabit> habits;
  for (const auto& [edge, kept] : kept_) {
    habits.push_back(kept.habit);
    habits.back().examples = kept.examples.list();
  }
  std::ranges::sort(habits, [](const BoundaryHabit& a, const BoundaryHabit& b) {
    return std::tie(b.count, a.p_value, a.label, a.habit, a.kind, a.text) <
           std::tie(a.count, b.p_value, b.label, b.habit, b.kind, b.text);
  });
  habits.resize(std::min(habits.size(), caps::kept_habits));
  return habits;
}

}  // namespace errata::analyze
