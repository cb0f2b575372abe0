"""What the audit log calls the acts of this room, and what authors say of terms in the editor."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from glossary import page_check, rich_text

ACTS = {
    "glossary.propose": (_("Propose a term"), _("Term proposed")),
    "glossary.edit": (_("Edit a proposal"), _("Proposal edited")),
    "glossary.open_review": (_("Open a review"), _("Review opened")),
    "glossary.reject": (_("Reject a proposal"), _("Proposal rejected")),
    "glossary.agree": (_("Agree a term"), _("Term agreed by a decision")),
    "glossary.withdraw": (_("Withdraw a term"), _("Term withdrawn")),
    "glossary.record_phrasing": (_("Record a phrasing"), _("Phrasing of a group recorded")),
    "glossary.remove_phrasing": (_("Take out a phrasing"), _("Phrasing of a group taken out")),
    "glossary.sound": (_("Say what a group thinks"), _("Position taken on a version under review")),
    "glossary.ask": (_("Ask for a term"), _("Term asked for by a member")),
    "glossary.take_up": (_("Take up a proposal"), _("Proposal of a member taken up")),
    "glossary.decline": (_("Decline a proposal"), _("Proposal of a member declined")),
    "glossary.take_words_out": (_("Take words out"), _("Words taken out of a declined proposal")),
    "glossary.comment": (_("Comment on a version"), _("Comment on a version sent")),
    "glossary.screen_comment": (_("Look over a comment"), _("Comment on a version looked over")),
    "glossary.answer_comment": (_("Answer a comment"), _("Comment on a version answered")),
    "glossary.reconfirm": (_("Look at a term again"), _("Term looked at again")),
    "glossary.translate": (_("Translate a term"), _("Translation of a term saved")),
    "glossary.review_translation": (_("Review a translation of a term"), _("Translation of a term reviewed")),
    "glossary.return_translation": (_("Return a translation of a term"), _("Translation of a term returned")),
    "glossary.confirm_translation": (_("Confirm a translation of a term"), _("Translation of a term confirmed")),
    "glossary.discard_translation": (_("Discard a translation of a term"), _("Draft of a translation discarded")),
    "glossary.bring_in": (_("Bring in a file of terms"), _("File of terms brought in")),
    "glossary.import": (_("Import terms"), _("Terms imported as proposals")),
    "glossary.undo_import": (_("Take an import back"), _("Import of terms taken back")),
    "glossary.cut_release": (_("Make a release"), _("Release of the glossary made")),
    "glossary.publish_release": (_("Publish a release"), _("Release of the glossary published")),
    "glossary.fail_release": (_("Files of a release failed"), _("Files of a release could not be written")),
}


@hooks.register("register_log_actions")
def acts_of_the_glossary(actions):
    """Known to Wagtail's reports."""
    for name, (label, message) in ACTS.items():
        actions.register_action(name, label, message)


@hooks.register("register_rich_text_features")
def marks_of_authors(features):
    """Link this, and not here."""
    rich_text.register(features)


@hooks.register("register_admin_urls")
def terms_for_the_editor():
    """For people of the editor only, as every address below /admin/."""
    return [path("terms/", rich_text.terms_to_choose, name="terms-to-choose")]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def terms_on_the_page(request, page):
    """Told once it is saved."""
    page_check.tell_editor(request, page)
