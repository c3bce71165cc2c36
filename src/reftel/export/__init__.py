"""What leaves the archive: citations, tables, texts, graphs; one module a format.

May import `reftel.search`, `reftel.archive` and all before them. Nothing here but the commands and
the web page imports it.
"""
