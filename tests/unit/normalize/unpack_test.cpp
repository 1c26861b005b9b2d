#include "normalize/unpack.hpp"

#include <random>

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/normalized.hpp"
#include "support/packed.hpp"

using namespace errata;
using test::gzipped;
using test::zstandard;

namespace {

using Pack = std::string (*)(std::string_view);

const std::string table = "text,gold,predicted\nHello,A,B\nBye,B,B\n";

// A source that gives `step` bytes at a time.
class Bytes : public ByteSource {
 public:
  Bytes(std::string bytes, std::size_t step) : bytes_{std::move(bytes)}, step_{step} {}
  std::size_t read(char* to, std::size_t size) override {
    const auto count = bytes_.copy(to, std::min(size, step_), at_);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t step_, at_ = 0;
};

std::string unpacked(const std::string& bytes, std::size_t step = 1 << 20, std::size_t room = 4096,
                     const normalize::UnpackLimits& limits = {}) {
  const auto source = normalize::unpack(std::make_unique<Bytes>(bytes, step), "x.gz", limits);
  std::string all, part(room, '\0');
  while (const auto got = source->read(part.data(), part.size()))
    all.append(part, 0, got);
  return all;
}

std::string noise(std::size_t size, unsigned seed) {
  std::mt19937 random{seed};
  std::string bytes(size, '\0');
  for (auto& c : bytes)
    c = "abcdefgh\n"[random() % 9];
  return bytes;
}

test::Normalized read(const std::string& name, const std::string& bytes) {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file(name, bytes)};
  return test::normalized(options, scratch);
}

}  // namespace

