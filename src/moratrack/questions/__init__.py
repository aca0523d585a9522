"""One module a question: policies and a day become rows. Pure."""
