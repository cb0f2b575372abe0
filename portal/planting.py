"""What every portal starts with: languages, groups, sectors, the page tree. Run again, it adds what is missing.

Called by ``manage.py plant``, by load_demo and for the tests' template database. Not a migration: historical models
know neither the tree nor aliases. Whatever makes a page in code calls ``add_page``.
"""

import json
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import create_aliases_for_new_page

from portal.members.models import SECRETARIAT, Sector, StakeholderGroup
from portal.models import ContentPage, HomePage
from portal.starting_pages import HOME, INDEXES, Words
from portal.starting_small_print import PAGES
from portal.starting_words import GROUPS, SECTORS

EDITED_BY_SECRETARIAT = (
    Q(content_type__app_label="wagtailadmin", codename="access_admin")
    | Q(content_type__app_label="wagtail_localize", codename="submit_translation")
    | Q(
        content_type__app_label="members",
        content_type__model__in=["stakeholdergroup", "sector", "organisation"],
        codename__regex="^(add|change|view)_",
    )
)
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def plant() -> HomePage:
    """The whole start; returns the home page of the source language."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    source, *others = [Locale.objects.get_or_create(language_code=code)[0] for code in codes]
    plant_taxonomies()
    home = HomePage.objects.filter(locale=source).first() or plant_home(locale=source)
    plant_pages(home=home)
    for locale in others:  # saving it makes the aliases
        LocaleSynchronization.objects.update_or_create(locale=locale, defaults={"sync_from": source})
        translate_pages(home=home, locale=locale)
    plant_secretariat(home=home)
    return home


def plant_pages(*, home: HomePage) -> None:
    """Index pages and plain pages in the source language; a page that somebody has taken away stays away."""
    language = home.locale.language_code
    for label, slug, titles in INDEXES:
        kind = apps.get_model(label)
        if not home.get_children().type(kind).exists():
            home.add_child(instance=kind(title=titles[language], slug=slug, locale=home.locale))
    if home.get_children().type(ContentPage).exists():
        return
    for slug, texts in PAGES:
        page = ContentPage(slug=slug, locale=home.locale, show_in_menus=True, **plain(texts[language]))
        home.add_child(instance=page).save_revision(clean=False).publish()


def plain(words: Words) -> dict[str, Any]:
    """The fields of a plain page."""
    body = [{"type": kind, "value": value} for kind, value in words["body"]]
    return {"title": words["title"], "lede": words["lede"], "body": json.dumps(body)}


def translate_pages(*, home: HomePage, locale: Locale) -> None:
    """The starting words in another language, each page that is still only an alias; never written over."""
    language = locale.language_code
    told = [(HomePage, None, HOME.get(language, {}))]
    told += [(apps.get_model(label), slug, {"title": titles.get(language)}) for label, slug, titles in INDEXES]
    told += [(ContentPage, slug, plain(texts[language])) for slug, texts in PAGES if language in texts]
    for kind, slug, words in told:
        under = Q(slug=slug) if slug else Q(translation_key=home.translation_key)
        page = kind.objects.filter(under, locale=locale, alias_of__isnull=False).first()
        if page is not None and any(words.values()):
            speak_for_itself(page=page, words=words)


def speak_for_itself(*, page: Page, words: dict[str, Any]) -> None:
    """An alias becomes a page with words of its own."""
    ConvertAliasPageAction(page, log_action=None).execute(skip_permission_checks=True)
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision(clean=False).publish()


def plant_taxonomies() -> None:
    """Groups and sectors: added where missing, never overwritten, since each alliance edits its own."""
    for position, (code, names) in enumerate(GROUPS.items()):
        StakeholderGroup.objects.get_or_create(code=code, defaults={"names": names, "position": position})
    for position, (code, names) in enumerate(SECTORS.items()):
        Sector.objects.get_or_create(code=code, defaults={"names": names, "position": position})


def plant_home(*, locale: Locale) -> HomePage:
    """The front door, in the place of Wagtail's welcome page."""
    Page.objects.filter(depth=2, slug="home").delete()
    home = Page.get_first_root_node().add_child(
        instance=HomePage(slug="home", locale=locale, **HOME[locale.language_code])
    )
    defaults = {"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Common Ground"}
    Site.objects.update_or_create(is_default_site=True, defaults=defaults)
    return home


def plant_secretariat(*, home: HomePage) -> None:
    """The group that may write words in every language at /admin/."""
    group, _made = Group.objects.get_or_create(name=SECRETARIAT)
    group.permissions.add(*Permission.objects.filter(EDITED_BY_SECRETARIAT))
    for permission in Permission.objects.filter(codename__in=FILES):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    for tree in HomePage.objects.filter(translation_key=home.translation_key):
        for codename in ("add_page", "change_page", "publish_page"):
            permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
            GroupPagePermission.objects.get_or_create(group=group, page=tree, permission=permission)


def add_page(*, parent: Page, page: Page) -> Page:
    """A page made in code, with its aliases in the other languages: without them /fr/ would be a 404."""
    parent.add_child(instance=page)
    create_aliases_for_new_page(page)
    return page
