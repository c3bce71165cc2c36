"""Documents of five volumes, their values written from the files by eye."""

from __future__ import annotations

import pytest

from reftel.model import RawMessage
from tests.readers.frus.conftest import read_tei

SITE = "https://history.state.gov/historicaldocuments"

# Every value but the source note (told by its end) and those that follow from others. What is not
# named must not be there.
DOCUMENTS: dict[str, dict[str, str]] = {
    "frus1961-63v05/d10": {
        "kind": "telegram",
        "title": "Telegram From the Embassy in the Soviet Union to the Department of State",
        "mrn": "1961MOSCOW1707",
        "number": "1707",
        "date": "1961-01-21T19:00",
        "time": "7 p.m.",
        "dateline": "Moscow, January 21, 1961, 7 p.m.",
        "origin": "Moscow",
        "from": "Embassy in the Soviet Union",
        "to": "Department of State",
        "signed": "Thompson",
        "classification": "Secret",
        "precedence": "Priority",
        "file": "Department of State, Central Files, 761.5411/1-2161",
        "source_note": "…(Telegram 1171 to Moscow; ibid.)",
        "cross_references": "frus1961-63v05/d9",
    },
    "frus1961-63v05/d13": {
        "kind": "airgram",
        "title": "Airgram From the Embassy in the Soviet Union to the Department of State",
        "number": "G-504",
        "date": "1961-01-24",
        "dateline": "Moscow, January 24, 1961.",
        "origin": "Moscow",
        "from": "Embassy in the Soviet Union",
        "to": "Department of State",
        "signed": "LET",
        "classification": "Secret",
        "handling": "Limit Distribution",
        "file": "Department of State, Central Files, 611.61/1-2961",
        "source_note": "…Also printed in Declassified Documents, 1977, 73C.",
        "cross_references": "frus1961-63v05/d15; frus1961-63v05/d10",
    },
    "frus1961-63v05/d18": {
        "kind": "minutes",
        "title": "Record of Secretary of State Rusk's Staff Meeting",
        "date": "1961-01-30T09:15",
        "time": "9:15 a.m.",
        "dateline": "Washington, January 30, 1961, 9:15 a.m.",
        "signed": "WJS",
        "classification": "Secret",
        "file": "Department of State, Secretary's Staff Meetings: Lot 66 D 147",
        "source_note": "…Lot 66 D 147. Secret. Prepared by Stoessel.",
    },
    "frus1961-63v05/d35": {
        "kind": "editorial note",
        "title": "Editorial Note",
        "cross_references": "frus1961-63v05/d41; frus1961-63v05/d42",
    },
    "frus1961-63v05/d128": {
        "kind": "telegram",
        "title": "Telegram From the Embassy in the Soviet Union to the Department of State",
        "mrn": "1961MOSCOW1528",
        "number": "1528",
        "date": "1961-11-15T12:00",
        "time": "noon",
        "dateline": "Moscow, November 15, 1961 noon.",
        "origin": "Moscow",
        "from": "Embassy in the Soviet Union",
        "to": "Department of State",
        "signed": "Thompson",
        "classification": "Secret",
        "precedence": "Priority",
        "file": "Department of State, Central Files, 711.11-KE/11-1561",
        "source_note": "…711.11-KE/11-1561. Secret; Priority.",
    },
    "frus1969-76v20/d2": {
        "kind": "memorandum of conversation",
        "title": "Memorandum of Conversation",
        "date": "1969-01-16",
        "dateline": "Bangkok, January 16, 1969.",
        "subject": "LOTUS",
        "participants": "Minister Pote Sarasin; Ambassador Unger",
        "classification": "Secret",
        "handling": "Special Handling",
        "drafted_by": "Unger",
        "file": "Department of State, INR/IL Historical Files, Thailand Lotus File 1968–69",
        "source_note": "…A notation on the upper right hand memorandum indicates Godley saw it.",
        "cross_references": "frus1969-76v20/d1",
    },
    # The whole text is withheld: its one paragraph is the source note.
    "frus1969-76v20/d19": {
        "kind": "telegram",
        "title": "Telegram From the Embassy in Thailand to the Department of State",
        "date": "1969-08-12T11:23Z",
        "time": "1123Z",
        "dateline": "Bangkok, August 12, 1969, 1123Z.",
        "origin": "Bangkok",
        "from": "Embassy in Thailand",
        "to": "Department of State",
        "classification": "Secret",
        "handling": "Limdis",
        "file": "National Archives, RG 59, Central Files 1967–69, POL 15–1 THAI",
        "source_note": "…Secret; Limdis. 6 pages of source text not declassified.",
    },
    "frus1969-76v20/d25": {
        "kind": "memorandum",
        "title": "Memorandum From Secretary of Defense Laird to President Nixon",
        "date": "1969-09-15",
        "dateline": "Washington, September 15, 1969.",
        "from": "Secretary of Defense Laird",
        "to": "President Nixon",
        "subject": "Reduction in Thailand",
        "signed": "Melvin R. Laird",
        "classification": "Top Secret",
        "file": "National Archives, Nixon Presidential Materials, NSC Files, Box 560, Country Files, Far East, Thailand, Vol. II",
        "source_note": "…Thailand, Vol. II. Top Secret.",
        "cross_references": "frus1969-76v20/d28",
    },
    # The Department's telegram has Bangkok for its place: whose number it is, is not sure.
    "frus1969-76v20/d46": {
        "kind": "telegram",
        "title": "Telegram From the Department of State to the Embassy in Thailand",
        "number": "13154",
        "date": "1970-01-28T15:15Z",
        "time": "1515Z",
        "dateline": "Bangkok, January 28, 1970, 1515Z.",
        "from": "Department of State",
        "to": "Embassy in Thailand",
        "signed": "Rogers",
        "classification": "Confidential",
        "drafted_by": "Joseph B. Kyle (E/ORF/ICD); Walter West (EA/TB)",
        "cleared_by": "Dexter",
        "approved_by": "Deputy Assistant Secretary Robert W. Barnett (EA)",
        "file": "National Archives, RG 59, Central Files 1970–73, AID (US) 15–8 INDON",
        "source_note": "…Barnett (EA).",
    },
    "frus1969-76v20/d138": {
        "kind": "telegram",
        "title": "Telegram From the Embassy in Thailand [text not declassified]",
        "number": "24202",
        "date": "1971-10-29",
        "dateline": "Bangkok, October 29, 1971.",
        "from": "Embassy in Thailand [text not declassified]",
        "classification": "Secret",
        "handling": "Sensitive; Eyes Only",
        "file": "National Security Council, Country File, Thailand, 1971",
        "source_note": "…Mr. Ingersoll in BNDD.”",
    },
    "frus1969-76v28/d140": {
        "kind": "message",
        "title": "Message From the United States Government to the Soviet Government",
        "dateline": "Washington, undated.",
        "from": "United States Government",
        "to": "Soviet Government",
        "classification": "No classification marking",
        "file": "Ford Library, National Security Adviser, Kissinger-Scowcroft West Wing Office File, Box 30, General Subject File, USSR—Dobrynin/Kissinger Exchanges, Items 98–105",
        "source_note": "…Embassy from State Department, 8:00 a.m. 11/22/75.”",
    },
    "frus1969-76v28/d174": {
        "kind": "letter",
        "title": "Letter From French President Giscard d’Estaing to President Ford",
        "date": "1976-02-12",
        "dateline": "Paris, February 12, 1976.",
        "from": "French President Giscard d’Estaing",
        "to": "President Ford",
        "signed": "V. Giscard d’Estaing",
        "classification": "Confidential",
        "file": "Ford Library, National Security Adviser, Kissinger-Scowcroft West Wing Office Files, Box 12, General Subject File, France, General (4)",
        "source_note": "…France, General (4). Confidential.",
    },
    # The markup says November 18, the words December 8.
    "frus1969-76v28/d229": {
        "kind": "telegram",
        "title": "Telegram From the Mission in Geneva to the Department of State",
        "mrn": "1976GENEVA9779",
        "number": "9779",
        "date": "1976-12-08",
        "time": "1925Z",
        "dateline": "Geneva, December 8, 1976, 1925Z.",
        "origin": "US Mission Geneva",
        "from": "Mission in Geneva",
        "to": "Department of State",
        "signed": "Catto",
        "classification": "Secret",
        "precedence": "Immediate",
        "handling": "Nodis",
        "file": "National Archives, RG 59, Central Foreign Policy Files",
        "source_note": "…Secret; Immediate; Nodis.",
    },
    "frus1969-76ve09p1/d2": {
        "kind": "telegram",
        "title": "Telegram 828/Secto 574 From the Interests Section in Syria to the Interests Section in Algeria",
        "mrn": "1974DAMASCUS828",
        "number": "828/Secto 574",
        "date": "1974-05-21T14:48Z",
        "time": "1448Z",
        "dateline": "Damascus, May 21, 1974, 1448Z.",
        "origin": "Damascus",
        "from": "Interests Section in Syria",
        "to": "Interests Section in Algeria",
        "signed": "Kissinger",
        "classification": "Secret",
        "precedence": "Immediate",
        "handling": "Cherokee; Nodis",
        "info": "Washington",
        "file": "Library of Congress, Manuscript Division, Kissinger Papers, Box CL 101, Geopolitical File, Algeria, April–May 1974",
        "source_note": "…to negotiate a disengagement agreement between Israel and Syria.",
        "summary": "Kissinger instructed William L. Eagleton, Jr., to not raise the issue of renewal of diplomatic relations with the Algerians.",
    },
    "frus1969-76ve09p1/d65": {
        "kind": "letter",
        "title": "Letter From the Acting Assistant Secretary of Defense for International Security Affairs (Jordan) to the Director of the Bureau of Politico-Military Affairs, Department of State (Weiss)",
        "date": "1974-04-13",
        "dateline": "Washington, April 13, 1974.",
        "from": "Acting Assistant Secretary of Defense for International Security Affairs (Jordan)",
        "to": "Director of the Bureau of Politico-Military Affairs, Department of State (Weiss)",
        "signed": "Amos A. Jordan",
        "classification": "Secret",
        "file": "Washington National Records Center, OSD Files: FRC 330–780011, Box 68, Morocco 1974",
        "source_note": "…Box 68, Morocco 1974. Secret.",
        "summary": "Jordan informed Weiss of Schlesinger’s decision to delay plans for a military withdrawal from Morocco.",
    },
    # The first number is the Department's, the text has the second.
    "frus1969-76ve09p1/d79": {
        "kind": "telegram",
        "title": "Telegram 37574/Tosec 30081 From the Department of State to Secretary of State Kissinger at Aqaba",
        "mrn": "1976STATE37574",
        "number": "37574/Tosec 30081",
        "date": "1976-02-14T23:52Z",
        "time": "2352Z",
        "dateline": "Washington, February 14, 1976, 2352Z.",
        "origin": "Department of State (Washington)",
        "from": "Department of State",
        "to": "Secretary of State Kissinger at Aqaba",
        "classification": "Secret",
        "precedence": "Immediate",
        "drafted_by": "Escudero",
        "cleared_by": "Atherton; MacFarlane",
        "approved_by": "Sisco",
        "file": "National Archives, RG 59, Central Foreign Policy Files",
        "source_note": "…Geopolitical File, Morocco, September 22, 1975–December 23, 1976)",
        "summary": "The Department informed Kissinger of the pending visit of a U.S. nuclear submarine to the Moroccan port of Safi, and asked his advice on how to proceed.",
    },
    # The date-line is a paragraph without markup.
    "frus1969-76ve09p1/d107": {
        "kind": "telegram",
        "title": "Telegram 3286 From the Embassy in Algeria to the Department of State",
        "mrn": "1975ALGIERS3286",
        "number": "3286",
        "date": "1975-11-06",
        "time": "2035Z",
        "dateline": "Algiers, November 6, 1975, 2035Z.",
        "origin": "Algiers",
        "from": "Embassy in Algeria",
        "to": "Department of State",
        "signed": "Parker",
        "classification": "Secret",
        "precedence": "Niact Immediate",
        "handling": "Exdis",
        "info": "the Mission to the UN; Madrid; Rabat; London; Moscow; Nouakchott; Paris",
        "file": "Ford Library, National Security Adviser, Presidential Country Files for Africa, Box 1, Algeria, Department of State Telegrams, ToSecState—EXDIS",
        "source_note": "…(National Archives, RG 59, Central Foreign Policy Files)",
        "summary": "The Embassy informed the Department of a meeting with Boumediene, who demanded the UN Security Council expel Moroccans from the Spanish Sahara. He warned that failure to do so would result in a “conflagration.” Boumediene implied that Kissinger could send a message to King Hassan and halt the march.",
    },
    "frus1969-76ve14p1/d2": {
        "kind": "memorandum",
        "title": "Memorandum From Director of Central Intelligence Helms to the President’s Assistant for National Security Affairs (Kissinger), Washington, January 16, 1973",
        "date": "1973-01-16",
        "dateline": "Washington, January 16, 1973.",
        "from": "Director of Central Intelligence Helms",
        "to": "President’s Assistant for National Security Affairs (Kissinger)",
        "classification": "Secret",
        "file": "National Archives, Nixon Presidential Materials, NSC Files, Box 304, Agency Files, USUN (1973 thru Sept), Vol. XI [Part 4]",
        "source_note": "…USUN (1973 thru Sept), Vol. XI [Part 4]. Secret.",
        "summary": "[3 pages not declassified]",
    },
    "frus1969-76ve14p1/d3": {
        "kind": "telegram",
        "title": "Telegram 140 From the Mission to the United Nations to the Department of State, January 17, 1973, 2308Z",
        "mrn": "1973USUNNEWYORK140",
        "number": "140",
        "date": "1973-01-17T23:08Z",
        "time": "2308Z",
        "dateline": "January 17, 1973, 2308Z.",
        "origin": "US Mission to the UN New York",
        "from": "Mission to the United Nations",
        "to": "Department of State",
        "classification": "Confidential",
        "file": "National Archives, RG 59, Central Files 1970–73, UN 1",
        "source_note": "…Central Files 1970–73, UN 1. Confidential.",
        "summary": "Outgoing Ambassador Bush offered his assessment of the 27th United Nations General Assembly and the activities of the United Nations more generally.",
    },
    "frus1969-76ve14p1/d10": {
        "kind": "telegram",
        "title": "Telegram 250151 From the Department of State to All Diplomatic Posts, December 26, 1973, 2137Z",
        "mrn": "1973STATE250151",
        "number": "250151",
        "date": "1973-12-26T21:37Z",
        "time": "2137Z",
        "dateline": "December 26, 1973, 2137Z.",
        "origin": "Department of State (Washington)",
        "from": "Department of State",
        "to": "All Diplomatic Posts",
        "classification": "Confidential",
        "drafted_by": "Schaller; other IO staff members",
        "cleared_by": "McNutt; Monsma; Schiff; Walker; Goott; Bettauer; Morey; ACDA",
        "approved_by": "Popper",
        "file": "National Archives, RG 59, Central Foreign Policy Files",
        "source_note": "…Foundations and Organization of Foreign Policy, 1973–1976.",
        "summary": "The Department assessed how well the United Sates achieved its goals during the 28th United Nations General Assembly and outlined issues likely to arise at the 29th General Assembly.",
    },
}
NOT_COMPARED = {"document", "url", "provenance"}
PRINTER = "United States Government Printing Office"
IMPRINTS = {
    "frus1961-63v05": ("Charles S. Sampson; John Michael Joyce", "David S. Patterson", PRINTER, "1998"),
    "frus1969-76v20": ("Daniel J. Lawler", "Edward C. Keefer", PRINTER, "2006"),
    "frus1969-76v28": ("Myra F. Burton", "Edward C. Keefer", PRINTER, "2011"),
    "frus1969-76ve09p1": ("Myra F. Burton", "Adam M. Howard", PRINTER, "2014"),
    "frus1969-76ve14p1": (
        "William B. McAllister",
        "Edward C. Keefer",
        "Office of the Historian, Bureau of Public Affairs, U.S. Department of State",
        "2008",
    ),
}
"""Of each volume's header: editors, general editor, publisher, year. All were published at Washington."""


