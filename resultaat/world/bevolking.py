"""Everybody who ever lived in this part of Wilgenstad, and where on which day."""

from dataclasses import dataclass

import numpy as np

from resultaat.world.arrays import FAR, Bools, Dates, Ints, day, leeftijd_op, years

_NAT = np.datetime64("NaT", "D")


@dataclass
class Bevolking:
    """P inwoners and H huishoudens over T peildata (1 January, T = years + 1).

    An inwoner is a place in the arrays of length P, a huishouden one in those of
    length H. `huishouden` (P, T) is -1 on peildata when the inwoner was not here,
    `buurt` (H, T) likewise. `verhuisd` (P, T-1) is the day in that year on which
    the inwoner went from the one address to the next, NaT without a move. Here
    means `van` <= day < `tot`.
    """

    eerste_jaar: int
    geboren: Dates
    vrouw: Bools
    van: Dates
    tot: Dates
    overleden: Bools
    huishouden: Ints
    verhuisd: Dates
    inkomen: Ints
    buurt: Ints

    @classmethod
    def empty(cls, eerste_jaar: int, peildata: int) -> "Bevolking":
        """Nobody yet, with room for so many peildata."""
        return cls(
            eerste_jaar=eerste_jaar,
            geboren=np.empty(0, "datetime64[D]"),
            vrouw=np.empty(0, bool),
            van=np.empty(0, "datetime64[D]"),
            tot=np.empty(0, "datetime64[D]"),
            overleden=np.empty(0, bool),
            huishouden=np.empty((0, peildata), np.int64),
            verhuisd=np.empty((0, peildata - 1), "datetime64[D]"),
            inkomen=np.empty(0, np.int64),
            buurt=np.empty((0, peildata), np.int64),
        )

    @property
    def peildata(self) -> Dates:
        """The T first days of the years, shape (T,)."""
        jaren = range(self.eerste_jaar, self.eerste_jaar + self.buurt.shape[1])
        return np.array([day(jaar) for jaar in jaren])

    def add_huishoudens(self, inkomen: Ints) -> Ints:
        """Make huishoudens without an address; gives their places."""
        eerste = len(self.inkomen)
        self.inkomen = np.concatenate([self.inkomen, inkomen])
        nergens = np.full((len(inkomen), self.buurt.shape[1]), -1, np.int64)
        self.buurt = np.concatenate([self.buurt, nergens])
        return np.arange(eerste, len(self.inkomen))

    def add_inwoners(
        self, geboren: Dates, vrouw: Bools, van: Dates, huishouden: Ints, *, t: int
    ) -> None:
        """Let inwoners come on day `van`; from peildatum `t` on they are in `huishouden`."""
        nieuw = len(geboren)
        adres = np.full((nieuw, self.huishouden.shape[1]), -1, np.int64)
        adres[:, t] = huishouden
        nooit = np.full((nieuw, self.verhuisd.shape[1]), _NAT)
        self.geboren = np.concatenate([self.geboren, geboren])
        self.vrouw = np.concatenate([self.vrouw, vrouw])
        self.van = np.concatenate([self.van, van])
        self.tot = np.concatenate([self.tot, np.full(nieuw, FAR)])
        self.overleden = np.concatenate([self.overleden, np.zeros(nieuw, bool)])
        self.huishouden = np.concatenate([self.huishouden, adres])
        self.verhuisd = np.concatenate([self.verhuisd, nooit])

    def here(self, inwoner: Ints, datum: Dates) -> Bools:
        """Whether each inwoner lives here on the day beside it."""
        hier: Bools = (self.van[inwoner] <= datum) & (datum < self.tot[inwoner])
        return hier

    def leeftijd(self, inwoner: Ints, datum: Dates | np.datetime64) -> Ints:
        """Age in whole years of each inwoner on the day beside it."""
        return leeftijd_op(self.geboren[inwoner], datum)

    def address(self, inwoner: Ints, datum: Dates) -> tuple[Ints, Ints]:
        """The huishouden and the buurt of each inwoner on the day beside it.

        Before the first peildatum the first known address stands in, because
        nothing older is simulated; only the running start of trajecten needs it.
        """
        laatste = self.verhuisd.shape[1] - 1
        t = np.clip(years(datum) - self.eerste_jaar, 0, laatste)
        later = (self.huishouden[inwoner, t] < 0) | (self.verhuisd[inwoner, t] <= datum)
        t = t + later
        huishouden = self.huishouden[inwoner, t]
        return huishouden, self.buurt[huishouden, t]
