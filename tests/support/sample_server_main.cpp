// errata_sample_server --root DIR [--key KEY] [--sas QUERY] [--ca-out FILE] [--port-out FILE]
//                      [--page-size N] [--throttle N] [--damage KIND] [--certificate KIND]
//
// Serves a folder of projects over HTTPS on the loopback until standard input ends or SIGTERM
// comes. Prints its port.
#include <algorithm>
#include <array>
#include <iostream>
#include <string>
#include <string_view>
#include <unistd.h>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "support/sample_server.hpp"

namespace {

using namespace errata;

struct Arguments {
  test::SampleOptions options;
  test::Flaw flaw = test::Flaw::none;
  std::filesystem::path ca_out, port_out;
};

template <typename Value, std::size_t Size>
Value named(const std::array<std::pair<std::string_view, Value>, Size>& names,
            std::string_view name) {
  for (const auto& [known, value] : names)
    if (known == name)
      return value;
  throw UsageError{in_quotes(name) + ": no such kind"};
}

test::Damage damage_named(std::string_view name) {
  using test::Damage;
  static constexpr std::array<std::pair<std::string_view, Damage>, 4> names{{
      {"short-body", Damage::short_body},
      {"cut-json", Damage::cut_json},
      {"random-bytes", Damage::random_bytes},
      {"looping-link", Damage::looping_link},
  }};
  return named(names, name);
}

test::Flaw flaw_named(std::string_view name) {
  using test::Flaw;
  static constexpr std::array<std::pair<std::string_view, Flaw>, 4> names{{
      {"good", Flaw::none},
      {"other-name", Flaw::other_name},
      {"self-signed", Flaw::self_signed},
      {"expired", Flaw::expired},
  }};
  return named(names, name);
}

std::size_t number(std::string_view text) {
  const auto value = parse_integer(text);
  if (!value || *value < 0)
    throw UsageError{in_quotes(text) + ": is not a number"};
  return static_cast<std::size_t>(*value);
}

struct Option {
  std::string_view name;
  void (*set)(Arguments&, std::string_view);
};

constexpr auto known_options = std::to_array<Option>({
    {"--root", [](Arguments& to, std::string_view value) { to.options.root = value; }},
    {"--key", [](Arguments& to, std::string_view value) { to.options.key = value; }},
    {"--sas", [](Arguments& to, std::string_view value) { to.options.sas = value; }},
    {"--ca-out", [](Arguments& to, std::string_view value) { to.ca_out = value; }},
    {"--port-out", [](Arguments& to, std::string_view value) { to.port_out = value; }},
    {"--page-size",
     [](Arguments& to, std::string_view value) { to.options.page_size = number(value); }},
    {"--throttle",
     [](Arguments& to, std::string_view value) { to.options.throttle = number(value); }},
    {"--damage",
     [](Arguments& to, std::string_view value) { to.options.damage = damage_named(value); }},
    {"--certificate", [](Arguments& to, std::string_view value) { to.flaw = flaw_named(value); }},
});

Arguments parse(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; i += 2) {
    const std::string_view name = values[i];
    const auto* const option = std::ranges::find(known_options, name, &Option::name);
    if (option == known_options.end() || i + 1 == count)
      throw UsageError{in_quotes(name) + ": is no option, or lacks its value"};
    option->set(arguments, values[i + 1]);
  }
  if (!std::filesystem::is_directory(arguments.options.root))
    throw UsageError{"--root must name a folder of projects"};
  return arguments;
}

void wait_for_end_of_input() {
  std::array<char, 256> ignored{};
  while (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
  }
}

}  // namespace

int main(int count, char** values) {
  try {
    const auto arguments = parse(count, values);
    const test::SampleServer server{arguments.options, arguments.flaw};
    if (!arguments.ca_out.empty())
      write_file(arguments.ca_out, server.ca_pem());
    if (!arguments.port_out.empty())
      write_file(arguments.port_out, std::to_string(server.port()) + "\n");
    std::cout << server.port() << std::endl;
    wait_for_end_of_input();
    return 0;
  } catch (const std::exception& e) {
    std::cerr << "errata_sample_server: " << e.what() << '\n';
    return 2;
  }
}
