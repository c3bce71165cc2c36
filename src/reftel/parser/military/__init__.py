"""Military messages: ACP 126 and 127 headers over a body in sets of the message text format.

`REF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006//` is a set: a name, fields between strokes, two
strokes at its end. Such messages are told from State cables by `recognise`; `parse` fills the
same record, and its modules are loaded with the first such message. Start reading at
`assembly`; `header`, `sets`, `citations`, `narrative` and `body` each know one part of a message.
"""

from typing import TYPE_CHECKING, Any

from reftel.parser.military.recognition import recognise

if TYPE_CHECKING:
    from reftel.parser.military.assembly import parse

__all__ = ["parse", "recognise"]


def __getattr__(name: str) -> Any:
    if name == "parse":
        from reftel.parser.military.assembly import parse

        return parse
    raise AttributeError(name)
