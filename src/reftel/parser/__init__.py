"""One raw message → one cable: cleaning, zones, then one module a field.

May import `reftel.model` and `reftel.vocabulary`. Start reading at `parse`.
"""
