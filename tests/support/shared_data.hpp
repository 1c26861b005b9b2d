// Recorded outputs of real systems and what trusted peers count on them: REFERENCE.json, and the
// files that it speaks of. They are not part of the repository; tests that need them say so and
// pass without.
#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/documents.hpp"
#include "support/places.hpp"

namespace errata::test {

// The folder, or nothing with a warning in the test's output.
inline std::optional<std::filesystem::path> shared_data() {
  const auto folder = shared_folder() / "data";
  if (std::filesystem::exists(folder / "REFERENCE.json"))
    return folder;
  WARN("not compared: there is no " << folder.string() << " (set ERRATA_SHARED)");
  return {};
}

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// Sentences of "token tag" lines, tags in BIO with conlleval's rule: I- after O or another type
// begins an entity. Offsets count tokens.
struct Sentence {
  std::vector<std::string> tokens;
  std::vector<Item> entities;  // labels point into `types`, which outlives them
};

class Conll {
 public:
  explicit Conll(const std::filesystem::path& path) {
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) {
      if (!line.empty() && line.back() == '\r')
        line.pop_back();
      if (line.find_first_not_of(" \t") == std::string::npos)
        close();
      else
        add(line);
    }
    close();
  }

  const std::vector<Sentence>& sentences() const { return sentences_; }

 private:
  void add(const std::string& line) {
    const auto first = line.find_first_of("\t ");
    const auto last = line.find_last_of("\t ");
    sentence_.tokens.push_back(line.substr(0, first));
    const auto tag = line.substr(last + 1);
    const auto type = tag.size() > 2 ? tag.substr(2) : "";
    const auto at = static_cast<std::uint32_t>(sentence_.tokens.size() - 1);
    if (tag[0] == 'I' && open_ && type == sentence_.entities.back().label)
      sentence_.entities.back().end = at + 1;
    else if (tag[0] == 'B' || tag[0] == 'I')
      sentence_.entities.push_back({types_.name(types_.id(type)).c_str(), at, at + 1});
    open_ = tag != "O";
  }

  void close() {
    if (!sentence_.tokens.empty())
      sentences_.push_back(std::move(sentence_));
    sentence_ = {};
    open_ = false;
  }

  struct Types {
    std::vector<std::unique_ptr<std::string>> names;
    std::size_t id(const std::string& name) {
      for (std::size_t i = 0; i < names.size(); ++i)
        if (*names[i] == name)
          return i;
      names.push_back(std::make_unique<std::string>(name));
      return names.size() - 1;
    }
    const std::string& name(std::size_t i) const { return *names[i]; }
  };
  Types types_;
  std::vector<Sentence> sentences_;
  Sentence sentence_;
  bool open_ = false;
};

// Sentences as documents with text, tokens joined with blanks; spans in bytes.
inline Corpus corpus_of(const Conll& gold, const Conll& predicted) {
  Corpus corpus{model::Task::entities};
  for (std::size_t i = 0; i < gold.sentences().size(); ++i) {
    const auto& tokens = gold.sentences()[i].tokens;
    std::string text;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> ends;
    for (const auto& token : tokens) {
      text += text.empty() ? "" : " ";
      begins.push_back(static_cast<std::uint32_t>(text.size()));
      text += token;
      ends.push_back(static_cast<std::uint32_t>(text.size()));
    }
    const auto in_bytes = [&](std::vector<Item> items) {
      for (auto& item : items)
        item = {item.label, begins[item.begin], ends[item.end - 1]};
      return items;
    };
    corpus.add("s" + std::to_string(i), in_bytes(gold.sentences()[i].entities),
               in_bytes(predicted.sentences()[i].entities), text);
  }
  return corpus;
}

}  // namespace errata::test
