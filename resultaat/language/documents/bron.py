"""`indicators/bronnen/*.yaml`: where data come from and what stands in every column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, PrivateAttr, field_validator, model_validator
from pydantic_core import CoreSchema

from resultaat.core.periods import Grain, Period
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.base import Document, one_or_more, or_one
from resultaat.language.documents.berichten import Berichten, BerichtSoort
from resultaat.language.documents.bestand import ENDINGS, Bestand, Datumvorm, Formaat, Reden
from resultaat.language.documents.brongebied import BronGebied
from resultaat.language.documents.levering import (
    Breuk,
    Delen,
    Levering,
    PeriodeKolom,
    PeriodeOfKolom,
    Verschuiving,
    Ververst,
    as_percentage,
)
from resultaat.language.documents.ophalen import Lang, Ophalen
from resultaat.language.documents.relatie import Relatie
from resultaat.language.values import Eenheid, Heel, Id, JaNee, Maat, is_pattern


class KolomType(Enum):
    """The type of a column; the value is the word in YAML."""

    TEKST = "tekst"
    AANTAL = "aantal"
    GETAL = "getal"
    BEDRAG = "bedrag"
    PROCENT = "procent"
    DATUM = "datum"
    JA_NEE = "ja_nee"
    PSEUDONIEM = "pseudoniem"
    BSN = "bsn"
    GEBIED = "gebied"

    @property
    def numeric(self) -> bool:
        """Whether values of this type can be added or averaged."""
        return self in (KolomType.AANTAL, KolomType.GETAL, KolomType.BEDRAG, KolomType.PROCENT)

    @property
    def personal(self) -> bool:
        """Whether a value of this type stands for a person."""
        return self in (KolomType.PSEUDONIEM, KolomType.BSN)


Decimaalteken = Literal[",", "."]


class Kolom(Document):
    """Een kolom: wat erin staat en hoe hij in het bestand heet."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(schema))
        return {"anyOf": [{"enum": [each.value for each in KolomType]}, whole]}

    type: KolomType = Field(default=KolomType.TEKST, examples=["datum"])
    """tekst, aantal, getal, bedrag, procent, datum, ja_nee, pseudoniem, bsn of gebied."""
    kolom: str | None = Field(default=None, examples=["Soort hulp"])
    """De naam in het bestand, als die anders is."""
    mag_leeg: JaNee = Field(default=False, examples=["ja"])
    """Of een waarde mag ontbreken. Een ontbrekende waarde is nooit nul."""
    keuze: list[str] | None = Field(default=None, examples=[["jeugdwet", "wmo"]])
    """De waarden die voor mogen komen; een andere waarde is een fout."""
    decimaalteken: Decimaalteken | None = Field(default=None, examples=["."])
    """Het teken voor decimalen in deze kolom, als dat anders is dan in de rest van het bestand."""
    datumvorm: Datumvorm | None = Field(default=None, examples=["dd-mm-jjjj"])
    """Hoe een datum is geschreven, als dat niet 2024-01-31 is: dd-mm-jjjj of jjjjmmdd."""
    deel: str | None = Field(default=None, examples=["^\\S+"])
    """Het deel van de tekst dat telt, als reguliere expressie, zoals de code voor een naam."""
    vast: str | None = Field(default=None, examples=["2024-01-01"])
    """Een vaste waarde voor elke rij, als het bestand de kolom niet heeft."""
    nog_niet_gepubliceerd: list[str] = Field(default_factory=list, examples=[["-99995"]])
    """Teksten die betekenen dat het cijfer nog komt; een lege tekst is een lege cel."""
    onderdrukt_bij_bron: list[str] = Field(default_factory=list, examples=[["-99997"]])
    """Teksten die betekenen dat de bron het cijfer verbergt."""
    afronding: Heel | dict[Niveau, Heel] | None = Field(
        default=None, examples=[10, {"wijk": 5, "buurt": 5}]
    )
    """Op welk veelvoud de bron afrondt: voor alle gebieden, of per niveau."""
    rangorde: JaNee = Field(default=False, examples=["ja"])
    """Of het een rangorde is, zoals een score van 1 tot 5: dan is er niets op te tellen."""
    vertaal: dict[str, str] = Field(default_factory=dict, examples=[{"6.21": "6.2"}])
    """Waarden die in het bestand anders heten dan hier, zoals nieuwe codes voor oude."""
    minstens: str | None = Field(default=None, examples=["0"])
    """De laagste waarde die kan: een getal of een datum, geschreven als in het bestand."""
    hoogstens: str | None = Field(default=None, examples=["120"])
    """De hoogste waarde die kan."""
    codelijst: Bestand | None = Field(default=None, examples=["data/redenen.csv"])
    """Een CSV-bestand met in de eerste kolom de waarden die voor mogen komen."""
    geen_bsn: str | None = Field(default=None, examples=["RSIN van de aanbieder"])
    """Waarom nummers in deze kolom op een BSN lijken en het niet zijn."""
    geen_overlap: str | None = Field(default=None, examples=["Elke gemeente doet in één regio mee"])
    """Waarom geen waarde in deze kolom voor andere waarden staat, al lijkt dat zo."""
    uitleg: str | None = Field(default=None, examples=["De dag waarop de hulp begon."])
    """Wat de kolom betekent, in gewone woorden."""

    @field_validator("deel")
    @classmethod
    def _pattern(cls, value: str | None) -> str | None:
        if value is not None and not is_pattern(value):
            raise ValueError(f"`{value}` is geen reguliere expressie; schrijf zoiets als ^\\S+")
        return value

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        # `buurt: gebied` is short for `buurt: {type: gebied}`.
        return {"type": value} if isinstance(value, str) else value


