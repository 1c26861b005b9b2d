// What the writer writes, the reader reads back to the same documents, in every unit.
#include <algorithm>
#include <random>

#include "normalize/schema_writer.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"

using namespace errata;

namespace {

constexpr std::string_view pieces[] = {"a",  "Zo\u00EB ", "中文",    "👋",     "\r\n",
                                       "\t", "\"<\\",     "e\u0301", "x y z "};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_{seed} {
    for (const auto* name : {"Person", "", "$none", "a\nb", "👋"})
      labels.id(name);
  }

  model::Document document(model::Task task) {
    model::Document made;
    made.id = "id " + std::to_string(random_());
    made.language = below(2) == 0 ? "" : "en-us";
    made.has_text = below(3) != 0;
    std::vector<std::uint32_t> edges{0};
    for (auto i = below(20); i > 0; --i) {
      made.text += pieces[below(std::size(pieces))];
      edges.push_back(static_cast<std::uint32_t>(made.text.size()));
    }
    if (!made.has_text) {
      made.text.clear();
      made.unit = task == model::Task::entities ? static_cast<OffsetUnit>(below(3))
                                                : OffsetUnit::codepoints;
    }
    for (auto* side : {&made.gold, &made.predicted}) {
      const bool has_room = task != model::Task::entities || !made.has_text || !made.text.empty();
      const auto count = task == model::Task::single_label ? 1 : has_room ? below(6) : 0;
      for (auto i = count; i > 0; --i)
        side->push_back(annotation(edges, task));
      if (task == model::Task::entities)
        model::sort_annotations(*side);
      else
        keep_one_of_each(*side);
    }
    return made;
  }

  model::LabelSet labels;

 private:
  unsigned below(std::size_t limit) { return static_cast<unsigned>(random_() % limit); }

  // Nested, equal and overlapping spans come of themselves.
  model::Annotation annotation(const std::vector<std::uint32_t>& edges, model::Task task) {
    model::Annotation made{.label = below(labels.size())};
    if (below(2) == 0)
      made.score = static_cast<float>(below(1001)) / 1000.0F;
    if (task != model::Task::entities)
      return made;
    made.begin = edges[below(edges.size())];
    made.end = std::max(made.begin + (made.begin == 0 ? 1 : 0), edges[below(edges.size())]);
    if (made.begin == 0 && std::ranges::find(edges, made.end) == edges.end())
      made.end = edges.back() > 0 ? edges.back() : 1;
    return made;
  }

  static void keep_one_of_each(std::vector<model::Annotation>& classes) {
    std::ranges::sort(classes, {}, &model::Annotation::label);
    const auto copies =
        std::unique(classes.begin(), classes.end(),
                    [](const auto& a, const auto& b) { return a.label == b.label; });
    classes.erase(copies, classes.end());
  }

  std::mt19937 random_;
};

void check_equal(const model::Document& a, const model::Document& b) {
  CHECK(a.id == b.id);
  CHECK(a.language == b.language);
  CHECK(a.has_text == b.has_text);
  CHECK(a.text == b.text);
  for (const auto side : {&model::Document::gold, &model::Document::predicted}) {
    REQUIRE((a.*side).size() == (b.*side).size());
    for (std::size_t i = 0; i < (a.*side).size(); ++i) {
      CHECK((a.*side)[i].label == (b.*side)[i].label);
      CHECK((a.*side)[i].same_span((b.*side)[i]));
      CHECK((a.*side)[i].score == (b.*side)[i].score);
    }
  }
  if (!a.gold.empty() && a.gold[0].end > 0)
    CHECK(a.unit == b.unit);
}

}  // namespace

TEST_CASE("documents survive writing and reading, with every unit, script and overlap") {
  const auto task =
      GENERATE(model::Task::single_label, model::Task::multi_label, model::Task::entities);
  const auto seed = GENERATE(range(1U, 9U));
  CAPTURE(static_cast<int>(task), seed);
  Maker maker{seed};
  const test::Scratch scratch;
  const auto path = scratch.path() / "e.jsonl";
  std::vector<model::Document> documents;
  for (int i = 0; i < 60; ++i)
    documents.push_back(maker.document(task));
  normalize::SchemaWriter writer{path, maker.labels};
  for (auto document : documents)
    writer.add(document);
  model::TestSet header;
  header.task = task;
  header.labels = maker.labels.names();
  writer.finish(header);
  const auto read = test::read_back(path);
  CHECK(read.test_set.labels == header.labels);
  REQUIRE(read.documents.size() == documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i)
    check_equal(documents[i], read.documents[i]);
}

