// The payloads of the frames between a worker and its parent. Unpacking throws wire::Broken.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fetch/https_client.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

std::string pack_setup(const Site& site, const AttemptLimits& limits);  // holds the secret: wipe it
WorkerSetup unpack_setup(std::string_view payload);

std::string pack_request(const Request& request);
Request unpack_request(std::string_view payload);

std::string pack_head(const Response& head);
Response unpack_head(std::string_view payload);

std::string pack_end(const std::optional<Failure>& failure);
std::optional<Failure> unpack_end(std::string_view payload);

}  // namespace errata::fetch
