"""What the engine finds, against a walk over all cables with a few lines of plain Python."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reftel.archive import Archive
from reftel.model import Cable
from reftel.search.tree import And, Everything, Exact, Level, Node, Not, Or, Phrase, Prefix, Sent, Word, Words
from tests.search.cables import CABLES
from tests.search.conftest import DEMO

PAGE_LINES = {
    "page marker",
    "section line",
    "section header",
    "stamp",
    "repeated marking",
    "repeated caption",
}


def words(text: str) -> list[str]:
    text = text.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain.lower())


class Read:
    """A cable as a person reads it: its words as they stand, and those that wraps and pages part."""

    def __init__(self, cable: Cable) -> None:
        self.cable = cable
        text = cable.text
        for one in sorted(cable.furniture, key=lambda one: -one.span.start):
            if one.kind in PAGE_LINES:
                text = text[: one.span.start] + text[one.span.end :]
        whole = re.sub(r"(?<=[^\W\d_])-[ \t]*\r?\n\s*(?=[^\W\d_])", "", text)
        subject = words(cable.subject or "")
        self.fields = {
            "": [words(cable.text), words(whole), subject],
            "subject": [subject],
            "signer": [words(signer) for signer in cable.signer],
        }
        addressees = (*cable.action, *cable.info)
        self.values = {
            "from": {cable.mrn.station} if cable.mrn else set(),
            "to": {one.station for one in addressees},
            "tag": {tag.code for tag in cable.tags},
            "caption": {caption.code for caption in cable.captions},
            "mrn": {str(cable.mrn)},
            "ref": {str(reference.mrn) for reference in cable.references},
            "problem": {problem.code for problem in cable.problems},
        }

    def has(self, field: str, phrase: list[str], prefix: bool = False) -> bool:
        for line in self.fields[field]:
            for at in range(len(line)):
                if line[at : at + len(phrase)] == phrase or (prefix and line[at].startswith(phrase[0])):
                    return True
        return False

    def answers(self, node: Node) -> bool:
        match node:
            case Everything():
                return True
            case Word(text) | Phrase(text):
                return self.has("", words(text))
            case Prefix(text, field):
                return self.has(field, words(text), prefix=True)
            case Words(field, text):
                return self.has(field, words(text))
            case Exact(field, value):
                return value in self.values[field]
            case Level(levels):
                return self.cable.classification is not None and self.cable.classification.level in levels
            case Sent(first, last):
                sent = self.cable.sent
                return sent is not None and (not first or first <= sent) and (not last or sent <= last)
            case And(parts):
                return all(self.answers(part) for part in parts)
            case Or(parts):
                return any(self.answers(part) for part in parts)
            case Not(part):
                return not self.answers(part)


@pytest.fixture(scope="module")
def read(library: Archive) -> list[Read]:
    """All cables of the library."""
    return [Read(cable) for hit in library.search(limit=None) if (cable := library.get(hit.id))]


def test_the_walk_sees_all_cables(read: list[Read]) -> None:
    assert len(read) == len(CABLES) + 1 + len(list(DEMO.glob("*.txt")))


@cache
def _lines() -> list[list[str]]:
    """The words of the texts, from which small queries are made."""
    demo = [path.read_text("utf-8") for path in sorted(DEMO.glob("*.txt"))[::4]]
    return [line for text in (*CABLES.values(), *demo) for line in [re.findall(r"[^\W_]+", text)] if line]


@st.composite
def _phrases(draw: st.DrawFn, longest: int) -> str:
    line = draw(st.sampled_from(_lines()))
    start = draw(st.integers(0, len(line) - 1))
    return " ".join(line[start : start + draw(st.integers(1, longest))])


_COMMON = st.sampled_from("the and of wheat oil flour section export page bogotá representatives".split())
_DAYS = st.dates(datetime.date(1973, 1, 1), datetime.date(2011, 1, 1))
_LEAVES = st.one_of(
    _COMMON.map(Word),
    _phrases(1).map(Word),
    _phrases(3).map(Phrase),
    st.tuples(_phrases(1), st.integers(1, 6)).map(lambda drawn: Prefix(drawn[0][: drawn[1]])),
    st.tuples(_phrases(1), st.sampled_from(["subject", "signer"])).map(lambda drawn: Prefix(*drawn)),
    st.tuples(st.sampled_from(["subject", "signer"]), _phrases(2)).map(lambda drawn: Words(*drawn)),
    _DAYS.map(lambda day: Sent(first=day)),
    _DAYS.map(lambda day: Sent(last=day)),
    st.sampled_from(
        [
            *(Exact("from", code) for code in ("ROME", "LAPAZ", "STATE", "SANJOSE")),
            *(Exact("to", code) for code in ("ROME", "STATE", "GENEVA")),
            *(Exact("tag", code) for code in ("PARM", "LY", "ECON", "EAGR", "PREL")),
            *(Exact("caption", code) for code in ("SIPDIS", "NODIS")),
            *(
                Exact(field, number)
                for field in ("mrn", "ref")
                for number in ("2003ROME101", "1974LAPAZ3504")
            ),
            Level(("CONFIDENTIAL",), "CONFIDENTIAL"),
            Level(("SECRET", "TOP SECRET"), ">=SECRET"),
            Everything(),
        ]
    ),
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TREES)
def test_the_engine_finds_what_a_walk_finds(library: Archive, read: list[Read], tree: Node) -> None:
    hits = library.search(str(tree), limit=None)
    assert hits.total == len(hits)
    assert sorted(hit.id for hit in hits) == sorted(one.cable.id for one in read if one.answers(tree))


def test_each_word_of_each_text_is_found(library: Archive, read: list[Read]) -> None:
    """Every fifth word, as it stands and parted words put together; so that no word is lost."""
    seen = {word for one in read for line in one.fields[""] for word in line}
    for word in sorted(seen)[::5]:
        want = sorted(one.cable.id for one in read if one.has("", [word]))
        assert sorted(hit.id for hit in library.search(f'"{word}"', limit=None)) == want, word
