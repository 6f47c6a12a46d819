"""A contract as it seems to be, for a person to confirm: `resultaat laad --stel-voor`."""

from resultaat.scaffold.voorstel.propose import Voorstel, propose

__all__ = ["Voorstel", "propose"]
