"""The block `telt`: what is counted, from which source, when.

Exactly one measure per block. What each means to the row is in `compile/measures.py`, and in the
handbook for those who write it.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic_core import CoreSchema

from resultaat.language.documents.base import Document, one_or_more, or_one
from resultaat.language.documents.gestandaardiseerd import (
    Gestandaardiseerd,
    VeranderingPerPersoon,
)
from resultaat.language.documents.maten import (
    Doorlooptijd,
    Duur,
    Omzetting,
    Per,
    Percentiel,
    Reeks,
    Verhouding,
)
from resultaat.language.values import Id, IdOfLeeg

MEASURES = (
    "aantal",
    "som",
    "gemiddelde",
    "minimum",
    "maximum",
    "mediaan",
    "percentiel",
    "aandeel",
    "doorlooptijd",
    "omzetting",
    "duur",
    "verhouding",
    "gestandaardiseerd",
    "verandering_per_persoon",
    "gepubliceerd",
    "formule",
)
#: What is its teller divided by a noemer of its own.
_RATIOS = (
    "gemiddelde",
    "aandeel",
    "doorlooptijd",
    "omzetting",
    "verhouding",
    "gestandaardiseerd",
    "verandering_per_persoon",
)
#: What says which rows count, and has no meaning where no rows are counted.
_OF_ROWS = ("waar", "datum", "peildatum", "laatste_per", "per")


class Telt(Document):
    """Wat er wordt geteld. Kies precies één maat."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(schema))
        # A formula counts no rows of a source.
        whole.pop("required")
        return {**whole, "anyOf": [{"required": ["bron"]}, {"required": ["formule"]}]}

    bron: IdOfLeeg = Field(examples=["trajecten"])
    """De bron, bij naam uit `bronnen/`; niet bij een formule."""
    waar: str | None = Field(default=None, examples=["wet = 'jeugdwet'"])
    """Welke rijen meetellen, bijvoorbeeld: wet = 'jeugdwet'."""
    datum: Id | None = Field(default=None, examples=["startdatum"])
    """De kolom met de datum waarop iets gebeurde: de rij telt in die periode."""
    peildatum: Id | None = Field(default=None, examples=["peildatum"])
    """De kolom met de datum van een stand: de laatste stand in de periode telt."""
    laatste_per: list[Id] = Field(
        default_factory=list, json_schema_extra=or_one, examples=[["client"]]
    )
    """Bij een peildatum: van wie of wat de laatste rij in de periode telt, bijvoorbeeld client."""
    aantal: Literal["rijen", "personen"] | None = Field(default=None, examples=["rijen"])
    """Tel rijen, of tel verschillende personen."""
    som: str | None = Field(default=None, examples=["besteed"])
    """Tel een kolom op."""
    gemiddelde: str | None = Field(default=None, examples=["kosten"])
    """Het gemiddelde van een kolom, over rijen waar hij is ingevuld."""
    minimum: str | None = Field(default=None, examples=["besteed"])
    """De laagste waarde van een kolom. Niet bij bronnen over personen."""
    maximum: str | None = Field(default=None, examples=["besteed"])
    """De hoogste waarde van een kolom. Niet bij bronnen over personen."""
    mediaan: str | None = Field(default=None, examples=["kosten"])
    """De middelste waarde van een kolom, over rijen waar hij is ingevuld."""
    percentiel: Percentiel | None = Field(default=None, examples=[{"van": "kosten", "deel": "90%"}])
    """De waarde waar een bepaald deel van de rijen onder ligt."""
    aandeel: str | None = Field(default=None, examples=["doel_bereikt"])
    """Het deel van de rijen waar dit waar is, van de rijen waar het bekend is."""
    doorlooptijd: Doorlooptijd | None = Field(
        default=None, examples=[{"van": "gemeld_op", "tot": "startdatum", "binnen": "42 dagen"}]
    )
    """Het deel dat binnen een termijn klaar is."""
    omzetting: Omzetting | None = Field(
        default=None, examples=[{"van": "einddatum", "tot": "terug_op", "binnen": "365 dagen"}]
    )
    """Het deel waarbij iets binnen een termijn volgt, zoals een terugkeer."""
    duur: Duur | None = Field(
        default=None, examples=[{"van": "gemeld_op", "tot": "startdatum", "maat": "mediaan"}]
    )
    """Hoe lang iets duurt, ook als een deel nog loopt."""
    verhouding: Verhouding | None = Field(
        default=None, examples=[{"teller": "besteed", "noemer": "begroot"}]
    )
    """De ene som gedeeld door de andere."""
    gestandaardiseerd: Gestandaardiseerd | None = Field(
        default=None,
        examples=[
            {
                "teller": "uitstroom",
                "groep": "leeftijdsgroep",
                "groepen": ["jong", "oud"],
                "standaard": "gemeente",
            }
        ],
    )
    """Een cijfer per groep, gewogen naar één vaste verdeling over die groepen."""
    verandering_per_persoon: VeranderingPerPersoon | None = Field(
        default=None, examples=[{"van": "zelfredzaamheid"}]
    )
    """Per persoon de laatste meting min de eerste; daarvan het gemiddelde."""
    gepubliceerd: Id | None = Field(default=None, examples=["laag_inkomen_procent"])
    """Een gepubliceerd cijfer dat niet opgeteld kan worden, zoals een percentage."""
    formule: str | None = Field(default=None, examples=["uitgaven_jeugdhulp / geholpen_jeugdhulp"])
    """Reken met andere indicatoren, bijvoorbeeld: uitgaven / clienten."""
    per: Per | None = Field(default=None, examples=[{"indicator": "inwoners", "keer": 1000}])
    """Deel de telling door een andere indicator."""
    reeks: Reeks | None = Field(default=None, examples=["jaar_tot_nu"])
    """Het cijfer over een langere tijd, of naast een eerdere periode."""

    @property
    def measure(self) -> str:
        """The name of the measure that this block chose."""
        return next(name for name in MEASURES if getattr(self, name) is not None)

    @property
    def is_share(self) -> bool:
        """Whether the teller is a part of the noemer."""
        within = self.duur is not None and self.duur.binnen is not None
        of_rows = self.gestandaardiseerd is not None and self.gestandaardiseerd.noemer is None
        return within or of_rows or self.measure in ("aandeel", "doorlooptijd", "omzetting")

    @property
    def is_ratio(self) -> bool:
        """Whether the figure is its teller divided by a noemer of its own."""
        return self.measure in _RATIOS

    @property
    def is_point(self) -> bool:
        """Whether the figure is a value out of the spread of values, and no sum of them."""
        return self.measure in ("minimum", "maximum", "mediaan", "percentiel", "duur")

    @property
    def in_days(self) -> bool:
        """Whether the figure is a number of days."""
        return self.duur is not None and self.duur.maat is not None

    @property
    def is_percentage(self) -> bool:
        """Whether the figure is a fraction that reads as a percentage, unless a unit is stated."""
        standard = self.gestandaardiseerd
        return self.measure == "verhouding" or (standard is not None and standard.keer == 1)

    @property
    def compares(self) -> bool:
        """Whether the figure is set beside that of an earlier period."""
        return self.reeks is not None and self.reeks.compares

    @property
    def subtracts(self) -> bool:
        """Whether the figure is the difference with that of an earlier period."""
        return self.reeks is not None and self.reeks.subtracts

    _one_or_more = field_validator("laatste_per", mode="before")(one_or_more)

    @model_validator(mode="before")
    @classmethod
    def _no_source(cls, value: Any) -> Any:
        if isinstance(value, dict) and "formule" in value:
            return {"bron": "", **value}
        return value

    @model_validator(mode="after")
    def _only_a_formula(self) -> Telt:
        if self.formule is None:
            return self
        extra = [name for name in ("bron", *_OF_ROWS) if getattr(self, name)]
        if "per" in extra:
            raise ValueError(
                "bij `formule` hoort geen `per`; deel in de formule: (…) / inwoners * 1000"
            )
        if extra:
            raise ValueError(f"bij `formule` hoort geen `{extra[0]}`; haal het weg")
        if self.reeks is not None and not self.reeks.compares:
            raise ValueError(
                f"een formule telt geen rijen, dus `{self.reeks.kind}` kan hier niet; "
                "zet `reeks` bij de indicatoren die de formule noemt"
            )
        return self

    @model_validator(mode="after")
    def _exactly_one(self) -> Telt:
        chosen = [name for name in MEASURES if getattr(self, name) is not None]
        if not chosen:
            raise ValueError(f"hier staat geen maat; kies er een: {', '.join(MEASURES)}")
        if len(chosen) > 1:
            raise ValueError(f"hier staan {len(chosen)} maten; kies er één: {', '.join(chosen)}")
        if self.datum and self.peildatum:
            raise ValueError(
                "`datum` en `peildatum` kunnen niet samen; "
                "kies `datum` als iets gebeurde, `peildatum` bij een stand"
            )
        if self.laatste_per and not self.peildatum:
            raise ValueError(
                "bij `laatste_per` hoort een `peildatum`: de dag waarop het zo was; "
                "schrijf die er als `peildatum` bij, in plaats van `datum`"
            )
        if self.per and self.measure not in ("aantal", "som"):
            raise ValueError("`per` kan alleen bij `aantal` of `som`; haal het weg")
        return self
