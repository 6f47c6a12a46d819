"""The map of the gemeente: wijken and buurten as GeoJSON polygons.

Wilgenstad lies where no gemeente is: in the water of the Markermeer, from 52.55 degrees north and
5.15 east. Coordinates are WGS84 (RFC 7946). A wijk is about two kilometres wide; its corners
are moved a little, the same way for all who share them, so that borders meet.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from resultaat.world.arrays import Floats
from resultaat.world.gebieden import Gebieden

_WEST, _NOORD = 5.15, 52.55
_LENGTE, _BREEDTE = 0.0294, 0.018  # degrees in two kilometres, at this latitude


def kaart(delen: list[Gebieden]) -> dict[str, Any]:
    """The polygons of all wijken and buurten, as a GeoJSON FeatureCollection."""
    features = [feature for each in delen for feature in _features(each)]
    return {"type": "FeatureCollection", "features": features}


def _features(gebieden: Gebieden) -> Iterator[dict[str, Any]]:
    for w, (code, naam) in enumerate(zip(gebieden.wijkcodes, gebieden.wijknamen, strict=True)):
        eigen = gebieden.vlak[gebieden.wijk == w]
        vlak = np.concatenate([eigen[:, :2].min(axis=0), eigen[:, 2:].max(axis=0)])
        yield _feature(code, naam, "wijk", vlak)
    buurten = zip(gebieden.buurtcodes, gebieden.buurtnamen, gebieden.vlak, strict=True)
    for code, naam, vlak in buurten:
        yield _feature(code, naam, "buurt", vlak)


def _feature(code: str, naam: str, niveau: str, vlak: Floats) -> dict[str, Any]:
    links, boven, rechts, onder = vlak
    # Counter-clockwise, as RFC 7946 asks of an outer ring; the first point closes it.
    hoeken = [(links, onder), (rechts, onder), (rechts, boven), (links, boven), (links, onder)]
    ring = [_plek(x, y) for x, y in hoeken]
    return {
        "type": "Feature",
        "properties": {"code": code, "naam": naam, "niveau": niveau},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _plek(x: float, y: float) -> list[float]:
    """Degrees east and north of a point on the grid, bent by two slow waves."""
    u = x + 0.16 * np.sin(1.9 * y + 0.7 * x)
    v = y + 0.16 * np.sin(1.7 * x - 0.6 * y)
    return [round(float(_WEST + u * _LENGTE), 6), round(float(_NOORD - v * _BREEDTE), 6)]
