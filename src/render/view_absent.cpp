#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "render/absences.hpp"
#include "render/sections.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

struct Absence {
  std::string_view reason;
  std::vector<std::string_view> sections;
};

// In the order of the report, sections of one reason together where the first of them would stand.
std::vector<Absence> absences_in(const model::Analysis& analysis) {
  std::vector<Absence> absences;
  for (const auto& section : sections()) {
    const auto reason = absence_of(section.name, analysis);
    if (reason.empty())
      continue;
    auto found = std::ranges::find(absences, reason, &Absence::reason);
    if (found == absences.end())
      found = absences.insert(found, {reason, {}});
    found->sections.push_back(section.name);
  }
  return absences;
}

View section_view(std::string_view section, const Wording& wording) {
  View view;
  wording.set_term(view, "as_name", "sections", section);
  return view;
}

View reason_view(const Absence& absence, const Wording& wording) {
  std::vector<View> sections;
  for (const auto section : absence.sections)
    sections.push_back(section_view(section, wording));
  set_more(sections, "as");
  View view;
  view.list("ab_sections", std::move(sections));
  wording.set_term(view, "ab_because", "absences", absence.reason);
  return view;
}

}  // namespace

View absent_view(const Context& context) {
  std::vector<View> absences;
  for (const auto& absence : absences_in(context.analysis))
    absences.push_back(reason_view(absence, context.wording));
  set_more(absences, "ab");
  View view;
  view.list("absences", std::move(absences));
  return view;
}

}  // namespace errata::render
