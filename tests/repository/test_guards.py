"""Each guard sees what it is there to see."""

import pytest

from tests.repository import guards

LONG = "def f():\n" + "    x = 1\n" * 31
VIEW = "def page(request):\n" + "    x = 1\n" * 26
BAD = [
    (guards.too_long, "x = 1\n" * 301),
    (guards.long_functions, LONG),
    (guards.long_functions, "class A:\n    async def f(self):\n" + "        x = 1\n" * 31),
    (guards.long_functions, "def f(\n" + "    x=1,\n" * 46 + "):\n    return x\n"),
    (guards.long_views, VIEW),
    (guards.empty_name, "glossary/utils.py"),
    (guards.unfinished, "x = 1  # TO" + "DO: more"),
    (guards.unfinished, "raise NotImplemented" + "Error"),
    (guards.unfinished, "<p>Coming" + " soon</p>"),
    (guards.machine_paths, "open('/ho" + "me/ada/x')"),
    (guards.registry_hosts, "--index-url " + "https://packages.example/si" + "mple/"),
    (guards.without_docstring, "x = 1"),
    (guards.without_docstring, '"""Why."""\nclass A:\n    pass'),
    (guards.action_faults, "from django.http import HttpRequest"),
    (guards.action_faults, "def submit(*, by, request): pass"),
    (guards.action_faults, "def submit(draft, words, *, by): pass"),
    (guards.other_clocks, "models.DateTimeField(default=timezone.now)"),
    (guards.other_clocks, "models.DateTimeField(auto_now_add=True)"),
    (guards.asserts_nothing, "def test_it():\n    run()"),
    (guards.inline_code, '<p style="color: red">'),
    (guards.inline_code, "<style>p {}</style>"),
    (guards.inline_code, "<script>alert(1)</script>"),
    (guards.inline_code, '<a onclick="go()">'),
    (guards.bare_words, "<h1>Open consultations</h1>"),
    (guards.bare_words, '<nav aria-label="Main menu">{% translate "Home" %}</nav>'),
]
GOOD = [
    (guards.too_long, "x = 1\n" * 300),
    (guards.long_functions, LONG.replace("    x = 1\n", "", 1)),
    (guards.long_views, VIEW.replace("request", "round")),
    (guards.empty_name, "glossary/linking.py"),
    (guards.machine_paths, 'path("en/work/list")  # see https://example.org/home/page'),
    (guards.without_docstring, ""),
    (guards.without_docstring, '"""Why."""\nclass A:\n    """Why."""\ndef f(): pass'),
    (guards.action_faults, "from django.db import transaction\ndef submit(*, by, draft): pass\ndef _part(x): pass"),
    (guards.asserts_nothing, "def test_it():\n    assert run()"),
    (guards.inline_code, '<script type="module" src="{% static \'a.js\' %}"></script>'),
    (
        guards.bare_words,
        '<p class="lede">{% blocktranslate %}Hello {{ name }}{% endblocktranslate %} {{ x }} &nbsp;·</p>',
    ),
]


@pytest.mark.parametrize(("guard", "text"), BAD)
def test_a_guard_sees_the_fault(guard, text):
    assert guard(text)


@pytest.mark.parametrize(("guard", "text"), GOOD)
def test_a_guard_lets_good_text_pass(guard, text):
    assert guard(text) == []


def test_functions_may_be_asked_for_docstrings_too():
    assert guards.without_docstring('"""Why."""\ndef submit(): pass', every_function=True) == ["submit"]
