"""What the house promises of each page and list, as tables; ``test_repository.py`` finds what is not in them."""

SUBSCRIBING = ("consultations:following", "glossary:watch", "search:alerts")
A_ROUND = "consultations/test_growth.py::test_a_public_page_of_a_round_costs_the_same_however_much_was_said"
SCREENED = "consultations/test_screening_queue.py::test_queue_and_public_list_cost_the_same_with_more"
TRANSLATIONS = "glossary/test_desk_translations.py::test_the_desks_cost_the_same_with_more_terms"
A_VERSION = "glossary/test_views.py::test_queries_of_a_version_and_its_desk_do_not_grow_with_what_came_after"

# Every address that shows rows (pages, desk, API), and the test that proves its queries do not grow with them.
GROWTH = {
    "glossary:export": "glossary/test_exports.py::test_an_export_asks_the_same_for_more_terms",
    "glossary:pdf": "glossary/test_printing.py::test_setting_a_book_asks_the_same_for_more_terms",
    "glossary:print": "glossary/test_printing.py::test_the_page_costs_the_same_with_more_terms",
    "glossary:desk-remarks": "glossary/test_lint.py::test_the_report_costs_the_same_with_more_terms",
    "glossary:desk-imports": "glossary/test_desk_imports.py::test_the_desk_of_imports_costs_the_same_with_more",
    "glossary:desk-import": "glossary/test_desk_imports.py::test_the_desk_of_imports_costs_the_same_with_more",
    "glossary:index": "glossary/test_views.py::test_queries_of_the_index_do_not_grow_with_terms",
    "glossary:concept": "glossary/test_views.py::test_queries_of_a_concept_do_not_grow_with_versions_and_voices",
    "glossary:version": A_VERSION,
    "glossary:desk-concept": A_VERSION,
    "glossary:desk-links": "glossary/test_desk_details.py::test_the_desks_of_details_cost_the_same_with_more_of_them",
    "glossary:desk-names": "glossary/test_desk_details.py::test_the_desks_of_details_cost_the_same_with_more_of_them",
    "glossary:desk": "glossary/test_desk.py::test_queries_of_the_desk_do_not_grow",
    **dict.fromkeys(("glossary:desk-translations", "glossary:desk-work", "glossary:desk-translate"), TRANSLATIONS),
    "glossary:sounding": "glossary/test_soundings.py::test_the_page_costs_the_same_with_more_soundings",
    "glossary:compare": "glossary/test_citing.py::test_comparing_costs_the_same_with_more_versions",
    "glossary:voices": "glossary/test_alignment.py::test_the_board_costs_the_same_with_more_voices",
    "consultations:following": (
        "consultations/test_following.py::test_the_page_of_what_one_follows_costs_the_same_with_more"
    ),
    "consultations:declined": SCREENED,
    "consultations:desk-screening": SCREENED,
    "consultations:promises": "consultations/test_promises.py::test_the_page_asks_no_more_for_more_rounds",
    "consultations:standards": "consultations/test_standards.py::test_lists_do_not_ask_more_for_more_rows",
    "consultations:index": "consultations/test_standards.py::test_lists_do_not_ask_more_for_more_rows",
    "consultations:standard": A_ROUND,
    "consultations:round": A_ROUND,
    "consultations:answers": A_ROUND,
    "consultations:comment": (
        "consultations/test_growth.py::test_a_comments_page_costs_the_same_however_many_say_something"
    ),
    "consultations:desk-round": (
        "consultations/test_growth.py::test_a_round_at_the_desk_costs_the_same_however_many_questions_it_asks"
    ),
    "consultations:desk-submission": (
        "consultations/test_growth.py::test_a_response_at_the_desk_costs_the_same_however_much_it_says"
    ),
    "consultations:desk-publish-answers": (
        "consultations/test_growth.py::test_publishing_answers_is_looked_over_at_the_same_cost"
    ),
    "consultations:draft": "consultations/test_reader.py::test_the_number_of_queries_does_not_grow_with_comments",
    "consultations:respond": (
        "consultations/test_respond_views.py::test_the_page_costs_the_same_however_much_is_written"
    ),
    "consultations:desk-results": "consultations/test_results.py::test_the_page_costs_the_same_however_many_answered",
    "consultations:respond-for": "consultations/test_positions.py::test_the_page_costs_the_same_however_many_write",
    "consultations:comments": "consultations/test_comments_views.py::test_lists_cost_the_same_however_many_rows",
    "consultations:desk-safeguarding": (
        "consultations/test_safeguarding.py::test_the_officers_desk_costs_the_same_with_more_reports"
    ),
    "consultations:desk-lock": (
        "consultations/test_safeguarding.py::test_the_officers_desk_costs_the_same_with_more_reports"
    ),
    "consultations:receipt": "consultations/test_receipt_views.py::test_a_receipt_costs_the_same_with_many_comments",
    "consultations:desk-standards": (
        "consultations/test_desk_standards.py::test_the_desk_of_standards_costs_the_same_with_more_of_them"
    ),
    "consultations:desk-standard": (
        "consultations/test_desk_standards.py::test_the_desk_of_standards_costs_the_same_with_more_of_them"
    ),
    "consultations:edition": (
        "consultations/test_surroundings.py::test_the_pages_cost_the_same_with_more_of_everything"
    ),
    "consultations:desk-about": (
        "consultations/test_surroundings.py::test_the_pages_cost_the_same_with_more_of_everything"
    ),
    "consultations:desk-languages": (
        "consultations/test_translating.py::test_these_desks_are_the_secretariats_and_cost_the_same_however_much"
    ),
    "consultations:desk-translation": (
        "consultations/test_translating.py::test_these_desks_are_the_secretariats_and_cost_the_same_however_much"
    ),
    "consultations:desk-materials": (
        "consultations/test_translating.py::test_these_desks_are_the_secretariats_and_cost_the_same_however_much"
    ),
    "consultations:draft-light": (
        "consultations/test_take_along.py::test_the_light_page_costs_the_same_however_long_the_draft_is"
    ),
    "consultations:changes": "consultations/test_changes.py::test_the_page_costs_the_same_however_much_changed",
    "consultations:desk-drafts": (
        "consultations/test_desk_drafts.py::test_pages_of_drafts_at_the_desk_do_not_ask_more_for_more"
    ),
    "consultations:desk-draft": (
        "consultations/test_desk_drafts.py::test_pages_of_drafts_at_the_desk_do_not_ask_more_for_more"
    ),
    "consultations:desk-terms": (
        "consultations/test_vocabulary.py::test_queries_of_the_check_do_not_grow_with_the_draft"
    ),
    "consultations:desk-lineage": (
        "consultations/test_desk_drafts.py::test_pages_of_drafts_at_the_desk_do_not_ask_more_for_more"
    ),
    "consultations:desk-rounds": (
        "consultations/test_desk_rounds.py::test_the_list_at_the_desk_does_not_ask_more_for_more_rounds"
    ),
    "consultations:desk-submissions": (
        "consultations/test_screening.py::test_the_list_at_the_desk_costs_the_same_however_many"
    ),
    "consultations:desk-answers": (
        "consultations/test_desk_answers.py::test_the_desk_costs_the_same_however_many_comments"
    ),
    "consultations:desk-invitations": (
        "consultations/test_inviting.py::test_the_desk_of_invitations_is_the_secretariats_and_costs_the_same_however_many"
    ),
    "consultations:desk-intakes": (
        "consultations/test_desk_intakes.py::test_the_desk_costs_the_same_however_many_files_and_rows"
    ),
    "consultations:desk-intake": (
        "consultations/test_desk_intakes.py::test_the_desk_costs_the_same_however_many_files_and_rows"
    ),
    "consultations:sessions": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    "consultations:desk-sessions": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    "consultations:desk-session": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    "consultations:desk-session-sheet": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    **dict.fromkeys(
        ("consultations:desk-session-forms", "consultations:desk-session-form", "consultations:desk-session-blank"),
        "consultations/test_session_forms_desk.py::test_pages_of_forms_cost_the_same_with_more_lines_and_files",
    ),
    "consultations:desk-session-slips-ahead": (
        "consultations/test_session_forms_desk.py::test_pages_of_forms_cost_the_same_with_more_lines_and_files"
    ),
    "consultations:desk-session-recordings": (
        "consultations/test_voice_notes.py::test_recordings_cost_the_same_with_more_of_them"
    ),
    "consultations:desk-session-slips": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    "consultations:kit": "consultations/test_kit.py::test_the_kit_costs_the_same_with_more_questions",
    **dict.fromkeys(
        ("consultations:kit-form", "consultations:kit-slides", "consultations:kit-handout"),
        "consultations/test_kit.py::test_the_kit_costs_the_same_with_more_questions",
    ),
    "consultations:desk-corrections": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    "consultations:correct": (
        "consultations/test_session_views.py::test_pages_of_sessions_cost_the_same_with_more_of_everything"
    ),
    "governance:index": "governance/test_views.py::test_a_page_asks_no_more_when_there_is_more_of_everything",
    "governance:decision": "governance/test_views.py::test_a_page_asks_no_more_when_there_is_more_of_everything",
    "governance:trade-off": "governance/test_views.py::test_a_page_asks_no_more_when_there_is_more_of_everything",
    "governance:body": "governance/test_views.py::test_a_page_asks_no_more_when_there_is_more_of_everything",
    "governance:ballot": "governance/test_growth.py::test_a_page_of_work_asks_no_more_when_more_hangs_on_it",
    "governance:desk-decision": "governance/test_growth.py::test_a_page_of_work_asks_no_more_when_more_hangs_on_it",
    "governance:desk-trade-off": "governance/test_growth.py::test_a_page_of_work_asks_no_more_when_more_hangs_on_it",
    "governance:desk-decisions": "governance/test_desk.py::test_the_list_asks_no_more_when_there_are_more",
    "governance:desk-body": (
        "governance/test_desk_bodies.py::test_bodies_and_their_history_cost_the_same_however_much_there_is"
    ),
    "governance:desk-bodies": (
        "governance/test_desk_bodies.py::test_bodies_and_their_history_cost_the_same_however_much_there_is"
    ),
    "search:where-used": "search/test_uses.py::test_queries_of_the_list_do_not_grow",
    "search:results": "search/test_views.py::test_the_page_is_cheap_and_its_queries_do_not_grow",
    "search:form": "search/test_views.py::test_the_form_offers_what_one_may_read_and_costs_the_same",
    "api:lookup": "glossary/test_data.py::test_looking_up_costs_the_same_with_more_terms",
    "api:term_version": "glossary/test_data.py::test_looking_up_costs_the_same_with_more_terms",
    "api:standards": "search/test_standards.py::test_lists_of_standards_cost_the_same_with_more",
    "api:standard": "search/test_standards.py::test_lists_of_standards_cost_the_same_with_more",
    "api:decisions": "governance/test_growth.py::test_data_asks_no_more_when_there_is_more_of_everything",
    "api:decision": "governance/test_growth.py::test_data_asks_no_more_when_there_is_more_of_everything",
    "api:trade_offs": "governance/test_growth.py::test_data_asks_no_more_when_there_is_more_of_everything",
    "api:trade_off": "governance/test_growth.py::test_data_asks_no_more_when_there_is_more_of_everything",
    "members:account": "members/test_views.py::test_ones_own_pages_cost_the_same_with_more_memberships_and_colleagues",
    "members:memberships": (
        "members/test_views.py::test_ones_own_pages_cost_the_same_with_more_memberships_and_colleagues"
    ),
    "members_desk:waiting": "members/test_views.py::test_the_desk_list_costs_the_same_with_more_rows",
}

