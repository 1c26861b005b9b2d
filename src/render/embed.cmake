# Writes OUTPUT, a C++ file that holds every file of FOLDER named in the list FILES (separated by
# commas, relative to FOLDER, sorted) for errata::render::embedded_templates().
cmake_minimum_required(VERSION 3.25)
string(REPLACE "," ";" names "${FILES}")
set(rows "")
foreach(name IN LISTS names)
  file(READ ${FOLDER}/${name} source)
  string(FIND "${source}" ")errata\"" at)
  if(NOT at EQUAL -1)
    message(FATAL_ERROR "templates/${name}: holds the end of a raw string")
  endif()
  string(APPEND rows "    {\"${name}\", R\"errata(${source})errata\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"render/templates.hpp\"

namespace errata::render {

namespace {

constexpr Embedded files[] = {
${rows}};

}  // namespace

std::span<const Embedded> embedded_templates() { return files; }

}  // namespace errata::render
")
