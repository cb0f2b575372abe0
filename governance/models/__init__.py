"""Bodies and their seats; decisions, positions and what they adopt; trade-offs with a bearer for every cost."""

from governance.models.bodies import Body, BodyChange, Seat
from governance.models.decisions import Action, Adoption, AnsweredComment, Decision, Option
from governance.models.pages import BodyPage, DecisionPage, GovernanceIndexPage, TradeOffPage
from governance.models.positions import Position
from governance.models.tradeoffs import Impact, TradeOff

__all__ = [
    "Action",
    "Adoption",
    "AnsweredComment",
    "Body",
    "BodyChange",
    "BodyPage",
    "Decision",
    "DecisionPage",
    "GovernanceIndexPage",
    "Impact",
    "Option",
    "Position",
    "Seat",
    "TradeOff",
    "TradeOffPage",
]
