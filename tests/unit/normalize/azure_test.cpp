#include "core/base64.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"
#include "support/places.hpp"

using namespace errata;
using Words = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

const fs::path data = test::test_data() / "azure";

struct Files {
  test::Scratch scratch;
  normalize::Options options;

  Files() { options.max_issues = 1.0; }
  test::Normalized read(std::vector<fs::path> inputs) {
    options.inputs = std::move(inputs);
    return test::normalized(options, scratch);
  }
  test::Normalized read_page(const std::string& page) {
    return read({scratch.file("page.json", page)});
  }
};

std::string entity_item(const std::string& location, const std::string& regions) {
  return R"({"location":")" + location +
         R"(","language":"en","projectKind":"CustomEntityRecognition","customEntityRecognitionResult":{"entities":[)" +
         regions + "]}}";
}

std::string region(const std::string& expected, unsigned offset, unsigned length) {
  return R"({"expectedEntities":[)" + expected + R"(],"predictedEntities":[],"regionOffset":)" +
         std::to_string(offset) + R"(,"regionLength":)" + std::to_string(length) + "}";
}

std::string page_of(const std::string& items) {
  return "{\"value\":[" + items + "]}";
}

// The remark or issue reasons, in the order in which they were met.
Words reasons(const test::Normalized& read) {
  Words reasons;
  for (const auto& issue : read.test_set.issues.first)
    reasons.push_back(issue.reason);
  return reasons;
}

}  // namespace

TEST_CASE("results of a kind that is not supported are known, and their kind is named") {
  test::Stage stage;
  CHECK_THROWS_WITH(
      stage.read("x.json", R"({"value":[{"location":"a.txt","language":"en",)"
                           R"("projectKind":"sentiment","sentimentResult":{}}]})"),
      Catch::Contains("a projectKind that is not supported") && Catch::Contains("'sentiment'"));
}

TEST_CASE("entities of the service are found in their texts") {
  Files files;
  files.options.texts = data / "texts";
  const auto read = files.read({data / "orders-result.json"});
  REQUIRE(read.documents.size() == 2);
  const auto& first = read.documents[0];
  CHECK(first.id == "order-001.txt");
  CHECK(first.language == "en-us");
  REQUIRE(first.has_text);
  Words surfaces;
  for (const auto& a : first.gold)
    surfaces.push_back(first.text.substr(a.begin, a.end - a.begin));
  CHECK(surfaces == Words{"Zoë Müller", "12 kg", "Ceylon tea", "4 Rue Noël, Lyon", "3 May"});
  CHECK(test::said(read, first.predicted) ==
        Words{"Person 9-21", "Quantity 30-35", "Product 46-49", "Date 81-86"});
  CHECK(read.test_set.task == model::Task::entities);
  CHECK(read.test_set.issues.first.empty());
  CHECK(read.bytes.find("\"start\":6,\"end\":16}") != std::string::npos);  // code points
}

TEST_CASE("without texts the offsets stay as the service counts them") {
  Files files;
  const auto read = files.read({data / "orders-result.json"});
  CHECK_FALSE(read.documents[0].has_text);
  CHECK(read.documents[0].unit == OffsetUnit::utf16);
  CHECK(test::said(read, read.documents[0].gold)[0] == "Person 7-17");
  CHECK(read.test_set.remarks == Words{"the texts of the documents were not given"});
}

TEST_CASE("classes of the service are read, and nothing predicted stays nothing") {
  Files files;
  const auto tickets = files.read({data / "tickets-result.json"});
  CHECK(tickets.test_set.task == model::Task::single_label);
  REQUIRE(tickets.documents.size() == 6);
  CHECK(test::said(tickets, tickets.documents[1].gold) == Words{"Billing"});
  CHECK(test::said(tickets, tickets.documents[1].predicted) == Words{"Refund"});
  CHECK(tickets.documents[4].language == "de");
  const auto movies = files.read({data / "movies-result.json"});
  CHECK(movies.test_set.task == model::Task::multi_label);
  REQUIRE(movies.documents.size() == 4);
  CHECK(test::said(movies, movies.documents[2].gold) == Words{"Drama"});
  CHECK(movies.documents[2].predicted.empty());
}

