#include "normalize/conll_head.hpp"
#include "normalize/format.hpp"
#include "normalize/read_azure.hpp"
#include "normalize/read_brat.hpp"
#include "normalize/read_clu.hpp"
#include "normalize/read_conll.hpp"
#include "normalize/read_csv.hpp"
#include "normalize/read_errata_jsonl.hpp"
#include "normalize/read_explainaboard.hpp"
#include "normalize/read_json_records.hpp"
#include "normalize/read_label_studio.hpp"
#include "normalize/read_lines.hpp"
#include "normalize/read_prodigy.hpp"
#include "normalize/read_pubtator.hpp"
#include "normalize/read_rasa.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view all_roles = "text gold predicted score id language";

constexpr Format formats_in_order[] = {
    {.name = "errata-jsonl",
     .summary = "the common schema: a document a line, a header before them or none",
     .example =
         R"({"id":"a","text":"Call Ana","gold":[{"label":"Person","start":5,"end":8}],"predicted":[]}
{"id":"b","text":"by May","gold":[],"predicted":[{"label":"Date","start":3,"end":6,"score":0.7}]})",
     .detects = is_errata_jsonl,
     .detects_with_columns = has_schema_header,
     .open = read_errata_jsonl,
     .sign = "it has a header or documents of the schema"},
    {.name = "azure-evaluation",
     .summary = "evaluation results of Azure AI Language, with summary, project export and texts",
     .example =
         R"({"value":[{"location":"a.txt","language":"en","projectKind":"CustomSingleLabelClassification",
"customSingleLabelClassificationResult":{"expectedClass":"Billing","predictedClass":"Refund"}}]})",
     .uses = Use::summary | Use::exported | Use::texts,
     .detects = is_azure_evaluation,
     .open = read_azure_evaluation,
     .sign = "it has fields of the service's results"},
    {.name = "clu-evaluation",
     .summary =
         "results of conversational language understanding: intents, or with --task entities "
         "these",
     .example =
         R"({"value":[{"text":"mail Ana","language":"en-us",
"intentsResult":{"expectedIntent":"SendEmail","predictedIntent":"None"}}]})",
     .uses = only(Use::summary),
     .detects = is_clu_evaluation,
     .open = read_clu_evaluation,
     .sign = "it has fields of the results of conversations"},
    {.name = "label-studio",
     .summary = "JSON export of tasks with annotations and predictions: labels or choices",
     .example =
         R"([{"id":1,"data":{"text":"thanks"},"annotations":[{"result":[{"from_name":"mood","type":"choices",
"value":{"choices":["Joy"]}}]}],"predictions":[{"result":[]}]}])",
     .columns = "text gold predicted",
     .detects = is_label_studio,
     .open = read_label_studio,
     .sign = "its records have data and annotations"},
    {.name = "rasa",
     .summary = "results of rasa test nlu: errors and successes of intents or entities",
     .example =
         R"([{"text":"hi","intent":"greet","intent_prediction":{"name":"greet","confidence":0.9}},
{"text":"bye","intent":"part","intent_prediction":{"name":"greet","confidence":0.6}}])",
     .detects = is_rasa,
     .open = read_rasa,
     .sign = "its records have predictions of rasa test nlu"},
    {.name = "prodigy",
     .summary = "answers to what a model suggested, or two files of annotations",
     .example =
         R"({"text":"Call Ana","spans":[{"start":5,"end":8,"label":"Person"}],"answer":"accept"}
{"text":"by May","spans":[{"start":3,"end":6,"label":"Person"}],"answer":"reject"})",
     .takes = Takes::one_or_two,
     .columns = all_roles,
     .uses = only(Use::joiner),
     .detects = is_prodigy,
     .open = read_prodigy,
     .sign = "its records have answers"},
    {.name = "explainaboard",
     .summary = "ExplainaBoard's system output in JSON",
     .example = R"({"user_defined_metadata_configs":{},"predictions":[
{"text":"fine","true_label":"Yes","predicted_label":"No"}]})",
     .columns = all_roles,
     .uses = only(Use::joiner),
     .detects = is_explainaboard,
     .open = read_explainaboard,
     .sign = "it has a list of predictions"},
    {.name = "pubtator",
     .summary = "titles, abstracts and annotations in columns, two files of these",
     .example = "7|t|CXCR1 in mice\n7\t0\t5\tCXCR1\tGene\t3577",
     .takes = Takes::two_files,
     .is_plain = true,
     .detects = is_pubtator,
     .open = read_pubtator,
     .sign = "its first line is a title of PubTator"},
    {.name = "json",
     .summary = "objects in a list or one a line, in one file or two; --columns names their fields",
     .example = R"([{"text":"thank you!","true_labels":["joy"],"predicted_labels":["joy","love"]},
{"text":"no","true_labels":[],"predicted_labels":["anger"]}])",
     .takes = Takes::one_or_two,
     .columns = all_roles,
     .uses = only(Use::joiner),
     .is_general = true,
     .detects = is_json_records,
     .open = read_json_records,
     .sign = "its first line is JSON"},
    {.name = "conll",
     .summary =
         "tokens with gold and predicted tags (BIO, IOB1, IOBES, BILOU), or two files of these",
     .example = "EU B-ORG B-ORG\nrejects O B-MISC",
     .takes = Takes::one_or_two,
     .columns = "text gold predicted",
     .uses = only(Use::joiner),
     .is_plain = true,
     .detects = is_conll,
     .open = read_conll,
     .sign = "its lines end with tags"},
    {.name = "tsv",
     .summary = "classification, cells between tabs, or two files of these",
     .example = "text\tgold\tpredicted\nWhere is my money?\tRefund\tBilling",
     .takes = Takes::one_or_two,
     .columns = all_roles,
     .uses = only(Use::separator),
     .is_plain = true,
     .detects = is_tsv,
     .open = read_tsv,
     .sign = "its first line has tabs"},
    {.name = "csv",
     .summary = "classification, cells between commas or semicolons, or two files of these",
     .example = "text,gold,predicted,score\n\"Hello, you\",Greeting,Greeting,0.93",
     .takes = Takes::one_or_two,
     .columns = all_roles,
     .uses = only(Use::separator),
     .is_plain = true,
     .detects = is_csv,
     .open = read_csv,
     .sign = "its first line has commas or semicolons, or is the name of a column"},
    {.name = "lines",
     .summary = "a class a line, two files of these; --texts FILE adds the texts, one a line",
     .example = "Refund\nRefund",
     .takes = Takes::two_files,
     .uses = only(Use::texts),
     .is_plain = true,
     .is_general = true,
     .has_text_lines = true,
     .detects = is_lines,
     .open = read_lines},
    {.name = "brat",
     .summary = "standoff annotations, two folders of .ann and .txt files",
     .example = "T1\tPerson 5 8\tAna\nT2\tDate 12 15\tMay",
     .takes = Takes::two_folders,
     .open = read_brat},
};

}  // namespace

std::span<const Format> known_formats() {
  return formats_in_order;
}

}  // namespace errata::normalize
