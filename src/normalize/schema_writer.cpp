#include "normalize/schema_writer.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/json_writer.hpp"
#include "normalize/header.hpp"
#include "normalize/schema_line.hpp"

namespace errata::normalize {

namespace fs = std::filesystem;

namespace {

bool has_spans(const model::Document& document) {
  return (!document.gold.empty() && document.gold.front().end > 0) ||
         (!document.predicted.empty() && document.predicted.front().end > 0);
}

std::string hidden_name(const fs::path& path) {
  std::string name{"."};
  name += path.filename().string();
  name += ".documents";
  return name;
}

void copy(const fs::path& from, FileWriter& to) {
  BlockReader reader{from};
  for (auto block = reader.next(); !block.empty(); block = reader.next())
    to.write(block);
}

}  // namespace

SchemaWriter::SchemaWriter(fs::path to, const model::LabelSet& labels)
    : to_{std::move(to)},
      documents_path_{to_.parent_path() / hidden_name(to_)},
      labels_{labels},
      documents_{std::make_unique<FileWriter>(documents_path_, to_)} {
}

SchemaWriter::~SchemaWriter() {
  std::error_code ignored;
  fs::remove(documents_path_, ignored);
}

void SchemaWriter::order(std::vector<model::Annotation>& annotations) const {
  const auto share_place = [](const auto& a, const auto& b) {
    return a.begin == b.begin && a.end == b.end;
  };
  const auto by_name = [&](const auto& a, const auto& b) {
    return labels_.name(a.label) < labels_.name(b.label);
  };
  for (auto begin = annotations.begin(); begin != annotations.end();) {
    const auto end = std::find_if(begin + 1, annotations.end(),
                                  [&](const auto& other) { return !share_place(*begin, other); });
    if (end - begin > 1)
      std::stable_sort(begin, end, by_name);
    begin = end;
  }
}

void SchemaWriter::put(std::string_view key, const std::vector<model::Annotation>& annotations) {
  JsonWriter to{line_};
  line_ += ",\"";
  line_ += key;
  line_ += "\":";
  to.begin_array();
  for (const auto& annotation : annotations) {
    if (annotation.end == 0 && annotation.score == model::no_score) {
      to.value(labels_.name(annotation.label));
      continue;
    }
    to.begin_object().member("label", labels_.name(annotation.label));
    if (annotation.end > 0)
      to.member("start", annotation.begin).member("end", annotation.end);
    if (annotation.score != model::no_score)
      to.member("score", annotation.score);
    to.end_object();
  }
  to.end_array();
}

void SchemaWriter::add(model::Document& document) {
  order(document.gold);
  order(document.predicted);
  if (document.has_text)
    converter_.from_bytes(OffsetUnit::codepoints, document);
  line_ = "{\"id\":";
  append_json_string(line_, document.id);
  if (!document.language.empty()) {
    line_ += ",\"language\":";
    append_json_string(line_, document.language);
  }
  if (document.has_text) {
    line_ += ",\"text\":";
    append_json_string(line_, document.text);
  } else if (document.unit != OffsetUnit::codepoints && has_spans(document)) {
    line_ += ",\"offsets\":";
    append_json_string(line_, name_of(document.unit));
  }
  put("gold", document.gold);
  put("predicted", document.predicted);
  line_ += "}\n";
  documents_->write(line_);
}

void SchemaWriter::finish(const model::TestSet& header) {
  documents_->finish();
  FileWriter writer{to_};
  writer.write(write_header(header) + "\n");
  copy(documents_path_, writer);
  writer.finish();
}

}  // namespace errata::normalize
