"""The edge: words become a question, its rows a view. Clock, environment and terminal are here alone."""
