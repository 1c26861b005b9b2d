#include "fetch/azure_export.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

namespace {

const std::string what = "the export of the project";

// What that costs stands before the code.
[[noreturn]] void do_without(std::string message) {
  message.insert(std::min(message.rfind(" [E-"), message.size()),
                 "; the report does without the labels of the training");
  throw NoExport{message};
}

[[noreturn]] void fail(const std::string& why) {
  do_without(what + ": " + why + " [E-EXPORT]");
}

// The specification has no body, the documentation has this one.
constexpr auto bodies = std::to_array<std::string_view>({"", R"({"assetsToExport":["*"]})"});

Response start(Session& session, const std::string& target) {
  Response response;
  for (const auto body : bodies) {
    response = session.ask({.what = what,
                            .target = target,
                            .body = Body::accepted,
                            .method = Method::post,
                            .post_body = std::string{body}});
    if (response.status != 400 && response.status != 415)
      break;
  }
  if (response.status < 200 || response.status > 299)
    fail_with_status(what, response, session.site());
  return response;
}

struct Job {
  std::string status, result_url, error;
};

Job read_job(const Response& response) {
  json::Parser parser;
  const json::object body = parser.parse(response.body, what);
  Job job{std::string{json::text_or(body, "status", "")},
          std::string{json::text_or(body, "resultUrl", "")},
          {}};
  json::element errors;
  if (json::find(body, "errors", errors) && errors.is_array())
    for (const auto error : json::array{errors})
      if (job.error.empty() && error.is_object())
        job.error = ": " + in_quotes(json::text_or(error, "message", ""));
  return job;
}

bool has_failed(const std::string& status) {
  static constexpr auto failed =
      std::to_array<std::string_view>({"failed", "cancelled", "cancelling", "partiallyCompleted"});
  return std::ranges::any_of(
      failed, [&status](std::string_view word) { return equal_ignoring_case(word, status); });
}

// Words that are not known count as "running", until the time is up.
std::string wait_for_result(Session& session, const std::string& job_target) {
  auto pause = export_first_poll;
  for (milliseconds waited{0}; waited < export_whole; waited += pause) {
    const auto response = session.get(what, job_target);
    if (response.status != 200)
      fail_with_status(what, response, session.site());
    const auto job = read_job(response);
    if (equal_ignoring_case(job.status, "succeeded"))
      return job.result_url;
    if (has_failed(job.status))
      fail("the job ended as " + in_quotes(job.status, 40) + job.error);
    session.pause(what, pause);
    pause = std::min(2 * pause, export_longest_poll);
  }
  fail("the job did not end within " + std::to_string(export_whole / seconds{1}) + " s");
}

std::string follow(const Origin& origin, const std::string& target, std::string_view link) {
  try {
    return resolve_link(origin, target, link);
  } catch (const FetchError& e) {
    do_without(what + ": " + e.what());
  }
}

Exported ask_for_all(Session& session, const AzureRequests& requests,
                     const std::string& snapshot_of) {
  const auto target = requests.start_export(snapshot_of);
  const auto started = start(session, target);
  const auto location = started.header("operation-location");
  if (!location)
    fail("the answer names no job");
  const auto& origin = session.site().origin;
  const auto job_target = follow(origin, target, *location);
  const auto result_url = wait_for_result(session, job_target);
  if (result_url.empty())
    fail("the job names no result");
  Exported exported{follow(origin, job_target, result_url), {}};
  exported.response = session.get(what, exported.target);
  if (exported.response.status != 200)
    fail_with_status(what, exported.response, session.site());
  return exported;
}

}  // namespace

Exported export_project(Session& session, const AzureRequests& requests,
                        const std::string& snapshot_of) {
  try {
    return ask_for_all(session, requests, snapshot_of);
  } catch (const EndOfFetch&) {
    throw;
  } catch (const NoExport&) {
    throw;
  } catch (const FetchError& e) {
    do_without(e.what());
  }
}

}  // namespace errata::fetch
