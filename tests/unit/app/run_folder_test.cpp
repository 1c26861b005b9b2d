#include "app/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/leftover.hpp"
#include "app/lock.hpp"
#include "app/replaceable.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, {}));
}

std::string dead_process() {
  const auto child = ::fork();
  if (child == 0)
    ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return std::to_string(child);
}

}  // namespace

TEST_CASE("a run appears complete, and latest points at the newest") {
  const test::Scratch scratch;
  for (const auto* id : {"2026-01-01T000000Z", "2026-01-02T000000Z"}) {
    app::RunFolder run{scratch.path(), "tickets", id};
    write_file(run.path() / "report.md", id);
    CHECK_FALSE(fs::exists(run.final_path()));
    run.publish();
    CHECK(read_file(scratch.path() / "tickets/latest/report.md") == id);
  }
  CHECK(entries(scratch.path() / "tickets") == 3);
}

TEST_CASE("a run that fails leaves the earlier one, and nothing of its own") {
  const test::Scratch scratch;
  {
    app::RunFolder run{scratch.path(), "a", "1"};
    run.publish();
  }
  {
    app::RunFolder run{scratch.path(), "a", "2"};
    write_file(run.path() / "report.md", "half");
    app::RunFolder first{scratch.path(), "b", "1"};
  }
  CHECK(entries(scratch.path() / "a") == 2);
  CHECK(fs::read_symlink(scratch.path() / "a/latest") == "1");
  CHECK_FALSE(fs::exists(scratch.path() / "b"));
}

TEST_CASE("two runs in one second get folders of their own") {
  const test::Scratch scratch;
  app::RunFolder{scratch.path(), "a", "1"}.publish();
  app::RunFolder second{scratch.path(), "a", "1"};
  CHECK(second.final_path().filename() == "1-2");
}

TEST_CASE("what a killed run left is removed by the next") {
  const test::Scratch scratch;
  const auto left = ".errata-" + dead_process() + "-1.partial";
  scratch.file("a/" + left + "/raw/page.json", "{}");
  app::RunFolder{scratch.path(), "a", "2"}.publish();
  CHECK_FALSE(fs::exists(scratch.path() / "a" / left));
}

TEST_CASE("latest is mended where a run was killed before it could say that it is there") {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "a";
  app::RunFolder{scratch.path(), "a", "1"}.publish();
  const bool is_there = GENERATE(true, false);
  if (is_there)
    scratch.file("a/2/report.md", "");
  fs::create_symlink("2", folder / (".errata-" + dead_process() + "-latest.partial"));
  { const app::RunFolder failing{scratch.path(), "a", "3"}; }
  CHECK(fs::read_symlink(folder / "latest") == (is_there ? "2" : "1"));
  CHECK(entries(folder) == (is_there ? 3 : 2));
}

TEST_CASE("nobody goes on with a fetch after two days, whatever its model is called today") {
  const test::Scratch scratch;
  const auto hours_ago = GENERATE(47, 49);
  for (const auto* raw : {"gone/.2026-01-01T020000Z.partial/raw", ".fetched.partial"}) {
    const auto journal = scratch.file(std::string{raw} + "/index.jsonl", "{}\n");
    fs::last_write_time(journal, fs::file_time_type::clock::now() - std::chrono::hours{hours_ago});
  }
  scratch.file("gone/.mine.partial/raw/letter", "");
  scratch.file("gone/kept.partial/raw/index.jsonl", "");
  app::remove_old_checkpoints(scratch.path());
  CHECK(fs::exists(scratch.path() / "gone/.2026-01-01T020000Z.partial") == (hours_ago == 47));
  CHECK(fs::exists(scratch.path() / ".fetched.partial") == (hours_ago == 47));
  CHECK(fs::exists(scratch.path() / "gone/.mine.partial/raw/letter"));
  CHECK(fs::exists(scratch.path() / "gone/kept.partial/raw/index.jsonl"));
}

TEST_CASE("an output folder is replaced only when errata wrote it") {
  const test::Scratch scratch;
  CHECK_NOTHROW(app::check_replaceable_report(scratch.path() / "new"));
  fs::create_directory(scratch.path() / "empty");
  CHECK_NOTHROW(app::check_replaceable_report(scratch.path() / "empty"));
  scratch.file("ours/analysis.json", "{\"schema\":\"errata/analysis/1\"}");
  CHECK_NOTHROW(app::check_replaceable_report(scratch.path() / "ours"));
  scratch.file("ours/notes.txt", "mine");
  CHECK_THROWS_WITH(app::check_replaceable_report(scratch.path() / "ours"),
                    Catch::Contains("holds 'notes.txt'"));
  scratch.file("raw/index.json", "{\"schema\":\"errata/raw/1\"}");
  CHECK_NOTHROW(app::check_replaceable_raw(scratch.path() / "raw"));
  CHECK_THROWS_AS(app::check_replaceable_raw(scratch.path() / "ours"), OutputError);
  scratch.file("theirs/thesis.tex", "");
  CHECK_THROWS_AS(app::check_replaceable_report(scratch.path() / "theirs"), OutputError);
  CHECK_THROWS_AS(app::check_replaceable_report(scratch.file("file", "")), OutputError);
}