PAGES = "glossary/test_releases.py::test_the_pages_cost_the_same_with_more_terms_and_releases"
DATA = "glossary/test_released.py::test_data_of_releases_costs_the_same_with_more"
GROWTH |= {f"glossary:{n}": PAGES for n in ("releases", "release", "release-sums", "desk-releases", "desk-release-new")}
WATCHED = "glossary/test_watching.py::test_the_lists_cost_the_same_with_more"
GROWTH |= {f"glossary:{name}": WATCHED for name in ("watch", "desk-reviews", "desk-review")}
ASKED = "glossary/test_asking.py::test_the_pages_cost_the_same_with_more_proposals"
GROWTH |= {f"glossary:{name}": ASKED for name in ("proposals", "proposal", "ask", "desk-proposals", "desk-proposal")}
SAID = "glossary/test_commenting.py::test_pages_of_comments_cost_the_same_with_more"
GROWTH |= {f"glossary:{name}": SAID for name in ("comments", "desk-comments", "desk-comment")}
GROWTH |= {f"api:{name}": DATA for name in ("releases", "release", "release_changes")}
GROWTH["search:alerts"] = "search/alerts/test_asking.py::test_the_page_costs_the_same_with_more_searches"
CURATED = "search/curating/test_desk.py::test_the_desks_cost_the_same_with_more_rows"
GROWTH |= {f"search:{name}": CURATED for name in ("desk-unfound", "desk-picks", "desk-pick")}
API = "search/test_api.py::test_the_number_of_queries_does_not_grow"
ASKABLE = ("terms", "term", "clauses", "clause", "comments", "comment", "search", "consultations", "consultation")
GROWTH |= {f"api:{name}": API for name in ASKABLE}
OWN = "members/test_tokens.py::test_ones_own_lists_cost_the_same_with_more"
GROWTH |= dict.fromkeys(("api:oneself", "api:own_responses", "api:own_drafts", "members:tokens"), OWN)