TEST_CASE("a page whose next page was not given is a remark that names its file") {
  const auto page = [](const char* ids, const std::string& link) {
    std::string items;
    for (const char id : std::string_view{ids})
      items += (items.empty() ? "" : ",") + entity_item(std::string{id}, "");
    return "{\"value\":[" + items + "],\"nextLink\":" + (link.empty() ? "null" : link) + "}";
  };
  const auto link = [](const char* skip) {
    return "\"https://x/result/?top=9&skip=" + std::string{skip} + "&maxpagesize=2\"";
  };
  const std::string odd = R"("https://x/next/token")";
  const auto said = [](const char* file) {
    return std::string{file} + " names a further page that was not given";
  };
  struct Row {
    Words pages, remarks;
  };
  const Row row = GENERATE_COPY(values<Row>({
      {{page("ab", link("2"))}, {said("0.json")}},
      {{page("ab", link("2")), page("cd", link("4")), page("e", "")}, {}},
      {{page("e", ""), page("cd", link("4")), page("ab", link("2"))}, {}},
      {{page("ab", link("2")), page("cd", link("4"))}, {said("1.json")}},
      {{page("ab", link("2")), page("e", "")}, {}},
      {{page("ab", link("2")), page("ef", link("6")), page("g", "")}, {said("0.json")}},
      {{page("ab", link("2")), page("ab", link("2"))}, {said("0.json")}},
      {{page("ab", odd), page("cd", odd), page("e", "")}, {}},
      {{page("ab", odd), page("cd", odd)}, {said("1.json")}},
      {{page("ab", R"(" ")")}, {}},
  }));
  Files files;
  std::vector<fs::path> inputs;
  for (const auto& text : row.pages)
    inputs.push_back(files.scratch.file(std::to_string(inputs.size()) + ".json", text));
  auto remarks = files.read(inputs).test_set.remarks;
  std::erase_if(remarks, [](const std::string& remark) {
    return remark == "the texts of the documents were not given" || remark.ends_with("0.json");
  });
  CHECK(remarks == row.remarks);
}

TEST_CASE("an item of another task is an issue, a file of them an error that says so") {
  const auto one = [](const std::string& id) {
    return R"({"location":")" + id +
           R"(","projectKind":"CustomSingleLabelClassification","customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"B"}})";
  };
  const std::string odd =
      R"({"location":"odd","projectKind":"CustomMultiLabelClassification","customMultiLabelClassificationResult":{"expectedClasses":["A"],"predictedClasses":[]}})";
  Files files;
  const auto read = files.read_page(page_of(one("a") + "," + odd + "," + one("b")));
  CHECK(read.test_set.task == model::Task::single_label);
  CHECK(read.documents.size() == 2);
  REQUIRE(read.test_set.issues.first.size() == 1);
  CHECK(read.test_set.issues.first[0].record == "odd");
  CHECK(read.test_set.issues.first[0].detail == "item 2: multi_label");
  files.options.max_issues = 0.1;
  CHECK_THROWS_WITH(files.read_page(page_of(odd + "," + one("a") + "," + one("b"))),
                    "page.json: 2 of 3 records cannot be used, most often: an item of another task "
                    "than the first of its file (first in page.json, record 'a': item 2: "
                    "single_label)");
}

TEST_CASE("a summary or an export alone is named for what it is") {
  Files files;
  CHECK_THROWS_WITH(files.read({data / "orders-summary.json"}),
                    "orders-summary.json: looks like a summary; give it as --summary, beside the "
                    "pages of the result");
  CHECK_THROWS_WITH(files.read({data / "orders-export.json"}),
                    "orders-export.json: looks like a project export; give it as --export, beside "
                    "the pages of the result");
}

TEST_CASE("the service's own figures travel with the test set") {
  Files files;
  const bool as_option = GENERATE(true, false);
  std::vector<fs::path> inputs{data / "orders-result.json"};
  if (as_option)
    files.options.summary = data / "orders-summary.json";
  else
    inputs.insert(inputs.begin(), data / "orders-summary.json");
  const auto read = files.read(inputs);
  REQUIRE(read.test_set.service);
  const auto& service = *read.test_set.service;
  CHECK(service.labels.at("Product").true_positives == 1);
  CHECK(service.labels.at("Product").false_positives == 3);
  CHECK(service.labels.at("Product").false_negatives == 1);
  CHECK(service.labels.at("Product").f1 == 0.3333333432674408);
  CHECK(service.micro.f1 == 0.7);
  CHECK(service.macro.precision == 0.65);
  CHECK(service.matrix.at("$none").at("Product") == 0.42857143);
  CHECK(service.split == "percentage");
}

