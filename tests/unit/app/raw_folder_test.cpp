#include "app/raw_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include "app/leftover.hpp"
#include "core/error.hpp"
#include "fetch/journal.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

const std::string index = R"({"schema":"errata/raw/1","source":{},"files":[{"role":"file",)"
                          R"("file":"a.csv","name":"","sha256":")" +
                          std::string(64, '0') + R"("}],"remarks":[]})";

// As a fetch leaves it that was cut off behind its first page.
void leave_page(const fs::path& folder, const std::string& fingerprint) {
  fs::create_directories(folder);
  fetch::StoredFile page;
  page.role = "result";
  page.file = "result-0001.json";
  fetch::Journal{folder, fingerprint}.add(page);
  write_file(folder / "result-0001.json", "{}");
}

pid_t dead_process() {
  const auto child = ::fork();
  if (child == 0)
    ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

}  // namespace

TEST_CASE("a fetch goes on with what the last one of the model has left, unless told not to") {
  const test::Scratch scratch;
  struct Row {
    bool resume, is_worth_it, is_kept;
  };
  const Row rows[] = {{true, true, true}, {false, true, false}, {true, false, false}};
  for (const auto& row : rows) {
    CAPTURE(row.resume, row.is_worth_it);
    const auto hidden = scratch.path() / ".a.partial";
    leave_page(hidden, "x");
    if (!row.is_worth_it)
      fs::remove(hidden / fetch::journal_name);
    const app::RawFolder folder{scratch.path(), "a", row.resume};
    CHECK(folder.path() == hidden);
    CHECK(fs::exists(hidden / "result-0001.json") == row.is_kept);
  }
  CHECK_FALSE(fs::exists(scratch.path() / ".a.partial"));
}

TEST_CASE("a fetch that fails keeps its pages, and the earlier folder as it was") {
  const test::Scratch scratch;
  scratch.file("a/index.json", index);
  {
    app::RawFolder folder{scratch.path(), "a", true};
    leave_page(folder.path(), "x");
    folder.keep_checkpoint();
  }
  CHECK(read_file(scratch.path() / "a/index.json") == index);
  CHECK(fs::exists(scratch.path() / ".a.partial/result-0001.json"));
  app::RawFolder again{scratch.path(), "a", true};
  write_file(again.path() / "index.json", "{}");
  again.publish();
  CHECK(list_files(scratch.path() / "a") ==
        std::vector{scratch.path() / "a/index.json", scratch.path() / "a/result-0001.json"});
}

TEST_CASE("a folder that was put aside by a fetch that died comes back") {
  const test::Scratch scratch;
  scratch.file(".a.old/index.json", index);
  { const app::RawFolder folder{scratch.path(), "a", true}; }
  CHECK(read_file(scratch.path() / "a/index.json") == index);
  scratch.file(".a.old/index.json", "older");
  { const app::RawFolder folder{scratch.path(), "a", true}; }
  CHECK(read_file(scratch.path() / "a/index.json") == index);
  CHECK_FALSE(fs::exists(scratch.path() / ".a.old"));
}

TEST_CASE("a raw folder is replaced where it holds what its index lists, and nothing else") {
  const test::Scratch scratch;
  scratch.file("a/index.json", index);
  scratch.file("a/a.csv", "id,gold\n");
  scratch.file("a/index.jsonl", "{}\n");
  CHECK_NOTHROW(app::RawFolder{scratch.path(), "a", true});
  scratch.file("a/mine.csv", "id,gold\n");
  CHECK_THROWS_AS((app::RawFolder{scratch.path(), "a", true}), OutputError);
}

TEST_CASE("leftovers are those of processes that are gone") {
  const test::Scratch scratch;
  const auto of = [](pid_t process, const std::string& rest) {
    return ".errata-" + std::to_string(process) + rest;
  };
  const auto gone = dead_process();
  for (const auto& name : {of(gone, "-a.partial"), of(gone, "-b.old")})
    scratch.file(name + "/x", "");
  for (const auto& name : {of(::getpid(), "-a.partial"), of(gone, "-a.txt"),
                           std::string{".errata--a.partial"}, std::string{".a.partial"}})
    scratch.file(name + "/x", "");
  app::remove_leftovers(scratch.path());
  CHECK(std::distance(fs::directory_iterator{scratch.path()}, {}) == 4);
}
