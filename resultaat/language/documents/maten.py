"""The measures of `telt` that take more than one value, and the modifier `reeks`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from resultaat.language.amounts import Duur as Looptijd
from resultaat.language.documents.base import Document
from resultaat.language.values import Eenheid, Heel, Id, JaNee, Maat, Periode

#: What `reeks` can be only with a value.
_WITH_VALUE = {
    "voortschrijdend": "4",
    "eerder": "1 maand",
    "verandering_procent": "1 maand",
    "index": "2021",
}
#: What sets a figure beside an earlier one, and which of those show the difference itself.
_COMPARING = (
    "verandering",
    "verandering_jaar_eerder",
    "eerder",
    "verandering_procent",
    "index",
)
_SUBTRACTING = ("verandering", "verandering_jaar_eerder")


class Termijn(Document):
    """Van een begindatum tot een einddatum, binnen een termijn."""

    van: Id = Field(examples=["gemeld_op"])
    """De kolom met de begindatum."""
    tot: Id = Field(examples=["startdatum"])
    """De kolom met de einddatum; leeg zolang het nog loopt."""
    binnen: Maat = Field(examples=["42 dagen"])
    """De termijn, bijvoorbeeld 42 dagen."""


class Doorlooptijd(Termijn):
    """Het deel dat binnen een termijn klaar is. Wie nog wacht, telt mee."""


class Omzetting(Termijn):
    """Het deel waarbij iets binnen een termijn volgt, zoals een terugkeer of doorstroom."""


class Duur(Document):
    """Hoe lang iets duurt, ook als een deel nog loopt (Kaplan-Meier)."""

    van: Id = Field(examples=["gemeld_op"])
    """De kolom met de begindatum."""
    tot: Id = Field(examples=["startdatum"])
    """De kolom met de einddatum; leeg zolang het nog loopt."""
    maat: Literal["mediaan"] | None = Field(default=None, examples=["mediaan"])
    """Met `mediaan`: na hoeveel dagen de helft klaar is."""
    binnen: Maat | None = Field(default=None, examples=["42 dagen"])
    """Met een termijn: het deel dat binnen zoveel dagen klaar is, lopende zaken meegerekend."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Duur:
        if (self.maat is None) == (self.binnen is None):
            raise ValueError(
                "een duur geeft één cijfer; schrijf `maat: mediaan` of `binnen: 42 dagen`"
            )
        return self


class Percentiel(Document):
    """De waarde waar een bepaald deel van de rijen onder ligt."""

    van: str = Field(examples=["kosten"])
    """De kolom of berekening."""
    deel: Maat = Field(examples=["90%"])
    """Welk deel eronder ligt, bijvoorbeeld 90%."""

    @model_validator(mode="after")
    def _between(self) -> Percentiel:
        if self.deel.eenheid is not Eenheid.PROCENT or not 0 < self.deel.waarde < 1:
            raise ValueError(
                f"`{self.deel}` is geen deel tussen 0% en 100%; schrijf bijvoorbeeld 90%"
            )
        return self


class Verhouding(Document):
    """De som van een kolom gedeeld door de som van een andere kolom van dezelfde bron."""

    teller: str = Field(examples=["besteed"])
    """Wat boven de streep staat."""
    noemer: str = Field(examples=["begroot"])
    """Wat onder de streep staat."""


class Per(Document):
    """Deel door een andere indicator, bijvoorbeeld per 1.000 inwoners."""

    indicator: Id = Field(examples=["inwoners"])
    """De indicator waardoor wordt gedeeld."""
    keer: Heel = Field(default=1000, ge=1, examples=[1000])
    """Per hoeveel: 100, 1000 of 10000."""


class Reeks(Document):
    """Het cijfer over een langere tijd, of naast een eerdere periode. Kies er één."""

    jaar_tot_nu: JaNee = Field(default=False, examples=["ja"])
    """Vanaf 1 januari tot en met de periode."""
    cumulatief: JaNee = Field(default=False, examples=["ja"])
    """Vanaf de eerste rij van de bron tot en met de periode."""
    voortschrijdend: Heel | None = Field(default=None, ge=2, le=120, examples=[4])
    """Over zoveel periodes, de laatste meegerekend, bijvoorbeeld 4 kwartalen."""
    verandering: JaNee = Field(default=False, examples=["ja"])
    """Het verschil met de periode ervoor."""
    verandering_jaar_eerder: JaNee = Field(default=False, examples=["ja"])
    """Het verschil met dezelfde periode een jaar eerder."""
    eerder: Looptijd | None = Field(default=None, examples=["1 maand"])
    """Het cijfer van zo lang geleden, bijvoorbeeld 1 maand."""
    verandering_procent: Looptijd | None = Field(default=None, examples=["1 maand"])
    """Het verschil met zo lang geleden, als deel van het cijfer van toen."""
    index: Periode | None = Field(default=None, examples=["2021"])
    """Met het cijfer van deze periode op 100; bij een jaar: dezelfde periode in dat jaar."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(schema))
        words = [name for name in cls.model_fields if name not in _WITH_VALUE]
        return {"anyOf": [{"enum": words}, whole]}

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        # `reeks: cumulatief` is short for `reeks: {cumulatief: ja}`.
        if isinstance(value, str) and value in _WITH_VALUE:
            said = f"reeks: {{{value}: {_WITH_VALUE[value]}}}"
            raise ValueError(f"bij `{value}` hoort een waarde; schrijf `{said}`")
        return {value: True} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _exactly_one(self) -> Reeks:
        if len(self._chosen) != 1:
            raise ValueError(
                f"kies bij `reeks` er één; kies uit: {', '.join(type(self).model_fields)}"
            )
        return self

    @property
    def _chosen(self) -> list[str]:
        return [name for name in type(self).model_fields if getattr(self, name)]

    @property
    def kind(self) -> str:
        """The one that was chosen."""
        return self._chosen[0]

    @property
    def compares(self) -> bool:
        """Whether the figure is set beside that of an earlier period."""
        return self.kind in _COMPARING

    @property
    def subtracts(self) -> bool:
        """Whether the figure is the difference with that of an earlier period."""
        return self.kind in _SUBTRACTING
