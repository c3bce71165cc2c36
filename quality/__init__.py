"""Quality: how well the parser reads, by field, and what a change gained and lost.

May import `reftel` and `synthetic`. Start reading at `compare` (what an expected value is), then
`__main__`. Not part of what is installed.
"""
