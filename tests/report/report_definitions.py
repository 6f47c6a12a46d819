"""The definitions of Wilgenstad as its policy officers wrote them."""
# ruff: noqa: E501  YAML lines are as long as people write them

from __future__ import annotations


def wilgenstad_files() -> dict[str, str]:
    files = {"resultaat.yaml": _SETTINGS, "indicators/doelen.yaml": _DOELEN}
    files |= {f"indicators/bronnen/{name}.yaml": text for name, text in _BRONNEN.items()}
    for block in _INDICATOREN.strip().split("\n---\n"):
        path, text = block.strip().split("\n", 1)
        files[f"indicators/{path}.yaml"] = text + "\n"
    return files


_SETTINGS = """\
naam: Gemeente Wilgenstad
gebied: GM9999
gebieden: gebieden.csv
rapportages:
  jaarstukken_2025: {titel: Jaarstukken 2025, over: 2025, vanaf: 2021, peildatum: 2026-05-01}
"""

_DOELEN = """\
bestuursperiode: 2022-2026
programmas:
  jeugd:
    naam: Jeugd en onderwijs
    doelen:
      veilig_opgroeien:
        naam: Veilig opgroeien
        wat_willen_we: Kinderen groeien veilig op en komen vooruit.
        wat_doen_we: We zorgen voor hulp dichtbij, op school en thuis.
        taakvelden: ["6.72", "6.82"]
      naar_school:
        naam: Naar school
        wat_willen_we: Jongeren halen een diploma.
  meedoen:
    naam: Werk, inkomen en zorg
    doelen:
      aan_het_werk:
        naam: Aan het werk
        wat_willen_we: Wie kan werken, vindt werk dat past.
      zonder_schulden:
        naam: Zonder schulden
        wat_willen_we: Wie schulden heeft, krijgt weer grip op geld.
      zelf_verder:
        naam: Zelf verder
        wat_willen_we: Inwoners redden zich en horen erbij.
"""

_BRONNEN = {
    "trajecten": """\
naam: Trajecten jeugdhulp en Wmo
herkomst: iJw/iWmo-berichten 301, 305 en 307
bestand: data/trajecten.parquet
sleutel: traject
gebied: {kolom: buurt}
kolommen: {traject: tekst, buurt: gebied, doel_bereikt: ja_nee, startdatum: datum}
""",
    "inwoners": """\
naam: Basisregistratie personen
herkomst: BRP, stand op 31 december
bestand: data/inwoners.parquet
sleutel: inwoner
gebied: {kolom: buurt}
kolommen: {inwoner: pseudoniem, buurt: gebied}
""",
}

