"""Published levels that Wilgenstad is set beside, counted again from the tables themselves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from resultaat.world.niveaus import NIVEAUS

INHABITANTS_2023 = 17_811_291


def published(naam: str) -> float:
    (found,) = (each.gepubliceerd for each in NIVEAUS if each.naam == naam)
    return found


def test_levels_of_the_kerncijfers(open_data: Path) -> None:
    row = pl.read_parquet(open_data / "kwb" / "84799NED_kwb2020_TypedDataSet.parquet").row(
        0, named=True
    )
    assert row["WijkenEnBuurten"].strip() == "NL00"
    people, homes = row["AantalInwoners_5"], row["HuishoudensTotaal_28"]
    counted = {
        "inwoners tot 15 jaar": 100 * row["k_0Tot15Jaar_8"] / people,
        "inwoners van 65 jaar en ouder": 100 * row["k_65JaarOfOuder_12"] / people,
        "personen per huishouden": row["GemiddeldeHuishoudensgrootte_32"],
        "huishoudens van één persoon": 100 * row["Eenpersoonshuishoudens_29"] / homes,
        "inwoners met bijstand per 1.000": 1000
        * row["PersonenPerSoortUitkeringBijstand_83"]
        / people,
        "inwoners met een uitkering bij ziekte per 1.000": 1000
        * row["PersonenPerSoortUitkeringAO_84"]
        / people,
        # 366 days of 461 births, and the deaths of a table that is not among these.
        "geboren per 1.000 inwoners": 1000 * 366 * 461 / people,
        "overleden per 1.000 inwoners": 1000 * 168_678 / people,
    }
    for naam, value in counted.items():
        assert published(naam) == pytest.approx(value, abs=0.051), naam


def test_what_was_said_of_columns_that_were_not_yet_published(
    expected: dict[str, list[str]],
) -> None:
    """T12 tells what CBS published later; that of Wmo is compared with."""
    assert "1.221.820" not in expected["T12"][0]  # in this release it is empty
    assert published("inwoners met Wmo-hulp per 1.000") == 70


def test_money_is_that_of_iv3(open_data: Path) -> None:
    iv3 = pl.read_csv(
        open_data / "iv3" / "iv3_2023_jaarrekening_taakvelden.csv",
        separator=";",
        infer_schema=False,
    ).filter(Gemeenten="Nederland")
    assert int(iv3["Inwonertal"][0]) == INHABITANTS_2023

    def per_inwoner(*codes: str) -> float:
        code = pl.col("Taakveld").str.split(" ").list.first().str.strip_chars_end("abcd")
        rows = iv3.filter(code.is_in(codes) if codes else code.str.starts_with("6."))
        return float(1000 * rows["Lasten"].cast(pl.Float64).sum() / INHABITANTS_2023)

    for naam, codes in {
        "lasten jeugdhulp per inwoner (6.72 tot en met 6.74)": ("6.72", "6.73", "6.74"),
        "lasten Wmo per inwoner (6.6 en 6.71)": ("6.6", "6.71"),
        "lasten wijkteams per inwoner (6.2)": ("6.2",),
        "lasten inkomensregelingen per inwoner (6.3)": ("6.3",),
        "lasten sociaal domein per inwoner (6)": (),
    }.items():
        assert published(naam) == pytest.approx(per_inwoner(*codes), abs=1.0), naam


def test_who_leaves_bijstand_for_work(open_data: Path) -> None:
    table = pl.read_csv(
        open_data / "participatiewet" / "83747NED_participatiewet_2016.csv", infer_schema=False
    )
    row = table.filter(pl.col("Regiokenmerken").str.strip_chars() == "NL01", Leeftijd="20150").row(
        0, named=True
    )
    share = 100 * float(row["UitstroomNaarWerk_8"]) / float(row["Uitstroom_6"])
    assert published("beëindigde bijstand die eindigt in werk") == pytest.approx(share, abs=0.1)


def test_children_with_help(open_data: Path) -> None:
    """457 thousand under 23, of whom those from 18 on are 1.4% of their age."""
    table = pl.read_csv(
        open_data / "gemeentefonds" / "gf_maatstaf_volumina_sept2024_jaar2025.csv",
        separator="\t",
        infer_schema=False,
    )
    young = table["jong"].str.replace(",", ".").cast(pl.Float64).sum()
    assert round(young) == 3_336_887
    older = 4_430_000 - young  # "ruim 4,4 miljoen" under 23
    share = 100 * (457_000 - 0.014 * older) / young
    assert published("jongeren met jeugdhulp per 100 kinderen tot 18 jaar") == pytest.approx(
        share, abs=0.1
    )


@pytest.mark.parametrize(
    ("naam", "counted"),
    [
        ("inwoners met WW per 1.000", 161_000),
        ("woninginbraken per 1.000 inwoners", 22_800),
        ("meldingen van huiselijk geweld per 1.000 inwoners", 36_355 / 0.285),
    ],
)
def test_numbers_of_2023_are_set_beside_the_inhabitants_of_2023(naam: str, counted: float) -> None:
    assert published(naam) == pytest.approx(1000 * counted / INHABITANTS_2023, abs=0.051)
