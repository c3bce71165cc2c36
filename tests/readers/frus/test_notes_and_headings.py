"""Headings, date-lines and source notes, in the forms that volumes have."""

from __future__ import annotations

import datetime

import pytest

from reftel.readers.frus import datelines, headings, senders, source_notes

SOURCE = "Source: National Archives, RG 59, Central Foreign Policy Files. Confidential. "


@pytest.mark.parametrize(
    ("note", "drafted", "cleared", "approved"),
    [
        ("Drafted and approved by Heater.", "Heater", "", "Heater"),
        ("Drafted by Martens (EUR/SES) and approved by SOV, OEE and Siscoe (EUR/SES).", "Martens (EUR/SES)", "", "SOV; OEE; Siscoe (EUR/SES)"),
        ("Drafted by Boster and cleared with Davis, Guthrie (SOV), and the White House.", "Boster", "Davis; Guthrie (SOV); the White House", ""),
        ("Drafted on July 23 by Jacobs, cleared in substance in IO, cleared in AF/S and IO/UNP, and approved by Moore.", "Jacobs", "IO; AF/S; IO/UNP", "Moore"),
        ("Drafted by Wright, cleared by James M. Hawley (S/S) and Richard Sneider (NSC), and approved by Godley.", "Wright", "James M. Hawley (S/S); Richard Sneider (NSC)", "Godley"),
        ("Drafted by Hendsch on January 16; cleared by Menter, Burgess (in substance), and in ARA/MEX; and approved by Fox.", "Hendsch", "Menter; Burgess (in substance); ARA/MEX", "Fox"),
        ("Drafted in IO/UNP by several staff members; cleared by Moffat.", "several staff members in IO/UNP", "Moffat", ""),
        ("Drafted Duemling and approved by Ingersoll and Moffat.", "Duemling", "", "Ingersoll; Moffat"),
        ("Drafted by Armitage and initialed by Kohler.", "Armitage", "", ""),
        ("Drafted by Holdridge and sent to Kissinger for approval.", "Holdridge", "", ""),
        ("Drafted by Usher and cleared by Farland, who was in Washington for consultations.", "Usher", "Farland", ""),
        ("Drafted by Hall; cleared by Assistant Secretary for Near Eastern and South Asian Affairs Joseph Sisco and by Low.", "Hall", "Assistant Secretary for Near Eastern and South Asian Affairs Joseph Sisco; Low", ""),
        ("Drafted by Warren Clark, Jr. and W.J. Usery, Jr.", "Warren Clark, Jr.; W.J. Usery, Jr.", "", ""),
        ("Drafted by Warren Clark, Jr. The meeting was held by Kent.", "Warren Clark, Jr.", "", ""),
        ("Drafted by Kent, approved by L. A notation by Hart reads: “Yes.”", "Kent", "", "L"),
        ("Drafted by Kent; approved in D and by Blake.", "Kent", "", "D; Blake"),
        ("Text received from the White House, cleared by Heavner (EA/IMS), and approved by Whitehouse.", "", "Heavner (EA/IMS)", "Whitehouse"),
        ("Text received.", "", "", ""),
        ("Presumably drafted by Grant and approved by Walsh.", "", "", ""),
        ("According to another copy it was approved by the White House.", "", "", ""),
        ("Drafted on April 1.", "", "", ""),
    ],
)  # fmt: skip
def test_officers(note: str, drafted: str, cleared: str, approved: str) -> None:
    found = source_notes.read(SOURCE + note)
    assert (found.drafted_by, found.cleared_by, found.approved_by) == (drafted, cleared, approved)


@pytest.mark.parametrize(
    ("note", "marking"),
    [
        ("Source: A. Limited Official Use; Immediate; Exdis.", ("Limited Official Use", "Immediate", "Exdis")),
        ("Source: A. Secret; Priority, Exdis. Text.", ("Secret", "Priority", "Exdis")),
        ("Source: A. Top Secret; Immediate; Niact; Nodis.", ("Top Secret", "Immediate; Niact", "Nodis")),
        ("Source: A. Secret; Operational Immediate; Eyes Only.", ("Secret", "Operational Immediate", "Eyes Only")),
        ("Source: A. Limited official use. Sent for action.", ("Limited official use", "", "")),
        ("Source: A. Top Secret; [codeword not declassified]; Noforn. B.", ("Top Secret", "", "[codeword not declassified]; Noforn")),
        ("Source: A. No classification marking.", ("No classification marking", "", "")),
        ("Source: A, Secret Files, Box 3. Unclassified.", ("Unclassified", "", "")),
        ("Source: A. The source text bears no classification. (Ibid.; Secret)", ("", "", "")),
        ("Source: A.", ("", "", "")),
        ("Dated May 6. (Ibid.)", ("", "", "")),
    ],
)  # fmt: skip
def test_markings(note: str, marking: tuple[str, str, str]) -> None:
    found = source_notes.read(note)
    assert (found.classification, found.precedence, found.handling) == marking


@pytest.mark.parametrize(
    ("note", "info", "also"),
    [
        ("Repeated to Paris, Bonn, The Hague, and Brussels.", "Paris; Bonn; The Hague; Brussels", ""),
        ("Repeated Immediate to London and Lourenco Marques.", "London; Lourenco Marques", ""),
        ("Repeated to CINCPAC exclusive for Admiral McCain, and to 13th Air Force.", "CINCPAC exclusive for Admiral McCain; 13th Air Force", ""),
        ("Sent to Rabat and Madrid, and repeated to Algiers and Paris.", "Algiers; Paris", "Rabat; Madrid"),
        ("Also sent to the Mission at Berlin.", "", "the Mission at Berlin"),
        ("Sent for information.", "", ""),
        ("This message repeated telegram 243 from USUN.", "", ""),
    ],
)  # fmt: skip
def test_further_addressees(note: str, info: str, also: str) -> None:
    found = source_notes.read(SOURCE + note)
    assert (found.info, found.also_to) == (info, also)