_INDICATOREN = """
jeugd/doelrealisatie_jeugdhulp
soort: resultaat
naam: Jeugdhulp die haar doel bereikt
doel: veilig_opgroeien
waarom: Een kind krijgt hulp om ergens mee vooruit te komen. We willen weten hoe vaak dat lukt.
grondslag: {wet: Jeugdwet, artikel: "2.2"}
telt:
  bron: trajecten
  waar: wet = 'jeugdwet' and einddatum is not null
  aandeel: doel_bereikt
  datum: einddatum
niveaus:
  inwoner: {voor_wie: het kind en de ouders, bijdrage: hulp met een doel dat samen is gekozen}
  buurt: {voor_wie: school en buren, bijdrage: een vast gezicht op school}
  gemeente: {voor_wie: alle inwoners, bijdrage: genoeg en goede hulp}
richting: hoger
streefwaarden:
  - {vanaf: 2021, waarde: 70%, vastgesteld: 2020-11-12}
van_wie: inwoner
rol: faciliteren
invloed: beperkt
buiten_onze_invloed: [gezinnen_met_schulden, werkloosheid_regio]
rollen: {opdrachtgever: wethouder Jeugd, opdrachtnemer: jeugdhulpregio, uitvoerder: aanbieders}
condities: [wachttijd_jeugdhulp, vakmanschap_jeugdteam]
let_op:
  - {indicator: terugkeer_jeugdhulp, slechter: hoger, marge: 2 procentpunt, omdat: Wie te vroeg stopt komt soms terug.}
meetlast: {uren_per_jaar: 40, bij: aanbieders}
---
jeugd/terugkeer_jeugdhulp
soort: resultaat
naam: Terug in jeugdhulp binnen een jaar
doel: veilig_opgroeien
waarom: Hulp die te vroeg stopt, helpt een kind niet. Daarom tellen we wie terugkomt.
telt: {bron: trajecten, aandeel: terug_binnen_jaar, datum: einddatum}
richting: lager
van_wie: inwoner
rol: faciliteren
invloed: beperkt
condities: [vakmanschap_jeugdteam]
geen_let_op: Dit is zelf een bewaker van een ander resultaat.
---
jeugd/schoolverlaters
soort: resultaat
naam: Jongeren die zonder diploma stoppen
doel: naar_school
waarom: Met een diploma vindt een jongere makkelijker werk. Daarom tellen we wie zonder stopt.
telt: {bron: inwoners, aandeel: zonder_diploma, peildatum: peildatum}
richting: lager
streefwaarden:
  - {vanaf: 2021, waarde: 2%, vastgesteld: 2020-11-12}
van_wie: partner
rol: toezicht
invloed: beperkt
geen_let_op: Scholen melden alle leerlingen.
---
werk/uitstroom_naar_werk
soort: resultaat
naam: Van bijstand naar werk
doel: aan_het_werk
waarom: Werk geeft inkomen en contact. We willen weten wie na de bijstand aan het werk gaat.
telt: {bron: inwoners, aandeel: werk_na_bijstand, peildatum: peildatum}
richting: hoger
streefwaarden:
  - {vanaf: 2021, waarde: 30%, vastgesteld: 2020-11-12}
van_wie: inwoner
rol: leveren
invloed: beperkt
buiten_onze_invloed: [werkloosheid_regio]
condities: [tijd_voor_gesprek, bekend_met_aanbod]
geen_let_op: Wie uitstroomt, blijft een jaar in beeld.
---
werk/schulden_opgelost
soort: resultaat
naam: Schulden opgelost binnen drie jaar
doel: zonder_schulden
waarom: Schulden geven zorgen. We willen weten hoe vaak een regeling ze echt oplost.
telt: {bron: trajecten, aandeel: schuld_opgelost, datum: einddatum}
richting: hoger
streefwaarden:
  - {vanaf: 2021, waarde: 55%, vastgesteld: 2020-11-12}
  - {vanaf: 2023, waarde: 60%, vastgesteld: 2022-11-10}
van_wie: inwoner
rol: leveren
invloed: groot
condities: [snel_een_plan]
geen_let_op: Nieuwe schulden tellen al mee.
---
zorg/eenzaamheid
soort: resultaat
naam: Inwoners die zich eenzaam voelen
doel: zelf_verder
waarom: Wie eenzaam is, voelt zich minder gezond. We willen weten hoeveel inwoners dat zijn.
telt: {bron: inwoners, aandeel: eenzaam, peildatum: peildatum}
richting: lager
streefwaarden:
  - {vanaf: 2021, waarde: 38%, vastgesteld: 2020-11-12}
horizon: 2027
van_wie: omgeving
rol: faciliteren
invloed: geen
geen_let_op: We verwachten hier niets van.
---
zorg/zelfredzaam_wmo
soort: resultaat
naam: Inwoners die zich redden met hulp
doel: zelf_verder
waarom: Hulp thuis is er om zelf verder te kunnen. We willen weten of dat lukt.
telt: {bron: trajecten, aandeel: redt_zich, datum: einddatum}
richting: hoger
van_wie: inwoner
rol: leveren
invloed: groot
condities: [wachttijd_jeugdhulp]
geen_let_op: Wie stopt, krijgt na drie maanden een belletje.
---
jeugd/wachttijd_jeugdhulp
soort: procesconditie
conditie: capaciteit
naam: Op tijd beginnen met jeugdhulp
waarom: Wie lang moet wachten, heeft later meer hulp nodig.
telt:
  bron: trajecten
  doorlooptijd: {van: gemeld_op, tot: startdatum, binnen: 42 dagen}   # wie nog wacht, telt mee
  datum: gemeld_op

norm: {minstens: 80%}
bevordert:
  - {resultaat: doelrealisatie_jeugdhulp, bewijs: aannemelijk, bron: Nederlands Jeugdinstituut 2023}
---
jeugd/vakmanschap_jeugdteam
soort: procesconditie
conditie: bekwaamheid
naam: Jeugdteam met de juiste opleiding
waarom: Goede hulp vraagt mensen die weten wat ze doen.
telt: {bron: trajecten, aandeel: geregistreerd, datum: startdatum}
norm: {minstens: 85%}
bevordert:
  - {resultaat: doelrealisatie_jeugdhulp, bewijs: bewezen}
---
werk/tijd_voor_gesprek
soort: procesconditie
conditie: capaciteit
naam: Tijd voor een goed gesprek
waarom: Wie gezien wordt, vindt eerder werk dat past.
telt: {bron: trajecten, aandeel: gesprek_op_tijd, datum: startdatum}
norm: {minstens: 70%}
bevordert:
  - {resultaat: uitstroom_naar_werk, bewijs: aannemelijk}
---
werk/bekend_met_aanbod
soort: procesconditie
conditie: informatie
naam: Bekend met het aanbod aan werk
waarom: Wie niet weet wat er is, kan er niet voor kiezen.
telt: {bron: trajecten, aandeel: kent_aanbod, datum: startdatum}
norm: {minstens: 60%}
bevordert:
  - {resultaat: uitstroom_naar_werk, bewijs: onbekend}
---
werk/snel_een_plan
soort: procesconditie
conditie: methodiek
naam: Binnen acht weken een plan
waarom: Wie snel een plan heeft, maakt minder nieuwe schulden.
telt: {bron: trajecten, aandeel: plan_op_tijd, datum: startdatum}
norm: {minstens: 80%}
bevordert:
  - {resultaat: schulden_opgelost, bewijs: bewezen}
---
werk/werkloosheid_regio
soort: context
naam: Werkloosheid in de regio
waarom: Als er minder werk is, vindt ook de bijstand minder plek.
doel: aan_het_werk
telt: {bron: inwoners, aandeel: werkloos, peildatum: peildatum}
---
jeugd/gezinnen_met_schulden
soort: context
naam: Gezinnen met schulden
waarom: Zorgen over geld raken ook de kinderen in huis.
doel: veilig_opgroeien
telt: {bron: inwoners, aandeel: schulden, peildatum: peildatum}
---
jeugd/inwoners
soort: context
naam: Aantal inwoners
waarom: Hoeveel mensen er wonen, bepaalt hoeveel hulp er nodig is.
eenheid: inwoners
telt: {bron: inwoners, aantal: personen, peildatum: peildatum}
---
jeugd/kosten_jeugdhulp
soort: inzet
naam: Kosten van jeugdhulp
waarom: Geld kan maar één keer worden uitgegeven. Daarom staat het naast wat het oplevert.
doel: veilig_opgroeien
taakveld: "6.72"
eenheid: euro
telt: {bron: trajecten, som: kosten, datum: startdatum}
"""