TEST_CASE("a multi-label summary has no matrix, and a manual split is said") {
  Files files;
  files.options.summary = data / "movies-summary.json";
  CHECK(files.read({data / "movies-result.json"}).test_set.service->matrix.empty());
  files.options.summary = data / "tickets-summary.json";
  CHECK(files.read({data / "tickets-result.json"}).test_set.service->split == "manual");
}

TEST_CASE("training labels are those of documents outside the test set") {
  Files files;
  files.options.export_file = data / "tickets-export.json";
  const auto tickets = files.read({data / "tickets-result.json"}).test_set.training;
  REQUIRE(tickets);
  CHECK(tickets->documents == 1);
  CHECK(tickets->labels ==
        std::map<std::string, std::uint64_t>{{"Billing", 0}, {"Login", 0}, {"Refund", 1}});
  files.options.export_file = data / "orders-export.json";
  const auto orders = files.read({data / "orders-result.json"}).test_set.training;
  CHECK(orders->documents == 0);
  CHECK(orders->labels.size() == 5);
}

TEST_CASE("saved pages are named after the project that the export names, else after the first") {
  Files files;
  const auto pages = [&](const std::string& folder) {
    const auto page =
        files.scratch.file(folder + "/result-0001.json", read_file(data / "tickets-result.json"));
    return files.read({page});
  };
  const auto unnamed = pages("a");
  CHECK(unnamed.test_set.name == "result-0001");
  CHECK(unnamed.bytes == pages("b/c").bytes);
  files.options.export_file = data / "tickets-export.json";
  const auto named = pages("a");
  CHECK(named.test_set.name == "Tickets");
  CHECK(named.test_set.source.project == "Tickets");
}

TEST_CASE("every spelling of a kind that was ever published is understood") {
  const std::string kind = GENERATE(
      values<std::string>({"CustomEntityRecognition", "customEntityRecognition",
                           "customNamedEntityRecognition", "CustomNamedEntityRecognition"}));
  const std::string result = GENERATE(
      values<std::string>({"customEntityRecognitionResult", "customNamedEntityRecognitionResult"}));
  Files files;
  const auto read = files.read_page(page_of(R"({"location":"a","language":"en","projectKind":")" +
                                            kind + "\",\"" + result + R"(":{"entities":[]}})"));
  CHECK(read.documents.size() == 1);
  const auto early = files.read(
      {files.scratch.file("r.json", page_of(entity_item("a", ""))),
       files.scratch.file(
           "s.json",
           R"({"customNamedEntityRecognitionEvaluation":{"entities":{"A":{"truePositivesCount":4.0,"f1":"NaN"}}},
                             "evaluationOptions":{"evaluationKind":"manual"}})")});
  CHECK(early.test_set.service->labels.at("A").true_positives == 4);
  CHECK(early.test_set.service->labels.at("A").f1 == 0);
  CHECK(early.test_set.service->split == "manual");
}

TEST_CASE("a page is found in each wrapping in which people keep it") {
  const auto page = read_file(data / "tickets-result.json");
  const std::string text = GENERATE_COPY(values<std::string>(
      {page, "[" + page + "]", R"({"responses":{"200":{"headers":{},"body":)" + page + "}}}",
       R"({"Entries":[{"RequestBody":null,"ResponseBody":)" + page + "}]}",
       R"({"status":200,"headers":{"a":"b"},"body":)" + page + "}",
       R"({"status_code":200,"body":)" + page + "}", "HTTP/2 200\r\na: b\r\n\r\n" + page,
       "HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\na: b\n\n" + page, "\xEF\xBB\xBF" + page}));
  Files files;
  CHECK(files.read_page(text).documents.size() == 6);
}

namespace {

std::string single(const std::string& location, const std::string& gold = "A") {
  return R"({"location":")" + location +
         R"(","language":"en","projectKind":"CustomSingleLabelClassification",)"
         R"("customSingleLabelClassificationResult":{"expectedClass":")" +
         gold + R"(","predictedClass":"B"}})";
}

