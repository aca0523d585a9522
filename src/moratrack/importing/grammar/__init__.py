"""The grammar of a cell: tokens, and what each of them says.

``days`` and ``amounts`` know how days and lengths of time are written, ``vocabulary`` which words say what
becomes of a day beside them, ``tokens`` cuts a cell up, ``facts`` gives every token its part.
"""
