#include "support/changes.hpp"

#include <utility>

namespace errata::test {

using namespace errata::model;

namespace {

ScoreChange score(const char* name, double before, double after, Verdict verdict) {
  ScoreChange made;
  made.name = name;
  made.before = {before, before * 38, 38.0, Measure::Interval{before - 0.1, before + 0.1},
                 16,     true};
  made.after = {after, after * 38, 38.0, Measure::Interval{after - 0.1, after + 0.1}, 16, true};
  made.difference = Difference{.before = before, .after = after};
  made.difference->interval = Measure::Interval{after - before - 0.0512, after - before + 0.0512};
  made.difference->p = verdict == Verdict::no_detectable_change ? 0.41 : 0.003;
  made.difference->detectable = 0.0723;
  made.difference->verdict = verdict;
  made.difference->documents = 16;
  made.difference->changed = 7;
  made.label_effect = -0.0125;
  return made;
}

ErrorChange error(const char* id, ErrorClass kind, const char* surface, const char* gold,
                  const char* predicted) {
  ErrorChange made;
  made.id = id;
  made.kind = kind;
  made.example.document = "order-017.txt";
  made.example.begin = 15;
  made.example.end = 24;
  made.example.before = "Please ship to ";
  made.example.surface = surface;
  made.example.after = ", 12 High Street";
  made.example.predicted_surface = *predicted != '\0' ? "Acme" : "";
  made.example.gold = gold;
  made.example.predicted = predicted;
  return made;
}

}  // namespace

Comparison changes() {
  Comparison c;
  c.baseline = "2026-11-20T020000Z";
  c.name = "order desk";
  c.model = "v1";
  c.documents_before = 18;
  c.documents_after = 16;
  c.compared = 16;
  c.relabelled = 1;
  c.rewritten = 1;
  c.gone_predictions = 2;
  c.gone_labels = {"Firm", "Town"};
  c.test_set = TestSetChange::overlap;
  c.verdict = Verdict::no_detectable_change;
  c.scores = {score("micro_f1", 0.8, 0.81, Verdict::no_detectable_change),
              score("precision", 0.7, 0.82, Verdict::better),
              score("recall", 0.83, 0.71, Verdict::worse)};
  c.discordance = Discordance{3, 1};
  LabelChange person{.label = "Person", .f1 = *c.scores[1].difference, .stands_out = true};
  person.precision = c.scores[0].difference;
  person.recall = c.scores[2].difference;
  LabelChange city{.label = "City", .f1 = *c.scores[0].difference};
  LabelChange date{.label = "Date", .f1 = Difference{.before = 1, .after = 1}};
  date.f1.verdict = Verdict::unchanged;
  c.labels = {std::move(person), std::move(city), std::move(date)};
  c.labels_tested = 3;
  c.new_errors = {5,
                  {{ErrorClass::spurious, 3}, {ErrorClass::type, 1}, {ErrorClass::missed, 1}},
                  {error("X-00000000a1", ErrorClass::type, "Acme Corp", "Organization", "Person"),
                   error("X-00000000a2", ErrorClass::missed, "Zoë", "Person", ""),
                   error("X-00000000a3", ErrorClass::spurious, "Ask", "", "Person"),
                   error("X-00000000a4", ErrorClass::spurious, "Hi", "", "Person")}};
  c.fixed_errors = {1,
                    {{ErrorClass::boundary, 1}},
                    {error("X-00000000b1", ErrorClass::boundary, "朝阳区", "City", "City")}};
  c.persisting = 8;
  c.persisting_otherwise = 2;
  return c;
}

void make_hostile(Comparison& c, const std::string& text) {
  c.baseline = c.name = c.model = text;
  for (auto& score : c.scores)
    score.name = text;
  for (auto& label : c.labels)
    label.label = text;
  for (auto* errors : {&c.new_errors, &c.fixed_errors})
    for (auto& error : errors->first) {
      auto& e = error.example;
      error.id = e.document = e.surface = e.before = e.after = e.gold = e.predicted = text;
    }
}

}  // namespace errata::test