// A class, or null.
std::string predicting(const std::string& location, const std::string& predicted) {
  auto item = single(location);
  return item.replace(item.find("\"B\""), 3, predicted);
}

// As the text of a string in JSON.
std::string as_string(const std::string& json) {
  std::string text = "\"";
  for (const char c : json) {
    if (c == '"' || c == '\\')
      text += '\\';
    text += c;
  }
  return text + "\"";
}

}  // namespace

TEST_CASE("a fault below the head of an answer is named by its line in the file") {
  Files files;
  CHECK_THROWS_WITH(files.read_page("HTTP/1.1 200 OK\r\na: b\r\n\r\n{\"nextLink\":\n\"value\"]"),
                    Catch::StartsWith("page.json:5:") || Catch::StartsWith("page.json:4:"));
}

TEST_CASE("pages a line are read as pages, bare or wrapped, and named by their line") {
  const std::string wrapped = R"({"responses":{"200":{"body":)" + page_of(single("c")) + "}}}";
  const std::string lines = page_of(single("a")) + "\r\n\n" + "[" + page_of(single("b")) + "]\n" +
                            wrapped + "\n" + page_of(R"({"location":"d"})") + "\n";
  Files files;
  const auto read = files.read_page(lines);
  CHECK(read.documents.size() == 3);
  REQUIRE(read.test_set.issues.first.size() == 1);
  CHECK(read.test_set.issues.first[0].line == 5);
  CHECK_THROWS_WITH(files.read_page(lines + "{\"value\":["),
                    Catch::StartsWith("page.json:6:1: ends inside") ||
                        Catch::StartsWith("page.json:6:1: is not valid JSON"));
  const auto one = files.read_page(page_of(single("a")) + "\n");
  CHECK(one.documents.size() == 1);
}

TEST_CASE("a test document that cannot be used is no training document") {
  const std::string item = GENERATE(values<std::string>(
      {R"({"location":"t","customSingleLabelClassificationResult":{"expectedClass":7}})",
       "{\"location\":\"t\",\"note\":\"caf\xE9\",\"customSingleLabelClassificationResult\":{}}",
       entity_item("t", "")}));
  CAPTURE(item);
  Files files;
  files.options.export_file = files.scratch.file(
      "export.json",
      R"({"projectFileVersion":"1","metadata":{"projectKind":"CustomSingleLabelClassification"},)"
      R"("assets":{"classes":[{"category":"A"}],"documents":[)"
      R"({"location":"a","class":{"category":"A"}},{"location":"t","class":{"category":"A"}},)"
      R"({"location":"z","class":{"category":"A"}}]}})");
  const auto read = files.read_page(page_of(single("a") + "," + item));
  CHECK(read.test_set.issues.skipped == 1);
  REQUIRE(read.test_set.training);
  CHECK(read.test_set.training->documents == 1);
  CHECK(files.read_page(page_of(single("a") + "," + item + "," + single("t"))).documents.size() ==
        2);
}

