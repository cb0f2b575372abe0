"""The plain pages a new portal starts with, in each language. Each alliance edits its own; none is written over."""

from typing import TypedDict


class Words(TypedDict):
    """One page in one language."""

    title: str
    lede: str
    body: list[tuple[str, str]]


HOME: dict[str, dict[str, str]] = {
    "en": {
        "title": "Common Ground",
        "promise": "What we have agreed, what it cost, and what is open for you to change.",
        "lede": "Here an alliance settles what words mean, writes standards in the open, and publishes every decision "
        "with its price.",
    },
    "fr": {
        "title": "Common Ground",
        "promise": "Ce dont nous sommes convenus, ce que cela a coûté, et ce que vous pouvez encore changer.",
        "lede": "Ici, une alliance fixe le sens des mots, écrit ses normes au grand jour et publie chaque décision "
        "avec son prix.",
    },
    "es": {
        "title": "Common Ground",
        "promise": "Lo que hemos acordado, lo que costó y lo que usted todavía puede cambiar.",
        "lede": "Aquí una alianza fija el sentido de las palabras, escribe sus normas a la vista de todos y publica "
        "cada decisión con su precio.",
    },
}
INDEXES = (
    ("glossary.GlossaryIndexPage", "glossary", {"en": "Glossary", "fr": "Glossaire", "es": "Glosario"}),
    (
        "consultations.ConsultationsIndexPage",
        "consultations",
        {"en": "Consultations", "fr": "Consultations", "es": "Consultas"},
    ),
    ("governance.GovernanceIndexPage", "governance", {"en": "Decisions", "fr": "Décisions", "es": "Decisiones"}),
)

