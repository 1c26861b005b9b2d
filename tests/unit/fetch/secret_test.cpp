#include "fetch/secret.hpp"

#include <type_traits>

#include <stdlib.h>

#include "core/error.hpp"
#include "fetch/known_secrets.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
using fetch::Secret;
namespace fs = std::filesystem;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);

TEST_CASE("a secret is one printable line, and one line end behind it does not count") {
  CHECK(Secret{"abcd1234\n", "x"}.reveal() == "abcd1234");
  CHECK(Secret{"abcd1234\r\n", "x"}.reveal() == "abcd1234");
  const auto bad = GENERATE(values<std::string>({"", "\n", "abc1234", "abcd 1234", "abcd1234\n\n",
                                                 "abcd\n1234", "abcd1234\r\nX-Injected: 1",
                                                 "\xEF\xBB\xBF"
                                                 "abcd1234",
                                                 "abcd1234\x7F", std::string(4097, 'a')}));
  CAPTURE(bad);
  CHECK_THROWS_AS(Secret(bad, "x"), UsageError);
  CHECK_NOTHROW(Secret(std::string(4096, 'a'), "x"));
}

TEST_CASE("a refused secret is not in the message") {
  try {
    const Secret secret{"CANARY CANARY", "environment variable 'K'"};
    FAIL("was taken");
  } catch (const UsageError& e) {
    const std::string said = e.what();
    CHECK(said.starts_with("environment variable 'K': "));
    CHECK(said.find("CANARY") == std::string::npos);
  }
}

TEST_CASE("a secret that was moved is gone from where it was") {
  Secret first{"abcd1234", "x"};
  const Secret second{std::move(first)};
  CHECK(second.reveal() == "abcd1234");
  CHECK_FALSE(first.is_set());  // NOLINT(bugprone-use-after-move): the promise under test
}

TEST_CASE("a variable gives its secret once, then it is gone from the environment") {
  ::setenv("ERRATA_TEST_SECRET", "abcd1234", 1);
  CHECK(fetch::secret_from_environment("ERRATA_TEST_SECRET").reveal() == "abcd1234");
  CHECK(::getenv("ERRATA_TEST_SECRET") == nullptr);
  CHECK_THROWS_WITH(fetch::secret_from_environment("ERRATA_TEST_SECRET"),
                    "environment variable 'ERRATA_TEST_SECRET': is not set");
}

TEST_CASE("a key file that others may read is refused with the command that mends it") {
  const test::Scratch scratch;
  const auto path = scratch.file("key", "abcd1234\n");
  fs::permissions(path, fs::perms{0600});
  CHECK(fetch::secret_from_file(path).reveal() == "abcd1234");
  fs::permissions(path, fs::perms{0640});
  CHECK_THROWS_WITH(fetch::secret_from_file(path),
                    Catch::EndsWith("run chmod 600 " + path.string()));
  CHECK_THROWS_AS(fetch::secret_from_file(scratch.path()), UsageError);
  CHECK_THROWS_AS(fetch::secret_from_file(scratch.path() / "absent"), UsageError);
}

TEST_CASE("a key file that is too long is refused, not cut") {
  const test::Scratch scratch;
  const auto path = scratch.file("key", std::string(5000, 'a'));
  fs::permissions(path, fs::perms{0600});
  CHECK_THROWS_AS(fetch::secret_from_file(path), UsageError);
}

TEST_CASE("a secret is taken out of a message in every form a server may send it back") {
  const Secret key{"CANARY/KEY+12", "x"};
  CHECK(fetch::without_secret("a CANARY/KEY+12 b CANARY/KEY+12", key) == "a *** b ***");
  CHECK(fetch::without_secret("CANARY%2FKEY%2B12", key) == "***");
  const Secret sas{"sv=1&sig=CANARY%2BSIG%3D", "x"};
  CHECK(fetch::without_secret("sig CANARY+SIG= or CANARY%2BSIG%3D", sas) == "sig *** or ***");
  CHECK(fetch::contains_secret("…CANARY+SIG=…", sas));
  CHECK_FALSE(fetch::contains_secret("sv=1", sas));
}

TEST_CASE("a credential of systemd is found in its folder, which a group may read") {
  const test::Scratch scratch;
  const auto path = scratch.file("azure-key", "abcd1234\n");
  ::unsetenv("CREDENTIALS_DIRECTORY");
  CHECK_THROWS_WITH(fetch::secret_from_credential("azure-key"),
                    Catch::Contains("CREDENTIALS_DIRECTORY is not set"));
  ::setenv("CREDENTIALS_DIRECTORY", scratch.path().c_str(), 1);
  fs::permissions(path, fs::perms{0440});
  CHECK(fetch::secret_from_credential("azure-key").reveal() == "abcd1234");
  fs::permissions(path, fs::perms{0444});
  CHECK_THROWS_AS(fetch::secret_from_credential("azure-key"), UsageError);
  for (const auto* name : {"", ".", "..", "../azure-key", "a b", "absent"})
    CHECK_THROWS_AS(fetch::secret_from_credential(name), UsageError);
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("what looks like a secret is told from a name or a path") {
  for (const auto& value : {std::string{"0123456789abcdef0123456789ABCDEF"},
                            std::string(83, 'k') + "7", std::string{"https://h/c?sv=1&SIG=x"},
                            std::string{"0123456789ab/def012345+789ABCDEFghijk="},
                            std::string{"eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl"},
                            std::string{"DefaultEndpointsProtocol=https;AccountKey=abc"}})
    CHECK(fetch::looks_like_secret(value));
  for (const auto* value : {"AZURE_LANGUAGE_KEY", "/etc/errata/key", "support-tickets", "latest",
                            "https://contoso.cognitiveservices.azure.com", "eyJ.txt",
                            "/var/lib/errata/keys/0123456789abcdef0123456789abcdef",
                            "AVERYLONGNAMEOFAVARIABLEWITHOUTANYDIGIT"})
    CHECK_FALSE(fetch::looks_like_secret(value));
}
