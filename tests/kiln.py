"""A short invented case, as its file is written."""

CASE = """# a kiln bursts
@ The Marl Observer | 1931-02-03 | Kiln bursts
1 The great kiln at Sorrow Hill burst on Monday.
2 Two firemen are dead.

@ Potters' Union | 1931-02-04 | Warned for months
1 The kiln had been cracked since autumn.
2 Three men died on Sorrow Hill.
= 1.2 2.2 differ quantity
= 1.1 2.2 agree
"""
