"""Making a working folder: an empty start, or one around a file of the CBS.

A folder is there whole or not at all, and what was made has been loaded once before it is there.
"""

from resultaat.scaffold.folder import Made
from resultaat.scaffold.kwb import new_cbs_kwb
from resultaat.scaffold.start import new_folder

__all__ = ["Made", "new_cbs_kwb", "new_folder"]
