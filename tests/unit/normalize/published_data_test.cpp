// Real gold labels and predictions, counted as trusted peers count them (REFERENCE.json beside the
// data; see ERRATA_SHARED). Without the data these cases say so and check nothing.

#include "core/json_reader.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"
#include "support/places.hpp"

using namespace errata;
namespace fs = std::filesystem;
using Counts = std::map<std::string, std::uint64_t>;

namespace {

fs::path data() {
  return test::shared_folder() / "data";
}

bool is_there() {
  if (fs::exists(data() / "REFERENCE.json"))
    return true;
  WARN("skipped: no reference data in " << data());
  return false;
}

class Reference {
 public:
  Reference()
      : text_{read_file(data() / "REFERENCE.json")}, root_{parser_.parse(text_, "REFERENCE")} {}
  json::element at(const std::string& pointer) { return root_.at_pointer("/sets" + pointer); }
  std::uint64_t number(const std::string& pointer) { return std::uint64_t{at(pointer)}; }
  Counts counts(const std::string& pointer) {
    Counts counts;
    for (const auto field : json::object{at(pointer)})
      counts.emplace(field.key, std::uint64_t{field.value});
    return counts;
  }

 private:
  std::string text_;
  json::Parser parser_;
  json::element root_;
};

Counts count(const test::Normalized& read, std::vector<model::Annotation> model::Document::*side) {
  Counts counts;
  for (const auto& document : read.documents)
    for (const auto& annotation : document.*side)
      ++counts[read.labels.name(annotation.label)];
  return counts;
}

std::uint64_t total(const Counts& counts) {
  std::uint64_t sum = 0;
  for (const auto& [label, n] : counts)
    sum += n;
  return sum;
}

// Documents whose predictions are not exactly the gold labels.
std::uint64_t errors(const test::Normalized& read) {
  std::uint64_t wrong = 0;
  for (const auto& document : read.documents)
    wrong += test::said(read, document.gold) != test::said(read, document.predicted);
  return wrong;
}

std::uint64_t exact_spans(const test::Normalized& read) {
  std::uint64_t exact = 0;
  for (const auto& document : read.documents)
    for (const auto& gold : document.gold)
      for (const auto& predicted : document.predicted)
        exact += gold.same_span(predicted) && gold.label == predicted.label;
  return exact;
}

test::Normalized read(const normalize::Options& options) {
  const test::Scratch scratch;
  return test::normalized(options, scratch);
}

void check_entities(const test::Normalized& read, const std::string& set, Reference& reference) {
  CHECK(read.test_set.task == model::Task::entities);
  CHECK(count(read, &model::Document::gold) == reference.counts(set + "/gold_entities"));
  CHECK(count(read, &model::Document::predicted) == reference.counts(set + "/predicted_entities"));
  CHECK(exact_spans(read) == reference.number(set + "/conlleval/correct_phrases"));
}

}  // namespace

TEST_CASE("WNUT 2017: seven systems' entities are counted as conlleval counts them") {
  if (!is_there())
    return;
  Reference reference;
  for (const auto* system : {"arcada", "drexel_cci", "flytxt", "mic-cis.txt", "sjtu_adapt.txt",
                             "spinningbytes.txt", "uh_ritual"}) {
    CAPTURE(system);
    normalize::Options options;
    options.gold = data() / "wnut17-ner" / "emerging.test.annotated";
    options.predicted = data() / "wnut17-ner" / "submissions" / system;
    const auto result = read(options);
    CHECK(result.test_set.source.kind == "conll");
    CHECK(result.documents.size() == 1287);
    check_entities(result, std::string{"/wnut17-ner/"} + system, reference);
  }
}

TEST_CASE("MasakhaNER 2.0: sentences of different lengths are left out, and only they") {
  if (!is_there())
    return;
  Reference reference;
  for (const std::string language : {"bbj", "pcm", "yor"}) {
    CAPTURE(language);
    const auto folder = data() / "masakhaner2-ner" / language;
    normalize::Options options;
    options.gold = folder / "test.txt";
    options.predicted = folder / "afroxlmr" / "test_predictions1.txt";
    const auto result = read(options);
    CHECK(result.test_set.issues.skipped == (language == "yor" ? 76 : 0));
    check_entities(result, "/masakhaner2-ner/" + language + "~1afroxlmr", reference);
  }
}

TEST_CASE("MSRA: Chinese text has no blanks, and stray tags start spans") {
  if (!is_there())
    return;
  Reference reference;
  normalize::Options options;
  options.inputs = {data() / "msra-zh-ner" / "ner_predict.utf8"};
  options.joiner = "";
  const auto result = read(options);
  CHECK(result.documents.size() == 4636);
  CHECK(result.documents[0].text.find(' ') == std::string::npos);
  check_entities(result, "/msra-zh-ner/ner_predict.utf8", reference);
  REQUIRE(result.test_set.remarks.size() == 2);
  CHECK(result.test_set.remarks[0] == "tags are read as BIO");
  CHECK(result.test_set.remarks[1] == "10 predicted spans start with a tag that continues nothing");
}

