"""`indicators/bronnen/*.yaml`: where data come from and what stands in every column."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, PrivateAttr, field_validator, model_validator
from pydantic_core import CoreSchema

from resultaat.core.periods import Grain, Period
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.base import Document
from resultaat.language.values import Id, JaNee, Periode


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
    GEBIED = "gebied"

    @property
    def numeric(self) -> bool:
        """Whether values of this type can be added or averaged."""
        return self in (KolomType.AANTAL, KolomType.GETAL, KolomType.BEDRAG, KolomType.PROCENT)


class Kolom(Document):
    """Een kolom: wat erin staat en hoe hij in het bestand heet."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(schema))
        return {"anyOf": [{"enum": [each.value for each in KolomType]}, whole]}

    type: KolomType = Field(default=KolomType.TEKST, examples=["datum"])
    """tekst, aantal, getal, bedrag, procent, datum, ja_nee, pseudoniem of gebied."""
    kolom: str | None = Field(default=None, examples=["Soort hulp"])
    """De naam in het bestand, als die anders is."""
    mag_leeg: JaNee = Field(default=False, examples=["ja"])
    """Of een waarde mag ontbreken. Een ontbrekende waarde is nooit nul."""
    keuze: list[str] | None = Field(default=None, examples=[["jeugdwet", "wmo"]])
    """De waarden die voor mogen komen; een andere waarde is een fout."""
    uitleg: str | None = Field(default=None, examples=["De dag waarop de hulp begon."])
    """Wat de kolom betekent, in gewone woorden."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        # `buurt: gebied` is short for `buurt: {type: gebied}`.
        return {"type": value} if isinstance(value, str) else value


class BronGebied(Document):
    """In welke kolom het gebied staat, en van welk niveau het is."""

    kolom: Id = Field(examples=["buurt"])
    """De kolom met de CBS-code."""
    niveau: Niveau | Literal["uit_code"] = Field(default="uit_code", examples=["buurt", "uit_code"])
    """buurt, wijk of gemeente; of uit_code, als rijen van meer niveaus door elkaar staan."""


class Relatie(Document):
    """Een verwijzing naar hoogstens één rij van een andere bron."""

    via: Id = Field(examples=["inwoner"])
    """De kolom van deze bron waarin de sleutel van de andere bron staat."""
    geldig_op: Id | None = Field(default=None, examples=["startdatum"])
    """De kolom met de datum waarop de rij moet gelden, als de andere bron peildata heeft."""


class Formaat(Enum):
    """How the file is written; the value is the word in YAML."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON_REEKSEN = "json_reeksen"


class Levering(Enum):
    """Who delivers the file; the value is the word in YAML."""

    EIGEN = "eigen"
    DERDEN = "derden"


def _or_one(schema: dict[str, Any]) -> None:
    """In the schema, one column may stand without the brackets of a list."""
    one = schema["items"]
    schema["anyOf"] = [one, {"type": schema.pop("type"), "items": schema.pop("items")}]


class Bron(Document):
    """Een bron: een bestand met het contract waaraan het moet voldoen."""

    naam: str = Field(examples=["Trajecten jeugdhulp en Wmo"])
    """Hoe de bron heet."""
    herkomst: str = Field(examples=["iJw- en iWmo-berichten 301, 305 en 307"])
    """Waar de gegevens vandaan komen."""
    grondslag: str | None = Field(default=None, examples=["Jeugdwet 7.4.0"])
    """Op welke wet het gebruik van deze gegevens rust; verplicht bij gegevens over personen."""
    bestand: str = Field(examples=["data/trajecten.parquet"])
    """Het bestand, gerekend vanaf de werkmap."""
    levering: Levering = Field(default=Levering.EIGEN, examples=["derden"])
    """eigen of derden. Bij derden mag het bestand er nog niet zijn: dan ontbreekt het cijfer."""
    formaat: Formaat | None = Field(default=None, examples=["csv"])
    """csv, parquet of json_reeksen; zonder dit blijkt het uit de naam van het bestand."""
    scheidingsteken: str = Field(default=";", min_length=1, max_length=1, examples=[";"])
    """Het teken tussen de kolommen van een CSV-bestand."""
    decimaalteken: Literal[",", "."] = Field(default=",", examples=[","])
    """Het teken voor de decimalen in een CSV-bestand."""
    leeg: list[str] = Field(default_factory=list, examples=[["."]])
    """Teksten die 'geen waarde' betekenen, zoals de punt van het CBS."""
    sleutel: list[Id] = Field(
        default_factory=list, json_schema_extra=_or_one, examples=[["traject"]]
    )
    """De kolom of kolommen die een rij uniek maken."""
    persoon: Id | None = Field(default=None, examples=["inwoner"])
    """De kolom met het pseudoniem van de persoon, als de rijen over personen gaan."""
    gebied: BronGebied = Field(examples=[{"kolom": "buurt", "niveau": "buurt"}])
    """In welke kolom het gebied staat."""
    periode: Periode | Id | None = Field(default=None, examples=["2024", "jaar"])
    """Bij gepubliceerde cijfers: de periode van alle rijen, of de kolom met jaar of datum."""
    gepubliceerd: JaNee = Field(default=False, examples=["ja"])
    """Of elke rij een gepubliceerd cijfer van een gebied is, dat zo wordt overgenomen."""
    kolommen: dict[Id, Kolom] = Field(examples=[{"traject": "tekst", "gemeld_op": "datum"}])
    """De kolommen die worden gebruikt; andere worden niet gelezen."""
    groepen: list[str] = Field(default_factory=list, examples=[["wet", "inwoners.geslacht"]])
    """Kolommen met groepen waarin neveneffecten apart worden gezocht."""
    relaties: dict[Id, Relatie] = Field(
        default_factory=dict, examples=[{"inwoners": {"via": "inwoner", "geldig_op": "startdatum"}}]
    )
    """Andere bronnen waar een rij naar verwijst, bij naam: dan is `bron.kolom` te gebruiken."""

    _reached: dict[str, Kolom] = PrivateAttr(default_factory=dict)

    @field_validator("bestand")
    @classmethod
    def _not_the_truth(cls, value: str) -> str:
        # Who could read what was planted, would find it without looking.
        if value.replace("\\", "/").rsplit("/", 1)[-1].lower() == "waarheid.json":
            raise ValueError(
                "`waarheid.json` zegt wat er in een verzonnen gemeente is gestopt en is geen bron; "
                "kies een ander bestand"
            )
        return value

    @field_validator("sleutel", mode="before")
    @classmethod
    def _one_or_more(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

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

    @property
    def columns(self) -> dict[str, Kolom]:
        """Every column that an expression over this source can use."""
        return {**self.kolommen, **self._reached}

    @property
    def published_grain(self) -> Grain | None:
        """The length of the periods of published figures: as stated, or years from a column."""
        if not self.gepubliceerd:
            return None
        return self.periode.grain if isinstance(self.periode, Period) else Grain.JAAR

    @property
    def file_format(self) -> Formaat:
        """The format, stated or by the file's name."""
        if self.formaat is not None:
            return self.formaat
        endings = {"csv": Formaat.CSV, "txt": Formaat.CSV, "json": Formaat.JSON_REEKSEN}
        return endings.get(self.bestand.rsplit(".", 1)[-1].lower(), Formaat.PARQUET)
