"""What a cable is: immutable records, each parsed value with the place of its words.

May import `reftel.vocabulary` and nothing else of the project.
Start reading at `cable`: the record that everything else fills, keeps or shows.
"""

from reftel.model.cable import Cable
from reftel.model.markings import (
    Authority,
    Caption,
    Classification,
    Classifier,
    Computed,
    Declassification,
    Reason,
    Release,
)
from reftel.model.message import Annotation, RawMessage, Source
from reftel.model.mrn import MRN, Reading
from reftel.model.parts import (
    DTG,
    Addressee,
    Distribution,
    Furniture,
    MessageSet,
    Paragraph,
    Passing,
    Person,
    Problem,
    Reference,
    Sections,
    Tag,
    Transmission,
)
from reftel.model.span import Span

__all__ = [
    "DTG",
    "MRN",
    "Addressee",
    "Annotation",
    "Authority",
    "Cable",
    "Caption",
    "Classification",
    "Classifier",
    "Computed",
    "Declassification",
    "Distribution",
    "Furniture",
    "MessageSet",
    "Paragraph",
    "Passing",
    "Person",
    "Problem",
    "RawMessage",
    "Reading",
    "Reason",
    "Reference",
    "Release",
    "Sections",
    "Source",
    "Span",
    "Tag",
    "Transmission",
]
