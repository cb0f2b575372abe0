"""The editor's side of consultations: the names under which its acts are logged."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

STANDARDS = {
    "create_standard": (_("Standard begun"), _("Began a standard")),
    "describe_standard": (_("Standard described"), _("Wrote what a standard is called and what it is for")),
}
DRAFTS_AND_ROUNDS = {
    "import_draft": (_("Draft brought in"), _("Brought in a draft")),
    "freeze_draft": (_("Draft fixed"), _("Fixed the words of a draft")),
    "translate_clause": (_("Clause translated"), _("Filed a clause in another language")),
    "record_lineage": (_("Lineage recorded"), _("Said what a clause was before")),
    "create_round": (_("Round prepared"), _("Prepared a round")),
    "edit_round": (_("Round edited"), _("Edited a round in preparation")),
    "add_question": (_("Question added"), _("Added a question")),
    "edit_question": (_("Question edited"), _("Edited a question")),
    "review_question": (_("Question reviewed"), _("Reviewed a question in another language")),
    "remove_question": (_("Question removed"), _("Removed a question")),
    "state_benefit": (_("Benefit stated"), _("Stated what a group may gain and lose")),
    "announce": (_("Round announced"), _("Announced a round")),
    "make_ready": (_("Round ready"), _("Put a round before a second person")),
    "approve_round": (_("Round approved"), _("Approved a round")),
    "take_back": (_("Round taken back"), _("Took a round back to preparation")),
    "change_dates": (_("Dates changed"), _("Changed the clock of a round")),
    "move": (_("Motion made"), _("Proposed to reopen or to cancel a round")),
    "drop": (_("Motion dropped"), _("Gave up a motion")),
    "cancel": (_("Round cancelled"), _("Cancelled a round")),
    "invite": (_("People invited"), _("Invited people to an early round")),
    "take_up_invitation": (_("Invitation taken up"), _("Took an invitation up")),
    "withdraw_invitation": (_("Invitation withdrawn"), _("Withdrew an invitation")),
    "open_late_door": (_("Late response admitted"), _("Let a late response in")),
}
DRAFTS_AT_WORK = {
    "confirm_lineage": (_("Lineage confirmed"), _("Found proposals of lineage right")),
    "edit_clause": (_("Clause edited"), _("Edited a clause before it was fixed")),
    "move_clause": (_("Clause moved"), _("Moved a clause in the draft")),
    "split_clause": (_("Clause split"), _("Made two clauses of one")),
    "merge_clause": (_("Clauses merged"), _("Put a clause to the one before it")),
    "renumber_draft": (_("Draft renumbered"), _("Numbered the clauses anew")),
    "take_out_clause": (_("Clause taken out"), _("Took a clause out of a draft at work")),
    "mark_terms": (_("Terms marked"), _("Said which terms of a clause are linked")),
    "name_in_draft": (_("Name in a draft"), _("Said which words of a draft are a name and no term")),
    "explain_terms": (_("Terms explained"), _("Said why a draft uses terms that are not agreed")),
    "correct_draft": (_("Draft corrected"), _("Published a correction of a fixed draft")),
    "review_translation": (_("Translation reviewed"), _("Reviewed a clause in another language")),
    "add_material": (_("Material attached"), _("Attached supporting material to a draft")),
    "remove_material": (_("Material taken away"), _("Took supporting material away")),
}
ABOUT_STANDARDS = {
    "write_terms": (_("Terms of reference written"), _("Wrote the terms of reference")),
    "publish_terms": (_("Terms of reference published"), _("Published the terms of reference")),
    "record_overlap": (_("Overlap recorded"), _("Put a line into the crosswalk")),
    "remove_overlap": (_("Overlap taken out"), _("Took a line out of the crosswalk")),
    "record_edition": (_("Edition recorded"), _("Put an edition into force")),
    "end_edition": (_("Edition ended"), _("Said when an edition ended")),
    "write_pilot": (_("Pilot written"), _("Wrote down a pilot")),
    "publish_pilot": (_("Pilot published"), _("Published a pilot")),
    "record_finding": (_("Finding recorded"), _("Wrote down what a pilot showed")),
    "remove_finding": (_("Finding taken out"), _("Took a finding out of a pilot")),
}
SESSIONS = {
    "record_session": (_("Session recorded"), _("Recorded a session")),
    "edit_session": (_("Session edited"), _("Put the record of a session right")),
    "read_back_session": (_("Session read back"), _("Noted that a record was read back")),
    "send_sheet": (_("Sheet of a session sent"), _("Sent what was said in a session")),
    "say_otherwise": (_("Record disputed"), _("A participant corrected a record")),
    "keep_voice_note": (_("Recording kept"), _("Kept a recording of a session")),
    "drop_voice_note": (_("Recording deleted"), _("Deleted a recording of a session")),
    "settle_correction": (_("Correction settled"), _("Settled what a participant corrected")),
}
VOICES = {
    "submit": (_("Response received"), _("Received a response")),
    "confirm": (_("Address confirmed"), _("A sender confirmed an address")),
    "withdraw": (_("Response withdrawn"), _("A sender withdrew a response")),
    "bring_in_comments": (_("File with comments brought in"), _("Brought in a file with comments")),
    "cut_comment": (_("Letter cut into comments"), _("Cut a comment out of a letter")),
    "accept_comments": (_("Comments of a file accepted"), _("Accepted the comments of a file")),
    "publish_submission": (_("Response published"), _("Published a response")),
    "hold_submission": (_("Response held back"), _("Held a response back")),
    "propose_disposition": (_("Answer proposed"), _("Proposed an answer")),
    "agree_disposition": (_("Answer agreed"), _("Agreed to an answer")),
    "translate_disposition": (_("Answer translated"), _("Filed an answer in another language")),
    "write_synopsis": (_("Synopsis written"), _("Wrote the synopsis")),
    "publish_answers": (_("Answers published"), _("Published all answers")),
}

CARE = {
    "change_submission": (_("Response changed"), _("A sender changed a response")),
    "erase_identity": (_("Person erased"), _("A sender's name and address were erased")),
    "plea_take_out": (_("Words to take out"), _("A sender asked to take words out")),
    "plea_contest": (_("Screening contested"), _("A sender asked to look again")),
    "take_words_out": (_("Words taken out"), _("Took words out that gave a person away")),
    "take_file_out": (_("File taken out"), _("Deleted a file that gave a person away")),
    "settle_plea": (_("Request settled"), _("Settled what a sender asked")),
    "decline_submission": (_("Response declined"), _("Declined a response by a published code")),
    "dispute": (_("Sender disputed"), _("A reader says that it was not they who sent it")),
    "settle_dispute": (_("Dispute settled"), _("Settled who sent a response")),
    "cosign": (_("Comment co-signed"), _("Somebody put a name under a comment")),
    "take_name_back": (_("Co-signature taken back"), _("Somebody took a name from under a comment")),
    "lock": (_("Response locked"), _("Locked a response: somebody is at risk")),
    "lift_lock": (_("Lock lifted"), _("Lifted the lock of a response")),
}


@hooks.register("register_log_actions")
def name_acts(actions):
    names = ABOUT_STANDARDS | STANDARDS | DRAFTS_AND_ROUNDS | DRAFTS_AT_WORK | SESSIONS | VOICES | CARE
    for verb, (label, message) in names.items():
        actions.register_action(f"consultations.{verb}", label, message)
