# Writes OUTPUT, a C++ file that holds SCHEMA for errata::normalize::evaluation_schema().
cmake_minimum_required(VERSION 3.25)
file(READ ${SCHEMA} schema)
file(WRITE ${OUTPUT} "#include \"normalize/schema.hpp\"

namespace errata::normalize {

std::string_view evaluation_schema() {
  return R\"errata(${schema})errata\";
}

}  // namespace errata::normalize
")
