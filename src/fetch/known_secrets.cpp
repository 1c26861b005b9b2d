#include "fetch/known_secrets.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/text.hpp"
#include "fetch/secret_forms.hpp"

namespace errata::fetch {

namespace {

// The search steps no farther than a byte can say.
constexpr std::size_t largest_window = 256;

std::size_t pair_at(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8U |
         static_cast<unsigned char>(text[at + 1]);
}

}  // namespace

// Wu and Manber's search for several strings: how far the next place is that could be the start of
// one is read off the last two bytes of the window.
class KnownSecrets::Search {
 public:
  explicit Search(std::vector<std::string> forms) : forms_{std::move(forms)} {
    std::ranges::sort(forms_, [](const auto& a, const auto& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    forms_.erase(std::unique(forms_.begin(), forms_.end()), forms_.end());
    if (!forms_.empty())
      window_ = std::min(largest_window, forms_.back().size());
    steps_.assign(std::size_t{1} << 16U, static_cast<std::uint8_t>(window_ - 1));
    for (const auto& form : forms_)
      for (std::size_t i = 0; i + 2 <= window_; ++i) {
        auto& step = steps_[pair_at(form, i)];
        step = std::min(step, static_cast<std::uint8_t>(window_ - 2 - i));
      }
  }

  ~Search() {
    for (auto& form : forms_)
      wipe(form);
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  const std::vector<std::string>& forms() const { return forms_; }

  // The first form at or after `from`: its place, and its size. Size 0: there is none.
  std::pair<std::size_t, std::size_t> find(std::string_view text, std::size_t from) const {
    for (auto at = from; at + window_ <= text.size();) {
      const auto step = steps_[pair_at(text, at + window_ - 2)];
      if (step == 0)
        if (const auto size = size_at(text.substr(at)); size != 0)
          return {at, size};
      at += std::max<std::size_t>(1, step);
    }
    return {text.size(), 0};
  }

 private:
  std::size_t size_at(std::string_view text) const {
    const auto found = std::ranges::find_if(
        forms_, [text](const std::string& form) { return text.starts_with(form); });
    return found == forms_.end() ? 0 : found->size();
  }

  std::vector<std::string> forms_;  // the longest first
  std::size_t window_ = largest_window;
  std::vector<std::uint8_t> steps_;
};

KnownSecrets::KnownSecrets()
    : all_{std::make_shared<const Search>(std::vector<std::string>{})}, without_logins_{all_} {
}
KnownSecrets::~KnownSecrets() = default;

KnownSecrets::SharedSearch KnownSecrets::current(const SharedSearch& search) const {
  const std::lock_guard lock{mutex_};
  return search;
}

KnownSecrets::SharedSearch KnownSecrets::with(const SharedSearch& known, const Secret& secret) {
  auto forms = known->forms();
  for (const auto part : parts_of(secret))
    std::ranges::move(forms_of(part), std::back_inserter(forms));
  return std::make_shared<const Search>(std::move(forms));
}

void KnownSecrets::add(const Secret& secret) {
  if (!secret.is_set())
    return;
  const std::lock_guard lock{mutex_};
  all_ = with(all_, secret);
  without_logins_ = with(without_logins_, secret);
}

void KnownSecrets::add_login(const Secret& login) {
  if (!login.is_set())
    return;
  const std::lock_guard lock{mutex_};
  all_ = with(all_, login);
}

std::string KnownSecrets::redact(std::string text) const {
  const auto known = current(all_);
  std::string clean;
  std::size_t done = 0;
  for (;;) {
    const auto [at, size] = known->find(text, done);
    if (size == 0)
      break;
    clean.append(text, done, at - done).append("***");
    done = at + size;
  }
  if (done == 0)
    return text;
  return clean.append(text, done);
}

bool KnownSecrets::occur_in(std::string_view text) const {
  const auto known = current(without_logins_);
  const auto is_in = [&known](std::string_view where) { return known->find(where, 0).second != 0; };
  if (is_in(text))
    return true;
  if (text.find('\\') == std::string_view::npos)
    return false;
  const auto once = without_escapes(text);
  return is_in(once) || is_in(without_escapes(once));  // JSON in a string of JSON
}

std::string KnownSecrets::redact_escaped(std::string text) const {
  text = redact(std::move(text));
  for (int depth = 0; depth < 2 && occur_in(text); ++depth)
    text = redact(without_escapes(text));
  return text;
}

std::string without_secret(std::string text, const Secret& secret) {
  KnownSecrets known;
  known.add(secret);
  return known.redact(std::move(text));
}

bool contains_secret(std::string_view text, const Secret& secret) {
  KnownSecrets known;
  known.add(secret);
  return known.occur_in(text);
}

}  // namespace errata::fetch