TEST_CASE("a header survives writing and reading") {
  const test::Scratch scratch;
  const auto path = scratch.path() / "e.jsonl";
  model::TestSet header;
  header.task = model::Task::multi_label;
  header.name = "<b>\"n\"";
  header.model = "v1";
  header.labels = {"A", "B"};
  header.source = {
      .kind = "k", .project = "p", .facts = {{"trained", "2026"}}, .inputs = {{"f", 7, "00"}}};
  header.service.emplace();
  header.service->labels["A"] = {3, 2, 1, 0.6, 0.75, 2.0 / 3};
  header.service->micro = {0.1, 0.2, 0.3};
  header.service->macro = {0.4, 0.5, 0.6};
  header.service->matrix["A"]["$none"] = 1.3333334;
  header.service->split = "manual";
  header.training = model::TrainingSet{.documents = 9, .labels = {{"A", 4}, {"B", 0}}};
  header.issues = {.seen = 3,
                   .used = 2,
                   .skipped = 1,
                   .by_reason = {{"why", 3}, {"score", 1}},
                   .skipped_by_reason = {{"why", 1}},
                   .first = {}};
  header.issues.first.push_back({"f", 12, "r", "why", "d", false});
  header.remarks = {"task inferred"};
  const model::LabelSet labels;
  normalize::SchemaWriter{path, labels}.finish(header);
  const auto first = read_file(path);
  const auto back = test::read_back(path).test_set;
  normalize::SchemaWriter{path, labels}.finish(back);
  CHECK(read_file(path) == first);
  CHECK(back.service->labels.at("A").f1 == 2.0 / 3);
  CHECK(back.training->labels == header.training->labels);
  CHECK(back.issues.first[0].line == 12);
  CHECK_FALSE(back.issues.first[0].skipped);
}

TEST_CASE("a remark is counted once, however often the file is read again") {
  const std::string line = GENERATE(
      R"({"id":"b","gold":[],"predicted":[{"label":"A","start":6,"end":6}]})",
      R"({"id":"b","text":"a longer text","gold":[{"label":"A","start":3,"end":3}],"predicted":[]})");
  CAPTURE(line);
  const test::Scratch scratch;
  const auto path = [&scratch](const char* name) { return scratch.path() / name; };
  write_file(path("given.jsonl"), line + "\n");
  normalize::Options options;
  options.inputs = {path("given.jsonl")};
  normalize::normalize(options, path("once.jsonl"));
  options.inputs = {path("once.jsonl")};
  const auto again = normalize::normalize(options, path("twice.jsonl"));
  CHECK(again.issues.by_reason == std::map<std::string, std::uint64_t>{{"an empty span", 1}});
  CHECK(read_file(path("once.jsonl")) == read_file(path("twice.jsonl")));

  // what was never counted still is
  options.inputs = {path("once.jsonl"), path("given.jsonl")};
  CHECK(normalize::normalize(options, path("both.jsonl")).issues.by_reason.at("an empty span") ==
        2);
}

TEST_CASE("issues that one reading passed do not stop the next") {
  const test::Scratch scratch;
  const auto path = [&scratch](const char* name) { return scratch.path() / name; };
  write_file(path("given.jsonl"), "{\"id\":\"a\",\"gold\":\"A\",\"predicted\":\"A\"}\n{\n");
  normalize::Options options;
  options.max_issues = 0.5;
  options.inputs = {path("given.jsonl")};
  normalize::normalize(options, path("once.jsonl"));
  normalize::Options usual;
  usual.inputs = {path("once.jsonl")};
  CHECK(normalize::normalize(usual, path("twice.jsonl")).issues.seen == 2);
  CHECK(read_file(path("once.jsonl")) == read_file(path("twice.jsonl")));
}

TEST_CASE("labels of one place stand by their names, whichever was met first") {
  struct Row {
    const char* line;
    const char* written;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"id":"1","gold":["B","A"],"predicted":["C","A",{"label":"B","score":0.5}]})",
       R"("gold":["A","B"],"predicted":["A",{"label":"B","score":0.5},"C"])"},
      {R"({"id":"1","text":"ab","gold":[{"label":"B","start":0,"end":2},{"label":"A","start":0,"end":2}],"predicted":[]})",
       R"("gold":[{"label":"A","start":0,"end":2},{"label":"B","start":0,"end":2}])"},
  }));
  CAPTURE(row.line);
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("once.jsonl", row.line)};
  const auto once = test::normalized(options, scratch).bytes;
  CHECK(once.find(row.written) != std::string::npos);
  options.inputs = {scratch.file("twice.jsonl", once)};
  options.name = "once";
  CHECK(test::normalized(options, scratch).bytes == once);
}
