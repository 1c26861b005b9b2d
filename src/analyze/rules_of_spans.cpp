#include <algorithm>
#include <utility>

#include "analyze/candidate.hpp"
#include "analyze/facts.hpp"

namespace errata::analyze {

using model::Grade;
using model::LabelId;
using Kind = Topic::Kind;

namespace {

// A part is named by its shape, which says little without an example.
std::vector<std::string> named_with_example(const std::vector<model::ProposalPart>& parts) {
  std::vector<std::string> names;
  for (const auto& part : parts)
    names.push_back(part.name + (part.examples.empty() ? "" : ": " + part.examples.front()));
  return names;
}

// Two bands of complexity differ where their printed intervals do not meet: the simple one and the
// more complex of the others that does. Less than `complexity_proved` asks for, which compares
// complex spans alone, and said where that says nothing.
void add_bands(const model::Missed& m, Candidate& c) {
  auto& facts = c.finding.facts;
  const auto& simple = m.bands.front();
  for (auto band = m.bands.rbegin(); band + 1 != m.bands.rend(); ++band) {
    const auto& of_band = band->rate.interval;
    const auto& of_simple = simple.rate.interval;
    if (!of_band || !of_simple)
      continue;
    const bool is_harder = of_band->low > of_simple->high;
    if (!is_harder && of_band->high >= of_simple->low)
      continue;
    const bool is_complex = band == m.bands.rbegin();
    for (auto& fact : std::vector<model::Fact>{
             count_fact("harder", is_harder), count_fact("easier", !is_harder),
             count_fact("medium", !is_complex), count_fact("complex", is_complex),
             share_fact("band_rate", band->rate.value),
             share_fact("simple_rate", simple.rate.value)})
      facts.push_back(std::move(fact));
    c.tells_of_complexity = is_harder;
    return;
  }
}

Candidate about_missed(const Grounds& on, const char* rule, const model::Missed& m,
                       const Topic& topic, Grade evidence, Repair repair) {
  const auto label = topic.gold;
  auto c = candidate(on, rule, {label}, evidence, topic, std::move(repair));
  c.finding.facts.push_back(text_fact("label", m.label));
  add_share(c.finding, m.missed, m.documents, m.gold);
  c.finding.facts.push_back(count_fact("partly", m.partly));
  const auto& sums = on.tally.labels[label].sums;
  c.finding.facts.push_back(count_fact("confused", sums.gold - sums.tp - m.missed));
  c.finding.facts.push_back(count_fact("compared", m.complexity_compared));
  return c;
}

Candidate label_more(const Grounds& on, const model::Missed& m, LabelId label) {
  auto c = about_missed(on, "label-more", m, {Kind::unfound, label, label},
                        grade_above(m.rate, on.tally.thresholds.many_missed),
                        repair_of_unfound(on.tally, label));
  c.finding.facts.push_back(share_fact("limit", on.tally.thresholds.many_missed));
  add_bands(m, c);
  if (const auto& overlapped = m.overlapped) {
    c.finding.facts.push_back(count_fact("overlapping", overlapped->gold));
    c.finding.facts.push_back(share_fact("overlapping_rate", overlapped->rate.value));
    c.finding.facts.push_back(share_fact("apart_rate", overlapped->others.value));
  }
  return c;
}

// Where a label has no simple spans of its own, being harder than those of other labels may have
// other reasons; that a prediction covers a part of most misses speaks for complexity.
Grade evidence_for_complexity(const model::Missed& m) {
  if (m.complexity_proved)
    return m.simple_of_all_labels ? Grade::moderate : Grade::strong;
  return m.rate.interval && 2 * m.partly >= m.missed ? Grade::moderate : Grade::weak;
}

Candidate break_down(const Grounds& on, const model::Missed& m, LabelId label) {
  const auto evidence = evidence_for_complexity(m);
  auto c = about_missed(on, "break-down", m, {Kind::explained, label, label}, evidence,
                        on.breakdowns.at(label));
  c.stands_for = {{Kind::boundary, label, label}};  // where long ones are cut
  const auto proposal = m.proposal.value_or(model::Proposal{});
  for (auto& fact : std::vector<model::Fact>{
           share_fact("simple_rate", m.simple_rate.value),
           share_fact("complex_rate", m.bands.back().rate.value),
           count_fact("all_labels", m.simple_of_all_labels ? 1 : 0),
           number_fact("ratio", m.ratio.value_or(0)),
           list_fact("parts", named_with_example(proposal.parts)),
           count_fact("spans", proposal.spans), count_fact("covered", proposal.covered),
           count_fact("covered_missed", proposal.covered_missed),
           count_fact("covered_documents", c.finding.effort)})
    c.finding.facts.push_back(std::move(fact));
  return c;
}

// Spans that are nearly all missed are broken down only if they are not simple ones, and only what
// a proposal covers.
bool is_for_breaking_down(const model::Missed& m) {
  return m.proposal && (m.complexity_proved || 2 * m.bands.front().missed < m.missed);
}

// How gold itself is labelled at edges where annotators differ most.
void add_gold_edges(const Grounds& on, LabelId label, std::vector<model::Fact>& facts) {
  EdgeCounts titles;
  EdgeCounts marks;
  for (const auto& [edge, counts] : on.tally.gold_edges.counts()) {
    if (edge.label != label)
      continue;
    auto* const of = edge.kind == model::EdgeKind::title          ? &titles
                     : edge.kind == model::EdgeKind::closing_mark ? &marks
                                                                  : nullptr;
    if (of == nullptr)
      continue;
    of->inside += counts.inside;
    of->outside += counts.outside;
  }
  facts.push_back(count_fact("title_inside", titles.inside));
  facts.push_back(count_fact("title_outside", titles.outside));
  facts.push_back(count_fact("mark_inside", marks.inside));
  facts.push_back(count_fact("mark_outside", marks.outside));
}

void add_habits(const BoundaryHabits& habits, std::vector<model::Fact>& facts) {
  facts.push_back(count_fact("begins_early", habits.begins_early));
  facts.push_back(count_fact("begins_late", habits.begins_late));
  facts.push_back(count_fact("ends_early", habits.ends_early));
  facts.push_back(count_fact("ends_late", habits.ends_late));
}

// The kind is told by flags, as its name is a matter of words.
void add_first_habit(const model::BoundaryHabit& habit, std::vector<model::Fact>& facts) {
  using model::EdgeHabit;
  using model::PieceKind;
  const bool begin =
      habit.habit == EdgeHabit::begins_early || habit.habit == EdgeHabit::begins_late;
  const bool added = habit.habit == EdgeHabit::begins_early || habit.habit == EdgeHabit::ends_late;
  const auto is = [&habit](PieceKind kind) { return habit.kind == kind ? 1U : 0U; };
  std::vector<std::string> pieces;
  for (const auto& piece : habit.pieces)
    pieces.push_back(piece.text);
  for (auto& fact : std::vector<model::Fact>{
           count_fact("habit_count", habit.count), count_fact("habit_of", habit.of),
           count_fact("habit_begin", begin), count_fact("habit_added", added),
           text_fact("habit_text", habit.text), count_fact("habit_blank", is(PieceKind::blank)),
           count_fact("habit_punctuation", is(PieceKind::punctuation)),
           count_fact("habit_number", is(PieceKind::number)),
           count_fact("habit_word", is(PieceKind::word)),
           count_fact("habit_words", is(PieceKind::words)), list_fact("habit_pieces", pieces),
           count_fact("habit_gold_with", habit.gold_with),
           count_fact("habit_gold_without", habit.gold_without),
           share_fact("habit_gold_rate",
                      share_of(habit.gold_with, habit.gold_with + habit.gold_without)),
           gain_fact("habit_gain", habit.gain.micro_f1),
           count_fact("habit_rest", 2 * habit.count < habit.of ? habit.of - habit.count : 0),
           count_fact("habit_one_way", (habit.gold_with > 0) != (habit.gold_without > 0)),
           count_fact("relabel", habit.gold_with > 0 && habit.gold_without > 0)})
    facts.push_back(std::move(fact));
}

// Many of the spans that lie in, around or across another one, and more than of the others.
bool is_missed_within(const Grounds& on, const model::Missed& m) {
  return m.overlapped && m.overlapped->rate.value >= on.tally.thresholds.many_missed;
}

// Boundary errors are most of what is not found, and without them too few are left: they have their
// own finding, and more examples do not settle where a line is drawn. Spans that are hard to find
// are cut for want of examples as well, unless it is a habit.
bool is_of_boundaries(const Grounds& on, const model::Missed& m, LabelId label) {
  if (!is_for_fixing(on, label))
    return false;
  const auto* habit = first_habit(on, label);
  const bool is_hard = m.complexity_proved || is_missed_within(on, m);
  const auto explained = !is_hard           ? on.tally.labels[label].boundary.items
                         : habit != nullptr ? habit->count
                                            : 0;
  return 2 * explained > m.missed &&
         share_of(m.missed - explained, m.gold) < on.tally.thresholds.many_missed;
}

// What has its own advice: see find_low_recall().
bool is_never_predicted(const Grounds& on, LabelId label) {
  const auto& sums = on.tally.labels[label].sums;
  return sums.predicted == 0 && sums.gold >= on.tally.thresholds.few_test_labels;
}

}  // namespace

void find_missed(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto& m : on.missed) {
    const auto label = *on.labels.find(m.label);
    if (is_for_breaking_down(m)) {
      found.push_back(break_down(on, m, label));
    } else if (is_enough(on, m.missed, m.documents) && !is_of_boundaries(on, m, label) &&
               !is_never_predicted(on, label) &&
               (m.complexity_proved || is_missed_within(on, m) ||
                m.rate.value >= on.tally.thresholds.many_missed)) {
      found.push_back(label_more(on, m, label));
    }
  }
}

