"""What is remembered of a load: the rows, what was set aside and why, and how the columns were.

Nothing in here is about a person: counts, shares, lines of a file and names of columns. A mean is
kept to compare the next load with, and never shown.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

#: How a load came about.
GELADEN, TERUGGEZET = "geladen", "teruggezet"
#: What became of the areas of another year. Only the last is less well compared with later ones.
ONGEWIJZIGD = "gelijk gebleven of hernoemd"
SAMENGEVOEGD = "samengevoegd en opgeteld"
BENADERD = "bij benadering, naar adressen"
#: Below this many rows a mean or a share could be that of one person.
FEW = 10


@dataclass(frozen=True, slots=True)
class Reden:
    """Why rows were set aside. Each row counts once, under the first thing that is wrong in it."""

    code: str  # empty where the contract says that these rows are not about the source
    kolom: str
    reden: str
    rijen: int
    eerste_regel: int


@dataclass(frozen=True, slots=True)
class Kolomstand:
    """How a column was at a load: the share that is empty, and the mean of its numbers."""

    leeg: float
    gemiddelde: float | None = None
    #: Whether percentages in it may be fractions: none is higher than 1.
    breuken: bool = False


@dataclass(frozen=True, slots=True)
class Omgerekend:
    """What was made of the codes of another year: how many new areas, and how sure they are."""

    van: int
    naar: int
    hernoemd: int  # one old area, the same one
    samengevoegd: int  # whole old areas, added up: exact
    benaderd: int  # parts of old areas: by addresses
    rijen_onbekend: int = 0  # rows of an area that was split

    @property
    def soorten(self) -> list[tuple[str, int]]:
        """Return what became of the areas in words, each with how many there are of it."""
        kinds = (
            (ONGEWIJZIGD, self.hernoemd),
            (SAMENGEVOEGD, self.samengevoegd),
            (BENADERD, self.benaderd),
        )
        return [(words, many) for words, many in kinds if many]


@dataclass(frozen=True, slots=True)
class Levering:
    """One load of a source, as its history keeps it."""

    bron: str
    soort: str
    momentopname: str  # sha256 of the content that was kept
    bestand: str  # sha256 of the file that was read
    contract: str  # sha256 of all else that decides what comes out
    rijen: int  # rows in the file
    gebruikt: int
    nummer: int = 0  # 0 until it stands in the history
    moment: str = ""  # ISO 8601, UTC
    redenen: tuple[Reden, ...] = ()
    regels: str | None = None  # the file with the line and the reason of every row set aside
    kolommen: dict[str, Kolomstand] = field(default_factory=dict)
    nieuwste: str | None = None  # the last date in the time column
    akkoord: str | None = None  # why somebody let it in although it had shifted
    omgerekend: Omgerekend | None = None
    sleutel: str | None = None  # which key the pseudonyms were made with; never the key

    @property
    def terzijde(self) -> int:
        """Rows set aside because they are wrong.

        Rows in the file = rows used + rows set aside + rows that the contract leaves out.
        """
        return sum(each.rijen for each in self.redenen if each.code)

    @property
    def buiten(self) -> int:
        """Rows that the contract leaves out: they are not about this source."""
        return sum(each.rijen for each in self.redenen if not each.code)

    def shown(self) -> dict[str, Any]:
        """Return what may be shown of a load: no means, and no shares of a few rows."""
        few = self.gebruikt < FEW
        return {
            "bron": self.bron,
            "lading": self.nummer,
            "soort": self.soort,
            "moment": self.moment,
            "momentopname": self.momentopname,
            "rijen": self.rijen,
            "gebruikt": self.gebruikt,
            "terzijde": self.terzijde,
            "buiten": self.buiten,
            "redenen": [asdict(each) for each in self.redenen],
            "regels": self.regels,
            "kolommen": {} if few else {name: each.leeg for name, each in self.kolommen.items()},
            "nieuwste": self.nieuwste,
            "akkoord": self.akkoord,
            "omgerekend": asdict(self.omgerekend) if self.omgerekend is not None else None,
        }

    def to_json(self) -> dict[str, Any]:
        """Return the load as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Levering:
        """Read back what `to_json` gave; raises TypeError or KeyError on anything else."""
        redenen = tuple(Reden(**each) for each in data["redenen"])
        kolommen = {name: Kolomstand(**each) for name, each in data["kolommen"].items()}
        done = data.get("omgerekend")
        omgerekend = Omgerekend(**done) if done else None
        parts = {"redenen": redenen, "kolommen": kolommen, "omgerekend": omgerekend}
        return cls(**{**data, **parts})
