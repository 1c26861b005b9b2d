#include "core/digest.hpp"

#include "support/catch.hpp"

using namespace errata;

// FIPS 180-2, appendix B.1, and the empty message.
TEST_CASE("a digest is the published one, in hex and in base64") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  CHECK(sha256_base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
