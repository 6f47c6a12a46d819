"""The topics of "Kerncijfers wijken en buurten" that we know: the one place with their names.

Names as CBS writes them in StatLine downloads (path of titles and unit; empty where we know none)
and in OData (without the
`_<position>` that shifts every year); both checked against the tables of 2019, 2020 and 2022. The
key in time series is that of the JSON files that dashboards of municipalities publish.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from resultaat.language.documents.bron import Kolom, KolomType

AANTAL, GETAL, PROCENT = KolomType.AANTAL, KolomType.GETAL, KolomType.PROCENT


class Topic(NamedTuple):
    """One topic: its column in the contract, and what it is called in each shape of file."""

    id: str
    type: KolomType
    statline: str
    odata: str
    uitleg: str
    #: Empty where no series is known to have it.
    reeks: str = ""
    #: The table it is of: Kerncijfers wijken en buurten, or the Gezondheidsmonitor.
    tabel: str = "kwb"


_INKOMEN = "Inkomen/Inkomen van huishoudens"
_PERSONEN = "Sociale zekerheid/Personen per soort uitkering"
_TIENTALLEN = "Het CBS rondt af op tientallen."

TOPICS = (
    Topic(
        "aantal_inwoners", AANTAL, "Bevolking/Aantal inwoners (aantal)", "AantalInwoners",
        "Inwoners op 1 januari. Van een gemeente exact; van een wijk of buurt afgerond op 5.",
        "aantal_inwoners",
    ),
    Topic(
        "mannen", AANTAL, "Bevolking/Geslacht/Mannen (aantal)", "Mannen",
        "Mannelijke inwoners op 1 januari.",
    ),
    Topic(
        "vrouwen", AANTAL, "Bevolking/Geslacht/Vrouwen (aantal)", "Vrouwen",
        "Vrouwelijke inwoners op 1 januari.",
    ),
    Topic(
        "jongeren_0_15", AANTAL, "Bevolking/Leeftijdsgroepen/0 tot 15 jaar (aantal)",
        "k_0Tot15Jaar", "Inwoners die op 1 januari jonger zijn dan 15 jaar.",
    ),
    Topic(
        "jongeren_15_25", AANTAL, "Bevolking/Leeftijdsgroepen/15 tot 25 jaar (aantal)",
        "k_15Tot25Jaar", "Inwoners die op 1 januari 15 tot 25 jaar zijn.",
    ),
    Topic(
        "ouderen_65_plus", AANTAL, "Bevolking/Leeftijdsgroepen/65 jaar of ouder (aantal)",
        "k_65JaarOfOuder", "Inwoners die op 1 januari 65 jaar of ouder zijn.",
    ),
    Topic(
        "huishoudens", AANTAL, "Bevolking/Particuliere huishoudens/Huishoudens totaal (aantal)",
        "HuishoudensTotaal",
        "Particuliere huishoudens. Wie in een instelling woont, telt niet mee.",
    ),
    Topic(
        "eenpersoonshuishoudens", AANTAL,
        "Bevolking/Particuliere huishoudens/Eenpersoonshuishoudens (aantal)",
        "Eenpersoonshuishoudens", "Huishoudens van één persoon.",
    ),
    Topic(
        "huishoudens_met_kinderen", AANTAL,
        "Bevolking/Particuliere huishoudens/Huishoudens met kinderen (aantal)",
        "HuishoudensMetKinderen", "Paren met kinderen en eenoudergezinnen.",
    ),
    Topic(
        "arbeidsparticipatie_procent", PROCENT, "Arbeid/Netto arbeidsparticipatie (%)",
        "NettoArbeidsparticipatie", "Deel van de inwoners van 15 tot 75 jaar dat betaald werkt.",
        "arbeidsparticipatie",
    ),
    Topic(
        "inkomen_per_inwoner", GETAL,
        "Inkomen/Inkomen van personen/Gemiddeld inkomen per inwoner (x 1 000 euro)",
        "GemiddeldInkomenPerInwoner",
        "Gemiddeld persoonlijk inkomen per inwoner, in duizend euro per jaar. Van kleine gebieden "
        "geeft het CBS dit cijfer niet.",
    ),
    Topic(
        "gestandaardiseerd_inkomen", GETAL,
        f"{_INKOMEN}/Gem. gestandaardiseerd inkomen van huish (x 1 000 euro)",
        "GemGestandaardiseerdInkomenVanHuish",
        "Gemiddeld besteedbaar inkomen van huishoudens, in duizend euro per jaar. Het is "
        "omgerekend naar een huishouden van één persoon. Zo zijn grote en kleine huishoudens te "
        "vergelijken.",
        "gem_inkomen_huishoudens",
    ),
    Topic(
        "laag_inkomen_procent", PROCENT, f"{_INKOMEN}/Huishoudens met een laag inkomen (%)",
        "HuishoudensMetEenLaagInkomen",
        "Deel van de huishoudens met een inkomen onder de lage-inkomensgrens, zonder studenten. "
        "Het CBS geeft dit vanaf 100 huishoudens.",
        "huishoudens_laag_inkomen",
    ),
    Topic(
        "sociaal_minimum_procent", PROCENT,
        f"{_INKOMEN}/Huish. onder of rond sociaal minimum (%)", "HuishOnderOfRondSociaalMinimum",
        "Deel van de huishoudens met hoogstens 101% van het sociaal minimum, zonder studenten. "
        "Het CBS geeft dit vanaf 100 huishoudens.",
        "huishoudens_sociaal_minimum",
    ),
    Topic(
        "bijstand", AANTAL, f"{_PERSONEN}; Bijstand (aantal)", "PersonenPerSoortUitkeringBijstand",
        f"Personen met een bijstandsuitkering. {_TIENTALLEN} Wie in een instelling woont en wie "
        "dakloos is, telt niet mee.",
        "bijstandsontvangers",
    ),
    Topic(
        "arbeidsongeschikt", AANTAL, f"{_PERSONEN}; AO (aantal)", "PersonenPerSoortUitkeringAO",
        f"Personen met een uitkering wegens arbeidsongeschiktheid. {_TIENTALLEN}",
    ),
    Topic(
        "werkloosheid_ww", AANTAL, f"{_PERSONEN}; WW (aantal)", "PersonenPerSoortUitkeringWW",
        f"Personen met een WW-uitkering. {_TIENTALLEN}",
    ),
    Topic(
        "aow", AANTAL, f"{_PERSONEN}; AOW (aantal)", "PersonenPerSoortUitkeringAOW",
        f"Personen met een AOW-pensioen. {_TIENTALLEN}",
    ),
    Topic(
        "jeugdzorg_jongeren", AANTAL, "Zorg/Jongeren met jeugdzorg in natura (aantal)",
        "JongerenMetJeugdzorgInNatura",
        "Jongeren tot 23 jaar die in het jaar jeugdhulp in natura, jeugdbescherming of "
        "jeugdreclassering hadden. Van sommigen is alleen de gemeente bekend. De wijken tellen "
        "daarom niet op tot de gemeente.",
    ),
    Topic(
        "jeugdzorg_procent", PROCENT, "Zorg/Percentage jongeren met jeugdzorg (%)",
        "PercentageJongerenMetJeugdzorg",
        "Deel van de jongeren tot 23 jaar dat in het jaar jeugdzorg had.", "jongeren_jeugdzorg",
    ),
    Topic(
        "wmo_clienten", AANTAL, "Zorg/Wmo-cliënten (aantal)", "WmoClienten",
        "Personen die in het jaar minstens één maatwerkvoorziening van de Wmo hadden. Alleen van "
        "gemeenten die het CBS hun cijfers gaven.",
    ),
    Topic(
        "wmo_per_1000", GETAL, "Zorg/Wmo-cliënten relatief (per 1 000 inwoners)",
        "WmoClientenRelatief",
        "Wmo-cliënten per 1.000 inwoners. Het CBS berekent dit uit al afgeronde aantallen.",
    ),
    Topic(
        "afstand_huisarts", GETAL,
        "Nabijheid voorzieningen/Afstand tot huisartsenpraktijk (km)",
        "AfstandTotHuisartsenpraktijk",
        "Gemiddelde afstand van inwoners tot de dichtstbijzijnde huisarts, in kilometers.",
    ),
    # RIVM, GGD'en and CBS, table 50090NED: the OData names of the release of 2020.
    Topic(
        "goed_ervaren_gezondheid_procent", PROCENT, "", "ErvarenGezondheidGoedZeerGoed",
        "Deel van de inwoners van 18 jaar en ouder dat de eigen gezondheid goed of zeer goed "
        "noemt.",
        tabel="gezondheid",
    ),
    Topic(
        "wekelijkse_sporters_procent", PROCENT, "", "WekelijkseSporters",
        "Deel van de inwoners van 18 jaar en ouder dat minstens één keer per week sport.",
        tabel="gezondheid",
    ),
    Topic(
        "risico_angst_depressie_procent", PROCENT, "", "MatigHoogRisicoOpAngstOfDepressie",
        "Deel van de inwoners van 18 jaar en ouder met een matig of hoog risico op angst of "
        "depressie.",
        tabel="gezondheid",
    ),
    Topic(
        "regie_eigen_leven_procent", PROCENT, "", "MatigVeelRegieOverEigenLeven",
        "Deel van de inwoners van 18 jaar en ouder met matig of veel regie over het eigen "
        "leven.",
        tabel="gezondheid",
    ),
    Topic(
        "eenzaam_procent", PROCENT, "", "Eenzaam",
        "Deel van de inwoners van 18 jaar en ouder dat eenzaam is.",
        tabel="gezondheid",
    ),
    Topic(
        "ernstig_eenzaam_procent", PROCENT, "", "ErnstigZeerErnstigEenzaam",
        "Deel van de inwoners van 18 jaar en ouder dat ernstig of zeer ernstig eenzaam is.",
        tabel="gezondheid",
    ),
    Topic(
        "mantelzorgers_procent", PROCENT, "", "Mantelzorger",
        "Deel van de inwoners van 18 jaar en ouder dat mantelzorg geeft.",
        tabel="gezondheid",
    ),
    Topic(
        "vrijwilligers_procent", PROCENT, "", "Vrijwilligerswerk",
        "Deel van de inwoners van 18 jaar en ouder dat vrijwilligerswerk doet.",
        tabel="gezondheid",
    ),
    Topic(
        "moeite_met_rondkomen_procent", PROCENT, "", "MoeiteMetRondkomen",
        "Deel van de inwoners van 18 jaar en ouder dat moeite heeft om rond te komen.",
        tabel="gezondheid",
    ),
)  # fmt: skip

#: The columns that indicator templates may use.
KOLOMMEN = {topic.id: Kolom(type=topic.type, mag_leeg=True) for topic in TOPICS}


def same(name: str) -> str:
    """Return a name so that two ways of writing it are equal: no blanks, no capitals.

    CBS puts no-break spaces in some titles and wrote `Netto arbeidsparticipatie` as one word later.
    """
    return "".join(name.split()).casefold()


def stem(name: str) -> str:
    """Return an OData name without its position: `Codering_3` becomes `codering`."""
    return same(re.sub(r"_\d+$", "", name))