TEST_CASE("packed bytes come out whole, whatever the pieces they are read in") {
  const auto pack = GENERATE(as<Pack>{}, gzipped, zstandard);
  const auto step = GENERATE(std::size_t{1}, 7U, 1U << 20U);
  const auto room = GENERATE(std::size_t{1}, 13U, 1U << 18U);
  const auto bytes = noise(20'000, 7);
  CHECK(unpacked(pack(bytes), step, room) == bytes);
  CHECK(unpacked(pack(""), step, room).empty());
  CHECK(unpacked(bytes, step, room) == bytes);
  CHECK(unpacked("", step, room).empty());
}

TEST_CASE("members and frames one behind another are one file") {
  const auto pack = GENERATE(as<Pack>{}, gzipped, zstandard);
  const auto step = GENERATE(std::size_t{1}, 5U, 1U << 20U);
  CHECK(unpacked(pack("one,") + pack("") + pack("two"), step) == "one,two");
  CHECK(unpacked(gzipped("one,") + std::string(40, '\0') + gzipped("two") + std::string(9, '\0'),
                 step) == "one,two");
  const std::string skippable{"\x50\x2A\x4D\x18\x02\0\0\0hi", 10};
  CHECK(unpacked(skippable + zstandard("one"), step) == "one");
}

TEST_CASE("packed bytes cut short at any byte are an error that names the file") {
  const auto pack = GENERATE(as<Pack>{}, gzipped, zstandard);
  const auto packed = pack(noise(3000, 1));
  for (std::size_t size = 5; size < packed.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_WITH(unpacked(packed.substr(0, size)),
                      Catch::StartsWith("x.gz: is cut short: its "));
  }
}

TEST_CASE("a changed byte in gzip data never passes for other text") {
  const auto bytes = noise(2000, 2);
  const auto packed = gzipped(bytes);
  for (std::size_t at = 10; at < packed.size(); ++at) {
    CAPTURE(at);
    auto broken = packed;
    broken[at] = static_cast<char>(broken[at] ^ 0x10);
    CHECK_THROWS_AS(unpacked(broken), InputError);
  }
}

TEST_CASE("what cannot be unpacked is said with the name of its packing") {
  struct Row {
    std::string bytes;
    const char* fault;
  };
  const Row row = GENERATE(values<Row>({
      {gzipped("one") + "two", "x.gz: is damaged: gzip: other bytes stand behind its gzip data"},
      {zstandard("one") + "two!", "x.gz: is damaged: Zstandard: Unknown frame descriptor"},
      {"PK\x03\x04...",
       "x.gz: is packed with ZIP (as workbooks of Excel are), which is not read; "
       "unpack it first (gzip and Zstandard need not be)"},
      {std::string{"\xFD\x37zXZ\0", 6},
       "x.gz: is packed with xz, which is not read; unpack it "
       "first (gzip and Zstandard need not be)"},
  }));
  CAPTURE(row.fault);
  CHECK_THROWS_WITH(unpacked(row.bytes), row.fault);
}

// A frame that asks for a window of 2 GiB, as "zstd --ultra --long=31" writes them.
TEST_CASE("a Zstandard window that is too large is called that, with the limit, and no damage") {
  const std::string frame{"\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00", 9};
  CHECK_THROWS_WITH(unpacked(frame),
                    "x.gz: was packed by Zstandard with a window of more than 128 MiB (zstd --long "
                    "above 27), which is the most that is taken; unpack it first");
}

TEST_CASE("a decompression bomb ends at its limit, and what packs well does not") {
  const auto pack = GENERATE(as<Pack>{}, gzipped, zstandard);
  const auto bomb = pack(std::string(4'000'000, ' '));
  const normalize::UnpackLimits limits{.ratio = 200, .free = 1'000'000};
  CHECK_THROWS_WITH(unpacked(bomb, 1 << 20, 4096, limits),
                    Catch::StartsWith("x.gz: unpacks to more than 200 times its size"));
  CHECK(unpacked(bomb, 1 << 20, 4096, {.ratio = 200, .free = 4'000'000}).size() == 4'000'000);
  const auto text = pack(noise(2'000'000, 3));
  CHECK(unpacked(text, 1 << 20, 4096, {.ratio = 5, .free = 0}).size() == 2'000'000);
}

TEST_CASE("a packed file is read as what is in it, whatever its name") {
  const auto pack = GENERATE(as<Pack>{}, gzipped, zstandard);
  const auto* const name = GENERATE("topics.csv", "topics.csv.gz", "topics.csv.zst", "topics.json");
  CAPTURE(name);
  const auto result = read(name, pack(table));
  CHECK(result.test_set.source.kind == "csv");
  CHECK(result.test_set.name == "topics");
  REQUIRE(result.documents.size() == 2);
  CHECK(result.documents[0].text == "Hello");
}

TEST_CASE("the digest of a packed input is that of the file, so that it can be found again") {
  const auto packed = gzipped(table);
  const auto result = read("topics.csv.gz", packed);
  REQUIRE(result.test_set.source.inputs.size() == 1);
  CHECK(result.test_set.source.inputs[0].bytes == packed.size());
}

TEST_CASE("the example of every format can be packed") {
  const auto pack = GENERATE(as<Pack>{}, gzipped, zstandard);
  for (const auto& format : normalize::formats()) {
    CAPTURE(format.name);
    const auto plain = test::read_example(format, format.example);
    const auto packed = test::read_example(format, pack(format.example));
    CHECK(packed.test_set.source.kind == format.name);
    CHECK(packed.documents.size() == plain.documents.size());
  }
}

TEST_CASE("one packed file among several, and one side of two that are joined") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file("a.csv", table), scratch.file("b.csv.gz", gzipped(table)),
                    scratch.file("c.csv.zst", zstandard(table))};
  CHECK(test::normalized(options, scratch).documents.size() == 6);
  options.inputs.clear();
  options.gold = scratch.file("gold.conll.gz", gzipped("a B-A\nb O\n\nc O\n"));
  options.predicted = scratch.file("predicted.conll", "a B-A\nb O\n\nc B-A\n");
  const auto joined = test::normalized(options, scratch);
  CHECK(joined.documents.size() == 2);
  CHECK(joined.test_set.name == "predicted");
}

TEST_CASE("texts of documents may be packed where they lie") {
  const test::Scratch scratch;
  normalize::Options options;
  options.inputs = {scratch.file(
      "page.json",
      R"({"value":[{"location":"a.txt","language":"en","projectKind":"CustomSingleLabelClassification",)"
      R"("customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"B"}},)"
      R"({"location":"b.txt","language":"en","projectKind":"CustomSingleLabelClassification",)"
      R"("customSingleLabelClassificationResult":{"expectedClass":"A","predictedClass":"A"}}]})")};
  scratch.file("texts/a.txt.gz", gzipped("text of a"));
  scratch.file("texts/b.txt", zstandard("text of b"));
  options.texts = scratch.path() / "texts";
  const auto result = test::normalized(options, scratch);
  REQUIRE(result.documents.size() == 2);
  CHECK(result.documents[0].text == "text of a");
  CHECK(result.documents[1].text == "text of b");
}

TEST_CASE("nothing is left behind where a packed input breaks off") {
  const test::Scratch scratch;
  const auto packed = gzipped(table + noise(300'000, 5));
  normalize::Options options;
  options.inputs = {scratch.file("x.csv.gz", packed.substr(0, packed.size() / 2))};
  CHECK_THROWS_AS(test::normalized(options, scratch), InputError);
  CHECK(list_files(scratch.path()).size() == 1);
}
