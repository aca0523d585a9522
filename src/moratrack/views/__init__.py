"""One module a form. A view gets rows that are computed; it reads no file and no clock."""