// With evidence that labels were forgotten, the repair is to add them; without, that the
// predictions go.
void find_unlabeled(const Grounds& on, std::vector<Candidate>& found) {
  for (const auto& [label, forgotten] : on.forgotten) {
    const auto items = forgotten.strong + forgotten.moderate;
    const auto untouching = on.tally.labels[label].untouching;
    const Topic topic{Kind::spurious, label, label};
    if (items == 0 && !is_enough(on, untouching, on.topics.of(topic).documents))
      continue;
    Repair repair;
    repair.add({items > 0 ? Cell::Kind::unlabelled : Cell::Kind::spurious, label, label},
               items > 0 ? items : untouching);
    const auto evidence = forgotten.strong > 0 ? Grade::strong
                          : items > 0          ? Grade::moderate
                                               : Grade::weak;
    auto c = candidate(on, "review-labels", {label}, evidence, topic, std::move(repair));
    if (items > 0) {
      c.finding.effort = forgotten.documents;
      c.finding.documents = forgotten.first;
      c.finding.examples = forgotten.examples;
    }
    c.finding.facts = {text_fact("label", on.labels.name(label)),
                       count_fact("count", items > 0 ? items : untouching),
                       count_fact("untouching", untouching),
                       count_fact("rest", items > 0 && items < untouching ? untouching - items : 0),
                       count_fact("documents", c.finding.effort),
                       count_fact("strong", forgotten.strong),
                       count_fact("moderate", forgotten.moderate)};
    found.push_back(std::move(c));
  }
}