TEST_CASE("HINT3: quoted questions with line breaks are one record each") {
  if (!is_there())
    return;
  Reference reference;
  for (const std::string set : {"powerplay11", "sofmattress"}) {
    for (const std::string service : {"bert", "dialogflow", "haptik", "luis", "rasa"}) {
      CAPTURE(set, service);
      normalize::Options options;
      options.inputs = {data() / "hint3-intent" / "preds" / (service + "_" + set + ".csv")};
      const auto result = read(options);
      const auto at = "/hint3-intent/" + set + "~1" + service;
      CHECK(result.test_set.task == model::Task::single_label);
      CHECK(result.documents.size() == reference.number(at + "/documents"));
      CHECK(result.labels.size() == reference.number(at + "/classes_union"));
      CHECK(errors(result) == reference.number(at + "/errors"));
    }
  }
}

TEST_CASE("SST-2 and TweetEval: predictions in a file of their own meet their texts") {
  if (!is_there())
    return;
  Reference reference;
  normalize::Options options;
  options.gold = data() / "sst2-textcls" / "sst2-dataset.tsv";
  options.predicted = data() / "sst2-textcls" / "sst2-cnn-output.txt";
  const auto sst2 = read(options);
  CHECK(sst2.documents.size() == 1821);
  CHECK(errors(sst2) == reference.number("/sst2-textcls/cnn/errors"));
  options.gold = data() / "tweeteval" / "datasets" / "emotion" / "test_labels.txt";
  options.predicted = data() / "tweeteval" / "predictions" / "emotion.txt";
  options.format = "csv";
  CHECK(errors(read(options)) == reference.number("/tweeteval/emotion/errors"));
}

TEST_CASE("GoEmotions and MARC: JSON records keep their labels, counted once each") {
  if (!is_there())
    return;
  Reference reference;
  normalize::Options options;
  options.inputs = {data() / "goemotions-multilabel" / "qwen_zeroshot" / "predictions.json"};
  options.columns = {
      {"text", "text"}, {"gold", "true_labels"}, {"predicted", "predicted_labels"}, {"id", "id"}};
  const auto emotions = read(options);
  const std::string at = "/goemotions-multilabel/qwen_zeroshot";
  CHECK(emotions.test_set.task == model::Task::multi_label);
  CHECK(emotions.documents.size() == 5427);
  CHECK(emotions.documents[0].id == "ee3cjuy");
  CHECK(total(count(emotions, &model::Document::gold)) ==
        reference.number(at + "/gold_assignments"));
  CHECK(total(count(emotions, &model::Document::predicted)) ==
        reference.number(at + "/predicted_assignments"));
  options.inputs = {data() / "marc-zh-textcls" / "test-zh_8680.json"};
  options.columns = {};
  const auto reviews = read(options);
  CHECK(reviews.test_set.task == model::Task::single_label);
  CHECK(errors(reviews) == 528);
}

TEST_CASE("Azure: recorded answers are read with their figures, their texts and their training") {
  if (!is_there())
    return;
  const auto folder = data() / "azure-single-label";
  normalize::Options options;
  options.inputs = {folder / "SessionRecords" / "GetModelEvaluationResultsAsync.json"};
  options.summary = folder / "SessionRecords" / "GetModelEvaluationSummaryAsync.json";
  options.export_file = folder / "WebOfScience" / "webOfScience_labelsFile.json";
  options.texts = folder / "WebOfScience";
  const auto result = read(options);
  CHECK(result.documents.size() == 42);
  CHECK(errors(result) == 10);
  REQUIRE(result.test_set.service);
  std::uint64_t right = 0;
  for (const auto& [label, counts] : result.test_set.service->labels)
    right += counts.true_positives;
  CHECK(right == 32);
  CHECK(result.test_set.service->matrix.at("Electrical_engineering").at("Mechanical_engineering") ==
        2);
  CHECK(result.test_set.training->documents == 210 - 42);
  for (const auto& document : result.documents)
    CHECK(document.has_text);
}

TEST_CASE("Azure: the published entities lie where the published texts have them") {
  if (!is_there())
    return;
  const auto folder = data() / "azure-ner";
  normalize::Options options;
  options.inputs = {folder / "examples" / "SuccessfulGetModelEvaluation.json"};
  options.summary = folder / "examples" / "SuccessfulGetModelEvaluationSummary.json";
  options.export_file = folder / "LoanAgreements" / "loanAgreementsLabels.json";
  options.texts = folder / "LoanAgreements";
  const auto result = read(options);
  REQUIRE(result.documents.size() == 2);
  CHECK(result.test_set.issues.first.empty());
  CHECK(result.test_set.training->documents == 18);
  for (const auto& document : result.documents) {
    REQUIRE(document.has_text);
    for (const auto& gold : document.gold)
      if (result.labels.name(gold.label) == "Date")
        CHECK(document.text.substr(gold.begin, gold.end - gold.begin).find("20") !=
              std::string::npos);
  }
}
