#include "render/finding_errors.hpp"

#include <algorithm>

#include "model/paired_labels.hpp"

namespace errata::render {

using model::DocumentResult;
using model::ErrorClass;
using model::Grade;

namespace {

std::string text_of(const model::Finding& finding, std::string_view name) {
  const auto* const fact = model::fact_of(finding.facts, name);
  return fact == nullptr ? std::string{} : fact->text;
}

bool is_likely(Grade grade) {
  return grade == Grade::strong || grade == Grade::moderate;
}

}  // namespace

FindingErrors::FindingErrors(const model::Analysis& analysis)
    : is_multi_{analysis.test_set.task == model::Task::multi_label} {
  for (std::size_t i = 0; i < analysis.findings.size(); ++i)
    add(analysis.findings[i], i);
  for (const auto& found : analysis.unlabeled)
    if (is_likely(found.grade))
      forgotten_.emplace(found.document, found.begin, found.end, found.label);
  for (const auto& error : analysis.label_errors)
    if (is_likely(error.grade))
      doubted_.emplace(error.document, Doubt{error.given, error.suggested});
}

void FindingErrors::add(const model::Finding& finding, std::size_t index) {
  const auto& rule = finding.rule;
  const auto label = text_of(finding, "label");
  const auto gold = text_of(finding, "gold");
  const auto predicted = text_of(finding, "predicted");
  if (rule == "separate-or-merge" || rule == "one-way-confusion")
    gold_[gold].push_back({index, Aim::pair, predicted});
  if (rule == "separate-or-merge")
    gold_[predicted].push_back({index, Aim::pair, gold});
  if (rule == "break-down")
    gold_[label].push_back({index, Aim::explained});
  if (rule == "label-more")
    gold_[label].push_back({index, Aim::unfound});
  if (rule == "fix-boundaries")
    gold_[label].push_back({index, Aim::boundary});
  if (rule == "add-examples")
    gold_[label].push_back({index, Aim::any});
  if (rule == "fallback-threshold")
    gold_[label].push_back({index, Aim::unsure, "", model::number_of(finding.facts, "threshold")});
  if (rule == "over-predicted")
    predicted_[label].push_back({index, Aim::any});
  if (rule == "review-labels")
    add_review(finding, index);
}

void FindingErrors::add_review(const model::Finding& finding, std::size_t index) {
  if (model::number_of(finding.facts, "whole") != 0) {
    doubt_ = index;
    return;
  }
  const bool has_evidence =
      model::number_of(finding.facts, "strong") + model::number_of(finding.facts, "moderate") > 0;
  predicted_[text_of(finding, "label")].push_back(
      {index, has_evidence ? Aim::forgotten : Aim::untouching});
}

DocumentFindings::DocumentFindings(const FindingErrors& all, const DocumentResult& document)
    : all_{all}, document_{document} {
}

std::set<std::size_t> DocumentFindings::of(const Mistake& mistake) {
  std::set<std::size_t> findings;
  const auto look = [&](const FindingErrors::ByLabel& by_label, const Span& span) {
    if (const auto found = by_label.find(span.label); found != by_label.end())
      for (const auto& wanted : found->second)
        if (fits(wanted, mistake, &span))
          findings.insert(wanted.finding);
  };
  if (mistake.gold)
    look(all_.gold_, document_.gold.at(*mistake.gold));
  for (const auto index : mistake.predicted)
    look(all_.predicted_, document_.predicted.at(index));
  if (all_.doubt_ && is_doubted(mistake))
    findings.insert(*all_.doubt_);
  return findings;
}

bool DocumentFindings::fits(const Wanted& wanted, const Mistake& mistake, const Span* span) {
  using Aim = FindingErrors::Aim;
  switch (wanted.aim) {
    case Aim::pair:
      return has_predicted(mistake, wanted.other) &&
             !(all_.is_multi_ &&
               document_.gold.size() + document_.predicted.size() > model::most_paired_labels);
    case Aim::unfound:
      return model::is_unfound(mistake.kind);
    case Aim::explained:
      return model::is_unfound(mistake.kind) && span->explained;
    case Aim::boundary:
      return mistake.kind == ErrorClass::boundary;
    case Aim::any:
      return true;
    case Aim::forgotten:
      return mistake.kind == ErrorClass::spurious &&
             all_.forgotten_.contains({document_.id, span->begin, span->end, span->label});
    case Aim::untouching:
      return mistake.kind == ErrorClass::spurious && !is_touched(*span);
    case Aim::unsure:
      return has_unsure(mistake, wanted.below);
  }
  return false;
}

bool DocumentFindings::has_predicted(const Mistake& mistake, std::string_view label) const {
  return std::ranges::any_of(mistake.predicted, [&](std::size_t index) {
    return document_.predicted.at(index).label == label;
  });
}

// Scores are decimals of 32 bits.
bool DocumentFindings::has_unsure(const Mistake& mistake, double below) const {
  return std::ranges::any_of(mistake.predicted, [&](std::size_t index) {
    const auto score = document_.predicted.at(index).score;
    return score && static_cast<float>(*score) < static_cast<float>(below);
  });
}

bool DocumentFindings::is_doubted(const Mistake& mistake) const {
  const auto [first, last] = all_.doubted_.equal_range(document_.id);
  return std::any_of(first, last, [&](const auto& entry) {
    const auto& [given, suggested] = entry.second;
    const bool has_given =
        given.empty() || (mistake.gold && document_.gold.at(*mistake.gold).label == given);
    return has_given && (suggested.empty() || has_predicted(mistake, suggested));
  });
}

bool DocumentFindings::is_touched(const Span& span) {
  if (!gold_) {
    gold_.emplace();
    for (const auto& gold : document_.gold)
      gold_->emplace_back(gold.begin, gold.end);
    std::ranges::sort(*gold_);
    for (std::size_t i = 1; i < gold_->size(); ++i)
      (*gold_)[i].second = std::max((*gold_)[i].second, (*gold_)[i - 1].second);
  }
  const auto behind = std::ranges::lower_bound(*gold_, span.end, {},
                                               &std::pair<std::uint64_t, std::uint64_t>::first);
  return behind != gold_->begin() && (behind - 1)->second > span.begin;
}

}  // namespace errata::render
