"""What can be found of records whose words are sealed: consultations, decisions, trade-offs, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch

from consultations.models import Question, Round
from governance.models import Body, BodyPage, Decision, DecisionPage, Impact, Option, TradeOff
from portal.members.languages import Words
from search.findable import Findable, address, day, rule
from search.prose import Spoken, page_words, paragraphs, sealed_words, stream


def in_language(texts: dict[str, str], language: str) -> str:
    """Only what was said in that language: no fallback, else every hit would show up three times."""
    return texts.get(language, "")


def rounds(ids: list[int]) -> Iterator[Findable]:
    """An announced round in every language in which its words were sealed, with its questions."""
    asked = Question.objects.prefetch_related("translations")
    rows = Round.objects.announced().filter(pk__in=ids).select_related("draft__standard")
    found = list(rows.prefetch_related("target_groups", Prefetch("questions", asked)))
    sealed = sealed_words(row.record_name for row in found)
    for row in found:
        for language, words in sealed[row.record_name].items():
            yield consultation(row, language, words)


def consultation(row: Round, language: str, words: dict[str, str]) -> Findable:
    """Its state is told by the clock when it is shown, so only what does not pass is kept."""
    status = "cancelled" if row.cancelled_at else "answered" if row.answered_at else "announced"
    instant = row.announced_at or row.created_at
    said = [Words(question.text, question.language) for question in row.questions.all()]
    said += [Words(t.text, t.language) for question in row.questions.all() for t in question.translations.all()]
    return Findable(
        key=f"consultations.round:{row.pk}:{language}",
        object_id=row.pk,
        kind="consultation",
        language=language,
        status=status,
        audience=row.audience_token,
        date=day(instant),
        year=instant.year,
        url=address("consultations:round", row.slug),
        title=words["title"],
        keywords=row.draft.standard.code if row.draft else "",
        body=paragraphs(
            words.get("lede", ""),
            words.get("purpose", ""),
            stream(words.get("body")),
            *(question.text for question in said if question.language == language),
        ),
        groups=sorted(group.code for group in row.target_groups.all()),
    )


def decisions(ids: list[int]) -> Iterator[Findable]:
    """Sealed words once published; before that what stands on the page, for those who may follow the work."""
    found = list(Decision.objects.filter(pk__in=ids).select_related("body").prefetch_related("options"))
    sealed = sealed_words(row.record_name for row in found)
    open_ids = [row.pk for row in found if not sealed[row.record_name]]
    drafted = page_words(DecisionPage, open_ids) if open_ids else {}
    for row in found:
        spoken: Spoken = sealed[row.record_name] or drafted.get(row.pk, {})
        for language, words in spoken.items():
            yield decision(row, language, words)


def decision(row: Decision, language: str, words: dict[str, str]) -> Findable:
    """One decision in one language; its body sees it from the first draft on."""
    audience = [f"g{row.body.group_id}"] + ([row.audience_token] if row.state != Decision.State.DRAFT else [])
    instant = row.published_at or row.returned_at or row.last_call_from or row.created_at
    return Findable(
        key=f"governance.decision:{row.pk}:{language}",
        object_id=row.pk,
        kind="decision",
        language=language,
        status=row.state,
        audience=rule(*audience),
        date=day(instant),
        year=instant.year,
        url=address("governance:decision", row.number),
        title=words["title"],
        label=row.number,
        place=in_language(row.body.names, language),
        keywords=row.number,
        body=paragraphs(
            *(words.get(name, "") for name in ("plain_summary", "cost_line", "question")),
            stream(words.get("context")),
            stream(words.get("rationale")),
            *options(row.options.all(), language),
        ),
        of_body=row.body.slug,
    )


def options(rows: Iterable[Option], language: str) -> Iterator[str]:
    """What else could have been chosen, and why it was not."""
    for option in rows:
        for texts in (option.titles, option.descriptions, option.rejections):
            yield in_language(texts, language)


def trade_offs(ids: list[int]) -> Iterator[Findable]:
    """Published statements, with every effect they tell of."""
    impacts = Prefetch("impacts", Impact.objects.select_related("group"))
    rows = TradeOff.objects.filter(pk__in=ids, published_at__isnull=False).select_related("decision__body")
    found = list(rows.prefetch_related(impacts))
    sealed = sealed_words(row.record_name for row in found)
    for row in found:
        for language, words in sealed[row.record_name].items():
            yield trade_off(row, language, words)


def is_told(row: TradeOff) -> bool:
    """Whether whoever may read the statement may also know for which decision it is."""
    weighed = row.decision
    return weighed.state != Decision.State.DRAFT and weighed.audience_token in ("public", row.audience_token)


def trade_off(row: TradeOff, language: str, words: dict[str, str]) -> Findable:
    """One statement in one language; its groups are those who bear or gain something."""
    instant = row.published_at or row.created_at
    return Findable(
        key=f"governance.tradeoff:{row.pk}:{language}",
        object_id=row.pk,
        kind="trade-off",
        language=language,
        status="published",
        audience=row.audience_token,
        date=day(instant),
        year=instant.year,
        url=address("governance:trade-off", row.number),
        title=words["title"],
        label=row.number,
        keywords=row.number,
        body=paragraphs(
            *(words.get(name, "") for name in ("plain_summary", "problem", "given_up", "given_up_why")),
            stream(words.get("body")),
            *(in_language(impact.texts, language) for impact in row.impacts.all()),
        ),
        groups=sorted({impact.group.code for impact in row.impacts.all() if impact.group}),
        of_body=row.decision.body.slug if is_told(row) else "",
    )


def bodies(ids: list[int]) -> Iterator[Findable]:
    """A body by its name in each language, with its mandate where that is published."""
    written: dict[tuple[int, str], BodyPage] = defaultdict()
    live = BodyPage.objects.live().filter(record__in=ids, alias_of=None).select_related("locale")
    written.update({(page.record_id, page.locale.language_code): page for page in live})
    for row in Body.objects.filter(pk__in=ids):
        for language, name in row.names.items():
            page = written.get((row.pk, language))
            text = paragraphs(page.lede, stream(page.mandate.get_prep_value())) if page else ""
            if name:
                yield body(row, language, name, text)


def body(row: Body, language: str, name: str, text: str) -> Findable:
    """One body in one language."""
    return Findable(
        key=f"governance.body:{row.pk}:{language}",
        object_id=row.pk,
        kind="body",
        language=language,
        status=row.kind,
        audience="public",
        date=day(row.created_at),
        year=row.created_at.year,
        url=address("governance:body", row.slug),
        title=name,
        keywords=row.prefix,
        body=text,
        of_body=row.slug,
    )
