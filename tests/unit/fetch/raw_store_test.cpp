#include "fetch/raw_store.hpp"

#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"
#include "support/scripted_transport.hpp"

using namespace errata;
using namespace errata::fetch;

namespace {

const Credential nobody;
const Site site{.origin = {"h.example", 443}, .credential = nobody, .ca_file = {}};

}  // namespace

TEST_CASE("the index names every file in page order, with its source, size and digest") {
  const test::Scratch scratch;
  const auto raw = scratch.path() / "run" / "raw";
  RawStore store{raw};
  store.add("text", "texts/000001.txt", "Zoë \"1\".txt", site, "/c/x", test::answer(200, "abc"));
  store.add("result", "result-10000.json", "", site, "/r?api-version=1&sig=CANARY",
            test::answer(200, "{}"));
  store.add("result", "result-9999.json", "", site, "/r", test::answer(200, "{}"));
  store.remark("b");
  store.remark("a");
  CHECK_FALSE(std::filesystem::exists(raw / "index.json"));
  CHECK(store.finish({"azure-language", "p", "m", {{"trained", "2026"}}}) ==
        std::vector<std::string>{"a", "b"});

  json::Parser parser;
  const auto text = read_file(raw / "index.json");
  CHECK(text.find("CANARY") == std::string::npos);
  const json::object index = parser.parse(text, "index");
  CHECK(json::text_or(index, "schema", "") == "errata/raw/1");
  const json::object source = index["source"];
  CHECK(json::text_or(source, "kind", "") == "azure-language");
  const json::array files = index["files"];
  REQUIRE(files.size() == 3);
  const json::object first = files.at(0);
  CHECK(json::text_or(first, "file", "") == "result-9999.json");
  const json::object last = files.at(2);
  CHECK(json::text_or(last, "role", "") == "text");
  CHECK(json::text_or(last, "name", "") == "Zoë \"1\".txt");
  CHECK(json::text_or(last, "url", "") == "https://h.example/c/x");
  CHECK(std::int64_t{last["bytes"]} == 3);
  // FIPS 180-2, appendix B.1
  CHECK(json::text_or(last, "sha256", "") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(read_file(raw / "texts/000001.txt") == "abc");
}

TEST_CASE("pages of a listing that is read again leave nothing behind") {
  const test::Scratch scratch;
  RawStore store{scratch.path()};
  store.add("result", "result-0001.json", "", site, "/r", test::answer(200, "{}"));
  store.discard("result");
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "result-0001.json"));
  store.finish({});
  CHECK(read_file(scratch.path() / "index.json").find("result") == std::string::npos);
}

TEST_CASE("an index of an earlier fetch does not vouch for the files of this one") {
  const test::Scratch scratch;
  scratch.file("index.json", "{}");
  const RawStore store{scratch.path()};
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "index.json"));
}

namespace {

std::optional<std::string> kept(RawStore& store, const std::string& file,
                                const std::string& target) {
  const auto response = store.stored(file, site, target);
  return response ? std::optional{response->body} : std::nullopt;
}

void leave_unfinished(const std::filesystem::path& raw) {
  RawStore store{raw, "fingerprint"};
  store.begin_evaluation("trained yesterday");
  store.add("result", "result-0001.json", "", site, "/r", test::answer(200, "{}"));
  store.add("text", "texts/000001.txt", "a", site, "/a", test::answer(200, "abc"));
}

}  // namespace

TEST_CASE("what an unfinished fetch stored is there for the next of the same kind") {
  const test::Scratch scratch;
  leave_unfinished(scratch.path());
  RawStore store{scratch.path(), "fingerprint"};
  CHECK(store.begin_evaluation("trained yesterday") == 2);
  CHECK(kept(store, "result-0001.json", "/r") == "{}");
  CHECK_FALSE(kept(store, "result-0001.json", "/another"));
  CHECK_FALSE(kept(store, "result-0002.json", "/r"));
  store.finish({});
  const auto index = read_file(scratch.path() / "index.json");
  CHECK(index.find("result-0001.json") != std::string::npos);
  CHECK(index.find("000001") == std::string::npos);  // nobody asked for it
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "texts"));
}

