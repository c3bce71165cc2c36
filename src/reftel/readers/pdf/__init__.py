"""PDF files: the text layer of each page, or what is read from its picture; then cables.

What stands in the text is for the reader that knows such texts: a print of an archive, an e-mail
with a cable in it, several cables in one file. Start reading at `reader`.
"""

from reftel.readers.pdf.reader import Pdf

__all__ = ["Pdf"]
