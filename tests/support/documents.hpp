// Documents for tests: written down in a line, or random.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "analyze/analyze.hpp"
#include "analyze/tally.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"

namespace errata::test {

struct Item {
  const char* label;
  std::uint32_t begin = 0, end = 0;
};

// A test set under construction.
struct Corpus {
  model::Task task = model::Task::entities;
  model::TestSet test_set;
  model::LabelSet labels;
  std::vector<model::Document> documents;

  explicit Corpus(model::Task t) : task{t} { test_set.task = t; }

  std::vector<model::Annotation> annotations(const std::vector<Item>& items) {
    std::vector<model::Annotation> list;
    for (const auto& item : items)
      list.push_back({labels.id(item.label), item.begin, item.end, model::no_score});
    model::sort_annotations(list);
    return list;
  }

  Corpus& add(const std::string& id, const std::vector<Item>& gold,
              const std::vector<Item>& predicted, const std::string& text = "") {
    model::Document d;
    d.id = id;
    d.text = text;
    d.has_text = !text.empty();
    d.gold = annotations(gold);
    d.predicted = annotations(predicted);
    documents.push_back(std::move(d));
    return *this;
  }

  analyze::Tally tally() const {
    analyze::Tally t{task, labels.size()};
    for (const auto& d : documents)
      t.add(d);
    return t;
  }

  model::Analysis analyze(const analyze::Tally& t) const {
    auto set = test_set;
    set.labels = labels.names();
    analyze::Evidence evidence{t, set, labels};
    for (const auto& d : documents)
      evidence.add(d);
    return evidence.finish();
  }
  model::Analysis analyze() const { return analyze(tally()); }
};

// Small documents with every kind of overlap. Texts are words of a small vocabulary, so that
// surfaces recur.
class RandomCorpus {
 public:
  explicit RandomCorpus(unsigned seed) : random_{seed} {}

  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>{0, n - 1}(random_);
  }

  Corpus entities(std::size_t documents, std::size_t labels, bool with_text) {
    Corpus corpus{model::Task::entities};
    name_labels(corpus, labels);
    for (std::size_t i = 0; i < documents; ++i) {
      model::Document d;
      d.id = "d" + std::to_string(i);
      d.has_text = with_text;
      const auto length = 5 + below(40);
      while (with_text && d.text.size() < length)
        d.text += words[below(std::size(words))];
      const auto end = with_text ? d.text.size() : length;
      fill_spans(d.gold, labels, end);
      fill_spans(d.predicted, labels, end);
      copy_some(d.gold, d.predicted);
      score_some(d.predicted);
      corpus.documents.push_back(std::move(d));
    }
    return corpus;
  }

  Corpus classification(model::Task task, std::size_t documents, std::size_t labels) {
    Corpus corpus{task};
    name_labels(corpus, labels);
    for (std::size_t i = 0; i < documents; ++i) {
      model::Document d;
      d.id = "d" + std::to_string(i);
      d.has_text = below(2) == 0;
      if (d.has_text)
        d.text = std::string{words[below(std::size(words))]} + words[below(std::size(words))];
      fill_labels(d.gold, task, labels);
      fill_labels(d.predicted, task, labels);
      score_some(d.predicted);
      corpus.documents.push_back(std::move(d));
    }
    return corpus;
  }

  template <typename List>
  void shuffle(List& list) {
    std::shuffle(list.begin(), list.end(), random_);
  }

 private:
  static constexpr const char* words[] = {"Acme ", "12 ", "High Street, ", "of ", "B-7 ", "in "};

  static void name_labels(Corpus& corpus, std::size_t labels) {
    for (std::size_t i = 0; i < labels; ++i)
      corpus.labels.id(std::string(1, static_cast<char>('A' + i)));
  }

  void fill_spans(std::vector<model::Annotation>& list, std::size_t labels, std::size_t length) {
    for (auto n = below(6); n > 0; --n) {
      const auto begin = below(length);
      const auto end = begin + 1 + below(std::min<std::size_t>(12, length - begin));
      list.push_back({static_cast<model::LabelId>(below(labels)), static_cast<std::uint32_t>(begin),
                      static_cast<std::uint32_t>(std::min(end, length)), model::no_score});
    }
    model::sort_annotations(list);
  }

  // Otherwise nothing would ever be right.
  void copy_some(const std::vector<model::Annotation>& from, std::vector<model::Annotation>& to) {
    for (const auto& a : from)
      if (below(2) == 0)
        to.push_back(a);
    model::sort_annotations(to);
  }

  // Few values, so that they meet thresholds and each other.
  void score_some(std::vector<model::Annotation>& predicted) {
    for (auto& a : predicted)
      if (below(5) > 0)
        a.score = static_cast<float>(static_cast<double>(below(41)) / 40);
    model::sort_annotations(predicted);
  }

  void fill_labels(std::vector<model::Annotation>& list, model::Task task, std::size_t labels) {
    const auto count = task == model::Task::single_label ? below(8) > 0 : below(4);
    for (std::size_t i = 0; i < count; ++i) {
      const auto label = static_cast<model::LabelId>(below(labels));
      if (std::ranges::find(list, label, &model::Annotation::label) == list.end())
        list.push_back({label, 0, 0, model::no_score});
    }
    model::sort_annotations(list);
  }

  std::mt19937 random_;
};

}  // namespace errata::test
