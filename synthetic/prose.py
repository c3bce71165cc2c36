"""Sentences of our own in the manner of reporting cables: plausible, and about nothing real.

A pool of whole sentences is drawn once; a cable mixes sentences of the pool with
sentences about its own cast of persons, so that texts differ and still are made fast.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

SYLLABLES = (
    *("ba", "bel", "bor", "ca", "cor", "da", "dal", "de", "dor", "el", "fa", "fer", "ga", "gor", "ha", "hal"),
    *("in", "jo", "ka", "kel", "kov", "la", "len", "lo", "ma", "mar", "mel", "mi", "mon", "na", "nar", "no"),
    *("or", "pa", "per", "pol", "ra", "ren", "ri", "ro", "sa", "sar", "sen", "so", "ta", "tan", "tel", "to"),
    *("va", "vel", "vi", "wal", "wen", "ya", "yor", "za", "zel", "zo"),
)
ENDINGS = (
    "ni",
    "di",
    "ro",
    "lli",
    "ski",
    "man",
    "ez",
    "ov",
    "ian",
    "ard",
    "son",
    "ic",
    "as",
    "ura",
    "ent",
    "haus",
)
FORENAMES = (
    *(
        "Adele",
        "Ali",
        "Ana",
        "Boris",
        "Carla",
        "Chen",
        "David",
        "Elena",
        "Farid",
        "Greta",
        "Hana",
        "Ivan",
        "Jorge",
    ),
    *(
        "Karim",
        "Laura",
        "Marta",
        "Milan",
        "Nadia",
        "Omar",
        "Paolo",
        "Ruth",
        "Samir",
        "Tariq",
        "Vera",
        "Yusuf",
    ),
)
OFFICES = (
    *(
        "Deputy Foreign Minister",
        "MFA Director General for Political Affairs",
        "Finance Minister",
        "Central Bank Governor",
    ),
    *(
        "opposition leader",
        "parliamentary committee chair",
        "MFA Americas Director",
        "Interior Ministry adviser",
    ),
    *("presidential foreign policy adviser", "newspaper editor", "Defense Ministry export control chief"),
    *("human rights lawyer", "Trade Ministry Under Secretary", "port authority director", "MFA desk officer"),
)
OFFICERS = (
    *(
        "Poloff",
        "Econoff",
        "the DCM",
        "the Ambassador",
        "PolCouns",
        "Emboffs",
        "the Charge",
        "EconCouns",
        "Pol/Econ Chief",
    ),
    *("the Defense Attache", "Conoff", "visiting Washington officials"),
)
MONTHS = (
    *("January", "February", "March", "April", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
TOPICS = (
    *(
        "export control legislation",
        "the coastal patrol agreement",
        "the draft aviation accord",
        "customs modernization",
    ),
    *(
        "the grain import quota",
        "the pipeline transit fee",
        "the wheat tender",
        "narcotics interdiction",
        "refugee returns",
    ),
    *(
        "the border demarcation talks",
        "the airport security upgrade",
        "intellectual property enforcement",
        "dual-use licensing",
    ),
    *(
        "judicial reform",
        "the fisheries dispute",
        "the election law",
        "municipal finance",
        "the peacekeeping mandate",
    ),
    *(
        "the telecom privatization",
        "avian influenza preparedness",
        "the debt rescheduling",
        "the nuclear safety convention",
    ),
    *(
        "labor migration",
        "the textile agreement",
        "counterfeit medicine",
        "the currency board",
        "the power sector loan",
    ),
    *("small arms destruction", "child labor inspections", "the regional trade pact", "satellite licensing"),
)
BODIES = (
    *(
        "the MFA",
        "the Ministry of Finance",
        "the governing coalition",
        "the national assembly",
        "the customs service",
    ),
    *(
        "the Interior Ministry",
        "the central bank",
        "the opposition",
        "the Ministry of Trade",
        "the armed forces",
    ),
    *(
        "the chamber of commerce",
        "the trade unions",
        "the coast guard",
        "the regional governors",
        "civil society groups",
    ),
)
JUDGMENTS = (
    *(
        "would be settled before the summer recess",
        "had stalled over the question of cost",
        "enjoyed broad support in the cabinet",
    ),
    *(
        "could not be separated from the budget debate",
        "was a matter for the Prime Minister alone",
        "needed another round of talks",
    ),
    *(
        "had been misreported in the local press",
        "would require technical assistance",
        "was moving faster than expected",
    ),
    *(
        "remained hostage to domestic politics",
        "offered a useful opening for cooperation",
        "had few friends in parliament",
    ),
    *(
        "would be raised again at the next ministerial",
        "depended on the attitude of the neighbors",
        "was no longer in doubt",
    ),
)
VIEWS = (
    *(
        "showed more interest in trade than in security",
        "was relaxed and well prepared",
        "avoided any commitment",
    ),
    *("asked for more information", "took careful notes", "promised a written reply within days"),
    *("appeared genuinely surprised", "repeated familiar talking points", "spoke with unusual candor"),
)
CAUSES = (
    *(
        "the harvest was poor",
        "fuel prices have doubled",
        "elections are only months away",
        "donors have grown impatient",
    ),
    *(
        "the courts are overwhelmed",
        "no ministry wants to take the lead",
        "the rains came late",
        "investors are nervous",
    ),
)
AMOUNTS = (
    *(
        "USD 14 million",
        "USD 2.5 million",
        "EUR 300,000",
        "some 4,000 tons",
        "about 60 percent",
        "nearly a third",
    ),
    *(
        "more than 1,200 persons",
        "roughly 35 containers a month",
        "USD 780,000",
        "at least 17 vessels",
        "half of the total",
    ),
)
# Each pattern with the lists that fill it, in order.
_POOL_PATTERNS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("In the view of most observers, %s %s, not least because %s.", (TOPICS, JUDGMENTS, CAUSES)),
    ("Contacts in %s expect that %s will cost %s over two years.", (BODIES, TOPICS, AMOUNTS)),
    ("%s has been cool toward %s, and %s has not helped.", (BODIES, TOPICS, BODIES)),
    ("Press reports that %s opposes %s are exaggerated, although %s.", (BODIES, TOPICS, CAUSES)),
    ("Working-level talks on %s resumed in %s and produced a text of seven pages.", (TOPICS, MONTHS)),
    ("Because %s, %s is unlikely to press the matter of %s.", (CAUSES, BODIES, TOPICS)),
    ("Officials put the value of the program at %s, while %s speaks of %s.", (AMOUNTS, BODIES, AMOUNTS)),
    ("There is agreement that %s %s.", (TOPICS, JUDGMENTS)),
    ("A delegation is to visit in %s to discuss %s and %s.", (MONTHS, TOPICS, TOPICS)),
    ("Neither %s nor %s has offered a public explanation.", (BODIES, BODIES)),
    ("The visit went smoothly, and %s has asked for a second one in %s.", (BODIES, MONTHS)),
    ("As a result, %s of last year's imports were never inspected.", (AMOUNTS,)),
    ("Local banks, which financed %s, remain exposed.", (TOPICS,)),
    ("Whatever the outcome, %s will want to be seen as having acted first.", (BODIES,)),
    ("On %s, by contrast, %s has little room to maneuver.", (TOPICS, BODIES)),
)
_CAST_PATTERNS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("{who} told {officer} that %s %s.", (TOPICS, JUDGMENTS)),
    ("{officer} delivered reftel points to {who}, who %s.", (VIEWS,)),
    ("According to {who}, %s is divided on %s.", (BODIES, TOPICS)),
    ("{who} acknowledged the point but argued that %s %s.", (TOPICS, JUDGMENTS)),
    ("When {officer} asked about %s, {who} %s.", (TOPICS, VIEWS)),
    ("{who} confirmed that %s had set aside %s for %s.", (BODIES, AMOUNTS, TOPICS)),
    ("{who} said that %s and that nothing more could be done before %s.", (CAUSES, MONTHS)),
    ('"We are ready," {who} said of %s, "but %s is not."', (TOPICS, BODIES)),
    ("{officer} urged early action on %s; {who} %s.", (TOPICS, VIEWS)),
)
_POOL = 4_000


@cache
def _pool() -> tuple[str, ...]:
    """The same for all seeds: to draw it takes longer than to make a hundred cables."""
    rng = Random(_POOL)
    pool = [_filled(rng.choice(_POOL_PATTERNS), rng.random) for _ in range(_POOL)]
    return tuple([sentence[0].upper() + sentence[1:] for sentence in pool])


def _filled(pattern: tuple[str, tuple[tuple[str, ...], ...]], random: Callable[[], float]) -> str:
    words, lists = pattern
    return words % tuple([one[int(random() * len(one))] for one in lists])


class Prose:
    """Sentences, names and titles, drawn by a cable's own random numbers."""

    def __init__(self, rng: Random) -> None:
        self._random = rng.random
        self._pool = _pool()

    def surname(self) -> str:
        """A surname that is nobody's."""
        random = self._random
        name = SYLLABLES[int(random() * len(SYLLABLES))] + SYLLABLES[int(random() * len(SYLLABLES))]
        return (name + ENDINGS[int(random() * len(ENDINGS))]).capitalize()

    def person(self) -> str:
        """Forename and surname."""
        return f"{FORENAMES[int(self._random() * len(FORENAMES))]} {self.surname()}"

    def title(self, place: str) -> str:
        """A subject line's words."""
        random = self._random
        words = f"{_TITLE_STARTS[int(random() * len(_TITLE_STARTS))]} {TOPICS[int(random() * len(TOPICS))]}"
        return f"{place}: {words}" if random() < 0.5 else words

    def heading(self) -> str:
        """A heading's words."""
        return _HEADINGS[int(self._random() * len(_HEADINGS))]

    def sentences(self, length: int, cast: list[str]) -> str:
        """A paragraph's words: sentences until `length` characters are reached."""
        random, pool = self._random, self._pool
        parts: list[str] = []
        while length > 0:
            if cast and random() < 0.3:
                words = _filled(_CAST_PATTERNS[int(random() * len(_CAST_PATTERNS))], random)
                who = cast[int(random() * len(cast))]
                officer = OFFICERS[int(random() * len(OFFICERS))]
                sentence = words.replace("{who}", who).replace("{officer}", officer)
                sentence = sentence[0].upper() + sentence[1:]
            else:
                sentence = pool[int(random() * len(pool))]
            parts.append(sentence)
            length -= len(sentence) + 1
        return " ".join(parts)


_TITLE_STARTS = (
    *(
        "MFA VIEWS ON",
        "NEXT STEPS ON",
        "GOVERNMENT DIVIDED ON",
        "DEMARCHE ON",
        "OPPOSITION CRITICIZES",
        "READOUT ON",
    ),
    *(
        "SLOW PROGRESS ON",
        "A FRESH LOOK AT",
        "DONORS MEET ON",
        "RESPONSE TO DEMARCHE ON",
        "SCENESETTER FOR TALKS ON",
    ),
)
_HEADINGS = (
    *(
        "A Change of Tone",
        "What Comes Next",
        "The Budget Question",
        "Regional Issues",
        "Security Cooperation",
        "Trade and Investment",
    ),
    *(
        "Domestic Politics",
        "Looking Ahead",
        "Who Is Who",
        "Views of the Opposition",
        "The Military",
        "Human Rights",
    ),
)
