"""What every answer carries, and what no page may ask of another host."""

import re

import pytest
from django.test import Client

from portal.headers import PERMISSIONS_POLICY

PAGES = ["/en/", "/fr/about/", "/en/styleguide/", "/en/desk/", "/en/nothing/", "/accounts/login/"]
NAMED = re.compile(r'<link rel="alternate" hreflang="\w+" href="http://testserver/[^"]*">')  # itself, elsewhere spoken
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_answer_keeps_the_browser_on_a_short_leash(client, as_secretary, path: str):
    for reader in (client, as_secretary):
        answer = reader.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Permissions-Policy"] == PERMISSIONS_POLICY
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PAGES if path != "/accounts/login/"])
def test_no_page_carries_inline_script_or_style_or_asks_another_host(client, as_secretary, path: str):
    for reader in (client, as_secretary):
        html = reader.get(path).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\">)", html)  # data is not run
        assert not OUTSIDE.search(NAMED.sub("", html))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_its_language_its_title_and_the_way_past_the_menu(client, path: str):
    html = client.get(path).content.decode()
    assert re.search(r'<html lang="(en|fr|es)" dir="ltr">', html)
    assert re.search(r"<title>\s*[^·<]*\S[^·<]* · Common Ground</title>", html)
    assert html.index('class="skip" href="#main"') < html.index("masthead")
    assert html.count('id="main"') == 1
    assert html.count("<h1") == 1


@pytest.mark.django_db
def test_the_style_guide_has_a_heading_for_every_part_and_shows_every_group(client):
    html = client.get("/en/styleguide/").content.decode()
    for part in ("Type", "Groups", "Buttons", "Fields", "Table", "Time", "Status", "Notices", "Nothing there"):
        assert part in html
    for code in ("ip", "ac", "asm", "lsm", "tr", "mb", "cs", "la", "go", "fi", "ae"):
        assert f'symbol id="g-{code}"' in html
    assert 'data-theme="dark"' in html
    assert "beatriz.choque" in html


@pytest.mark.django_db
def test_every_sign_that_a_page_uses_is_drawn_on_it(client):
    for path in PAGES:
        html = client.get(path).content.decode()
        for name in set(re.findall(r'<use href="#([^"]+)"', html)):
            assert f'<symbol id="{name}"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "without",
    [
        "portal.headers.HouseHeaders",
        "portal.csp.TwoPolicies",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
def test_each_header_is_missed_when_what_sets_it_is_gone(client, as_secretary, settings, without: str):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != without]
    with pytest.raises((AssertionError, KeyError)):
        test_every_answer_keeps_the_browser_on_a_short_leash(client, as_secretary, "/en/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        "<p style='color: red'>",
        "<style>p {}</style>",
        "<script>go()</script>",
        '<img src="https://elsewhere.example/a">',
    ],
)
def test_what_a_page_may_not_carry_is_found(client, as_secretary, monkeypatch, bad: str):
    real = Client.get

    def with_fault(self, *arguments, **options):
        response = real(self, *arguments, **options)
        response.content = response.content.replace(b"</main>", f"{bad}</main>".encode())
        return response

    test_no_page_carries_inline_script_or_style_or_asks_another_host(client, as_secretary, "/en/")
    monkeypatch.setattr(Client, "get", with_fault)
    with pytest.raises(AssertionError):
        test_no_page_carries_inline_script_or_style_or_asks_another_host(client, as_secretary, "/en/")