TEST_CASE("a second run for the same output is turned away while the first is going on") {
  const test::Scratch scratch;
  const auto folder = scratch.path() / "reports";
  {
    const app::Lock first{folder};
    CHECK_THROWS_AS(app::Lock{folder}, LockedError);
    CHECK_THROWS_WITH(app::Lock{folder},
                      Catch::Contains("another run holds the lock (process " +
                                      std::to_string(::getpid()) + ", since 20"));
  }
  CHECK_FALSE(fs::exists(folder));  // nothing was reported
  CHECK_NOTHROW(app::Lock{folder});
}

TEST_CASE("a lock that is just taken, whose holder has written nothing yet, is held as well") {
  const test::Scratch scratch;
  const int holder = ::open(scratch.file(".errata.lock", "").c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(::flock(holder, LOCK_EX | LOCK_NB) == 0);
  CHECK_THROWS_WITH(app::Lock{scratch.path()}, Catch::EndsWith(": another run holds the lock"));
  ::close(holder);
}

TEST_CASE("the newest checkpoint of a killed run is taken over, without its half-made reports") {
  const test::Scratch scratch;
  const std::string journal =
      "{\"schema\":\"errata/raw-journal/1\",\"fingerprint\":\"x\"}\n"
      "{\"add\":\"result-0001.json\",\"role\":\"result\",\"status\":200,\"bytes\":2,\"sha256\":"
      "\"\","
      "\"unverified\":false}\n";
  for (const auto* id : {"2026-01-01T020000Z", "2026-01-02T020000Z", "2026-01-03T020000Z"}) {
    const auto left = std::string{"a/."} + id + ".partial";
    scratch.file(left + "/evaluation.jsonl", "half");
    scratch.file(left + "/raw/page", id);
    if (std::string{id} != "2026-01-03T020000Z")
      scratch.file(left + "/raw/index.jsonl", journal);
  }
  scratch.file("a/.mine.partial.txt", "");
  const bool resume = GENERATE(true, false);
  {
    app::RunFolder run{scratch.path(), "a", "2026-01-04T020000Z",
                       resume ? app::Leftovers::take_over : app::Leftovers::remove};
    CHECK(run.path().filename() == ".2026-01-04T020000Z.partial");
    CHECK_FALSE(fs::exists(run.path() / "evaluation.jsonl"));
    CHECK(fs::exists(run.raw() / "page") == resume);
    if (resume)
      CHECK(read_file(run.raw() / "page") == "2026-01-02T020000Z");
    CHECK(entries(scratch.path() / "a") == 2);
    run.publish();
  }
  CHECK(entries(scratch.path() / "a") == 3);  // with latest
  CHECK_FALSE(fs::exists(scratch.path() / "a/latest/raw/index.jsonl"));
}

TEST_CASE("a run that fetches nothing leaves what another may go on with") {
  const test::Scratch scratch;
  scratch.file("a/.2026-01-01T020000Z.partial/raw/index.jsonl", "x");
  scratch.file("a/.2026-01-02T020000Z.partial/raw/index.jsonl", "y");
  {
    app::RunFolder run{scratch.path(), "a", "2026-01-02T020000Z", app::Leftovers::leave};
    CHECK(run.final_path().filename() == "2026-01-02T020000Z-2");
    run.publish();
  }
  CHECK(read_file(scratch.path() / "a/.2026-01-01T020000Z.partial/raw/index.jsonl") == "x");
  CHECK(read_file(scratch.path() / "a/.2026-01-02T020000Z.partial/raw/index.jsonl") == "y");
}

TEST_CASE("what was fetched too long ago is not gone on with") {
  const test::Scratch scratch;
  const std::string journal =
      "{\"schema\":\"errata/raw-journal/1\",\"fingerprint\":\"x\"}\n"
      "{\"add\":\"result-0001.json\",\"role\":\"result\",\"status\":200,\"bytes\":2,"
      "\"sha256\":\"\",\"unverified\":false}\n";
  scratch.file("a/.2026-01-01T020000Z.partial/raw/index.jsonl", journal);
  const auto file = scratch.path() / "a/.2026-01-01T020000Z.partial/raw/index.jsonl";
  const auto hours_ago = GENERATE(47, 49);
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours{hours_ago});
  const app::RunFolder run{scratch.path(), "a", "2026-01-02T020000Z"};
  CHECK(fs::exists(run.raw()) == (hours_ago == 47));
}
