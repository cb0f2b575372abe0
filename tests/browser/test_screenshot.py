"""The picture in the README is a picture of what is here: made anew with ``KEEP_SCREENSHOT=1``."""

import io
import os
from pathlib import Path

from django.conf import settings
from PIL import Image

PICTURE = Path(settings.BASE_DIR) / "docs" / "screenshot.png"
LIMIT = 120 * 1024


def test_the_picture_in_the_readme_is_small_and_of_the_home_page(page_at):
    watched = page_at("/en/", viewport={"width": 1200, "height": 860}, color_scheme="light")
    drawn = Image.open(io.BytesIO(watched.page.screenshot())).convert("RGB").quantize(96)
    packed = io.BytesIO()
    drawn.save(packed, "PNG", optimize=True)
    if os.environ.get("KEEP_SCREENSHOT") == "1":
        PICTURE.write_bytes(packed.getvalue())
    assert len(packed.getvalue()) <= LIMIT
    with Image.open(PICTURE) as kept:
        assert kept.size == drawn.size
    assert PICTURE.stat().st_size <= LIMIT
