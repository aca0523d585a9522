"""The grammar of a cell: tokens, and what each of them says.

``days`` and ``amounts`` know how days and lengths of time are written, ``vocabulary`` which words say what
becomes of a day beside them; ``tokens`` cuts a cell up. ``cellreader`` goes through the tokens, each kind
of which one module reads: ``dayroles`` days, ``lengths`` lengths of time, ``cues`` and ``markers`` words,
``conditions`` ends in words. ``scan`` is what they have found so far, ``facts`` what comes out, and
``statuses`` finds the status in it.
"""
