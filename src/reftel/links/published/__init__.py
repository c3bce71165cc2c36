"""What edited volumes print of cables: documents, their notes, and the short forms in which they cite."""
