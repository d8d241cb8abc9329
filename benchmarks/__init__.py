"""One command for each figure the project claims; texts are read from outside the project."""
