"""The small print a new portal starts with: privacy and accessibility, in each language."""

from portal.starting_pages import ABOUT, HOW, Words

PRIVACY: dict[str, Words] = {
    "en": {
        "title": "Privacy",
        "lede": "What we keep, who sees it, and how it is taken out.",
        "body": [
            ("heading", "When you read"),
            (
                "text",
                "<p>Nothing is loaded from other sites and nobody counts you. One cookie keeps you signed in, one "
                "protects forms. Addresses in our logs carry no search words.</p>",
            ),
            ("heading", "When you respond to a consultation"),
            (
                "text",
                "<p>You choose whether your words appear with your name, without it, or only before the committee. "
                "Your name and e-mail address are kept apart from your words. Where group, country and language "
                "together would point at one person, the public page shows fewer of them, and numbers below five are "
                "not shown.</p>",
            ),
            ("heading", "When you want it taken out"),
            (
                "text",
                "<p>Write to the secretariat and give the number on your receipt. Your name and address are erased; "
                "what you said stays in the record without them, unless the words themselves give you away.</p>",
            ),
        ],
    },
    "fr": {
        "title": "Vie privée",
        "lede": "Ce que nous gardons, qui le voit, et comment le faire retirer.",
        "body": [
            ("heading", "Quand vous lisez"),
            (
                "text",
                "<p>Rien n’est chargé depuis d’autres sites et personne ne vous compte. Un cookie garde votre "
                "connexion, un autre protège les formulaires. Nos journaux ne contiennent aucun mot de vos "
                "recherches.</p>",
            ),
            ("heading", "Quand vous répondez à une consultation"),
            (
                "text",
                "<p>Vous choisissez si vos mots paraissent avec votre nom, sans lui, ou devant le seul comité. Nom et "
                "adresse électronique sont conservés à part. Là où groupe, pays et langue désigneraient une seule "
                "personne, la page publique en montre moins, et les nombres inférieurs à cinq ne sont pas montrés.</p>",
            ),
            ("heading", "Quand vous voulez faire retirer"),
            (
                "text",
                "<p>Écrivez au secrétariat en indiquant le numéro de votre reçu. Nom et adresse sont effacés ; "
                "vos paroles restent au dossier sans eux, à moins qu’elles ne vous trahissent elles-mêmes.</p>",
            ),
        ],
    },
    "es": {
        "title": "Privacidad",
        "lede": "Qué guardamos, quién lo ve y cómo se retira.",
        "body": [
            ("heading", "Cuando usted lee"),
            (
                "text",
                "<p>Nada se carga desde otros sitios y nadie lo cuenta. Una cookie mantiene su sesión, otra protege "
                "los formularios. Nuestros registros no llevan las palabras que usted busca.</p>",
            ),
            ("heading", "Cuando responde a una consulta"),
            (
                "text",
                "<p>Usted elige si sus palabras aparecen con su nombre, sin él o solo ante el comité. El nombre y el "
                "correo se guardan aparte. Donde grupo, país e idioma juntos señalarían a una sola persona, la página "
                "pública muestra menos, y los números menores de cinco no se muestran.</p>",
            ),
            ("heading", "Cuando quiere que se retire"),
            (
                "text",
                "<p>Escriba a la secretaría e indique el número de su recibo. Se borran su nombre y su correo; lo que "
                "dijo queda en el expediente sin ellos, salvo que las propias palabras lo delaten.</p>",
            ),
        ],
    },
}
ACCESSIBILITY: dict[str, Words] = {
    "en": {
        "title": "Accessibility",
        "lede": "Made to be used by keyboard, by ear, on an old phone and on a weak line.",
        "body": [
            (
                "text",
                "<p>We build to WCAG 2.2, level AA. Every page works without JavaScript, by keyboard alone, at 320 "
                "pixels and at twice the size of type, in light and in dark. No page weighs more than 60 kilobytes, "
                "pictures aside. Colour never says anything that a word or a shape does not say as well.</p>",
            ),
            ("heading", "What we know to be weak"),
            (
                "text",
                "<p>Documents that others attach are not always readable aloud. Texts that have not been translated "
                "yet are shown in their own language and marked as such.</p>",
            ),
            ("heading", "If something stands in your way"),
            (
                "text",
                "<p>Tell the secretariat what you tried to do, and with what. You can also send a response to a "
                "consultation by e-mail or have it written down for you in a session.</p>",
            ),
        ],
    },
    "fr": {
        "title": "Accessibilité",
        "lede": "Fait pour le clavier, pour l’oreille, pour un vieux téléphone et pour une ligne faible.",
        "body": [
            (
                "text",
                "<p>Nous suivons WCAG 2.2, niveau AA. Chaque page marche sans JavaScript, au clavier seul, sur 320 "
                "pixels et au double de la taille des lettres, en clair et en sombre. Aucune ne pèse plus de 60 "
                "kilooctets, images à part. La couleur ne dit rien qu’un mot ou une forme ne dise aussi.</p>",
            ),
            ("heading", "Ce que nous savons faible"),
            (
                "text",
                "<p>Les documents joints par d’autres ne se lisent pas toujours à voix haute. Les textes qui ne sont "
                "pas encore traduits paraissent dans leur langue, et c’est indiqué.</p>",
            ),
            ("heading", "Si quelque chose vous arrête"),
            (
                "text",
                "<p>Dites au secrétariat ce que vous vouliez faire, et avec quoi. Vous pouvez aussi répondre à une "
                "consultation par courriel, ou faire noter vos paroles lors d’une séance.</p>",
            ),
        ],
    },
    "es": {
        "title": "Accesibilidad",
        "lede": "Hecho para el teclado, para el oído, para un teléfono viejo y para una línea débil.",
        "body": [
            (
                "text",
                "<p>Seguimos WCAG 2.2, nivel AA. Cada página funciona sin JavaScript, solo con teclado, a 320 píxeles "
                "y con letra al doble, en claro y en oscuro. Ninguna pesa más de 60 kilobytes sin imágenes. El color "
                "no dice nada que una palabra o una forma no diga también.</p>",
            ),
            ("heading", "Lo que sabemos débil"),
            (
                "text",
                "<p>Los documentos que adjuntan otros no siempre se leen en voz alta. Los textos sin traducir se "
                "muestran en su idioma, con una indicación.</p>",
            ),
            ("heading", "Si algo se lo impide"),
            (
                "text",
                "<p>Diga a la secretaría qué quiso hacer y con qué. También puede responder a una consulta por correo, "
                "o hacer que anoten sus palabras en una sesión.</p>",
            ),
        ],
    },
}
PAGES = (
    ("about", ABOUT),
    ("how-a-standard-is-made", HOW),
    ("privacy", PRIVACY),
    ("accessibility", ACCESSIBILITY),
)
