// What the readers of all formats share: the inputs, the labels, the task, and the count of
// records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"
#include "normalize/mentions.hpp"
#include "normalize/normalize.hpp"
#include "normalize/offsets.hpp"

namespace errata::normalize {

// A file to read, and the name by which messages and provenance call it.
struct InputFile {
  std::filesystem::path path;
  std::string name;
  std::string sha256 = {};    // that the bytes must have; empty where nothing was promised
  std::string encoding = {};  // empty for UTF-8; a byte order mark in the file is stronger
  bool is_spooled = false;    // a copy of standard input, to be removed in the end
};

// All that a run was given, whether by options or by the index of a raw folder.
struct Inputs {
  std::vector<InputFile> documents;
  std::optional<InputFile> gold, predicted;  // two files that are joined, instead
  std::optional<InputFile> summary, exported, project, models;
  std::map<std::string, InputFile> texts;             // location -> file
  std::optional<std::filesystem::path> texts_folder;  // where other locations are looked up
  std::optional<InputFile> texts_file;                // a text a line

  const InputFile& first() const { return gold ? *gold : documents.front(); }
  // All of them, or the two that are joined, and their texts.
  std::vector<InputFile*> of_documents();
};

// The id of a document that has none: its number in the input, from 1, in six digits.
std::string running_id(std::uint64_t number);

// How a source writes the gold of a document: a class, or a list of them, be it of one.
enum class Gold { one, list };

// One reading. Readers report what they meet; what is counted, kept and said is decided here.
class Intake {
 public:
  explicit Intake(const Options& given) : options{given} {}

  const Options& options;
  Inputs inputs;
  model::TestSet test_set;
  model::LabelSet labels;
  // Ids and texts of gold records that who labelled them set aside: of two files that are joined,
  // their predictions are set aside too.
  std::set<std::string> set_aside;
  // What the source quotes of the document that was read last, if it came without its text. Of two
  // files that are joined, the other one may have it.
  std::vector<Mention> quotes;

  // Where the record at hand stands. The name must outlive the record.
  void at(std::string_view file, std::uint64_t line) {
    file_ = file;
    line_ = line;
  }
  std::uint64_t line() const { return line_; }
  // The record at hand is left out.
  void skip(std::string_view record, std::string_view reason, std::string detail = {});
  // The names of those that are left out from now on, empty ones too, are put there as well.
  void list_skipped(std::multiset<std::string>* into) { skipped_records_ = into; }
  // The record at hand is used, but something about it should be known. Reasons that an earlier
  // reading counted are not counted again.
  void remark(std::string_view record, std::string_view reason, std::string detail = {});

  // What an earlier reading of the file at hand left out or remarked, by reason.
  void set_counted(std::map<std::string, std::uint64_t> by_reason) {
    counted_ = std::move(by_reason);
  }

  // Issues that an earlier reading has counted, and passed: no limit of this one is held against
  // them.
  void set_passed(const model::IssueLog& earlier);

  // The record could be used, but what the user asked for leaves nothing of it, or who labelled it
  // set it aside. It does not count as unusable.
  void reject(std::string_view record, std::string_view reason);

  // Whether a classified document must have a label: unless options or source say otherwise.
  bool wants_a_label() const;

  // A remark that may explain why records cannot be used: the error about too many says it too.
  void advise(std::string text);

  // The source says what task it is. Throws UsageError where options.task contradicts, InputError
  // where what was read before is of another.
  void set_task(model::Task task, std::string_view said_by);

  // How the gold of the record at hand was written, by readers whose records have either form.
  void note_gold(Gold written) { (written == Gold::one ? has_ones_ : has_lists_) = true; }

  // Whether documents without a gold label were accepted among others that all have one class,
  // written as such, and no word about the task: they were forgotten, and are no empty sets.
  bool has_unlabelled() const;

  // Sorts the annotations, counts each class once, holds the document against the task, which
  // follows from the first annotations where nothing has set it, and finds its spans in its text:
  // readers leave them in the unit of the source. False: it was skipped. Throws InputError for a
  // file of classes behind one of entities, or the other way round.
  bool accept(model::Document& document);

  // Task, labels (by name) and counts into test_set. Throws InputError where there was no record,
  // or too many were unusable.
  void finish();

 private:
  std::string worded(std::string_view reason);
  void follow(const model::Document& document);
  void check_kind(const model::Document& document);
  std::optional<model::Task> known_task() const;

  SpanConverter converter_;
  std::uint64_t broken_ = 0;  // records that are no text
  std::multiset<std::string>* skipped_records_ = nullptr;
  std::map<std::string, std::uint64_t> counted_;
  std::uint64_t passed_ = 0, passed_skipped_ = 0;  // records of earlier readings
  std::string advice_;
  std::string_view file_;
  std::uint64_t line_ = 0;
  const char* known_file_ = nullptr;  // the file_ whose kind was checked; two may have one name
  std::optional<model::Task> task_;   // said by options or source
  std::optional<bool> has_spans_;     // of the annotations met first
  bool all_single_ = true;
  bool has_several_ = false, has_empty_ = false;  // classes of a document, gold of one
  bool has_ones_ = false, has_lists_ = false;     // gold that was noted
};

}  // namespace errata::normalize