TEST_CASE("pages a line are read as pages, wherever the first line ends") {
  struct Row {
    std::size_t bytes;  // of the first line
    const char* end;
  };
  const Row row = GENERATE(values<Row>({{65'534, "\n"},
                                        {65'535, "\n"},
                                        {65'536, "\n"},
                                        {65'534, "\r\n"},
                                        {131'071, "\n \n\t"},
                                        {(std::size_t{16} << 20U) - 1, "\n"},
                                        {(std::size_t{16} << 20U) + 9, "\n"}}));
  CAPTURE(row.bytes);
  const auto short_page = page_of(single("a"));
  const auto first = R"({"a":")" + std::string(row.bytes - short_page.size() - 7, 'x') + "\"," +
                     short_page.substr(1);
  REQUIRE(first.size() == row.bytes);
  Files files;
  files.options.format = "azure-evaluation";
  CHECK(files.read_page(first + row.end + page_of(single("b")) + "\n").documents.size() == 2);
  CHECK(files.read_page(first + row.end).documents.size() == 1);
}

// Archives of browsers, the service's own test proxy, VCR, and what people write themselves.
TEST_CASE("a page is found in recordings, among other calls that are counted") {
  const auto page = page_of(single("a") + "," + single("b"));
  const auto models = R"({"value":[{"label":"v1","modelId":"x"}],"nextLink":null})";
  const auto har_entry = [](const std::string& url, const std::string& text) {
    return R"({"request":{"method":"GET","url":")" + url +
           R"("},"response":{"status":200,"content":{"mimeType":"application/json","text":)" +
           text + "}}}";
  };
  const std::string around = R"({"request":{},"response":{"status":304}},)";
  const auto har = R"({"log":{"version":"1.2","creator":{"name":"x"},"entries":[)" + around +
                   har_entry("https://x/style.css", "\"body{}\"") + "," +
                   har_entry("https://x/models", as_string(models)) + "," +
                   har_entry("https://x/evaluation/result", as_string(page)) + "]}}";
  struct Row {
    std::string text;
    const char* remark;
  };
  const Row row = GENERATE_COPY(values<Row>({
      {har, "page.json: 3 other answers of the recording passed over"},
      {R"({"Entries":[{"RequestUri":"u","ResponseBody":)" + page +
           R"(},{"ResponseBody":{"error":{"code":"NotFound"}}},{"ResponseBody":null}]})",
       "page.json: 2 other answers of the recording passed over"},
      {R"({"interactions":[{"request":{},"response":{"body":{"string":)" + as_string(page) +
           R"(}}},{"request":{},"response":{"body":{"string":"<html>"}}}],"version":1})",
       "page.json: 1 other answer of the recording passed over"},
      {R"({"http_interactions":[{"request":{},"response":{"body":{"string":)" + as_string(page) +
           "}}}]}",
       nullptr},
      {R"({"http_interactions":[{"request":{},"response":{"body":{"encoding":"UTF-8","base64_string":)" +
           as_string(base64(page)) + "}}}]}",
       nullptr},
      {R"({"log":{"version":"1.2","entries":[{"response":{"content":{"encoding":"base64","text":)" +
           as_string(base64(page)) +
           R"(}}},{"response":{"content":{"encoding":"base64","text":"iVBORw0KGgo="}}}]}})",
       "page.json: 1 other answer of the recording passed over"},
      {R"({"request":{"url":"u"},"response":{"status":200,"body":)" + page + "}}", nullptr},
      {R"({"request":{"url":"u"},"response":)" + page + "}", nullptr},
      {R"([{"request":{"url":"u"},"response":{"body":)" + as_string(page) + R"(}},
           {"request":{"url":"v"},"response":{"body":)" +
           as_string(models) + "}}]",
       "page.json: 1 other answer of the recording passed over"},
      {R"({"request":{"url":"u"},"response":{"body":{"a":1}}})"
       "\n"
       R"({"request":{"url":"v"},"response":{"body":)" +
           page + "}}\n",
       "page.json: 1 other answer of the recording passed over"},
  }));
  CAPTURE(row.text);
  Files files;
  const auto read = files.read_page(row.text);
  CHECK(read.documents.size() == 2);
  CHECK(read.test_set.issues.skipped == 0);
  const auto& remarks = read.test_set.remarks;
  const auto has = [&](const std::string& remark) {
    return std::find(remarks.begin(), remarks.end(), remark) != remarks.end();
  };
  CHECK((row.remark == nullptr || has(row.remark)));
}

TEST_CASE("a recording without a page is refused with the number of what it holds") {
  Files files;
  CHECK_THROWS_WITH(files.read_page(R"({"log":{"creator":{},"entries":[
        {"request":{},"response":{"content":{"text":"{\"value\":[{\"label\":\"v1\"}]}"}}}]}})"),
                    "page.json: holds no evaluation result, but 1 other answer");
}

namespace {

std::string recording_of(const std::vector<std::string>& bodies) {
  std::string entries;
  for (const auto& body : bodies)
    entries += (entries.empty() ? "" : ",") +
               (R"({"request":{},"response":{"content":{"text":)" + as_string(body) + "}}}");
  return R"({"log":{"version":"1.2","entries":[)" + entries + "]}}";
}

}  // namespace

TEST_CASE("a damaged answer with results is refused, a damaged one of another call is not") {
  struct Row {
    std::string body;
    const char* fault;
  };
  const std::string utterance =
      R"({"value":[{"text":"a","intentsResult":{"expectedIntent":"A","predictedIntent":"A"}}],)";
  const auto damaged = page_of(single("b"));
  const Row row = GENERATE_COPY(values<Row>({
      {damaged.substr(0, damaged.size() - 1), "is not valid JSON, or is cut short"},
      {" " + damaged + "}", "is not valid JSON, or is cut short"},
      {R"({"a":1,"a":2,)" + damaged.substr(1), "an object has a key twice"},
      {R"({"customEntityRecognitionEvaluation":{)", "is not valid JSON, or is cut short"},
      {utterance, "is not valid JSON, or is cut short"},
      {R"({"value":[{"label":"v1")", nullptr},
      {R"({"value":[{"label":"v1","label":"v1"}]})", nullptr},
      {R"(<script>"customEntityRecognitionResult"</script>)", nullptr},
  }));
  CAPTURE(row.body);
  Files files;
  const auto text = recording_of({page_of(single("a")), row.body, page_of(single("c"))});
  if (row.fault != nullptr)
    CHECK_THROWS_WITH(
        files.read_page(text),
        "page.json: answer 2 of the recording holds results, but " + std::string{row.fault});
  else
    CHECK(files.read_page(text).documents.size() == 2);
}

TEST_CASE("bytes that are no UTF-8 cost their item, wherever the page is kept") {
  const auto page = page_of(single("a") + "," + single("b\xFF") + "," + single("c", "caf\xE9"));
  const std::string text = GENERATE_COPY(
      values<std::string>({page, page + "\n" + page_of(single("d")), "[" + page + "]",
                           R"({"request":{},"response":{"body":)" + as_string(page) + "}}"}));
  CAPTURE(text);
  Files files;
  const auto read = files.read_page(text);
  CHECK(read.documents[0].id == "a");
  CHECK(read.test_set.issues.by_reason ==
        std::map<std::string, std::uint64_t>{{"not valid UTF-8", 2}});
  CHECK(read.test_set.issues.first[0].detail == "item 2");
}

TEST_CASE("a broken byte costs its item where an export or a summary stands beside the page") {
  const auto page = page_of(single("a") + "," + single("b", "caf\xE9"));
  Files files;
  const auto both =
      files.read_page("[" + page + "," + read_file(data / "tickets-export.json") + "]");
  CHECK(both.documents.size() == 1);
  CHECK(both.test_set.training);
  auto broken = read_file(data / "tickets-export.json");
  broken.insert(broken.find("Tickets"), "\xE9");
  CHECK_THROWS_WITH(files.read_page("[" + page + "," + broken + "]"),
                    Catch::StartsWith("page.json: is not valid UTF-8 at byte "));
}

TEST_CASE("texts in a folder are read in the encoding of their mark, else the one that was named") {
  struct Row {
    std::string bytes;
    const char* encoding;
    const char* text;
  };
  using namespace std::string_literals;
  const Row row = GENERATE(values<Row>({
      {"caf\xE9", "LATIN1", "café"},
      {"\xFF\xFE\x63\0\x61\0\x66\0\xE9\0"s, "", "café"},
      {"\xFE\xFF\0\x63\0\x61\0\x66\0\xE9"s, "LATIN1", "café"},
      {"\xEF\xBB\xBF"
       "café",
       "LATIN1", "café"},
  }));
  Files files;
  files.scratch.file("texts/a.txt", row.bytes);
  files.options.texts = files.scratch.path() / "texts";
  files.options.encoding = row.encoding;
  const auto read = files.read_page(page_of(entity_item("a.txt", region("", 0, 4))));
  CHECK(read.documents[0].text == row.text);
  CHECK(reasons(read).empty());
}

TEST_CASE("pages come in any order, and a document that stands on two is used once") {
  Files files;
  const auto a = files.scratch.file("a.json", page_of(entity_item("1", region("", 0, 9))));
  const auto both = files.scratch.file(
      "b.json", page_of(entity_item("2", "") + "," + entity_item("1", region("", 0, 9))));
  const auto read = files.read({both, a});
  CHECK(read.documents.size() == 2);
  CHECK(reasons(read) == Words{"a document that stands twice in the results: it is used once"});
  CHECK(read.test_set.issues.seen == 2);
  auto renamed = entity_item("1", region("", 0, 9));
  renamed.replace(renamed.find("en"), 2, "de");
  const auto german = files.scratch.file("d.json", page_of(renamed));
  CHECK(files.read({a, german}).documents[0].language == "en");
  const auto other = files.scratch.file(
      "c.json",
      page_of(entity_item("1", region(R"({"category":"A","offset":1,"length":2})", 0, 9))));
  CHECK_THROWS_WITH(files.read({a, other}),
                    "c.json: document '1' stands twice in the results, with different labels");
}

TEST_CASE("a text is used only if it is the one that was evaluated") {
  struct Row {
    std::string text;
    unsigned length;
    const char* remark;
  };
  const Row row = GENERATE(values<Row>({
      {"a\r\nb", 4, ""},
      {"a\nb", 4, "the text has LF where the evaluated one had CRLF: it is not used"},
      {"a\r\nb", 3, "the text has CRLF where the evaluated one had LF: it is not used"},
      {"a👋b", 4, ""},
      {"a👋b", 3, "the text is not the one that was evaluated, its length differs: it is not used"},
      {"\xEF\xBB\xBF"
       "ab",
       2, ""},
      {"\xEF\xBB\xBF"
       "ab",
       3, ""},
      {"\xEF\xBB\xBF"
       "ab",
       9, "the text is not the one that was evaluated, its length differs: it is not used"},
      {"\xFF", 1, "the text is not valid UTF-8: it is not used"},
  }));
  CAPTURE(row.text, row.length);
  Files files;
  files.scratch.file("texts/a.txt", row.text);
  files.options.texts = files.scratch.path() / "texts";
  const auto read = files.read_page(page_of(entity_item("a.txt", region("", 0, row.length))));
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].has_text == (*row.remark == '\0'));
  CHECK(reasons(read) == (*row.remark == '\0' ? Words{} : Words{row.remark}));
  if (read.documents[0].has_text)
    CHECK(length_in(OffsetUnit::utf16, read.documents[0].text) == row.length);
}

