"""In: Readings and Decisions. Out: what is held, and why. Pure: no file, clock, database or random number inside.

held         all that the ledger knows at a moment, as values
decisions    decisions in order -> standing (four eyes, undo)
compilers    who made the count behind a figure, and on what base
findings     figures that repeat one count, with grounds
matching     figures that may answer a question; what the count admits
likeness     how far the words around a figure are those of a question
anchoring    which figure of a new reading is the one that people decided about
revisions    a compiler's later, lower figure, for a person to decide
echoes       which reports likely go back to one finding, for a person to decide; likenings, told, bases and latin serve it
incidents    statements about one occurrence
trace        from a published number back to the captured bytes
downstream   what stands on a report or figure
clock        what was known at a moment
export       what is held as rows that lead back; exchange_* are the shapes in which it goes out, and in which others' tables come in
"""
