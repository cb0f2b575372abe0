"""Every sign of the house: one drawing an id, used by ``{% sign %}``; a page carries only those it shows.

Groups ``g-…``, statuses ``s-…``, answers ``d-…``, positions ``p-…``, costs ``c1``–``c4``, benefits ``b1``–``b3``, notices ``n-…``,
icons ``i-…`` (heroicons). Shapes carry the meaning, colour only repeats it.
"""

SIGNS: dict[str, tuple[str, str]] = {  # id: (viewBox, drawing)
    "b1": ("0 0 11 10", '<path class="t" d="M1.2 8.4h7.6L5 1.6Z"/>'),
    "b2": (
        "0 0 22 10",
        '<path class="t" d="M1.2 8.4h7.6L5 1.6Z"/><path class="t" d="M12.2 8.4h7.6L16 1.6Z"/>',
    ),
    "b3": (
        "0 0 33 10",
        '<path class="t" d="M1.2 8.4h7.6L5 1.6Z"/><path class="t" d="M12.2 8.4h7.6L16 1.6Z"/><path class='
        '"t" d="M23.2 8.4h7.6L27 1.6Z"/>',
    ),
    "c1": ("0 0 11 10", '<path d="M0.5 1h9l-4.5 8Z"/>'),
    "c2": ("0 0 22 10", '<path d="M0.5 1h9l-4.5 8Z"/><path d="M11.5 1h9l-4.5 8Z"/>'),
    "c3": (
        "0 0 33 10",
        '<path d="M0.5 1h9l-4.5 8Z"/><path d="M11.5 1h9l-4.5 8Z"/><path d="M22.5 1h9l-4.5 8Z"/>',
    ),
    "c4": (
        "0 0 44 10",
        '<path d="M0.5 1h9l-4.5 8Z"/><path d="M11.5 1h9l-4.5 8Z"/><path d="M22.5 1h9l-4.5 8Z"/><path d="M'
        '33.5 1h9l-4.5 8Z"/>',
    ),
    "d-accepted": (
        "0 0 16 16",
        '<path d="M4.7 2H15.75v12H4.7L0 8Z"/><path class="k" d="m6 8.2 2.2 2.2 4.2-4.6"/>',
    ),
    "d-later": (
        "0 0 16 16",
        '<path class="o" d="M5 2.75h10v10.5H5L1 8Zm3.25 2.75L10.75 8l-2.5 2.5"/>',
    ),
    "d-modified": (
        "0 0 16 16",
        '<path d="M4.7 2H15.75v12H4.7L0 8Z"/><path class="k" d="M5.5 9c1.3-2.7 2.8-2.2 4-.9s2.6 1.6 3.8-1"/>',
    ),
    "d-not": (
        "0 0 16 16",
        '<path class="o" d="M5 2.75h10v10.5H5L1 8Zm2 2.75 5 5m0-5-5 5"/>',
    ),
    "d-noted": ("0 0 16 16", '<path class="o" d="M5 2.75h10v10.5H5L1 8Zm1 5.25h6"/>'),
    "d-open": ("0 0 16 16", '<path class="o" d="M5 2.75h10v10.5H5L1 8Z"/>'),
    "d-partly": (
        "0 0 16 16",
        '<path class="o" d="M5 2.75h10v10.5H5L1 8Z"/><path d="M1 8h14v5.25H5Z"/>',
    ),
    "d-same": (
        "0 0 16 16",
        '<path class="o" d="M5 2.75h10v10.5H5L1 8Zm1.25 3.5h6.5m-6.5 3.5h6.5"/>',
    ),
    "g-ac": ("0 0 20 20", '<path d="M10 1 19.5 9.2H17V19h-5v-6H8v6H3V9.2H.5Z"/>'),
    "g-ae": (
        "0 0 20 20",
        '<path d="M9.2 5C7.2 3.3 4.2 2.6.8 2.8v13.4c3.4-.2 6.4.5 8.4 2.2Zm1.6 0c2-1.7 5-2.4 8.4-2.2v13.4c'
        '-3.4-.2-6.4.5-8.4 2.2Z"/>',
    ),
    "g-asm": (
        "0 0 20 20",
        '<path transform="rotate(42 10 10) translate(.6 .4)" d="M1 9C4.6 2.5 15.4 2.5 19 9c-2.8-1.9-5-2.7'
        '-7.3-2.9V19.5H8.3V6.1C6 6.3 3.8 7.1 1 9Z"/>',
    ),
    "g-cs": ("0 0 20 20", '<path d="M1 2h18v12.5h-8.5L5 19v-4.5H1Z"/>'),
    "g-fi": (
        "0 0 20 20",
        '<path d="M1.5 12h4.6v7H1.5Zm6.2-5h4.6v12H7.7Zm6.2-6h4.6v18h-4.6Z"/>',
    ),
    "g-go": ("0 0 20 20", '<path d="M2.5 1h2.6v1.2H18.5L15.3 7l3.2 4.8H5.1V19H2.5Z"/>'),
    "g-ip": (
        "0 0 20 20",
        '<path fill-rule="evenodd" d="M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 3.2a5.8 5.8 0 1 1 0 11.6 5.8'
        ' 5.8 0 0 1 0-11.6Zm0 3a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z"/>',
    ),
    "g-la": (
        "0 0 20 20",
        '<path d="M8.3 2.5h3.4v4.3h1.2V4A7.5 7.5 0 0 1 17.5 11v2H20v3.5H0V13h2.5v-2A7.5 7.5 0 0 1 7.1 4v2.8h1.2Z"/>',
    ),
    "g-lsm": (
        "0 0 20 20",
        '<path d="M.5 2.5h19v4.2H16.2v4.2h-3.1v4.2h-1.5v3.4H8.4v-3.4H6.9v-4.2H3.8V6.7H.5Z"/>',
    ),
    "g-mb": (
        "0 0 20 20",
        '<path fill-rule="evenodd" d="M10 .500 18.3 5.25v9.5L10 19.5 1.7 14.75v-9.5ZM10 6.4a3.6 3.6 0 1 0'
        ' 0 7.2 3.6 3.6 0 0 0 0-7.2Z"/>',
    ),
    "g-tr": (
        "0 0 20 20",
        '<path d="M12.5 0.8 19.5 5.4 12.5 10V7.3H.5V3.5h12ZM7.5 10l-7 4.6 7 4.6v-2.7h12v-3.8h-12Z"/>',
    ),
    "i-next": (
        "0 0 24 24",
        '<path class="h" d="M13.5 4.5 21 12m0 0-7.5 7.5M21 12H3"/>',
    ),
    "i-prev": (
        "0 0 24 24",
        '<path class="h" d="M10.5 19.5 3 12m0 0 7.5-7.5M3 12h18"/>',
    ),
    "i-search": (
        "0 0 24 24",
        '<path class="h" d="m21 21-5.197-5.197m0 0A7.5 7.5 0 1 0 5.196 5.196a7.5 7.5 0 0 0 10.607 10.607Z"/>',
    ),
    "logo": (
        "0 0 36 24",
        '<path class="lens" d="M18 3.6a10 10 0 0 1 0 16.8 10 10 0 0 1 0-16.8Z"/><circle cx="12.5" cy="12"'
        ' r="10" class="ring"/><circle cx="23.5" cy="12" r="10" class="ring"/>',
    ),
    "n-closed": (
        "0 0 16 16",
        '<path class="b" d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M2.5 7h11v7.5h-11Z"/>',
    ),
    "n-done": ("0 0 16 16", '<path class="b" d="m2.5 8.5 3.8 3.8 7.2-8.3"/>'),
    "n-error": (
        "0 0 16 16",
        '<path d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9Z"/><path class="k" d="M8 3.8v5m0 2v1.7"/>',
    ),
    "n-info": ("0 0 16 16", '<path class="b" d="M8 7v6.5M8 2.5v2"/>'),
    "n-warn": (
        "0 0 16 16",
        '<path d="M8 .800 15.8 15H.2Z"/><path class="k" d="M8 5.8v4.6m0 1.5v1.5"/>',
    ),
    "p-abstain": ("0 0 16 16", '<path class="b" d="M3 8h10"/>'),
    "p-noobj": ("0 0 16 16", '<circle cx="8" cy="8" r="5.25" class="b"/>'),
    "p-object": (
        "0 0 16 16",
        '<path d="M8 1 15.5 14.5H.5Z"/><path class="k" d="M8 5.8v4.2m0 1.3v1.4"/>',
    ),
    "p-recuse": ("0 0 16 16", '<path class="b" d="M3 13 13 3"/>'),
    "p-reserve": ("0 0 16 16", '<path class="b" d="M8 2.5 13.8 13.2H2.2Z"/>'),
    "p-silent": ("0 0 16 16", '<circle cx="8" cy="8" r="5.5" class="d"/>'),
    "p-support": ("0 0 16 16", '<path class="b" d="m2.5 8.5 3.8 3.8 7.2-8.3"/>'),
    "s-agreed": (
        "0 0 16 16",
        '<circle cx="8" cy="8" r="7"/><path class="k" d="m4.5 8.2 2.5 2.5 4.5-5"/>',
    ),
    "s-answered": (
        "0 0 16 16",
        '<path d="M1.25 1.25h13.5v13.5H1.25Z"/><path class="k" d="m4.5 8.2 2.5 2.5 4.5-5"/>',
    ),
    "s-answering": (
        "0 0 16 16",
        '<path class="o" d="M2 2h12v12H2Z"/><path d="M2 8h12v6H2Z"/>',
    ),
    "s-closed": ("0 0 16 16", '<path class="o" d="M2 2h12v12H2Zm3 6h6"/>'),
    "s-draft": ("0 0 16 16", '<path class="o" d="m8 1 7 7-7 7-7-7Z"/>'),
    "s-inforce": (
        "0 0 16 16",
        '<path d="m8 0 8 8-8 8-8-8Z"/><path class="k" d="m5 8.1 2.2 2.2 3.8-4.3"/>',
    ),
    "s-lastcall": (
        "0 0 16 16",
        '<path class="o" d="m8 1 7 7-7 7-7-7Z"/><path d="M8 1v14L1 8Z"/>',
    ),
    "s-open": (
        "0 0 16 16",
        '<path d="M1.25 1.25h13.5v13.5H1.25Z"/><path class="p" d="m5.8 4.3 5.7 3.7-5.7 3.7Z"/>',
    ),
    "s-paused": ("0 0 16 16", '<path class="o" d="M2 2h12v12H2ZM6 5v6m4-6v6"/>'),
    "s-proposed": ("0 0 16 16", '<circle cx="8" cy="8" r="6.25" class="o"/>'),
    "s-rejected": (
        "0 0 16 16",
        '<circle cx="8" cy="8" r="6.25" class="o"/><path class="o" d="m5.5 5.5 5 5m0-5-5 5"/>',
    ),
    "s-replaced": (
        "0 0 16 16",
        '<path class="o" d="m8 1 7 7-7 7-7-7Zm-1.2 4.5L9.3 8l-2.5 2.5"/>',
    ),
    "s-returned": (
        "0 0 16 16",
        '<path class="o" d="m8 1 7 7-7 7-7-7Zm2.8 7H5.2m2.3-2.3L5.2 8l2.3 2.3"/>',
    ),
    "s-review": (
        "0 0 16 16",
        '<circle cx="8" cy="8" r="6.25" class="o"/><path d="M8 1.75a6.25 6.25 0 0 0 0 12.5Z"/>',
    ),
    "s-superseded": (
        "0 0 16 16",
        '<circle cx="8" cy="8" r="6.25" class="o"/><path class="o" d="m6.5 5 3 3-3 3"/>',
    ),
    "s-suspended": (
        "0 0 16 16",
        '<path class="o" d="m8 1 7 7-7 7-7-7ZM6.5 5.8v4.4m3-4.4v4.4"/>',
    ),
    "s-upcoming": ("0 0 16 16", '<path class="o" d="M2 2h12v12H2Z"/>'),
    "s-withdrawn": (
        "0 0 16 16",
        '<circle cx="8" cy="8" r="6.25" class="o"/><path class="o" d="m3.7 12.3 8.6-8.6"/>',
    ),
}
