"""Names for wijken and buurten: those of Wilgenstad by hand, those of a larger gemeente by rule."""

WIJKNAMEN = (
    *("Wijk 01 Centrum", "Oeverwijk", "Molenwijk", "Tuindorp", "Bosrand", "Nieuw-Wilgen"),
    *("Zuidermeent", "Havenkwartier", "De Hoven", "Kasteelwijk", "Lindeveld", "Spoorwijk"),
    *("Parkwijk", "De Zilverkamp", "Rietlanden", "Vestingwijk"),
)
"""The sixteen wijken of Wilgenstad, in the order of their codes."""

BUURTNAMEN = (
    ("Oude Haven", "Marktkwartier", "Singelbuurt", "Stationskwartier", "Kloosterhof"),
    ("Oeverpark", "Rietland", "Waterhof", "De Steiger", "Lisdodde"),
    ("Molenbuurt", "Wiekslag", "Korenveld", "Bovenkruier", "Maalstee"),
    ("Seringenbuurt", "De Boomgaard", "Moestuinen", "Hagenbuurt", "Bedrijvenpark Oost"),
    ("Lanenbuurt", "Beukenhage", "Heideveld", "Landgoed De Elzen", "Dennenkamp"),
    ("Vlinderveld", "Zonnedauw", "Lange Weide", "De Terp", "Polderzicht"),
    ("Veldzicht", "De Akker", "Zandweg e.o.", "Klaverweide", "Leeuwerikhof"),
    ("Scheepswerf", "Kadebuurt", "Pakhuisbuurt", "Ankerhof", "Touwslagerij"),
    ("Hovenbuurt", "Appelhof", "Perengaard", "De Schuur", "Kruidentuin"),
    ("Slotbuurt", "Gravenhof", "Burchtzicht", "De Poort", "Wapenplein"),
    ("Lindenhof", "Essenbuurt", "Wilgenbuurt", "Populierenlaan e.o.", "Kastanjebuurt"),
    ("Perronbuurt", "Seinhuis", "De Wissel", "Rangeerpark", "Tussen de Sporen"),
    ("Parkzicht", "Vijverbuurt", "Rozenpark", "Prieelbuurt", "Hertenkamp"),
    ("Zilverkamp-Noord", "Zilverkamp-Zuid", "Muntbuurt", "De Smidse", "Gildehof"),
    ("Lisbuurt", "Waterlelie", "Zeggeveld", "De Plas", "Snoekenhof"),
    ("Bastion", "Ravelijn", "Walbuurt", "De Gracht", "Kruithuis"),
)

_BEGIN = (
    *("Noorder", "Ooster", "Zuider", "Wester", "Nieuw", "Oud", "Hoog", "Laag", "Groen", "Wit"),
    *("Zwart", "Rood", "Blauw", "Goud", "Zilver", "Koper", "Linden", "Eiken", "Beuken", "Elzen"),
    *("Berken", "Essen", "Iepen", "Vlier", "Braam", "Roos", "Klaver", "Tarwe", "Gerst", "Haver"),
    *("Reiger", "Zwanen", "Merel", "Kievit", "Valken", "Arend", "Bever", "Otter", "Das", "Vossen"),
)
_EIND = (
    *("veld", "hof", "kamp", "weide", "oord", "dijk", "burg", "haven", "horst", "laar"),
    *("donk", "broek", "zijde", "stee", "hage", "beek", "sluis", "kwartier", "park", "zicht"),
    *("rode", "waard", "drecht", "akker", "poort", "terp"),
)


def wijknaam(nummer: int) -> str:
    """The name of wijk `nummer`, counted from 0; unique up to 1,056 wijken."""
    if nummer < len(WIJKNAMEN):
        return WIJKNAMEN[nummer]
    begin, eind = divmod(nummer - len(WIJKNAMEN), len(_EIND))
    return _BEGIN[begin] + _EIND[eind]


def buurtnaam(wijk: int, buurt: int) -> str:
    """The name of a buurt in a wijk, both counted from 0; unique within its wijk."""
    if wijk < len(BUURTNAMEN) and buurt < len(BUURTNAMEN[wijk]):
        return BUURTNAMEN[wijk][buurt]
    return f"{wijknaam(wijk)} {buurt + 1}"