void find_boundaries(const Grounds& on, std::vector<Candidate>& found) {
  for (LabelId label = 0; label < on.tally.labels.size(); ++label) {
    if (!is_for_fixing(on, label))
      continue;
    const auto& tally = on.tally.labels[label];
    const auto rate = measure(tally.boundary.rate(tally.sums));
    const auto* habit = first_habit(on, label);
    Repair repair;
    repair.add({Cell::Kind::boundary, label, label}, tally.boundary.items);
    // Without a habit, nothing tells which side draws the line right.
    const auto evidence = grade_above(rate, on.tally.thresholds.boundary_rate);
    auto c = candidate(on, "fix-boundaries", {label},
                       habit != nullptr ? evidence : std::max(evidence, Grade::moderate),
                       {Kind::boundary, label, label}, std::move(repair));
    c.finding.facts.push_back(text_fact("label", on.labels.name(label)));
    add_share(c.finding, tally.boundary.items, c.finding.effort, tally.sums.gold);
    c.finding.facts.push_back(share_fact("limit", on.tally.thresholds.boundary_rate));
    c.finding.facts.push_back(count_fact("with_text", on.tally.with_text > 0));
    add_habits(on.boundaries.of(label), c.finding.facts);
    add_gold_edges(on, label, c.finding.facts);
    if (habit != nullptr) {
      add_first_habit(*habit, c.finding.facts);
      lead_with(habit->examples, c.finding);
    }
    found.push_back(std::move(c));
  }
}

}  // namespace errata::analyze
