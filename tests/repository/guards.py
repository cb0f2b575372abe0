"""What the house forbids, as functions from a text to its faults; ``test_guards.py`` shows each of them bad input."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from django.db import models

FILE_LINES, FUNCTION_LINES, VIEW_LINES, TEMPLATE_LINES = 300, 30, 25, 150
WHOLE_LINES, STORY_LINES = 45, 40  # with its signature and docstring; of a test, which may take longer to tell
EMPTY_NAMES = {"utils", "helpers", "common", "core", "base", "services", "managers", "constants", "mixins", "misc"}
UNFINISHED = re.compile(  # in pieces, so that this file does not find itself
    r"\bTO" r"DO\b|\bFIX" r"ME\b|\bX" r"XX\b|raise NotImplemented" r"Error|(?i:coming " r"soon|lorem " r"ipsum)"
)
MACHINE = re.compile(r"(?<![\w.}])/(?:wo" r"rk|fa" r"rm|ro" r"ot|ho" r"me)/[a-z]")
REGISTRY = re.compile(r"(index-url|find-links|registry)[ =:]+.?https?://|https?://[^ ]+/sim" r"ple/", re.I)
REQUEST_SIDE = ("django.http", "django.shortcuts", "django.forms", "django.template.response", "django.views")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(parsed(source)) if isinstance(node, Function))


@cache
def parsed(source: str) -> ast.Module:
    """Many guards read the same file."""
    return ast.parse(source)


def length(node: Function) -> int:
    """Lines of what it does: decorators, a signature of many keywords and the docstring do not count."""
    said = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    first = node.body[1] if said and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or first.lineno) - first.lineno + 1


def too_long(source: str, *, limit: int = FILE_LINES) -> list[str]:
    count = len(source.splitlines())
    return [f"{count} lines, {limit} are enough"] if count > limit else []


def whole(node: Function) -> int:
    """Lines of all of it: a signature that outgrows its function asks for one thing that is passed on whole."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def long_functions(source: str, *, limit: int = FUNCTION_LINES, most: int = WHOLE_LINES) -> list[str]:
    long = [node for node in functions(source) if length(node) > limit or whole(node) > most]
    return [f"{node.name} does {length(node)} lines in {whole(node)}" for node in long]


def long_views(source: str) -> list[str]:
    """Whatever takes the request first is a view."""
    views = (node for node in functions(source) if node.args.args and node.args.args[0].arg == "request")
    return [f"{node.name} has {length(node)} lines" for node in views if length(node) > VIEW_LINES]


def empty_name(path: str) -> list[str]:
    """A name that fits everything says nothing."""
    stem = path.rpartition("/")[2].removesuffix(".py")
    return [f"{stem} says nothing"] if stem in EMPTY_NAMES else []


def unfinished(source: str) -> list[str]:
    return [match.group() for match in UNFINISHED.finditer(source)]


def machine_paths(source: str) -> list[str]:
    """A folder of somebody's machine means nothing on another."""
    return [match.group() for match in MACHINE.finditer(source)]


def registry_hosts(source: str) -> list[str]:
    return [match.group() for match in REGISTRY.finditer(source)]


def without_docstring(source: str, *, every_function: bool = False) -> list[str]:
    """Modules and top-level classes always; top-level functions where they are the point of the module."""
    tree = parsed(source)
    if not tree.body:
        return []
    faults = [] if ast.get_docstring(tree) else ["the module"]
    for node in tree.body:
        named = isinstance(node, ast.ClassDef) and node.name not in {"Command", "Migration"}
        asked = named or (every_function and isinstance(node, Function))
        if asked and not node.name.startswith("_") and not ast.get_docstring(node):
            faults.append(node.name)
    return faults


def action_faults(source: str) -> list[str]:
    """An action takes keywords and knows no request: admin, view, command and test call the same thing.

    A part of one may take the row it works on by position.
    """
    tree, faults = parsed(source), []
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        faults += [f"imports {name}" for name in names if name.startswith(REQUEST_SIDE)]
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            arguments = [argument.arg for argument in node.args.args + node.args.kwonlyargs]
            faults += [f"{node.name} takes a request"] if "request" in arguments else []
            if "by" in [argument.arg for argument in node.args.kwonlyargs] and len(node.args.args) > 1:
                faults.append(f"{node.name} takes arguments by position")
    return faults