TEST_CASE("a name that leads out of the folder of texts is never opened") {
  const std::string location = GENERATE(
      values<std::string>({"../secret.txt", "a/../../secret.txt", "/etc/passwd", "a\\u0000b"}));
  Files files;
  files.scratch.file("secret.txt", "secret");
  files.scratch.file("texts/a/x.txt", "");
  files.options.texts = files.scratch.path() / "texts";
  const auto read = files.read_page(page_of(entity_item(location, "")));
  CHECK_FALSE(read.documents[0].has_text);
  CHECK(reasons(read) == Words{"a location that leads out of the folder of texts"});
}

TEST_CASE("an entity that splits a character is read with all of it, and that is shown") {
  Files files;
  files.scratch.file("texts/a.txt", "a👋b");
  files.options.texts = files.scratch.path() / "texts";
  const auto read = files.read_page(
      page_of(entity_item("a.txt", region(R"({"category":"A","offset":2,"length":1})", 0, 4))));
  CHECK(test::said(read, read.documents[0].gold) == Words{"A 1-5"});
  CHECK(read.documents[0].has_text);
  CHECK(reasons(read) ==
        Words{"a span that splits a character: it is read with the whole character"});
  CHECK(read.test_set.issues.first[0].detail == "gold [2,3) read as [1,3)");
}

