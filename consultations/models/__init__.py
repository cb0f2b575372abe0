"""A standard and its drafts; a round on a draft; what people said; what became of it."""

from consultations.models.alike import Likeness
from consultations.models.answers import Disposition, DispositionTranslation, Synopsis
from consultations.models.attachments import Attachment
from consultations.models.care import Plea, Redaction, Report, Revision
from consultations.models.comments import Comment
from consultations.models.cosigning import CoSignature
from consultations.models.dates import DateChange, LateDoor, Motion
from consultations.models.drafts import Clause, ClauseLineage, Draft, Standard
from consultations.models.following import Following, Notice
from consultations.models.intakes import Intake, IntakeRow
from consultations.models.invitations import Invitation
from consultations.models.materials import Material
from consultations.models.pages import ConsultationPage, ConsultationsIndexPage
from consultations.models.questions import Benefit, Question, QuestionTranslation
from consultations.models.rounds import INVITED, Round
from consultations.models.sessions import Correction, FacilitatedSession, SessionRecord
from consultations.models.standards import Edition, Finding, Overlap, Pilot, TermsOfReference
from consultations.models.submissions import Answer, Identity, Submission
from consultations.models.translations import ClauseTranslation, reviewed_since
from consultations.models.unsent import Hand, UnsentResponse

__all__ = [
    "INVITED",
    "Answer",
    "Attachment",
    "Benefit",
    "Clause",
    "ClauseLineage",
    "ClauseTranslation",
    "CoSignature",
    "Comment",
    "ConsultationPage",
    "ConsultationsIndexPage",
    "Correction",
    "DateChange",
    "Disposition",
    "DispositionTranslation",
    "Draft",
    "Edition",
    "FacilitatedSession",
    "Finding",
    "Following",
    "Hand",
    "Identity",
    "Intake",
    "IntakeRow",
    "Invitation",
    "LateDoor",
    "Likeness",
    "Material",
    "Motion",
    "Notice",
    "Overlap",
    "Pilot",
    "Plea",
    "Question",
    "QuestionTranslation",
    "Redaction",
    "Report",
    "Revision",
    "Round",
    "SessionRecord",
    "Standard",
    "Submission",
    "Synopsis",
    "TermsOfReference",
    "UnsentResponse",
    "reviewed_since",
]