# Addresses that show no list, and why they cannot grow.
NO_LIST = {
    "members:revoke-token": "only takes posts",
    "search:description": "a description without rows",
    "search:completions": "eight suggestions",
    "api:api-root": "the collections",
    "api:nothing_here": "a 404",
    "api:openapi-json": "the description",
    "api:root": "the collections",
    "consultations:clause": "a redirect",
    "consultations:comment-on": "one clause and a form",
    "consultations:comments-file": "a file, two queries for some hundreds of comments",
    "consultations:confirm-email": "a button",
    "consultations:continue": "a form",
    "consultations:continue-by-code": "a form",
    "consultations:desk-export": "a file, two queries for some hundreds of comments",
    "consultations:desk-benefit": "one group and a form",
    "consultations:edition-json": "the bytes behind a fingerprint",
    "consultations:material": "one file",
    "consultations:attachment": "one file",
    "consultations:voice-note": "one file",
    "consultations:unsent-file": "one file",
    "consultations:receipt-file": "one file",
    "consultations:draft-pdf": "one file, made once",
    "consultations:desk-draft-table": "a file, with one query for its clauses",
    **{
        f"consultations:desk-{name}": "only takes posts"
        for name in (
            *("ready", "approve", "take-back", "dates", "pause", "resume", "reopen", "cancel", "late-door"),
            *("motion", "announce"),
        )
    },
    "consultations:late": "one button",
    "consultations:invitation": "one button",
    "consultations:desk-draft-new": "a form",
    "consultations:desk-original": "one file",
    "consultations:desk-question": "a form",
    "consultations:desk-question-new": "a form",
    "consultations:desk-question-out": "only takes posts",
    "consultations:desk-question-review": "only takes posts",
    "consultations:desk-round-new": "a form",
    "consultations:desk-standard-new": "a form",
    "consultations:correct-code": "a form",
    "consultations:desk-session-edit": "a form",
    "consultations:desk-session-new": "a form",
    "consultations:draft-json": "the fixed words of one draft",
    "consultations:desk-results-file": "a file, with a few queries",
    "consultations:cosign": "one comment and a form",
    "consultations:confirm-cosignature": "a button",
    "consultations:withdraw-cosignature": "a button",
    "consultations:respond-offer": "only takes posts",
    "consultations:report": "one comment and a form",
    "consultations:receipt-html": "a copy of one receipt",
    "consultations:receipt-pdf": "a copy of one receipt",
    "consultations:receipt-content": "the fixed words of one response",
    "glossary:concept-card": "one term in a line",
    "glossary:version-card": "one term in a line",
    "glossary:desk-new": "a form",
    "glossary:ask-change": "one term and a form",
    "glossary:version-bibtex": "one version as an entry of a bibliography",
    **{f"{page}-{act}": "one button" for page in SUBSCRIBING for act in ("confirm", "leave", "stop")},
    "glossary:release-file": "one file",
    "glossary:release-bibtex": "one release as an entry of a bibliography",
    "glossary:version-content": "the fixed words of one version",
    "governance:decision-words": "the fixed words of one decision",
    "governance:desk-body-new": "a form",
    "governance:desk-body-part": "only takes posts",
    "governance:desk-decision-new": "a form",
    "governance:desk-decision-part": "only takes posts",
    "governance:desk-decision-words": "a form",
    "governance:desk-impact": "a form",
    "governance:desk-seat": "one seat and its forms",
    "governance:desk-trade-off-part": "only takes posts",
    "governance:desk-trade-off-words": "a form",
    "governance:trade-off-words": "the fixed words of one statement",
    "members:change": "only takes posts",
    "members:profile": "a form",
    "search:desk-engine": "numbers only, four queries",
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
