#include "app/reading.hpp"

#include <array>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/packed.hpp"
#include "support/scratch.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

const std::string classes = "{\"id\":\"1\",\"gold\":[\"A\"],\"predicted\":[\"B\"]}\n";
const std::string spans =
    "{\"id\":\"2\",\"text\":\"Call Ana\",\"gold\":[{\"label\":\"P\",\"start\":5,\"end\":8}],"
    "\"predicted\":[]}\n";
const std::string azure =
    R"({"value":[{"location":"a.txt","language":"en","projectKind":"CustomSingleLabelClassification",)"
    R"("customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"B"}}]})";
const std::string csv = "text,gold,predicted\nhello,A,B\n";

std::string fault_of(const normalize::Options& input, const test::Scratch& scratch) {
  try {
    app::read_files(input, scratch.path() / "out.jsonl");
  } catch (const InputError& e) {
    return e.what();
  }
  return "no fault";
}

// Standard input that holds `bytes` and has no end, as long as this lives.
class OpenStandardInput {
 public:
  explicit OpenStandardInput(const std::string& bytes) : before_{::dup(0)} {
    REQUIRE(::pipe2(ends_.data(), O_NONBLOCK) == 0);
    REQUIRE(::write(ends_[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::dup2(ends_[0], 0);
  }
  ~OpenStandardInput() {
    ::dup2(before_, 0);
    for (const int file : {before_, ends_[0], ends_[1]})
      ::close(file);
  }
  OpenStandardInput(const OpenStandardInput&) = delete;
  OpenStandardInput& operator=(const OpenStandardInput&) = delete;

  int unread() const {
    int bytes = -1;
    ::ioctl(ends_[0], FIONREAD, &bytes);
    return bytes;
  }

 private:
  int before_;
  std::array<int, 2> ends_{};
};

}  // namespace

TEST_CASE("files are said to be of mixed formats where that is what is wrong with one of them") {
  struct Row {
    std::string first, other;
    const char* formats;  // said of both; empty where nothing is
  };
  const std::string mark = "\xEF\xBB\xBF";
  const Row row = GENERATE_REF(values<Row>({
      {csv, classes, "csv errata-jsonl"},
      {csv, mark + classes, "csv errata-jsonl"},
      {csv, test::gzipped(classes), "csv errata-jsonl"},
      {test::gzipped(csv), classes, "csv errata-jsonl"},
      {csv, azure, "csv azure-evaluation"},
      {azure, spans, "azure-evaluation errata-jsonl"},
      {classes, mark + spans, ""},
      {mark + classes, spans, ""},
      {classes, test::gzipped(spans), ""},
      {azure, R"({"value":[)", ""},
      {azure, "[]", ""},
      {azure, R"([{"id":"a","predicted":["B"]}])", ""},
      {csv, "\x1F\x8B\x08 cut short", ""},
      {azure, "", ""},
      {azure, std::string{"a\tb\0\x01\n", 6}, ""},
  }));
  const test::Scratch scratch;
  normalize::Options input;
  input.inputs = {scratch.file("first", row.first), scratch.file("other", row.other)};
  const auto fault = fault_of(input, scratch);
  CAPTURE(row.first, row.other);
  CHECK_THAT(fault, Catch::StartsWith(input.inputs[1].string() + ":"));
  const std::string formats = row.formats;
  const auto blank = formats.find(' ');
  const auto said =
      "; the files are of mixed formats, and only one is read: " + input.inputs[0].string() +
      " is " + formats.substr(0, blank) + ", " + input.inputs[1].string() + " is " +
      (formats.empty() ? "" : formats.substr(blank + 1));
  if (formats.empty())
    CHECK_THAT(fault, !Catch::Contains("mixed"));
  else
    CHECK_THAT(fault, Catch::EndsWith(said));
}

TEST_CASE("an option that a message names is said to be a key of the config") {
  struct Row {
    const char* said;
    const char* behind;
  };
  const Row row = GENERATE(values<Row>({
      {"the entities are read with --task entities", "; in c.ini that is written task = …"},
      {"--threshold sets another limit, --task single_label takes the best",
       "; in c.ini that is written task = …, threshold = …"},
      {"give --label-separator ';'", "; in c.ini that is written label-separator = …"},
      {"--tasks is none of them", ""},
      {"nothing is named", ""},
  }));
  CHECK(app::keys_for(row.said, "/etc/errata/c.ini") == row.behind);
}

TEST_CASE("a fault that is not about a file of another format says nothing of formats") {
  const test::Scratch scratch;
  normalize::Options input;
  const auto good = scratch.file("a.csv", csv);
  const auto other = scratch.file("b.jsonl", classes);
  SECTION("the folder of texts") {
    input.inputs = {good, other};
    input.texts = "/nope";
  }
  SECTION("the first file") {
    input.inputs = {scratch.file("c.csv", "question,wanted,given\nhello,A,B\n"), other};
  }
  SECTION("the named format") {
    input.inputs = {good, other};
    input.format = "csv";
  }
  SECTION("two files of one name") {
    input.inputs = {scratch.file("1/x", csv), scratch.file("2/x", classes)};
  }
  const auto fault = fault_of(input, scratch);
  CAPTURE(fault);
  CHECK(fault != "no fault");
  CHECK_THAT(fault, !Catch::Contains("mixed"));
}

TEST_CASE("a fault of another file does not wait for standard input") {
  const test::Scratch scratch;
  fs::create_directory(scratch.path() / "saved");
  const OpenStandardInput open{classes};
  normalize::Options input;
  input.inputs = {scratch.path() / "saved", "-"};
  CHECK_THAT(fault_of(input, scratch), Catch::Contains("saved: is a folder"));
  CHECK(open.unread() == static_cast<int>(classes.size()));
}
