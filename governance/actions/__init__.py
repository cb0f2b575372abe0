"""Every write of this room, by the name under which others call it."""

from governance.actions.bodies import change_rule, create_body, describe_body, write_body
from governance.actions.decisions import (
    add_action,
    adopt,
    answer_comment,
    choose_option,
    draft_decision,
    drop,
    edit_decision,
    end_action,
)
from governance.actions.outcomes import publish_decision, return_decision
from governance.actions.positions import open_last_call, take_position
from governance.actions.seats import fill_seat, keep_all_in_step, seat, take_back_seat, unseat
from governance.actions.tradeoffs import (
    draft_trade_off,
    edit_trade_off,
    publish_trade_off,
    record_impact,
    remove_impact,
    review_trade_off,
)
from governance.actions.wording import translate
from governance.words import OptionWords

__all__ = [
    "OptionWords",
    "add_action",
    "adopt",
    "answer_comment",
    "change_rule",
    "choose_option",
    "create_body",
    "describe_body",
    "draft_decision",
    "draft_trade_off",
    "drop",
    "edit_decision",
    "edit_trade_off",
    "end_action",
    "fill_seat",
    "keep_all_in_step",
    "open_last_call",
    "publish_decision",
    "publish_trade_off",
    "record_impact",
    "remove_impact",
    "return_decision",
    "review_trade_off",
    "seat",
    "take_back_seat",
    "take_position",
    "translate",
    "unseat",
    "write_body",
]
