"""French: Universal Dependencies as `fr_core_news_md` draws them, and the closed classes of French press prose."""

from __future__ import annotations

from kg.languages.base import Language
from kg.model import Status


def words(text: str) -> frozenset[str]:
    """A set of words written as one readable line."""
    return frozenset(text.split())


FUTURE_STEMS = (("er", "er"), ("ir", "ir"), ("re", "r"))
"""An infinitive's ending, and what its future has in its place: "vendre" → "vendra"."""
FUTURE_ENDINGS = (
    *((ending, "Mood=Ind|Tense=Fut") for ending in ("ai", "as", "a", "ons", "ez", "ont")),
    *((ending, "Mood=Cnd|Tense=Pres") for ending in ("ais", "ait", "ions", "iez", "aient")),
)

FRENCH = Language(
    code="fr",
    model="fr_core_news_md",
    characters={
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "′": "'",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\n": " ",
        "\t": " ",
        "«": "",
        "»": "",
        "“": "",
        "”": "",
        "„": "",
        '"': "",
        "[": "",
        "]": "",
        "\N{SOFT HYPHEN}": "",
        "\N{ZERO WIDTH SPACE}": "",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
        "—": "–",
    },
    elisions=("c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"),
    accents=(
        (r"(?:^|(?<=[.!?:…] ))A(?= (?!t ?-)\w)", "À"),  # "A Paris, …", and no "Vitamine A", "A. Lune", "A-t-elle"
        (
            r"\bE(?=(?:tats?|glises?|coles?|quipes?|tudes?|lysée|gypte|mirats|thiopie|rythrée|cosse|quateur|lections?|nergie|conomie)\b)",
            "É",
        ),
        (
            r"\bE(?=(?:tudiante?s?|crivaine?s?|lecteurs?|lectrices?|gyptienn?e?s?|cossais|thiopienn?e?s?|vêques?|missions?|ditions?|diteurs?)\b)",
            "É",
        ),
        (r"\b((?:n|(?:re)?conn|(?:ap|dis|com|re)?par|pl|m)a)i(?=t\b|tre)", r"\1î"),  # the spelling of 1990: "connait", "maitre"
        (r"((?:c|ss))è(?=der(?:a|ai|as|ez|ont|ait|aient)\b)", r"\1é"),  # and "succèdera"
    ),
    abbreviations=frozenset(
        {"m.", "mm.", "mme.", "mlle.", "dr.", "pr.", "st.", "ste.", "me.", "mgr.", "etc.", "cf.", "p.", "no.", "vol.", "av.", "env."}
    ),
    infinitives=("er", "ir", "re"),
    regular=(("e", "er"), ("es", "er"), ("ent", "er"), ("it", "ir"), ("issent", "ir")),
    perfects=dict.fromkeys(("mort", "morte", "morts", "mortes"), "mourir"),
    occasions=frozenset({"lors"}),
    participles=(("ées", "er"), ("és", "er"), ("ée", "er"), ("é", "er"), ("ies", "ir"), ("ie", "ir"), ("is", "ir"), ("i", "ir")),
    quotes=(("«", "»"), ("“", "”"), ('"', '"')),
    reporting_verbs=words(
        """
        accuser admettre affirmer ajouter analyser annoncer apprendre argumenter arguer assurer attester
        avancer avertir aviser avouer calculer certifier citer clamer commenter communiquer conclure concéder
        confesser confier confirmer considérer constater croire déclarer décrire démentir dénoncer déplorer
        détailler dévoiler dire écrire enchaîner énoncer estimer évoquer exhorter expliquer exposer exprimer
        faire_savoir garantir ironiser indiquer informer insister juger jurer justifier lâcher lancer
        maintenir marteler mentionner mettre_en_garde noter objecter observer penser plaider poursuivre
        préciser prétendre prévenir proclamer promettre prôner raconter rappeler rapporter reconnaître redire
        regretter relater relativiser relayer relever remarquer répéter répliquer répondre résumer rétorquer
        révéler revendiquer signaler souligner soutenir soupirer spécifier stipuler suggérer supposer
        témoigner titrer trouver
        """
    ),
    source_prepositions=frozenset({"selon", "d'après", "suivant", "de l'avis de", "aux dires de", "de source"}),
    opinion_prepositions=words("pour"),
    mouthpieces=words("biais voix bouche intermédiaire truchement porte-parole"),
    governing={
        **dict.fromkeys(
            words(
                """
        refuser renoncer éviter omettre négliger échouer cesser interdire exclure abstenir empêcher dissuader nier démentir
        contester
        """
            ),
            Status.NEGATED,
        ),
        **dict.fromkeys(
            words(
                """
        aller vouloir souhaiter désirer prévoir envisager compter espérer projeter planifier promettre engager
        préparer entendre ambitionner viser décider menacer proposer chercher tenter essayer appeler inviter
        demander exiger ordonner apprêter prétendre hésiter rêver songer penser charger devoir exhorter presser prier
        sommer enjoindre convaincre persuader recommander conseiller suggérer préconiser réclamer jurer
        """
            ),
            Status.PLANNED,
        ),
        **dict.fromkeys(words("sembler paraître risquer faillir"), Status.CONDITIONAL),
    },
    envisaging={
        **dict.fromkeys(words("refuser renoncer éviter exclure empêcher interdire nier démentir rejeter"), Status.NEGATED),
        **dict.fromkeys(
            words(
                """
        vouloir souhaiter désirer prévoir envisager espérer projeter planifier promettre préparer ambitionner proposer demander
        exiger ordonner réclamer recommander préconiser suggérer
        """
            ),
            Status.PLANNED,
        ),
        **dict.fromkeys(words("craindre redouter risquer"), Status.CONDITIONAL),
    },
    governing_nouns={
        **dict.fromkeys(
            words(
                """
        volonté projet intention objectif plan souhait promesse proposition menace but ambition désir décision
        demande
        """
            ),
            Status.PLANNED,
        ),
        **dict.fromkeys(words("refus interdiction impossibilité échec"), Status.NEGATED),
        **dict.fromkeys(words("risque possibilité éventualité hypothèse tentative"), Status.CONDITIONAL),
    },
    aspiring=frozenset(words("candidat candidate prétendant prétendante postulant postulante aspirant favori favorite candidature")),
    attesting=words("confirmer avérer vérifier prouver établir"),
    failing=words("échouer capoter avorter"),
    staying=words("rester demeurer continuer conserver garder"),
    deontic=words("devoir"),
    adverbs=("ement", "amment", "emment"),
    conditional_endings=("rais", "rait", "raient", "rions", "riez"),
    conditionals=words("si"),
    finite=(
        ("er", "e", "Mood=Ind|Tense=Pres|VerbForm=Fin"),
        *((old, f"{new}{end}", f"{mood}|VerbForm=Fin") for old, new in FUTURE_STEMS for end, mood in FUTURE_ENDINGS),
    ),
    oblique_relatives={"auquel": "à", "auxquels": "à", "auxquelles": "à", "duquel": "de", "desquels": "de", "desquelles": "de"},
    object_relatives=frozenset({"que", "qu'"}),
    until=words("jusqu'ici jusqu'alors jusqu'là"),
    pairing=words("entre"),
    object_control=words(
        """
        aider permettre inciter pousser obliger contraindre forcer autoriser encourager inviter empêcher
        accuser soupçonner charger appeler condamner voir entendre laisser exhorter presser prier sommer enjoindre
        convaincre persuader dissuader demander ordonner recommander conseiller défendre interdire suggérer
        """
    ),
    characterising=words("de en pour"),
    undergoing=words("faire voir laisser"),
    copulas=words("être devenir rester demeurer redevenir constituer représenter"),
    appointing=words(
        """
        nommer élire désigner promouvoir introniser sacrer consacrer proclamer réélire choisir considérer
        travailler exercer officier engager embaucher recruter employer
        """
    ),
    shares=words("capital part action titre droit vote"),
    support_verbs=words(
        """
        faire réaliser procéder effectuer mener conduire opérer accomplir engager entreprendre connaître subir
        poursuivre annoncer confirmer décider voter lancer assurer signer conclure remporter prononcer
        apporter accorder donner prévoir préparer envisager projeter planifier ambitionner achever terminer permettre autoriser
        exprimer afficher réaffirmer réitérer renouveler formuler émettre marquer
        """
    ),
    replacing=words("remplacer"),
    having_verbs=words(
        """
        avoir réaliser enregistrer afficher accuser annoncer dégager engranger publier connaître générer
        atteindre subir essuyer voir déclarer présenter disposer compter
        """
    ),
    measure_verbs=words(
        """
        atteindre élever être représenter dépasser avoisiner approcher totaliser établir monter grimper chuter
        tomber passer fixer chiffrer évaluer estimer valoir coûter plafonner ressortir progresser reculer
        augmenter baisser bondir
        """
    ),
    placing_verbs=words("trouver situer installer établir implanter localiser"),
    making_verbs=words(
        """
        créer réaliser produire faire fabriquer concevoir générer obtenir élaborer développer construire
        effectuer
        """
    ),
    naming_participles=words("intituler baptiser nommer appeler surnommer dénommer titrer"),
    called_of=words(
        """
        ville village commune localité bourg bourgade cité métropole station province département région district canton
        comté gouvernorat wilaya préfecture territoire état île archipel principauté duché royaume république quartier
        arrondissement camp mois
        """
    ),
    where={"où": "dans"},
    including=words("dont notamment parmi lesquels lesquelles comme tels telles que"),
    transparent_nouns=words(
        """
        un une deux trois plupart majorité moitié tiers quart partie part ensemble totalité nombre foule
        dizaine centaine millier poignée possibilité sorte type genre espèce forme cas fait certain plusieurs
        beaucoup quelques-uns chacun potentiel capacité reste dizaine vingtaine trentaine quarantaine
        cinquantaine milliard million existence usage utilisation mise création lancement construction
        formation constitution naissance réalisation don arrivée avènement
        """
    ),
    negations=words("ne pas plus jamais aucun aucune guère point rien personne nullement ni"),
    nobody=words("aucun nul"),
    privatives=words("sans"),
    hollow=words(
        """
        projet décision mesure initiative chose situation question affaire idée fait choix point cas sujet problème proposition
        position texte plan action démarche opération résultat objectif but moyen
        """
    ),
    former=words("ancien ancienne ex"),
    takes_partitive=words("avec pour sur par contre sans en dans"),
    contractions={"entrer": "entre", "au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "qu'": "que"},
    partitives=words("des"),
    agent_preposition="par",
    future_endings=("rai", "ras", "ra", "rons", "rez", "ront"),
    when_nouns=words(
        """
        an année mois semaine jour matin matinée soir soirée nuit fois week-end trimestre semestre siècle saison été hiver automne printemps
        lundi mardi mercredi jeudi vendredi samedi dimanche lendemain veille heure minute instant moment temps début fin
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        """
    ),
    nationality_nouns=words("nationalité citoyenneté passeport"),
    towns=r"^[A-ZÀ-Þ][\w'’]+(-\w+)*-(sur|sous|lès|les|lez|en|aux|devant)-(la-|le-|l')?[A-ZÀ-Þ][\w-]+$",
    genitive="de",
    purpose=frozenset({"pour", "afin de"}),
    rising=words(
        """
        hausse augmentation progression croissance bond gain rebond progrès augmenter progresser croître
        bondir grimper gagner
        """
    ),
    falling=words(
        """
        baisse diminution recul chute repli réduction déclin contraction baisser reculer diminuer chuter céder
        perdre plonger
        """
    ),
    unergative_participles=words(
        """
        naître mourir décéder arriver partir venir devenir entrer sortir rester tomber monter descendre
        retourner revenir parvenir intervenir survenir disparaître apparaître issir
        """
    ),
    describing=words(
        """
        abritant allant appartenant autorisant comportant comprenant comptant concernant contenant correspondant datant dépassant
        disposant englobant figurant formant incluant interdisant mesurant opposant pesant permettant portant pouvant prévoyant provenant
        regroupant reliant relevant représentant réunissant séparant survenant traitant travaillant visant vivant
        """
    ),
    deputies=words("adjoint adjointe adjoints adjointes"),
    superlatives=words("meilleur meilleure meilleurs meilleures pire pires"),
    regarding=words("comme"),
    evaluative=words(
        """
        nouveau nouvel nouvelle ancien ancienne actuel actuelle futur future célèbre fameux fameuse jeune
        vieux vieille grand grande petit petite mythique légendaire seul seule premier première dernier
        dernière deuxième troisième principal principale puissant puissante influent influente riche pauvre
        bon bonne mauvais mauvaise meilleur meilleure double triple simple vrai véritable conservateur
        conservatrice socialiste libéral libérale communiste centriste écologiste charismatique populaire
        emblématique vedette historique sortant sortante
        """
    ),
    affiliations=words(
        """
        républicain républicaine démocrate travailliste conservateur conservatrice libéral libérale radical radicale
        social-démocrate démocrate-chrétien démocrate-chrétienne chrétien-démocrate gaullien néonazi néonazie vert verte
        écolo loyal dissident dissidente rebelle
        parisien parisienne californien californienne alsacien alsacienne sicilien sicilienne londonien londonienne
        vénitien vénitienne breton bretonne corse catalan catalane basque normand normande provençal provençale toulousain
        toulousaine romain romaine madrilène moscovite mosellan mosellane picard picarde savoyard savoyarde auvergnat
        auvergnate flamand flamande wallon wallonne texan texane genevois nantais cairote athénien athénienne milanais
        kurde touareg touarègue arabe berbère kabyle tibétain tibétaine ouïghour ouïghoure tamoul tamoule sahraoui
        sahraouie tchétchène ossète abkhaze pachtoune hutu tutsi rom sunnite chiite alaouite druze maronite copte afro-américain
        afro-américaine amérindien amérindienne inuit
        """
    ),
    affiliation_endings=("iste", "yste", "ois", "oise", "ais", "aise"),
    specialties=words(
        """
        légiste pénaliste fiscaliste civiliste généraliste urgentiste spécialiste soliste pigiste cycliste motocycliste
        parachutiste antiterroriste artiste éditorialiste
        """
    ),
    posts=words("poste fonction rôle titre charge mandat place"),
    behind_pronouns=words("ci là même mêmes"),
    shifting_verbs=words("passer monter grimper bondir tomber chuter reculer descendre"),
    holding_verbs=words(
        """
        occuper exercer prendre reprendre obtenir décrocher hériter cumuler assumer assurer conserver garder retrouver
        quitter abandonner démissionner accéder rejoindre recevoir récupérer tenir détenir prêter endosser remplir succéder remplacer
        """
    ),
    leaving_verbs=words("quitter abandonner démissionner céder laisser lâcher"),
    giving_verbs=words("confier attribuer revenir échoir remettre donner accorder offrir décerner"),
    recipient="à",
    charged=words("charger chargé charge"),
    grading=words("très"),
    directions=words("nord sud est ouest nord-est nord-ouest sud-est sud-ouest"),
    towards="à",
    prepositional=words("près loin lors hors autour"),
    during=frozenset({"dans", "lors de", "pendant", "durant", "au cours de"}),
    phases=words("début ouverture fin reprise tenue clôture suite poursuite annulation report déroulement achèvement approche veille"),
    about=words("sur contre"),
    ending=frozenset({"jusqu'à", "jusqu'en", "jusque", "avant", "d'ici", "d'ici à", "d'ici en"}),
    since=words("depuis"),
    among=words("parmi"),
    occurring=words("survenir intervenir"),
    scheduling=words("fixer prévoir programmer planifier attendre reporter repousser avancer"),
    ranking=words("figurer compter trouver être"),
)
