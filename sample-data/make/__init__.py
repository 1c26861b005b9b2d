"""What build.py is made of: sentences, models, and the files that are written."""