def test_each_document_is_there(tei: dict[str, RawMessage]) -> None:
    assert set(tei) == set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_said_of_it(tei: dict[str, RawMessage], document: str) -> None:
    expected = dict(DOCUMENTS[document])
    given = {name: value for name, value in tei[document].given.items() if name not in NOT_COMPARED}
    note, end = given.pop("source_note", ""), expected.pop("source_note", "…")
    editors, general, publisher, year = IMPRINTS[document.partition("/")[0]]
    expected |= {"editors": editors, "general_editors": general, "publisher": publisher, "published": year}
    assert given == expected | {"published_at": "Washington"}
    assert note.endswith(end[1:])
    assert note.startswith("Source: ") == bool(note)
    assert tei[document].given["url"] == f"{SITE}/{document}"


def test_provenance_names_volume_document_and_file(tei: dict[str, RawMessage]) -> None:
    assert tei["frus1961-63v05/d10"].given["provenance"] == (
        "Foreign Relations of the United States, 1961–1963, Volume V, Soviet Union, Document 10."
        " Department of State, Central Files, 761.5411/1-2161"
    )


HEADER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>{}</fileDesc></teiHeader><text><body>{}</body></text></TEI>'
DOCUMENT = '<div type="document" n="1" xml:id="d1"><head>1. Telegram</head><p>Words.</p></div>'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", {}),
        ("<titleStmt><editor>  </editor><editor/></titleStmt>", {}),
        ("<titleStmt><editor role='primary'>A. B.</editor><editor>C. D.</editor></titleStmt>", {"editors": "A. B.; C. D."}),
        ("<titleStmt><editor role='general'>A. B.</editor></titleStmt>", {"general_editors": "A. B."}),
        ("<publicationStmt><date>1998</date><date>2001</date></publicationStmt>", {"published": "1998"}),
        ("<publicationStmt><date>forthcoming</date></publicationStmt>", {}),
        ("<publicationStmt><date>19988</date></publicationStmt>", {}),
        ("<revisionDesc><date>1998</date><editor>X</editor></revisionDesc>", {}),
        ("<publicationStmt><publisher>A<lb/>B <hi>C</hi><lb/></publisher></publicationStmt>", {"publisher": "A, B C"}),
        ("<publicationStmt><pubPlace>W\nashington</pubPlace></publicationStmt>", {"published_at": "W ashington"}),
        ("<titleStmt>" + "<editor>E</editor>" * 500 + "</titleStmt>", {"editors": "; ".join("E" * 20)}),
        ("<titleStmt><editor>" + "x" * 9_000 + "</editor></titleStmt>", {"editors": "x" * 200}),
    ],
)  # fmt: skip
def test_who_edited_and_printed_a_volume_is_what_its_header_says(
    header: str, expected: dict[str, str]
) -> None:
    [message] = read_tei(HEADER.format(header, DOCUMENT).encode())
    assert isinstance(message, RawMessage)
    names = ("editors", "general_editors", "publisher", "published_at", "published")
    assert {name: message.given[name] for name in names if name in message.given} == expected