ABOUT: dict[str, Words] = {
    "en": {
        "title": "About the alliance",
        "lede": "People who do not agree on everything, and who have decided to disagree in one place, in the open.",
        "body": [
            ("heading", "Who sits at the table"),
            (
                "text",
                "<p>Indigenous Peoples and other communities near mines, those who dig by hand and those who run large "
                "mines, traders and refiners, manufacturers and brands, unions, civil society, governments, investors "
                "and researchers. Each group has its own seats; no group can be outvoted without its objection being "
                "published beside the result.</p>",
            ),
            ("heading", "What the alliance does"),
            (
                "text",
                "<p>It agrees on the meaning of words, writes standards for responsible sourcing, asks everybody they "
                "touch, and decides. It does not certify companies, and it does not sell anything.</p>",
            ),
            ("heading", "What you can hold it to"),
            (
                "text",
                "<ul><li>Every comment gets an answer with a reason.</li><li>Every decision says what it costs, and "
                "whom.</li><li>What was published stays published. Corrections are added, never written over.</li>"
                "</ul>",
            ),
        ],
    },
    "fr": {
        "title": "À propos de l’alliance",
        "lede": "Des gens qui ne sont pas d’accord sur tout et qui ont choisi d’en débattre en un seul lieu, au grand "
        "jour.",
        "body": [
            ("heading", "Qui est à la table"),
            (
                "text",
                "<p>Les peuples autochtones et les autres communautés proches des mines, ceux qui creusent à la main "
                "et ceux qui exploitent de grandes mines, négociants et affineurs, fabricants et marques, syndicats, "
                "société civile, gouvernements, investisseurs et chercheurs. Chaque groupe a ses sièges ; aucun ne "
                "peut être mis en minorité sans que son objection soit publiée à côté du résultat.</p>",
            ),
            ("heading", "Ce que fait l’alliance"),
            (
                "text",
                "<p>Elle s’accorde sur le sens des mots, écrit des normes d’approvisionnement responsable, interroge "
                "tous ceux qu’elles touchent, et décide. Elle ne certifie pas d’entreprises et ne vend rien.</p>",
            ),
            ("heading", "À quoi elle s’engage"),
            (
                "text",
                "<ul><li>Chaque commentaire reçoit une réponse motivée.</li><li>Chaque décision dit ce qu’elle coûte, "
                "et à qui.</li><li>Ce qui a été publié le reste. Les corrections s’ajoutent, elles n’effacent "
                "rien.</li></ul>",
            ),
        ],
    },
    "es": {
        "title": "Sobre la alianza",
        "lede": "Personas que no están de acuerdo en todo y que han decidido discutirlo en un solo lugar, a la vista "
        "de todos.",
        "body": [
            ("heading", "Quién se sienta a la mesa"),
            (
                "text",
                "<p>Pueblos indígenas y otras comunidades cercanas a las minas, quienes excavan a mano y quienes "
                "operan grandes minas, comerciantes y refinadores, fabricantes y marcas, sindicatos, sociedad civil, "
                "gobiernos, inversionistas e investigadores. Cada grupo tiene sus puestos; ninguno puede quedar en "
                "minoría sin que su objeción se publique junto al resultado.</p>",
            ),
            ("heading", "Qué hace la alianza"),
            (
                "text",
                "<p>Acuerda el sentido de las palabras, escribe normas de abastecimiento responsable, pregunta a todas "
                "las personas a quienes afectan, y decide. No certifica empresas ni vende nada.</p>",
            ),
            ("heading", "Qué se le puede exigir"),
            (
                "text",
                "<ul><li>Cada comentario recibe una respuesta con su razón.</li><li>Cada decisión dice cuánto cuesta y "
                "a quién.</li><li>Lo publicado permanece. Las correcciones se añaden, nunca se escriben encima.</li>"
                "</ul>",
            ),
        ],
    },
}
HOW: dict[str, Words] = {
    "en": {
        "title": "How a standard is made",
        "lede": "From the first draft to the decision, every step leaves something that outsiders can check.",
        "body": [
            (
                "text",
                "<ol><li><b>A draft is frozen.</b> From the day a consultation is announced, its words no longer "
                "change, and every clause has an address of its own.</li><li><b>Everybody may speak.</b> The first "
                "round of a standard is open for at least sixty days, later rounds for at least thirty. You need no "
                "account, and you say who you are last.</li><li><b>Every comment is answered.</b> The secretariat "
                "proposes an answer with its reason, the committee agrees to it, and all answers appear on one "
                "day.</li><li><b>The price is written down first.</b> A trade-off statement says what each option "
                "would cost and bring to each group, doing nothing included.</li><li><b>The committee decides.</b> "
                "Each seat takes a position in public. A rule fixed beforehand says whether that is enough.</li>"
                "<li><b>It is looked at again.</b> Every decision carries the day of its review.</li></ol>",
            ),
            ("heading", "If you think that a step was skipped"),
            (
                "text",
                "<p>Write to the secretariat. What was published at each step stands in the record of the decision, so "
                "that anybody can compare.</p>",
            ),
        ],
    },
    "fr": {
        "title": "Comment naît une norme",
        "lede": "Du premier projet à la décision, chaque étape laisse une trace que chacun peut vérifier.",
        "body": [
            (
                "text",
                "<ol><li><b>Un projet est figé.</b> Dès l’annonce de la consultation, ses mots ne changent plus, et "
                "chaque clause a sa propre adresse.</li><li><b>Chacun peut parler.</b> Le premier tour d’une norme "
                "dure au moins soixante jours, les suivants au moins trente. Il ne faut pas de compte, et l’on ne dit "
                "qui l’on est qu’à la fin.</li><li><b>Chaque commentaire reçoit une réponse.</b> Le secrétariat la "
                "propose avec ses raisons, le comité l’approuve, et toutes paraissent le même jour.</li><li><b>Le "
                "prix est écrit d’abord.</b> Un bilan dit ce que chaque option coûterait et apporterait à chaque "
                "groupe, y compris ne rien faire.</li><li><b>Le comité décide.</b> Chaque siège prend position "
                "publiquement. Une règle fixée d’avance dit si cela suffit.</li><li><b>On y revient.</b> Chaque "
                "décision porte la date de son réexamen.</li></ol>",
            ),
            ("heading", "Si vous pensez qu’une étape a été sautée"),
            (
                "text",
                "<p>Écrivez au secrétariat. Ce qui a été publié à chaque étape figure au dossier de la décision : "
                "chacun peut comparer.</p>",
            ),
        ],
    },
    "es": {
        "title": "Cómo se hace una norma",
        "lede": "Del primer borrador a la decisión, cada paso deja algo que cualquiera puede comprobar.",
        "body": [
            (
                "text",
                "<ol><li><b>Un borrador queda fijo.</b> Desde el anuncio de la consulta sus palabras ya no cambian, y "
                "cada cláusula tiene su propia dirección.</li><li><b>Todos pueden hablar.</b> La primera ronda de una "
                "norma dura al menos sesenta días; las siguientes, al menos treinta. No hace falta cuenta, y quién es "
                "usted se dice al final.</li><li><b>Cada comentario recibe respuesta.</b> La secretaría la propone con "
                "su razón, el comité la aprueba, y todas aparecen el mismo día.</li><li><b>El precio se escribe "
                "primero.</b> Un balance dice qué costaría y qué traería cada opción a cada grupo, también no hacer "
                "nada.</li><li><b>El comité decide.</b> Cada puesto toma posición en público. Una regla fijada de "
                "antemano dice si eso basta.</li><li><b>Se vuelve a mirar.</b> Cada decisión lleva la fecha de su "
                "revisión.</li></ol>",
            ),
            ("heading", "Si cree que se saltó un paso"),
            (
                "text",
                "<p>Escriba a la secretaría. Lo publicado en cada paso está en el expediente de la decisión, y "
                "cualquiera puede comparar.</p>",
            ),
        ],
    },
}
