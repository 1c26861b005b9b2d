#include "fetch/known_secrets.hpp"

#include <random>

#include "fetch/secret_forms.hpp"
#include "support/catch.hpp"

using namespace errata;
using fetch::KnownSecrets;
using fetch::Secret;

namespace {

KnownSecrets& knowing(KnownSecrets& secrets, const std::string& value) {
  secrets.add(Secret{value, "test"});
  return secrets;
}

}  // namespace

TEST_CASE("a secret is found in every encoding that a message may bring it in") {
  KnownSecrets secrets;
  knowing(secrets, "CANARY+\"KEY\\/<&>'1");
  const auto* const form = GENERATE(values({
      "CANARY+\"KEY\\/<&>'1",
      "CANARY%2B%22KEY%5C%2F%3C%26%3E%271",
      "CANARY%2b%22KEY%5c%2f%3c%26%3e%271",
      "CANARY%252B%2522KEY%255C%252F%253C%2526%253E%25271",
      "CANARY%252b%2522KEY%255c%252f%253c%2526%253e%25271",
      "CANARY+\\\"KEY\\\\/<&>'1",
      "CANARY+\\\"KEY\\\\\\/<&>'1",
      "43414E4152592B224B45595C2F3C263E2731",
      "43414e4152592b224b45595c2f3c263e2731",
      "%43%41%4E%41%52%59%2B%22%4B%45%59%5C%2F%3C%26%3E%27%31",
      "\\u0043\\u0041\\u004E\\u0041\\u0052\\u0059\\u002B\\u0022\\u004B\\u0045\\u0059\\u005C\\u002F"
      "\\u003C\\u0026\\u003E\\u0027\\u0031",
      "CANARY\\u002b\\u0022KEY\\u005c\\u002f\\u003c\\u0026\\u003e\\u00271",
      "CANARY+&quot;KEY\\/&lt;&amp;&gt;&#39;1",
      "CANARY+&#34;KEY\\/&#60;&#38;&#62;&#39;1",
  }));
  CAPTURE(form);
  CHECK(secrets.occur_in(form));
  CHECK(secrets.redact(std::string{"<"} + form + ">" + form) == "<***>***");
}

TEST_CASE("a percent-encoded secret is also known decoded") {
  KnownSecrets secrets;
  knowing(secrets, "sv=1&sig=CANARY%2BSIG%3D");
  CHECK(secrets.redact("a CANARY+SIG= b CANARY%2BSIG%3D c") == "a *** b *** c");
  CHECK(secrets.redact("sv=1 and sp=rl") == "sv=1 and sp=rl");
}

TEST_CASE("base64 hides a secret at none of the three places it can begin") {
  KnownSecrets secrets;
  knowing(secrets, "CANARYKEY0123");
  // of "CANARYKEY0123", "u:CANARYKEY0123;" and "user:CANARYKEY0123;;"
  const auto* const text = GENERATE(
      values({"Q0FOQVJZS0VZMDEyMw==", "dTpDQU5BUllLRVkwMTIzOw==", "dXNlcjpDQU5BUllLRVkwMTIzOzs="}));
  CAPTURE(text);
  CHECK(secrets.occur_in(text));
  CHECK(secrets.redact(text).find("***") != std::string::npos);
}

TEST_CASE("a login gives itself and its long parts away, but not its short ones") {
  KnownSecrets secrets;
  secrets.add(Secret::login("bob:correct horse", "test"));
  CHECK(secrets.redact("bob: correct horse, bob:correct horse") == "bob: ***, ***");
}

TEST_CASE("the user name of a login is an ordinary word of the texts") {
  KnownSecrets secrets;
  secrets.add_login(Secret::login("customer:correct horse", "test"));
  CHECK(secrets.redact("the customer said so") == "the customer said so");
  CHECK(secrets.redact("customer:correct horse") == "***");
  CHECK(secrets.redact("a correct horse") == "a ***");
}

TEST_CASE("a text repeats nothing when it holds a login that its service never saw") {
  KnownSecrets secrets;
  secrets.add_login(Secret::login("customer:correct horse", "test"));
  CHECK_FALSE(secrets.occur_in("the correct horse of a customer"));
  knowing(secrets, "CANARYKEY0123");
  CHECK(secrets.occur_in("the correct horse and CANARYKEY0123"));
  CHECK_FALSE(secrets.occur_in("the correct horse of a customer"));
}

TEST_CASE("one search finds what looking for each form by itself finds") {
  KnownSecrets secrets;
  const std::vector<std::string> values{"abababab", "aabbaabbaa", "bbbbbbbbbbbb", "abcabcab"};
  std::vector<std::string> forms;
  for (const auto& value : values) {
    secrets.add(Secret{value, "test"});
    for (auto& form : fetch::forms_of(value))
      forms.push_back(std::move(form));
  }
  const auto seed = GENERATE(range(1U, 50U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  std::string text(40, ' ');
  for (auto& c : text)
    c = "ab"[random() % 2];
  CAPTURE(text);
  CHECK(secrets.occur_in(text) == std::ranges::any_of(forms, [&text](const auto& form) {
          return text.find(form) != std::string::npos;
        }));
  CHECK_FALSE(secrets.occur_in(secrets.redact(text)));
}

TEST_CASE("a secret is found whichever of its characters are escaped for JSON, once or twice") {
  KnownSecrets secrets;
  knowing(secrets, "CANARY+KEY/1");
  const auto* const form =
      GENERATE(values({"CANARY\\u002BKEY/1", "\\u0043ANARY+KEY\\/1", "CANARY\\\\u002bKEY/1",
                       "C\\u0041NARY\\u002bKEY\\u002F\\u0031"}));
  CAPTURE(form);
  CHECK(secrets.occur_in(form));
  CHECK(secrets.redact_escaped(std::string{"say \\n"} + form).find("***") != std::string::npos);
  CHECK_FALSE(secrets.occur_in(secrets.redact_escaped(form)));
}

TEST_CASE("escapes of a text without a secret stay as they are") {
  KnownSecrets secrets;
  knowing(secrets, "CANARY+KEY/1");
  const std::string text = R"({"a":"\u002B \"x\" \\ \u00 \)";
  CHECK(secrets.redact_escaped(text) == text);
  CHECK_FALSE(secrets.occur_in(text));
}

TEST_CASE("nothing is known of no secret") {
  const KnownSecrets secrets;
  CHECK(secrets.redact("any text") == "any text");
  CHECK_FALSE(secrets.occur_in(std::string(100, 'a')));
}
