// Whether an answer may be used. The HTTP library reports success for half an answer in half a
// dozen ways, so nothing is parsed, counted or written before it has passed here.
#pragma once

#include <optional>
#include <string>

#include "fetch/transport.hpp"

namespace errata::json {
class Parser;
}

namespace errata::fetch {

// What the body is to be.
enum class Body {
  json,      // one JSON object of Content-Type application/json
  accepted,  // whatever comes with 202: not looked at
  document,  // a text; not a web page, not an error in disguise
  file,      // any bytes but none, or a web page
};

struct Rejection {
  Fault fault;  // unacceptable or bad_json
  std::string why;
};

// For a response of status 200 to 299. The checks, in this order: status; framing (one
// Content-Length of digits that equals the bytes received, or chunked alone); no Content-Encoding;
// no body where there must be one; Content-Type; Content-MD5 where present; for JSON: UTF-8, one
// object, depth, no key twice. The parser then holds the document. Of an answer that is cut length
// and digest cannot be checked.
std::optional<Rejection> reject(const Response& response, Body body, json::Parser& parser);

// Whether nothing but the parser vouches for the end of the body: chunked, without Content-MD5.
bool is_unverified(const Response& response);

}  // namespace errata::fetch
