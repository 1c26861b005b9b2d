#include "support/analyses.hpp"

#include <algorithm>
#include <map>

#include "core/unicode.hpp"
#include "support/changes.hpp"

namespace errata::test {

using namespace errata::model;

namespace {

using Span = DocumentResult::Span;

struct Tagged {
  std::string label, surface;
};

// The first place of `surface` in `text`, in code points; the whole document for an empty one.
Span place(const std::string& text, const Tagged& tagged, std::optional<double> score) {
  if (tagged.surface.empty())
    return {tagged.label, 0, 0, score};
  const auto at = text.find(tagged.surface);
  const auto begin = length_in(OffsetUnit::codepoints, std::string_view{text}.substr(0, at));
  return {tagged.label, begin, begin + length_in(OffsetUnit::codepoints, tagged.surface), score};
}

ErrorClass kind_of(const Span& gold, const Span& predicted) {
  const bool same_place = gold.begin == predicted.begin && gold.end == predicted.end;
  if (same_place)
    return gold.label == predicted.label ? ErrorClass::correct : ErrorClass::type;
  return gold.label == predicted.label ? ErrorClass::boundary : ErrorClass::type_and_boundary;
}

bool meet(const Span& a, const Span& b) {
  return (a.begin < b.end && b.begin < a.end) || (a.begin == b.begin && a.end == b.end);
}

// Pairs by class, best first: enough for spans that do not compete.
void pair_up(DocumentResult& document) {
  std::vector<bool> gold_taken(document.gold.size());
  std::vector<bool> predicted_taken(document.predicted.size());
  for (const auto kind :
       {ErrorClass::correct, ErrorClass::type, ErrorClass::boundary, ErrorClass::type_and_boundary})
    for (std::size_t g = 0; g < document.gold.size(); ++g)
      for (std::size_t p = 0; p < document.predicted.size(); ++p)
        if (!gold_taken[g] && !predicted_taken[p] &&
            meet(document.gold[g], document.predicted[p]) &&
            kind_of(document.gold[g], document.predicted[p]) == kind) {
          gold_taken[g] = predicted_taken[p] = true;
          document.pairs.push_back({kind, g, p});
        }
  for (std::size_t g = 0; g < document.gold.size(); ++g)
    if (!gold_taken[g])
      document.pairs.push_back({ErrorClass::missed, g, std::nullopt});
  for (std::size_t p = 0; p < document.predicted.size(); ++p)
    if (!predicted_taken[p])
      document.pairs.push_back({ErrorClass::spurious, std::nullopt, p});
  document.errors = static_cast<std::uint64_t>(std::ranges::count_if(
      document.pairs, [](const auto& pair) { return pair.kind != ErrorClass::correct; }));
}

DocumentResult document(std::string id, std::string language, std::string text,
                        const std::vector<Tagged>& gold, const std::vector<Tagged>& predicted) {
  DocumentResult made;
  made.id = std::move(id);
  made.language = std::move(language);
  made.text = std::move(text);
  made.has_text = true;
  double score = 0.99;
  for (const auto& tagged : gold)
    made.gold.push_back(place(made.text, tagged, std::nullopt));
  for (const auto& tagged : predicted)
    made.predicted.push_back(place(made.text, tagged, score -= 0.07));
  pair_up(made);
  return made;
}

Measure measure(double part, double whole, std::uint64_t documents) {
  Measure made{.value = whole > 0 ? part / whole : 0,
               .numerator = part,
               .denominator = whole,
               .interval = {},
               .documents = documents,
               .defined = whole > 0};
  if (documents >= 10)
    made.interval =
        Measure::Interval{std::max(0.0, made.value - 0.05), std::min(1.0, made.value + 0.04)};
  return made;
}

Scores scores(std::uint64_t right, std::uint64_t gold, std::uint64_t predicted,
              std::uint64_t documents) {
  const auto tp = static_cast<double>(right);
  return {measure(tp, static_cast<double>(predicted), documents),
          measure(tp, static_cast<double>(gold), documents),
          measure(2 * tp, static_cast<double>(gold + predicted), documents)};
}

struct Counts {
  std::uint64_t gold = 0, predicted = 0, right = 0;
};

std::map<std::string, Counts> count_labels(const Analysis& a) {
  std::map<std::string, Counts> counts;
  for (const auto& d : a.shown) {
    for (const auto& span : d.gold)
      ++counts[span.label].gold;
    for (const auto& span : d.predicted)
      ++counts[span.label].predicted;
    for (const auto& pair : d.pairs)
      if (pair.kind == ErrorClass::correct)
        ++counts[d.gold[*pair.gold].label].right;
  }
  return counts;
}

void fill_matrix(Analysis& a) {
  std::map<std::string, std::size_t> index;
  for (const auto& label : a.labels) {
    index.emplace(label.label, a.matrix.labels.size());
    a.matrix.labels.push_back(label.label);
  }
  const auto margin = a.matrix.labels.size();
  a.matrix.rows.assign(margin + 1, std::vector<double>(margin + 1, 0));
  for (const auto& d : a.shown)
    for (const auto& pair : d.pairs) {
      const auto row = pair.gold ? index.at(d.gold[*pair.gold].label) : margin;
      const auto column = pair.predicted ? index.at(d.predicted[*pair.predicted].label) : margin;
      a.matrix.rows[row][column] += 1;
    }
}

// Counts and scores from the documents in `shown`, which are taken for the whole test set.
void fill_scores(Analysis& a) {
  Counts all;
  for (const auto& [label, c] : count_labels(a)) {
    a.labels.push_back({label, c.gold, c.predicted, c.right, c.predicted - c.right,
                        c.gold - c.right, scores(c.right, c.gold, c.predicted, c.gold), c.gold});
    all.gold += c.gold;
    all.predicted += c.predicted;
    all.right += c.right;
  }
  a.documents = a.documents_with_text = a.shown.size();
  a.gold = all.gold;
  a.predicted = all.predicted;
  a.micro = scores(all.right, all.gold, all.predicted, a.documents);
  a.macro = a.weighted = a.micro;
  a.macro.f1 = {.value = 0.5714,
                .numerator = {},
                .denominator = {},
                .interval = {},
                .documents = a.documents,
                .defined = true};
  a.by_class.resize(error_classes);
  for (const auto& d : a.shown) {
    a.documents_with_errors += d.errors > 0 ? 1 : 0;
    for (const auto& pair : d.pairs)
      a.by_class[static_cast<std::size_t>(pair.kind)].count += 1;
  }
  for (std::size_t i = 1; i < error_classes; ++i)
    a.by_class[i].gain = {a.by_class[i].count * 0.0104, a.by_class[i].count * 0.0087};
  fill_matrix(a);
}

Fact text_fact(const char* name, std::string text) {
  return {name, Fact::Kind::text, std::move(text), 0};
}
Fact list_fact(const char* name, std::vector<std::string> texts) {
  return {name, Fact::Kind::list, "", 0, std::move(texts)};
}
Fact count_fact(const char* name, double number) {
  return {name, Fact::Kind::count, "", number};
}
Fact share_fact(const char* name, double number) {
  return {name, Fact::Kind::share, "", number};
}

Fact score_fact(const char* name, double number) {
  return {name, Fact::Kind::score, "", number};
}
Fact number_fact(const char* name, double number) {
  return {name, Fact::Kind::number, "", number};
}

Example example(const char* id, const char* before, const char* surface, const char* after,
                const char* gold, const char* predicted) {
  return {.document = id,
          .begin = 3,
          .end = 9,
          .surface = surface,
          .before = before,
          .after = after,
          .predicted_surface = "",
          .gold = gold,
          .predicted = predicted};
}

void set_source(Analysis& a, Task task, const char* name) {
  a.test_set.task = task;
  a.test_set.name = name;
  a.test_set.model = "v14";
  for (const auto& label : a.labels)
    a.test_set.labels.push_back(label.label);
  a.test_set.source = {"conll", "order-desk", {{"api version", "2023-04-01"}}, {}};
  a.test_set.source.inputs.push_back(
      {"orders.conll", 18'342, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"});
  a.test_set.issues.seen = a.documents + 2;
  a.test_set.issues.used = a.documents;
  a.test_set.issues.skipped = 2;
  a.test_set.issues.add(
      {"orders.conll", 412, "order-099", "span ends before it begins", "begin 41, end 38", true});
  a.test_set.issues.add({"orders.conll", 530, "", "line has one column", "", true});
  a.test_set.remarks = {"the format was taken from the content: conll"};
  a.fingerprint = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  a.method = {{"matching", "greedy by intersection over union"}};
  a.thresholds = {{.name = "weak_score",
                   .value = 0.7,
                   .usual = 0.6,
                   .overridden = true,
                   .unit = model::ThresholdUnit::score,
                   .origin = model::ThresholdOrigin::own,
                   .rules = {"add-examples", "over-predicted"}},
                  {.name = "few_training_labels",
                   .value = 15,
                   .usual = 15,
                   .unit = model::ThresholdUnit::items,
                   .origin = model::ThresholdOrigin::service,
                   .rules = {"few-training-labels"}}};
}

std::vector<DocumentResult> order_documents() {
  std::vector<DocumentResult> documents;
  documents.push_back(document(
      "order-017.txt", "en", "Please ship to Acme Corp, 12 High Street, Leeds LS1 4AB by 3 March.",
      {{"Organization", "Acme Corp"},
       {"Address", "12 High Street, Leeds LS1 4AB"},
       {"Date", "3 March"}},
      {{"Person", "Acme Corp"}, {"City", "Leeds"}, {"Date", "by 3 March"}}));
  documents.push_back(document("order-004.txt", "ar",
                               "اتصل بالسيد أحمد منصور في شركة النور بالقاهرة.",
                               {{"Person", "أحمد منصور"}, {"Organization", "شركة النور"}},
                               {{"Person", "أحمد"}, {"Organization", "شركة النور"}}));
  documents.push_back(
      document("order-021.txt", "zh-Hans", "请把货物寄给北京的王小明先生，地址是朝阳区建国路88号。",
               {{"Person", "王小明"}, {"City", "北京"}, {"Address", "朝阳区建国路88号"}},
               {{"Person", "王小明"}, {"City", "北京"}}));
  documents.push_back(
      document("chat 👩‍👩‍👧.txt", "en",
               "Ask 👩‍👩‍👧 Zoë Müller\nfrom Bank of England about it!",
               {{"Person", "Zoë Müller"}, {"Organization", "Bank of England"}, {"City", "England"}},
               {{"Person", "Zoë Müller"},
                {"Organization", "Bank"},
                {"City", "England"},
                {"Person", "Ask"}}));
  std::string filler;
  for (int i = 0; i < 40; ++i)
    filler += "The quick order was booked and confirmed by the desk. ";
  documents.push_back(document(
      "long-001.txt", "en",
      filler + "Contact Jane Roe at Contoso. " + filler + "Deliver to 5 Mill Lane, York. " + filler,
      {{"Person", "Jane Roe"}, {"Organization", "Contoso"}, {"Address", "5 Mill Lane, York"}},
      {{"Person", "Jane Roe"}, {"Person", "Contoso"}}));
  documents.push_back(document("order-002.txt", "en", "Paid by Jane Roe on 4 May.",
                               {{"Person", "Jane Roe"}, {"Date", "4 May"}},
                               {{"Person", "Jane Roe"}, {"Date", "4 May"}}));
  for (int i = 30; i < 38; ++i)
    documents.push_back(document(
        "order-0" + std::to_string(i) + ".txt", "", "Contoso was invoiced on 7 June for John Doe.",
        {{"Organization", "Contoso"}, {"Date", "7 June"}, {"Person", "John Doe"}},
        {{i % 3 == 0 ? "Person" : "Organization", "Contoso"},
         {"Date", "7 June"},
         {"Person", "John Doe"}}));
  return documents;
}

Finding finding(const char* id, const char* rule, std::vector<Fact> facts, Gain gain,
                Grade evidence, std::vector<std::string> documents) {
  Finding made;
  made.id = id;
  made.rule = rule;
  made.facts = std::move(facts);
  made.gain = gain;
  made.evidence = evidence;
  made.documents = std::move(documents);
  made.effort = made.documents.size();
  return made;
}

void add_findings(Analysis& a) {
  a.findings.push_back(finding(
      "E-1f00c0ffee", "separate-or-merge",
      {text_fact("gold", "Organization"), text_fact("predicted", "Person"), count_fact("count", 5),
       count_fact("documents", 5), count_fact("support", 12), share_fact("rate", 5.0 / 12),
       count_fact("whole", 0), count_fact("reverse_count", 1), count_fact("reverse_support", 13),
       share_fact("reverse_rate", 1.0 / 13), score_fact("micro_f1", 0.75),
       score_fact("merged_micro_f1", 0.8123), score_fact("merged_macro_f1", 0.6543),
       count_fact("merge", 1), list_fact("cues", {"ship", "invoiced"})},
      {0.1042, 0.0911}, Grade::strong, {"order-017.txt", "long-001.txt", "order-030.txt"}));
  a.findings[0].effort = 5;
  a.findings[0].examples = {example("order-017.txt", "Please ship to ", "Acme Corp",
                                    ", 12 High Street", "Organization", "Person")};
  a.findings.push_back(finding(
      "E-2a2b3c4d5e", "break-down",
      {text_fact("label", "Address"), count_fact("count", 3), count_fact("documents", 3),
       count_fact("support", 3), share_fact("rate", 1), count_fact("partly", 1),
       count_fact("compared", 1), share_fact("simple_rate", 0.25), share_fact("complex_rate", 1),
       number_fact("ratio", 4), list_fact("parts", {"Number: 12", "City: Berlin"}),
       count_fact("spans", 6), count_fact("covered", 4)},
      {0.0612, 0.2}, Grade::moderate, {"order-017.txt", "order-021.txt", "long-001.txt"}));
  a.findings.push_back(
      finding("E-3333333333", "review-labels",
              {text_fact("label", "Person"), count_fact("count", 1), count_fact("documents", 1),
               count_fact("strong", 0), count_fact("moderate", 0)},
              {0.0098, 0.004}, Grade::weak, {"chat 👩‍👩‍👧.txt"}));
  a.joint_gain = {0.1752, 0.291};
}

void add_confusions(Analysis& a) {
  Confusion confusion;
  confusion.gold = "Organization";
  confusion.predicted = "Person";
  confusion.count = 5;
  confusion.documents = 5;
  confusion.rate = measure(5, 12, 12);
  confusion.constant = confusion.both_ways = true;
  confusion.gain = {0.1042, 0.0911};
  confusion.merged = {0.8123, 0.6543};
  confusion.cues = {{"ship", 2.4, 3}, {"invoiced", 2.1, 3}};
  confusion.examples = a.findings[0].examples;
  a.confusions = {confusion};
  a.confusion_pairs = 3;
}

void add_missed(Analysis& a) {
  Missed missed;
  missed.label = "Address";
  missed.gold = missed.missed = 3;
  missed.partly = 1;
  missed.documents = 3;
  missed.rate = measure(3, 3, 3);
  missed.bands = {{"simple", 1, 1, measure(1, 1, 1)}, {"complex", 2, 2, measure(2, 2, 2)}};
  missed.ratio = 1.5;
  missed.complexity_compared = missed.complexity_proved = missed.reported = true;
  missed.gain = {0.0612, 0.2};
  missed.overlapped = MissedOverlapped{2, 2, measure(2, 2, 2), measure(1, 1, 1)};
  missed.proposal =
      Proposal{{{"Number", 0.98, 3, 0, {"12", "5"}}, {"City", 0.667, 2, 1, {"Leeds", "York"}}},
               3,
               2,
               2,
               {0.041, 0.13},
               {"朝阳区"}};
  missed.examples = {example("order-017.txt", "Corp, ", "12 High Street, Leeds LS1 4AB",
                             "by 3 March", "Address", "City")};
  a.missed = {missed};
}

void add_structure(Analysis& a) {
  model::BoundaryHabit habit;
  habit.label = "Person";
  habit.habit = model::EdgeHabit::begins_late;
  habit.kind = model::PieceKind::text;
  habit.text = "Dr.";
  habit.count = 6;
  habit.documents = 5;
  habit.of = 8;
  habit.others = 1;
  habit.of_others = 12;
  habit.p_value = 0.0004;
  habit.gold_with = 9;
  habit.gold_without = 4;
  habit.settled = 5;
  habit.gain = {0.021, 0.013};
  habit.examples = {
      example("order-002.txt", "Paid by ", "Dr. Jane Roe", " on 4 May", "Person", "Person")};
  habit.examples[0].predicted_surface = "Jane Roe";
  a.boundaries.push_back(habit);
  habit.kind = model::PieceKind::number;
  habit.text.clear();
  habit.pieces = {{"12", 3}, {"7|8", 2}};
  a.boundaries.push_back(habit);
  a.groups = {{{"Address", "City", "Org|anization"}, 11, 0.14, {0.81, 0.79}}};
  model::Slice slice;
  slice.name = "en-us";
  slice.documents = 11;
  slice.gold = 24;
  slice.predicted = 22;
  slice.scores = a.micro;
  slice.difference = model::Measure::Interval{-0.31, -0.04};
  slice.weak = true;
  a.slices.push_back(slice);
  slice.by = model::Slice::By::length;
  slice.name = "0-99";
  slice.weak = false;
  a.slices.push_back(slice);
  a.calibration = model::Calibration{.predicted = 120,
                                     .right = 90,
                                     .confidence = 0.84,
                                     .equal_mass = 0.091,
                                     .equal_width = 0.088,
                                     .bins = {{0.31, 0.84, 60, 35, 0.71}, {0.84, 1, 60, 55, 0.97}},
                                     .fallback = 7,
                                     .fallback_labels = {"None"}};
}

void add_label_errors(Analysis& a) {
  a.label_errors = {
      {"t1",
       "Billing",
       "Refund",
       "Refund me, please",
       Grade::strong,
       0.97,
       0.91,
       10,
       1,
       8,
       {{LabelClue::words, 2.25}, {LabelClue::score, -0.75}, {LabelClue::frequency, 0.1}}},
      {"t4", "Billing", "Refund", "", Grade::weak, 0.12, {}, 0, 0, 0, {}}};
  a.labels_judged = true;
  a.label_errors_among = 100'000;
  a.label_errors_of = 230'000;
  a.label_errors_total = 5;
  a.label_errors_likely = a.label_errors_strong = 1;
}

void add_evidence(Analysis& a) {
  add_label_errors(a);
  a.unlabeled.push_back({"chat 👩‍👩‍👧.txt",
                         0,
                         3,
                         "Person",
                         "Ask",
                         "",
                         "👩‍👩‍👧 Zoë",
                         Grade::weak,
                         0,
                         0,
                         4,
                         0.02,
                         {}});
  a.unlabeled.push_back({"order-002.txt",
                         8,
                         16,
                         "Person",
                         "Jane Roe",
                         "Paid by ",
                         " on 4 May",
                         Grade::strong,
                         13,
                         0,
                         1,
                         0.98,
                         {{EvidenceKind::surface, 2.5, 1.5},
                          {EvidenceKind::lower_case, 1, -1.25},
                          {EvidenceKind::context, 0.1, 0.02}}});
  a.unlabeled_total = 2;
  a.audit = {{"order-002.txt", 8, 16, "Person", "Jane Roe", 13, 2, 0},
             {"order-017.txt", 0, 4, "Org|anization", "Corp", 4, 1, 0}};
  a.audit_total = 2;
  a.over_labelled = {{"order-017.txt", 40, 46, "Date", "<b>soon</b>", 1, 12, 3}};
  a.over_labelled_total = 1;
  a.minority_labels = {{"order-017.txt", 0, 4, "Org|anization", "Corp", 1, "Person", 40}};
  a.minority_labels_total = 1;
  using model::EdgeKind;
  a.label_edges = {
      {"order-002.txt", 4, 16, "Person", "Dr. Jane Roe", EdgeKind::title, "Dr", true, 3, 30},
      {"order-017.txt", 0, 4, "Person", "Roe", EdgeKind::title, "Mrs", false, 30, 3},
      {"order-017.txt", 40, 47, "Date", "<b>soon,", EdgeKind::closing_mark, ",", true, 1, 40},
      {"order-002.txt", 8, 16, "Date", "7 May", EdgeKind::first_word, "until|", false, 2, 19},
      {"order-002.txt", 8, 16, "Date", "May 7", EdgeKind::last_word, "noon", false, 1, 9}};
  a.label_edges_total = 5;
  a.conflicts = {{"order-002.txt", "order-017.txt", 0.93, "Jane Roe", "Person", ""}};
  a.conflicts_total = 1;
  a.conflict_pairs = 1;
  a.conflicts_cut = true;
  a.conflicts_among = 100'000;
  a.conflicts_of = 240'000;
  a.accepted = AcceptedRange{a.micro.f1.value, 0.8012, 1};
  a.sweep = ThresholdSweep{.gold = 38,
                           .unscored = 2,
                           .rows = {{0, 36, 30, 0.833, 0.789, 0.811},
                                    {0.31, 34, 30, 0.882, 0.789, 0.833},
                                    {0.995, 0, 0, {}, 0, 0}},
                           .best = 1};
  a.schemes = Schemes{{30, 5, 0, 3, 1, 0.833, 0.789, 0.811},
                      {33, 2, 0, 3, 1, 0.9, 0.8, 0.85},
                      {33, 0, 2, 3, 1, 0.9, 0.8, 0.85},
                      {31, 4, 0, 3, 1, 0.9, 0.8, 0.85}};
}

void add_health(Analysis& a) {
  a.health.push_back({"few-test-labels",
                      Outcome::needs_review,
                      {list_fact("labels", {"Address", "City"}), count_fact("count", 2),
                       count_fact("threshold", 5)},
                      {}});
  a.health.push_back({"reconciled", Outcome::pass, {count_fact("compared", 31)}, {}});
  a.health.push_back({"records-skipped",
                      Outcome::fail,
                      {count_fact("count", 2), count_fact("seen", 16),
                       text_fact("reason", "span ends before it begins")},
                      {"order-099"}});
  a.health.push_back({"few-training-labels",
                      Outcome::not_assessable,
                      {text_fact("because", "the labels of the training set are not known")},
                      {}});
  a.reconciliation = Reconciliation{.counts_agree = false,
                                    .scores_agree = true,
                                    .matrix_agrees = true,
                                    .averages = {{"micro F1", "", "", 0.75, 0.75}},
                                    .cells = {{"matrix cell", "Person", "$none", 1.5, 1.5}},
                                    .cells_total = 2,
                                    .compared = 31,
                                    .differing = 1,
                                    .differences = {{"true positives", "Person", "", 11, 12}}};
}

DocumentResult classified(std::string id, std::string text, const std::vector<std::string>& gold,
                          const std::vector<std::string>& predicted) {
  std::vector<Tagged> g;
  std::vector<Tagged> p;
  for (const auto& label : gold)
    g.push_back({label, ""});
  for (const auto& label : predicted)
    p.push_back({label, ""});
  auto made = document(std::move(id), "en", std::move(text), {}, {});
  for (const auto& tagged : g)
    made.gold.push_back(place("", tagged, std::nullopt));
  for (const auto& tagged : p)
    made.predicted.push_back(place("", tagged, 0.8125));
  return made;
}

void overwrite(std::string& member, const std::string& text) {
  member = text;
}

void overwrite(Example& e, const std::string& text) {
  for (auto* member : {&e.document, &e.surface, &e.before, &e.after, &e.gold, &e.predicted})
    overwrite(*member, text);
}

void overwrite(std::vector<Example>& examples, const std::string& text) {
  for (auto& e : examples)
    overwrite(e, text);
}

void overwrite(std::vector<Fact>& facts, const std::string& text) {
  for (auto& fact : facts) {
    if (fact.kind == Fact::Kind::text)
      overwrite(fact.text, text);
    for (auto& item : fact.texts)
      overwrite(item, text);
  }
}

void overwrite_lists(Analysis& a, const std::string& text) {
  for (auto& l : a.labels)
    l.label = text;
  for (auto& l : a.matrix.labels)
    l = text;
  for (auto& c : a.confusions) {
    c.gold = c.predicted = text;
    for (auto& cue : c.cues)
      cue.word = text;
    overwrite(c.examples, text);
  }
  for (auto& m : a.missed) {
    m.label = text;
    for (auto& band : m.bands)
      band.band = text;
    for (auto& part : m.proposal->parts) {
      part.name = text;
      part.examples = {text, text};
    }
    m.proposal->leftovers = {text};
    overwrite(m.examples, text);
  }
  for (auto& u : a.unlabeled)
    u.document = u.label = u.surface = u.before = u.after = text;
  for (auto* places : {&a.audit, &a.over_labelled})
    for (auto& p : *places)
      p.document = p.label = p.surface = text;
  for (auto& m : a.minority_labels)
    m.document = m.label = m.surface = m.usual = text;
  for (auto& e : a.label_edges)
    e.document = e.label = e.surface = e.word = text;
  for (auto& b : a.boundaries) {
    b.label = b.text = text;
    for (auto& piece : b.pieces)
      piece.text = text;
    overwrite(b.examples, text);
  }
  for (auto& g : a.groups)
    g.labels = {text, text, text};
  for (auto& s : a.slices)
    s.name = text;
  if (a.calibration)
    a.calibration->fallback_labels = {text};
  for (auto& e : a.label_errors)
    e.document = e.given = e.suggested = e.surface = text;
  for (auto& c : a.conflicts)
    c.document = c.other = c.surface = c.label = c.other_label = text;
}

void overwrite_guidance(Analysis& a, const std::string& text) {
  for (auto& f : a.findings) {
    f.id = text;
    overwrite(f.facts, text);
    f.documents = {text};
    overwrite(f.examples, text);
  }
  a.findings.push_back(a.findings[0]);
  a.findings.back().rule = text;
  for (auto& h : a.health) {
    overwrite(h.facts, text);
    h.documents = {text};
  }
  for (auto* const list :
       {&a.reconciliation->averages, &a.reconciliation->cells, &a.reconciliation->differences})
    for (auto& d : *list)
      d.what = d.label = d.other = text;
  a.method = {{text, text}};
  a.thresholds = {{.name = text,
                   .value = 1,
                   .usual = 2,
                   .overridden = true,
                   .unit = model::ThresholdUnit::days,
                   .origin = model::ThresholdOrigin::literature,
                   .rules = {text}}};
}

void set_totals(Analysis& a) {
  a.findings_total = a.findings.size();
  a.constant_pairs = static_cast<std::uint64_t>(
      std::ranges::count(a.confusions, true, &model::Confusion::constant));
}

}  // namespace

Analysis entities() {
  Analysis a;
  a.shown = order_documents();
  for (auto& document : a.shown)
    for (auto& span : document.gold)
      span.explained = span.label == "Address";
  fill_scores(a);
  set_source(a, Task::entities, "order desk");
  add_findings(a);
  add_confusions(a);
  add_missed(a);
  add_evidence(a);
  add_structure(a);
  add_health(a);
  a.test_set.training = TrainingSet{120, {{"Person", 300}, {"Address", 11}}};
  a.test_set.service = ServiceSummary{{{"Person", {12, 3, 1, 0.8, 0.9231, 0.8571}}},
                                      {0.8, 0.9, 0.847},
                                      {0.7, 0.8, 0.747},
                                      {{"Person", {{"Person", 92.5}, {"$none", 7.5}}}},
                                      "percentage"};
  a.comparison = changes();
  a.gates = {{.name = "micro_f1",
              .limit = 0.8,
              .outcome = GateOutcome::crossed,
              .value = 0.75,
              .interval = Measure::Interval{0.7, 0.79}},
             {.name = "label_f1",
              .limit = 0.6,
              .outcome = GateOutcome::doubtful,
              .value = 0.65,
              .interval = Measure::Interval{0.5, 0.8},
              .label = "Address"},
             {.name = "new_errors",
              .is_least = false,
              .is_count = true,
              .limit = 5,
              .outcome = GateOutcome::passed,
              .value = 3},
             {.name = "accuracy", .limit = 0.9, .lack = GateLack::measure}};
  set_totals(a);
  return a;
}

Analysis single_label() {
  Analysis a;
  a.shown = {classified("t1", "Refund me, please", {"Billing"}, {"Refund"}),
             classified("t2", "Where is my parcel?", {"Shipping"}, {"Shipping"})};
  for (int i = 3; i < 15; ++i)
    a.shown.push_back(classified("t" + std::to_string(i), "My invoice number " + std::to_string(i),
                                 {"Billing"}, {i % 4 == 0 ? "Refund" : "Billing"}));
  for (auto& d : a.shown)
    pair_up(d);
  fill_scores(a);
  set_source(a, Task::single_label, "tickets");
  a.accuracy = a.micro.f1;
  a.others = {{"cohen_kappa", 0.412}, {"mcc", -0.083}};
  add_label_errors(a);
  a.accepted = model::AcceptedRange{0.714, 0.786, 1};
  set_totals(a);
  return a;
}

Analysis multi_label() {
  Analysis a;
  a.shown = {classified("m1", "Thanks, but it is late", {"gratitude", "annoyance"}, {"gratitude"}),
             classified("m2", "Great!", {"joy"}, {"joy", "surprise"}),
             classified("m3", "Hm.", {}, {})};
  for (auto& d : a.shown) {
    pair_up(d);
    std::erase_if(d.pairs, [](const auto& pair) { return pair.kind == ErrorClass::type; });
  }
  fill_scores(a);
  set_source(a, Task::multi_label, "feelings");
  a.others = {{"hamming_loss", 0.125}};
  a.label_errors = {{"m1",
                     "annoyance",
                     "",
                     "Thanks, but it is late",
                     Grade::moderate,
                     0.8,
                     {},
                     7,
                     2,
                     5,
                     {{LabelClue::neighbours, 1.5}}},
                    {"m2", "", "surprise", "Great!", Grade::weak, 0.55, {}, 7, 2, 5, {}}};
  a.labels_judged = true;
  a.label_errors_total = a.label_errors_likely = 2;
  set_totals(a);
  return a;
}

Analysis large(std::size_t count) {
  auto a = entities();
  const auto model = a.shown[0];
  a.shown.clear();
  for (std::size_t i = 0; i < count; ++i) {
    a.shown.push_back(model);
    a.shown.back().id = "order-" + std::to_string(i);
  }
  a.documents = count;
  while (a.labels.size() < count)
    a.labels.push_back(a.labels[0]);
  while (a.confusions.size() < count)
    a.confusions.push_back(a.confusions[0]);
  while (a.findings.size() < count)
    a.findings.push_back(a.findings[0]);
  while (a.unlabeled.size() < count)
    a.unlabeled.push_back(a.unlabeled[0]);
  while (a.audit.size() < count)
    a.audit.push_back(a.audit[0]);
  while (a.label_edges.size() < count)
    a.label_edges.push_back(a.label_edges[0]);
  while (a.over_labelled.size() < count)
    a.over_labelled.push_back(a.over_labelled[0]);
  while (a.minority_labels.size() < count)
    a.minority_labels.push_back(a.minority_labels[0]);
  while (a.label_errors.size() < count)
    a.label_errors.push_back(a.label_errors[0]);
  while (a.conflicts.size() < count)
    a.conflicts.push_back(a.conflicts[0]);
  set_totals(a);
  return a;
}

Analysis hostile(const std::string& text) {
  auto a = entities();
  auto& set = a.test_set;
  set.name = set.model = text;
  for (auto& label : set.labels)
    label = text;
  set.source.kind = set.source.project = text;
  set.source.facts = {{text, text}};
  set.source.inputs = {{text, 7, text}};
  for (auto& issue : set.issues.first)
    issue.file = issue.record = issue.reason = issue.detail = text;
  set.issues.by_reason = {{text, 2}};
  set.remarks = {text};
  a.fingerprint = text;
  a.others = {{text, 0.5}};
  overwrite_lists(a, text);
  overwrite_guidance(a, text);
  make_hostile(*a.comparison, text);
  for (auto& gate : a.gates)
    gate.name = gate.label = text;
  for (auto& d : a.shown) {
    d.id = d.language = d.text = text;
    for (auto* side : {&d.gold, &d.predicted})
      for (auto& span : *side)
        span.label = text;
  }
  set_totals(a);
  return a;
}

}  // namespace errata::test
