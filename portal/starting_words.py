"""The words a new portal starts with: stakeholder groups, sectors, the first pages. Each alliance edits its own."""

GROUPS = {
    "ip": {"en": "Indigenous Peoples", "fr": "Peuples autochtones", "es": "Pueblos indígenas"},
    "ac": {"en": "Affected communities", "fr": "Communautés touchées", "es": "Comunidades afectadas"},
    "asm": {
        "en": "Artisanal and small-scale miners",
        "fr": "Mineurs artisanaux et à petite échelle",
        "es": "Mineros artesanales y de pequeña escala",
    },
    "lsm": {"en": "Large-scale mining", "fr": "Mines industrielles", "es": "Gran minería"},
    "tr": {"en": "Traders and refiners", "fr": "Négociants et affineurs", "es": "Comerciantes y refinadores"},
    "mb": {"en": "Manufacturers and brands", "fr": "Fabricants et marques", "es": "Fabricantes y marcas"},
    "cs": {"en": "Civil society", "fr": "Société civile", "es": "Sociedad civil"},
    "la": {"en": "Labour", "fr": "Travailleurs et syndicats", "es": "Trabajadores y sindicatos"},
    "go": {"en": "Governments", "fr": "Gouvernements", "es": "Gobiernos"},
    "fi": {"en": "Finance", "fr": "Finance", "es": "Finanzas"},
    "ae": {"en": "Academia and experts", "fr": "Universités et experts", "es": "Academia y expertos"},
}
SECTORS = {
    "up": {
        "en": "Upstream: digging, washing, first buying",
        "fr": "Amont : extraction, lavage, premier achat",
        "es": "Origen: extracción, lavado, primera compra",
    },
    "mid": {
        "en": "Midstream: trading, smelting, refining",
        "fr": "Milieu de chaîne : négoce, fonderie, affinage",
        "es": "Tramo medio: comercio, fundición, refinación",
    },
    "down": {
        "en": "Downstream: making, selling, recycling",
        "fr": "Aval : fabrication, vente, recyclage",
        "es": "Destino: fabricación, venta, reciclaje",
    },
}
