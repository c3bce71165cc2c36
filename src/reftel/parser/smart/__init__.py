"""SMART messages, 2009 on: a header of named values, the body, an end block of named values.

`MRN: 10 KINSHASA 956`, `Date/DTG: Jul 22, 2010 / 221710Z JUL 10`, `Pass Line: DEPT FOR AF/C`; most
have come out as scans, inside of e-mails that forwarded them, with stamps on each page. Start
reading at `assembly`: `page` takes out what is not the message's, `block` finds which words are
the value of which name, and one module each reads numbers and dates, addressees and people.
"""

from typing import TYPE_CHECKING, Any

from reftel.parser.smart.recognition import recognise

if TYPE_CHECKING:
    from reftel.parser.smart.assembly import parse

__all__ = ["parse", "recognise"]


def __getattr__(name: str) -> Any:
    if name == "parse":  # loaded with the first such message
        from reftel.parser.smart.assembly import parse

        return parse
    raise AttributeError(name)
