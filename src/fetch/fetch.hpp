// Stage 1: HTTPS -> raw/, which normalize reads. Nothing leaves here but the bytes that were
// received, an index of them, and one-line messages.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "fetch/progress.hpp"
#include "fetch/session.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// What Azure AI Language offers: custom text models, and conversational language understanding.
enum class Product { text, conversations };

// A service, as the config names it.
struct Source {
  std::string name;  // of its section, for messages
  Product product = Product::text;
  std::string endpoint;  // "https://contoso.cognitiveservices.azure.com", or the URL of a file
  std::string api_version = "2023-04-01";
  Credential credential;
  std::optional<std::filesystem::path> ca_file;  // replaces the system's store
  ProxyChoice proxies;
  // The credential goes to hosts of the service and to the loopback only, unless this is set.
  bool allow_host = false;
  // Of this source's host: GETs; a tenth as many POSTs. 0: no pacing. Default: that of the kind.
  std::optional<std::size_t> requests_per_minute;
};

// A container of document texts: "https://account.blob.core.windows.net/container", with a SAS that
// is held apart from the URL, in `credential`.
struct Texts {
  std::string url;
  Credential credential;
  std::optional<std::filesystem::path> ca_file;
  ProxyChoice proxies;
  bool allow_host = false;
  double missing_share = 0;  // of the documents, that may have no text
};

struct Job {
  std::string project;
  std::string model = "latest";  // or the label of a trained model
  std::optional<Texts> texts;
};

// What cannot be right, and the key of the config that says so: "endpoint", "ca_file", "project",
// "model" or "texts".
struct WrongKey : UsageError {
  WrongKey(std::string_view which, const std::string& what) : UsageError{what}, key{which} {}
  std::string_view key;  // a literal
};

// Throws WrongKey for a source or job that cannot be right. Sends nothing.
void check_azure_language(const Source& source, const Job& job);
void check_file(const Source& source);

struct Fetched {
  std::string model;          // that was taken
  std::size_t documents = 0;  // of the evaluation
  std::size_t texts = 0;      // of these, with a text
  std::vector<std::string> remarks;
};

// One evaluation of Azure AI Language into the folder `raw`: project, models, summary, all pages,
// the project's export (where there is none: a remark) and the texts (one that is not there, where
// it may be missing: a remark). The summary is read before and after the pages and must be the
// same. What an unfinished fetch of the same evaluation has left in `raw` is checked and used, and
// not asked for again. Throws UsageError (source or job cannot be right; nothing was sent),
// FetchError, OutputError. After a fault `raw` has no index.json.
Fetched fetch_azure_language(const Source& source, const Job& job, const Network& network,
                             const Destination& raw, const Log& log);

// One file at source.endpoint into `raw`, with the role "file".
Fetched fetch_file(const Source& source, const Network& network, const Destination& raw,
                   const Log& log);

}  // namespace errata::fetch