TEST_CASE("files that a killed fetch had half written are gone when the next one is done") {
  const test::Scratch scratch;
  scratch.file(".errata-4194305-index.json.partial", "{");
  scratch.file("texts/.errata-4194305-0001.txt.partial", "Zo");
  scratch.file("texts/0001.txt", "Zo\u00EB");
  const Journal journal{scratch.path(), "fingerprint"};
  CHECK_FALSE(std::filesystem::exists(scratch.path() / ".errata-4194305-index.json.partial"));
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "texts/.errata-4194305-0001.txt.partial"));
  CHECK(std::filesystem::exists(scratch.path() / "texts/0001.txt"));
}

TEST_CASE("what an unfinished fetch of something else stored is thrown away") {
  const test::Scratch scratch;
  leave_unfinished(scratch.path());
  SECTION("another fingerprint") {
    RawStore store{scratch.path(), "other"};
    CHECK_FALSE(kept(store, "result-0001.json", "/r"));
    CHECK_FALSE(std::filesystem::exists(scratch.path() / "result-0001.json"));
    CHECK_FALSE(std::filesystem::exists(scratch.path() / "texts/000001.txt"));
  }
  SECTION("another evaluation") {
    RawStore store{scratch.path(), "fingerprint"};
    CHECK(store.begin_evaluation("trained today") == 0);
    CHECK_FALSE(kept(store, "result-0001.json", "/r"));
    CHECK_FALSE(std::filesystem::exists(scratch.path() / "result-0001.json"));
  }
}

TEST_CASE("a stored body is used only as the journal has it") {
  const test::Scratch scratch;
  leave_unfinished(scratch.path());
  SECTION("changed") {
    scratch.file("result-0001.json", "[]");
  }
  SECTION("longer") {
    scratch.file("result-0001.json", "{} ");
  }
  SECTION("gone") {
    std::filesystem::remove(scratch.path() / "result-0001.json");
  }
  RawStore store{scratch.path(), "fingerprint"};
  CHECK_FALSE(kept(store, "result-0001.json", "/r"));
  CHECK(kept(store, "texts/000001.txt", "/a") == "abc");
}

TEST_CASE("a journal counts up to its first line that is torn or not ours") {
  const test::Scratch scratch;
  leave_unfinished(scratch.path());
  const auto whole = read_file(scratch.path() / journal_name);
  const auto row = GENERATE(values<std::string>(
      {"{\"add\":\"texts/0000", "\n", "nonsense\n", "[]\n", "{\"add\":\"../../etc/passwd\"}\n",
       "{\"add\":\"texts/../../x\",\"status\":200,\"bytes\":1,\"unverified\":false}\n",
       std::string(100, '\0')}));
  scratch.file("index.jsonl", whole + row + "{\"discard\":\"result\"}\n");
  {
    RawStore store{scratch.path(), "fingerprint"};
    CHECK(kept(store, "result-0001.json", "/r") == "{}");
  }
  CHECK(read_file(scratch.path() / journal_name) == whole);
}

TEST_CASE("a journal cut anywhere gives a part of what was stored, never an error") {
  const test::Scratch scratch;
  leave_unfinished(scratch.path());
  const auto whole = read_file(scratch.path() / journal_name);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    scratch.file("index.jsonl", whole.substr(0, size));
    CAPTURE(size);
    CHECK_NOTHROW(Journal{scratch.path(), "fingerprint"});
  }
}

TEST_CASE("only pages, exports and texts are worth going on from") {
  const test::Scratch scratch;
  {
    RawStore store{scratch.path()};
    store.add("project", "project.json", "", site, "/p", test::answer(200, "{}"));
    CHECK_FALSE(is_worth_resuming(scratch.path()));
    store.add("result", "result-0001.json", "", site, "/r", test::answer(200, "{}"));
  }
  CHECK(is_worth_resuming(scratch.path()));
  end_checkpoint(scratch.path());
  CHECK_FALSE(is_worth_resuming(scratch.path()));
}
