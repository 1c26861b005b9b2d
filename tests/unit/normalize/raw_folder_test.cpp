#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/json_writer.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"
#include "support/places.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

const fs::path data = test::test_data() / "azure";

// A raw folder as the fetch stage leaves it.
struct RawFolder {
  test::Scratch scratch;
  std::string files;

  void add(const std::string& role, const std::string& file, const std::string& bytes,
           const std::string& name = "", std::string digest = "") {
    scratch.file("raw/" + file, bytes);
    if (digest.empty())
      digest = sha256(bytes);
    JsonWriter to{files};
    files += files.empty() ? "" : ",";
    to.begin_object().member("role", role).member("file", file).member("name", name);
    to.member("status", 200).member("sha256", digest).end_object();
  }
  test::Normalized read(const std::string& kind = "azure-language") {
    scratch.file(
        "raw/index.json",
        R"({"schema":"errata/raw/1","source":{"kind":")" + kind +
            R"(","project":"Orders","model":"v2","facts":{"api version":"2023-04-01"}},"files":[)" +
            files + R"(],"remarks":["paged twice"]})");
    normalize::Options options;
    options.inputs = {scratch.path() / "raw"};
    return test::normalized(options, scratch);
  }
};

}  // namespace

TEST_CASE("a fetched folder is read whole: pages, texts, figures, training and facts") {
  RawFolder raw;
  raw.add("project", "project.json",
          R"({"projectKind":"CustomEntityRecognition","language":"en"})");
  raw.add(
      "models", "models.json",
      R"({"value":[{"label":"v1","modelId":"one"},{"label":"v2","modelId":"two","modelExpirationDate":"2027-01-01"}]})");
  raw.add("summary", "summary.json", read_file(data / "orders-summary.json"));
  raw.add("result", "result-0001.json", read_file(data / "orders-result.json"));
  raw.add("export", "export.json", read_file(data / "orders-export.json"));
  for (const auto* name : {"order-001.txt", "order-002.txt"})
    raw.add("text", std::string{"texts/"} + name, read_file(data / "texts" / name), name);
  const auto read = raw.read();
  REQUIRE(read.documents.size() == 2);
  CHECK(read.documents[0].has_text);
  CHECK(read.documents[1].has_text);
  const auto& set = read.test_set;
  CHECK(set.name == "Orders");
  CHECK(set.model == "v2");
  CHECK(set.source.kind == "azure-language");
  CHECK(set.source.facts.at("api version") == "2023-04-01");
  CHECK(set.source.facts.at("model id") == "two");
  CHECK(set.source.facts.at("expires") == "2027-01-01");
  CHECK(set.source.inputs.size() == 5);
  CHECK(set.source.inputs[0].name == "result-0001.json");
  CHECK(set.service);
  CHECK(set.training);
  CHECK(set.remarks == std::vector<std::string>{"paged twice"});
}

TEST_CASE("a fetched file of another format is read as what it is") {
  RawFolder raw;
  raw.add("file", "file-0001", "EU B-ORG B-ORG\nx O O\n");
  const auto read = raw.read("url");
  CHECK(read.documents.size() == 1);
  CHECK(read.test_set.source.kind == "url");
}

TEST_CASE("a fetched file that was changed since is refused by name") {
  const bool is_text = GENERATE(true, false);
  RawFolder raw;
  const auto page = read_file(data / "orders-result.json");
  raw.add("result", "result-0001.json", page, "", is_text ? "" : sha256("other"));
  raw.add("text", "texts/1", "x", "order-001.txt", sha256("other"));
  CHECK_THROWS_WITH(
      raw.read(), Catch::EndsWith(std::string{is_text ? "texts/1" : "result-0001.json"} +
                                  ": is not what was fetched: its sha256 differs from index.json"));
}

TEST_CASE("an index cannot lead out of its folder") {
  RawFolder raw;
  raw.files = R"({"role":"result","file":"../x.json","sha256":"00"})";
  CHECK_THROWS_WITH(raw.read(),
                    Catch::EndsWith("index.json: '../x.json' is not a file of this folder"));
}

TEST_CASE("a folder that no fetch has left is refused") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.path()};
  CHECK_THROWS_AS(test::normalized(options, scratch), InputError);
  scratch.file("index.json", "{\"schema\":\"other\"}");
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    Catch::EndsWith("index.json: is not of schema 'errata/raw/1'"));
  scratch.file("index.json", "{\"schema\":\"errata/raw/1\",\"files\":[]}");
  CHECK_THROWS_WITH(test::normalized(options, scratch),
                    Catch::EndsWith("index.json: lists no result"));
}

TEST_CASE("a folder that is no raw folder says what to give instead") {
  struct Row {
    std::vector<std::string> files;
    std::string said;  // behind the folder; '@' is the folder
  };
  const Row row = GENERATE(values<Row>({
      {{}, "give its files"},
      {{"result.json"}, "give its files"},
      {{"a.ann", "a.txt"},
       "one of brat is one side; give both with --gold FOLDER --predicted FOLDER"},
      {{"raw/index.json", "evaluation.jsonl", "analysis.json"}, "give its raw folder, @/raw"},
      {{"evaluation.jsonl", "analysis.json"}, "give its evaluation, @/evaluation.jsonl"},
      {{"analysis.json"},
       "give what its report was made from, or run errata render on @/analysis.json"},
  }));
  const test::Scratch scratch;
  for (const auto& name : row.files)
    scratch.file(name, "{}");
  const auto folder = scratch.path().string();
  auto said = row.said;
  if (const auto at = said.find('@'); at != said.npos)
    said.replace(at, 1, folder);
  normalize::Options options;
  options.inputs = {scratch.path()};
  const test::Scratch elsewhere;
  CHECK_THROWS_WITH(test::normalized(options, elsewhere),
                    folder + ": is no raw folder of a fetch; " + said);
}
