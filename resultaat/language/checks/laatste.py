"""What must hold for the last row per subject: `laatste_per`."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.indicator import AnyIndicator

#: Columns that can say who or what a row is about.
_NAMES = (KolomType.TEKST, KolomType.PSEUDONIEM, KolomType.BSN, KolomType.AANTAL, KolomType.GEBIED)


def check_laatste(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    """Yield what keeps a subject from having a last row of its own."""
    per = loaded.doc.telt.laatste_per
    subjects = [name for name, kolom in bron.kolommen.items() if kolom.type in _NAMES]
    choices = f"Kies uit: {', '.join(subjects)}." if subjects else "Noem de kolom bij de bron."
    for name in per:
        place = loaded.place("telt", "laatste_per")
        if name not in bron.kolommen:
            mend = did_you_mean(name, subjects) or choices
            yield Diagnostic("R1203", f"De bron heeft geen kolom `{name}`.", mend, place)
        elif name not in subjects:
            kind = bron.kolommen[name].type.value
            message = f"`{name}` is een {kind} en zegt niet over wie of wat een rij gaat."
            yield Diagnostic("R1343", message, choices, place)
    if per and bron.sleutel and set(bron.sleutel) <= set(per):
        message = f"Per {' en '.join(per)} is er maar één rij, dus elke rij is de laatste."
        mend = "Laat `laatste_per` weg, of noem de kolom van wie of wat meer rijen heeft."
        yield Diagnostic("R1344", message, mend, loaded.place("telt", "laatste_per"))
