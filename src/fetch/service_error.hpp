// What a server says when it says no, made fit to be printed.
#pragma once

#include <string>
#include <string_view>

#include "fetch/known_secrets.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// "status 404, ProjectNotFound: The specified project does not exist (request id 5f0c…)", from the
// shapes {"error":{code,message}}, {error,error_description}, {statusCode,message},
// <Error><Code/><Message/></Error>, or the first 300 bytes of anything else. Invisible characters
// are shown, the secret is taken out.
std::string describe_error(const Response& response, const Secret& secret);

// Throws FetchError for an answer of `what` with a status other than 2xx, EndOfFetch for 401: what
// is wrong, and what to do about it. `hint` is put behind ("; there are: a, b").
[[noreturn]] void fail_with_status(const std::string& what, const Response& response,
                                   const Site& site, std::string_view hint = {});

// Throws FetchError for a redirect, which is never followed, EndOfFetch for an answer that holds
// one of `secrets` (the site's own credential where there are none), which must not reach the disk.
void check_use(const std::string& what, const Response& response, const Site& site,
               const KnownSecrets* secrets = nullptr);

}  // namespace errata::fetch
