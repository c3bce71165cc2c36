"""*Foreign Relations of the United States*: a volume as TEI (`tei`), and as plain text (`etext`).

The Office of the Historian gives its volumes as one TEI file each (HistoryAtState/frus); older
copies go round as plain text. Either way a volume is cut into its documents, and each becomes
one message: the text without the editors' heading and notes, and in `given` what heading,
date-line and source note say of it. `record` has the names.
"""
