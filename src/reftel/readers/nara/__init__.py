"""Electronic telegrams of 1973–79, as the National Archives give them out.

Their database (*Access to Archival Databases*) holds, for each telegram, a text and some seventy
attributes that indexers and reviewers gave it. Forms in which they reach people:

* `text`: one telegram a file, `Message Text`, the text, `Message Attributes`, the list (`nara-text`);
* `table` and `objects`: exports as CSV and JSON, and tables made of results pages (`nara-table`);
* `elements`: exports as XML (`nara-xml`);
* `page`: a web page of one record, or of a list of results (`nara-page`).

Each gives the attributes to `record`, which makes the message of them.
"""

from reftel.readers.nara.text import Split, split

__all__ = ["Split", "split"]
