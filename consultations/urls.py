"""Addresses of this room; stable once published (design §9)."""

from django.urls import path

from consultations.forms.desk_clocks import FORMS
from consultations.views import (
    answers,
    changes,
    comment_on,
    comments,
    desk_answers,
    desk_clocks,
    desk_drafts,
    desk_intakes,
    desk_lineage,
    desk_questions,
    desk_repair,
    desk_rounds,
    desk_standards,
    desk_submissions,
    desk_surroundings,
    desk_translations,
    drafts,
    editions,
    following,
    late,
    materials,
    promises,
    receipts,
    respond,
    rounds,
    standards,
)

app_name = "consultations"
urlpatterns = [
    path("standards/", standards.index, name="standards"),
    path("standards/<str:code>/", standards.standard, name="standard"),
    path("standards/<str:code>/editions/<str:label>/", editions.edition, name="edition"),
    path("standards/<str:code>/editions/<str:label>/words.json", editions.fixed_words, name="edition-json"),
    path("consultations/", rounds.index, name="index"),
    path("following/", following.following, name="following"),
    path("following/<uuid:key>/confirm/", following.answer, {"name": "confirm"}, name="confirm-following"),
    path("following/<uuid:key>/stop/", following.answer, {"name": "stop"}, name="stop-following"),
    path("promises/", promises.promises, name="promises"),
    path("consultations/<slug:slug>/", rounds.round, name="round"),
    path("consultations/<slug:slug>/draft/", drafts.draft, name="draft"),
    path("consultations/<slug:slug>/draft.json", drafts.fixed_words, name="draft-json"),
    path("consultations/<slug:slug>/draft/c/<slug:key>/", drafts.clause, name="clause"),
    path("desk/standards/", desk_standards.index, name="desk-standards"),
    path("desk/standards/new/", desk_standards.new, name="desk-standard-new"),
    path("desk/standards/<str:code>/about/", desk_surroundings.about, name="desk-about"),
    path("desk/standards/<str:code>/", desk_standards.standard, name="desk-standard"),
    path("desk/rounds/", desk_rounds.index, name="desk-rounds"),
    path("desk/rounds/new/", desk_rounds.new, name="desk-round-new"),
    path("desk/rounds/<slug:slug>/", desk_rounds.round, name="desk-round"),
    *(
        path(f"desk/rounds/<slug:slug>/{name}/", desk_clocks.step, {"name": name}, name=f"desk-{name}")
        for name in ("ready", "approve", "take-back", "announce")
    ),
    *(
        path(f"desk/rounds/<slug:slug>/{name}/", desk_clocks.clock_step, {"name": name}, name=f"desk-{name}")
        for name in FORMS
    ),
    path("desk/rounds/<slug:slug>/motions/<int:number>/", desk_clocks.motion, name="desk-motion"),
    path("desk/rounds/<slug:slug>/benefits/<slug:group>/", desk_questions.benefit, name="desk-benefit"),
    path("desk/rounds/<slug:slug>/questions/", desk_questions.question, name="desk-question-new"),
    path("desk/rounds/<slug:slug>/questions/<int:number>/", desk_questions.question, name="desk-question"),
    path("desk/rounds/<slug:slug>/questions/<int:number>/out/", desk_questions.take_out, name="desk-question-out"),
    path("consultations/<slug:slug>/changes/", changes.changes, name="changes"),
    path("desk/drafts/", desk_drafts.index, name="desk-drafts"),
    path("desk/drafts/<int:number>/", desk_repair.draft, name="desk-draft"),
    path("desk/drafts/<int:number>/lineage/", desk_lineage.lineage, name="desk-lineage"),
    path("desk/drafts/<int:number>/translations/", desk_translations.languages, name="desk-languages"),
    path(
        "desk/drafts/<int:number>/translations/<str:language>/", desk_translations.translation, name="desk-translation"
    ),
    path("desk/drafts/<int:number>/materials/", materials.desk, name="desk-materials"),
    path("materials/<int:number>/", materials.material, name="material"),
    path("desk/drafts/<int:number>/table.<str:kind>", desk_drafts.table, name="desk-draft-table"),
    path("desk/drafts/new/", desk_drafts.new, name="desk-draft-new"),
    path("consultations/<slug:slug>/draft/c/<slug:key>/comment/", comment_on.comment_on, name="comment-on"),
    path("consultations/<slug:slug>/respond/", respond.respond, name="respond"),
    path("consultations/<slug:slug>/late/<uuid:key>/", late.late, name="late"),
    path("consultations/<slug:slug>/comments.<slug:form>", comments.download, name="comments-file"),
    path("consultations/<slug:slug>/comments/", comments.comments, name="comments"),
    path("consultations/<slug:slug>/comments/<str:ref>/", comments.comment, name="comment"),
    path("consultations/<slug:slug>/answers/", answers.answers, name="answers"),
    path("receipts/confirm/<str:token>/", receipts.confirm, name="confirm-email"),
    path("receipts/<str:code>/", receipts.receipt, name="receipt"),
    path("receipts/<str:code>/content.json", receipts.content, name="receipt-content"),
    path("desk/rounds/<slug:slug>/submissions/", desk_submissions.submissions, name="desk-submissions"),
    path("desk/rounds/<slug:slug>/submissions/<int:number>/", desk_submissions.submission, name="desk-submission"),
    path("desk/rounds/<slug:slug>/imports/", desk_intakes.intakes, name="desk-intakes"),
    path("desk/rounds/<slug:slug>/export/", desk_intakes.download, name="desk-export"),
    path("desk/rounds/<slug:slug>/imports/<int:number>/", desk_intakes.intake, name="desk-intake"),
    path("desk/rounds/<slug:slug>/answers/", desk_answers.answers, name="desk-answers"),
    path("desk/rounds/<slug:slug>/answers/publish/", desk_answers.publish, name="desk-publish-answers"),
]