TEST_CASE("several regions make one document, counted from its start unless only the other fits") {
  const std::string entity = R"({"category":"A","offset":12,"length":3})";
  const std::string relative = R"({"category":"A","offset":2,"length":3})";
  Files files;
  const auto read = files.read_page(
      page_of(entity_item("a", region(entity, 10, 10) + "," + region(entity, 12, 5)) + "," +
              entity_item("b", region("", 0, 5) + "," + region(relative, 10, 10)) + "," +
              entity_item("c", region(entity, 0, 5))));
  CHECK(test::said(read, read.documents[0].gold) == Words{"A 12-15", "A 12-15"});
  CHECK(test::said(read, read.documents[1].gold) == Words{"A 12-15"});
  CHECK(test::said(read, read.documents[2].gold) == Words{"A 12-15"});
  CHECK(reasons(read) == Words{"offsets were taken as counted from the start of their region",
                               "an entity outside its region"});
}

TEST_CASE("an item that cannot be used is an issue, and harms no other") {
  struct Row {
    std::string item;
    const char* reason;
  };
  const Row row = GENERATE(values<Row>({
      {"7", "an item that is not an object"},
      {"{}", "no result"},
      {R"({"location":"x","projectKind":"CustomHealthcare","customHealthcareResult":{"entities":[]}})",
       "a projectKind that is not supported"},
      {R"({"customEntityRecognitionResult":{"entities":[]}})", "no 'location'"},
      {R"({"location":"x","projectKind":"CustomSingleLabelClassification","customEntityRecognitionResult":{"entities":[]}})",
       "a result of another kind than its projectKind"},
      {R"({"location":"x","customEntityRecognitionResult":{}})", "a result without 'entities'"},
      {entity_item("x", "{}"), "a region without 'regionOffset' and 'regionLength'"},
      {entity_item("x", region(R"({"offset":1,"length":1})", 0, 9)),
       "an entity without a 'category'"},
      {entity_item("x", region(R"({"category":"A","offset":-1,"length":1})", 0, 9)),
       "an entity whose offset or length is not a whole number from 0 to 2147483647"},
      {entity_item("x", region(R"({"category":"A","offset":2147483648,"length":1})", 0, 9)),
       "an entity whose offset or length is not a whole number from 0 to 2147483647"},
      {entity_item("x", region(R"({"category":"A","offset":0,"length":0})", 0, 9)),
       "an empty span at the start of the text"},
  }));
  CAPTURE(row.item);
  Files files;
  const auto read = files.read_page(page_of(entity_item("a", "") + "," + row.item));
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.issues.skipped == 1);
  CHECK(reasons(read) == Words{row.reason});
}

