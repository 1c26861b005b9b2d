// Where the sources of the tests lie. Only places.cpp is compiled with that path, so that a
// compiler cache serves every other test of another checkout.
#pragma once

#include <filesystem>

namespace errata::test {

std::filesystem::path source_folder();  // the top of the repository
std::filesystem::path test_data();      // tests/data
std::filesystem::path
shared_folder();  // of real data, which may not be there; ERRATA_SHARED names another

}  // namespace errata::test
