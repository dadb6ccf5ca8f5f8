"""Words beside a name that say whether it is a place's: prepositions, titles, heads of street and building names."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LOCATING = _set(
    """
    in near at outside from to across throughout around toward towards inside downtown central northern southern
    eastern western northwestern northeastern southwestern southeastern suburban rural between via nearby greater
    into through в во у із зі з из под близ возле около на от до по біля під поблизу поруч між между через
    """
)
"""Words after which a name is likely a place."""

PLACE_NOUNS = _set(
    """
    city town village township region province oblast district state suburb borough county capital neighborhood
    neighbourhood municipality port settlement город городе города городу городом поселок посёлок поселке посёлке
    поселка посёлка село селе села деревня деревне деревни станица станице регион регионе провинция провинции
    провинцию штат штате штата республика республике республики район районе г с пос д мэр мэра мер мера губернатор губернатора житель жителя жители жителей жителі мешканці мешканка
    мешканець уроженец уроженца суд суда суді прокуратура прокуратуры прокуратуру місто місті міста містом
    селище селищі селища селі область області провінція провінції провінцію м смт
    """
)

TITLES = _set(
    """
    mr mrs ms dr miss sir lord lady dame sgt const cpl capt lt col gen sen rep gov judge justice president pope king
    queen prince princess professor prof rev father sister officer detective inspector constable mayor minister
    chancellor secretary senator governor congressman congresswoman chief commissioner director coach attorney
    superintendent supt insp det cst maj pfc pte cmdr adm brig dep spokesman spokeswoman spokesperson actor singer
    author
    """
)
"""Words after which a name is a person's."""

NOT_NAMES = _set(
    """
    The A An In On At By For From With And But Or If As It Its He She They We You His Her Their Our Your This That
    These Those When While After Before Since Until During Where Who What Why How Which There Here No Not Yes So
    Then Now Also Former Meanwhile However Although Though Because One Two Three Four Five Six Seven Eight Nine Ten
    Some Many Most All Both Each Every Another Other More Less About Over Under Near Outside Inside Between Of To
    Into Through Across Around Against Last Next First Second Third Monday Tuesday Wednesday Thursday Friday
    Saturday Sunday January February March April May June July August September October November December Police
    Officials Authorities Residents Like Even Just Only Once Downtown Central Northern Southern Eastern Western
    Greater Rural Suburban North South East West Late Early New Jan Feb Aug Sept Sep Oct Nov Dec
    """
)
"""Words that a capital at the start of a sentence (or custom) lifts, and that say nothing of the name after them."""

SITES = _set(
    """
    Street Road Avenue Lane Drive Boulevard Highway Parkway Crescent Close Terrace Airport Hospital Square Bridge
    Castle Cathedral Stadium Cemetery Harbour Harbor Plaza Hill Way Theatre Museum Gallery Park Circle Mosque Lake
    River Creek Bay Island Islands Beach Mountain Mountains Valley Peninsula Province County Parish Prison
    """
)
"""Last words of names of streets, buildings and landscapes; such a name is a place even where no gazetteer has it."""

SITES_BEFORE = _set(
    """
    Lake Mount Fort Camp Port Highway Interstate Route
    """
)
"""First words of such names."""

OFFICES = _set(
    """
    Police Mayor Gov Governor Sen Senator Council City County Airport Court Superior Circuit District
    State Department Sheriff Fire School High Hospital Prime President Premier Attorney Parliament Government
    Legislature House Public Supreme Federal Central National Regional Municipal International Republican
    Republicans Democrat Democrats Democratic Rep Health Army Navy Metropolitan Metro Zoo Stock Film Olympic
    Olympics Games Chamber Transit Senate Crown Street Road Avenue
    """
)
"""Words after a place's name that make the whole an office of that place; the place is still named."""

NOUNS_NOT = _set(
    """
    is was were are be been has have had will would can could may might said says who whose whom by in on to at for
    with from as or that but than then when where while which of speaking speakers language into about after before
    if because does did do not also
    """
)
"""Words after which an adjective of a place stands alone (a language, a people) and locates nothing."""

CONNECTING = r"(?:on|of|upon|de|del|la|le|les|el|al|am|an der|the|and|sur|do|da|dos|на|над|под)"
"""Small words inside longer names."""

STREETS = _set(
    """
    Street Road Avenue Lane Drive Boulevard Highway Parkway Crescent Close Terrace Way Circle
    """
)
"""Heads that say nothing of the town: there is an Oxford Street in many."""

GENERIC = _set(
    """
    North South East West Northern Southern Eastern Western Central Centre Center Upper Lower Middle Far Inner Outer
    Lakes University College School Children General Referral Regional National Memorial Community International
    Olympic State Federal Royal Real Church Street Road Avenue Main High Police County City Town Island Lake River
    Mount Park Hill Bay Beach Valley Bridge Airport Hospital Highway Interstate District Province Coast Border Union
    Republic Company Bank House Court Council Parliament Senate Congress Army Navy Times Post News Press Journal
    Xinhua Store
    """
)
"""Words that never name a place by themselves."""

NEVER = frozenset(
    part.strip()
    for part in """
    White House; Wall Street; Wall Street Journal; Kremlin; Pentagon; Downing Street; Scotland Yard; Islamic State;
    United Nations; European Union; Los Angeles Times; New York Times; Washington Post; Real Madrid; Far North; Red
    Cross; Red Crescent; San Antonio Spurs; Boston Globe; Chicago Tribune
    """.replace("\n", " ").split(";")
)
"""Names of powers and papers that look like places'."""

OFFICES_LOW = _set(
    """
    mayor president governor gov minister king queen prince princess secretary
    """
)
"""Titles that also stand before a place's name."""

DIRECTIONS = _set(
    """
    North South East West Upper Lower Inner Outer Central
    """
)

DOING = _set(
    """
    said says told added asked wrote tweeted has had was is died pleaded testified argued recalled explained
    """
)
"""Verbs that follow a person's name more often than a small town's."""

OFFICERS = _set(
    """
    prosecutor prosecutors police court courts mayor governor authorities officials government garrison ministry
    council parliament administration lawyer lawyers activists residents newspaper correspondent office
    """
)
"""Common nouns after a place's name that make the whole an office or its people."""

PAPERS = _set(
    """
    Times Herald Tribune Gazette Chronicle Globe Star Examiner Inquirer Telegraph Daily Post Sun Mail Guardian
    Mirror Independent Observer Courier Journal Dispatch Bulletin Register Sentinel
    """
)
"""Words that make a place's name before them the name of a paper."""

LARGE_AND_GIVEN = _set(
    """
    Georgia Virginia Jordan Carolina Chad Montana Dakota Israel Kenya Savannah
    """
)
"""Names of states and countries that are also given names."""

LOCAL_OFFICES = _set("Mayor Police Sheriff City County Council Fire Superior Crown Town Township Borough")
"""Words after a name that say it is a town or a county."""

SURNAME_SITES = _set("Bay Lake Park Hill Way Lane Castle Parish River Creek Beach Bridge Street Close")
"""Heads of sites that are also surnames, so that a given name before them makes a person."""

LEADING = _set("in near outside between across в во у под під близ возле около біля між между")
"""Prepositions that lead a list of places."""
