"""What the house promises of each page and list, as tables; ``test_repository.py`` finds what is not in them."""

# Every address that shows rows, and the test that proves its queries do not grow with them.
GROWTH = {
    "glossary:index": "glossary/test_views.py::test_queries_of_the_index_do_not_grow_with_terms",
    "glossary:concept": "glossary/test_views.py::test_queries_of_a_concept_do_not_grow_with_versions_and_voices",
    "glossary:desk": "glossary/test_desk.py::test_queries_of_the_desk_do_not_grow",
    "consultations:standards": "consultations/test_standards.py::test_lists_do_not_ask_more_for_more_rows",
    "consultations:index": "consultations/test_standards.py::test_lists_do_not_ask_more_for_more_rows",
    "consultations:draft": "consultations/test_reader.py::test_the_number_of_queries_does_not_grow_with_comments",
    "consultations:respond": (
        "consultations/test_respond_views.py::test_the_page_costs_the_same_however_much_is_written"
    ),
    "consultations:comments": "consultations/test_comments_views.py::test_lists_cost_the_same_however_many_rows",
    "consultations:receipt": "consultations/test_receipt_views.py::test_a_receipt_costs_the_same_with_many_comments",
    "consultations:desk-rounds": (
        "consultations/test_desk_rounds.py::test_the_list_at_the_desk_does_not_ask_more_for_more_rounds"
    ),
    "consultations:desk-submissions": (
        "consultations/test_screening.py::test_the_list_at_the_desk_costs_the_same_however_many"
    ),
    "consultations:desk-answers": (
        "consultations/test_desk_answers.py::test_the_desk_costs_the_same_however_many_comments"
    ),
    "governance:index": "governance/test_views.py::test_a_page_asks_no_more_when_there_is_more_of_everything",
    "governance:desk-decisions": "governance/test_desk.py::test_the_list_asks_no_more_when_there_are_more",
    "search:results": "search/test_views.py::test_the_page_is_cheap_and_its_queries_do_not_grow",
    "waiting": "members/test_views.py::test_the_desk_list_costs_the_same_with_more_rows",
}

# Addresses without a parameter that are no list.
NO_LIST = {
    "consultations:desk-draft-new": "a form",
    "consultations:desk-round-new": "a form",
    "glossary:desk-new": "a form",
    "governance:desk-decision-new": "a form",
    "search:suggest": "never more than ten rows",
}

# Page types of which no test of every page opens one, and why.
NOT_OPENED: dict[str, str] = {}

# Page types that search does not know, and why.
NOT_INDEXED = {
    "portal.HomePage": "what it shows is found where it stands",
    "glossary.GlossaryIndexPage": "its terms are found",
    "consultations.ConsultationsIndexPage": "its rounds are found",
    "governance.GovernanceIndexPage": "its decisions are found",
}
