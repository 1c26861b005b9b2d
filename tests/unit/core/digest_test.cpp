#include "core/digest.hpp"

#include "core/base64.hpp"
#include "support/catch.hpp"

using namespace errata;

// FIPS 180-2, appendix B.1, and the empty message.
TEST_CASE("a digest is the published one, in hex and in base64") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  CHECK(sha256_base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

// RFC 4648, section 10.
TEST_CASE("what base64 hides is read up to what is none, in one line or several") {
  struct Row {
    const char *text, *bytes;
  };
  const Row row = GENERATE(values<Row>({{"", ""},
                                        {"Zg==", "f"},
                                        {"Zm8=", "fo"},
                                        {"Zm9v", "foo"},
                                        {"Zm9vYg==", "foob"},
                                        {"Zm9v\nYmE=\r\n", "fooba"},
                                        {"Zm9vYmFy", "foobar"},
                                        {"+/+/", "\xFB\xFF\xBF"},
                                        {"Zm9vY", "foo"},
                                        {"Zm9vYm", "foob"},
                                        {"Zm9v-mFy", "foo"},
                                        {"Zg==Zm9v", "f"}}));
  CHECK(from_base64(row.text) == row.bytes);
  CHECK(from_base64(base64(std::string_view{"\0\xFF\n", 3})) == std::string{"\0\xFF\n", 3});
}

TEST_CASE("HMAC gives what RFC 4231 says") {
  CHECK(errata::hmac_sha256(std::string(20, '\x0b'), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(errata::hmac_sha256("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(errata::hmac_sha256("", "") ==
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}
