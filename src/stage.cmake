# errata_precompile(NAME LIBS target... HEADERS header...)
#
# What nearly every file includes, parsed once for all targets that say
# target_precompile_headers(TARGET REUSE_FROM NAME). Files still include what they use: the clang
# preset and the check of the headers have nothing precompiled.
function(errata_precompile name)
  cmake_parse_arguments(PARSE_ARGV 1 pch "" "" "LIBS;HEADERS")
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE errata_flags ${pch_LIBS})
  target_precompile_headers(${name} PRIVATE
    <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <tuple> <utility> <vector> ${pch_HEADERS})
endfunction()

# errata_stage(NAME SOURCES file... HEADERS file... USES folder... LIBS target...)
#
# One static library for one folder of src/. HEADERS are checked to compile alone (target
# all_verify_interface_header_sets), and the test "layering: NAME" fails when a file of the folder
# includes a folder that is not in USES. LIBS are third-party and stay private to the folder.
function(errata_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 stage "" "" "SOURCES;HEADERS;USES;LIBS")
  set(target errata_${name})
  add_library(${target} STATIC ${stage_SOURCES})
  add_library(errata::${name} ALIAS ${target})
  target_sources(${target} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${stage_HEADERS})
  set_target_properties(${target} PROPERTIES
    POSITION_INDEPENDENT_CODE ON VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(${target} PUBLIC errata_flags PRIVATE ${stage_LIBS})
  if(ERRATA_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM errata_precompiled)
  endif()
  foreach(folder IN LISTS stage_USES)
    target_link_libraries(${target} PUBLIC errata::${folder})
  endforeach()
  string(REPLACE ";" "," uses "${stage_USES}")
  add_test(NAME "layering: ${name}"
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR} -DNAME=${name} -DUSES=${uses}
            -P ${PROJECT_SOURCE_DIR}/tests/layering.cmake)
  set_tests_properties("layering: ${name}" PROPERTIES LABELS layering)
endfunction()
