#include "core/files.hpp"

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines_of(const fs::path& path) {
  LineReader reader{path};
  std::vector<std::string> lines;
  for (std::string_view line; reader.next(line);)
    lines.emplace_back(line);
  return lines;
}

}  // namespace

TEST_CASE("lines end as their writers end them") {
  const test::Scratch scratch;
  using Lines = std::vector<std::string>;
  CHECK(lines_of(scratch.file("a", "a\nb\n")) == Lines{"a", "b"});
  CHECK(lines_of(scratch.file("a", "a\r\nb")) == Lines{"a", "b"});
  CHECK(lines_of(scratch.file("a",
                              "\xEF\xBB\xBF"
                              "a\n\nb\n")) == Lines{"a", "", "b"});
  CHECK(lines_of(scratch.file("a", "")).empty());
}

TEST_CASE("a line longer than the buffer, and many lines, arrive whole") {
  const test::Scratch scratch;
  const std::string longest(1'000'003, 'x');
  std::string text = longest + "\n";
  for (int i = 0; i < 200'000; ++i)
    text += std::to_string(i) + "\n";
  const auto lines = lines_of(scratch.file("a", text));
  REQUIRE(lines.size() == 200'001);
  CHECK(lines[0] == longest);
  CHECK(lines[1] == "0");
  CHECK(lines[200'000] == "199999");
}

namespace {

class Endless : public ByteSource {
 public:
  explicit Endless(std::size_t& given) : given_{given} {}
  std::size_t read(char* to, std::size_t size) override {
    if (given_ == 0)
      *to = '\n';
    std::fill(to + (given_ == 0 ? 1 : 0), to + size, 'x');
    given_ += size;
    return size;
  }

 private:
  std::size_t& given_;
};

}  // namespace

TEST_CASE("a line without an end is refused with its number before it fills the memory") {
  std::size_t given = 0;
  LineReader reader{std::make_unique<Endless>(given), "endless.txt"};
  std::string_view line;
  REQUIRE(reader.next(line));
  CHECK_THROWS_WITH(reader.next(line), "endless.txt:2: the line is longer than 128 MiB");
  CHECK(given < longest_line + (std::size_t{1} << 20U));
}

TEST_CASE("blocks of a file add up to its bytes, carriage returns and all") {
  const test::Scratch scratch;
  const auto bytes = "\xEF\xBB\xBF" + std::string(700'000, '\r') + "\n";
  BlockReader reader{scratch.file("a", bytes)};
  std::string read;
  for (auto block = reader.next(); !block.empty(); block = reader.next())
    read += block;
  CHECK(read == bytes);
}

TEST_CASE("a reader knows where a line began") {
  const test::Scratch scratch;
  LineReader reader{scratch.file("a", "ab\ncd\n")};
  std::string_view line;
  REQUIRE(reader.next(line));
  REQUIRE(reader.next(line));
  CHECK(reader.number() == 2);
  CHECK(reader.offset() == 3);
}

TEST_CASE("a file that cannot be read is named with the reason") {
  const test::Scratch scratch;
  CHECK_THROWS_WITH(read_file(scratch.path() / "absent"),
                    Catch::Contains("absent: No such file or directory"));
  CHECK_THROWS_WITH(read_file(scratch.path()), Catch::EndsWith(": is a folder"));
  CHECK_THROWS_WITH(read_file(scratch.file("big", "12345"), 4),
                    Catch::EndsWith("is larger than 4 bytes"));
}

TEST_CASE("an output file is complete or not there") {
  const test::Scratch scratch;
  const auto path = scratch.path() / "out";
  {
    FileWriter writer{path};
    writer.write("half");
  }
  CHECK(fs::is_empty(scratch.path()));
  write_file(path, "whole");
  write_file(path, "again");
  CHECK(read_file(path) == "again");
  CHECK(list_files(scratch.path()).size() == 1);
}

TEST_CASE("an output folder appears complete, replaces the old one, or leaves nothing") {
  const test::Scratch scratch;
  const auto path = scratch.path() / "reports" / "run";
  {
    OutputFolder folder{path};
    write_file(folder.path() / "a", "1");
  }
  CHECK(fs::is_empty(scratch.path()));
  for (const auto* content : {"first", "second"}) {
    OutputFolder folder{path};
    write_file(folder.path() / "a", content);
    folder.publish();
    CHECK(read_file(path / "a") == content);
  }
  CHECK(std::distance(fs::directory_iterator{path.parent_path()}, {}) == 1);
}

TEST_CASE("a folder is the same with a slash behind its name") {
  const test::Scratch scratch;
  OutputFolder folder{scratch.path() / "out/"};
  write_file(folder.path() / "a", "1");
  folder.publish();
  CHECK(read_file(scratch.path() / "out/a") == "1");
}

TEST_CASE("a glob names files in order, a plain path itself") {
  const test::Scratch scratch;
  scratch.file("p-2.json", "");
  scratch.file("p-1.json", "");
  scratch.file("q.json", "");
  const auto found = expand_glob((scratch.path() / "p-*.json").string());
  REQUIRE(found.size() == 2);
  CHECK(found[0].filename() == "p-1.json");
  CHECK(expand_glob("absent.json").size() == 1);
}
