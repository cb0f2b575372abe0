"""A key on somebody's phone: added on the account page, it opens the account by itself."""

from collections.abc import Callable

from tests.browser.conftest import Watched

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_a_key_to(watched: Watched) -> None:
    """A virtual authenticator, as a telephone has one."""
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def sign_in(watched: Watched) -> None:
    """The one way in that needs no key: address and password, once more before something that matters."""
    watched.page.fill("[name=login]", "amina.sefu@kasanga.example.org")
    watched.page.fill("[name=password]", "common-ground-demo")
    watched.page.locator("main form button[type=submit]").first.click()
    watched.page.wait_for_url("**/accounts/reauthenticate/**")
    watched.page.fill("[name=password]", "common-ground-demo")
    watched.page.locator("main form button[type=submit]").first.click()
    watched.page.wait_for_url("**/accounts/2fa/webauthn/add/")


def test_a_passkey_is_added_and_signs_in_by_itself(page_at: Callable[..., Watched]):
    watched = page_at("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    give_a_key_to(watched)
    sign_in(watched)
    watched.page.fill("[name=name]", "My phone")
    watched.page.click("#mfa_webauthn_add")
    watched.page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert len(watched.page.locator("ul.codes li").all()) == 10
    assert watched.violations() == []
    watched.page.goto(f"{watched.origin}/accounts/logout/")
    watched.page.locator("main form button[type=submit]").first.click()
    watched.page.goto(f"{watched.origin}/accounts/login/")
    watched.page.click("#passkey_login")
    watched.page.wait_for_selector("header.masthead >> text=Amina Sefu")


def test_a_key_that_does_not_answer_says_so_on_the_page(page_at: Callable[..., Watched]):
    watched = page_at("/accounts/login/")
    give_a_key_to(watched)
    watched.page.click("#passkey_login")
    watched.page.wait_for_selector("#passkey_failed:not([hidden])")
    assert "did not answer" in watched.page.inner_text("#passkey_failed")