def test_film_number_of_the_file_and_not_of_the_remarks() -> None:
    found = source_notes.read("Source: National Archives, RG 59, D740078–0726. Secret. (Ibid., P840086–2238)")
    assert found.film == "D740078-0726"


@pytest.mark.parametrize(
    ("line", "when", "expected"),
    [
        ("Moscow, January 21, 1961, 7 p.m.", ("1961-01-21T19:00:00",), ("Moscow", "1961-01-21T19:00", "", "7 p.m.")),
        ("San Clemente, California, March 31, 1971, 10:26–11:55 a.m.", (), ("San Clemente, California", "1971-03-31", "", "10:26–11:55 a.m.")),
        ("Washington, November 15 and 17, 1962.", ("1962-11-15", "1962-11-17"), ("Washington", "1962-11-15", "1962-11-17", "")),
        ("Washington, May 30–June 2, 1975.", (), ("Washington", "1975-05-30", "1975-06-02", "")),
        ("Washington, March 1972.", ("1972-03",), ("Washington", "1972-03", "", "")),
        ("Washington, undated.", (), ("Washington", "", "", "")),
        ("New York, February 31, 1974.", (), ("New York", "", "", "")),
        ("", (), ("", "", "", "")),
    ],
)  # fmt: skip
def test_datelines(line: str, when: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert datelines.read(line, when)[:4] == expected


@pytest.mark.parametrize(
    ("heading", "kind", "sender", "addressee"),
    [
        ("5. Memorandum From the Deputy Assistant to the President (Scowcroft) to President Nixon", "memorandum", "Deputy Assistant to the President (Scowcroft)", "President Nixon"),
        ("6. Telegram From the Embassy in Yugoslavia to Secretary of State Rusk, at Paris", "telegram", "Embassy in Yugoslavia", "Secretary of State Rusk, at Paris"),
        ("7. Letter From the Ambassador to Thailand (Unger) to Secretary of Defense Laird", "letter", "Ambassador to Thailand (Unger)", "Secretary of Defense Laird"),
        ("8. Memorandum of Conversation Between A and B", "memorandum of conversation", "", ""),
        ("9. Memorandum for the Record", "memorandum for the record", "", ""),
        ("10. National Security Study Memorandum 51", "national security memorandum", "", ""),
        ("11. Backchannel Message 147 From the Ambassador to Egypt (Eilts) to Scowcroft", "backchannel message", "Ambassador to Egypt (Eilts)", "Scowcroft"),
        ("12. Something Else", "", "", ""),
    ],
)  # fmt: skip
def test_headings(heading: str, kind: str, sender: str, addressee: str) -> None:
    found = headings.read(heading)
    assert (found.kind, found.sender, found.addressee) == (kind, sender, addressee)


DAY = datetime.date(1974, 5, 6)


@pytest.mark.parametrize(
    ("sender", "addressee", "place", "day", "written", "mrn"),
    [
        ("Embassy in Italy", "Department of State", "Rome", DAY, "4580", "1974ROME4580"),
        ("Embassy in Italy", "Department of State", "", DAY, "4580", "1974ROME4580"),
        ("Embassy in Rome", "Department of State", "", DAY, "4580", "1974ROME4580"),
        ("Embassy in the Khmer Republic", "Department of State", "", DAY, "1", "1974PHNOMPENH1"),
        ("Consulate in Australia", "Department of State", "Perth", DAY, "12", "1974PERTH12"),
        ("Embassy in Thailand", "Department of State", "Djakarta", DAY, "12", ""),
        ("Embassy in Indonesia", "Department of State", "", DAY, "12", ""),  # two spellings, two codes
        ("Embassy in Atlantis", "Department of State", "Rome", DAY, "12", ""),
        ("Secretary of State Rogers", "Department of State", "New York", DAY, "Secto 44/3193", ""),
        ("Embassy in Thailand", "Department of State", "Bangkok", DAY, "Johto 2/15421", "1974BANGKOK15421"),
        ("Embassy in Italy", "", "Rome", DAY, "4580", ""),
        ("Embassy in Italy", "Department of State", "Rome", None, "4580", ""),
        ("Embassy in Italy", "Department of State", "Rome", DAY, "0", ""),
        ("Department of State", "Embassy in Italy", "Washington", datetime.date(1961, 1, 23), "1180", ""),
        ("Embassy in Yugoslavia", "Secretary of State Rusk, at Paris", "Belgrade", datetime.date(1961, 6, 2), "66", ""),
    ],
)  # fmt: skip
def test_numbers_only_where_they_are_sure(
    sender: str, addressee: str, place: str, day: datetime.date | None, written: str, mrn: str
) -> None:
    found, doubt = senders.number("telegram", sender, addressee, place, day, written)
    assert found == mrn
    assert bool(doubt) != bool(mrn)


def test_airgrams_have_series_of_their_own() -> None:
    def airgram(sender: str, written: str) -> str:
        return senders.number("airgram", sender, "All Posts", "", DAY, written)[0]

    assert airgram("Embassy in Italy", "A-50") == "1974ROME-A50"
    assert airgram("Department of State", "CA-116") == "1974STATE-CA116"
    assert airgram("Embassy in Italy", "G-504") == ""