TEST_CASE("results of two kinds, or a summary of another kind, are refused") {
  Files files;
  CHECK_THROWS_WITH(files.read({data / "tickets-result.json", data / "movies-result.json"}),
                    "movies-result.json: holds multi_label, the input before it single_label");
  files.options.summary = data / "orders-summary.json";
  CHECK_THROWS_WITH(files.read({data / "tickets-result.json"}),
                    "orders-summary.json: holds entities, the input before it single_label");
}

TEST_CASE("a page that is no page is refused with its name and the reason") {
  struct Row {
    std::string text;
    const char* reason;
  };
  const Row row = GENERATE(values<Row>({
      {"null", "page.json: holds no evaluation result"},
      {"[]", "page.json: holds no evaluation result"},
      {"{\"a\":1}",
       "page.json: is neither a page of evaluation results, nor a summary, nor an export"},
      {"{\"value\":[],\"value\":[]}", "page.json: an object has a key twice"},
      {"{\"value\":[]} x", "page.json:1: is not valid JSON, or is cut short"},
      {"{\"value\":[\"\xFF\"]}",
       "page.json: 1 of 1 record cannot be used, most often: not valid UTF-8 (first in page.json: "
       "item 1); say its encoding with "
       "--encoding, such as --encoding WINDOWS-1252"},
      {"{\"value\":[],\"nextLink\":\"\xFF\"}",
       "page.json: is not valid UTF-8 at byte 24; say its encoding with --encoding, such as "
       "--encoding WINDOWS-1252"},
      {"{\"value\":[\"\xFF\",\"ok\"],\"a\":tr\xFFue}",
       "page.json: is not valid UTF-8 at byte 26; say its encoding with --encoding, such as "
       "--encoding WINDOWS-1252"},
      {"{\"value\":[\"\xFF\"", "page.json:1: is not valid JSON, or is cut short"},
  }));
  CAPTURE(row.text);
  Files files;
  files.options.format = "azure-evaluation";
  CHECK_THROWS_WITH(files.read_page(row.text), row.reason);
}

TEST_CASE("null for a class is no prediction, not a record that cannot be used") {
  Files files;
  const auto read =
      files.read_page(page_of(predicting("a.txt", "null") + "," + predicting("b.txt", "\"A\"")));
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].predicted.empty());
  CHECK(read.test_set.issues.skipped == 0);
}
