#include "fetch/worker_messages.hpp"

#include "fetch/wire.hpp"

namespace errata::fetch {

namespace {

std::uint64_t count_of(milliseconds time) {
  return static_cast<std::uint64_t>(time.count());
}

milliseconds milliseconds_from(std::uint64_t count) {
  return milliseconds{static_cast<milliseconds::rep>(count)};
}

template <typename Enum>
Enum enum_from(std::uint64_t number, Enum last) {
  if (number > static_cast<std::uint64_t>(last))
    throw wire::Broken{"a message has an unknown value"};
  return static_cast<Enum>(number);
}

template <typename Enum>
std::uint64_t number_of(Enum value) {
  return static_cast<std::uint64_t>(value);
}

void unpack_proxy(wire::Unpacker& unpacker, WorkerSetup& setup) {
  Origin proxy{unpacker.text(), 0};
  proxy.port = static_cast<std::uint16_t>(unpacker.number());
  auto login = unpacker.text();
  if (!proxy.host.empty())
    setup.proxy = std::move(proxy);
  if (!login.empty())
    setup.proxy_login = Secret::login(std::move(login), "the proxy");
}

}  // namespace

std::string pack_setup(const Site& site, const AttemptLimits& limits) {
  wire::Packer packer;
  packer.text(site.origin.host).number(site.origin.port);
  packer.text(site.ca_file ? site.ca_file->string() : "");
  packer.number(number_of(site.credential.kind)).text(site.credential.header);
  packer.number(count_of(limits.connect)).number(count_of(limits.read_silence));
  packer.number(count_of(limits.write_silence));
  packer.text(site.proxy ? site.proxy->origin.host : "");
  packer.number(site.proxy ? site.proxy->origin.port : 0);
  packer.text(site.proxy ? site.proxy->login.reveal() : "");
  return packer.text(site.credential.secret.reveal()).bytes();
}

WorkerSetup unpack_setup(std::string_view payload) {
  wire::Unpacker unpacker{payload};
  WorkerSetup setup;
  setup.origin.host = unpacker.text();
  setup.origin.port = static_cast<std::uint16_t>(unpacker.number());
  setup.ca_file = unpacker.text();
  setup.credential.kind = enum_from(unpacker.number(), Credential::Kind::form);
  setup.credential.header = unpacker.text();
  setup.limits.connect = milliseconds_from(unpacker.number());
  setup.limits.read_silence = milliseconds_from(unpacker.number());
  setup.limits.write_silence = milliseconds_from(unpacker.number());
  unpack_proxy(unpacker, setup);
  if (setup.credential.kind != Credential::Kind::none)
    setup.credential.secret = Secret{unpacker.text(), "the credential"};
  return setup;
}

std::string pack_request(const Request& request) {
  wire::Packer packer;
  packer.number(number_of(request.method)).text(request.target).text(request.body);
  return packer.number(request.limit).bytes();
}

Request unpack_request(std::string_view payload) {
  wire::Unpacker unpacker{payload};
  Request request;
  request.method = enum_from(unpacker.number(), Method::post);
  request.target = unpacker.text();
  request.body = unpacker.text();
  request.limit = unpacker.number();
  return request;
}

std::string pack_head(const Response& head) {
  wire::Packer packer;
  packer.number(static_cast<std::uint64_t>(head.status)).number(head.headers.size());
  for (const auto& field : head.headers)
    packer.text(field.name).text(field.value);
  return packer.bytes();
}

Response unpack_head(std::string_view payload) {
  wire::Unpacker unpacker{payload};
  Response head;
  head.status = static_cast<int>(unpacker.number());
  const auto fields = unpacker.number();
  if (fields > header_fields)
    throw wire::Broken{"a message has too many header fields"};
  for (std::uint64_t i = 0; i < fields; ++i) {
    auto name = unpacker.text();
    head.headers.push_back({std::move(name), unpacker.text()});
  }
  return head;
}

std::string pack_end(const std::optional<Failure>& failure) {
  wire::Packer packer;
  packer.number(failure ? 1 : 0).number(failure ? number_of(failure->fault) : 0);
  return packer.text(failure ? failure->detail : "").bytes();
}

std::optional<Failure> unpack_end(std::string_view payload) {
  wire::Unpacker unpacker{payload};
  const bool failed = unpacker.number() != 0;
  const auto fault = enum_from(unpacker.number(), Fault::bad_json);
  auto detail = unpacker.text();
  if (!failed)
    return std::nullopt;
  return Failure{fault, std::move(detail)};
}

}  // namespace errata::fetch