class Bron(Document):
    """Een bron: een bestand met het contract waaraan het moet voldoen."""

    naam: str = Field(examples=["Trajecten jeugdhulp en Wmo"])
    """Hoe de bron heet."""
    te_bevestigen: list[str] = Field(
        default_factory=list, examples=[["De codering is geraden: windows-1252."]]
    )
    """Wat iemand nog moet nakijken aan een contract dat het programma voorstelde."""
    herkomst: str = Field(examples=["iJw- en iWmo-berichten 301, 305 en 307"])
    """Waar de gegevens vandaan komen."""
    grondslag: str | None = Field(default=None, examples=["Jeugdwet 7.4.0"])
    """Op welke wet het gebruik van deze gegevens rust; verplicht bij gegevens over personen."""
    bestand: Bestand = Field(examples=["data/trajecten.parquet"])
    """Het bestand, gerekend vanaf de werkmap."""
    levering: Levering = Field(default=Levering.EIGEN, examples=["derden"])
    """eigen of derden. Bij derden mag het bestand er nog niet zijn: dan ontbreekt het cijfer."""
    formaat: Formaat | None = Field(default=None, examples=["csv"])
    """csv, parquet, json_reeksen, geojson, excel, ods of berichten; anders volgt het uit de naam.
    """
    scheidingsteken: str = Field(default=";", min_length=1, max_length=1, examples=[";"])
    """Het teken tussen de kolommen van een CSV-bestand."""
    codering: Literal["utf-8", "windows-1252", "utf-16"] = Field(
        default="utf-8", examples=["windows-1252"]
    )
    """De tekencodering van een CSV-bestand: utf-8, windows-1252 of utf-16."""
    decimaalteken: Decimaalteken = Field(default=",", examples=[","])
    """Het teken voor de decimalen in een CSV-bestand."""
    blad: str | None = Field(default=None, examples=["Cijfers"])
    """Het blad van een rekenblad (Excel of ODS), als er meer zijn."""
    kopregels: list[Heel] = Field(
        default_factory=lambda: [1], min_length=1, json_schema_extra=or_one, examples=[[3, 4]]
    )
    """De regel of regels van een rekenblad waarop de namen van de kolommen staan."""
    berichten: Berichten | None = Field(default=None, examples=[{"soort": "trajecten"}])
    """Bij berichten van iJw en iWmo: welke rijen eruit komen."""
    haal: Ophalen | None = Field(default=None, examples=[{"cbs": "83765NED"}])
    """Waar `resultaat haal` het bestand vandaan haalt: het CBS, een databank of meer bestanden."""
    lang: Lang | None = Field(default=None, examples=[{"kenmerk": "Measure", "waarde": "Value"}])
    """Als elke meting een rij is: in welke kolommen staan het onderwerp en de waarde."""
    alleen: dict[Id, list[str]] = Field(
        default_factory=dict, examples=[{"leeftijd": ["20150"], "regio": ["GM*", "NL*"]}]
    )
    """Per kolom de waarden die meedoen; rijen met iets anders horen niet bij deze bron."""
    zonder: dict[Id, list[str]] = Field(
        default_factory=dict, examples=[{"gemeente": ["Nederland"]}]
    )
    """Per kolom de waarden van rijen die niet meedoen, zoals een totaal tussen de delen."""
    leeg: list[str] = Field(default_factory=list, examples=[["."]])
    """Teksten die 'geen waarde' betekenen, zoals de punt van het CBS."""
    nog_niet_gepubliceerd: list[str] = Field(default_factory=list, examples=[["-99995"]])
    """Teksten die in elke kolom betekenen dat het cijfer nog komt."""
    onderdrukt_bij_bron: list[str] = Field(default_factory=list, examples=[["-99997"]])
    """Teksten die in elke kolom betekenen dat de bron het cijfer verbergt."""
    sleutel: list[Id] = Field(
        default_factory=list, json_schema_extra=or_one, examples=[["traject"]]
    )
    """De kolom of kolommen die een rij uniek maken."""
    persoon: Id | None = Field(default=None, examples=["inwoner"])
    """De kolom met het pseudoniem van de persoon, als de rijen over personen gaan."""
    gebied: BronGebied = Field(examples=[{"kolom": "buurt", "niveau": "buurt"}])
    """In welke kolom het gebied staat."""
    periode: PeriodeOfKolom | None = Field(default=None, examples=["2024", "jaar"])
    """Bij gepubliceerde cijfers: de periode van alle rijen, of de kolom waarin zij staat."""
    gepubliceerd: JaNee = Field(default=False, examples=["ja"])
    """Of elke rij een gepubliceerd cijfer van een gebied is, dat zo wordt overgenomen."""
    kolommen: dict[Id, Kolom] = Field(examples=[{"traject": "tekst", "gemeld_op": "datum"}])
    """De kolommen die worden gebruikt; andere worden niet gelezen."""
    minstens_rijen: Heel | None = Field(default=None, ge=1, examples=[1000])
    """Hoeveel rijen een levering minstens heeft; met minder wordt zij geweigerd."""
    hoogstens_terzijde: Maat = Field(default=Maat(Decimal(0), Eenheid.PROCENT), examples=["1%"])
    """Welk deel van de rijen niet hoeft te kloppen; die rijen worden met reden terzijde gelegd."""
    ververst: Ververst | None = Field(default=None, examples=["maandelijks"])
    """Hoe vaak er een nieuwe levering komt; blijft zij uit, dan is dat een bevinding."""
    verschuiving: Verschuiving = Field(default=Verschuiving(), examples=[{"rijen": "20%"}])
    """Hoeveel een levering van de vorige mag verschillen."""
    breuken: list[Breuk] = Field(
        default_factory=list,
        examples=[[{"vanaf": "2025", "omdat": "Iv3 deelt de taakvelden anders in"}]],
    )
    """Vanaf wanneer de bron iets anders telt; over een breuk heen wordt niet vergeleken."""
    delen: Delen | None = Field(default=None, examples=[{"op": "gemeld_op", "per": "maand"}])
    """Hoe een momentopname in delen wordt bewaard; zonder dit per jaar van de eerste datum."""
    groepen: list[str] = Field(default_factory=list, examples=[["wet", "leeftijd >= 50"]])
    """Kolommen of voorwaarden die rijen verdelen in groepen, om neveneffecten apart te zoeken."""
    partijen: list[str] = Field(default_factory=list, examples=[["aanbieder"]])
    """Kolommen met wie de hulp geeft; die partijen worden naast elkaar gelegd."""
    relaties: dict[Id, Relatie] = Field(
        default_factory=dict, examples=[{"inwoners": {"via": "inwoner", "geldig_op": "startdatum"}}]
    )
    """Andere bronnen waar een rij naar verwijst, bij naam: dan is `bron.kolom` te gebruiken."""

    _reached: dict[str, Kolom] = PrivateAttr(default_factory=dict)

    _one_or_more = field_validator("sleutel", mode="before")(one_or_more)

    @field_validator("hoogstens_terzijde")
    @classmethod
    def _share(cls, value: Maat) -> Maat:
        return as_percentage(value) or value

    @field_validator("kopregels", mode="before")
    @classmethod
    def _row_or_rows(cls, value: Any) -> Any:
        rows = value if isinstance(value, list) else [value]
        numbers = [int(row) for row in rows if str(row).isdigit()]
        first = numbers[0] if numbers else 0
        if first < 1 or numbers != list(range(first, first + len(rows))):
            raise ValueError("noem de regel, of regels die op elkaar volgen: 3 of [3, 4]")
        return numbers

    @field_validator("periode", mode="before")
    @classmethod
    def _period_or_column(cls, value: Any) -> Any:
        if isinstance(value, str) and value[:1].isdigit():
            return Period.parse(value)
        return value

    def reaching(self, columns: Mapping[str, Kolom]) -> Bron:
        """Return this source with the columns that its relations reach, as `bron.kolom`."""
        related = self.model_copy()
        related._reached = dict(columns)
        return related

    def redenen(self, name: str) -> dict[Reden, list[str]]:
        """Return the texts in a column that say why there is no value, by reason."""
        kolom = self.columns[name]
        found = {
            Reden.NOG_NIET_GEPUBLICEERD: [
                *self.nog_niet_gepubliceerd,
                *kolom.nog_niet_gepubliceerd,
            ],
            Reden.ONDERDRUKT_BIJ_BRON: [*self.onderdrukt_bij_bron, *kolom.onderdrukt_bij_bron],
        }
        return {reden: words for reden, words in found.items() if words}

    @property
    def berichten_of(self) -> Berichten:
        """How messages are read: as stated, or as trajecten."""
        return self.berichten or Berichten(soort=BerichtSoort.TRAJECTEN)

    @property
    def columns(self) -> dict[str, Kolom]:
        """Every column that an expression over this source can use."""
        return {**self.kolommen, **self._reached}

    @property
    def about_people(self) -> bool:
        """Whether rows say something of persons."""
        return self.persoon is not None or any(k.type.personal for k in self.kolommen.values())

    @property
    def published_grain(self) -> Grain | None:
        """The length of the periods of published figures: as stated, or years."""
        if not self.gepubliceerd:
            return None
        if isinstance(self.periode, PeriodeKolom):
            return Grain(self.periode.per.value)
        return self.periode.grain if isinstance(self.periode, Period) else Grain.JAAR

    @property
    def periode_kolom(self) -> Id | None:
        """The column with the period of each published figure; None where it is stated for all."""
        if isinstance(self.periode, PeriodeKolom):
            return self.periode.kolom
        return self.periode if isinstance(self.periode, str) else None

    @property
    def file_format(self) -> Formaat:
        """The format, stated or by the file's name."""
        if self.formaat is not None:
            return self.formaat
        return ENDINGS.get(self.bestand.rsplit(".", 1)[-1].lower(), Formaat.PARQUET)