def other_clocks(source: str) -> list[str]:
    """Only ``portal.clock`` tells the time, so that history can be told and rights tested."""
    return re.findall(r"timezone\.now\b|datetime\.now\(|date\.today\(|auto_now(?:_add)?=True", source)


def asserts_nothing(source: str) -> list[str]:
    words = ("assert", "raises", "expect", "check_", "verify", "untouched")  # the last is a fixture that asserts
    tests = (node for node in functions(source) if node.name.startswith("test"))
    lines = source.splitlines()
    said = {node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in tests}
    return [name for name, text in said.items() if not any(word in text for word in words)]


def bare_dependencies(table: str) -> list[str]:
    """Every direct dependency carries a comment that says what it is for."""
    project = tomllib.loads(table)["project"]
    named = project["dependencies"] + [d for extra in project["optional-dependencies"].values() for d in extra]
    named = [dependency for dependency in named if not dependency.startswith(f"{project['name']}[")]
    return [d for d in named if not re.search(rf'"{re.escape(d)}",\s+# \w', table)]


def unexplained_settings(source: str, guide: str) -> list[str]:
    """What the environment is asked for, and the operator's guide does not name."""
    calls = [n for n in ast.walk(parsed(source)) if isinstance(n, ast.Call)]
    calls = [n for n in calls if ast.unparse(n.func).startswith(("env", "required"))]
    asked = [n.args[0].value for n in calls if n.args and isinstance(n.args[0], ast.Constant)]
    names = {name for name in asked if isinstance(name, str) and re.fullmatch(r"[A-Z][A-Z_]+", name)}
    return [name for name in sorted(names) if f"`{name}`" not in guide] if names else ["nothing is asked"]


def fields_in(condition: models.Q) -> set[str]:
    """Names of the fields a check asks, whatever the lookup."""
    parts = [fields_in(part) if isinstance(part, models.Q) else {part[0].split("__")[0]} for part in condition.children]
    return set().union(*parts)


def loose_pairs(model: type[models.Model]) -> list[str]:
    """``x_at`` and ``x_by`` of which one could be set without the other."""
    names = {field.name: field for field in model._meta.local_concrete_fields}
    pairs = [(n, f"{n[:-3]}_by") for n in names if n.endswith("_at") and f"{n[:-3]}_by" in names]
    loose = [pair for pair in pairs if names[pair[0]].null]
    checks = [fields_in(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return [f"{model._meta.label}.{at}" for at, by in loose if not any({at, by} <= fields for fields in checks)]


# -- templates -----------------------------------------------------------------------------------------------------

BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S
)
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
SHOWN = re.compile(r"""\s(?:aria-label|alt|placeholder|title)=(["'])(.*?)\1""", re.S)


def inline_code(source: str) -> list[str]:
    """The content security policy would refuse it."""
    found = re.findall(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", source)
    return found + [tag for tag in re.findall(r"<script\b[^>]*>", source) if " src=" not in tag and "json" not in tag]


def bare_words(source: str) -> list[str]:
    """Words for the reader that no translator would ever see."""
    text = MARKUP.sub(" ", BLOCK.sub(" ", source))
    attributes = " ".join(re.sub(r"\w+:\S+", "", match.group(2)) for match in SHOWN.finditer(text))
    text = re.sub(r"<(script|style|svg|code|pre)\b.*?</\1>|<[^>]*>", " ", text, flags=re.S)
    text = re.sub(r'\b[a-z-]+="[^"]*"', " ", text)  # attributes that a block hands to the frame
    text = re.sub(r"&\w+;|Common Ground|SHA|\bv\d*\b", " ", f"{text} {attributes}")
    return re.findall(r"[A-Za-zÀ-ÿ]{3,}", text)
