"""Each contract of import-linter is broken once, by one import in a copy of the house that has no other."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NAMES = [contract["name"].partition(":")[0] for contract in CONTRACTS]
DOWNWARDS, GROUND, JOINTS, INSIDE, FORMATS = NAMES
BROKEN = [
    (DOWNWARDS, "glossary/matching.py", "import consultations.clauses"),
    (DOWNWARDS, "consultations/said.py", "from governance import models"),
    (DOWNWARDS, "governance/actions/decisions.py", "from search.actions import readiness"),
    (DOWNWARDS, "portal/clock.py", "from portal.members.models import User"),
    (GROUND, "portal/views.py", "from glossary.models import Concept"),
    (GROUND, "portal/templatetags/house.py", "import search.finding"),
    (JOINTS, "consultations/reader.py", "from portal.demo.stage import PASSWORD"),
    (JOINTS, "search/finding.py", "from portal.api.shapes import Window"),
    (JOINTS, "portal/views.py", "from portal.demo.stage import PASSWORD"),
    (JOINTS, "portal/ticking.py", "from portal import settings"),
    (INSIDE, "consultations/actions/drafts.py", "from consultations.views.drafts import draft"),
    (INSIDE, "governance/models/bodies.py", "from governance.actions import adopt"),
    (INSIDE, "glossary/permissions/terms.py", "from glossary.models import Concept"),
    (INSIDE, "portal/members/emails.py", "from portal.members.views import account"),
    (FORMATS, "consultations/formats/word.py", "from consultations.models import Clause"),
    (FORMATS, "glossary/formats/skos.py", "from glossary.actions import agree"),
    (FORMATS, "consultations/formats/markdown.py", "from portal.members.models import User"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The modules of the house, all of them empty."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ("portal", "glossary", "consultations", "governance", "search"):
        for file in (ROOT / room).rglob("*.py"):
            copy = tmp_path / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.touch()
    return tmp_path


def verdicts(house: Path) -> dict[str, str]:
    """What import-linter says of each contract."""
    call = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(cache_dir=None))"
    said = subprocess.run([sys.executable, "-c", call], cwd=house, capture_output=True, text=True)
    words = " ".join(said.stdout.split())
    found = {name: words.partition(name)[2] for name in NAMES}
    return {
        name: "BROKEN" if 0 <= after.find("BROKEN") < (after + " KEPT").find("KEPT") else "KEPT"
        for name, after in found.items()
    }


def test_a_house_without_imports_keeps_every_contract(house):
    assert verdicts(house) == dict.fromkeys(NAMES, "KEPT")


@pytest.mark.parametrize(("contract", "module", "line"), BROKEN)
def test_one_import_upwards_breaks_its_contract(house, contract, module, line):
    assert (house / module).exists()
    (house / module).write_text(f"{line}\n")
    assert verdicts(house)[contract] == "BROKEN"


def test_every_contract_is_broken_once():
    assert {contract for contract, _module, _line in BROKEN} == set(NAMES)
