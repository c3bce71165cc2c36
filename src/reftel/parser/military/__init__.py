"""Military messages: ACP 126 and 127 headers over a body in sets of the message text format.

`REF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006//` is a set: a name, fields between strokes, two
strokes at its end. Such messages are told from State cables by `recognise`; `parse` fills the
same record. Start reading at `assembly`; `header`, `sets`, `citations`, `narrative` and `body`
each know one part of a message.
"""

from reftel.parser.military.assembly import parse
from reftel.parser.military.recognition import recognise
from reftel.parser.sections import join

__all__ = ["join", "parse", "recognise"]
