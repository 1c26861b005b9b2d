cmake_minimum_required(VERSION 3.25)
# Fails when a file of FOLDER includes a folder of src/ that is neither NAME itself nor in USES
# (separated by commas), or when a third-party header leaves the folder that is its door.
string(REPLACE "," ";" uses "${USES}")
list(APPEND uses ${NAME})

# header prefix -> folders (and, after a colon, the kind of file) that may include it
set(doors
  "httplib.h=fetch" "openssl/=fetch,core" "simdjson.h=core,normalize"
  "kainjow/=render" "cmark-gfm=render" "boost/program_options=app" "boost/property_tree=app,fetch"
  "boost/math=analyze" "utf8proc.h=core" "zlib.h=normalize" "zstd.h=normalize" "iconv.h=normalize")

file(GLOB files ${FOLDER}/*.hpp ${FOLDER}/*.cpp)
if(NOT files)
  message(FATAL_ERROR "${NAME}: no file to check")
endif()
set(faults "")
foreach(file IN LISTS files)
  file(STRINGS ${file} includes REGEX "^#include ")
  get_filename_component(short ${file} NAME)
  foreach(line IN LISTS includes)
    if(line MATCHES "^#include \"([a-z_]+)/")
      if(NOT CMAKE_MATCH_1 IN_LIST uses)
        string(APPEND faults "  ${NAME}/${short}: ${line}\n")
      endif()
    endif()
    foreach(door IN LISTS doors)
      string(REPLACE "=" ";" pair "${door}")
      list(GET pair 0 header)
      list(GET pair 1 folders)
      string(REPLACE "," ";" folders "${folders}")
      string(FIND "${line}" "#include <${header}" at)
      if(at EQUAL 0 AND NOT NAME IN_LIST folders)
        string(APPEND faults "  ${NAME}/${short}: ${line} belongs behind the door of ${folders}\n")
      endif()
    endforeach()
  endforeach()
endforeach()
if(faults)
  message(FATAL_ERROR "includes against the direction of dependency:\n${faults}")
endif()
