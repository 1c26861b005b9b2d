// The fetch stage as a program, for tests that look at it from outside:
//   fetch_tool ENDPOINT PROJECT MODEL RAW CA_FILE [TEXTS_URL]
// The key is in ERRATA_TEST_KEY, the SAS in ERRATA_TEST_SAS.
#include <iostream>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "fetch/fetch.hpp"
#include "fetch/worker.hpp"
#include "fetch/worker_transport.hpp"

namespace {

using namespace errata;
using namespace errata::fetch;

int run(int count, char** values) {
  if (count < 6)
    throw UsageError{"fetch_tool ENDPOINT PROJECT MODEL RAW CA_FILE [TEXTS_URL]"};
  Source source;
  source.name = "test";
  source.endpoint = values[1];
  source.ca_file = values[5];
  source.credential.kind = Credential::Kind::header;
  source.credential.secret = secret_from_environment("ERRATA_TEST_KEY");
  Job job{values[2], values[3], std::nullopt};
  if (count > 6) {
    auto& texts = job.texts.emplace();
    texts.url = values[6];
    texts.ca_file = values[5];
    texts.credential.kind = Credential::Kind::sas;
    texts.credential.secret = secret_from_environment("ERRATA_TEST_SAS");
  }
  WorkerTransport transport;
  SystemClock clock;
  Traffic traffic{clock};
  const auto fetched =
      fetch_azure_language(source, job, {transport, traffic}, std::filesystem::path{values[4]},
                           [](std::string_view line) { std::cerr << line << '\n'; });
  std::cout << fetched.model << ' ' << fetched.documents << ' ' << fetched.texts << '\n';
  return 0;
}

}  // namespace

int main(int count, char** values) {
  if (count == 2 && std::string_view{values[1]} == "--internal-fetch")
    return worker_main(worker_socket);
  try {
    return run(count, values);
  } catch (const Error& e) {
    std::cerr << "fetch_tool: " << e.what() << '\n';
    return static_cast<int>(e.code());
  }
}
